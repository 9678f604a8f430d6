"""Learning how passages of meeting reports differ from those of news, from the annotated documents."""

import random
from collections.abc import Iterable, Iterator

from kg.fitting import SEED, fit_linear
from kg.genre import MEETING, NEWS, Genre, passage_words
from kg.language import find_sentences
from kg.linear import Linear
from kg.model import Document

_OF_EACH = {MEETING: 12, NEWS: 4}
"""How many passages are taken of each document."""
_LONGEST, _SHORTEST = 4, 7
"""How many sentences a passage has at most, and how many words a sentence at least."""
_STRENGTH = 0.1


def fit_genre(documents: Iterable[Document], genre: Genre) -> Linear:
    """The model that says of a few sentences by their words whether they are of a meeting report."""
    chance = random.Random(SEED)
    told = [passage for document in documents for passage in passages_of(document, genre, chance)]
    labels = [label for _, label in told]
    if len(set(labels)) < 2:
        return Linear.of_one(labels[0] if labels else NEWS, (MEETING, NEWS))
    shares = [len(labels) / labels.count(label) / 2 for label in labels]
    return fit_linear([passage_words(text) for text, _ in told], labels, strength=_STRENGTH, shares=shares)


def passages_of(document: Document, genre: Genre, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Some passages of a document of one to four sentences, each with the kind of the whole."""
    kind = MEETING if genre.reports_meeting(document.text) else NEWS
    sentences = [s.text for s in find_sentences(document.text) if len(s.text.split()) >= _SHORTEST]
    for _ in range(_OF_EACH[kind] if sentences else 0):
        first = chance.randrange(len(sentences))
        yield " ".join(sentences[first : first + chance.randint(1, _LONGEST)]), kind
