"""Whom nouns stand for that say it is known: "the country", "both sides", "the bloc"."""

from kg.bodies import Bodies
from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.holders import Holder, InSentence, Token, group_at, is_definite
from kg.mentions import country_of
from kg.roles import Roles
from kg.short_names import ShortNames
from kg.told import Told

_COUNTED = {"three": 3, "four": 4, "five": 5, "six": 6}


class Known:
    """Reads the nouns of one news document that come back to the countries and blocs it is about."""

    def __init__(self, told: Told, bodies: Bodies, gazetteer: Gazetteer, roles: Roles, short: ShortNames) -> None:
        self._told, self._bodies, self._gazetteer, self._roles, self._short = told, bodies, gazetteer, roles, short

    def find(self, here: InSentence, token: Token) -> Holder | None:
        """Whom "the country", "both sides", "the bloc" or "the two largest producers, Chile and Peru," are."""
        every = (self._the_country, self._both, self._the_bloc, self._apposed)
        readings = (reading(here, token) for reading in every)
        return next((one for one in readings if one is not None), None)

    def _the_country(self, here: InSentence, token: Token) -> Holder | None:
        """ "the country": the one the document is about; "his country": the speaker's."""
        if token.lower_ not in ("country", "nation"):
            return None
        start = here.parse.starts[token.left_edge.i]
        owner = next((c for c in token.children if c.tag_ == "PRP$"), None)
        if owner is not None and (whose := here.resolve(owner)) is not None:
            # "the minister said his country would ..."
            home = tuple(p for p in whose.parties if self._gazetteer.is_government(p)) or tuple(
                country_of(p) for p in whose.parties if self._gazetteer.is_government(country_of(p))
            )
            if home:
                return Holder(home, "the-country", start, here.parse.ends[token.i], whose.speaker)
        if self._told.focus and any(c.lower_ in ("the", "this", "his", "her") for c in token.children):
            return Holder((self._told.focus,), "the-country", start, here.parse.ends[token.i])
        return None

    def _apposed(self, here: InSentence, token: Token) -> Holder | None:
        """ "the two largest producers, Chile and Peru,": the countries named behind what several are called."""
        behind_it = (group_at(here, c) for c in token.rights if c.dep_ == "appos") if token.tag_ == "NNS" else ()
        named = next((group for group in behind_it if group is not None and group.kind == "list"), None)
        if named is None or not all(map(self._gazetteer.is_government, named.parties)):
            return None
        return Holder(named.parties, "list", here.parse.starts[token.left_edge.i], here.parse.ends[token.i])

    def _the_bloc(self, here: InSentence, token: Token) -> Holder | None:
        """ "the bloc", and "the commission" of the one whose body is known by that name: the one the document tells of most."""
        kinds = self._roles.of_noun(token.lower_)
        if not is_definite(token):
            return None
        if kinds == {"body"} and self._bodies.called(token.text, country=self._told.home) is None:
            party = self._short.capital.get(token.text.capitalize())
        elif token.lower_ == "bloc":
            party = self._told.bloc()
        else:
            return None
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        return Holder((party,), "short", start, end) if party is not None else None

    def _both(self, here: InSentence, token: Token) -> Holder | None:
        """ "both sides", "the two governments": the two that most of the document is about; "the three countries": those last named
        together."""
        if token.lower_ not in words_in("side") or not any(c.lower_ in ("the", "both") for c in token.lefts):
            return None
        counted = next((_COUNTED[c.lower_] for c in token.lefts if c.lower_ in _COUNTED), 0)
        if (together := self._told.together.get(counted)) is not None:
            return Holder(together, "list", here.parse.starts[token.left_edge.i], here.parse.ends[token.i])
        if not any(c.lower_ in ("both", "two") for c in token.lefts):
            return None
        if any(c.dep_ == "prep" for c in token.rights):
            return None  # "both sides of the House"
        parties = tuple(self._told.most(2))
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        return Holder(parties, "list", start, end) if len(parties) == 2 else None
