"""Which verb a second verb goes with."""

import pytest

from kg.language import Language, find_sentences

LANGUAGE = Language()


def head_of(verb: str, text: str) -> str:
    (parse,) = LANGUAGE.parse((sentence, ()) for sentence in find_sentences(text))
    (found,) = (token for token in parse.tokens if token.text == verb)
    return found.head.text


@pytest.mark.parametrize(
    ("verb", "head", "text"),
    [
        ("demanded", "said", "She said Canada would not open its market, and demanded that Washington lift its duties."),
        ("urged", "said", "The minister said a deal without Iceland would be worthless and urged the others to invite them."),
        ("wants", "says", "The union says the cut would be the last straw and wants the mill to stay open."),
    ],
)  # fmt: skip
def test_a_verb_with_tense_goes_with_the_one_above_an_infinitive(verb: str, head: str, text: str) -> None:
    assert head_of(verb, text) == head


def test_two_infinitives_stay_together() -> None:
    assert head_of("sign", "Norway said it would drop the levy and sign the accord.") == "drop"
