"""Who are the parties of the vocabulary? Prints `ontology/parties.ttl` from `scripts/data/*.tsv`, ISO 3166 and CLDR.

    python scripts/build_parties.py > ontology/parties.ttl

Names in a table's cell are separated by `|`. A country without a label in `countries.tsv` has its CLDR English
name, and the names ISO 3166 gives it beside those of the table; one with a label there has only the names of the table.
Who speaks for a party has an id below `person/`; a legislator or opposition leader speaks for nobody else and has an id
below the country's, as other bodies of a country have.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycountry
from babel import Locale

DATA = Path(__file__).with_name("data")
HEAD = """\
@prefix neg: <https://w3id.org/negotiation-kg/ontology#> .
@prefix party: <https://w3id.org/negotiation-kg/party/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

# Written by scripts/build_parties.py: change the tables in scripts/data, then run it again.
# Country names and codes are those of the Unicode CLDR (Unicode License v3, by way of babel, BSD-3-Clause) and of
# ISO 3166 as pycountry carries it (Debian's iso-codes, LGPL-2.1-or-later); all else was written for this file.
<https://w3id.org/negotiation-kg/vocabulary/parties> a owl:Ontology ;
    skos:prefLabel "Parties"@en ;
    dcterms:description "Countries, blocs, bodies, unnamed groups and people, with the names texts give them."@en ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> .
"""

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    """The rows of a table, by column name."""
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def names(cell: str | None) -> list[str]:
    return [name for name in (cell or "").split("|") if name]


def literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def node(party: str) -> str:
    """A party's name in Turtle: prefixed where it can be, else the whole IRI."""
    plain = party.replace("-", "").isalnum() and party.isascii()
    return f"party:{party}" if plain else f"<https://w3id.org/negotiation-kg/party/{party}>"


def entry(party: str, kind: str, label: str, **said: Sequence[str]) -> str:
    """One party as Turtle; `said` are the property's names (with `_` for `:`) and their values, already in Turtle."""
    lines = [f"{node(party)} a neg:{kind}", f"skos:notation {literal(party)}", f"skos:prefLabel {literal(label)}@en"]
    lines += [f"{prop.replace('_', ':')} {', '.join(values)}" for prop, values in said.items() if values]
    return " ;\n    ".join(lines) + " .\n"


def literals(texts: Sequence[str], label: str) -> list[str]:
    return [literal(text) for text in sorted(set(texts) - {label})]


def spellings(name: str) -> Iterator[str]:
    """A name and how else it is written: 'Saint Lucia' also 'St. Lucia', 'x and y' also 'x & y'."""
    yield name
    for one, other in (("Saint ", "St. "), (" and ", " & ")):
        if one in name:
            yield from spellings(name.replace(one, other))


def iso_names(code: str) -> Iterator[str]:
    """The names ISO 3166 gives a country, but those turned round at a comma ('Korea, Republic of')."""
    if country := pycountry.countries.get(alpha_2=code):
        for kind in ("name", "common_name", "official_name"):
            name = getattr(country, kind, "").removeprefix("the ").removeprefix("The ")
            if name and "," not in name and "(" not in name:
                yield name


def countries() -> Iterator[tuple[str, str]]:
    english = Locale("en").territories
    for row in rows("countries.tsv"):
        label = row["label"] or english[row["id"]]
        official = [] if row["label"] else iso_names(row["id"])
        aliases = [s for name in (label, *official, *names(row["aliases"])) for s in spellings(name)]
        yield row["id"], entry(
            row["id"], "Country", label,
            skos_altLabel=literals(aliases, label),
            neg_demonym=literals(names(row["demonyms"]), label),
            neg_standIn=literals(names(row["stand-ins"]), label),
        )  # fmt: skip


def groups() -> Iterator[tuple[str, str]]:
    for row in rows("groups.tsv"):
        yield row["id"], entry(
            row["id"], row["kind"], row["label"],
            skos_altLabel=literals(names(row["aliases"]), row["label"]),
            neg_demonym=literals(names(row["demonyms"] or ""), row["label"]),
            neg_standIn=literals(names(row["stand-ins"]), row["label"]),
            neg_country=[node(row["country"])] if row["country"] else [],
        )  # fmt: skip


def people() -> Iterator[tuple[str, str]]:
    for row in rows("people.tsv"):
        country = row["id"].split("/")[0]
        yield row["id"], entry(
            row["id"], "Person", row["name"],
            skos_altLabel=literals(names(row["other names"]), row["name"]),
            neg_country=[node(country)] if country != "person" else [],
            neg_represents=[node(row["represents"])] if row["represents"] else [],
            neg_validFrom=[literal(row["from"])] if row["from"] else [],
            neg_validUntil=[literal(row["until"])] if row["until"] else [],
        )  # fmt: skip


def turtle() -> str:
    """The whole file: countries, then groups and bodies, then people, each by id."""
    return "\n".join([HEAD, *(text for part in (countries, groups, people) for _, text in sorted(part()))])


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(turtle())
