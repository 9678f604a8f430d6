"""Which issue a position is about: the pack's words, where they stand, and what annotated positions taught."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise

import numpy as np

from kg.blocks import Block, Features
from kg.cues import load_cues
from kg.found import Place
from kg.linear import Linear
from kg.model import Stance
from kg.vectors import Array, load_field_vectors, load_vectors
from kg.vocabulary import Vocabulary
from kg.words import stem

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_STOP = frozenset(["the", "a", "an", "of", "to", "and", "or", "in", "on", "for", "with", "by", "at", "from", "as", "that", "this", "these", "those", "it", "its", "their", "his", "her", "be", "is", "are", "was", "were", "been", "will", "would", "should", "must", "may", "might", "can", "could", "not", "no", "any", "all", "more", "other", "than", "such", "into", "under", "over", "which", "who", "what", "how", "also", "has", "have", "had"])  # fmt: skip


@lru_cache(maxsize=512)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order; words in hyphens count whole and in parts."""
    return tuple(map(stem, _WORD.findall(text)))


_REMEMBERED = 64


def telling(text: str) -> list[tuple[str, str]]:
    """The words that may say what a text is about, each with its stem, in order.

    >>> telling("the tariffs on a car")
    [('tariff', 'tariffs'), ('car', 'car')]
    """
    found = zip(stems(text), _WORD.findall(text), strict=True)
    return [(stemmed, word) for stemmed, word in found if stemmed not in _STOP and len(stemmed) > 1]


class IssueIndex:
    """The names and matching words of a vocabulary's issues, by the stem of their first word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.ids = tuple(sorted(vocabulary.issues))
        self.own = frozenset(issue.id for issue in vocabulary.issues.values() if issue.own)
        self.broader = {i.id: i.broader for i in vocabulary.issues.values()}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, float]]] = defaultdict(list)
        self._keys: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        self._matched: dict[str, Mapping[str, float]] = {}
        owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
        strengths: dict[tuple[tuple[str, ...], str], float] = {}
        for issue in vocabulary.issues.values():
            for texts, strength in ((issue.words, 0.8), (issue.names, 1.0), ((issue.label,), 1.0)):
                for text in texts:
                    if key := stems(text):
                        owners[key].add(issue.id)
                        strengths[key, issue.id] = max(strengths.get((key, issue.id), 0.0), strength)
        for key, ids in sorted(owners.items(), key=lambda owned: -len(owned[0])):  # the longest is found first
            for issue_id in sorted(ids):
                shared = 1 if issue_id in self.own else len(ids)
                weight = strengths[key, issue_id] * math.sqrt(len(key)) / shared
                self._phrases[key[0]].append((key, issue_id, weight))
                self._keys.setdefault(issue_id, {}).setdefault(key[0], []).append(key)
        for found in self._phrases.values():
            found.sort(key=lambda p: (-len(p[0]), p))

    def match(self, text: str) -> Mapping[str, float]:
        """Issue ids with the weight of their words in a text; the longest phrase at each place counts, its parts do not.

        The positions of a sentence share most of their places: the last texts are remembered.
        """
        known = self._matched.get(text)
        if known is None:
            while len(self._matched) >= _REMEMBERED:
                del self._matched[next(iter(self._matched))]
            known = self._matched[text] = self._match(stems(text))
        return known

    def find(self, text: str, issue: str) -> tuple[int, int] | None:
        """Characters of the first words of a text that count for an issue; None where none do."""
        keys, words = self._keys.get(issue, {}), stems(text)
        for here, word in enumerate(words):
            for key in keys.get(word, ()):
                if words[here : here + len(key)] == key:
                    found = list(islice(_WORD.finditer(text), here, here + len(key)))
                    return found[0].start(), found[-1].end()
        return None

    def _match(self, words: Sequence[str]) -> Mapping[str, float]:
        found: dict[str, float] = {}
        phrases, after = self._phrases, 0
        for here in [here for here, word in enumerate(words) if word in phrases]:
            if here < after:
                continue
            length = 0
            for key, issue_id, weight in phrases[words[here]]:
                if len(key) < length:
                    break
                if words[here : here + len(key)] == key:
                    found[issue_id] = found.get(issue_id, 0.0) + weight
                    length = len(key)
            after = here + length
        return found

    def hits(self, places: Sequence[Place]) -> dict[str, Mapping[str, float]]:
        """The issues whose words stand in each place, with their weights; a stance is no place of words."""
        return {place.name: self.match(place.text) for place in places if place.name in _NEARNESS}

    def choose(
        self, places: Sequence[Place], themes: Mapping[str, float], model: Linear, meeting: bool
    ) -> tuple[str | None, str | None]:
        """The likeliest issue by words alone, and how it was found (see `likeliest`)."""
        hits = self.hits(places)
        return self.likeliest(hits, themes, self.scores(places, hits, themes, model, meeting))

    def likeliest(
        self, hits: Mapping[str, Mapping[str, float]], themes: Mapping[str, float], scores: Mapping[str, float]
    ) -> tuple[str | None, str | None]:
        """The likeliest issue and how it was found (`what`, `sentence`, `section`, `document`, `learned`); (None, None)
        where nothing speaks for any."""
        if not scores:
            return None, None
        best = max(sorted(scores), key=lambda i: scores[i])
        rule = next(
            (name for name, found in hits.items() if best in found), "document" if best in themes else "learned"
        )
        return best, rule

    def is_likely(
        self, hits: Mapping[str, Mapping[str, float]], themes: Mapping[str, float], scores: Mapping[str, float]
    ) -> bool:
        """Whether so much speaks for the likeliest issue that a text of another field may be about it."""
        _, rule = self.likeliest(hits, themes, scores)
        return max(scores.values(), default=_FAR) >= (_LIKELY if rule == "learned" else _LITTLE)

    def scores(
        self,
        places: Sequence[Place],
        hits: Mapping[str, Mapping[str, float]],
        themes: Mapping[str, float],
        model: Linear,
        meeting: bool,
    ) -> dict[str, float]:
        """Log-odds for each issue: what was learned, and the pack's words by how near to the position they stand."""
        numbers = issue_numbers(places)[None]
        shares = model.probabilities([issue_features(places, hits, themes, meeting)], numbers)[0]
        learned = dict(zip(model.labels, np.log(shares + 1e-9).tolist(), strict=True))
        total = sum(themes.values()) or 1.0
        near = {issue for found in hits.values() for issue in found}
        met = near | themes.keys()
        # Whoever brings a pack means its words: an issue of theirs is as likely as the likeliest that was learned.
        likeliest = max(learned.values(), default=_UNSEEN) + _OWN
        own = self.own & near
        words = dict.fromkeys(met, 0.0)
        for name, found in hits.items():
            for issue, weight in found.items():
                words[issue] += _NEARNESS[name] * min(weight, 2.0)
        for issue, weight in themes.items():
            words[issue] += _NEARNESS["document"] * weight / total
        scores: dict[str, float] = {}
        for issue in met | {
            issue for issue, log_odds in learned.items() if log_odds > _ALONE and issue in self.broader
        }:
            log_odds = likeliest if issue in own else learned.get(issue, _UNSEEN)
            if words.get(issue) or (issue in learned and log_odds > _ALONE):
                counted = _OF_LEARNED if issue in learned or issue in own else 1.0
                scores[issue] = max(log_odds, _LEAST) + counted * words.get(issue, 0.0)
        return scores

    def beside(
        self,
        hits: Mapping[str, Mapping[str, float]],
        scores: Mapping[str, float],
        read: Mapping[str, float],
        *,
        meeting: bool,
    ) -> dict[str, float]:
        """Log-odds for each issue by words, as `scores` gives them, and together with these as an encoder sees it: how likely each
        is, of those it knows."""
        own = self.own & {issue for found in hits.values() for issue in found}
        told = {issue: math.log(share + _FAINT) for issue, share in read.items() if issue in self.broader}
        likeliest, least = max(told.values(), default=_UNSEEN), _FAR if scores else _ALONE
        every = scores.keys() | {issue for issue, log_odds in told.items() if log_odds > max(least, _HEARD)}
        # of an issue that no annotated document has, the encoder has nothing to say
        heard = {i: told.get(i, likeliest if i in own else scores.get(i, _FAR)) for i in every}
        share = _OF_ENCODER_IN_MEETING if meeting else _OF_ENCODER
        return {issue: (1 - share) * scores.get(issue, _FAR) + share * heard[issue] for issue in every}


def is_of_another_field(every: Iterable[Mapping[str, float]]) -> bool:
    """Whether a document is hardly about any issue that is known, by the log-odds of those of its positions."""
    likely = [min(math.exp(max(scores.values())), 1.0) for scores in every if scores]
    return bool(likely) and sum(likely) < _OF_THE_FIELD * len(likely)


# Log-odds below which nothing learned counts against the words of a pack
_LEAST = -5.0
# Log-odds of an issue no annotated document has, as those of a user's own pack: its words decide
_UNSEEN = -3.0
# By how much an issue of a user's own pack goes before a shipped one that the same word names
_OWN = 0.1
# Log-odds from which an issue is thought of though none of its words stands anywhere near
_ALONE = -1.6
# How likely the likeliest issue of each position of a document of the field is at least, on average; and the log-odds from which it
# is named in another, where none of its words stands anywhere near, and where one does
_OF_THE_FIELD, _LIKELY, _LITTLE = 0.4, -1.6, -2.3
# Log-odds from which the encoder's word counts for an issue that nothing else speaks for; of one that nothing does
_HEARD, _FAR = -3.0, -6.0
# How much the encoder counts beside the words, which say more in a meeting report
_OF_ENCODER, _OF_ENCODER_IN_MEETING = 0.8, 0.6
# What the encoder holds for impossible
_FAINT = math.exp(-8)
# How much the words of an issue's pack count beside what was learned of it, which has met them
_OF_LEARNED = 0.4
# How much a word of an issue's pack counts by where it stands, in log-odds
_NEARNESS = {"what": 2.0, "sentence": 0.5, "lead": 0.3, "recent": 0.8, "section": 2.0, "document": 0.3}


# How much the vectors of words count beside the words themselves, and those of the field
_OF_VECTORS, _OF_FIELD = 3.0, 2.0


def issue_numbers(places: Sequence[Place]) -> Array:
    """The mean vectors of what is wanted, its sentence and its heading: words not learned from count as those like them."""
    texts = {place.name: place.text for place in places}
    return np.concatenate([_mean_vector(texts.get(name, "")) for name in ("what", "sentence", "section")])


@cache
def _announcing() -> frozenset[str]:
    """The stems of words that say a position is taken ("demanded"): they do not say on what."""
    forms = load_cues().forms.items()
    stances = frozenset(s.value for s in Stance) - {Stance.THREAT.value}
    return frozenset(stem(form) for form, cues in forms if any(c.stance in stances and c.pos == "v" for c in cues))


@lru_cache(maxsize=512)
def _mean_vector(text: str) -> Array:
    words = [w for w in (found.lower() for found in _WORD.findall(text)) if w not in _STOP]
    english, field = load_vectors().mean(words), load_field_vectors().mean(words)
    return np.concatenate([english * np.float32(_OF_VECTORS), field * np.float32(_OF_FIELD)])


def issue_features(
    places: Sequence[Place], hits: Mapping[str, Mapping[str, float]], themes: Mapping[str, float], meeting: bool
) -> Features:
    """What the learned part sees: stems and pairs of stems by place, the issues whose words stand there, the themes."""
    strongest = sorted(themes, key=lambda i: (-themes[i], i))[:4]
    about = [f"theme>{issue}" for issue in strongest] + [f"first theme>{issue}" for issue in strongest[:1]]
    met = [f"{place.name}>{issue}" for place in places for issue in hits.get(place.name, ())]
    words = [_of_words(place.name, place.text) for place in places]
    return Features((*words, Block(["bias", f"genre={meeting}", *about, *met])))


@lru_cache(maxsize=512)
def _of_words(place: str, text: str) -> Block:
    """The words of a place; the positions of a sentence share most of theirs."""
    words = [w for w, _ in telling(text)]
    alone = words if place in ("what", "section") else [w for w in words if w not in _announcing()]
    pairs = pairwise(words) if place in ("what", "section", "lead") else ()
    return Block([*[f"{place}:{w}" for w in alone if place != "recent"], *[f"{place}:{a}_{b}" for a, b in pairs]])
