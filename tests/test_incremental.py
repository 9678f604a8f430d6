"""What is read again when a vocabulary changes: the documents that hold the changed words, and no other."""

from pathlib import Path

import pytest

from kg import Document, Graph
from kg.extraction import load_extractor
from kg.knowledge import Outcome

PREFIXES = """
@prefix neg: <https://w3id.org/negotiation-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix party: <https://w3id.org/negotiation-kg/party/> .
@prefix issue: <https://w3id.org/negotiation-kg/issue/> .
@prefix own: <https://field.example/> .
"""
LEAGUE = 'own:league a neg:Bloc ; skos:notation "LEAGUE" ; skos:prefLabel "Harbour League"@en .\n'
LEAGUE_NAMED = {"league", "league-in-capitals", "league-misprinted"}
KELP = (
    'own:kelp a skos:Concept ; skos:notation "kelp" ; skos:prefLabel "kelp farming"@en ; skos:inScheme own:scheme ;\n'
    '    skos:hiddenLabel "seaweed permits"@en .\nown:scheme a skos:ConceptScheme ; skos:prefLabel "own"@en .\n'
)
ALIAS = 'party:JP skos:altLabel "the Rising Sun Republic"@en .\n'

ARTICLES = (
    Document("league", "The Harbour League demanded lower port fees. Canada refused."),
    Document("league-in-capitals", "The HARBOUR LEAGUE urged delay."),
    Document("league-misprinted", "The Harbuor League urged haste."),
    Document("harbours", "Canada wants the league of its harbours to lower fees."),
    Document("permits", "Norway demanded permits for seaweed."),
    Document("japan", "Japan refused to lower its tariffs on cars."),
    Document("alias", "The Rising Sun Republic refused to lower its tariffs."),
)


def reread(graph: Graph, pack: Path, *said: str) -> set[str]:
    """Which of the stored articles are read again once the pack says this."""
    pack.write_text(PREFIXES + "".join(said))
    with Graph(graph.store, vocabulary_paths=[pack]) as changed:
        return {added.document for added in changed.update() if added.outcome is not Outcome.UNCHANGED}


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Graph:
    graph = Graph.open()
    graph.add(*ARTICLES)
    monkeypatch.setattr(graph.store, "close", lambda: None)  # each change opens the same store
    return graph


def test_a_new_party_touches_the_documents_that_name_it(graph: Graph, tmp_path: Path) -> None:
    pack = tmp_path / "own.ttl"
    assert reread(graph, pack, LEAGUE) == LEAGUE_NAMED
    assert {row.id for row in graph.parties()} >= {"LEAGUE"}
    assert reread(graph, pack, LEAGUE) == set()
    assert reread(graph, pack) == LEAGUE_NAMED
    assert "LEAGUE" not in {row.id for row in graph.parties()}


def test_a_word_of_an_issue_touches_the_documents_that_hold_it(graph: Graph, tmp_path: Path) -> None:
    pack = tmp_path / "own.ttl"
    # The words are there, not side by side: a generous look, that reads one document too many.
    assert reread(graph, pack, KELP) == {"permits"}
    assert reread(graph, pack, KELP.replace("seaweed permits", "seaweed farms")) == {"permits"}


def test_an_alias_touches_what_names_the_party_in_any_way(graph: Graph, tmp_path: Path) -> None:
    assert reread(graph, tmp_path / "own.ttl", ALIAS) == {"alias", "japan"}


def test_a_cue_touches_the_documents_with_its_forms(graph: Graph, tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text("lemma\tpos\tstance\tcomplements\tstrength\nurge\tv\tdemand\tobj to\tfirm\n")
    with Graph(graph.store, vocabulary_paths=[table]) as changed:
        found = {added.document for added in changed.update() if added.outcome is not Outcome.UNCHANGED}
    assert found == {"league-in-capitals", "league-misprinted"}


def test_what_is_not_touched_would_be_read_as_it_was(tmp_path: Path) -> None:
    """The example articles, with each of their words in turn as a name of a party or a word of an issue."""
    from kg.documents import read_documents
    from kg.resources import resource

    before = load_extractor()
    documents = list(read_documents([resource("examples")]))
    first = {document.id: (before.key(document), before.read(document)) for document in documents}
    words = ["tariffs on cars", "Chief Negotiator", "kelp", "landfall", "Mexico City", "seat belts", "wetland"]
    (tmp_path / "own.ttl").write_text(
        PREFIXES
        + "".join(
            f'own:p{n} a neg:Organisation ; skos:notation "P{n}" ; skos:prefLabel "{word}"@en .\n'
            f'own:i{n} a skos:Concept ; skos:notation "i{n}" ; skos:prefLabel "{word}"@en ; skos:inScheme own:scheme .\n'
            for n, word in enumerate(words)
        )
        + 'own:scheme a skos:ConceptScheme ; skos:prefLabel "own"@en .\n'
    )
    after = load_extractor((tmp_path / "own.ttl",))
    same = [document for document in documents if after.key(document) == first[document.id][0]]
    assert 0 < len(same) < len(documents)
    for document in same:
        assert after.read(document) == first[document.id][1]
