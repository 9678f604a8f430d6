"""What can be printed in a terminal: text that cannot steer it, headings, and plain tables."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

_LINES = re.compile(r"\s*[\r\n\t]\s*")


def plain(text: str) -> str:
    r"""Text that cannot steer a terminal: line breaks become spaces, other control and direction marks their code.

    >>> plain("two\nlines"), plain("\x1b[31mred\x1b[0m"), plain("a\u202eb")
    ('two lines', '<1B>[31mred<1B>[0m', 'a<202E>b')
    """
    if text.isprintable():  # as nearly all is: nothing below would change it
        return text
    text = _LINES.sub(" ", text)
    return "".join(f"<{ord(sign):02X}>" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    # Cc: control characters; Cf: direction marks and the like. Zero-width joiners hold emoji and Indic words together.
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in "\u200c\u200d\u00ad"


def words(text: str | None, style: str = "") -> Text:
    """A string as text that rich prints as it stands: brackets in it are no markup."""
    return Text(plain(text or ""), style=style)


def grid(headings: Iterable[str], rows: Iterable[Sequence[str | Text]], right: Sequence[str] = ()) -> Table:
    """A table of plain rows; the columns named in `right` hold numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(words(heading), justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else words(cell) for cell in row))
    return table


def heading(text: str, count: int | None = None) -> Text:
    """A line above a part of an answer."""
    return words(text if count is None else f"{text} ({count})", "bold underline")


def facts(pairs: Iterable[tuple[str, str | None]]) -> Table:
    """Names and values, one a line; what is not stated is left out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in pairs:
        if value:
            table.add_row(words(name), words(value))
    return table
