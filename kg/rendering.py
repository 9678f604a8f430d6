"""How answers look in a terminal of 80 columns: tables and pages for people, safe to print whatever a document says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.answers import Term, text_of
from kg.lines import GAP, HEADINGS, RATIOS, STANCE_WIDTH, holders, names, told, wanted
from kg.model import Document, Position, Stance
from kg.profiles import IssueProfile, IssueRow, PartyProfile, PartyRow, Status
from kg.rows import DocumentRow, Page, PositionRow, Shown, position_row
from kg.terminal import facts, grid, heading, words

COLOURS = {
    Stance.DEMAND: "blue",
    Stance.SUPPORT: "green",
    Stance.OFFER: "cyan",
    Stance.OPPOSE: "magenta",
    Stance.REFUSE: "red",
    Stance.THREAT: "yellow",
}


# Positions --------------------------------------------------------------------------------------------------------


def positions_table(rows: Iterable[PositionRow]) -> Table:
    """Positions, three or four lines each: who and when, stance, what and of whom, how sure, and where it stands."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0), expand=True)
    who, stance, what = map(words, HEADINGS)
    table.add_column(who, ratio=RATIOS[0], overflow="fold")
    table.add_column(stance, width=STANCE_WIDTH)
    table.add_column(what, ratio=RATIOS[1], overflow="fold")
    for row in rows:
        table.add_row(*_position_cells(row))
    return table


@dataclass(frozen=True, slots=True)
class Brief:
    """Positions to be shown a line each where they fit."""

    rows: tuple[PositionRow, ...]


def brief_table(rows: Iterable[PositionRow]) -> Table:
    """Positions with nothing but when, who, stance, and what of whom."""
    cells = (
        (
            row.date or "",
            words(names(row.holder), "bold"),
            words(row.stance.value, COLOURS[row.stance]),
            words(wanted(row)),
        )
        for row in rows
    )
    return grid(("Date", "Who", "Stance", "What"), cells)


def _position_cells(row: PositionRow) -> tuple[Text, Text, Text]:
    return _lines(holders(row)), words(row.stance.value, COLOURS[row.stance]), _lines(told(row))


def _lines(lines: Iterable[tuple[str, str]]) -> Text:
    return Text("\n").join(words(text, style) for text, style in lines)


def _part(title: str, page: Page[PositionRow]) -> list[RenderableType]:
    if not page.total:
        return []
    rest = [words(f"and {page.rest} more", "dim")] if page.rest else []
    return [Text(), heading(title, page.total), positions_table(page.rows), *rest]


# Whole answers ----------------------------------------------------------------------------------------------------


@singledispatch
def rendered(value: Any) -> RenderableType:
    """An answer as rich prints it. Raises TypeError for what is none."""
    raise TypeError(f"no way to show a {type(value).__name__}")


@rendered.register
def _(page: Page) -> RenderableType:  # type: ignore[type-arg]
    if page.rows and isinstance(page.rows[0], DocumentRow):
        return rendered(page.rows)
    return positions_table(page.rows)


@rendered.register
def _(rows: tuple) -> RenderableType:  # type: ignore[type-arg]
    if not rows:
        return Text()
    if drawn := DRAWN.get(type(rows[0])):
        return drawn(rows)
    from kg.tables import table  # what these rows are made with takes as long to load as a look-up

    return table(rows)


@rendered.register
def _(brief: Brief) -> RenderableType:
    return brief_table(brief.rows)


def parties_table(rows: Iterable[PartyRow]) -> Table:
    """Parties with how much they hold and how much is asked of them."""
    cells = (
        (
            row.id,
            row.label,
            row.kind or "",
            row.represents.label if row.represents else "",
            f"{row.positions}",
            f"{row.asked}",
        )
        for row in rows
    )
    return grid(("Id", "Party", "Kind", "Speaks for", "Holds", "Asked"), cells, right=("Holds", "Asked"))


def issues_table(rows: Iterable[IssueRow]) -> Table:
    """Issues with the parties for and against; a contested one is marked."""
    cells = ((row.id, row.label, f"{row.positions}", f"{row.favour}", f"{row.against}", _mark(row)) for row in rows)
    headings = ("Id", "Issue", "Positions", "For", "Against", "")
    return grid(headings, cells, right=headings[2:5])


def _mark(row: IssueRow) -> str:
    return "contested" if row.contested else ""


def documents_table(rows: Iterable[DocumentRow]) -> Table:
    """Documents, with what was read from them."""
    cells = (
        (
            row.date or "",
            Text("\n").join([words(row.title or row.id), *([words(below, "dim")] if (below := _byline(row)) else [])]),
            f"{row.positions}",
        )
        for row in rows
    )
    return grid(("Date", "Document", "Positions"), cells, right=("Positions",))


def _byline(row: DocumentRow) -> str:
    return " · ".join(part for part in (row.publisher, _talks(row), row.id if row.title else None) if part)


def _talks(row: DocumentRow | PositionRow) -> str:
    """The negotiation and its round, which may be named by a number alone."""
    sitting = f"round {row.round}" if row.round and row.round.isdecimal() else row.round
    return ", ".join(part for part in (row.negotiation, sitting) if part)


DRAWN: dict[type, Callable[[Iterable[Any]], RenderableType]] = {
    PartyRow: parties_table,
    IssueRow: issues_table,
    DocumentRow: documents_table,
    PositionRow: positions_table,
    Position: lambda positions: positions_table(
        position_row(one, Document(one.passage.document, "")) for one in positions
    ),
}
"""How rows that a look-up gives are drawn; others are in `kg.tables`."""


@rendered.register
def _(profile: PartyProfile) -> RenderableType:
    party = profile.party
    about = [f"{party.kind or 'party'} {party.id}", party.represents and f"speaks for {party.represents.label}"]
    return Group(
        heading(party.label),
        words(", ".join(part for part in about if part), "dim"),
        *(line for title, page in profile.parts() for line in _part(title, page)),
    )


@rendered.register
def _(profile: IssueProfile) -> RenderableType:
    under = f"under {profile.issue.broader.label}" if profile.issue.broader else ""
    narrower = f"includes {names(profile.narrower)}" if profile.narrower else ""
    sides = grid(
        ("Party", "Stance", "Positions"),
        (
            (words(side.holder.label), words(side.stance.value, COLOURS[side.stance]), f"{side.positions}")
            for side in profile.sides
        ),
        right=("Positions",),
    )
    return Group(
        heading(profile.issue.label),
        words("; ".join(part for part in (profile.issue.id, under, narrower) if part), "dim"),
        Text(),
        sides,
        *_part("For", profile.favour),
        *_part("Against", profile.against),
    )


@rendered.register
def _(shown: Shown) -> RenderableType:
    row = shown.position
    passage = words(shown.before, "dim") + words(row.quote, "bold") + words(shown.after, "dim")
    siblings: list[RenderableType] = []
    if shown.siblings:
        siblings = [Text(), heading("From the same sentence"), positions_table(shown.siblings)]
    return Group(
        words(f"{names(row.holder)}: {row.stance.value}", "bold " + COLOURS[row.stance]),
        facts(_position_facts(shown)),
        Text(),
        Padding(passage, (0, 2)),
        *siblings,
    )


def _position_facts(shown: Shown) -> Iterable[tuple[str, str | None]]:
    row = shown.position
    yield "what", row.what
    yield "of", names(row.target)
    yield "issue", f"{row.issue.label} ({row.issue.id})" if row.issue else None
    yield "certainty", f"{row.certainty.value}, strength {row.strength.value}, confidence {row.confidence:.2f}"
    yield "condition", row.condition
    yield "credited", " > ".join(shown.chain)
    yield "document", " · ".join(part for part in (row.title, row.publisher, row.date) if part)
    yield "section", row.section
    yield "talks", _talks(row)
    yield "link", row.url
    yield "where", f"{row.document}, characters {row.start} to {row.end}"
    yield "id", row.id


@rendered.register
def _(status: Status) -> RenderableType:
    span = " to ".join(date for date in (status.since, status.until) if date)
    stances = ", ".join(f"{status.stances[stance]} {stance.value}" for stance in Stance if status.stances.get(stance))
    joint = "; a joint one counts for each party" if sum(status.stances.values()) != status.positions else ""
    return facts(
        [
            ("store", status.location),
            ("documents", f"{status.documents}"),
            ("dates", span),
            ("positions", f"{status.positions}" + (f": {stances}{joint}" if stances else "")),
            ("parties", f"{status.parties}"),
            ("issues", f"{status.issues}"),
            ("negotiations", names(status.negotiations)),
        ]
    )


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows that a query gave."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@rendered.register
def _(solutions: Solutions) -> RenderableType:
    return grid(solutions.variables, ([text_of(term) for term in row] for row in solutions.rows))
