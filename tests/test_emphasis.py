"""Marks of emphasis: what is read without them stands where it stood, and is read as it would be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.emphasis import without_emphasis
from kg.extraction import load_extractor
from kg.model import Document

PIECES = st.lists(
    st.sampled_from(["**", "*", "_", "__", "kelp", "Chile wants", " ", ".", "\n\n", "5", "a_b", "\\*"]), max_size=14
)


@given(PIECES)
def test_every_character_stands_where_it_stood(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain = without_emphasis(text)
    assert [text[plain.origin(at)] for at in range(len(plain.text))] == list(plain.text)
    assert re.sub(r"[*_]", "", plain.text) == re.sub(r"[*_]", "", text)
    for start in range(len(plain.text)):
        for end in range(start + 1, len(plain.text) + 1):
            first, last = plain.span(start, end)
            assert re.sub(r"[*_]", "", text[first:last]) == re.sub(r"[*_]", "", plain.text[start:end])


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "- * - *", "see /talks/round_2/final_text_", "* kelp\n* salt", "a*b*c", "** **"]
)
def test_what_marks_nothing_is_left(text: str) -> None:
    assert without_emphasis(text).text == text


@pytest.mark.parametrize(
    ("text", "quote", "what"),
    [
        ("**Canada** wants an end to *the salmon ban*.", "**Canada** wants an end to *the salmon ban*.", "an end to the salmon ban"),
        ("- **Canada** rejected the levy.", "- **Canada** rejected the levy.", "the levy"),
        ("**Canada rejected the levy.** Chad did not.", "Canada rejected the levy.", "the levy"),
    ],
)  # fmt: skip
def test_emphasis_changes_nothing(text: str, quote: str, what: str) -> None:
    position = load_extractor().read(Document("t", text)).positions[0]
    assert (position.holder, position.what, position.passage.quote) == (("CA",), what, quote)
    assert text[position.passage.start : position.passage.end] == quote
    assert position.trace is not None
    assert position.trace.what_start is not None
    assert text[position.trace.what_start :].startswith(what.split(" ")[0])
