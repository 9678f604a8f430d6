"""What kind of word a word is: classes of like words, so that a rare one counts as those like it.

`ontology/senses.tsv` has a row for each word family: one form of it, the classes of its senses in reports of
negotiations (verbs: `say`, `ask`, `oppose`, `limit`, `help`, `harm`, ...; nouns: `demandn`, `problemn`, `restrictionn`, ...;
adjectives and adverbs: `necessary`, `bad`, `ready`, ...), and whether it is wanted there (`+`), unwanted (`-`) or neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.cues import load_markers
from kg.entries import BadEntry, table_rows
from kg.resources import resource
from kg.words import stem


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word family mostly means in reports of negotiations: classes of like words, and whether what it names is
    wanted there (1), unwanted (-1) or neither (0)."""

    classes: tuple[str, ...]
    valence: int


_VALENCES = {"+": 1, "0": 0, "-": -1}
NO_SENSE = Sense((), 0)


@cache
def _senses() -> Mapping[str, Sense]:
    path = resource("ontology", "senses.tsv")
    found: dict[str, Sense] = {}
    for line, (word, classes, valence) in enumerate(table_rows(path, ("word", "classes", "valence")), start=2):
        if valence not in _VALENCES:
            raise BadEntry(path, f"line {line}", f"valence {valence!r} of {word!r} is none of +, 0, -")
        found.setdefault(stem(word), Sense(tuple(classes.split()), _VALENCES[valence]))
    return found


@lru_cache(maxsize=1 << 16)
def sense_of(word: str) -> Sense:
    """The sense of the family a word belongs to; without classes where the table has none.

    >>> sense_of("hampering").valence
    -1
    """
    return _senses().get(stem(word), NO_SENSE)


def mood_of(words: Iterable[str]) -> str:
    """Whether words speak of what is unwanted (`-`), wanted (`+`), both (`±`) or neither (`0`).

    >>> mood_of(["unfair", "barriers"]), mood_of(["the", "table"])
    ('-', '0')
    """
    return mood(map(sense_of, words))


def mood(senses: Iterable[Sense]) -> str:
    """The same of words whose senses are known."""
    values = {sense.valence for sense in senses}
    good, bad = 1 in values, -1 in values
    return "±" if good and bad else "+" if good else "-" if bad else "0"


_LONGEST = 6
"""How many words an idiom of praise or blame has at most."""


def verdict(words: Sequence[str]) -> str:
    """Whether words praise (`+`) or blame (`-`) something by an idiom of the marker table, or by none (`0`).

    >>> verdict("is a step in the right direction".split()), verdict("is a step".split())
    ('+', '0')
    """
    runs = {" ".join(words[i : i + n]) for n in range(1, _LONGEST + 1) for i in range(len(words) - n + 1)}
    good, bad = (not runs.isdisjoint(found) for found in _idioms())
    return "±" if good and bad else "+" if good else "-" if bad else "0"


@cache
def _idioms() -> tuple[frozenset[str], frozenset[str]]:
    markers = load_markers()
    return markers["praise"], markers["blame"]


@cache
def _turning() -> frozenset[str]:
    return load_markers()["turns"]


def effect_of(act: str, objects: Iterable[str]) -> str:
    """Whether an act on something is to the good (`+`), to the bad (`-`) or neither (`0`): to cut a barrier is good, to
    cut aid is bad, to impose a tariff is bad.

    >>> effect_of("cut", ["trade", "barriers"]), effect_of("impose", ["sanctions"]), effect_of("see", ["table"])
    ('+', '-', '0')
    """
    values = {sense_of(word).valence for word in objects} - {0}
    if len(values) != 1:
        return "±" if values else "0"
    turned = any(c in _turning() for c in sense_of(act).classes)
    return "+" if (values == {1}) != turned else "-"
