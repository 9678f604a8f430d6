"""Readings as RDF: nothing is lost on the way there and back, and the graph says what the standards say."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from sample_graph import DEMAND, READINGS, ROUND_1

from kg.graph import BASE, DIRECT, Names, direct_triples, document_quads, entailed, node, positions_of, reading_of
from kg.model import (
    Certainty,
    Document,
    Party,
    PartyKind,
    Passage,
    Position,
    Reading,
    Speaker,
    Stance,
    Strength,
    Trace,
)

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=30)
ids = st.text(st.sampled_from("AB/-é% .#?"), min_size=1, max_size=6)
maybe = st.none() | words
offsets = st.integers(0, 500)


@st.composite
def positions(draw: st.DrawFn, document: Document) -> Position:
    start = draw(st.integers(0, len(document.text) - 1))
    end = draw(st.integers(start + 1, len(document.text)))
    return Position(
        Passage(document.id, start, end, document.text[start:end]),
        tuple(sorted(draw(st.sets(ids, min_size=1, max_size=3)))),
        draw(st.sampled_from(Stance)),
        draw(words),
        draw(st.none() | ids),
        tuple(sorted(draw(st.sets(ids, max_size=3)))),
        draw(st.none() | st.just("anonymous") | ids),
        draw(st.sampled_from(Certainty)),
        draw(maybe),
        draw(st.sampled_from(Strength)),
        draw(st.none() | st.builds(Speaker, words, maybe)),
        draw(st.floats(0, 1)),
        draw(st.none() | st.builds(Trace, words, words, offsets, offsets, st.none() | offsets)),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    document = Document(
        draw(ids.filter(lambda id: not any(c.isspace() for c in id))),
        draw(words),
        draw(maybe),
        draw(st.sampled_from([None, "2017", "2017-09", "2017-09-04", "late summer"])),
        draw(maybe),
        draw(maybe),
        draw(st.none() | ids),
        draw(st.none() | ids),
    )
    found = {position.id: position for position in draw(st.lists(positions(document), max_size=4))}
    return Reading(document, tuple(found.values()))


@given(readings())
def test_a_reading_comes_back_as_it_went(reading: Reading) -> None:
    back = reading_of(document_quads(reading))

    assert back.document == reading.document
    assert sorted((p.id, p, p.trace) for p in back.positions) == sorted((p.id, p, p.trace) for p in reading.positions)


@given(readings())
def test_every_quad_stands_in_the_graph_of_the_document(reading: Reading) -> None:
    names = Names(base="https://example.org/kg/")

    assert {quad.graph_name for quad in document_quads(reading, names)} == {names.document(reading.document.id)}


def test_a_party_the_vocabulary_does_not_know_comes_back() -> None:
    party = Party("CA/VOLPE", "Flavio Volpe", PartyKind.PERSON, country="CA", role="head of a lobby", represents="CA")
    reading = Reading(ROUND_1, (), (party,))

    back = reading_of(document_quads(reading, Names(iris={"party": {"CA": BASE + "party/CA"}})))

    assert back.parties == (party,)


def test_ids_of_a_vocabulary_with_iris_of_its_own_come_back() -> None:
    names = Names(iris={"party": {"US": "https://other.example/x#usa"}, "issue": {"dairy": "https://other.example/y"}})
    quads = list(document_quads(READINGS[0], names))

    assert positions_of(quads, names.id_of) == tuple(sorted(READINGS[0].positions))
    assert NamedNode("https://other.example/x#usa") in {quad.object for quad in quads}


def test_a_position_says_what_the_standards_say() -> None:
    triples = {quad.triple for quad in document_quads(READINGS[0])}
    said = {(str(s.value), p, o) for s, p, o in triples}
    position, passage = BASE + "position/" + DEMAND.id, BASE + "passage/news/round-1/14-59"

    assert said >= {
        (position, node("rdf:type"), node("neg:Position")),
        (position, node("neg:holder"), node("party:US")),
        (position, node("neg:target"), node("party:CA")),
        (position, node("neg:stance"), node("stance:demand")),
        (position, node("neg:issue"), node("issue:dairy")),
        (position, node("prov:wasDerivedFrom"), NamedNode(passage)),
        (passage, node("oa:hasSource"), node("document:news/round-1")),
        (passage, node("oa:hasSelector"), NamedNode(passage + "#selector")),
        (passage + "#selector", node("oa:exact"), Literal(DEMAND.passage.quote)),
        (passage + "#selector", node("oa:start"), Literal(14)),
        (passage + "#selector", node("oa:end"), Literal(59)),
    }
    assert Triple(node("party:US"), DIRECT[Stance.DEMAND], node("issue:dairy")) in set(direct_triples(triples))
    assert {t.object for triple in triples for t in entailed(triple)} == {
        node("oa:SpecificResource"),
        node("oa:TextQuoteSelector"),
        node("oa:TextPositionSelector"),
    }
