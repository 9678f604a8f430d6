"""Queries: read-only, refused with line and column, bound without pasting; every shipped one runs and is stable."""

import pytest
from pyoxigraph import Literal, NamedNode
from sample_graph import READINGS

from kg import Graph
from kg.answers import Rows
from kg.sparql import QUERIES, BadQuery, UnknownQuery, bound, check_query, named_queries, named_query, query_file
from kg.store import open_store

PARTS = sorted(path.relative_to(QUERIES).with_suffix("").as_posix() for path in QUERIES.rglob("*.rq"))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * {\n  ?s ?p }", 2, 10),
        ("SELECT * { ?s unknown:p ?o }", 1, 15),
        ("SELECT ?s {\n ?s ?p ?o\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 3, 2),
        ("SELECT * { service <http://127.0.0.1:9/> { ?s ?p ?o } }", 1, 12),
    ],
)
def test_a_bad_query_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    for refuse in (check_query, open_store().query):
        with pytest.raises(BadQuery) as refusal:
            refuse(text)
        assert (refusal.value.line, refusal.value.column) == (line, column)


def test_a_query_that_stops_short_is_told_so() -> None:
    with pytest.raises(BadQuery, match="line 2, column 1: the query ends too early"):
        check_query("SELECT\n")


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { party:US neg:demands issue:dairy }", "DROP ALL", "DELETE WHERE { ?s ?p ?o }", "CLEAR DEFAULT"],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="read-only"):
        open_store().query(text)


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "SERVICE <x>" }',
        "ASK { ?service ?p neg:service } # SERVICE",
        "ASK { <http://example.org/ SERVICE> ?p ?o }".replace(" SERVICE", "SERVICE"),
    ],
)
def test_the_word_service_may_be_said(text: str) -> None:
    check_query(text)


def test_values_are_bound_not_pasted() -> None:
    nasty = Literal('" } ; DROP ALL # ?x \\1 }')
    text = bound("SELECT ?x WHERE { VALUES ?x { 1 2 } }", {"x": [nasty, NamedNode("http://example.org/a")]})
    answer = open_store().query(text)

    assert isinstance(answer, Rows)
    assert list(answer) == [(nasty,), (NamedNode("http://example.org/a"),)]


def test_lines_of_optional_values_count_only_when_given() -> None:
    text = (
        "SELECT ?x WHERE {\n  VALUES ?x { 1 2 3 }\n  VALUES ?least { 2 } #? least\n  FILTER(?x >= ?least) #? least\n}"
    )

    def rows(**values: int) -> list[tuple[str | None, ...]]:
        answer = open_store().query(bound(text, {name: [Literal(value)] for name, value in values.items()}))
        assert isinstance(answer, Rows)
        return list(answer.texts())

    assert rows() == [("1",), ("2",), ("3",)]
    assert rows(least=3) == [("3",)]


def test_a_value_that_a_query_does_not_take_is_refused() -> None:
    with pytest.raises(BadQuery, match=r"VALUES \?other"):
        bound("ASK {}", {"other": [Literal("x")]})


def test_an_unknown_query_is_told_which_there_are() -> None:
    with pytest.raises(UnknownQuery, match="contested-issues"):
        named_query("nonesuch")


@pytest.mark.parametrize("name", PARTS)
def test_every_query_file_runs_as_it_stands(name: str) -> None:
    text = query_file(name)

    assert text.startswith("# ")
    with Graph.open() as graph:
        list(graph.add_readings(READINGS))
        list(graph.store.query(text))  # type: ignore[call-overload]


def test_there_are_named_queries_with_help_and_stable_order() -> None:
    queries = named_queries()

    assert len(queries) >= 10
    for query in queries:
        assert query.title.endswith(".")
        assert "ORDER BY" in query.text or "CONSTRUCT" in query.text
