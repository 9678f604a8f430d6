"""What look-ups tell of parties, issues, rounds and the whole store: frozen rows, and pages of positions by side."""

from dataclasses import dataclass, field

from kg.model import Stance
from kg.rows import Named, Page, PositionRow


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party that holds a position or is asked for something. `positions` it holds, `asked` that others want of it."""

    id: str
    label: str
    kind: str | None
    represents: Named | None
    positions: int
    asked: int
    iri: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue somebody holds a position on: `favour` and `against` count the parties for and against a thing in it."""

    id: str
    label: str
    broader: Named | None
    positions: int
    favour: int
    against: int
    iri: str

    @property
    def contested(self) -> bool:
        """Whether somebody wants what somebody refuses."""
        return self.favour > 0 and self.against > 0


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a negotiation: from the vocabulary, with its dates and place, or as documents name it."""

    id: str
    label: str
    negotiation: Named | None
    start: str | None
    end: str | None
    place: str | None
    documents: int
    positions: int


@dataclass(frozen=True, slots=True)
class Side:
    """How many positions of one stance a party holds on an issue and all that is narrower."""

    holder: Named
    stance: Stance
    positions: int


@dataclass(frozen=True, slots=True)
class PartyProfile:
    """All a party wants (demands, supports), offers, refuses (opposes), threatens, and what others want of it."""

    party: PartyRow
    wants: Page[PositionRow]
    offers: Page[PositionRow]
    refuses: Page[PositionRow]
    threatens: Page[PositionRow]
    asked: Page[PositionRow]

    def parts(self) -> tuple[tuple[str, Page[PositionRow]], ...]:
        """Its pages, each with what it is called."""
        return (
            ("Wants", self.wants),
            ("Offers", self.offers),
            ("Refuses", self.refuses),
            ("Threatens", self.threatens),
            ("Others want of it", self.asked),
        )


@dataclass(frozen=True, slots=True)
class IssueProfile:
    """Each side of an issue: who stands where, and the positions for and against."""

    issue: IssueRow
    narrower: tuple[Named, ...]
    sides: tuple[Side, ...]
    favour: Page[PositionRow]
    against: Page[PositionRow]


@dataclass(frozen=True, slots=True)
class Status:
    """What a store holds: totals, the span of dates, and how many positions of each stance."""

    location: str
    documents: int
    positions: int
    parties: int
    issues: int
    since: str | None
    until: str | None
    stances: dict[Stance, int] = field(default_factory=dict)
    negotiations: tuple[Named, ...] = ()
