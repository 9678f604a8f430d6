"""A store's folder in the least room: its graph loaded in bulk into a new one beside it, which then takes its place.

What is written document by document lies in the engine's log and its upper levels, which it does not compress; what is
loaded in bulk is compressed from the start, a file of each index for each million quads. A look-up has to ask all of
these, so those of a large store are merged. Whatever ends it, the folder holds the whole graph, as it was or compacted.
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pyoxigraph import Quad

from kg.answers import StoreFailure
from kg.embedded import BUSY, Embedded, aside, open_folder, put_back
from kg.graph import TEXT

ROOM = 16 << 20
"""Bytes that a store may take beside twice what it took when it was last compacted: a small one is left alone."""
_LAST = "COMPACTED"
"""The file in a store's folder that says what it took."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What a folder took, and what it takes now, in bytes."""

    before: int
    after: int


def size_of(folder: Path) -> int:
    """Bytes of the files of a store."""
    return sum(path.stat().st_size for path in folder.iterdir())


def is_due(folder: Path) -> bool:
    """Whether a store takes so much more than when it was last compacted that it is worth to do so again."""
    kept = folder / _LAST
    last = int(kept.read_text()) if kept.exists() else 0
    return size_of(folder) > 2 * last + ROOM


def compact(folder: Path) -> Compacted:
    """Puts a folder with the same graph in the place of a store's. It takes as much room again meanwhile.

    Who has it open to read may have to ask again. Raises StoreFailure when it is no store, when another process writes
    it, and when there is no room.
    """
    put_back(folder)
    fresh = folder.with_name(f"{folder.name}.compact")
    with contextlib.ExitStack() as stack:
        # Read, so that the engine changes nothing in a folder that is no longer its own, and locked, as a writer does.
        old = open_folder(folder, read_only=True)
        stack.callback(old.close)
        stack.enter_context(_locked(folder))
        for left in (fresh, aside(folder)):  # by one that was killed
            shutil.rmtree(left, ignore_errors=True)
        stack.callback(shutil.rmtree, fresh, ignore_errors=True)
        before = size_of(folder)
        try:
            new = open_folder(fresh, read_only=False)
            _fill(new, old.quads())
            new.close()
            after = size_of(fresh)
            (fresh / _LAST).write_text(f"{after}\n")
            old.close()
            _put_in_place(fresh, folder)
        except OSError as exc:
            raise StoreFailure(f"{folder}: cannot be compacted: {exc.strerror or exc}") from exc
    return Compacted(before, after)


BATCH = 1_000_000
"""Quads that the engine writes to one file of each index when it loads in bulk."""
LARGE = 11_500_000
"""From so many quads on every index that is to be merged is larger than half a gigabyte before it is compressed."""


def _fill(new: Embedded, quads: Iterator[Quad]) -> None:
    """Loads the quads of a store, in its order, into a new one; merges the files of a large one."""
    count, one = 0, list[Quad]()

    def counted() -> Iterator[Quad]:
        nonlocal count, one
        for graph in whole_graphs(quads):
            count += len(graph)
            if len(graph) > len(one) and TEXT in (quad.predicate for quad in graph):
                one = graph
            yield from graph

    new.load(counted())
    if count < LARGE:
        return
    # What it merges, the engine compresses only where an index was large before. So they are merged twice: what is there
    # already, a document's graph, lies all over an index by another term than the graph, and makes the engine merge that
    # again. The indexes by graph are in one piece as they were loaded.
    new.merge()
    new.load(one)
    new.merge()


def whole_graphs(quads: Iterator[Quad]) -> Iterator[list[Quad]]:
    """The graphs of a store, some with a quad over and over: what the engine writes at once then ends with a graph.

    The files of the indexes that begin with the graph follow one another, and the engine need not look into several.
    """
    room, last = BATCH, list[Quad]()
    for _, group in groupby(quads, key=attrgetter("graph_name")):
        graph = list(group)
        if room < len(graph):
            yield last[-1:] * room
            room = BATCH
        yield graph
        room, last = (room - len(graph)) % BATCH or BATCH, graph


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps writers away the way that the engine does: with a lock on a file, which ends with the process."""
    try:
        import fcntl
    except ImportError as exc:  # Windows
        raise StoreFailure(f"{folder}: this system has no file locks of the kind that compacting needs") from exc
    with (folder / "LOCK").open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise StoreFailure(f"{folder}: {BUSY}") from exc
        yield


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Between the two steps `put_back` puts the old folder back, whoever is next to open it."""
    folder.rename(aside(folder))
    fresh.rename(folder)
    shutil.rmtree(aside(folder), ignore_errors=True)
