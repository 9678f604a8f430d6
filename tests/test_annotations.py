"""The annotated articles that stand in this project with their texts: what a record says stands where it says."""

from pathlib import Path

import pytest

from kg.annotations import Annotated, read_annotated
from kg.language import find_sentences
from kg.vocabulary import load_vocabulary, packs_in

FOLDER = Path(__file__).parent.parent / "annotations"


@pytest.fixture(scope="module", params=["articles", "held-articles"])
def annotated(request: pytest.FixtureRequest) -> Annotated:
    return read_annotated(FOLDER / f"{request.param}.jsonl")


def test_each_position_is_of_a_sentence_and_of_words_that_stand_in_it(annotated: Annotated) -> None:
    texts = {document.id: document.text for document in annotated.documents}
    sentences = {id: {(s.start, s.end) for s in find_sentences(text)} for id, text in texts.items()}
    for position in annotated.positions:
        passage = position.passage
        assert (passage.start, passage.end) in sentences[passage.document], position
        assert position.what in texts[passage.document][passage.start : passage.end], position


def test_issues_and_countries_are_those_of_the_vocabulary(annotated: Annotated) -> None:
    vocabulary = load_vocabulary(packs_in(()))
    assert {p.issue for p in annotated.positions if p.issue} <= vocabulary.issues.keys()
    short = {party for p in annotated.positions for party in (*p.holder, *p.target) if len(party) == 2}
    assert short <= vocabulary.parties.keys()


def test_what_is_measured_with_was_not_learned_from() -> None:
    learned, held = (set((FOLDER / f"{name}.docs").read_text().split()) for name in ("articles", "held-articles"))
    assert held
    assert learned.isdisjoint(held)
