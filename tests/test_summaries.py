"""Summaries: whatever is added, replaced and removed, the counts kept are those of a recount."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from sample_graph import READINGS

from benchmarks.synthetic import readings
from kg.graph import Names, document_quads
from kg.model import Reading
from kg.store import open_store
from kg.summaries import Disagreement, cells_of, positions_in, recount, replacement, summary_quads

VERSIONS = [list(readings(60, seed, each=30)) for seed in range(3)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.integers(0, 1), st.none() | st.integers(0, 2), min_size=1), max_size=5))
def test_counts_never_disagree(steps: list[dict[int, int | None]]) -> None:
    store, stored = open_store(), dict[int, Reading]()
    for step in steps:
        graphs = {}
        for number, version in step.items():
            reading = VERSIONS[0 if version is None else version][number]
            graphs[Names().document(reading.document.id)] = [] if version is None else list(document_quads(reading))
            stored.pop(number, None)
            if version is not None:
                stored[number] = reading
        store.update(replacement(store, graphs))
    kept = {str(row[0]): row[-1] for row in store.query(COUNTS).texts()} if steps else {}  # type: ignore[union-attr]

    assert recount(store) == ()
    assert int(kept.get("positions") or 0) == sum(len({p.id for p in r.positions}) for r in stored.values())
    assert int(kept.get("documents") or 0) == len(stored)


COUNTS = """SELECT ?what ?count WHERE {
  ?totals a neg:Totals . { ?totals neg:positions ?count BIND("positions" AS ?what) }
  UNION { ?totals neg:documents ?count BIND("documents" AS ?what) } }"""


def test_a_wrong_count_is_found() -> None:
    store = open_store()
    graphs = {Names().document(r.document.id): list(document_quads(r)) for r in READINGS}
    store.update(replacement(store, graphs))
    store.update(
        "DELETE { GRAPH ?g { ?t neg:count ?n } } INSERT { GRAPH ?g { ?t neg:count 7 } } "
        "WHERE { GRAPH ?g { ?t neg:count ?n ; neg:tallyIssue issue:dairy ; neg:tallyStance stance:demand } }"
    )

    assert recount(store) == (Disagreement("on US demand dairy", 7, 1),)


def test_a_store_loaded_in_bulk_agrees_too() -> None:
    store, quads = open_store(), [quad for reading in READINGS for quad in document_quads(reading)]
    store.load(quads)
    store.load(summary_quads(Counter(cells_of(quads)), len(READINGS), positions_in(quads)))

    assert recount(store) == ()
