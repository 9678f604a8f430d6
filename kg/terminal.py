"""What can be printed in a terminal: text that rich prints as it stands, headings, and plain tables."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from kg.lines import plain


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
