"""Answers of every kind are written in the formats of the W3C, and in no other."""

import io
import json

import pytest

from kg import Graph
from kg.answers import BadFormat, formats_of, text_of, write_answer


def written(query: str, format: str) -> str:
    output = io.BytesIO()
    with Graph.open() as graph:
        write_answer(graph.query(query), output, format)
    return output.getvalue().decode()


ROWS = 'SELECT ?a ?b { VALUES (?a ?b) { (party:US "x") (1 UNDEF) } }'


def test_rows() -> None:
    assert written(ROWS, "csv").split() == ["a,b", "https://w3id.org/negotiation-kg/party/US,x", "1,"]
    assert written(ROWS, "tsv").split("\n")[0] == "?a\t?b"
    assert json.loads(written(ROWS, "json"))["results"]["bindings"][0]["b"] == {"type": "literal", "value": "x"}
    assert written(ROWS, "xml").startswith("<?xml")


def test_truth() -> None:
    assert json.loads(written("ASK {}", "json"))["boolean"] is True
    with pytest.raises(BadFormat):
        written("ASK {}", "csv")


@pytest.mark.parametrize("format", ["turtle", "ntriples", "jsonld", "xml"])
def test_triples(format: str) -> None:
    assert "supply" in written("CONSTRUCT { party:US neg:demands issue:supply } {}", format)


def test_triples_are_no_table() -> None:
    with pytest.raises(BadFormat):
        written("CONSTRUCT { party:US neg:demands issue:supply } {}", "csv")


def test_a_table_shows_short_names() -> None:
    with Graph.open() as graph:
        assert [[text_of(term) for term in row] for row in graph.query(ROWS)] == [["party:US", "x"], ["1", ""]]  # type: ignore[union-attr]
        assert formats_of(graph.query("ASK {}")) == ("json", "xml")
