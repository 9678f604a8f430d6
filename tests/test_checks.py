"""Checks: a sound graph passes; a moved quote, a wrong count and a broken shape are each found and named."""

from collections.abc import Iterator

import pytest
from sample_graph import DEMAND, READINGS, REFUSAL

from kg import Graph
from kg.checks import Finding
from kg.resources import resource

pytestmark = pytest.mark.skipif(not resource("ontology", "shapes.ttl").exists(), reason="no shapes to check against")


@pytest.fixture
def graph() -> Iterator[Graph]:
    with Graph.open() as opened:
        list(opened.add_readings(READINGS))
        yield opened


def change(graph: Graph, removed: str, added: str) -> None:
    there = f"WHERE {{ GRAPH ?g {{ {removed} }} }}"
    graph.store.update(f"DELETE {{ GRAPH ?g {{ {removed} }} }} INSERT {{ GRAPH ?g {{ {added} }} }} {there}")


def test_a_sound_graph_passes(graph: Graph) -> None:
    assert graph.check() == ()


def test_a_quote_that_moved(graph: Graph) -> None:
    change(graph, f'?s oa:exact "{REFUSAL.passage.quote}" ; oa:start ?n', '?s oa:exact "Canada agreed." ; oa:start ?n')

    assert graph.check() == (
        Finding("quote", "news/round-1", "[60, 93) of the kept text is not the quote 'Canada agreed.'"),
    )


def test_a_count_that_is_wrong(graph: Graph) -> None:
    change(
        graph,
        "?t neg:targetCount ?n ; neg:tallyTarget party:CA ; neg:tallyHolder party:US",
        "?t neg:targetCount 5 ; neg:tallyTarget party:CA ; neg:tallyHolder party:US",
    )

    assert graph.check() == (Finding("summary", "of US demand CA", "the summaries say 5, a recount 1"),)


def test_a_position_without_a_holder(graph: Graph) -> None:
    change(graph, "?p neg:holder party:US", "?p neg:what ?nothing")
    found = [one for one in graph.check() if one.check == "shape"]

    assert [one.where.rpartition("/")[2] for one in found] == [DEMAND.id]
    assert "holder" in found[0].message


def test_a_confidence_above_one_is_told_once(graph: Graph) -> None:
    change(graph, "?p neg:holder party:US ; neg:confidence ?c", "?p neg:holder party:US ; neg:confidence 7.5")
    shapes = [one for one in graph.check() if one.check == "shape"]
    assert len(shapes) == len(set(shapes)) == 1
