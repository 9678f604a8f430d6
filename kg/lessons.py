"""What annotated documents teach: every candidate in them with the position that it matches, or with none."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kg.annotations import Annotated, by_document
from kg.blocks import bucket
from kg.errors import KgError
from kg.evaluation import token_f1
from kg.finding import Reader
from kg.fitting import fit_linear
from kg.found import Context, Found, Place, context_of, issue_places
from kg.issues import IssueIndex
from kg.judging import Judged
from kg.linear import Linear
from kg.model import Document, Passage, Position, Stance
from kg.resources import resource
from kg.scoring import NONE
from kg.side_by_side import side_by_side

_ALIKE, _NEARLY = 0.4, 0.2
"""From which F1 of their words a candidate is like a position, and by how much less than the likest one may be."""


class NothingToLearn(KgError):
    """Annotated documents that hold no position the candidates cover."""

    def __init__(self, documents: int) -> None:
        super().__init__(f"none of the {documents} annotated documents holds a position that could be learned from")
        self.documents = documents


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate with the annotated position it matches (None: it is no position)."""

    judged: Judged
    gold: Position | None


@dataclass(frozen=True, slots=True)
class Studied:
    """One annotated document as the reader saw it; `share` is how much it counts."""

    document: str
    found: tuple[Found, ...]
    context: Context
    gold: tuple[Position, ...]
    examples: tuple[Example, ...]
    share: float = 1.0


def lessons() -> Annotated:
    """Plain sentences of our own with their positions, one construction each (`ontology/lessons.tsv`): what annotated
    documents hold too rarely to be learned from them alone. A text with several positions has a row for each."""
    documents: dict[str, Document] = {}
    positions = []
    with resource("ontology", "lessons.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            document = documents.setdefault(row["text"], Document(f"lesson/{len(documents)}", row["text"]))
            if row["holder"]:
                whole = Passage(document.id, 0, len(document.text), document.text)
                positions.append(Position(whole, (row["holder"],), Stance(row["stance"]), row["what"]))
    return Annotated(tuple(documents.values()), tuple(positions))


@dataclass(frozen=True, slots=True)
class Gates:
    """The model that says which phrases are worth a look: learned from all annotated documents, and for each of these
    from those that are in other folds."""

    whole: Linear
    others: Mapping[str, Linear]

    def of(self, document: str) -> Linear:
        """The gate that never saw a document."""
        return self.others.get(document, self.whole)


def folds(documents: Iterable[str], count: int) -> tuple[tuple[str, ...], ...]:
    """Documents in `count` parts, by a hash of their id: the same on any machine.

    >>> sorted(map(len, folds(["a", "b", "c"], 2)))
    [1, 2]
    """
    parts: list[list[str]] = [[] for _ in range(count)]
    for number, document in enumerate(sorted(documents, key=bucket)):
        parts[number % count].append(document)
    return tuple(tuple(part) for part in parts)


def fit_gates(reader: Reader, annotated: Annotated, count: int = 5) -> Gates:
    """Learns which phrases may be wanted or unwanted, from all documents and without each fold of them."""
    gold = by_document(annotated.positions)
    seen = {d.id: tuple(f for f in reader.find(d, None) if f.phrases) for d in annotated.documents}
    parts = [part for part in folds([d.id for d in annotated.documents], count) if part]
    rests = [[(found, gold.get(d, ())) for d, found in seen.items() if d not in part] for part in ((), *parts)]
    whole, *made = side_by_side([partial(fit_gate, rest) for rest in rests if rest])
    return Gates(whole, {d: gate for part, gate in zip(parts, made, strict=False) for d in part})


def study(reader: Reader, annotated: Annotated, index: IssueIndex, gates: Gates) -> tuple[Studied, ...]:
    """Every annotated document with its candidates matched to the annotated positions."""
    gold = by_document(annotated.positions)
    studied = []
    for document in annotated.documents:
        found = tuple(reader.find(document, gates.of(document.id)))
        meeting = reader.genre.reports_meeting(document.text)
        context = context_of(document.text, found, index.match, meeting=meeting)
        own = gold.get(document.id, ())
        examples = match([Judged(item, c, Stance.DEMAND, 0.0) for item in found for c in item.candidates], own)
        share = annotated.shares.get(document.id, 1.0)
        studied.append(Studied(document.id, found, context, own, examples, share))
    return tuple(studied)


def fit_gate(seen: Iterable[tuple[Sequence[Found], Sequence[Position]]], strength: float = 0.1) -> Linear:
    """The model that says whether a phrase may be wanted or unwanted, from sentences and the positions of their
    documents: a phrase is what an annotated object is most like, from F1 0.5 up."""
    rows, labels = [], []
    for found, gold in seen:
        for item in found:
            own = _golds_of(item, gold)
            alike = [[token_f1(item.sentence.text[a:b], g.what) for g in own] for _, (a, b) in item.phrases]
            best = [max((row[n] for row in alike), default=0.0) for n in range(len(own))]
            for (phrase, _), row in zip(item.phrases, alike, strict=True):
                hits = [n for n, f1 in enumerate(row) if f1 >= 0.5 and f1 >= best[n] - 0.15]
                rows.append(phrase.features)
                labels.append(own[hits[0]].stance.polarity if hits else NONE)
    if len(set(labels)) < 2:
        raise NothingToLearn(0)
    return fit_linear(rows, labels, strength=strength)


def _golds_of(item: Found, gold: Sequence[Position]) -> list[Position]:
    return [g for g in gold if _same_sentence(item, g)]


def _same_sentence(item: Found, position: Position) -> bool:
    sentence, passage = item.sentence, position.passage
    shared = min(sentence.end, passage.end) - max(sentence.start, passage.start)
    return shared > 0.5 * min(sentence.end - sentence.start, passage.end - passage.start)


def match(every: Sequence[Judged], gold: Sequence[Position]) -> tuple[Example, ...]:
    """Each candidate with the annotated position of its sentence and holder whose object's words are most alike, from
    F1 0.4 up and nearly as much as those of any other candidate: the whole of a list is not what its parts are. A position
    that is like none is matched by the candidate that shares most words with it: it is a position, only cut amiss."""
    alike = [[(_likeness(judged, position), position) for position in gold] for judged in every]
    best = [max((row[n][0] for row in alike), default=0.0) for n in range(len(gold))]
    matched: list[int | None] = []
    for row in alike:
        near = [(f1, n) for n, (f1, _) in enumerate(row) if f1 >= _ALIKE and f1 >= best[n] - _NEARLY]
        likest = max(near, key=lambda pair: (pair[0], -pair[1]), default=None)
        matched.append(likest[1] if likest is not None else None)
    for n in set(range(len(gold))).difference(n for n in matched if n is not None):
        shared = [(row[n][0], -i) for i, row in enumerate(alike) if matched[i] is None and row[n][0] > 0]
        if shared:
            matched[-max(shared)[1]] = n
    return tuple(Example(judged, None if n is None else gold[n]) for judged, n in zip(every, matched, strict=True))


def _names(parties: Iterable[str]) -> frozenset[str]:
    """Parties by name: somebody taken to be from another country wants what they want all the same."""
    return frozenset(party.rpartition("/")[2] for party in parties)


def _likeness(judged: Judged, position: Position) -> float:
    """Token F1 of the objects; 0 in another sentence or for another holder."""
    candidate = judged.candidate
    if not _same_sentence(judged.found, position) or not _names(candidate.holder.parties) & _names(position.holder):
        return 0.0
    what = judged.found.sentence.text[slice(*candidate.what)]
    return max(
        token_f1(what, position.what), _ALIKE if " ".join(position.what.split()) in " ".join(what.split()) else 0.0
    )


def gold_places(document: Studied, position: Position) -> tuple[Place, ...]:
    """The texts that say what an annotated position is about."""
    for item in document.found:
        if item.sentence.start < position.passage.end and position.passage.start < item.sentence.end:
            return issue_places(item, position.what, position.stance)
    return tuple(
        Place(name, position.what if name in ("what", "sentence") else "")
        for name in ("what", "sentence", "lead", "recent", "section")
    )
