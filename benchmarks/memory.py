"""Look-ups in rdflib's graph in memory, beside ours over the same positions on disk.

    python -m benchmarks.memory 1000 10000

The graph is exported, read by rdflib, and asked in plain SPARQL, without the summaries that our counts are answered from.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import rdflib

from benchmarks.lookups import build, graph_questions, milliseconds
from kg import Graph
from kg.graph import PREFIXES

QUERIES = {
    "who wants what on an issue": """
        SELECT ?position ?what ?stance ?day ?quote WHERE {
          ?position neg:issue issue:issue-02 ; neg:holder ?holder ; neg:what ?what ; neg:stance ?stance ;
            prov:wasDerivedFrom ?passage .
          ?passage oa:hasSource ?document ; oa:hasSelector ?selector .
          ?selector oa:exact ?quote . ?document schema:datePublished ?day
        } ORDER BY DESC(?day) ?position LIMIT 50""",
    "evidence of a party on an issue": """
        SELECT ?position ?what ?stance ?day ?quote WHERE {
          ?position neg:holder party:P001 ; neg:issue issue:issue-02 ; neg:what ?what ; neg:stance ?stance ;
            prov:wasDerivedFrom ?passage .
          ?passage oa:hasSource ?document ; oa:hasSelector ?selector .
          ?selector oa:exact ?quote . ?document schema:datePublished ?day
        } ORDER BY DESC(?day) ?position LIMIT 50""",
    "party-by-issue matrix": """
        SELECT ?holder ?issue ?stance (COUNT(?position) AS ?count) WHERE {
          ?position neg:holder ?holder ; neg:issue ?issue ; neg:stance ?stance
        } GROUP BY ?holder ?issue ?stance""",
}


def rdflib_questions(graph: Graph) -> dict[str, Callable[[], object]]:
    """The questions in plain SPARQL to rdflib."""
    union = rdflib.Graph()
    for triple in graph.to_rdflib().quads():
        union.add(triple[:3])
    prefixes = {name: rdflib.Namespace(iri) for name, iri in PREFIXES.items()}

    def asking(text: str) -> Callable[[], object]:
        return lambda: len(union.query(text, initNs=prefixes))

    return {name: asking(text) for name, text in QUERIES.items()}


def measure(positions: int, folder: Path) -> Iterator[tuple[str, str, float, float]]:
    """(size, question, ours, theirs) in milliseconds."""
    build(folder, positions)
    with Graph.open(folder / "store", read_only=True) as graph:
        start = time.perf_counter()
        theirs = rdflib_questions(graph)
        yield f"{positions:,}", "loading into rdflib, s", time.perf_counter() - start, 0
        ours = graph_questions(graph)
        for name, ask in theirs.items():
            yield f"{positions:,}", name, milliseconds(ours[name], 3), milliseconds(ask, 3)


def main() -> None:
    """Measures at each size given, smallest first."""
    print(f"{'positions':>10}  {'question':34} {'kg':>9} {'rdflib':>9} {'ratio':>6}")
    for positions in sorted(int(size) for size in sys.argv[1:] or ["1000", "10000"]):
        with tempfile.TemporaryDirectory() as folder:
            for size, name, ours, theirs in measure(positions, Path(folder)):
                beside = f"{theirs:9.1f} {ours / theirs:6.2f}" if theirs else ""
                print(f"{size:>10}  {name:34} {ours:9.1f} {beside}", flush=True)


if __name__ == "__main__":
    main()
