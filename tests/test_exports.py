"""Exports: readable by the tools they are for, complete, without any article's text, the same bytes each time."""

import csv
import io
import json
from collections.abc import Iterator

import networkx
import pytest
import rdflib
from sample_graph import DEMAND, OFFER, READINGS, RED_LINE, REFUSAL, ROUND_1

from kg import Graph
from kg.answers import BadFormat
from kg.exports import FORMATS, RDF_FORMATS
from kg.graph import document_quads


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with Graph.open() as opened:
        list(opened.add_readings(READINGS))
        yield opened


def written(graph: Graph, format: str) -> bytes:
    output = io.BytesIO()
    graph.export(output, format)
    return output.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_each_time_and_never_the_text(graph: Graph, format: str) -> None:
    assert written(graph, format) == written(graph, format)
    assert DEMAND.passage.quote.encode() in written(graph, format)
    assert b"Nothing else moved" not in written(graph, format)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of its own parsers
@pytest.mark.parametrize("format", RDF_FORMATS)
def test_rdflib_reads_the_same_from_every_form(graph: Graph, format: str) -> None:
    names = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
    read = rdflib.Dataset(default_union=True).parse(data=written(graph, format), format=names[format])
    kept = {"neg:text", "neg:readingKey"}
    expected = {
        (quad.subject.value, quad.predicate.value)  # type: ignore[union-attr]
        for reading in READINGS
        for quad in document_quads(reading, graph.names)
        if quad.predicate.value.rpartition("#")[2] not in {name.partition(":")[2] for name in kept}
    }
    assert {(str(s), str(p)) for s, p, _, *_ in read.quads()} >= expected


def test_selectors_are_typed(graph: Graph) -> None:
    dataset = graph.to_rdflib()
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    selector = rdflib.URIRef("https://w3id.org/negotiation-kg/passage/news/round-1/14-59#selector")

    types = {o for _, _, o, _ in dataset.quads((selector, rdflib.RDF.type, None, None))}
    assert types == {oa.TextQuoteSelector, oa.TextPositionSelector}


def test_jsonld_is_json(graph: Graph) -> None:
    assert json.loads(written(graph, "jsonld"))


def test_csv_is_a_table_of_positions(graph: Graph) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(written(graph, "csv").decode()))}

    assert rows.keys() == {DEMAND.id, REFUSAL.id, RED_LINE.id, OFFER.id}
    offer = rows[OFFER.id]
    assert (offer["holder"], offer["stance"], offer["target"], offer["condition"]) == (
        "MX",
        "offer",
        "CA, US",
        "provided that tariffs fall",
    )
    assert ROUND_1.text[int(rows[DEMAND.id]["start"]) : int(rows[DEMAND.id]["end"])] == rows[DEMAND.id]["quote"]


def test_graphml_is_the_network(graph: Graph) -> None:
    read = networkx.read_graphml(io.BytesIO(written(graph, "graphml")), force_multigraph=True)
    network = graph.to_networkx()

    assert set(read.nodes) == set(network.nodes) == {
        "party/CA", "party/MX", "party/US", "issue/dairy", "issue/supply-management",
    }  # fmt: skip
    ends = sorted((start, end, data["stance"]) for start, end, data in network.edges(data=True))
    assert sorted((start, end, data["stance"]) for start, end, data in read.edges(data=True)) == ends
    assert ends == [
        ("party/CA", "issue/dairy", "refuse"),
        ("party/CA", "issue/supply-management", "oppose"),
        ("party/MX", "party/CA", "offer"),
        ("party/MX", "party/US", "offer"),
        ("party/US", "issue/dairy", "demand"),
    ]


def test_an_unknown_format_is_refused(graph: Graph) -> None:
    with pytest.raises(BadFormat, match="graphml"):
        graph.export(io.BytesIO(), "docx")
