"""The Graph object: adding, replacing, leaving alone and removing documents, with a vocabulary of one's own."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from sample_graph import DEMAND, READINGS, ROUND_1

from kg import Graph, Reading
from kg.answers import Rows
from kg.knowledge import Added, Outcome
from kg.vocabulary import BadPack


def store_all(graph: Graph, readings: Iterable[Reading], key: str = "") -> list[Added]:
    return list(graph.add_readings(readings, key))


def test_a_document_is_added_then_replaced() -> None:
    with Graph.open() as graph:
        assert store_all(graph, READINGS[:1]) == [Added("news/round-1", Outcome.ADDED, 2)]
        assert store_all(graph, [Reading(ROUND_1, (DEMAND,))]) == [Added("news/round-1", Outcome.REPLACED, 1)]
        assert [row.id for row in graph.who().rows] == [DEMAND.id]


def test_the_key_tells_who_read_what() -> None:
    with Graph.open() as graph:
        store_all(graph, READINGS, key="rules-1")
        first = graph.known_keys()
        store_all(graph, READINGS, key="rules-2")

        assert first.keys() == graph.known_keys().keys() == {"news/round-1", "news/round-2"}
        assert not set(first.values()) & set(graph.known_keys().values())


def test_removing() -> None:
    with Graph.open() as graph:
        store_all(graph, READINGS)
        assert graph.remove("news/round-1", "never/seen") == 1
        assert [row.id for row in graph.documents().rows] == ["news/round-2"]
        assert graph.remove() == 0


def test_a_base_of_ones_own() -> None:
    with Graph.open(base="https://example.org/kg/") as graph:
        store_all(graph, READINGS)

        assert graph.documents().rows[0].iri == "https://example.org/kg/document/news/round-2"
        assert graph.show(DEMAND.id).position.id == DEMAND.id
        assert graph.check() == ()


PACK = """
@prefix neg: <https://w3id.org/negotiation-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://field.example/ab> a neg:Country ; skos:notation "US" ; skos:prefLabel "Abland"@en ; skos:altLabel "Abbers"@en ;
    neg:demonym "Abbish"@en ; neg:standIn "Abtown"@en .
"""


def test_a_vocabulary_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(PACK)
    with Graph.open(tmp_path / "s", vocabulary_paths=[tmp_path / "mine.ttl"]) as graph:
        store_all(graph, READINGS)
        holders = [row.holder[0] for row in graph.who("dairy", party="Abbers").rows]

        assert [(holder.id, holder.label) for holder in holders] == [("US", "Abland")]
        answer = graph.query("SELECT ?g { GRAPH ?g { <https://field.example/ab> skos:notation ?o } }")
        assert isinstance(answer, Rows)
        assert [str(graph).rpartition("/")[2] for (graph,) in answer.texts()] == ["mine"]


@pytest.mark.parametrize("name", ["ABL", "abl", "Abland", "ablan", "Abbers", "Abbish", "Abtown"])
def test_a_party_answers_to_all_its_names(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.ttl").write_text(PACK.replace('"US"', '"ABL"'))
    with Graph.open(vocabulary_paths=[tmp_path / "mine.ttl"]) as graph:
        store_all(graph, READINGS)
        assert graph.party(name).party.id == "ABL"


def test_a_pack_that_is_no_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("@prefix : <x> . nonsense")
    with Graph.open(vocabulary_paths=[tmp_path / "bad.ttl"]) as graph, pytest.raises(BadPack, match=r"bad\.ttl"):
        store_all(graph, READINGS)


def test_a_shipped_query_is_asked_by_its_name() -> None:
    from pyoxigraph import NamedNode

    with Graph.open() as graph:
        store_all(graph, READINGS)
        rows = graph.query("asked-of-party", {"target": [graph.names.party("CA")]})
        assert isinstance(rows, Rows)
        assert {row[1] for row in rows} == {graph.names.party("US"), graph.names.party("MX")}
        assert isinstance(graph.names.party("US"), NamedNode)


def test_articles_are_read_from_files_once(tmp_path: Path) -> None:
    (tmp_path / "round-1.txt").write_text("The United States wants Canada to open its dairy market.")
    with Graph.open() as graph:
        added = graph.add(tmp_path / "round-1.txt", date="2017-09-01", negotiation="nafta")
        again = graph.add(tmp_path / "round-1.txt", date="2017-09-01", negotiation="nafta")
        other = graph.add(tmp_path / "round-1.txt", date="2017-09-02", negotiation="nafta")

        assert [one.outcome for one in (*added, *again, *other)] == ["added", "unchanged", "replaced"]
        assert graph.documents().rows[0].date == "2017-09-02"
        assert graph.documents().total == 1


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Canada refused.")
    refusals: list[object] = []
    with Graph.open() as graph:
        added = graph.add(tmp_path / "none.txt", tmp_path / "good.txt", refused=refusals.append)

    assert (len(added), len(refusals)) == (1, 1)
