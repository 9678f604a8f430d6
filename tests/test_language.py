"""Where sentences end, and the words that constructions are told by."""

from pathlib import Path

import pytest

import kg
from kg.entries import table_rows
from kg.language import find_sentences
from kg.resources import resource


@pytest.mark.parametrize("words", ["Mr. ", "J. ", "U.S. "])
def test_what_ends_no_sentence_ends_none_however_much_stands_before_it(words: str) -> None:
    text = f"{words * 20_000}Lee refused. Canada agreed."
    assert [text[s.start : s.end][-12:] for s in find_sentences(text)] == ["Lee refused.", "nada agreed."]


def test_initials_end_no_sentence() -> None:
    text = "S.G. Lee paid 2 billion N.Z. Dollars for non-U.S. Markets. Canada agreed."
    assert [s.text for s in find_sentences(text)] == [text[:58], "Canada agreed."]


def test_the_classes_of_words_are_those_that_are_asked_for() -> None:
    rows = table_rows(resource("ontology", "words.tsv"), ("word", "class"))
    listed = [tuple(row) for row in rows]
    code = "".join(path.read_text(encoding="utf-8") for path in Path(kg.__file__).parent.glob("*.py"))
    assert len(set(listed)) == len(listed)
    assert listed == sorted(listed, key=lambda row: (row[1], row[0].casefold(), row[0]))
    assert all(f'"{name}"' in code for name in {name for _, name in listed})
