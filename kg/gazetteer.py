"""What phrases name, by the vocabulary: countries, bodies, places, offices of a government."""

import re
from collections.abc import Iterator, Sequence

from kg.mentions import Mention, NameIndex, country_of, is_part_of_name
from kg.model import PartyKind
from kg.roles import Roles
from kg.towns import load_towns
from kg.vocabulary import NameKind, PartyEntry, Vocabulary

BODIES = (PartyKind.BLOC, PartyKind.ORGANISATION, PartyKind.GOVERNMENT_BODY)
"""The kinds of party that officers speak for, beside countries."""
# "the Indian Ocean" is of no country
_WATERS = re.compile(r" (?:Ocean|Sea)s?\b")


class Gazetteer:
    """The names of a vocabulary as one document is read with them."""

    def __init__(self, vocabulary: Vocabulary, index: NameIndex, places: NameIndex | None, roles: Roles) -> None:
        """`places`: names that tell where somebody is at home, None where that does not matter."""
        self._vocabulary, self.index, self._places, self._roles = vocabulary, index, places, roles
        self._countries: dict[str, str | None] = {}

    @property
    def tells_homes(self) -> bool:
        """Whether it matters where somebody is at home."""
        return self._places is not None

    def home_in(self, phrase: str) -> str | None:
        """The first country named in a phrase, or the one its first place lies in ("growers in Kansas"), or None."""
        named = self.country_in(phrase)
        if self._places is None:
            return named
        entry = self._vocabulary.parties.get(named or "")
        if entry is not None and _is_homeland(entry):
            return named
        place = next(self._places.find_mentions(phrase), None)
        return place.parties[0] if place is not None else None

    def without_countries(self, phrase: str) -> str:
        """A phrase without the names of countries and blocs in it, whose words tell no role: "the White House spokesman", "the European
        Union's trade chief"."""
        for mention in reversed(list(self.index.find_mentions(phrase))):
            entry = self._vocabulary.parties.get(mention.parties[0])
            if entry is not None and entry.kind in (PartyKind.COUNTRY, PartyKind.BLOC):
                phrase = f"{phrase[: mention.start]} {phrase[mention.end :]}"
        return phrase

    def state_in(self, phrase: str) -> str | None:
        """The government below a country's that a phrase names first ("Ontario's premier"), or None."""
        first = next(self.index.find_mentions(phrase), None)
        entry = self._vocabulary.parties.get(first.parties[0]) if first is not None else None
        own = entry is not None and entry.kind is PartyKind.GOVERNMENT_BODY and "/" in entry.id
        return entry.id if entry is not None and own and not self._roles.kinds(entry.label) else None

    def part_in(self, phrase: str) -> str | None:
        """The part of a country that a phrase names first, by the place it is and no country, bloc or body ("the Kansas governor"), or
        None."""
        if self._places is None or self._country_in(phrase) is not None:
            return None
        place = next(self._places.find_mentions(phrase), None)
        return phrase[place.start : place.end] if place is not None else None

    def country_in(self, phrase: str) -> str | None:
        """The first country or bloc named in a phrase ("Japan's", "U.S.", "Dutch"), or None."""
        if phrase not in self._countries:
            self._countries[phrase] = self._country_in(phrase)
        return self._countries[phrase]

    def _country_in(self, phrase: str) -> str | None:
        for mention in self.index.find_mentions(phrase):
            if is_part_of_name(phrase, mention, alone=True) or _WATERS.match(phrase, mention.end):
                continue
            if self._holds_office(mention.parties[0]):
                return mention.parties[0]
            if "/" in mention.parties[0] and not mention.parties[0].startswith("person/"):
                return country_of(mention.parties[0])
        return None

    def is_person(self, party: str) -> bool:
        """Whether a party is somebody the vocabulary knows."""
        entry = self._vocabulary.parties.get(party)
        return entry is not None and entry.kind is PartyKind.PERSON

    def is_a(self, kind: PartyKind, party: str) -> bool:
        """Whether the vocabulary knows a party as one of a kind."""
        entry = self._vocabulary.parties.get(party)
        return entry is not None and entry.kind is kind

    def is_government(self, party: str) -> bool:
        """Whether a party is a country or a bloc, whose officials speak for it."""
        entry = self._vocabulary.parties.get(party)
        return entry is not None and (
            entry.kind is PartyKind.COUNTRY or (entry.kind is PartyKind.BLOC and bool(entry.names))
        )

    def is_body(self, party: str | None) -> bool:
        """Whether a party is an organisation, so that its officers speak for it."""
        entry = self._vocabulary.parties.get(party or "")
        return entry is not None and entry.kind in BODIES

    def body_in(self, role: str) -> str | None:
        """The body an officer speaks for ("Federal Reserve Board Vice Chairman"); a legislator speaks for themselves."""
        if "legislature" in self._roles.kinds(role):
            return None
        return next((m.parties[0] for m in self.index.find_mentions(role) if self.is_body(m.parties[0])), None)

    def names_body(self, words: str) -> bool:
        """Whether words are the name of a body and nothing else: "Jane Doe, UNDP, said"."""
        entry = self.party_named(words)
        return entry is not None and self.is_body(entry.id)

    def names_government(self, words: str) -> bool:
        """Whether words are the name of a country or a bloc and nothing else."""
        entry = self.party_named(words)
        return entry is not None and self.is_government(entry.id)

    def party_named(self, words: str) -> PartyEntry | None:
        """The party that words are a name of, and nothing else, or None."""
        found = _whole(self.index, words)
        return self._vocabulary.parties.get(found.parties[0]) if found is not None else None

    def _holds_office(self, party: str) -> bool:
        entry = self._vocabulary.parties.get(party)
        return entry is not None and entry.kind in (PartyKind.COUNTRY, PartyKind.BLOC, PartyKind.ORGANISATION)

    def is_place(self, name: str) -> bool:
        """Whether a name is that of a place, and nothing else."""
        return self._places is not None and _whole(self._places, name) is not None

    def knows(self, name: str) -> bool:
        """Whether the vocabulary has a name."""
        return self.party_named(name) is not None

    def is_party(self, name: str) -> bool:
        """Whether a name is that of a country or body that has offices, and nothing else."""
        entry = self.party_named(name)
        return entry is not None and self._holds_office(entry.id)

    def countries_of(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a text names a country or bloc, a body of one or somebody who speaks for it."""
        for mention in self.index.find_mentions(text):
            entry = self._vocabulary.parties.get(mention.parties[0])
            if entry is None or is_part_of_name(text, mention):
                continue
            owner = self._vocabulary.parties.get(country_of(entry.represents or entry.country or entry.id))
            if owner is not None and _is_homeland(owner):
                yield mention.start, owner.id

    def places_of(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a text names a place, and the country it lies in."""
        if self._places is not None:
            yield from ((mention.start, mention.parties[0]) for mention in self._places.find_mentions(text))

    def towns_of(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a text says that something is in a town, and the country it lies in."""
        if self._places is not None:
            yield from ((start, c) for start, name, c in load_towns().told_of(text) if not self.country_in(name))

    def mentions(self, phrase: str) -> Iterator[Mention]:
        """The names in a phrase, in order."""
        return self.index.find_mentions(phrase)

    def entry(self, party: str) -> PartyEntry | None:
        """What the vocabulary says of a party."""
        return self._vocabulary.parties.get(party)

    def officers_in(self, text: str) -> dict[str, str]:
        """The words that a meeting has for officers of its own whom the vocabulary knows, and whose they are: "secretariat", where
        the text has the short form of what a known secretariat is of."""
        found: dict[str, set[str]] = {}
        for entry in self._vocabulary.parties.values():
            for name in entry.names if entry.kind is PartyKind.ORGANISATION else ():
                owner, _, noun = name.text.rpartition(" ")
                chairs = "/" not in entry.id and "chair" in self._roles.of_noun(noun.casefold())
                if chairs and owner.isupper() and re.search(rf"\b{re.escape(owner)}\b", text):
                    found.setdefault(noun.casefold(), set()).add(entry.id)
        return {noun: next(iter(ids)) for noun, ids in found.items() if len(ids) == 1}

    def opens_with_portfolio(self, words: Sequence[str]) -> bool:
        """Whether a country and the field of an office open a phrase of more words: "Dutch Finance H. Onno Ruding"."""
        return (
            len(words) > 3
            and self.country_in(words[0]) is not None
            and "portfolio" in self._roles.of_noun(words[1].casefold())
        )


def _whole(index: NameIndex, words: str) -> Mention | None:
    """The name that words are, and nothing else, or None."""
    found = next(index.find_mentions(words), None)
    return found if found is not None and (found.start, found.end) == (0, len(words)) else None


def _is_homeland(entry: PartyEntry) -> bool:
    """Whether people are of a party as of a country: "European", but not of an alliance of states."""
    return entry.kind is PartyKind.COUNTRY or any(name.kind is NameKind.DEMONYM for name in entry.names)
