"""What of a vocabulary a document's reading depends on: the entries whose words it holds, and what touches every text.

A changed pack touches the documents that hold all the words of a name it adds, changes or takes away; the others would
be read as they were. The look is quick and generous: words in any order count, so that what is not met surely cannot
matter, and what is met may.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from kg.cues import CueTable
from kg.mentions import sturdy_words
from kg.model import PartyKind
from kg.vocabulary import PartyEntry, Vocabulary
from kg.words import stem

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of a vocabulary: `key` changes with all that reading makes of it. It is met where all the words of one
    of its `texts` are; where that text stands as it is written, if `exact`."""

    key: str
    texts: tuple[str, ...]
    exact: bool = False


class Dependence:
    """Tells by which entries of a vocabulary a text can be read. `everywhere` is what touches every text."""

    def __init__(self, entries: Iterable[Entry], everywhere: Iterable[str]) -> None:
        self._everywhere = tuple(sorted(everywhere))
        self._by_word: dict[str, list[tuple[frozenset[str], str | None, str]]] = {}
        for entry in entries:
            for text in entry.texts:
                # A letter alone may be what is left of a possessive: "women's rights" is met as "women rights".
                words = words_of(text)
                telling = frozenset(word for word in words if len(word) > 1) or words
                if telling:
                    written = " ".join(text.split()) if entry.exact else None
                    longest = max(sorted(telling), key=len)
                    self._by_word.setdefault(longest, []).append((telling, written, entry.key))

    def key(self, text: str) -> str:
        """Changes whenever the text could be read otherwise."""
        met = sorted(set(self._met(text)))
        return hashlib.sha256("\x1f".join((*self._everywhere, *met)).encode()).hexdigest()[:32]

    def _met(self, text: str) -> Iterator[str]:
        written = set(_WORD.findall(text))
        words = set(map(stem, written))
        folded = " ".join(text.split()).casefold()
        for word in words & self._by_word.keys():
            for telling, name, key in self._by_word[word]:
                if telling <= words and (name is None or _stands(name, written, folded)):
                    yield key


def words_of(text: str) -> frozenset[str]:
    """The stems of a text's words, parted at every mark.

    >>> sorted(words_of("The EU's carbon-border levies"))
    ['border', 'carbon', 'eu', 'levy', 's', 'the']
    """
    return frozenset(map(stem, _WORD.findall(text)))


def _stands(name: str, written: Set[str], folded: str) -> bool:
    """Whether a name of a party may stand in a text: a single word as written or in capitals, several in any case."""
    return name in written or name.upper() in written if name.isalnum() else name.casefold() in folded


def entries_of(vocabulary: Vocabulary, cues: CueTable) -> Iterator[Entry]:
    """All entries of a vocabulary and its tables."""
    for party in vocabulary.parties.values():
        yield from (Entry(f"{place} in {party.id}", (place,), exact=True) for place in party.places)
        key = _party_key(party, vocabulary)
        yield Entry(key, tuple(name.text for name in party.names), exact=True)
        yield Entry(key, tuple(word for name in party.names for word in sturdy_words(name.text)), exact=True)
    for issue in vocabulary.issues.values():
        yield Entry(repr(issue), (issue.label, *issue.names, *issue.words))
    for talks in vocabulary.negotiations.values():
        yield Entry(f"{talks.id} {talks.label} {talks.names}", (talks.label, *talks.names))
    for form, found in cues.forms.items():
        yield Entry(f"{form} {found}", (form,))
    for noun, kinds in cues.roles.items():
        yield Entry(f"{noun} {sorted(kinds)}", (noun,))
    for means, words in cues.markers.items():
        for marker in words:
            yield Entry(f"{marker} {means}", (marker,))


def _party_key(party: PartyEntry, vocabulary: Vocabulary) -> str:
    """A party with those it belongs to and speaks for."""
    told, wanted = list[str](), [party.id]
    for id in wanted:
        entry = vocabulary.parties.get(id)
        told.append(repr(replace(entry, places=()) if entry else None))
        others = (entry.country, entry.represents) if entry else ()
        wanted += [other for other in others if other and other not in wanted]
    return " ".join(told)


def unnamed(vocabulary: Vocabulary) -> Iterator[str]:
    """The groups of a vocabulary, which stand for parties that a text does not name ("delegates")."""
    return (repr(party) for party in vocabulary.parties.values() if party.kind is PartyKind.GROUP)
