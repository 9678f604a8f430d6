"""Pages: the same positions in the same order, by whichever way they are found, and as many as a query counts."""

from collections.abc import Iterator
from itertools import product

import pytest

from benchmarks.synthetic import ISSUES, PARTIES, readings
from kg import Graph
from kg.answers import Term
from kg.graph import node
from kg.model import Stance
from kg.paging import Search, Values
from kg.store import ask_file


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with Graph.open() as opened:
        list(opened.add_readings(readings(1_500, each=30)))
        yield opened


STANCES: tuple[list[Term], ...] = ([], [node("stance:threat")], [node(f"stance:{one.value}") for one in Stance][:3])
ASKED: list[Values] = [
    {name: terms for name, terms in {**who, **what, "stance": stances}.items() if terms}
    for who, what, stances in product(
        ({}, {"holder": [node(f"party:{PARTIES[0]}")]}, {"target": [node(f"party:{PARTIES[1]}")]}),
        ({}, {"issue": [node(f"issue:{id}") for id in ISSUES[:3]]}),
        STANCES,
    )
]


@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (20, 0), (7, 30), (2_000, 0)])
def test_both_ways_find_the_same(graph: Graph, limit: int, offset: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(dear: int) -> list[object]:
        monkeypatch.setattr("kg.paging.DEAR", dear)
        search = Search(graph.store)
        return [search.find(values, limit, offset) for values in ASKED]

    in_newest_documents, among_all = found(0), found(10**9)

    assert in_newest_documents == among_all
    assert len({str(page) for page in among_all}) > len(ASKED) / 2


@pytest.mark.parametrize("values", ASKED)
def test_the_summaries_count_what_a_query_counts(graph: Graph, values: Values) -> None:
    asked = values if values else {"every": ()}
    (total,) = next(ask_file(graph.store, "lookups/count", asked))

    assert Search(graph.store).find(values, 1)[0] == int(total or 0)
