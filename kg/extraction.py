"""Positions of a document: find candidates sentence by sentence, score them, keep the best reading of each passage."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.candidates import Candidate, Finder
from kg.cues import CueTable, load_cues
from kg.discourse import Discourse, Holder
from kg.features import candidate_features
from kg.language import Language, Mask, Parse, Sentence, apply_masks, find_sentences
from kg.mentions import Named, NameIndex, find_names
from kg.model import Document, Party, PartyKind
from kg.people import People, Roles
from kg.vocabulary import NameKind, Vocabulary, load_vocabulary

_OPENING = re.compile(r'["“]')
_CLOSING = re.compile(r'["”]')


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one sentence, with what was known when it was read."""

    sentence: Sentence
    candidates: tuple[Candidate, ...]
    parse: Parse


class Reader:
    """Finds the candidates of documents: names, people, parses and discourse, in text order."""

    def __init__(self, vocabulary: Vocabulary, cues: CueTable, language: Language) -> None:
        self.vocabulary, self.cues, self.language = vocabulary, cues, language
        self.index = NameIndex(vocabulary)
        self.roles = Roles(cues.roles)
        self.blocs = frozenset(e.id for e in vocabulary.parties.values() if e.kind in (PartyKind.BLOC, PartyKind.GROUP, PartyKind.ORGANISATION))

    def find(self, document: Document, spans: Sequence[tuple[int, int]] | None = None) -> Iterator[Found]:
        """The candidates of each sentence that has any, in text order."""
        text = document.text
        capitals = self._prints_capitals(text)
        people = People(text, self.index, self.roles, self.vocabulary)
        discourse = Discourse(self.vocabulary, self.index, self.roles, people, capitals=capitals)
        self._set_focus(discourse, text)
        pending: deque[Named] = deque()

        def inputs() -> Iterator[tuple[Sentence, Sequence[Mask]]]:
            for sentence in find_sentences(text, spans):
                names = find_names(sentence.text, self.index, capitals=capitals, blocs=self.blocs)
                for masks in item_masks(sentence.text, names.masks):
                    pending.append(names)
                    yield sentence, masks

        for parse in self.language.parse(inputs()):
            yield self._read(pending.popleft(), parse, discourse)

    def _read(self, names: Named, parse: Parse, discourse: Discourse) -> Found:
        sentence = parse.sentence
        finder = Finder(parse, names, self.cues, discourse)
        candidates = tuple(
            replace(c, features=candidate_features(c, finder, capitals=discourse.capitals)) for c in finder.find_candidates()
        )
        subjects: list[Holder] = []
        speaker: Holder | None = None
        for token in parse.tokens:
            if token.dep_ in ("nsubj", "nsubjpass") and (found := finder.resolve(token)):
                subjects.append(found)
                speech = any(c.pos == "v" and c.stance == "say" for c in self.cues.forms.get(token.head.lower_, ()))
                if speech and speaker is None:
                    speaker = found
        opened = len(_OPENING.findall(sentence.text)) + len(_CLOSING.findall(sentence.text))
        discourse.remember(subjects, speaker, open_quote=bool(opened % 2) if sentence.text.count('"') % 2 else False)
        return Found(sentence, candidates, parse)

    def _prints_capitals(self, text: str) -> bool:
        """Whether the document prints the names of its speakers in capitals, as meeting reports do."""
        names = [text[m.start : m.end] for m in self.index.find_mentions(text[:20000]) if m.kind != NameKind.DEMONYM.value]
        long = [n for n in names if len(n) > 4]
        return len(long) >= 3 and sum(n.isupper() for n in long) > 0.3 * len(long)

    def _set_focus(self, discourse: Discourse, text: str) -> None:
        counts = Counter(m.parties[0] for m in self.index.find_mentions(text[:1500]))
        for party, _ in counts.most_common():
            discourse.mention_country(party)


def item_masks(text: str, masks: Sequence[Mask]) -> Iterator[tuple[Mask, ...]]:
    """The masks for each reading of a sentence: one as a rule, one for each item of a list after a colon ('the need
    to: cut tariffs; open markets; and end quotas') and for each clause between semicolons.

    >>> [apply_masks("Chad urged: cuts; and aid.", m)[0] for m in item_masks("Chad urged: cuts; and aid.", ())]
    ['Chad urged cuts', 'Chad urged aid.']
    """
    shared = [*masks, *(Mask(m.start(), m.end(), "") for m in _INTER_ALIA.finditer(text))]
    semicolons = [m for m in _SEMICOLON.finditer(text) if not _covered(m.start(), shared)]
    if not semicolons:
        yield _disjoint([*shared, *(Mask(m.start(), m.end(), "") for m in _LIST_COLON.finditer(text))])
        return
    colon = next((m for m in re.finditer(r":\s+", text[: semicolons[0].start()]) if not _covered(m.start(), shared)), None)
    body = colon.end() if colon else 0
    bounds = [body, *(m.end() for m in semicolons)]
    ends = [*(m.start() for m in semicolons), len(text)]
    for start, end in zip(bounds, ends, strict=True):
        others = [Mask(a, b, "") for a, b in ((colon.start() if colon else 0, start - (1 if colon else 0)), (end, len(text))) if a < b]
        yield _disjoint([*others, *shared])


_INTER_ALIA = re.compile(r",? inter alia,?|,? among other things,?|,? among others,?", re.I)
_SEMICOLON = re.compile(r";\s+(?:and |or |but |as well as )?(?:\([a-z0-9]{1,3}\) )?")
_LIST_COLON = re.compile(r"(?<=\w):(?=\s+[a-z])")


def _covered(offset: int, masks: Sequence[Mask]) -> bool:
    return any(m.start <= offset < m.end for m in masks)


def _disjoint(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Masks in text order; one that overlaps an earlier, longer one is dropped."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda m: (m.start - m.end, m.start)):
        if all(mask.end <= k.start or k.end <= mask.start for k in kept):
            kept.append(mask)
    return tuple(sorted(kept, key=lambda m: m.start))
