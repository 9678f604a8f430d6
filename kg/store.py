"""Where the graph lives: an embedded store, or any SPARQL 1.1 server, behind one small interface."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad

from kg.answers import Answer
from kg.errors import KgError


class BadQuery(KgError):
    """A query that cannot be run; `line` and `column` count from 1 and are None where the engine does not say."""

    exit_code = 2

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        where = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{where}{message}")
        self.line, self.column = line, column


class StoreFailure(KgError):
    """A store that cannot be opened, reached or written."""

    exit_code = 1


class Store(Protocol):
    """A set of named graphs. Queries see their union as the default graph."""

    @property
    def location(self) -> str:
        """Where it is: a folder, a URL, or `memory`."""

    def query(self, text: str) -> Answer:
        """Answers SELECT, ASK, CONSTRUCT or DESCRIBE. Raises BadQuery, and StoreFailure when it cannot be reached."""

    def update(self, text: str) -> None:
        """Runs a SPARQL update in one transaction: all of it, or nothing."""

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds many quads fast, not in one transaction: for a store nobody reads yet."""

    def close(self) -> None:
        """Lets go of what it holds."""


def open_store(location: str | Path | None = None, *, read_only: bool = False) -> Store:
    """Opens a folder, a server (`http://...`), or with None a store in memory. Raises StoreFailure."""
    raise NotImplementedError
