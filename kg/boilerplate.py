"""Which parts of a page flattened to text are its article, and which are menus, offers, scripts and notices.

Only a page that shows such signs is cut; a plain article comes back whole. Offsets stay those of the text.
The telling phrases are data (`ontology/boilerplate.tsv`): `line` anywhere in a short line, `start` at its start, `whole`
as all of it, `block` at the start of a heading above links, `tail` where the notices below an article begin,
`comments` where its readers have their say, `notice` in a longer text of the publisher's. Words of kind `reader` tell
that a sentence speaks to the reader, so that an article about cookies is not taken for a cookie notice; those of kind
`dateline` stand beside the date of publication.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.dates import find_date
from kg.resources import resource

_LINE = re.compile(r"[^\r\n]+")
_CODE = re.compile(
    r"function\s*\w*\s*\(|\bvar \w+\s*=|document\.\w+|window\.\w+|=>|\{[^{}]*;[^{}]*\}|</?\w+[^>]*>|\.addEventListener"
)
_SENTENCE_END = re.compile(r"""[.!?]["'”’)]*\s*$""")
_SIGNS = ("junk", "block", "comments", "tail")
_WORD = re.compile(r"[a-z]+")
_LONGEST_HEADING = 6  # words
_LONGEST_PHRASE_LINE = 240  # a longer line that holds such a phrase is prose about it


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: characters [start, end), and what it looks like.

    Its kind is `prose`, `short`, `junk`, `block` (a heading above links), `comments` (readers' own) or `tail` (notices).
    """

    start: int
    end: int
    kind: str


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with resource("ontology", "boilerplate.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["kind"], []).append(row["phrase"].casefold())
    return {kind: tuple(phrases) for kind, phrases in found.items()}


def line_kind(line: str) -> str:
    """What one line looks like.

    >>> line_kind("Story continues below advertisement"), line_kind("Norway refused to move on cod, officials said.")
    ('junk', 'prose')
    """
    plain = " ".join(line.split()).casefold()
    if _CODE.search(line) and sum(c in "{}();=<>" for c in line) > 0.03 * len(line):
        return "junk"
    if any(p in plain for p in _phrases()["notice"]) and _to_the_reader(plain):
        return "junk"
    if len(plain) <= _LONGEST_PHRASE_LINE and not _reported(line):
        for kind in ("comments", "tail"):
            if any(p in plain for p in _phrases()[kind]):
                return kind
        if any(p in plain for p in _phrases()["line"]):
            return "junk"
        if plain.startswith(_phrases()["block"]) and len(plain.split()) <= _LONGEST_HEADING:
            return "block"
    if plain.strip(" .:»>|") in _phrases()["whole"]:
        return "junk"
    if len(plain) <= _LONGEST_PHRASE_LINE and plain.startswith(_phrases()["start"]):
        return "junk"
    words = len(plain.split())
    return "prose" if words >= 14 or (words >= 6 and _SENTENCE_END.search(line)) else "short"


def _reported(line: str) -> bool:
    """Whether a line is a sentence of some length in quotes or not spoken to the reader, as an article about cookies or
    subscriptions would have."""
    whole = bool(_SENTENCE_END.search(line)) and len(line.split()) >= 14
    return whole and (bool(set(line) & set('"“”')) or not _to_the_reader(line.casefold()))


def _to_the_reader(plain: str) -> bool:
    return any(word in _phrases()["reader"] for word in _WORD.findall(plain))


def article_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The [start, end) of a text that are its article, in order and disjoint; all of it where nothing looks like a page.

    >>> page = "Menu\\nSubscribe now\\n\\nChile refused the new tariff on copper.\\n\\nRelated: Copper\\n\\nPeru did not object to the plan.\\nAll rights reserved"
    >>> [page[a:b] for a, b in article_spans(page)]
    ['Chile refused the new tariff on copper.', 'Peru did not object to the plan.']
    """
    found = (Line(m.start(), m.end(), line_kind(m.group())) for m in _LINE.finditer(text) if m.group().strip())
    lines = list(_without_links(text, found))
    signs = sum(line.kind in _SIGNS for line in lines)
    prose = [i for i, line in enumerate(lines) if line.kind == "prose"]
    if not prose or (signs < 2 and not _ends_in_links(lines)):
        return ((0, len(text)),) if text else ()
    first = prose[0]
    while first > 0 and lines[first - 1].kind == "short" and _opens(text, lines[first - 1], lines[first]):
        first -= 1
    last = _last(text, lines, first)
    return tuple(_joined(text, [line for line in lines[first : last + 1] if line.kind not in _SIGNS]))


_DAY = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})\b"
)
_HEADER, _LONGEST_DATELINE = 1500, 90  # characters


def find_dateline(text: str) -> str | None:
    """The date of the first line near the top of a text that says when it was published, and hardly more.

    >>> find_dateline("Steel talks fail\\n\\nUpdated 6:42 PM UTC, March 14, 2025\\n\\nThe talks failed.")
    '2025-03-14'
    >>> find_dateline("The talks of 14 March 2025 failed.") is None
    True
    """
    for line in text[:_HEADER].splitlines():
        found = _DAY.search(line) if len(line) <= _LONGEST_DATELINE else None
        if found and _hardly_more(line[: found.start()] + " " + line[found.end() :]):
            return find_date(found.group())
    return None


def _hardly_more(rest: str) -> bool:
    """Whether what stands beside a date is a place, a name, a time or a word such as 'updated'."""
    return not _SENTENCE_END.search(rest.strip()) and all(
        word[0].isupper() or word.casefold() in _phrases()["dateline"] for word in re.findall(r"[^\W\d_]+", rest)
    )


def _without_links(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines; those below a heading of links are junk, until a whole sentence."""
    below = False
    for line in lines:
        if line.kind == "block":
            below = True
        elif below and line.kind in ("prose", "short"):
            below = not (line.kind == "prose" and _SENTENCE_END.search(text[line.start : line.end]))
            line = replace(line, kind="junk") if below else line
        yield line


def _ends_in_links(lines: list[Line]) -> bool:
    """Whether the one sign of a page is a heading of links, or where notices begin, with nothing of an article below."""
    sign = next((i for i, line in enumerate(lines) if line.kind in _SIGNS), len(lines))
    below = lines[sign + 1 :]
    return (
        sign < len(lines)
        and lines[sign].kind != "junk"
        and sum(line.kind == "prose" for line in lines[:sign]) >= _ARTICLE
        and all(line.kind != "prose" for line in below)
    )


_ARTICLE = 3
"""Lines of prose from which a text is surely an article."""


def _opens(text: str, line: Line, below: Line) -> bool:
    """Whether a short line belongs to the text below it: it introduces a list, or is a headline of some words on its own."""
    words = text[line.start : line.end].strip()
    return (
        words.endswith(":")
        or words.startswith(("•", "-", "*", "#"))
        or (len(words.split()) >= 5 and "\n\n" in text[line.end : below.start].replace("\r", ""))
    )


def _last(text: str, lines: list[Line], first: int) -> int:
    """Index of the article's last line: before its readers' comments, or the first `tail` line that less prose follows
    than stands above it, and before the link lines above that."""
    end = len(lines)
    for i in range(first + 1, len(lines)):
        above = sum(line.kind == "prose" for line in lines[first:i])
        if lines[i].kind == "comments":
            end = i
            break
        if lines[i].kind == "tail" and above >= sum(line.kind == "prose" for line in lines[i:]):
            end = i
            break
    last = end - 1
    while last > first and not _closes(text, lines[last]):
        last -= 1
    return last


def _closes(text: str, line: Line) -> bool:
    """Whether a line can be the last of an article: prose, a list item, or some words that are no link or menu."""
    words = text[line.start : line.end].strip()
    return line.kind == "prose" or (
        line.kind == "short"
        and (len(words.split()) >= (3 if _SENTENCE_END.search(words) else 5) or words.startswith(("•", "-", "*")))
    )


def _joined(text: str, lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines with nothing but white space between them, as one span each."""
    start = end = -1
    for line in lines:
        if end >= 0 and not text[end : line.start].strip():
            end = line.end
            continue
        if end >= 0:
            yield start, end
        start, end = line.start, line.end
    if end >= 0:
        yield start, end
