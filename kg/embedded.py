"""The embedded store: a folder that one process writes and any number read, or a store in memory."""

import contextlib
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions

from kg.answers import Answer, Rows, StoreFailure, Triples, Truth
from kg.graph import PREFIXES
from kg.sparql import BadQuery, Dataset, check_query, names_graphs, refuse_service


class Embedded:
    """Named graphs in a folder, through pyoxigraph. A reader sees the store as it was when it was opened."""

    def __init__(self, store: pyoxigraph.Store, location: str, read_only: bool, made: Path | None = None) -> None:
        self._store: pyoxigraph.Store | None = store
        self.location, self.read_only = location, read_only
        self._made = made
        self.sole_writer = True

    @property
    def _open(self) -> pyoxigraph.Store:
        if self._store is None:
            raise StoreFailure(f"{self.location}: the store is closed")
        return self._store

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Answers SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs, or over those of a dataset.

        Raises BadQuery, StoreFailure.
        """
        refuse_service(text)
        asked = _graphs(dataset) if dataset else {"use_default_graph_as_union": not names_graphs(text)}
        try:
            answer = self._open.query(text, prefixes=dict(PREFIXES), **asked)
        except SyntaxError:
            check_query(text)
            raise
        except OSError as exc:
            raise StoreFailure(f"{self.location}: cannot be read: {exc}") from exc
        if isinstance(answer, QuerySolutions):
            return Rows(answer)
        return Truth(answer) if isinstance(answer, QueryBoolean) else Triples(answer)

    def update(self, text: str) -> None:
        """Runs a SPARQL update in one transaction."""
        self._refuse_reader()
        try:
            self._open.update(text, prefixes=dict(PREFIXES))
        except OSError as exc:
            raise StoreFailure(f"{self.location}: cannot be written: {exc}") from exc

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds many quads fast, not in one transaction."""
        self._refuse_reader()
        try:
            self._open.bulk_extend(quads)
        except OSError as exc:
            raise StoreFailure(f"{self.location}: cannot be written: {exc}") from exc

    def merge(self) -> None:
        """Has the engine merge the files of each index into one sorted run."""
        self._refuse_reader()
        try:
            self._open.optimize()
        except OSError as exc:
            raise StoreFailure(f"{self.location}: cannot be written: {exc}") from exc

    def _refuse_reader(self) -> None:
        if self.read_only:
            raise StoreFailure(f"{self.location}: was opened to be read only")

    def quads(self) -> Iterator[Quad]:
        """Everything that is in it, as it comes."""
        yield from self._open

    def close(self) -> None:
        """Writes what is pending to disk and lets go of the folder's lock; a folder made for nothing is taken away."""
        store, self._store = self._store, None
        if store is None or self.read_only:
            return
        store.flush()
        if self._made is not None and next(iter(store), None) is None:
            del store
            shutil.rmtree(self._made, ignore_errors=True)


def _graphs(dataset: Dataset) -> dict[str, Any]:
    try:
        default, named = ([NamedNode(iri) for iri in iris] for iris in (dataset.default, dataset.named))
    except ValueError as exc:
        raise BadQuery(f"a graph is named by an absolute IRI: {exc}") from exc
    return {"default_graph": default, "named_graphs": named}


def in_memory() -> Embedded:
    """A store that ends with the process."""
    return Embedded(pyoxigraph.Store(), "memory", read_only=False)


def open_folder(folder: Path, *, read_only: bool) -> Embedded:
    """The store in a folder, which is made if it is to be written. Raises StoreFailure."""
    put_back(folder)
    if read_only:
        return _open_to_read(folder)
    try:
        _refuse_others_folder(folder)
        made = None if folder.exists() else folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Embedded(pyoxigraph.Store(str(folder)), str(folder), read_only=False, made=made)
    except (OSError, RuntimeError) as exc:
        raise StoreFailure(f"{folder}: {_reason(exc)}") from exc


def aside(folder: Path) -> Path:
    """Where a store's folder lies for the moment in which a compacted one takes its place."""
    return folder.with_name(f"{folder.name}.before")


def put_back(folder: Path) -> None:
    """Puts a store's folder back where whoever was to put another in its place was ended in between."""
    with contextlib.suppress(
        OSError
    ):  # another process was faster; what cannot be looked at is refused by who opens it
        if not folder.exists() and _is_store(aside(folder)):
            aside(folder).rename(folder)


def _refuse_others_folder(folder: Path) -> None:
    """Raises StoreFailure for a file, and for a folder of other files, which a store's would be strewn among."""
    if folder.is_file():
        raise StoreFailure(f"{folder}: is a file; a store is a folder")
    if folder.exists() and not _is_store(folder) and any(folder.iterdir()):
        raise StoreFailure(f"{folder}: is a folder of other files, and no store; --store names a folder of its own")


def _is_store(folder: Path) -> bool:
    return (folder / "CURRENT").exists()


def _open_to_read(folder: Path) -> Embedded:
    try:
        if not _is_store(folder):
            raise StoreFailure(f"{folder}: holds no graph yet; 'kg add' makes one")
    except OSError as exc:
        raise StoreFailure(f"{folder}: {_reason(exc)}") from exc
    # A writer may remove a file between the reading of the list of files and of the file itself, or may be making a new
    # store, for which the engine raises a RuntimeError.
    last: OSError | RuntimeError | None = None
    for attempt in range(5):
        if attempt:
            time.sleep(attempt / 50)
        try:
            return Embedded(pyoxigraph.Store.read_only(str(folder)), str(folder), read_only=True)
        except (OSError, RuntimeError) as exc:
            last = exc
    raise StoreFailure(f"{folder}: {_reason(last)}") from last


BUSY = "another process is writing this store; wait until it is done"


def _reason(error: Exception | None) -> str:
    message = str(error)
    if "lock" in message.lower():
        return BUSY
    if "permission denied" in message.lower():
        return "permission denied; --store names another folder"
    if "orruption" in message:
        return f"is damaged: put a copy back, or make a new store from the articles ({message.split(': ')[-1]})"
    return f"cannot be opened: {message}"
