"""The words in which a position is told, line by line and safe to print, whatever draws them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kg.model import Certainty, Stance, Strength
from kg.rows import Named, PositionRow

ID_DIGITS = 10
"""How much of a position's id a table shows: `kg show` takes any unique beginning."""

TOWARDS = {
    Stance.DEMAND: "of",
    Stance.SUPPORT: "of",
    Stance.OFFER: "to",
    Stance.OPPOSE: "against",
    Stance.REFUSE: "to",
    Stance.THREAT: "against",
}
"""The word that links what is wanted with the party it is wanted of."""

HEADINGS = ("Who", "Stance", "What, on whose word, where")
RATIOS, STANCE_WIDTH, GAP = (18, 55), 7, 2
"""How the columns of positions share a line: who and what by ratio, the stance as wide as the longest, gaps between."""


def plain(text: str) -> str:
    r"""Text that cannot steer a terminal: line breaks become spaces, other control and direction marks their code.

    >>> plain("two\nlines"), plain("\x1b[31mred\x1b[0m"), plain("a\u202eb")
    ('two lines', '<1B>[31mred<1B>[0m', 'a<202E>b')
    """
    if text.isprintable():  # as nearly all is: nothing below would change it
        return text
    text = re.sub(r"\s*[\r\n\t]\s*", " ", text)
    return "".join(f"<{ord(sign):02X}>" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    # Cc: control characters; Cf: direction marks and the like. Zero-width joiners hold emoji and Indic words together.
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in "\u200c\u200d\u00ad"


def names(parties: Iterable[Named]) -> str:
    """Labels in a line.

    >>> names((Named("CA", "Canada"), Named("MX", "Mexico")))
    'Canada, Mexico'
    """
    return ", ".join(party.label for party in parties)


def qualifiers(row: PositionRow) -> str:
    """What a reader must know besides who wants what: certainty and who is credited, strength, speaker, condition."""
    credited = row.source and f"{row.certainty.value}, credited to {row.source.label}"
    parts = [
        credited or (row.certainty.value if row.certainty is not Certainty.STATED else None),
        row.strength.value if row.strength is not Strength.NORMAL else None,
        row.speaker and f"through {row.speaker.name}" + (f", {row.speaker.role}" if row.speaker.role else ""),
        row.condition,
    ]
    return "; ".join(part for part in parts if part)


def wanted(row: PositionRow) -> str:
    """What is wanted, and of whom."""
    return f"{row.what} ({TOWARDS[row.stance]} {names(row.target)})" if row.target else row.what


def told(row: PositionRow) -> Iterator[tuple[str, str]]:
    """What is wanted, how sure that is, and where it stands: lines, with the style of each."""
    yield wanted(row), ""
    if qualified := qualifiers(row):
        yield qualified, "italic"
    place = (row.issue and row.issue.label, row.document, row.id[:ID_DIGITS])
    yield " · ".join(part for part in place if part), "dim"


def holders(row: PositionRow) -> Iterator[tuple[str, str]]:
    """Who, and when: lines, with the style of each."""
    yield names(row.holder), "bold"
    yield row.date or "no date", "dim"
