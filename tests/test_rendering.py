"""Tables are safe to print and fit a terminal, whatever documents hold."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from kg.lines import plain
from kg.model import Document, Passage, Position, Stance
from kg.plain import LEAST, plain_lines
from kg.profiles import IssueRow, PartyProfile, PartyRow, Status
from kg.records import flat, record
from kg.rendering import Brief, rendered
from kg.rows import Named, Page, position_row


def printed(answer: object, width: int = 80) -> str:
    output = io.StringIO()
    Console(file=output, width=width, highlight=False).print(rendered(answer))
    return output.getvalue()


@given(st.text())
def test_plain_text_steers_no_terminal(text: str) -> None:
    safe = plain(text)
    assert not any(unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") for sign in safe)
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(safe)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x2FF), max_size=300))
def test_plain_text_of_everyday_letters_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@given(st.lists(st.text(max_size=200), min_size=2, max_size=5))
def test_positions_fit_80_columns(texts: list[str]) -> None:
    what, issue, *holders = texts
    found = Position(Passage("a/b", 0, 9, "Some words"), tuple(holders), Stance.DEMAND, what, issue, ("US",))
    row = position_row(found, Document("a/b", "Some words", date="2031-03-04"))
    for answer in ((row,), Brief((row,))):
        assert all(cell_len(line) <= 80 for line in printed(answer).splitlines())


LETTERS = st.characters(codec="latin-1") | st.sampled_from(" –—‘’“”…") | st.characters(max_codepoint=0x4FF)
WORDS = st.lists(st.text(LETTERS, max_size=30), max_size=12).map(" ".join)


@given(WORDS, WORDS, st.lists(WORDS, min_size=1, max_size=3), st.integers(LEAST, 200))
def test_without_a_terminal_positions_are_laid_out_as_rich_does(
    what: str, issue: str, holders: list[str], width: int
) -> None:
    found = Position(Passage("a/b", 0, 9, "Some words"), tuple(holders), Stance.DEMAND, what, issue, ("US",))
    row = position_row(found, Document("a/b", "Some words", date="2031-03-04"))
    page, party = Page((row, row), 3), PartyRow("CA", holders[0], None, Named("US", what), 2, 0, "http://a.example/ca")
    for answer in (page, PartyProfile(party, page, Page((), 0), page, Page((), 0), Page((), 0))):
        lines = plain_lines(answer, width)
        assert lines is None or lines == [line.rstrip() for line in printed(answer, width).splitlines()]
        if all(text.isascii() for text in (what, issue, *holders)):
            assert lines is not None


def test_a_contested_issue_is_marked() -> None:
    calm = IssueRow("dairy", "Dairy", None, 2, 0, 2, "http://a.example/dairy")
    contested = IssueRow("cars", "Cars", Named("trade", "Trade"), 3, 1, 2, "http://a.example/cars")
    assert [line.rstrip() for line in printed((calm, contested)).splitlines()] == [
        "Id     Issue  Positions  For  Against",
        "dairy  Dairy          2    0        2",
        "cars   Cars           3    1        2  contested",
    ]


def test_parties_show_for_whom_they_speak() -> None:
    row = PartyRow("CA/LEE", "Ann Lee", "person", Named("CA", "Canada"), 2, 0, "http://a.example/lee")
    assert [line.split() for line in printed((row,)).splitlines()] == [
        ["Id", "Party", "Kind", "Speaks", "for", "Holds", "Asked"],
        ["CA/LEE", "Ann", "Lee", "person", "Canada", "2", "0"],
    ]


def test_an_empty_store_says_so() -> None:
    joint = Status("here", 1, 2, 2, 1, None, None, {Stance.DEMAND: 3})
    assert "2: 3 demand; a joint one counts for each party" in printed(joint)
    lines = [line.rstrip() for line in printed(Status("here", 0, 0, 0, 0, None, None)).splitlines()]
    assert lines == ["store      here", "documents  0", "positions  0", "parties    0", "issues     0"]


def test_what_has_no_page_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError):
        rendered(3.5)


def test_records_nest_pages_and_flatten_for_tables() -> None:
    page = Page((IssueRow("cars", "Cars", Named("trade", "Trade"), 3, 1, 2, "iri"),), total=4)
    row = {"id": "cars", "label": "Cars", "broader": {"id": "trade", "label": "Trade"}, "positions": 3, "favour": 1,
           "against": 2, "iri": "iri", "contested": True}  # fmt: skip
    assert record(page) == {"total": 4, "offset": 0, "rows": [row]}
    assert flat(row)["broader"] == "trade"
