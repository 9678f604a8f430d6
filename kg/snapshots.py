"""The newest state of a store that another process may be writing: opened to read, and again when it has changed."""

import threading
from pathlib import Path

from kg.graph import BASE
from kg.knowledge import Graph

State = tuple[tuple[str, int, int], ...]


def state_of(location: str) -> State:
    """What tells that the store in a folder was written: name, size and time of its files. A server's is always `()`.

    >>> state_of("http://localhost:3030/talks")
    ()
    """
    folder = Path(location)
    if location.startswith(("http://", "https://")) or not folder.is_dir():
        return ()
    found = []
    for path in folder.iterdir():
        # Opening a store to read it writes to its LOG, which says nothing about the graph.
        if path.suffix in (".log", ".sst") or path.name.startswith(("CURRENT", "MANIFEST")):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            found.append((path.name, facts.st_size, facts.st_mtime_ns))
    return tuple(sorted(found))


class Snapshots:
    """Gives the graph at a location as it is now. Raises StoreFailure, now or later, when it cannot be opened.

    A graph that was given stays as it was: whoever holds it goes on with it while others get a newer one.
    """

    def __init__(self, location: str, base: str = BASE) -> None:
        self.location, self.base = location, base
        self._lock = threading.Lock()
        self._state = state_of(location)
        self._graph = self._opened()

    def _opened(self) -> Graph:
        return Graph.open(self.location, read_only=True, base=self.base)

    def graph(self) -> Graph:
        """The graph as it is now."""
        with self._lock:
            state = state_of(self.location)
            if state != self._state:
                self._graph, self._state = self._opened(), state
            return self._graph
