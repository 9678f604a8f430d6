"""By which short names a document calls the bodies it names in full: "the Commission", "the council"."""

from collections.abc import Mapping, Sequence

from kg.gazetteer import BODIES
from kg.mentions import Mention
from kg.vocabulary import Vocabulary


class ShortNames:
    """The last words of names that stand for a party: those of the names a document uses, in `lower` case, and in `capital`
    letters only those of other names that the vocabulary has for who is named."""

    def __init__(self, text: str, mentions: Sequence[Mention], vocabulary: Vocabulary) -> None:
        self.lower = _short_forms(text, mentions, vocabulary)
        self.capital = _capital_forms(mentions, vocabulary)


def _short_forms(text: str, mentions: Sequence[Mention], vocabulary: Vocabulary) -> dict[str, str]:
    """The last words of the names of several words by which a document calls its bodies and blocs, and whose they are;
    a word that ends the names of two is left out."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        entry = vocabulary.parties.get(mention.parties[0])
        words = text[mention.start : mention.end].split()
        if entry is not None and entry.kind in BODIES and len(words) > 1 and words[-1][:1].isupper():
            found.setdefault(words[-1].casefold(), set()).add(entry.id)
    return {word: id for word, id in _of_one(found).items() if word.isalpha()}


def _of_one(found: Mapping[str, set[str]]) -> dict[str, str]:
    """The words that stand for one party only."""
    return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1}


def _capital_forms(mentions: Sequence[Mention], vocabulary: Vocabulary) -> dict[str, str]:
    """The last words of other names of the bodies and blocs a document names ("the Commission", where it names Brussels);
    they stand for them in capitals only."""
    found: dict[str, set[str]] = {}
    named = {vocabulary.parties[mention.parties[0]] for mention in mentions}
    for id in {entry.country or entry.id for entry in named} | {entry.id for entry in named}:
        entry = vocabulary.parties[id]
        names = [name.text.split() for name in entry.names] if entry.kind in BODIES else []
        for words in names:
            if len(words) > 1 and words[-1].istitle():
                found.setdefault(words[-1], set()).add(id)
    return _of_one(found)
