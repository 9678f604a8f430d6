"""The shipped vocabulary is sound, and a pack of one's own is read or refused with a line that says why."""

import csv
import re
from pathlib import Path

import pytest

from kg.vocabulary import (
    AmbiguousName,
    BadPack,
    UnknownName,
    Vocabulary,
    load_vocabulary,
    shipped_packs,
)
from kg.vocabulary_check import check_vocabulary

ROOT = Path(__file__).resolve().parent.parent
IDS = ROOT.parent / "shared" / "vocabulary"
PREFIXES = """
@prefix neg: <https://w3id.org/negotiation-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix issue: <https://w3id.org/negotiation-kg/issue/> .
@prefix party: <https://w3id.org/negotiation-kg/party/> .
@prefix : <https://cod.example/> .
"""


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return load_vocabulary()


def pack(folder: Path, turtle: str) -> Path:
    path = folder / "cod.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", shipped_packs(), ids=lambda path: path.stem)
def test_a_shipped_pack_has_the_shape_of_one(path: Path) -> None:
    assert check_vocabulary(path) == ()


def test_the_ontology_defines_every_term_that_is_used() -> None:
    defined = set(re.findall(r"^neg:(\w+) a ", (ROOT / "ontology" / "negotiation.ttl").read_text(), re.M))
    files = [
        p for end in ("py", "rq", "ttl") for folder in ("kg", "ontology") for p in (ROOT / folder).rglob(f"*.{end}")
    ]
    used = {(term, path.name) for path in files for term in re.findall(r"\bneg:(\w+)\b", path.read_text())}
    assert {(term, name) for term, name in used if term not in defined and not term.endswith("Shape")} == set()


def test_every_term_of_the_ontology_is_explained() -> None:
    from rdflib import RDF, RDFS, SKOS, Graph

    ontology = Graph().parse(ROOT / "ontology" / "negotiation.ttl")
    own = {
        s
        for s in ontology.subjects(RDF.type)
        if "ontology#" in str(s) and (s, RDF.type, SKOS.ConceptScheme) not in ontology
    }
    assert {s for s in own if not ontology.value(s, RDFS.label) or not ontology.value(s, RDFS.comment)} == set()
    properties = {s for s in own if "Property" in str(ontology.value(s, RDF.type))}
    assert {s for s in properties if not ontology.value(s, RDFS.domain) or not ontology.value(s, RDFS.range)} == set()


@pytest.mark.parametrize("field", ["trade", "climate"])
@pytest.mark.skipif(not IDS.exists(), reason="the list of issue ids lies beside the project, not in it")
def test_a_pack_has_the_issues_of_its_field(field: str, shipped: Vocabulary) -> None:
    with (IDS / f"{field}-issues.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if row and not row[0].startswith("#")]
    wanted = {row[0] for row in rows if re.fullmatch(r"[a-z0-9-]+", row[0]) and row[0] not in ("id", "issue")}
    assert len(wanted) > 20
    assert wanted - shipped.issues.keys() == set()


def test_names_and_beginnings_find_a_party_or_an_issue(shipped: Vocabulary) -> None:
    assert shipped.party("mexico").id == shipped.party("MX").id == "MX"
    assert shipped.issue("Supply management").id == "supply-management"
    assert shipped.issue("supply-m").id == "supply-management"
    assert "dairy" in shipped.narrower("agriculture")
    with pytest.raises(UnknownName, match="did you mean canada"):
        shipped.party("canadda")
    with pytest.raises(AmbiguousName):
        shipped.party("uni")


def test_talks_have_their_rounds_in_order(shipped: Vocabulary) -> None:
    rounds = shipped.negotiations["nafta"].rounds
    assert [r.number for r in rounds] == sorted(r.number or 0 for r in rounds)
    assert all(r.start and r.end and r.place and r.start <= r.end for r in rounds)


def test_a_pack_of_ones_own_adds_to_the_shipped_ones(tmp_path: Path, shipped: Vocabulary) -> None:
    path = pack(
        tmp_path,
        """
        :mesh a skos:Concept ; skos:notation "mesh" ; skos:prefLabel "Mesh size"@en .
        party:MX skos:altLabel "the southern trawlers"@en .
        """,
    )
    both = load_vocabulary((path,))
    assert both.issues.keys() - shipped.issues.keys() == {"mesh"}
    assert both.party("the southern trawlers").id == "MX"
    assert both.digest != shipped.digest
    assert check_vocabulary(path) != ()  # an issue without a definition


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        (":mesh a skos:Concept", "line "),
        (':mesh a skos:Concept ; skos:prefLabel "Mesh" .', "skos:notation"),
        (':mesh a skos:Concept ; skos:notation "me sh" ; skos:prefLabel "Mesh" .', "skos:notation"),
        (':mesh a skos:Concept ; skos:notation "mesh" .', "skos:prefLabel"),
        (':mesh a skos:Concept ; skos:notation "dairy" ; skos:prefLabel "Mesh" .', "dairy"),
        (
            ':a a skos:Concept ; skos:notation "a" ; skos:prefLabel "A" ; skos:broader :b .\n'
            ':b a skos:Concept ; skos:notation "b" ; skos:prefLabel "B" ; skos:broader :a .',
            "circle",
        ),
    ],
)
def test_a_bad_pack_is_refused_in_a_line(turtle: str, told: str, tmp_path: Path) -> None:
    path = pack(tmp_path, turtle)
    with pytest.raises(BadPack, match=told) as refusal:
        load_vocabulary((path,))
    assert "cod.ttl" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("", "says nothing"),
        (':f a neg:Organization ; skos:notation "F" ; skos:prefLabel "Fleet" .', "did you mean neg:Organisation?"),
        (
            ':f a neg:Organisation ; skos:notation "F" ; skos:prefLabel "Fleet" ; neg:demonims "Fleeter" .',
            "neg:demonims is no term of the ontology; did you mean neg:demonym?",
        ),
        (
            ':f a neg:Organisation ; skos:notation "F" ; skos:prefLabel "Fleet" ; neg:represents party:ATLANTIS .',
            "neg:represents leads to https://w3id.org/negotiation-kg/party/ATLANTIS, which no pack defines",
        ),
    ],
)
def test_what_would_be_passed_over_in_silence_is_told(turtle: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "cod.ttl"
    path.write_text(PREFIXES + turtle if turtle else "", encoding="utf-8")
    (fault,) = check_vocabulary(path)
    assert told in fault


def test_a_pack_that_is_no_turtle_is_told_its_place_once(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match=r"cod\.ttl: line 7, column 1: [^:]*hello"):
        load_vocabulary([pack(tmp_path, "hello world")])


def test_a_missing_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="cannot be read"):
        load_vocabulary((tmp_path / "none.ttl",))
