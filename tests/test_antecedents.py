"""To whom words come back that name nobody: who is asked, what is left as it was, and what the encoder makes of it."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.antecedents import ELSEWHERE, anaphors, load_antecedents, mentions_of
from kg.extraction import Extractor, load_extractor
from kg.found import Found
from kg.model import Document

NAMES = ("Norway", "Chile", "The Kelp Guild", "Fisheries Minister Ana Haddad", "Peruvian growers")
SAID = ("wants an end to the kelp levy.", "met delegates in Lima.", "said it would never agree to a quota.", "waits.")
SENTENCES = st.lists(st.tuples(st.sampled_from((*NAMES, "He", "It", "They", "We")), st.sampled_from(SAID)), max_size=9)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def found_in(extractor: Extractor, text: str) -> list[Found]:
    return list(extractor.reader.find(Document("t", text), extractor.weights.gate))


@settings(deadline=None, max_examples=30)
@given(SENTENCES)
def test_words_are_asked_of_those_named_near(extractor: Extractor, told: list[tuple[str, str]]) -> None:
    text = "\n\n".join(" ".join(sentence) for sentence in told)
    found = found_in(extractor, text)
    every = mentions_of(found)
    assert [m.at for m in every] == sorted(m.at for m in every)
    for one in anaphors(found):
        assert len(one.clues) == len(one.mentions)
        assert one.form == ELSEWHERE or text[one.at :].lower().startswith(one.form.split(" ")[0])
        before = Counter(m.holder.parties for m in one.mentions if m.at <= one.at)
        assert max(before.values(), default=0) <= 2
        assert set(one.mentions) <= set(every)


@settings(deadline=None, max_examples=20)
@given(SENTENCES)
def test_only_whom_words_come_back_to_is_changed(extractor: Extractor, told: list[tuple[str, str]]) -> None:
    found = tuple(found_in(extractor, "\n\n".join(" ".join(sentence) for sentence in told)))
    antecedents = load_antecedents()
    assert antecedents.resolved(found, lambda offset: None) == found
    size, chance = antecedents.parameters["ask"].shape[0], np.random.default_rng(len(told))
    moved = antecedents.resolved(found, lambda offset: chance.normal(size=size).astype(np.float32))
    named = {m.holder.parties for m in mentions_of(found)}
    for item, other in zip(found, moved, strict=True):
        assert (item.sentence, item.mentions) == (other.sentence, other.mentions)
        for candidate, now in zip(item.candidates, other.candidates, strict=True):
            assert (candidate.what, candidate.cue) == (now.what, now.cue)
            assert (candidate.holder.start, candidate.holder.end) == (now.holder.start, now.holder.end)
            assert candidate.holder == now.holder or now.holder.parties in named
            assert candidate.holder.kind == now.holder.kind or candidate.holder.start is None


def test_a_carried_voice_stands_in_no_word_of_the_sentence(extractor: Extractor) -> None:
    text = (
        "The Kelp Guild met in Lima. Fisheries Minister Ana Haddad of Norway told it that she was ready for a deal on kelp. "
        '"We want the levy gone. The quota must go as well."'
    )
    for item in found_in(extractor, text):
        for candidate in item.candidates:
            start, end = candidate.holder.start, candidate.holder.end
            if start is not None and end is not None:
                assert item.sentence.text[start:end].strip() == item.sentence.text[start:end] != ""


def test_a_quoted_we_is_whoever_the_sentence_says_speaks(extractor: Extractor) -> None:
    text = (
        "Ministers from Chile and Norway met in Oslo. The Kelp Guild, which speaks for 400 firms, watched from outside. "
        '"We will not accept a quota," said its chairman, Jonas Vik.'
    )
    held = {party for p in extractor.read(Document("t", text)).positions for party in p.holder}
    assert {party.rpartition("/")[2] for party in held} == {"KELP-GUILD"}
