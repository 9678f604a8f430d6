"""Where the graph lives: an embedded store, or any SPARQL 1.1 server, behind one small interface."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad

from kg.answers import Answer, Rows, StoreFailure, Term, Triples
from kg.embedded import in_memory, open_folder
from kg.sparql import BadQuery, Dataset, bound, query_file

__all__ = ["DEFAULT_LOCATION", "BadQuery", "Store", "StoreFailure", "ask_file", "open_store", "triples"]

DEFAULT_LOCATION = "kg-store"
"""The folder, in the working folder, that the command uses when it is told no other."""


class Store(Protocol):
    """A set of named graphs. Queries see their union as the default graph."""

    @property
    def location(self) -> str:
        """Where it is: a folder, a URL without credentials, or `memory`."""

    @property
    def sole_writer(self) -> bool:
        """Whether nobody else can write it as long as it is open to be written."""

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Answers SELECT, ASK, CONSTRUCT or DESCRIBE. Raises BadQuery, and StoreFailure when it cannot be read."""

    def update(self, text: str) -> None:
        """Runs a SPARQL update in one transaction: all of it, or nothing. Raises StoreFailure."""

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds many quads fast, not in one transaction: for a store that nobody reads yet. Raises StoreFailure."""

    def close(self) -> None:
        """Lets go of what it holds; a store that is closed twice stays closed."""


def open_store(location: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Opens a folder, a server (`http://...`), or with None a store in memory. Raises StoreFailure.

    A server's user and password stand in the URL, or in KG_STORE_USER and KG_STORE_PASSWORD.

    >>> bool(open_store().query("ASK {}"))
    True
    """
    if location is None:
        return in_memory()
    if str(location).startswith(("http://", "https://")):
        from kg.remote import open_server  # urllib takes as long to load as all the rest

        user = os.environ.get("KG_STORE_USER")
        return open_server(str(location), user, os.environ.get("KG_STORE_PASSWORD"), read_only=read_only)
    return open_folder(Path(location), read_only=read_only)


def ask_file(
    store: Store,
    name: str,
    values: Mapping[str, Sequence[Term]] | None = None,
    limit: int | None = None,
    offset: int = 0,
    dataset: Dataset | None = None,
) -> Iterator[tuple[str | None, ...]]:
    """The rows, as strings, that a shipped SELECT gives with some values bound, of all graphs or of those of a dataset."""
    answer = store.query(bound(query_file(name), values or {}, limit, offset), dataset)
    if not isinstance(answer, Rows):
        raise BadQuery(f"{name}.rq is no SELECT")
    return answer.texts()


def triples(store: Store, name: str, values: Mapping[str, Sequence[Term]]) -> Triples:
    """The triples that a shipped CONSTRUCT gives with some values bound."""
    answer = store.query(bound(query_file(name), values))
    if not isinstance(answer, Triples):
        raise StoreFailure(f"{store.location}: answered a CONSTRUCT with something else than triples")
    return answer
