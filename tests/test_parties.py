"""Are the shipped parties whole: every country, its capital, names that lead to one party, people who speak for one?"""

import re
import subprocess
import sys
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kg.entries import table_rows
from kg.known_bodies import NOWHERE
from kg.model import PartyKind
from kg.resources import resource
from kg.vocabulary import NameKind, PartyEntry, load_vocabulary

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "build_parties.py"
PARTIES = load_vocabulary().parties

# Surnames of people who held office at different times, each for the same party.
SHARED = {
    "abe": {"person/shintaro-abe", "person/shinzo-abe"},
    "bush": {"person/george-h-w-bush", "person/george-w-bush"},
    "carney": {"person/mark-carney", "person/pat-carney"},
    "president bush": {"person/george-h-w-bush", "person/george-w-bush"},
}

# No stand-in: the seat of government has the country's own name, a person's or that of places elsewhere, is the seat of
# another party too, or there is no government of its own.
NO_STAND_IN = "AG AI BE BM CR CS DJ EH GD GI GU GY HK IM JM KY LU MC MO MS MV PR SC SG SM ST TK YU"


def named(kind: NameKind, party: str) -> set[str]:
    return {name.text for name in PARTIES[party].names if name.kind is kind}


def holders(text: str) -> set[str]:
    return {entry.id for entry in PARTIES.values() if any(name.text == text for name in entry.names)}


def people() -> list[PartyEntry]:
    return [entry for entry in PARTIES.values() if entry.kind is PartyKind.PERSON]


def test_every_country_of_iso_3166_has_a_label() -> None:
    pycountry = pytest.importorskip("pycountry", reason="the list of ISO 3166 countries comes with pycountry")
    countries = {entry.id: entry.label for entry in PARTIES.values() if entry.kind is PartyKind.COUNTRY}
    codes = {country.alpha_2 for country in pycountry.countries}
    assert len(codes) == 249
    assert {code for code in codes if not countries.get(code)} == set()
    assert set(countries) - codes == {"CS", "DD", "SU", "XK", "YU"}


@pytest.mark.parametrize(
    ("party", "names"),
    [
        ("US", {"United States", "U.S.", "US", "USA", "America", "Americans", "Washington", "White House", "USTR"}),
        ("JP", {"Japan", "Japanese", "Tokyo", "MITI"}),
        ("GB", {"UK", "U.K.", "Britain", "British", "London", "Downing Street"}),
        ("CN", {"China", "Peking", "Beijing"}),
        ("TW", {"Taiwan", "Taiwanese", "Taipei"}),
        ("KR", {"South Korea", "Republic of Korea", "Koreans", "Seoul"}),
        ("DE", {"Germany", "West Germany", "Bonn", "Berlin"}),
        ("RU", {"Russian Federation", "Kremlin", "Moscow"}),
        ("FR", {"French", "Paris", "Élysée", "Elysee"}),
        ("EU", {"EU", "EC", "E.C.", "EEC", "European Commission", "Common Market", "Brussels"}),
        ("G77", {"G-77", "G-77/China", "G77 and China", "Group of 77"}),
        ("LDC", {"LDCs", "Least Developed Countries"}),
        ("US/HOUSE-WAYS-AND-MEANS", {"House Ways and Means Committee"}),
        ("PARTIES", {"Parties", "many parties", "several delegates", "participants"}),
        ("person/ronald-reagan", {"Ronald Reagan", "Reagan", "President Reagan"}),
    ],
)
def test_a_party_has_the_names_reports_give_it(party: str, names: set[str]) -> None:
    assert names - {name.text for name in PARTIES[party].names} == set()
    assert {name: holders(name) for name in names} == {name: {party} for name in names}


def test_every_state_has_its_seat_of_government_as_a_stand_in() -> None:
    demonymed = {code for code in PARTIES if re.fullmatch("[A-Z]{2}", code) and named(NameKind.DEMONYM, code)}
    states = {code for code in demonymed if PARTIES[code].kind is PartyKind.COUNTRY}
    without = {code for code in states if not named(NameKind.STAND_IN, code)}
    assert len(states) > 200
    assert " ".join(sorted(without)) == NO_STAND_IN


def test_no_name_leads_to_two_parties() -> None:
    owners = defaultdict(set)
    for entry in PARTIES.values():
        for name in entry.names:
            owners[name.text.casefold()].add(entry.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == SHARED
    for ids in SHARED.values():
        terms = sorted((PARTIES[party].valid_from or "", PARTIES[party].valid_until or "9999") for party in ids)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(terms))
        assert len({PARTIES[party].represents for party in ids}) == 1


def test_names_stand_without_article_or_stray_space() -> None:
    odd = {
        name.text
        for entry in PARTIES.values()
        for name in entry.names
        if name.text.startswith("the ") or name.text != " ".join(name.text.split()) or not name.text
    }
    assert odd == set()


def test_everyone_speaks_for_a_known_party_or_for_themselves_for_some_days() -> None:
    assert len(people()) > 120
    for person in people():
        assert (person.represents in PARTIES) == person.id.startswith("person/"), person.id
        assert person.valid_from, person.id
        until = person.valid_until or "9999-12-31"
        assert date.fromisoformat(person.valid_from) < date.fromisoformat(until), person.id


def test_a_body_of_a_country_stands_below_it() -> None:
    below = {
        entry.id: entry.country for entry in PARTIES.values() if "/" in entry.id and entry.kind is not PartyKind.PERSON
    }
    assert below == {party: party.split("/")[0] for party in below}
    assert set(below.values()) <= set(PARTIES)


def test_the_file_is_what_the_script_prints() -> None:
    pytest.importorskip("pycountry", reason="the script takes names from pycountry")
    printed = subprocess.run([sys.executable, SCRIPT], capture_output=True, check=True).stdout
    assert printed.decode() == (ROOT / "ontology" / "parties.ttl").read_text(encoding="utf-8")


def test_a_place_lies_in_one_country_and_is_no_name_of_a_party() -> None:
    lies_in = defaultdict(set)
    for entry in PARTIES.values():
        for place in entry.places:
            lies_in[place].add(entry.id)
    assert len(lies_in) > 500
    assert {place: ids for place, ids in lies_in.items() if len(ids) > 1} == {}
    assert {name.text for entry in PARTIES.values() for name in entry.names} & lies_in.keys() == set()
    assert {PARTIES[id].kind for ids in lies_in.values() for id in ids} == {PartyKind.COUNTRY}


def test_a_well_known_body_has_one_home_and_is_no_party_of_the_vocabulary() -> None:
    rows = [(row[0], row[1]) for row in table_rows(resource("ontology", "bodies.tsv"), ("body", "country"))]
    assert rows == sorted(rows, key=lambda row: (row[0].casefold(), row[0]))
    assert len({body.casefold() for body, _ in rows}) == len(rows)
    assert {home for _, home in rows} - {NOWHERE} <= {p.id for p in PARTIES.values() if p.id == "EU" or len(p.id) == 2}
    assert {name.text.casefold() for entry in PARTIES.values() for name in entry.names}.isdisjoint(
        body.casefold() for body, _ in rows
    )
