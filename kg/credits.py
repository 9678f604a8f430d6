"""Whose words those quotations are that no verb tells of: a line with a name over them, behind them or below them credits them,
as in round-ups of reactions and in pull quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.introductions import FULL_NAME
from kg.language import paragraphs

_LINE = rf"(?P<name>{FULL_NAME})(?:, |\n)(?P<rest>[^\n.;:\"“”]{{3,90}}?)"
# "Ana Lee, head of policy, Kelp Watch": a paragraph of its own, the name perhaps on a line of its own
_OWN_LINE = re.compile(_LINE)
# "Ana Lee, head of policy, Kelp Watch, said:", "Chile's trade minister, Ana Lee:"
_OVER = (
    re.compile(rf"{_LINE}(?:(?:, [a-z]+)?:)?"),
    re.compile(rf"(?P<rest>[^\n.,;:\"“”]{{3,80}}?),? (?P<name>{FULL_NAME})(?:,? [a-z]+)?:"),
)
_DASHED = rf"(?:—|–|--?) ?(?P<name>{FULL_NAME})(?:, (?P<rest>[^\n.;:\"“”]{{3,90}}))?"
_DASHED_LINE = re.compile(_DASHED)
# '"We want both." — Ana Lee', '"We want both."\nAna Lee, head of policy', '"We want both" (Ana Lee, head of policy)'
_BEHIND = tuple(re.compile(rf"\s*{credit}\s*") for credit in (_DASHED, rf"\n{_LINE}", rf"\({_LINE}\)"))
_MARKS = ('"', "“", "”")
# Nothing stands outside the marks that could say whose words these are
_ALL_QUOTED = re.compile(r"(?:[\"“][^\"”]*(?:[\"”]|$)\s*)+")


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited with the words at characters [start, end): a name, and what the line says of them besides."""

    start: int
    end: int
    name: str
    rest: str


def credits_in(text: str) -> tuple[Credit, ...]:
    """The quotations of a text that a line credits, in order.

    >>> [(c.name, c.rest) for c in credits_in('Ana Lee, mayor\\n\\n"No."\\n\\n"Yes." - Bo Ruiz, cook')]
    [('Ana Lee', 'mayor'), ('Bo Ruiz', 'cook')]
    """
    every = [(start, text[start:end]) for start, end in paragraphs(text, 0, len(text))]
    behind = [_behind(paragraph) if paragraph.startswith(_MARKS) else None for _, paragraph in every]
    out: list[Credit] = []
    over: tuple[str, str] | None = None
    for number, (start, paragraph) in enumerate(every):
        if paragraph.startswith(_MARKS):
            found = behind[number]
            if found is None and _ALL_QUOTED.fullmatch(paragraph):
                found = over or _below(every, behind, number)
            if found is not None:
                out.append(Credit(start, start + len(paragraph), *found))
        else:
            lines = (pattern.fullmatch(paragraph) for pattern in _OVER)
            line = next((line for line in lines if line is not None), None)
            is_byline = line is not None and line["name"].startswith("By ")
            over = (line["name"], line["rest"]) if line is not None and not is_byline else None
    return tuple(out)


def _behind(paragraph: str) -> tuple[str, str] | None:
    """Who is credited in a paragraph behind its quotation."""
    closed = max(paragraph.rfind(mark) for mark in _MARKS) + 1
    found = (pattern.fullmatch(paragraph, closed) for pattern in _BEHIND)
    return next(((m["name"], m["rest"] or "") for m in found if m is not None), None)


def _below(
    every: Sequence[tuple[int, str]], behind: Sequence[tuple[str, str] | None], number: int
) -> tuple[str, str] | None:
    """Who is credited in the paragraph below a quotation, where that stands over no other."""
    if number + 1 == len(every):
        return None
    below = every[number + 1][1]
    dashed = _DASHED_LINE.fullmatch(below)
    if dashed is not None:
        return dashed["name"], dashed["rest"] or ""
    line = _OWN_LINE.fullmatch(below)
    over_another = number + 2 < len(every) and every[number + 2][1].startswith(_MARKS) and not behind[number + 2]
    return (line["name"], line["rest"]) if line is not None and not over_another else None
