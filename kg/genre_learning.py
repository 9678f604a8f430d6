"""Learning how passages of meeting reports differ from those of news, from the annotated documents."""

import random
from collections.abc import Iterable

from kg.blocks import Features
from kg.fitting import SEED, fit_linear
from kg.genre import MEETING, NEWS, Genre, passage_words
from kg.language import find_sentences
from kg.linear import Linear
from kg.model import Document

_OF_MEETING, _OF_NEWS = 12, 4
"""How many passages are taken of each document."""
_LONGEST, _SHORTEST = 4, 7
"""How many sentences a passage has at most, and how many words a sentence at least."""
_STRENGTH = 0.1


def fit_genre(documents: Iterable[Document], genre: Genre) -> Linear:
    """The model that says of a few sentences by their words whether they are of a meeting report."""
    chosen = random.Random(SEED)
    rows: list[Features] = []
    labels: list[str] = []
    for document in documents:
        meeting = genre.reports_meeting(document.text)
        sentences = [s.text for s in find_sentences(document.text) if len(s.text.split()) >= _SHORTEST]
        for _ in range((_OF_MEETING if meeting else _OF_NEWS) if sentences else 0):
            first = chosen.randrange(len(sentences))
            rows.append(passage_words(" ".join(sentences[first : first + chosen.randint(1, _LONGEST)])))
            labels.append(MEETING if meeting else NEWS)
    if len(set(labels)) < 2:
        return Linear.of_one(labels[0] if labels else NEWS, (MEETING, NEWS))
    shares = [len(labels) / labels.count(label) / 2 for label in labels]
    return fit_linear(rows, labels, strength=_STRENGTH, shares=shares)
