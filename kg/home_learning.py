"""Learning where those are at home of whom nothing is said, from the annotated parties below a country."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.annotations import Annotated, by_document
from kg.finding import Reader
from kg.fitting import SEED, fit_linear
from kg.homes import CLUES, NOWHERE, HomeModel, nowhere_row
from kg.lessons import folds
from kg.letters import families, letters_of, told_by_letters
from kg.linear import Linear
from kg.towns import load_towns
from kg.vectors import Array

_TOWNS, _OF_TOWN = 400, 0.3
"""Of how many towns of each family the letters are learned beside those of the annotated names, and how much each counts."""
_STRENGTH = 1.0
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Dwelling:
    """Somebody whom a document names and the vocabulary does not know, as annotated: the words `called`, their whole name there,
    the country (None: of no one country), the one that the document says (None where it says nothing), the one that most of
    it is about, and what speaks for each (`kg.homes.CLUES`), without what the letters of the name tell."""

    document: str
    called: str
    name: str
    country: str | None
    said: str | None
    home: str | None
    clues: Mapping[str, Sequence[float]]


def find_dwellings(reader: Reader, annotated: Annotated) -> Iterator[Dwelling]:
    """The annotated holders and targets that the vocabulary does not know, at the place where the text first has the words of
    their name."""
    gold = by_document(annotated.positions)
    for document in annotated.documents:
        discourse = reader.opened(document.text)
        parties = {p for g in gold.get(document.id, ()) for p in (*g.holder, *g.target)}
        for party in () if discourse.meeting else sorted(parties - reader.vocabulary.parties.keys()):
            country, _, name = party.rpartition("/")
            found = re.search(r"\W+".join(map(re.escape, name.split("-"))), document.text, re.I)
            if found is not None:
                said = discourse.speakers.said_home(found.group())
                whole, clues = discourse.speakers.clues(found.start())
                yield Dwelling(document.id, found.group(), whole, country or None, said, discourse.told.home, clues)


def fit_home(found: Iterable[Dwelling]) -> HomeModel:
    """What each clue to where somebody is at home is worth, of whom nothing is said. What the letters of a name tell is weighed
    as models tell it that were learned from the names of other documents."""
    from sklearn.linear_model import LogisticRegression

    dwellings = tuple(found)
    unsaid = [dwelling for dwelling in dwellings if dwelling.said is None and dwelling.country is not None]
    rows: list[Sequence[float]] = []
    labels: list[bool] = []
    for part in folds(sorted({one.document for one in unsaid}), _PARTS):
        letters = fit_letters([one for one in dwellings if one.document not in part])
        for one in (one for one in unsaid if one.document in part):
            rows += with_letters(one, letters).values()
            labels += [country == one.country for country in one.clues]
    letters = fit_letters(dwellings)
    if len(set(labels)) < 2:
        worth = np.zeros(len(CLUES), dtype=np.float32)
    else:
        model = LogisticRegression(C=1.0, max_iter=500, random_state=SEED).fit(np.array(rows), np.array(labels))
        worth = np.asarray(model.coef_[0], dtype=np.float32)
    return HomeModel(worth, letters, fit_nowhere(dwellings, worth, letters))


def fit_nowhere(dwellings: Iterable[Dwelling], worth: Array, letters: Linear) -> Linear:
    """The model that says whether those of whom nothing is said are at home in no one country."""
    unsaid = [one for one in dwellings if one.said is None and one.clues]
    rows = [nowhere_row(one.called, with_letters(one, letters), worth) for one in unsaid]
    labels = ["somewhere" if one.country is not None else NOWHERE for one in unsaid]
    if len(set(labels)) < 2:
        return Linear.of_one("somewhere", (NOWHERE, "somewhere"))
    features, numbers = zip(*rows, strict=True)
    return fit_linear(features, labels, strength=1.0, least=1, numbers=np.array(numbers))


def fit_letters(dwellings: Sequence[Dwelling]) -> Linear:
    """The model that says of which family a name is, by its letters; each family counts for as much as any other."""
    family_of = families()
    homes = ((one.name, one.country or "") for one in dwellings)
    named = [(name, family_of[country], 1.0) for name, country in homes if name and country in family_of]
    towns = defaultdict[str, list[str]](list)
    for town, country in load_towns().countries.items():
        if country in family_of:
            towns[family_of[country]].append(town)
    chosen = random.Random(SEED)
    for family, names in sorted(towns.items()):
        named += [(name, family, _OF_TOWN) for name in chosen.sample(names, min(len(names), _TOWNS))]
    counts = defaultdict[str, float](float)
    for _, family, share in named:
        counts[family] += share
    mean = sum(counts.values()) / len(counts)
    return fit_linear(
        [letters_of(name) for name, _, _ in named],
        [family for _, family, _ in named],
        strength=_STRENGTH,
        shares=[share * mean / counts[family] for _, family, share in named],
    )


def with_letters(dwelling: Dwelling, letters: Linear) -> Mapping[str, Sequence[float]]:
    """What speaks for each country as somebody's home, with what the letters of their name tell."""
    told, family_of = told_by_letters(dwelling.name, letters), families()
    return {c: [*clues[:-1], told.get(family_of.get(c, ""), 0.0)] for c, clues in dwelling.clues.items()}
