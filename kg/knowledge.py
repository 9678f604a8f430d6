"""The graph as a Python object: read articles into it, ask it, check it, export it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from kg import lookups
from kg.answers import Answer
from kg.lookups import ANY, Filter, Page, PositionRow
from kg.model import Document, Reading
from kg.store import Store, open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.checks import Finding

BASE = "https://w3id.org/negotiation-kg/"


class Outcome(StrEnum):
    """What adding a document did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one document did, and how many positions it now has."""

    document: str
    outcome: Outcome
    positions: int


class Graph:
    """A knowledge graph of who wants what, in an embedded store or a SPARQL server.

    `Graph.open()` is a graph in memory; `Graph.open("folder")` one on disk, `Graph.open("http://...")` one on a server.
    Use it as a context manager.
    """

    def __init__(self, store: Store, base: str = BASE, vocabulary_paths: Sequence[Path] = ()) -> None:
        self.store = store
        self.base = base
        self.vocabulary_paths = tuple(vocabulary_paths)

    @classmethod
    def open(
        cls,
        location: str | Path | None = None,
        *,
        read_only: bool = False,
        base: str = BASE,
        vocabulary_paths: Iterable[str | Path] = (),
    ) -> Self:
        """Opens a folder, a SPARQL server (`http://...`), or with no location a graph in memory."""
        return cls(open_store(location, read_only=read_only), base, [Path(path) for path in vocabulary_paths])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store, so that another process may write it."""
        self.store.close()

    # Writing -----------------------------------------------------------------------------------------------------

    def add(self, *sources: str | Path | Document, workers: int | None = None, **metadata: str | None) -> list[Added]:
        """Reads articles into the graph: paths, folders, URLs, `-`, or documents already read.

        `metadata` is what the reader knows better than the page: `date`, `title`, `publisher`, `url`, `negotiation`,
        `round`.
        """
        raise NotImplementedError

    def add_documents(self, documents: Iterable[Document], workers: int | None = None) -> Iterator[Added]:
        """Reads a stream of documents; yields each as it is stored. An unchanged one costs a hash."""
        raise NotImplementedError

    def add_readings(self, readings: Iterable[Reading], key: str = "") -> Iterator[Added]:
        """Stores what was read elsewhere; `key` names the extractor and vocabulary that read it."""
        raise NotImplementedError

    def remove(self, *documents: str) -> int:
        """Takes documents and their positions out by id; says how many were there."""
        raise NotImplementedError

    def known_keys(self) -> dict[str, str]:
        """The reading key of each stored document, by document id."""
        raise NotImplementedError

    # Asking ------------------------------------------------------------------------------------------------------

    def who(
        self,
        issue: str | None = None,
        *,
        party: str | None = None,
        only: Filter = ANY,
        limit: int | None = 50,
        offset: int = 0,
    ) -> Page[PositionRow]:
        """Who wants what on an issue, of a party, or both, newest first."""
        return lookups.who(self.store, issue, party, only, limit, offset)

    def party(self, name: str, only: Filter = ANY, limit: int | None = 20) -> lookups.PartyProfile:
        """All a party wants, offers and refuses, and what others want of it."""
        return lookups.party(self.store, name, only, limit)

    def issue(self, name: str, only: Filter = ANY, limit: int | None = 20) -> lookups.IssueProfile:
        """Each side of an issue and all that is narrower."""
        return lookups.issue(self.store, name, only, limit)

    def show(self, id: str, context: int = 400) -> lookups.Shown:
        """One position with its passage in context."""
        return lookups.show(self.store, id, context)

    def parties(self) -> tuple[lookups.PartyRow, ...]:
        """Every party that holds a position or is asked for something."""
        return lookups.parties(self.store)

    def issues(self) -> tuple[lookups.IssueRow, ...]:
        """Every issue somebody holds a position on."""
        return lookups.issues(self.store)

    def documents(self, limit: int | None = None, offset: int = 0) -> Page[lookups.DocumentRow]:
        """Stored documents, newest first."""
        return lookups.documents(self.store, limit, offset)

    def rounds(self) -> tuple[lookups.RoundRow, ...]:
        """Rounds that the vocabulary or a document names."""
        return lookups.rounds(self.store)

    def sides(self) -> tuple[tuple[str, str, lookups.Stance, int], ...]:
        """The party-by-issue matrix: (party id, issue id, stance, positions)."""
        return lookups.sides(self.store)

    def status(self) -> lookups.Status:
        """What the graph holds."""
        return lookups.status(self.store)

    def query(self, text: str, bind: Mapping[str, Sequence[str]] | None = None) -> Answer:
        """Answers SPARQL 1.1 (SELECT, ASK, CONSTRUCT, DESCRIBE), or a shipped query by its name; read-only.

        `bind` gives the values of the variables that stand in a VALUES block. Raises BadQuery with line and column.
        """
        raise NotImplementedError

    # Checking, handing on ----------------------------------------------------------------------------------------

    def check(self) -> tuple["Finding", ...]:
        """What is wrong with the stored graph: shapes, quotes at their offsets, summaries; empty when all is well."""
        raise NotImplementedError

    def export(self, output: IO[bytes], format: str = "turtle") -> None:
        """Writes the graph as a stream: turtle, trig, nquads, jsonld, graphml or csv; never an article's kept text."""
        raise NotImplementedError

    def to_rdflib(self) -> "rdflib.Dataset":
        """The graph as an rdflib dataset, for everything that speaks RDF in Python."""
        raise NotImplementedError

    def to_networkx(self, only: Filter = ANY) -> "networkx.MultiDiGraph[Any]":
        """Parties and issues as nodes, positions as edges."""
        raise NotImplementedError
