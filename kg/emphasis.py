"""A text without its marks of emphasis, and where in the text itself each of its characters stands: "**Canada** said" is read as
"Canada said" (CommonMark 0.31, section 6.2)."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from kg.model import Ground, Passage, Position, Trace

_LONGEST = 400
"""Characters that are emphasised together, at most."""


def _pairs(mark: str) -> re.Pattern[str]:
    """Marks that open at a word and close behind one; one inside a word or a link marks nothing."""
    return re.compile(
        rf"(?<![\w*_/])({mark})(?=[^\s*_])((?:(?!\n\s*\n).){{1,{_LONGEST}}}?)(?<=[^\s*_])\1(?![\w*_/])", re.S
    )


# The stronger first: "**we *never* agreed**"
_MARKS = (_pairs(r"\*\*|__"), _pairs(r"\*|_"))


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without marks. `cuts`: at which of its offsets marks were left out, rising; `moved`: by how much what stands from there
    on is further back in the text with marks."""

    text: str
    cuts: tuple[int, ...]
    moved: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Where in the text with marks a character stands."""
        number = bisect_right(self.cuts, offset)
        return offset + (self.moved[number - 1] if number else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same of characters [start, end), without the marks around them but where one opens or closes what stands inside:
        "**Canada** wants"."""
        first, last = self.origin(start), self.origin(max(end - 1, start)) + (end > start)
        if (bisect_left(self.cuts, end) - bisect_right(self.cuts, start)) % 2:
            if start in self.cuts:
                first = self.origin(start - 1) + 1 if start else 0
            elif end in self.cuts:
                last = self.origin(end)
        return first, last


def without_emphasis(text: str) -> Plain:
    """A text without the marks of what it emphasises.

    >>> plain = without_emphasis("**Canada** wants _it_.")
    >>> plain.text, plain.span(0, 6), plain.span(13, 15), plain.span(0, 12)
    ('Canada wants it.', (2, 8), (18, 20), (0, 16))
    """
    if "*" not in text and "_" not in text:
        return Plain(text, (), ())
    marks: list[tuple[int, int]] = []
    left = text
    for pattern in _MARKS:
        for found in pattern.finditer(left):
            marks += [found.span(1), (found.end(2), found.end())]
        for start, end in marks:
            left = left[:start] + "\0" * (end - start) + left[end:]
    marks.sort()
    parts, cuts, moved, at, gone = [], [], [], 0, 0
    for start, end in marks:
        parts.append(text[at:start])
        at, gone = end, gone + end - start
        cuts.append(end - gone)
        moved.append(gone)
    return Plain("".join([*parts, text[at:]]), tuple(cuts), tuple(moved))


def with_emphasis(position: Position, plain: Plain, text: str) -> Position:
    """A position read from a text without marks as one of the text itself."""
    old = position.passage
    start, end = plain.span(old.start, old.end)
    passage = Passage(old.document, start, end, text[start:end], old.section)
    return replace(position, passage=passage, trace=position.trace and _trace_with(position.trace, plain))


def _trace_with(trace: Trace, plain: Plain) -> Trace:
    def moved(start: int | None, end: int | None) -> tuple[int | None, int | None]:
        return (start, end) if start is None or end is None else plain.span(start, end)

    cue, cue_end = plain.span(trace.cue_start, trace.cue_end)
    holder, holder_end = moved(trace.holder_start, trace.holder_end)
    what, what_end = moved(trace.what_start, trace.what_end)
    grounds = (Ground(g.part, g.rule, *moved(g.start, g.end), g.words) for g in trace.grounds)
    return replace(
        trace,
        cue_start=cue,
        cue_end=cue_end,
        holder_start=holder,
        holder_end=holder_end,
        what_start=what,
        what_end=what_end,
        grounds=tuple(grounds),
    )
