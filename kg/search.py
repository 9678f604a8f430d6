"""Search: the parties, issues and documents whose names hold some words, and the sentences that do."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.lookups import issues, parties
from kg.positions import position_rows
from kg.profiles import IssueRow, PartyRow
from kg.rows import DocumentRow, Named, PositionRow
from kg.store import Store, ask_file
from kg.things import documents_among


@dataclass(frozen=True, slots=True)
class Found:
    """What some words were found in, each part best first and no longer than the limit that was asked for."""

    parties: tuple[Named, ...] = ()
    issues: tuple[Named, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    positions: tuple[PositionRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parties or self.issues or self.documents or self.positions)


@dataclass(frozen=True, slots=True)
class Index:
    """The names of what positions mention, to be gone through at every letter: (name in small letters, which it names).

    The most positions come first.
    """

    parties: tuple[tuple[str, Named], ...]
    issues: tuple[tuple[str, Named], ...]


def index(store: Store) -> Index:
    """The names, ids and aliases of the parties and issues of a store's positions."""
    return Index(
        _names(store, "lookups/named-parties", parties(store)), _names(store, "lookups/named-issues", issues(store))
    )


def _names(store: Store, query: str, rows: Iterable[PartyRow | IssueRow]) -> tuple[tuple[str, Named], ...]:
    ranked = {row.iri: Named(row.id, row.label) for row in rows}
    names: dict[str, set[str]] = {iri: {one.id.casefold(), one.label.casefold()} for iri, one in ranked.items()}
    for iri, name in ask_file(store, query):
        if iri in names and name:
            names[iri].add(name.casefold())
    return tuple((name, ranked[iri]) for iri, called in names.items() for name in sorted(called))


def search(store: Store, names: Index, words: str, limit: int = 8) -> Found:
    """What holds the words, in whatever case; empty for empty words.

    A name that begins with them comes before one of which a later word does, and that before one that holds them.
    """
    sought = " ".join(words.split())
    if not sought:
        return Found()
    documents = ask_file(store, "lookups/found-documents", {"words": [Literal(sought)]}, limit)
    # One letter stands in every sentence.
    quoted = ask_file(store, "lookups/found-quotes", {"words": [Literal(sought)]}, limit) if len(sought) > 1 else ()
    return Found(
        _matching(names.parties, sought.casefold(), limit),
        _matching(names.issues, sought.casefold(), limit),
        documents_among(store, [NamedNode(iri) for (iri,) in documents if iri]),
        tuple(position_rows(store, [NamedNode(iri) for (iri,) in quoted if iri])),
    )


def _matching(names: Iterable[tuple[str, Named]], sought: str, limit: int) -> tuple[Named, ...]:
    ranks: dict[Named, int] = {}
    for name, one in names:
        if sought in name:
            rank = 0 if name.startswith(sought) else 1 if f" {sought}" in name else 2
            ranks[one] = min(rank, ranks.get(one, rank))
    return tuple(sorted(ranks, key=lambda one: ranks[one])[:limit])
