"""Where those are at home whom a document names: the country that stands in, beside or above their name, or else the one
that most speaks for it."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from kg.blocks import Block, Features
from kg.closed_classes import words_in
from kg.home_layer import Asked, load_home_layer
from kg.letters import families, told_by_letters
from kg.linear import Linear
from kg.vectors import Array
from kg.wordpieces import Pieces, place_in

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
# A line that ends within a sentence ends no paragraph: the text is wrapped
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?:\"”’])\n")
_IN_FOCUS = 1.2
"""What it counts for officials of whom no country is said that one was spoken of last: learned beside the clues."""
_VICINITY = 300
"""Characters between a name and a place that may tell where it is at home."""
_PLACES = 4
"""At how many places of a text that name somebody their surroundings are looked at."""


Named = tuple[int, str]
"""Where a text names something of a country, and which country."""
CLUES = (
    "named early",
    "in the sentence",
    "in the paragraph",
    "named last",
    "places",
    "place near",
    "nearest place",
    "home",
    "opens the text",
    "abroad",
    "letters",
)
"""What speaks for a country as somebody's home, by the place of the text that names them: how early the text names it at
all (1 for the first, 1/2 for the second, ...), whether it does so in the same sentence or paragraph, whether it is the one
named last before, how many places of it are named (log), whether one is within 300 characters, whether it is the nearest,
whether most of the document is about it, whether it is the first named below the headline, whether the same sentence
tells of it as of somewhere else ("imports from Norway"), and what the letters of the name tell (`kg.letters`)."""
# "Ana |Lee|": the words of a name before one, and from it on
_PART = r"(?:[A-ZÀ-Þ][\w'’-]*|[A-ZÀ-Þ][a-z]{0,2}\.)"
_NAMED_BEFORE = re.compile(rf"(?:{_PART} ){{0,2}}$")
_NAMED = re.compile(rf"{_PART}(?: {_PART})*")
# "from |Norway|", "against the |EU|"
_ABROAD = re.compile(r"\b(?:from|against|into|with|to)(?: the)? $")


# "the |Chilean| bill", "|Chile|'s demand", "|Chile| must lift": of the other side, where officials speak of it
_OF_OTHERS = re.compile(
    r"[^\W\d_][\w.]*(?: [A-ZÀ-Þ][\w.]*){0,2}(?P<s>['’]s?)? (?:(?P<modal>must|should|ought to|needs? to|ha(?:s|ve) to) )?(?P<word>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class HomeModel:
    """What is learned of where those are at home of whom nothing is said: what each clue is worth (CLUES), what the letters
    of a name tell of its family (`kg.letters`), and who is at home in no one country (NOWHERE)."""

    clues: Array
    letters: Linear
    nowhere: Linear


NOWHERE = "nowhere"
"""The class of bodies and groups that are at home in no one country."""
_FAINT = 1e-4
"""What is held for impossible."""
_MOST_WORDS, _LONGEST_SHORT = 6, 6


def nowhere_row(name: str, clues: Mapping[str, Sequence[float]], worth: Array) -> tuple[Features, Array]:
    """What may tell that a body or group is at home nowhere: the words of its name, how many they are and how written, how
    many countries the document has, and how much clues speak for the likeliest, and for it more than for the next."""
    words = re.findall(r"\w+", name)
    best, *rest = sorted((float(worth @ clues[country]) for country in clues), reverse=True)
    numbers = (
        min(len(words), _MOST_WORDS) / 3,
        float(name[:1].isupper()),
        float(name.islower()),
        math.log1p(len(clues)),
        best / 3,
        (best - rest[0]) / 3 if rest else 1.0,
        float(name.isupper() and len(name) <= _LONGEST_SHORT),
    )
    return Features((Block(sorted({word.casefold() for word in words})),)), np.array(numbers, dtype=np.float32)


def odds_of_nowhere(name: str, clues: Mapping[str, Sequence[float]], learned: HomeModel) -> float:
    """The log-odds that a body or group of a name is at home in no one country, beside what speaks for each."""
    features, numbers = nowhere_row(name, clues, learned.clues)
    share = float(learned.nowhere.probabilities([features], numbers[None])[0][learned.nowhere.labels.index(NOWHERE)])
    return math.log(share + _FAINT) - math.log(1 - share + _FAINT)


def told_nowhere(name: str, clues: Mapping[str, Sequence[float]], learned: HomeModel) -> bool:
    """Whether a body or group of a name is most likely at home in no one country, beside what speaks for each."""
    return odds_of_nowhere(name, clues, learned) > 0


def _likeliest(clues: Mapping[str, Sequence[float]], worth: Array, focus: str | None) -> str | None:
    """The country that clues speak for most, the one in `focus` more; None where there is none."""

    def spoken_for(country: str) -> tuple[float, str]:
        return float(worth @ clues[country]) + _IN_FOCUS * (country == focus), country

    return max(clues, key=spoken_for, default=None)


class Sight(Protocol):
    """What an encoder sees of a text (`kg.encoder.States`)."""

    pieces: Pieces

    def around(self, offset: int) -> tuple[int, Array]:
        """The first piece of the stretch that holds a document offset, and the states of what opens it, of its pieces in order, and of
        what closes it."""
        ...


class Homes:
    """The countries that one document puts those it names in."""

    def __init__(
        self,
        text: str,
        country_of: Callable[[str], str | None],
        told: frozenset[str],
        countries: Sequence[Named] = (),
        places: Sequence[Named] = (),
        sight: Sight | None = None,
    ) -> None:
        """`country_of` gives the country that a phrase names, or a place of; `told` are words that no description has
        between a country and a name: verbs, prepositions; `countries` and `places` that the text names, in its order; `sight`: what an
        encoder sees of it."""
        self._sight = sight
        self._text, self._country_of, self._told = text, country_of, told
        self._countries, self._places = countries, places
        named = sorted((*countries, *places))
        self._order = {c: n for n, c in enumerate(dict.fromkeys(country for _, country in named))}
        self._counts = Counter(country for _, country in places)
        headline = text.find("\n")
        self._opens = next((country for start, country in named if start > headline), None)

    @property
    def first_named(self) -> str | None:
        """The country that the document names first."""
        return self._countries[0][1] if self._countries else None

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

    @cached_property
    def _paragraphs(self) -> tuple[int, ...]:
        """Where the paragraphs of the text begin."""
        return (0, *(found.end() for found in _PARAGRAPH_END.finditer(self._text)))

    def name_at(self, at: int) -> str:
        """The whole name of who is named at an offset; nothing where a word stands that is no name: its letters tell nothing."""
        if not self._text[at : at + 1].isupper():
            return ""
        before, named = _NAMED_BEFORE.search(self._text[max(0, at - 60) : at]), _NAMED.match(self._text, at)
        return (before.group() if before is not None else "") + (named.group() if named is not None else "")

    def clues(self, at: int, home: str | None, letters: Linear | None = None) -> dict[str, list[float]]:
        """What speaks for each country of the document as the home of who is named at an offset (CLUES); `home` is the
        country most of it is about, `letters` what was learned of names, where anything was."""
        text = self._text
        following = bisect_right(self._paragraphs, at)
        paragraph, end = self._paragraphs[following - 1], [*self._paragraphs, len(text)][following]
        sentence = max(text.rfind(". ", 0, at), paragraph)
        stop = text.find(". ", at, end)
        stop = end if stop < 0 else stop
        first = bisect_left(self._countries, (paragraph, ""))
        beside = self._countries[first : bisect_left(self._countries, (end, ""))]
        in_paragraph = {country for _, country in beside}
        near_by = [(start, country) for start, country in beside if sentence <= start < stop]
        in_sentence = {country for _, country in near_by}
        abroad = {country for start, country in near_by if _ABROAD.search(text[max(0, start - 12) : start])}
        before = bisect_left(self._countries, (at, ""))
        last = self._countries[before - 1][1] if before else None
        near = {country for start, country in self._places if abs(start - at) < _VICINITY}
        nearest = min(self._places, key=lambda named: abs(named[0] - at), default=(0, None))[1]
        told = told_by_letters(self.name_at(at), letters) if letters is not None else {}
        family_of = families()
        return {
            country: [
                1 / (1 + self._order[country]) if country in self._order else 0.01,
                float(country in in_sentence),
                float(country in in_paragraph),
                float(country == last),
                math.log1p(self._counts[country]),
                float(country in near),
                float(country == nearest),
                float(country == home),
                float(country == self._opens),
                float(country in abroad),
                told.get(family_of.get(country, ""), 0.0),
            ]
            for country in {**self._order, **self._counts}
        }

    def likely(self, at: int, home: str | None, learned: HomeModel) -> str | None:
        """The country that clues speak for most, by what was learned each is worth."""
        return _likeliest(self.clues(at, home, learned.letters), learned.clues, None) or home

    def seen(self, start: int, end: int, home: str | None, learned: HomeModel) -> dict[str | None, float]:
        """How likely each country is the home of who is named at characters [start, end), and None, no one country, as the encoder
        sees it beside clues; empty where it sees nothing of the text."""
        asked = self.asked(start, end, home, learned)
        return load_home_layer().shares(asked) if asked is not None else {}

    def asked(self, start: int, end: int, home: str | None, learned: HomeModel) -> Asked | None:
        """What is told of who is named at characters [start, end); None where nothing of the text is seen or no country named."""
        clues = self.clues(start, home, learned.letters)
        if self._sight is None or not clues:
            return None
        first, rows = self._sight.around(start)
        starts, after = self._sight.pieces.starts, first + len(rows) - 2

        def row_of(offset: int) -> int:
            return place_in(starts, first, after, offset)

        own, last = row_of(start), row_of(end - 1)
        if not own:
            return None
        named: dict[str, list[Array]] = {}
        for at, country in (*self._countries, *self._places):
            if row := row_of(at):
                named.setdefault(country, []).append(rows[row])
        means = {country: np.mean(states, axis=0) for country, states in named.items()}
        nowhere = odds_of_nowhere(self._text[start:end], clues, learned)
        return Asked(rows[own : max(last, own) + 1].mean(axis=0), clues, means, nowhere)

    def opposed_at(self, at: int) -> frozenset[str]:
        """The countries of whose measures or demands the sentence that goes on at an offset tells, or of what they must end: no official
        without a country is of them ("the ministry rejected the |Chilean| bill")."""
        stops = [stop for mark in (". ", "\n") if (stop := self._text.find(mark, at)) >= 0]
        end = min(stops, default=len(self._text))
        first = bisect_left(self._countries, (at, ""))
        found = set()
        for start, country in self._countries[first : bisect_left(self._countries, (end, ""))]:
            told = _OF_OTHERS.match(self._text, start)
            if told is None:
                continue
            ends = told["word"] in words_in("ending") | words_in("giving up")
            of_others = told["word"] in words_in("of the other side")
            against = not words_in("against another").isdisjoint(self._text[at:start].casefold().split())
            if ends if told["modal"] else of_others and against:
                found.add(country)
        return frozenset(found)

    def likely_but(self, at: int, home: str | None, learned: HomeModel, opposed: frozenset[str]) -> str | None:
        """The country that clues speak for most but for some, where the document names another."""
        left = {country: row for country, row in self.clues(at, home).items() if country not in opposed}
        return _likeliest(left, learned.clues, None)

    def likely_of_officials(self, at: int, home: str | None, learned: HomeModel, focus: str | None) -> str | None:
        """The country whose officials are most likely meant: they are called by their office, whose letters tell nothing, and the
        one in `focus` counts for more."""
        return _likeliest(self.clues(at, home), learned.clues, focus) or home

    def is_nowhere(self, name: str, home: str | None, learned: HomeModel) -> bool:
        """Whether a body or group is most likely at home in no one country: "Planet Trust", "airlines"."""
        clues = self.clues(max(self._text.find(name), 0), home, learned.letters)
        return bool(clues) and told_nowhere(name, clues, learned)

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
