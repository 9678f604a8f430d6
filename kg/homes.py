"""Where those are at home whom a document names: the country that stands in, beside or above their name."""

import re
from collections.abc import Callable

_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*)"
# ", a lobby group in Kansas," / " (based in Lyon)" / ", which speaks for Dutch growers"
_APPOSED = re.compile(
    r"^(?:,| \() ?(?P<what>(?:an?|the|one of|based|headquartered|which (?:is|are|represents?|speaks? for))\b[^,.;:()\"“”—–]{3,90})"
)
_SEATED = re.compile(r"^(?:,| \() ?(?:based|headquartered) in (?P<where>[^.;:()\"“”—–]{3,50})")
# "Ana Lee of Kansas", "the Guild in Lyon"
_BEHIND = re.compile(rf"^ (?:of|in|from) (?P<where>(?:the )?{_NAME}(?: {_NAME})*)")
# "the Swedish fashion chain ", "Mexico's "
_BEFORE = re.compile(rf"(?P<where>(?:{_NAME} )+)(?P<words>(?:[a-z][\w'’-]*,? ){{0,6}})$")
# "In Australia, "
_ABOVE = re.compile(r"^(?:In|Across|From) (?P<where>[^,.;:\"“”]{3,40}),")
_SENTENCE_END = re.compile(r"[.!?][\"”’']? |\n")
_PLACES = 4
"""At how many places of a text that name somebody their surroundings are looked at."""


class Homes:
    """The countries that one document puts those it names in."""

    def __init__(self, text: str, country_of: Callable[[str], str | None], told: frozenset[str]) -> None:
        """`country_of` gives the country that a phrase names, or a place of; `told` are words that no description has
        between a country and a name: verbs, prepositions."""
        self._text, self._country_of, self._told = text, country_of, told

    def around(self, name: str) -> str | None:
        """The country said of somebody where the document names them; None where nothing is said.

        >>> country_of = lambda phrase: "SE" if "Swedish" in phrase else None
        >>> homes = Homes("Ikon, the Swedish chain, met Visgilde.", country_of, frozenset({"met"}))
        >>> homes.around("Ikon"), homes.around("Visgilde")
        ('SE', None)
        """
        at = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self._text))[:_PLACES]
        found = (self._said_at(match.start(), match.end()) for match in at)
        return next((country for country in found if country is not None), None)

    def _said_at(self, start: int, end: int) -> str | None:
        behind, line = self._text[end : end + 130], self._text[max(0, start - 90) : start]
        before = _BEFORE.search(line)
        within = before is not None and self._told.isdisjoint(before["words"].replace(",", "").split())
        sentence = _SENTENCE_END.split(self._text[max(0, start - 300) : start])[-1]
        told = (
            (_SEATED.search(behind), "where"),
            (_APPOSED.search(behind), "what"),
            (_BEHIND.search(behind), "where"),
            (before if within else None, "where"),
            (_ABOVE.search(sentence), "where"),
        )
        countries = (self._country_of(match[group]) for match, group in told if match is not None)
        return next((country for country in countries if country is not None), None)
