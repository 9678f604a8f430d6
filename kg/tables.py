"""How answers that are no look-ups are printed: steps, queries, packs, figures, and any other values."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.evaluation import Score
from kg.explanations import Step
from kg.records import rows_of
from kg.sparql import NamedQuery
from kg.terminal import facts, grid, heading
from kg.vocabulary import Pack


def steps_table(steps: Iterable[Step]) -> RenderableType:
    """How each part of a position was found, then what to alter where a part is wrong."""
    told = tuple(steps)
    cells = ((step.part, step.decided, step.rule, step.words or "", _span(step)) for step in told)
    table = grid(("Part", "Decided", "By", "From the words", "Characters"), cells)
    mends = [(step.part, step.mend) for step in told if step.mend]
    return Group(table, Text(), heading("To mend what is wrong"), facts(mends)) if mends else table


def _span(step: Step) -> str:
    return "" if step.start is None else f"{step.start}-{step.end}"


def queries_table(queries: Iterable[NamedQuery]) -> Table:
    """The shipped queries, what each asks, and the values it can be bound to."""
    return grid(("Name", "Asks", "Binds"), ((query.name, query.title, ", ".join(query.binds)) for query in queries))


def packs_table(packs: Iterable[Pack]) -> Table:
    """Vocabulary packs and how much each holds."""
    headings = ("Pack", "Parties", "Issues", "Negotiations", "Cues", "File")
    cells = (
        (pack.label, *(f"{n}" for n in (pack.parties, pack.issues, pack.negotiations, pack.cues)), pack.path.name)
        for pack in packs
    )
    return grid(headings, cells, right=headings[1:5])


def scores_table(scores: Iterable[Score]) -> Table:
    """Precision, recall and F1 of each level."""
    headings = ("Level", "Precision", "Recall", "F1", "Annotated", "Predicted")
    cells = (
        (s.level, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{s.gold}", f"{s.predicted}") for s in scores
    )
    return grid(headings, cells, right=headings[1:])


def records_table(rows: Iterable[Any]) -> Table:
    """Any values, a column for each field."""
    cells = [{name: f"{cell}" for name, cell in row.items()} for value in rows for row in rows_of(value)]
    return grid([name.capitalize() for name in cells[0]], (list(row.values()) for row in cells))


_DRAWN: dict[type, Callable[[Iterable[Any]], RenderableType]] = {
    Step: steps_table,
    NamedQuery: queries_table,
    Pack: packs_table,
    Score: scores_table,
}


def table(rows: Sequence[Any]) -> RenderableType:
    """Rows of one kind, of which there is at least one, with the columns made for them, or one for each field."""
    return _DRAWN.get(type(rows[0]), records_table)(rows)
