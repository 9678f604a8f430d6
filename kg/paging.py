"""Which positions make a page, newest first, and how many there are in all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.answers import Term
from kg.graph import node
from kg.model import Stance
from kg.sparql import Dataset
from kg.store import Store, ask_file
from kg.summaries import held_counts, joint_counts, months, tallies, totals

Values = dict[str, Sequence[Term]]
"""What is bound in `positions.rq` and `count.rq`."""

DEAR = 5
"""To look into a document costs as much as to look at so many positions."""


class Search:
    """Finds the positions of the pages of one answer; what several of them need is asked for once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counts = dict[tuple[tuple[str, tuple[Term, ...]], ...], Counter[str]]()
        self._documents = list[NamedNode]()
        self._months: list[str] | None = None
        self._stored = cache(lambda: totals(store)[1])

    def find(self, values: Values, limit: int | None, offset: int = 0) -> tuple[int, list[NamedNode]]:
        """How many positions some values let through, and a page of them, newest first."""
        # A pattern is needed where nothing else says that something is a position.
        anchored = values.keys() & {"issue", "holder", "target", "stance"}
        asked = values if anchored else values | {"every": ()}
        total, seen = self._total(asked)
        ordered = {name: terms for name, terms in asked.items() if name != "dated"}
        if limit is not None and limit and total and "document" not in values:
            wanted, documents = offset + limit, self._stored()
            # Some positions are found at less cost in the newest documents than among all that are there.
            if DEAR * documents * wanted < total * (total + seen):
                return total, self._from_newest(ordered, wanted, 1 + 5 * wanted * documents // (4 * total))[offset:]
        return total, found_positions(self._store, ordered, limit, offset)

    def _total(self, values: Values) -> tuple[int, int]:
        """How many positions there are, and how many a query for all of them has to look at."""
        stances = {str(term) for term in values.get("stance", ())}
        asked = {name: terms for name, terms in values.items() if name != "stance"}
        if asked.keys() not in ({"holder"}, {"holder", "issue"}, {"issue"}, {"target"}):
            total = int(next(ask_file(self._store, "lookups/count", values))[0] or 0)
            return total, total
        key = tuple((name, tuple(terms)) for name, terms in sorted(asked.items()))
        if key not in self._counts:
            self._counts[key] = _counted(self._store, asked)
        counts = self._counts[key]
        return sum(counts[stance] for stance in stances or counts), counts.total()

    def _from_newest(self, values: Values, wanted: int, count: int) -> list[NamedNode]:
        """Positions of the newest documents that together have enough: of `count` at first, then of twice as many."""
        found, start = list[NamedNode](), 0
        while len(found) < wanted and (documents := self._newest(start, start + count)):
            found += found_positions(self._store, values | {"document": documents}, wanted - len(found))
            start, count = start + count, 2 * count
        return found

    def _newest(self, start: int, end: int) -> list[NamedNode]:
        """Documents by their place among all, newest first."""
        if self._months is None:
            self._months = months(self._store)
        while len(self._documents) < end and self._months:
            # As many months as have so many documents on the whole, and at least one.
            some = 1 + (end - len(self._documents)) * len(self._months) // self._stored()
            self._documents += documents_of(self._store, self._months[:some])
            del self._months[:some]
        return self._documents[start:end]


def _counted(store: Store, asked: Values) -> Counter[str]:
    """What the summaries know of a holder, on issues, or asked of a target: positions by stance, as a term is written."""
    counted: Iterable[tuple[Stance, int]]
    if asked.keys() == {"holder"}:
        counted = ((stance, count) for _, stance, count in held_counts(store, asked["holder"]))
    elif "holder" in asked:
        counted = ((stance, count) for _, stance, _, count in tallies(store, asked))
    else:
        counted = ((stance, count) for _, stance, count in joint_counts(store, **asked))
    counts = Counter[str]()
    for stance, count in counted:
        counts[str(node(f"stance:{stance.value}"))] += count
    return counts


def documents_of(store: Store, months: Sequence[str]) -> list[NamedNode]:
    """The documents of some months, newest first."""
    rows = ask_file(store, "lookups/month-documents", {"month": [Literal(month) for month in months]})
    return [NamedNode(iri) for iri, _ in rows if iri]


def found_positions(store: Store, values: Values, limit: int | None, offset: int = 0) -> list[NamedNode]:
    """The positions that some values of `positions.rq` let through, newest first."""
    # Documents are given as graphs to look into, not as values to be met: the others are then not looked at.
    named = tuple(iri.value for iri in values.get("document", ()) if isinstance(iri, NamedNode))
    asked = {name: terms for name, terms in values.items() if name != "document"}
    if "document" in values and not named:
        return []
    dataset = Dataset(named=named) if named else None
    rows = ask_file(store, "lookups/positions", asked, limit, offset, dataset)
    return [NamedNode(iri) for iri, _ in rows if iri]
