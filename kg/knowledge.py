"""The graph as a Python object: read articles into it, ask it, check it, export it."""

import io
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from pyoxigraph import NamedNode, Quad

from kg.answers import Answer, Term
from kg.errors import KgError
from kg.graph import BASE, Names, Provenance, document_quads, reading_of
from kg.model import Document, Reading, Stance
from kg.positions import all_positions, show, who
from kg.rows import ANY, DocumentRow, Filter, Page, PositionRow, Shown
from kg.sparql import bound, named_queries, query_file
from kg.store import Store, ask_file, open_store, triples
from kg.summaries import renewal, replacement

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.checks import Finding
    from kg.profiles import IssueProfile, IssueRow, PartyProfile, PartyRow, RoundRow, Status
    from kg.reading import Engine

__all__ = ["BASE", "Added", "Graph", "Outcome", "reading_key"]

BATCH = 20
"""Documents written in one transaction."""


class Outcome(StrEnum):
    """What adding a document did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one document did, and how many positions and words were read (0 where it is unchanged)."""

    document: str
    outcome: Outcome
    positions: int
    words: int = field(default=0, compare=False)


def reading_key(document: Document, extractor: str) -> str:
    """What tells that a document would be read as it was: made from its digest and the extractor's key for it.

    >>> article = Document("a", "Canada refused.")
    >>> reading_key(article, "rules-1") == reading_key(article, "rules-2")
    False
    """
    from hashlib import sha256

    return sha256(f"{document.digest} {extractor}".encode()).hexdigest()[:32]


class Graph:
    """A knowledge graph of who wants what, in an embedded store or a SPARQL server.

    `Graph.open()` is a graph in memory; `Graph.open("folder")` one on disk, `Graph.open("http://...")` one on a server.
    Use it as a context manager.

    >>> from kg import Passage, Position, Stance
    >>> article = Document("round-2", "Canada refused to open its market.", date="2017-09-03")
    >>> refusal = Position(Passage("round-2", 0, 34, article.text), ("CA",), Stance.REFUSE, "open its market", "dairy")
    >>> with Graph.open() as graph:
    ...     added = list(graph.add_readings([Reading(article, (refusal,))]))
    ...     [(row.holder[0].id, row.stance.value, row.what) for row in graph.who("dairy").rows]
    [('CA', 'refuse', 'open its market')]
    """

    def __init__(self, store: Store, base: str = BASE, vocabulary_paths: Sequence[Path] = ()) -> None:
        self.store = store
        self.base, self.vocabulary_paths = base, tuple(vocabulary_paths)
        self._names: Names | None = None

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

    @property
    def names(self) -> Names:
        """Which IRI stands for which id; when first asked for, the vocabulary packs are brought up to date."""
        if self._names is None:
            from kg.packs import store_packs  # only writing needs the packs

            self._names = store_packs(self.store, self.vocabulary_paths, self.base)
        return self._names

    # Writing -----------------------------------------------------------------------------------------------------

    def add(
        self,
        *sources: str | Path | Document,
        engine: "Engine | None" = None,
        refused: Callable[[KgError], None] | None = None,
        **metadata: str | None,
    ) -> list[Added]:
        """Reads articles into the graph: paths, folders, URLs, `-`, or documents already read.

        `metadata` is what the reader knows better than the page: `date`, `title`, `publisher`, `url`, `negotiation`,
        `round`. A source that cannot be read is handed to `refused`; without one it raises Unreadable.
        """
        return list(self.add_documents(_documents(sources, refused, metadata), engine))

    def add_documents(self, documents: Iterable[Document], engine: "Engine | None" = None) -> Iterator[Added]:
        """Reads a stream of documents; yields each once it is stored. An unchanged one costs a hash.

        Several processes read where the engine says so, or the workers of a Dask cluster; this one stores, and reads
        where no engine is given. Whatever ends it, the documents yielded are stored, and adding the same again reads the
        others only.
        """
        from kg.extraction import load_extractor
        from kg.reading import HERE, read_all

        extractor = load_extractor(self.vocabulary_paths)
        known, unchanged, keys = self.known_keys(), list[Added](), deque[str]()

        def changed() -> Iterator[Document]:
            for document in map(extractor.placed, documents):
                key = extractor.key(document)
                if known.get(document.id) == reading_key(document, key):
                    unchanged.append(Added(document.id, Outcome.UNCHANGED, 0))
                else:
                    keys.append(key)  # readings come in the order of their documents
                    yield document

        def key_of(document: Document) -> str:
            return keys.popleft()

        vocabulary = extractor.reader.vocabulary.digest
        for added in self.add_readings(read_all(changed(), extractor, engine or HERE), key_of, vocabulary):
            yield from _drained(unchanged)
            yield added
        yield from _drained(unchanged)

    def add_readings(
        self, readings: Iterable[Reading], key: str | Callable[[Document], str] = "", vocabulary: str = ""
    ) -> Iterator[Added]:
        """Stores what was read elsewhere, some documents at a time; yields each once it is stored.

        `key` names what read them, or tells for a document what could read it otherwise; `vocabulary` is the digest of
        the vocabulary that was used.
        """
        keyed = key if callable(key) else lambda document: key
        known, stream = self.known_keys(), iter(readings)
        while True:
            batch, stopped = _next(stream, BATCH)
            if batch:
                yield from self._stored(batch, known, keyed, vocabulary)
            if stopped is not None:
                raise stopped
            if not batch:
                return

    def _stored(
        self, batch: Sequence[Reading], known: dict[str, str], key: Callable[[Document], str], vocabulary: str
    ) -> list[Added]:
        graphs, outcomes = dict[NamedNode, list[Quad]](), list[Added]()
        for reading in batch:
            document, fresh = reading.document, reading_key(reading.document, key(reading.document))
            outcome = Outcome.REPLACED if document.id in known else Outcome.ADDED
            known[document.id] = fresh
            quads = list(document_quads(reading, self.names, Provenance(fresh, _software(), vocabulary)))
            graphs[self.names.document(document.id)] = quads
            words = len(document.text.split())
            outcomes.append(Added(document.id, outcome, len(reading.positions), words))
        self._replace(graphs)
        return outcomes

    def _replace(self, graphs: Mapping[NamedNode, Sequence[Quad]]) -> None:
        if older := renewal(self.store, self.base):
            self.store.update(older)
        self.store.update(replacement(self.store, graphs, self.base))

    def update(self, engine: "Engine | None" = None) -> Iterator[Added]:
        """Reads again the kept texts that a changed vocabulary or extractor may read otherwise.

        Yields each document once it is stored; an unchanged one costs a hash.
        """
        return self.add_documents(self.kept_documents(), engine)

    def kept_documents(self) -> Iterator[Document]:
        """The stored documents with their texts, by id, one at a time.

        >>> article = Document("round-2", "Canada refused.", date="2017-09")
        >>> with Graph.open() as graph:
        ...     added = list(graph.add_readings([Reading(article, ())]))
        ...     list(graph.kept_documents()) == [article]
        True
        """
        for id in sorted(self.known_keys()):
            stored = triples(self.store, "lookups/document", {"document": [self.names.document(id)]})
            yield reading_of(stored, self.names).document

    def remove(self, *documents: str) -> int:
        """Takes documents and their positions out by id; says how many were there."""
        there = set(documents) & self.known_keys().keys()
        if there:
            self._replace({self.names.document(id): [] for id in sorted(there)})
        return len(there)

    def known_keys(self) -> dict[str, str]:
        """The reading key of each stored document, by document id."""
        return {id or "": key or "" for id, key in ask_file(self.store, "lookups/keys")}

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
        return who(self.store, issue, party, only, limit, offset)

    def party(self, name: str, only: Filter = ANY, limit: int | None = 20) -> "PartyProfile":
        """All a party wants, offers and refuses, and what others want of it."""
        from kg.lookups import party

        return party(self.store, name, only, limit)

    def issue(self, name: str, only: Filter = ANY, limit: int | None = 20) -> "IssueProfile":
        """Each side of an issue and all that is narrower."""
        from kg.lookups import issue

        return issue(self.store, name, only, limit)

    def show(self, id: str, context: int = 400) -> Shown:
        """One position with its passage in context."""
        return show(self.store, id, context)

    def parties(self) -> "tuple[PartyRow, ...]":
        """Every party that holds a position or is asked for something."""
        from kg.lookups import parties

        return parties(self.store)

    def issues(self) -> "tuple[IssueRow, ...]":
        """Every issue somebody holds a position on."""
        from kg.lookups import issues

        return issues(self.store)

    def documents(self, limit: int | None = None, offset: int = 0) -> Page[DocumentRow]:
        """Stored documents, newest first."""
        from kg.lookups import documents

        return documents(self.store, limit, offset)

    def rounds(self) -> "tuple[RoundRow, ...]":
        """Rounds that the vocabulary or a document names."""
        from kg.lookups import rounds

        return rounds(self.store)

    def sides(self) -> tuple[tuple[str, str, Stance, int], ...]:
        """The party-by-issue matrix: (party id, issue id, stance, positions)."""
        from kg.lookups import sides

        return sides(self.store)

    def status(self) -> "Status":
        """What the graph holds."""
        from kg.lookups import status

        return status(self.store)

    def query(self, text: str, bind: Mapping[str, Sequence[Term]] | None = None) -> Answer:
        """Answers SPARQL 1.1 (SELECT, ASK, CONSTRUCT, DESCRIBE), or a shipped query by its name; read-only.

        `bind` gives the values of the variables that stand in a VALUES block. Raises BadQuery with line and column.

        >>> bool(Graph.open().query("ASK { ?position neg:holder party:US }"))
        False
        """
        known = any(text == query.name for query in named_queries())
        return self.store.query(bound(query_file(text), bind or {}) if known else bound(text, bind) if bind else text)

    # Checking, handing on ----------------------------------------------------------------------------------------

    def check(self) -> tuple["Finding", ...]:
        """What is wrong with the stored graph: quotes at their offsets, summaries, shapes; empty when all is well."""
        from kg.checks import check

        return tuple(check(self.store))

    def export(self, output: IO[bytes], format: str = "turtle", only: Filter = ANY) -> None:
        """Writes the graph as a stream: turtle, trig, nquads, jsonld, graphml or csv; never an article's kept text."""
        from kg.exports import write_export

        write_export(self.store, output, format, only)

    def to_rdflib(self) -> "rdflib.Dataset":
        """The graph as an rdflib dataset, for everything that speaks RDF in Python."""
        import rdflib

        written = io.BytesIO()
        self.export(written, "nquads")
        dataset = rdflib.Dataset()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls what it has itself deprecated
            dataset.parse(data=written.getvalue(), format="nquads")
        return dataset

    def to_networkx(self, only: Filter = ANY) -> "networkx.MultiDiGraph[Any]":
        """Parties and issues as nodes (`party/US`, `issue/dairy`), positions as edges to the issue or the target."""
        import networkx

        from kg.exports import edge_data, edges, nodes

        graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
        graph.add_nodes_from((id, {"label": label, "kind": kind}) for id, label, kind in nodes(self.store))
        for row in all_positions(self.store, only):
            for start, end in edges(row):
                graph.add_edge(start, end, key=row.id, **edge_data(row))
        return graph


def _software() -> str:
    from importlib.metadata import version

    return f"kg {version('kg')}"


def _next(readings: Iterator[Reading], count: int) -> tuple[list[Reading], BaseException | None]:
    """The next readings, and what stopped the reading if anything did: what was read before it is not lost."""
    batch: list[Reading] = []
    try:
        batch.extend(islice(readings, count))
    except BaseException as exc:  # Ctrl-C too
        return batch, exc
    return batch, None


def _drained(waiting: list[Added]) -> Iterator[Added]:
    while waiting:
        yield waiting.pop(0)


def _documents(
    sources: Sequence[str | Path | Document],
    refused: Callable[[KgError], None] | None,
    metadata: Mapping[str, str | None],
) -> Iterator[Document]:
    """Documents as they are, then everything else read from where it lies."""
    from kg.documents import read_documents

    yield from (source for source in sources if isinstance(source, Document))
    places = [source for source in sources if not isinstance(source, Document)]
    yield from read_documents(places, refused=refused, **metadata)
