"""Positions as lines for another program: the tables of `kg.rendering` without colours, and without loading rich.

What rich needs to load and to lay out fifty positions is a quarter of the time of a look-up. Text of letters that are
not one column wide is left to it: `plain_lines` gives None.
"""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from kg.lines import GAP, HEADINGS, RATIOS, STANCE_WIDTH, holders, plain, told
from kg.rows import Page, PositionRow

if TYPE_CHECKING:
    from kg.profiles import PartyProfile

LEAST = 60
"""Columns below which the layout is left to rich."""


class _Wide(Exception):
    """A text with letters that may not be one column wide."""


def plain_lines(answer: Any, width: int) -> list[str] | None:
    """A page of positions or all of a party as rich would print it in so many columns; None for anything else."""
    try:
        if width < LEAST:
            return None
        if isinstance(answer, Page):
            if all(isinstance(row, PositionRow) for row in answer.rows):
                return [line.rstrip() for line in _positions(answer.rows, width)]
        elif type(answer).__name__ == "PartyProfile":  # whose class takes as long to load as some queries
            return [line.rstrip() for line in _profile(answer, width)]
    except _Wide:
        pass
    return None


def columns() -> int:
    """How wide a terminal is that the command was started in, even if its output goes elsewhere; 80 where none is."""
    if (asked := os.environ.get("COLUMNS", "")).isdigit():
        return int(asked)
    for stream in (0, 1, 2):
        try:
            return os.get_terminal_size(stream).columns or 80
        except OSError:
            continue
    return 80


def _profile(profile: "PartyProfile", width: int) -> Iterator[str]:
    party = profile.party
    speaks = f"speaks for {party.represents.label}" if party.represents else ""
    yield from _wrapped(party.label, width)
    yield from _wrapped(", ".join(part for part in (f"{party.kind or 'party'} {party.id}", speaks) if part), width)
    for title, page in profile.parts():
        if page.total:
            yield ""
            yield f"{title} ({page.total})"
            yield from _positions(page.rows, width)
            if page.rest:
                yield f"and {page.rest} more"


def _positions(rows: Iterable[PositionRow], width: int) -> Iterator[str]:
    shared = width - STANCE_WIDTH - GAP
    who = -(-shared * RATIOS[0] // sum(RATIOS))  # rounded up
    yield _line(HEADINGS[0], HEADINGS[1], HEADINGS[2], who)
    for row in rows:
        left = [line for text, _ in holders(row) for line in _wrapped(text, who - GAP)]
        right = [line for text, _ in told(row) for line in _wrapped(text, shared - who)]
        for one, stance, other in zip_longest(left, [row.stance.value], right, fillvalue=""):
            yield _line(one, stance, other, who)


def _line(one: str, stance: str, other: str, who: int) -> str:
    blank = len(one) - len(one.rstrip())
    one = one[: len(one) - min(blank, max(0, len(one) - who))]  # blanks at the end of a line are cut where it is full
    return f"{one:{who}}{stance:{STANCE_WIDTH + GAP}}{other}"


def _wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of at most so many columns, broken between words, as rich breaks it. Raises _Wide.

    >>> list(_wrapped("a word or an-unbreakable-one", 8))
    ['a word ', 'or ', 'an-unbre', 'akable-o', 'ne']
    """
    text = plain(text)
    if not text.isascii() and not all((sign < "\u0300" and sign != "\u00ad") or sign in "‐–—‘’“”…" for sign in text):
        raise _Wide
    breaks, used = [0], 0
    for found in re.finditer(r"\s*\S+\s*", text):
        word, start = found[0], found.start()
        length = len(word.rstrip())
        if length <= width - used:
            used += len(word)
        elif length > width:
            pieces = range(start, start + len(word), width)
            breaks += [place for place in pieces if place]
            used = start + len(word) - pieces[-1]
        elif used and start:
            breaks.append(start)
            used = len(word)
    for start, end in zip_longest(breaks, breaks[1:]):
        yield text[start:end]
