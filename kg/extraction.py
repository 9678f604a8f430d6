"""Positions of a document: find candidates sentence by sentence, judge them, keep the best reading of each passage."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.asked import beside, load_asked, near
from kg.boilerplate import article_spans
from kg.cues import CueTable, load_cues
from kg.dependence import Dependence, entries_of, unnamed
from kg.emphasis import with_emphasis, without_emphasis
from kg.encoder import States, load_encoder
from kg.finding import Reader
from kg.found import Context, Found, Place, context_of, issue_places
from kg.grounds import issue_grounds
from kg.holders import Holder
from kg.issue_encoder import issue_shares, load_issue_encoder, most_open
from kg.issues import IssueIndex, is_of_another_field
from kg.judging import Judged, judge
from kg.language import Language
from kg.model import Document, Ground, Party, Passage, Position, Reading, Speaker, Trace
from kg.qualifiers import Qualifiers, moved, speaker_ground
from kg.resources import resource
from kg.scoring import Weights, load_weights
from kg.talks import placed
from kg.targets import asked_parties, asked_shares, mention_kind, target_grounds
from kg.verdicts import NO_VIEWS, Views, beside_encoder, beside_net, views_of
from kg.vocabulary import Vocabulary, load_vocabulary, packs_in


@dataclass(frozen=True, slots=True)
class About:
    """What a position may be about: the texts that say it, the issues whose words stand in each, and how likely each issue is
    (log-odds)."""

    places: tuple[Place, ...]
    hits: Mapping[str, Mapping[str, float]]
    scores: Mapping[str, float]


class Extractor:
    """Reads documents into positions."""

    def __init__(self, vocabulary: Vocabulary, cues: CueTable, weights: Weights, weights_digest: str) -> None:
        self.reader = Reader(vocabulary, cues, Language())
        self.weights = weights
        self.reader.home = weights.home
        self.reader.genre.passages = weights.genre
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

    def read(self, document: Document, *, threshold: float | None = None) -> Reading:
        """The positions of one document in text order, and the parties outside the vocabulary that hold or are asked."""
        document = self.placed(document)
        plain = without_emphasis(document.text)
        positions, parties = self._read(replace(document, text=plain.text), threshold)
        if plain.cuts:
            positions = [with_emphasis(position, plain, document.text) for position in positions]
        return Reading(document, tuple(positions), parties)

    def _read(self, document: Document, threshold: float | None) -> tuple[list[Position], tuple[Party, ...]]:
        """The same of a text without marks of emphasis."""
        meeting = self.reader.genre.reports_meeting(document.text)
        made = None if meeting else load_encoder().states_of(document.text)
        found = tuple(self.reader.find(document, self.weights.gate, article_spans(document.text), made))
        context = context_of(document.text, found, self.issues.match, meeting=meeting)
        judged, seen = self._judged(made, found, context, threshold)
        about = self._about(document.text, judged, context)
        told = zip(judged, about, self._asked(judged, context, seen), strict=True)
        positions = {p.id: p for j, own, asked in told for p in [self._position(document, j, context, own, asked)]}
        minted = {p.id: p for j in judged for h in (j.candidate.holder, j.candidate.speaker) if h for p in h.minted}
        wanted = {i for p in positions.values() for i in (*p.holder, *p.target)} | {
            p.source for p in positions.values()
        }
        return list(positions.values()), tuple(minted[i] for i in sorted(minted) if i in wanted)

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """A reading for each document, in order."""
        for document in documents:
            yield self.read(document)

    def _judged(
        self, made: States | None, found: Sequence[Found], context: Context, threshold: float | None
    ) -> tuple[tuple[Judged, ...], Views]:
        """The candidates that count, as all models see them together, and what the encoder of news sees of them, by its states."""
        judging = self.weights.judge(meeting=context.meeting)
        labels = judging.stance.labels
        shares = judging.stance.probabilities([c.features for item in found for c in item.candidates])
        shares = beside_net(found, shares, labels, self.weights.net, meeting=context.meeting)
        least = judging.threshold if threshold is None else threshold
        if made is None:
            return judge(found, shares, labels, least), NO_VIEWS
        looked = beside_encoder(made, found, shares, labels, load_encoder())
        judged = judge(looked.found, looked.shares, labels, least)
        return judged, views_of(judged, looked)

    def _asked(self, judged: Sequence[Judged], context: Context, seen: Views) -> Iterator[tuple[str, ...]]:
        """Of whom each position is asked, by the syntax and by words near, and as the encoder of news sees it."""
        for number, one in enumerate(judged):
            shares = asked_shares(one.candidate, one.stance, one.found, context, self.weights.target)
            if number in seen.of:
                parties = near(one.candidate, one.stance, one.found, context, seen.names)
                shares = beside(shares, load_asked().shares(seen.of[number], parties))
            yield asked_parties(shares, meeting=context.meeting)

    def _position(
        self, document: Document, judged: Judged, context: Context, about: About, target: tuple[str, ...]
    ) -> Position:
        candidate, sentence = judged.candidate, judged.found.sentence
        what = sentence.text[slice(*candidate.what)]
        issue, rule, issue_ground = self._issue(judged, context, about)
        source, certainty, attribution = self.qualifiers.attribution(candidate, sentence.text)
        strength, strength_ground = self.qualifiers.strength(candidate, sentence.text)
        condition, condition_ground = self.qualifiers.condition(candidate, sentence.text)
        asked = target_grounds(target, candidate, judged.found, context)
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
            speaker=_speaker_for(candidate.holder),
            confidence=self.weights.judge(meeting=context.meeting).calibration(judged.score),
            trace=self._trace(judged, rule, (*issue_ground, *told)),
        )

    def _about(self, text: str, judged: Sequence[Judged], context: Context) -> list[About]:
        """What each position may be about, by its words and as an encoder sees it where it looks."""
        every = [self._by_words(one, context) for one in judged]
        looked = most_open(judged, [about.scores for about in every]) if context.meeting else judged
        read = issue_shares(text, looked, load_issue_encoder(), meeting=context.meeting) if looked else {}
        every = [
            about
            if (told := read.get(one.span)) is None
            else replace(about, scores=self.issues.beside(about.hits, about.scores, told, meeting=context.meeting))
            for one, about in zip(judged, every, strict=True)
        ]
        if not is_of_another_field(about.scores for about in every):
            return every
        return [
            about if self.issues.is_likely(about.hits, context.themes, about.scores) else replace(about, scores={})
            for about in every
        ]

    def _by_words(self, judged: Judged, context: Context) -> About:
        what = judged.found.sentence.text[slice(*judged.candidate.what)]
        places = issue_places(judged.found, what, judged.stance)
        hits = self.issues.hits(places)
        scores = self.issues.scores(places, hits, context.themes, self.weights.issue, context.meeting)
        return About(places, hits, scores)

    def _issue(
        self, judged: Judged, context: Context, about: About
    ) -> tuple[str | None, str | None, tuple[Ground, ...]]:
        issue, rule = self.issues.likeliest(about.hits, context.themes, about.scores)
        if issue is None or rule is None:
            return None, None, ()
        starts = {"what": judged.span[0], "sentence": judged.found.sentence.start, "document": 0}
        grounds = issue_grounds(self.issues, about.places, issue, rule, context, self.weights.issue, starts)
        return issue, rule, tuple(grounds)

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


def _speaker_for(holder: Holder) -> Speaker | None:
    """Through whom a holder speaks, where that is not themselves."""
    own = {party.label for party in holder.minted}
    return None if holder.speaker is not None and holder.speaker.name in own else holder.speaker


_MODULES = (
    "antecedents", "asked", "blocks", "boilerplate", "bodies", "candidates", "clauses", "closed_classes", "common_nouns", "companions", "coordination", "credits", "cues", "discourse", "ellipsis", "emphasis", "encoder", "entries", "evasions", "extraction", "features", "finding", "finite", "found", "gazetteer", "genre", "grounds", "holders", "home_layer", "homes", "introductions", "issue_encoder", "issues", "judging", "known", "known_bodies", "language", "letters", "linear", "lists", "masking", "mentions", "net", "nouns",
    "objects", "offices", "opinions", "papers", "parser", "people", "phrases", "qualifiers", "rivals", "roles", "scoring", "senses", "short_names", "spans", "speakers", "talks", "targets", "titles", "tokens", "told", "towns", "transformer", "vectors", "verdicts", "vocabulary", "wordpieces", "words",
)  # fmt: skip
_TABLES = (
    "abbreviations.txt",
    "boilerplate.tsv",
    "families.tsv",
    "inflections.tsv",
    "senses.tsv",
    "towns.tsv",
    "bodies.tsv",
    "words.tsv",
)


@cache
def _code() -> str:
    """The digest of what every text is read by: the code itself, and the tables that are about no word of their own."""
    here = Path(__file__).parent
    files = (*(here / f"{name}.py" for name in _MODULES), *(resource("ontology", name) for name in _TABLES))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def load_extractor(vocabulary_paths: tuple[Path, ...] = ()) -> Extractor:
    """The extractor for the shipped vocabulary and a user's own packs (`.ttl`) and tables (`.tsv`)."""
    learned = [
        resource("weights", name)
        for name in (
            "positions.npz",
            "base.npz",
            "encoder.npz",
            "antecedents.npz",
            "issues.npz",
            "homes.npz",
            "words.npz",
            "field.npz",
        )
    ]
    return Extractor(
        load_vocabulary(packs_in(vocabulary_paths)),
        load_cues(vocabulary_paths),
        load_weights(learned[0]),
        hashlib.sha256(b"".join(path.read_bytes() for path in learned)).hexdigest(),
    )
