"""Look-ups and size of a store of made-up positions, beside the same questions in DuckDB over one flat table.

    python -m benchmarks.lookups 1000 10000 100000

Prints a table with one line a question and size: milliseconds of both (the median of some runs, in one process that has
the store open), and their ratio. `fresh` is a whole `kg who ISSUE` or `kg party NAME` in a process of its own, beside one
that only imports typer, rich and pyoxigraph; the two take turns, and kg is compiled first, as pip does where it installs
it.
`bytes a position` is the store's folder over its positions, compacted; `benchmarks.storing` has those of one that was
written document by document.
"""

import compileall
import csv
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from pyoxigraph import Quad

import kg
from benchmarks.synthetic import ISSUES, PARTIES, readings
from kg import Graph
from kg.compaction import compact, size_of
from kg.graph import BASE, Names, document_quads
from kg.store import open_store
from kg.summaries import Cell, cells_of, positions_in, summary_quads

RUNS = 7
NAMES = Names(
    iris={
        "party": {id: f"{BASE}party/{id}" for id in PARTIES},
        "issue": {id: f"{BASE}issue/{id}" for id in ISSUES},
        "negotiation": {"made-up": f"{BASE}negotiation/made-up"},
    }
)
COLUMNS = ("id", "holder", "stance", "issue", "what", "target", "certainty", "strength", "confidence", "date",
           "document", "title", "publisher", "url", "quote", "start_", "end_")  # fmt: skip


def build(folder: Path, positions: int) -> None:
    """A store and a CSV file with a line for each holder of each position, from one pass over the same readings."""
    store, cells, counts = open_store(folder / "store"), Counter[Cell](), Counter[str]()
    with (folder / "flat.csv").open("w", newline="") as file:
        flat = csv.writer(file)
        flat.writerow(COLUMNS)

        def quads() -> Iterator[Quad]:
            for reading in readings(positions):
                found = list(document_quads(reading, NAMES))
                cells.update(cells_of(found))
                counts.update(documents=1, positions=positions_in(found))
                about = reading.document
                for p in {p.id: p for p in reversed(reading.positions)}.values():
                    for holder in p.holder:
                        flat.writerow(
                            (p.id, holder, p.stance, p.issue, p.what, ",".join(p.target), p.certainty, p.strength,
                             p.confidence, about.date, about.id, about.title, about.publisher, about.url,
                             p.passage.quote, p.passage.start, p.passage.end)
                        )  # fmt: skip
                yield from found

        store.load(quads())
    store.load(summary_quads(cells, counts["documents"], counts["positions"]))
    terms = "".join(
        f"<{iri}> a {kind} ; skos:notation '{id}' ; skos:prefLabel '{id.title()}' .\n"
        for kind, ids in (("neg:Country", NAMES.iris["party"]), ("skos:Concept", NAMES.iris["issue"]))
        for id, iri in ids.items()
    )
    store.update(f"INSERT DATA {{ GRAPH <{BASE}vocabulary/made-up> {{ {terms} }} }}")
    store.close()
    compact(folder / "store")


def duckdb_questions(folder: Path) -> dict[str, Callable[[], object]]:
    """The questions by hand over the flat table."""
    import duckdb

    table = duckdb.connect(str(folder / "flat.duckdb"))
    table.execute(f"CREATE TABLE IF NOT EXISTS flat AS SELECT * FROM read_csv('{folder / 'flat.csv'}', header=true)")

    def page(where: str) -> list[Any]:
        total = table.execute(f"SELECT count(DISTINCT id) FROM flat WHERE {where}").fetchall()
        return [total, table.execute(f"SELECT * FROM flat WHERE {where} ORDER BY date DESC, id LIMIT 50").fetchall()]

    def ask(sql: str) -> list[Any]:
        return table.execute(sql).fetchall()

    return {
        "who wants what on an issue": lambda: page("issue = 'issue-02'"),
        "all of a party, newest first": lambda: page("holder = 'P001'"),
        "evidence of a party on an issue": lambda: page("holder = 'P001' AND issue = 'issue-02'"),
        "contested issues": lambda: ask(
            "SELECT issue, count(*), count(DISTINCT holder) FILTER (stance IN ('demand', 'support', 'offer')), "
            "count(DISTINCT holder) FILTER (stance IN ('oppose', 'refuse')) FROM flat WHERE issue <> '' "
            "GROUP BY issue ORDER BY 2 DESC"
        ),
        "party-by-issue matrix": lambda: ask(
            "SELECT holder, issue, stance, count(*) FROM flat WHERE issue <> '' GROUP BY ALL ORDER BY ALL"
        ),
        "overview": lambda: ask(
            "SELECT count(DISTINCT id), count(DISTINCT document), count(DISTINCT holder), count(DISTINCT issue), "
            "min(date), max(date), count(*) FILTER (stance = 'demand') FROM flat"
        ),
    }


def graph_questions(graph: Graph) -> dict[str, Callable[[], object]]:
    """The same questions of ours."""
    return {
        "who wants what on an issue": lambda: graph.who("issue-02"),
        "all of a party, newest first": lambda: graph.who(party="P001"),
        "evidence of a party on an issue": lambda: graph.who("issue-02", party="P001"),
        "contested issues": graph.issues,
        "party-by-issue matrix": graph.sides,
        "overview": graph.status,
    }


def milliseconds(ask: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


def in_turns(ours: Callable[[], object], theirs: Callable[[], object], runs: int = 3 * RUNS) -> tuple[float, float]:
    """The median times of two that are run one after the other, so that what else the machine does is alike for both."""
    times = [(milliseconds(ours, 1), milliseconds(theirs, 1)) for _ in range(runs)]
    return median(one for one, _ in times), median(other for _, other in times)


def process(*command: str) -> Callable[[], object]:
    """A command that is run to its end."""
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True)


def measure(positions: int, folder: Path) -> Iterator[tuple[str, str, float, float]]:
    """(size, question, ours, theirs)."""
    size, started = f"{positions:,}", time.perf_counter()
    build(folder, positions)
    yield size, "building, s", time.perf_counter() - started, 0
    yield size, "bytes a position", size_of(folder / "store") / positions, 0
    theirs = duckdb_questions(folder)
    with Graph.open(folder / "store", read_only=True) as graph:
        for name, ask in graph_questions(graph).items():
            yield size, name, milliseconds(ask), milliseconds(theirs[name])
    command = (str(Path(sys.executable).parent / "kg"), "--store", str(folder / "store"))
    for asked in (("who", "issue-02"), ("party", "P001")):
        look = process(command[0], *asked, *command[1:])
        yield size, f"fresh kg {' '.join(asked)}", *in_turns(look, process("-c", "import typer, rich, pyoxigraph"))


def main() -> None:
    """Measures at each size given, smallest first."""
    compileall.compile_dir(Path(kg.__file__).parent, quiet=1)
    print(f"{'positions':>10}  {'question':34} {'kg':>9} {'beside':>9} {'ratio':>6}")
    for positions in sorted(int(size) for size in sys.argv[1:] or ["1000", "10000"]):
        with tempfile.TemporaryDirectory() as folder:
            for size, name, ours, theirs in measure(positions, Path(folder)):
                ratio = f"{ours / theirs:6.1f}" if theirs else ""
                print(
                    f"{size:>10}  {name:34} {ours:9.1f} {format(theirs, '9.1f') if theirs else '':9} {ratio}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
