"""Summaries: whatever is added, replaced and removed, the counts kept are those of a recount."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_graph import READINGS

from benchmarks.synthetic import readings
from kg import Graph
from kg.embedded import in_memory
from kg.graph import Names, document_quads, node
from kg.model import Reading
from kg.store import open_store
from kg.summaries import Disagreement, OlderStore, cells_of, positions_in, recount, replacement, summary_quads

VERSIONS = [list(readings(60, seed, each=30)) for seed in range(3)]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.dictionaries(st.integers(0, 1), st.none() | st.integers(0, 2), min_size=1), max_size=5), st.booleans()
)
def test_counts_never_disagree(steps: list[dict[int, int | None]], alone: bool) -> None:
    store, stored = in_memory(), dict[int, Reading]()
    store.sole_writer = alone  # who is not adds to counts without looking at them first
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


def test_a_direct_triple_that_nothing_bears_out_is_found() -> None:
    store = open_store()
    store.update(replacement(store, {Names().document(r.document.id): list(document_quads(r)) for r in READINGS}))
    store.update(
        "INSERT DATA { GRAPH <https://w3id.org/negotiation-kg/summaries> { party:CA neg:offers issue:dairy } }"
    )

    assert recount(store) == (Disagreement("direct CA offer dairy", 1, 0),)


def test_direct_triples_go_with_the_last_document_that_bears_them_out() -> None:
    with Graph.open() as graph:
        list(graph.add_readings(READINGS))
        assert list(graph.query("SELECT ?issue { party:US neg:demands ?issue }")) == [(node("issue:dairy"),)]  # type: ignore[arg-type]
        graph.remove(*(reading.document.id for reading in READINGS))
        assert not graph.query("ASK { VALUES ?does { neg:demands neg:refuses } ?party ?does ?issue }")


OLDER = """
DELETE { GRAPH ?g { ?t neg:form ?form } } WHERE { GRAPH ?g { ?t neg:form ?form } } ;
DELETE { GRAPH ?g { ?t ?p ?o } } WHERE { GRAPH ?g { ?t neg:monthDocuments|neg:jointCount ?n ; ?p ?o } } ;
DELETE { GRAPH ?g { ?party neg:demands ?issue } } WHERE { GRAPH ?g { ?party neg:demands ?issue } } ;
INSERT { GRAPH ?d { ?party neg:demands ?issue } } WHERE {
  GRAPH ?d { ?p neg:stance stance:demand ; neg:holder ?party ; neg:issue ?issue } }
"""
"""Makes of a store what the first form of summaries was."""


def test_an_older_store_is_refused_by_look_ups_and_renewed_by_what_writes() -> None:
    with Graph.open() as graph:
        list(graph.add_readings(READINGS[:1]))
        graph.store.update(OLDER)
        with pytest.raises(OlderStore, match="'kg update' brings it up to date"):
            graph.who("dairy")
        list(graph.add_readings(READINGS[1:]))

        assert recount(graph.store) == ()
        assert graph.who("dairy").total
        assert not graph.query("ASK { GRAPH ?d { ?d a schema:NewsArticle . ?party neg:demands ?issue } }")


def test_a_store_loaded_in_bulk_agrees_too() -> None:
    store, quads = open_store(), [quad for reading in READINGS for quad in document_quads(reading)]
    store.load(quads)
    store.load(summary_quads(Counter(cells_of(quads)), len(READINGS), positions_in(quads)))

    assert recount(store) == ()
