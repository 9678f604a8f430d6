"""The annotated articles that stand in this project with their texts: what a record says stands where it says."""

import calendar
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.annotations import Annotated, BadRecord, read_annotated
from kg.extraction import load_extractor
from kg.homes import CLUES, Homes
from kg.language import find_sentences
from kg.letters import families
from kg.model import Document
from kg.towns import load_towns
from kg.vocabulary import load_vocabulary, packs_in

FOLDER = Path(__file__).parent.parent / "annotations"
LEARNED = load_extractor().weights.home


@pytest.fixture(scope="module", params=["articles", "held-articles", "pages", "held-pages"])
def annotated(request: pytest.FixtureRequest) -> Annotated:
    return read_annotated(FOLDER / f"{request.param}.jsonl")


def test_each_position_is_of_a_sentence_and_of_words_that_stand_in_it(annotated: Annotated) -> None:
    texts = {document.id: document.text for document in annotated.documents}
    sentences = {id: {(s.start, s.end) for s in find_sentences(text)} for id, text in texts.items()}
    for position in annotated.positions:
        passage = position.passage
        assert (passage.start, passage.end) in sentences[passage.document], position
        assert position.what in texts[passage.document][passage.start : passage.end], position


def test_issues_and_countries_are_those_of_the_vocabulary(annotated: Annotated) -> None:
    vocabulary = load_vocabulary(packs_in(()))
    assert {p.issue for p in annotated.positions if p.issue} <= vocabulary.issues.keys()
    short = {party for p in annotated.positions for party in (*p.holder, *p.target) if len(party) == 2}
    assert short <= vocabulary.parties.keys()


@pytest.mark.parametrize("name", ["held-articles", "fresh-articles", "held-pages"])
def test_what_is_measured_with_was_not_learned_from(name: str) -> None:
    learned, held = (set((FOLDER / f"{name}.docs").read_text().split()) for name in ("articles", name))
    assert held
    assert learned.isdisjoint(held)


def test_a_document_counts_what_its_list_says(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "a.docs").write_text("printed\nmade-up 0.5\n")
    for name in ("printed", "made-up"):
        (tmp_path / f"{name}.txt").write_text("Chile rejected the levy.")
    annotated = read_annotated(tmp_path / "a.jsonl", tmp_path)
    assert [document.id for document in annotated.documents] == ["printed", "made-up"]
    assert annotated.shares == {"made-up": 0.5}


@pytest.mark.parametrize("share", ["half", "0", "1.5", "-1", "nan"])
def test_a_share_is_a_part_of_one(tmp_path: Path, share: str) -> None:
    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "a.docs").write_text(f"printed\nmade-up {share}\n")
    with pytest.raises(BadRecord, match=r"a\.docs, line 2: .*is no share"):
        read_annotated(tmp_path / "a.jsonl", tmp_path)


def test_somebody_is_at_home_where_the_clues_speak_for() -> None:
    text = "Norway met Chile.\n\nIn Chile the growers of Osorno wait.\n\nThe league said no."
    countries, places = ((0, "NO"), (11, "CL"), (22, "CL")), ((text.index("Osorno"), "CL"),)
    homes = Homes(text, lambda phrase: None, frozenset(), countries, places)
    weights = np.array([2, 0.5, 0.6, 1.2, 1.3, 0.5, 0.8, 1.1, 0.9, -0.8, 0.5], dtype=np.float32)
    assert len(weights) == len(CLUES)
    learned = replace(LEARNED, clues=weights)
    assert homes.likely(text.index("league"), None, learned) == "CL"
    assert homes.likely(text.index("met"), "NO", learned) == "NO"
    assert Homes(text, lambda phrase: None, frozenset()).likely(0, "PE", learned) == "PE"


def test_somebody_is_at_home_where_names_are_like_theirs() -> None:
    text = "Norway met Chile.\n\nIngrid Solberg and Rodrigo Fuentes said no."
    homes = Homes(text, lambda phrase: None, frozenset(), ((0, "NO"), (11, "CL")))
    learned = replace(LEARNED, clues=np.array([0.0] * (len(CLUES) - 1) + [1], dtype=np.float32))
    assert homes.name_at(text.index("Fuentes")) == "Rodrigo Fuentes"
    assert homes.likely(text.index("Solberg"), None, learned) == "NO"
    assert homes.likely(text.index("Fuentes"), None, learned) == "CL"


def test_a_body_of_many_countries_is_at_home_in_none() -> None:
    text = "Norway, Chile, Peru and Japan met.\n\nThe Blue Ocean Coalition said no. So did the Osorno Union of Millers."
    countries = tuple(
        (text.index(name), id) for name, id in (("Norway", "NO"), ("Chile", "CL"), ("Peru", "PE"), ("Japan", "JP"))
    )
    homes = Homes(text, lambda phrase: None, frozenset(), countries, ((text.index("Osorno"), "CL"),))
    assert homes.is_nowhere("Blue Ocean Coalition", None, LEARNED)
    assert not homes.is_nowhere("Osorno Union of Millers", None, LEARNED)


def test_a_country_told_of_as_abroad_is_less_of_a_home() -> None:
    text = "Fish\n\nThe league wants fewer imports from Norway than Chile."
    countries = ((text.index("Norway"), "NO"), (text.index("Chile"), "CL"))
    clues = Homes(text, lambda phrase: None, frozenset(), countries).clues(text.index("league"), None)
    told = {country: dict(zip(CLUES, found, strict=True)) for country, found in clues.items()}
    assert (told["NO"]["abroad"], told["CL"]["abroad"]) == (1, 0)
    assert (told["NO"]["opens the text"], told["CL"]["opens the text"]) == (1, 0)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("GRAZ, May 3 - The Pear Growers' League demanded a quota. Norway wants free trade.", "AT/PEAR-GROWERS-LEAGUE"),
        ("Pears\n\nTAMPICO, May 3 - The league Peras Unidas demanded a quota on pears from Norway.", "MX/PERAS-UNIDAS"),
        ("Japan's exports fell in March. The Pear Growers' League demanded a quota.", "JP/PEAR-GROWERS-LEAGUE"),
    ],
)
def test_a_body_is_at_home_where_its_text_is(text: str, party: str) -> None:
    positions = load_extractor().read(Document("a", text)).positions
    assert party in {holder for position in positions for holder in position.holder}


def test_no_month_and_no_continent_is_a_town() -> None:
    towns = load_towns().countries
    assert {*calendar.month_name, *calendar.day_name, "Asia", "Africa", "Europe"}.isdisjoint(towns)
    assert set(towns.values()) <= load_vocabulary().parties.keys()
    assert families().keys() <= load_vocabulary().parties.keys()
