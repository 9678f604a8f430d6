"""What look-ups answer with: frozen rows, pages of them, and the filter that says which positions count."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.model import Certainty, Document, Position, Speaker, Stance, Strength, Trace

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A party or issue as it is shown: the id to ask for it by, and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of an answer: those from `offset` on, and how many rows the whole answer has."""

    rows: tuple[Row, ...]
    total: int
    offset: int = 0

    @property
    def rest(self) -> int:
        """How many rows follow this page.

        >>> Page(("a", "b"), total=5, offset=1).rest
        2
        """
        return max(0, self.total - self.offset - len(self.rows))


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with its evidence and its document, as tables show it: `[start, end)` are characters of its text."""

    id: str
    holder: tuple[Named, ...]
    stance: Stance
    issue: Named | None
    what: str
    target: tuple[Named, ...]
    certainty: Certainty
    strength: Strength
    condition: str | None
    speaker: Speaker | None
    source: Named | None
    confidence: float
    quote: str
    start: int
    end: int
    section: str | None
    document: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None
    negotiation: str | None
    round: str | None
    trace: Trace | None = None


def position_row(position: Position, document: Document, label: Callable[[str], str] = str) -> PositionRow:
    """A position that is not stored, as look-ups give one; `label` tells the name of a party or issue by its id."""
    return row_of(position.id, position, document, lambda id: Named(id, label(id)), position.trace)


def row_of(
    id: str,
    position: Position,
    document: "Document | DocumentRow",
    name: Callable[[str], Named],
    trace: Trace | None = None,
) -> PositionRow:
    """The row of a position and its document; `name` gives id and label of a party or issue as the position has it."""
    passage = position.passage
    return PositionRow(
        id=id,
        holder=tuple(map(name, position.holder)),
        stance=position.stance,
        issue=name(position.issue) if position.issue else None,
        what=position.what,
        target=tuple(map(name, position.target)),
        certainty=position.certainty,
        strength=position.strength,
        condition=position.condition,
        speaker=position.speaker,
        source=name(position.source) if position.source else None,
        confidence=position.confidence,
        quote=passage.quote,
        start=passage.start,
        end=passage.end,
        section=passage.section,
        document=document.id,
        title=document.title,
        date=document.date,
        publisher=document.publisher,
        url=document.url,
        negotiation=document.negotiation,
        round=document.round,
        trace=trace,
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """Which positions count. An empty field asks nothing; dates are ISO 8601, as precise as given, both included."""

    negotiation: str | None = None
    round: str | None = None
    since: str | None = None
    until: str | None = None
    stances: tuple[Stance, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    strengths: tuple[Strength, ...] = ()
    min_confidence: float | None = None
    holder: str | None = None
    document: str | None = None


ANY = Filter()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A stored document and how many positions were read from it."""

    id: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None
    negotiation: str | None
    round: str | None
    positions: int
    iri: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One position with its passage in context: `before + position.quote + after` is a run of the kept text.

    `chain` goes from the holder to the outlet, by way of speaker and source: who is credited for the words.
    `siblings` are the other positions read from the same passage.
    """

    position: PositionRow
    before: str
    after: str
    chain: tuple[str, ...]
    siblings: tuple[PositionRow, ...] = ()
