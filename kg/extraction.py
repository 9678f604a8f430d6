"""Positions of a document: find candidates sentence by sentence, judge them, keep the best reading of each passage."""

import hashlib
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from kg.boilerplate import article_spans
from kg.candidates import Candidate, Finder
from kg.clauses import is_main
from kg.cues import Cue, CueTable, load_cues
from kg.dependence import Dependence, entries_of, unnamed
from kg.discourse import Discourse, Holder
from kg.features import Describer
from kg.gazetteer import Gazetteer
from kg.grounds import issue_grounds
from kg.issues import IssueIndex, Place
from kg.language import Language, Mask, Parse, Sentence, find_sentences
from kg.mentions import Mention, Named, NameIndex, Tie, find_names, party_names, place_names
from kg.model import Document, Ground, PartyKind, Passage, Position, Reading, Stance, Trace
from kg.net import Seen
from kg.people import People
from kg.phrases import find_open, find_phrases, likely
from kg.qualifiers import Qualifiers, moved, speaker_ground
from kg.resources import resource
from kg.roles import Roles
from kg.scoring import NONE, Linear, Weights, blended, load_weights
from kg.spans import Object, Phrase
from kg.talks import placed
from kg.targets import asked_parties, mention_kind, target_grounds
from kg.vectors import Array, load_vectors
from kg.vocabulary import NameKind, Vocabulary, load_vocabulary, packs_in

_QUOTE_MARK = re.compile(r'["“”]')


_UNSEEN = Seen()


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one sentence, with what was known when it was read."""

    sentence: Sentence
    candidates: tuple[Candidate, ...]
    mentions: tuple[Mention, ...]
    lead: str  # the opening words of its paragraph
    recent: str  # the sentences just before it, under the same heading
    seen: Seen = _UNSEEN
    phrases: tuple[tuple[Phrase, tuple[int, int]], ...] = ()  # with the characters each covers; kept to learn from only


class Reader:
    """Finds the candidates of documents: names, people, parses and discourse, in text order."""

    def __init__(self, vocabulary: Vocabulary, cues: CueTable, language: Language) -> None:
        self.vocabulary, self.cues, self.language = vocabulary, cues, language
        self.home: Array | None = None  # what was learned of where those are at home of whom nothing is said
        self.skip_nothing = False  # parse every sentence, to measure what skipping loses
        self.sentences = self.parsed = 0  # how many were read, and how many of them parsed
        self._cue_words = frozenset(word for form in cues.forms for word in _LETTERS.findall(form))
        said = [(form, cue) for form, own in cues.forms.items() for cue in own]
        self._said = frozenset(form for form, cue in said if cue.pos == "v" and _is_past(form, cue))
        self._tells = frozenset(form for form, cue in said if cue.pos == "v" and cue.stance == "say")
        self._of_meetings = frozenset(noun for noun, kinds in cues.roles.items() if "chair" in kinds)
        self.index = NameIndex(party_names(vocabulary))
        self.places = NameIndex(place_names(vocabulary))
        kinds = (PartyKind.BLOC, PartyKind.GROUP, PartyKind.ORGANISATION)
        self.blocs = frozenset(e.id for e in vocabulary.parties.values() if e.kind in kinds)

    def find(
        self, document: Document, gate: Linear | None, spans: Sequence[tuple[int, int]] | None = None
    ) -> Iterator[Found]:
        """The candidates of each sentence, in text order; a list after a colon gives a value for each item. `gate` says
        which phrases are worth a look beside those a cue announces; None: none is, all are kept to learn one from."""
        text = document.text
        discourse = self.opened(text)
        capitals = discourse.capitals
        pending: deque[tuple[Named, str, str] | Sentence] = deque()

        def inputs() -> Iterator[tuple[Sentence, Sequence[Mask]]]:
            paragraph, lead = -1, ""
            recent: deque[Sentence] = deque(maxlen=3)
            for sentence, later in _looking_ahead(find_sentences(text, spans)):
                if sentence.paragraph != paragraph:
                    paragraph, lead = sentence.paragraph, sentence.text.split(",")[0][:120]
                before = " ".join(r.text for r in recent if r.section == sentence.section)
                recent.append(sentence)
                self.sentences += 1
                if not self.skip_nothing and not self._is_needed(sentence, later):
                    pending.append(sentence)
                    continue
                self.parsed += 1
                names = find_names(sentence.text, self.index, capitals=capitals, blocs=self.blocs)
                for masks in item_masks(sentence.text, names.masks):
                    pending.append((names, lead, before))
                    yield sentence, masks

        first: Found | None = None
        for parse in self.language.parse(inputs()):
            while isinstance(known := pending.popleft(), Sentence):
                discourse.remember((), None, open_quote=_leaves_open(known.text, discourse))
            found = self._read(*known, parse, discourse, gate)
            if first is None or first.sentence is not found.sentence:
                first = found
            elif not any(t.dep_ in ("nsubj", "nsubjpass") for t in parse.tokens):
                found = replace(found, candidates=tuple(continued(first, parse)), seen=first.seen)
            yield found

    def opened(self, text: str) -> Discourse:
        """What is known of a document before its first sentence: who is who, and what it is about."""
        capitals = self.prints_capitals(text)
        meeting = capitals or self.reports_meeting(text)
        roles = Roles(self.cues.roles, meeting=meeting)
        gazetteer = Gazetteer(self.vocabulary, self.index, None if meeting else self.places, roles)
        people = People(text, gazetteer, roles, self._said, self._tells, self.home)
        opening = text[:20000]
        discourse = Discourse(
            self.vocabulary, self.index, roles, gazetteer, people, opening, capitals=capitals, meeting=meeting
        )
        self._set_focus(discourse, text)
        return discourse

    def _read(
        self, names: Named, lead: str, recent: str, parse: Parse, discourse: Discourse, gate: Linear | None
    ) -> Found:
        sentence = parse.sentence
        finder = Finder(parse, names, self.cues, discourse)
        candidates = list(finder.find_candidates())
        # in meeting reports cues announce nearly all, and phrases cost more than they bring
        phrases = () if discourse.capitals else tuple(find_phrases(finder, capitals=discourse.capitals))
        if gate is not None and phrases:
            candidates += _open_candidates(finder, likely(phrases, gate), candidates)
        describer = Describer(finder, capitals=discourse.capitals)
        told = (c for c in candidates if not finder.tells_nothing(c))
        judged = tuple(replace(c, features=describer.features(c)) for c in told)
        kept = (
            tuple((p, finder.characters(Object(p.start, p.end, p.head, "")) or (0, 0)) for p in phrases)
            if gate is None
            else ()
        )
        subjects: list[Holder] = []
        speaker: Holder | None = None
        heard: Holder | None = None
        main: Holder | None = None
        chaired = False
        for token in finder.tokens:
            if token.dep_ not in ("nsubj", "nsubjpass"):
                continue
            found = finder.resolve(token)
            if found is None:
                chaired |= not subjects and discourse.is_chair(finder, token)
            else:
                subjects.append(found)
                if main is None and is_main(token.head):
                    main = found
                speech = "say" in finder.verb_stances(token.head)
                if speech and speaker is None:
                    speaker = found
                if is_main(token.head) if discourse.meeting else heard is None and finder.takes_clause(token.head):
                    heard = found
        open_quote = _leaves_open(sentence.text, discourse)
        if speaker is None and heard is None:
            heard = finder.announcer
        if open_quote and not discourse.in_open_quote and speaker is None and heard is None:
            heard = _opener(subjects, sentence.text)
        discourse.remember(subjects, speaker, heard=heard, main=main, open_quote=open_quote, chaired=chaired)
        mentions = tuple(self._for_whom(m) for m in names.mentions)
        return Found(sentence, judged, mentions, lead, recent, _seen(parse, names) if judged else _UNSEEN, kept)

    def _for_whom(self, mention: Mention) -> Mention:
        """A mention of somebody the vocabulary knows as one of whom they represent."""
        entry = self.vocabulary.parties[mention.parties[0]]
        return mention if entry.represents is None else replace(mention, parties=(entry.represents,))

    def _is_needed(self, sentence: Sentence, later: Sequence[Sentence]) -> bool:
        """Whether a sentence has a word that could be a cue, a name that pronouns may come back to however far below, or
        a sentence soon after it with a pronoun that it could explain."""
        return (
            self._has_cue(sentence.text)
            or _NAME_INSIDE.search(sentence.text) is not None
            or any(_LOOKS_BACK.search(one.text) for one in later)
        )

    def _has_cue(self, text: str) -> bool:
        return not self._cue_words.isdisjoint(_LETTERS.findall(text.lower()))

    def prints_capitals(self, text: str) -> bool:
        """Whether a document prints the names of its speakers in capitals, as meeting reports do."""
        names = [
            text[m.start : m.end] for m in self.index.find_mentions(text[:20000]) if m.kind != NameKind.DEMONYM.value
        ]
        long = [n for n in names if len(n) > 4]
        return len(long) >= 3 and sum(n.isupper() for n in long) > 0.3 * len(long)

    def reports_meeting(self, text: str) -> bool:
        """Whether a document speaks of chairs, sessions and groups all the time, as meeting reports do, in capitals or not."""
        words = _LETTERS.findall(text[:20000].casefold())
        own = sum(word in self._of_meetings for word in words)
        return own >= _OFTEN and own >= _OFTEN_OF * len(words)

    def _set_focus(self, discourse: Discourse, text: str) -> None:
        """The country a document opens on: named first or most, where it is not the unit of a sum ("3 billion U.S. dlrs")."""
        opening = text[:1500]
        named = [m.parties[0] for m in self.index.find_mentions(opening) if not _SUM.search(opening[: m.start])]
        counts = Counter(named)
        counts.update(dict.fromkeys(named[:1], _FIRST))
        for party, _ in counts.most_common():
            discourse.mention_country(party)


def _seen(parse: Parse, names: Named) -> Seen:
    parties = [(g.start, g.end) for g in names.groups.values()]
    return Seen(
        tuple(t.lower_ for t in parse.tokens),
        tuple(t.tag_ for t in parse.tokens),
        tuple(t.dep_ for t in parse.tokens),
        tuple(any(a <= start < b for a, b in parties) for start in parse.starts),
        tuple(zip(parse.starts, parse.ends, strict=True)),
    )


def _opener(subjects: Sequence[Holder], text: str) -> Holder | None:
    """Whose words a quotation is that stays open: of the subject before it ("Ruiz set the tone by saying, "I am not ...")."""
    opened = [m.start() for m in _QUOTE_MARK.finditer(text)][-1]
    return next((h for h in reversed(subjects) if h.start is not None and h.start < opened), None)


def _leaves_open(text: str, discourse: Discourse) -> bool:
    """Whether a quotation is open after a sentence."""
    return bool(len(_QUOTE_MARK.findall(text)) % 2) ^ discourse.in_open_quote


def _open_candidates(finder: Finder, phrases: Iterable[Phrase], announced: Sequence[Candidate]) -> list[Candidate]:
    """What phrases may be wanted by whom, beside what cues announce."""
    taken = {(c.holder.parties, c.what) for c in announced}
    return [c for phrase in phrases for c in find_open(finder, phrase) if not _taken(c, taken)]


def _taken(candidate: Candidate, taken: Iterable[tuple[tuple[str, ...], tuple[int, int]]]) -> bool:
    """Whether a cue announces nearly the same words of the same holder."""
    a, b = candidate.what
    return any(
        parties == candidate.holder.parties and min(b, d) - max(a, c) > 0.8 * max(b - a, d - c)
        for parties, (c, d) in taken
    )


def _looking_ahead(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, tuple[Sentence, ...]]]:
    """Each sentence with the few that follow it."""
    window: deque[Sentence] = deque()
    for sentence in sentences:
        window.append(sentence)
        if len(window) > _AHEAD:
            yield window.popleft(), tuple(window)
    while window:
        yield window.popleft(), tuple(window)


def _is_past(form: str, cue: Cue) -> bool:
    return form != cue.lemma and not form.endswith(("s", "ing"))


_OFTEN, _OFTEN_OF = 12, 0.014
"""How many words for those who lead a meeting, or for its sittings, make a report of one; and what part of all words."""
_AHEAD = 3
_SUM = re.compile(r"(?:\d|\b(?:hundred|thousand|million|billion|trillion|mln|bln|bn))\s+$")
# How many times more the country that a document names first counts
_FIRST = 2
_LETTERS = re.compile(r"[^\W\d_]+")
_NAME_INSIDE = re.compile(r"(?<!^)\b[A-Z][\w-]+")
_LOOKS_BACK = re.compile(
    r"\b(?:he|she|him|her|his|himself|herself|they|them|their|themselves|it|its|itself|we|us|our|ours|ourselves|i|me|my|"
    r"myself|country|nation)\b",
    re.I,
)


def item_masks(text: str, masks: Sequence[Mask]) -> Iterator[tuple[Mask, ...]]:
    """The masks for each reading of a sentence: one as a rule, one for each item of a list after a colon ('the need
    to: cut tariffs; open markets; and end quotas') and for each clause between semicolons.

    >>> from kg.language import apply_masks
    >>> [apply_masks("Chad urged: cuts; and aid.", m)[0] for m in item_masks("Chad urged: cuts; and aid.", ())]
    ['Chad urged cuts', 'Chad urged aid.']
    """
    shared = [*masks, *(Mask(m.start(), m.end(), "") for m in _INTER_ALIA.finditer(text))]
    semicolons = [m for m in _SEMICOLON.finditer(text) if not _covered(m.start(), shared)]
    if not semicolons:
        yield _disjoint([*shared, *(Mask(m.start(), m.end(), "") for m in _LIST_COLON.finditer(text))])
        return
    colon = next(
        (m for m in re.finditer(r":\s+", text[: semicolons[0].start()]) if not _covered(m.start(), shared)), None
    )
    body = colon.end() if colon else 0
    bounds = [body, *(m.end() for m in semicolons)]
    ends = [*(m.start() for m in semicolons), len(text)]
    for start, end in zip(bounds, ends, strict=True):
        rims = ((colon.start() if colon else 0, start - (1 if colon else 0)), (end, len(text)))
        yield _disjoint([*(Mask(a, b, "") for a, b in rims if a < b), *shared])


def continued(first: Found, parse: Parse) -> Iterator[Candidate]:
    """ "suggested talks on water; farm aid; and transit": what follows a semicolon without a verb is asked for as what
    stands before it is."""
    if not len(parse.tokens):
        return
    start, end = parse.starts[0], parse.ends[-1]
    text = parse.sentence.text
    while end > start and text[end - 1] in " .;,":
        end -= 1
    stop = text.find(";")
    for candidate in first.candidates:
        if end > start and stop - 2 <= candidate.what[1] <= stop:
            yield replace(candidate, what=(start, end))


_INTER_ALIA = re.compile(r",? inter alia,?|,? among other things,?|,? among others,?", re.I)
_SEMICOLON = re.compile(r";\s+(?:and |or |but |as well as )?(?:\([a-z0-9]{1,3}\) )?")
_LIST_COLON = re.compile(r"(?<=\w):(?=\s+[a-z])")


def _covered(offset: int, masks: Sequence[Mask]) -> bool:
    return any(m.start <= offset < m.end for m in masks)


def _disjoint(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Masks in text order; one that overlaps a longer one is dropped."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda m: (m.start - m.end, m.start)):
        if all(mask.end <= k.start or k.end <= mask.start for k in kept):
            kept.append(mask)
    return tuple(sorted(kept, key=lambda m: m.start))


# --- judging ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the stance it most likely has and the score (0 to 1, not calibrated) that it is a position."""

    found: Found
    candidate: Candidate
    stance: Stance
    score: float

    @property
    def span(self) -> tuple[int, int]:
        """Document offsets of the object."""
        base = self.found.sentence.start
        return base + self.candidate.what[0], base + self.candidate.what[1]


def judge(found: Sequence[Found], shares: Array, labels: Sequence[str], threshold: float) -> tuple[Judged, ...]:
    """The candidates that score at least `threshold`, in text order; of two readings of the same words for the same
    holder, the better one. `shares` has a row for each candidate in order, a column for each of `labels`."""
    every: dict[tuple[int, int], list[Judged]] = {}
    row = 0
    for item in found:
        base: Judged | None = None
        pooled = _pooled(item.candidates, shares[row : row + len(item.candidates)])
        mandates = _mandates(item.candidates)
        for number, candidate in enumerate(item.candidates):
            judged = _judged(item, candidate, shares[row], pooled[number], labels)
            if (candidate.cue_token, candidate.holder.parties) in mandates and candidate.object.link in _THAT:
                judged = replace(judged, stance=Stance.DEMAND, score=max(judged.score, _MANDATIVE))
            if candidate.tie is Tie.OPPOSE and base is not None:
                against = Stance.OPPOSE if base.stance.polarity == "+" else Stance.SUPPORT
                judged = Judged(item, candidate, against, base.score)
            else:
                base = judged
            row += 1
            if judged.score >= threshold and not _QUESTION.match(item.sentence.text):
                every.setdefault((item.sentence.start, item.sentence.end), []).append(judged)
    return tuple(
        j for items in every.values() for j in sorted(_best(items), key=lambda j: (j.span, j.candidate.holder.parties))
    )


# How much more likely a stance is where the cue table says it and nothing denies it
_TABLE = 2.0


def _mandates(candidates: Sequence[Candidate]) -> frozenset[tuple[int, tuple[str, ...]]]:
    """Cues of demanding, by their token and holder, that a mandative subjunctive hangs on: what they say is demanded, in
    each of the clauses they share ("demands that X be cut and that Y bans ...")."""
    return frozenset(
        (c.cue_token, c.holder.parties)
        for c in candidates
        if "subjunctive" in c.features.told and c.says(Stance.DEMAND)
    )


def _pooled(candidates: Sequence[Candidate], shares: Array) -> Array:
    """For each candidate the mean shares of all that read the same words for the same holder, whatever cue led there: what
    several say of a stance is worth more than what one says."""
    out = shares.copy()
    groups: dict[tuple[tuple[str, ...], tuple[int, int]], list[int]] = {}
    for number, candidate in enumerate(candidates):
        groups.setdefault((candidate.holder.parties, candidate.what), []).append(number)
    for group in groups.values():
        if len(group) > 1:
            out[group] = shares[group].mean(axis=0)
    return out


def _judged(item: Found, candidate: Candidate, shares: Array, pooled: Array, labels: Sequence[str]) -> Judged:
    none = labels.index(NONE)
    weighed = pooled * [_TABLE if candidate.says(label) else 1.0 for label in labels]
    order = np.argsort(-weighed, kind="stable")
    best = Stance(next(labels[i] for i in order if i != none))
    if not candidate.negated and (candidate.threatens or (best is Stance.OFFER and candidate.hostile)):
        best = Stance.THREAT  # "vowed to retaliate": a promise of harm is a threat
    if candidate.cue.stance == "plan" and candidate.negated and best.polarity == "+":
        best = Stance.REFUSE  # "would not lift the duties"
    if candidate.cue.pos == "n" and candidate.negated and (best.polarity == "+" or best is Stance.REFUSE):
        best = Stance.OPPOSE  # "dismissed calls for a levy", "saw no need for a levy"
    if candidate.supposed and (best.polarity == "+" or candidate.supposed not in _EITHER):
        # "will lift the ban once Norway opens its waters", "... unless Norway opens them"; "will retaliate if the ban stays"
        best = Stance.OPPOSE if candidate.supposed in _EITHER and candidate.feared else Stance.DEMAND
    if candidate.forbidden and best is Stance.DEMAND and candidate.says(Stance.DEMAND):
        best = Stance.OPPOSE  # "asked Chad not to tax it"
    if candidate.explicit and candidate.negated and candidate.cue.stance == "oppose" and best.polarity == "-":
        best = Stance.SUPPORT  # "is not opposed to the levy"
    if candidate.spared and not candidate.negated and candidate.cue.stance != "oppose" and best.polarity == "+":
        best = Stance.OPPOSE  # "insists on no further cuts"
    if candidate.object.link in _AGAINST and candidate.cue.stance in _FAVOURS and best.polarity == "+":
        best = Stance.OPPOSE  # "voted against the levy"
    if candidate.withheld and best in (Stance.OFFER, Stance.DEMAND):
        best = Stance.REFUSE  # "said it would not lift the duties"
    return Judged(item, candidate, best, float(1 - shares[none]))


_AGAINST = frozenset({"prep-against", "pcomp-against"})
_FAVOURS = frozenset({"support", "demand", "say"})
# What opens a condition that may be feared as well as wanted
_EITHER = frozenset({"if"})
# "demands that the levy be scrapped": a mandative subjunctive under a cue of demanding is a demand, whatever was learned
_MANDATIVE = 0.6
_THAT = frozenset({"that", "that-and", "that-party"})
# "What does Japan want?": a question asserts nothing
_QUESTION = re.compile(
    r"""["“']?(?:What|Who|Whom|Whose|Why|How|When|Where|Which|Will|Would|Does|Do|Did|Is|Are|Can|Could|Should)\b.*\?["”']?\s*$""",
    re.S,
)
# How much more a cue that names a stance counts than one that does not, where both claim the same words
_OUTER = 0.1


# How much less a phrase counts that no cue announces
_OPEN = 0.15


def _rank(candidate: Candidate) -> float:
    return _OUTER * candidate.explicit - _OPEN * (candidate.cue.pos == "o")


def _best(items: Sequence[Judged]) -> Iterator[Judged]:
    kept: list[Judged] = []
    for item in sorted(items, key=lambda j: (-j.score - _rank(j.candidate), j.span)):
        if not any(_same_reading(item, other) for other in kept):
            kept.append(item)
            yield item


def _same_reading(first: Judged, second: Judged) -> bool:
    (a, b), (c, d) = first.span, second.span
    shared = min(b, d) - max(a, c)
    return shared > 0.5 * min(b - a, d - c) and bool(
        set(first.candidate.holder.parties) & set(second.candidate.holder.parties)
    )


# --- positions --------------------------------------------------------------------------------------------------


class Extractor:
    """Reads documents into positions."""

    def __init__(self, vocabulary: Vocabulary, cues: CueTable, weights: Weights, weights_digest: str) -> None:
        self.reader = Reader(vocabulary, cues, Language())
        self.weights = weights
        self.reader.home = weights.home
        self.issues = IssueIndex(vocabulary)
        self.qualifiers = Qualifiers(cues.markers)
        learned = sorted(set(weights.issue.labels) & vocabulary.issues.keys())
        everywhere = (weights_digest, self.reader.language.version, _code(), *learned, *unnamed(vocabulary))
        self._dependence = Dependence(entries_of(vocabulary, cues), everywhere)

    def key(self, document: Document) -> str:
        """Changes whenever the document could be read otherwise: with what its words meet in the vocabulary, with the
        weights, the parser and the code."""
        return self._dependence.key(document.text)

    def placed(self, document: Document) -> Document:
        """The document with the ids of the negotiation and round it reports on, where the vocabulary knows them."""
        return placed(document, self.reader.vocabulary)

    def read(
        self, document: Document, *, spans: Sequence[tuple[int, int]] | None = None, threshold: float | None = None
    ) -> Reading:
        """The positions of one document in text order, and the parties outside the vocabulary that hold or are asked."""
        document = self.placed(document)
        spans = article_spans(document.text) if spans is None else spans
        found = tuple(self.reader.find(document, self.weights.gate, spans))
        context = self.context(document, found)
        kind = self.weights.judge(meeting=context.capitals)
        shares = self._shares(found, context)
        judged = judge(found, shares, kind.stance.labels, kind.threshold if threshold is None else threshold)
        positions = {p.id: p for j in judged if (p := self._position(document, j, context))}
        minted = {p.id: p for j in judged for h in (j.candidate.holder, j.candidate.speaker) if h for p in h.minted}
        wanted = {i for p in positions.values() for i in (*p.holder, *p.target)} | {
            p.source for p in positions.values()
        }
        return Reading(document, tuple(positions.values()), tuple(minted[i] for i in sorted(minted) if i in wanted))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """A reading for each document, in order."""
        for document in documents:
            yield self.read(document)

    def _shares(self, found: Sequence[Found], context: "Context") -> Array:
        """The class shares of every candidate, as the linear model and the network see them together."""
        linear = self.weights.judge(meeting=context.capitals).stance
        features = [c.features for item in found for c in item.candidates]
        net = self.weights.net
        seen = net.shares([(item, context.capitals) for item in found], load_vectors())
        return blended(linear.probabilities(features), linear.labels, seen, net.labels)

    def context(self, document: Document, found: Sequence[Found]) -> "Context":
        """What the whole document says that single sentences need: its parties by how often it names them, its themes."""
        parties = Counter(p for item in found for m in item.mentions for p in m.parties)
        opening = document.text[:6000]
        return Context(
            tuple(p for p, _ in parties.most_common()),
            self.issues.match(opening),
            self.reader.prints_capitals(document.text),
            opening,
        )

    def _position(self, document: Document, judged: Judged, context: "Context") -> Position | None:
        candidate, sentence = judged.candidate, judged.found.sentence
        if not candidate.holder.parties:
            return None
        what = sentence.text[slice(*candidate.what)]
        issue, rule, issue_ground = self._issue(judged, context)
        target = asked_parties(candidate, judged.stance, judged.found, context, self.weights.target)
        source, certainty, attribution = self.qualifiers.attribution(candidate, sentence.text)
        strength, strength_ground = self.qualifiers.strength(candidate, sentence.text)
        condition, condition_ground = self.qualifiers.condition(candidate, sentence.text)
        asked = target_grounds(target, candidate, judged.found)
        speaking = speaker_ground(candidate, sentence.text)
        told = moved((*asked, *attribution, *strength_ground, *condition_ground, *speaking), sentence.start)
        return Position(
            passage=Passage(
                document.id,
                sentence.start,
                sentence.end,
                document.text[sentence.start : sentence.end],
                sentence.section,
            ),
            holder=tuple(sorted(set(candidate.holder.parties))),
            stance=judged.stance,
            what=what,
            issue=issue,
            target=target,
            source=source,
            certainty=certainty,
            condition=condition,
            strength=strength,
            speaker=candidate.holder.speaker,
            confidence=self.weights.judge(meeting=context.capitals).calibration(judged.score),
            trace=self._trace(judged, rule, (*issue_ground, *told)),
        )

    def _issue(self, judged: Judged, context: "Context") -> tuple[str | None, str | None, tuple[Ground, ...]]:
        sentence = judged.found.sentence
        what = sentence.text[slice(*judged.candidate.what)]
        places, base = issue_places(judged.found, what, judged.stance), sentence.start
        issue, rule = self.issues.choose(places, context.themes, self.weights.issue, context.capitals)
        if issue is None or rule is None:
            return None, None, ()
        starts = {"what": judged.span[0], "sentence": base, "document": 0}
        return issue, rule, tuple(issue_grounds(self.issues, places, issue, rule, context, self.weights.issue, starts))

    def _trace(self, judged: Judged, rule: str | None, grounds: tuple[Ground, ...]) -> Trace:
        candidate, base = judged.candidate, judged.found.sentence.start
        holder = candidate.holder
        return Trace(
            cue=candidate.cue.id,
            frame=candidate.frame,
            cue_start=base + candidate.cue_span[0],
            cue_end=base + candidate.cue_span[1],
            holder_start=None if holder.start is None else base + holder.start,
            holder_end=None if holder.end is None else base + holder.end,
            what_start=judged.span[0],
            what_end=judged.span[1],
            issue_rule=rule,
            mention=mention_kind(holder, judged.found.mentions),
            grounds=grounds,
        )


_MODULES = (
    "blocks", "boilerplate", "bodies", "candidates", "clauses", "cues", "discourse", "entries", "extraction", "features", "gazetteer", "grounds", "homes", "introductions", "issues", "language", "mentions", "net",
    "parser", "people", "phrases", "qualifiers", "roles", "scoring", "senses", "spans", "talks", "targets", "vectors", "vocabulary", "words",
)  # fmt: skip
_TABLES = ("abbreviations.txt", "boilerplate.tsv", "inflections.tsv", "senses.tsv")


@cache
def _code() -> str:
    """The digest of what every text is read by: the code itself, and the tables that are about no word of their own."""
    here = Path(__file__).parent
    files = (*(here / f"{name}.py" for name in _MODULES), *(resource("ontology", name) for name in _TABLES))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole document says that judging one sentence needs."""

    parties: tuple[str, ...]
    themes: Mapping[str, float]
    capitals: bool
    opening: str = ""  # the text its themes are read from


def stance_place(stance: Stance) -> tuple[Place, ...]:
    """What a threat says of its issue by being one: duties that are threatened are sanctions."""
    return (Place("stance", stance.value),) if stance is Stance.THREAT else ()


def issue_places(found: Found, what: str, stance: Stance) -> tuple[Place, ...]:
    """The texts that say what a position is about, nearest first."""
    return (
        Place("what", what),
        Place("sentence", found.sentence.text),
        Place("lead", found.lead),
        Place("recent", found.recent),
        Place("section", found.sentence.section or ""),
        *stance_place(stance),
    )


def load_extractor(vocabulary_paths: tuple[Path, ...] = ()) -> Extractor:
    """The extractor for the shipped vocabulary and a user's own packs (`.ttl`) and tables (`.tsv`)."""
    path = resource("weights", "positions.npz")
    weights = load_weights(path)
    return Extractor(
        load_vocabulary(packs_in(vocabulary_paths)),
        load_cues(vocabulary_paths),
        weights,
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )
