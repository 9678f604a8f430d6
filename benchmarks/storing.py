"""The size of a store that was written document by document, and what compacting makes of it.

    python -m benchmarks.storing 10000 100000

Stores made-up readings as `kg add` does, twenty documents in a transaction, their parties and issues known from a pack, and
prints bytes a position of the folder:
when the last document is stored, when the store is next opened to be written, and when `kg compact` is through, which
`kg add` calls itself where a store has grown much; with the seconds that each took.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.synthetic import readings, vocabulary
from kg import Graph
from kg.compaction import compact, size_of


def measure(positions: int, folder: Path) -> Iterator[tuple[str, float, float]]:
    """(state of the store, bytes a position, seconds to get there)."""

    pack = folder.with_name("made-up.ttl")
    pack.write_text(vocabulary())

    def store() -> None:
        with Graph.open(folder, vocabulary_paths=[pack]) as graph:
            for _ in graph.add_readings(readings(positions)):
                pass

    steps: dict[str, Callable[[], object]] = {
        "stored": store,
        "opened again": lambda: Graph.open(folder).close(),
        "compacted": lambda: compact(folder),
    }
    for name, step in steps.items():
        started = time.perf_counter()
        step()
        yield name, size_of(folder) / positions, time.perf_counter() - started


def main() -> None:
    """Measures at each size given, smallest first."""
    print(f"{'positions':>10}  {'store':14} {'bytes each':>10} {'seconds':>8}")
    for positions in sorted(int(size) for size in sys.argv[1:] or ["1000", "10000"]):
        with tempfile.TemporaryDirectory() as folder:
            for name, size, seconds in measure(positions, Path(folder) / "store"):
                print(f"{positions:>10,}  {name:14} {size:10,.0f} {seconds:8.1f}", flush=True)


if __name__ == "__main__":
    main()
