"""Lines that credit a quotation: over it, behind it, below it; and what is no such line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.credits import credits_in
from kg.extraction import load_extractor
from kg.model import Document

LINES = [
    "Ana Lee, fisheries minister of Chile",
    "Ana Lee\nFisheries minister",
    '"We reject the levy."',
    "— Bo Ruiz",
    "It rained.",
]


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_each_quotation_has_one_credit_at_most(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    every = credits_in(text)
    assert all(text[c.start] == '"' and text[c.end - 1] == '"' and c.name in text for c in every)
    assert sorted({c.start for c in every}) == [c.start for c in every]


@pytest.mark.parametrize(
    "text",
    [
        'Ana Ode, fisheries minister, Chile\n\n"We reject the levy."',
        'Ana Ode\nFisheries minister of Chile\n\n"We reject the levy."',
        '**Ana Ode**\n*Fisheries minister of Chile*\n\n"We reject the levy."',
        'Ana Ode, Chile\'s fisheries minister, said:\n\n"We reject the levy."',
        'Chile\'s fisheries minister, Ana Ode:\n\n"We reject the levy."',
        '"We reject the levy." — Ana Ode, fisheries minister of Chile',
        '"We reject the levy."\n- Ana Ode, fisheries minister of Chile',
        '"We reject the levy."\n\n– Ana Ode, fisheries minister of Chile',
        '"We reject the levy." (Ana Ode, fisheries minister of Chile)',
        '"We reject the levy."\n\nAna Ode, fisheries minister of Chile\n\nThe talks go on.',
    ],
)
def test_whose_words_a_line_gives(text: str) -> None:
    text = f'Peru met Norway. "We accept it," Peru\'s trade minister, Jon Paz, said.\n\n{text}'
    rejected = [p for p in load_extractor().read(Document("t", text)).positions if p.what == "the levy"]
    assert [(p.holder, p.speaker and p.speaker.name) for p in rejected] == [(("CL",), "Ana Ode")]


def test_nobody_has_said_what_a_stranger_is_credited_with() -> None:
    text = 'Peru met Norway. "We accept it," Peru\'s trade minister, Jon Paz, said.\n\n"We reject the levy." — Ana Ode'
    assert [p for p in load_extractor().read(Document("t", text)).positions if p.what == "the levy"] == []


def test_a_name_in_a_sentence_credits_nothing() -> None:
    assert credits_in('Ana Lee, minister of Chile, left.\n\n"No."') == ()
    assert credits_in('"No."\n\nThe talks go on - Ana Lee') == ()
    assert credits_in('By Ana Lee, in Lyon\n\n"No."') == ()
    assert credits_in('Ana Lee, Lyon correspondent\n\n"No," the minister said.') == ()
