"""Learning from annotated documents: which candidates are positions, of whom they are asked, what they are about.

Training is offline (`kg train`): regularised multinomial logistic regression (scikit-learn) over hashed features, with
a fixed seed. Threshold and calibration come from cross-validation over documents, so that no document judges itself.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.annotations import Annotated, by_document, read_annotated
from kg.errors import KgError
from kg.evaluation import Evaluation, evaluate, pair_positions, token_f1
from kg.extraction import NONE, Context, Found, Judged, Reader, judge
from kg.features import BUCKETS, bucket
from kg.issues import IssueIndex, Place, issue_features
from kg.mentions import Tie
from kg.model import Document, Passage, Position, Stance
from kg.resources import resource
from kg.scoring import Array, Calibration, Linear, Weights, save_weights
from kg.targets import asked_pool, target_features

LABELS = (NONE, *(s.value for s in Stance))
_SEED = 20170901


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
    """One annotated document as the reader saw it."""

    document: str
    found: tuple[Found, ...]
    context: Context
    gold: tuple[Position, ...]
    examples: tuple[Example, ...]


def lessons() -> Annotated:
    """Plain sentences of our own with their positions, one construction each (`ontology/lessons.tsv`): what annotated
    documents hold too rarely to be learned from them alone."""
    documents, positions = [], []
    with resource("ontology", "lessons.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t")):
            document = Document(f"lesson/{number}", row["text"])
            documents.append(document)
            if row["holder"]:
                whole = Passage(document.id, 0, len(document.text), document.text)
                positions.append(Position(whole, (row["holder"],), Stance(row["stance"]), row["what"]))
    return Annotated(tuple(documents), tuple(positions))


def study(reader: Reader, annotated: Annotated, index: IssueIndex) -> tuple[Studied, ...]:
    """Every annotated document with its candidates matched to the annotated positions."""
    gold = by_document(annotated.positions)
    studied = []
    for document in annotated.documents:
        found = tuple(reader.find(document))
        parties = _ranked(p for item in found for m in item.mentions for p in m.parties)
        context = Context(parties, index.match(document.text[:6000]), reader.prints_capitals(document.text))
        own = gold.get(document.id, ())
        examples = tuple(_matched(Judged(item, c, Stance.DEMAND, 0.0), own) for item in found for c in item.candidates)
        studied.append(Studied(document.id, found, context, own, examples))
    return tuple(studied)


def _ranked(parties: Iterable[str]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for party in parties:
        counts[party] = counts.get(party, 0) + 1
    return tuple(sorted(counts, key=lambda p: -counts[p]))


def _matched(judged: Judged, gold: Sequence[Position]) -> Example:
    """The annotated position of the same sentence and holder whose object's words are most alike, from F1 0.4 up."""
    sentence, candidate = judged.found.sentence, judged.candidate
    what = sentence.text[slice(*candidate.what)]
    best: tuple[float, Position] | None = None
    for position in gold:
        shared = min(sentence.end, position.passage.end) - max(sentence.start, position.passage.start)
        shorter = min(sentence.end - sentence.start, position.passage.end - position.passage.start)
        if shared > 0.5 * shorter and set(candidate.holder.parties) & set(position.holder):
            alike = token_f1(what, position.what)
            if alike >= 0.4 and (best is None or alike > best[0]):
                best = (alike, position)
    return Example(judged, best[1] if best else None)


# --- linear models ----------------------------------------------------------------------------------------------


def fit_linear(rows: Sequence[Sequence[str]], labels: Sequence[str], *, strength: float, least: int = 2) -> Linear:
    """A softmax over hashed features that occur in at least `least` rows; `strength` is scikit-learn's C."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    pointers, columns = [0], []
    for features in rows:
        columns += sorted({bucket(f) for f in features})
        pointers.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns), dtype=np.float64), columns, pointers), shape=(len(rows), BUCKETS))
    kept = np.flatnonzero(np.asarray((matrix > 0).sum(axis=0)).ravel() >= least)
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3, random_state=_SEED)
    model.fit(matrix[:, kept], np.array(labels))
    weights, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    names = tuple(str(c) for c in model.classes_)
    return Linear(kept.astype(np.uint32), weights.astype(np.float32), bias.astype(np.float32), names)


def fit_stance(studied: Iterable[Studied], strength: float = 0.03) -> Linear:
    """The model that says whether a candidate is a position, and of which stance."""
    rows, labels = [], []
    for document in studied:
        for example in document.examples:
            if example.judged.candidate.tie is Tie.OPPOSE:
                continue  # follows from the candidate it opposes
            rows.append(example.judged.candidate.features)
            labels.append(example.gold.stance.value if example.gold else NONE)
    if len(set(labels)) < 2:
        raise NothingToLearn(len(tuple(studied)))
    return fit_linear(rows, labels, strength=strength)


def fit_target(studied: Iterable[Studied], strength: float = 0.3) -> Linear:
    """The model that says of each party near a position whether it is asked of it."""
    rows, labels = [], []
    for document in studied:
        for example in document.examples:
            if example.gold is None:
                continue
            item, candidate = example.judged.found, example.judged.candidate
            for party in asked_pool(candidate, item.mentions, document.context.parties):
                rows.append(target_features(party, candidate, example.gold.stance, item, document.context))
                labels.append("yes" if party in example.gold.target else "no")
    return fit_linear(rows, labels, strength=strength)


def fit_issue(studied: Iterable[Studied], index: IssueIndex, strength: float = 1.0) -> Linear:
    """The model that says what a position is about."""
    rows, labels = [], []
    for document in studied:
        for position in document.gold:
            if position.issue is None:
                continue
            places = gold_places(document, position)
            hits = {p.name: index.match(p.text) for p in places}
            rows.append(issue_features(places, hits, document.context.themes, document.context.capitals))
            labels.append(position.issue)
    return fit_linear(rows, labels, strength=strength)


def gold_places(document: Studied, position: Position) -> tuple[Place, ...]:
    """The texts that say what an annotated position is about."""
    for item in document.found:
        if item.sentence.start < position.passage.end and position.passage.start < item.sentence.end:
            sentence = item.sentence
            return (
                Place("what", position.what),
                Place("sentence", sentence.text),
                Place("lead", item.lead),
                Place("recent", item.recent),
                Place("section", sentence.section or ""),
            )
    return tuple(
        Place(name, position.what if name in ("what", "sentence") else "")
        for name in ("what", "sentence", "lead", "recent", "section")
    )


# --- cross-validation -------------------------------------------------------------------------------------------


def folds(studied: Sequence[Studied], count: int) -> tuple[tuple[Studied, ...], ...]:
    """The documents in `count` parts, by a hash of their id: the same on any machine."""
    parts: list[list[Studied]] = [[] for _ in range(count)]
    for document in sorted(studied, key=lambda s: bucket(s.document)):
        parts[sum(map(len, parts)) % count].append(document)
    return tuple(tuple(part) for part in parts)


def held_out_shares(studied: Sequence[Studied], count: int = 5, taught: Sequence[Studied] = ()) -> Mapping[str, Array]:
    """For each document, its candidates' class shares by a model that never saw it, columns as in LABELS."""
    shares: dict[str, Array] = {}
    parts = folds(studied, count)
    for k, part in enumerate(parts):
        model = fit_stance([*(d for j, other in enumerate(parts) if j != k for d in other), *taught])
        for document in part:
            shares[document.document] = in_order(
                model, model.probabilities([e.judged.candidate.features for e in document.examples])
            )
    return shares


def in_order(model: Linear, shares: Array) -> Array:
    """Columns of a model's shares in the order of LABELS; a class it never saw has none."""
    out = np.zeros((len(shares), len(LABELS)), dtype=np.float32)
    for j, label in enumerate(model.labels):
        out[:, LABELS.index(label)] = shares[:, j]
    return out


def fit_calibration(scores: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Isotonic regression of being right on the score (Zadrozny and Elkan 2002, 'Transforming classifier scores')."""
    from sklearn.isotonic import IsotonicRegression

    model = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip")
    model.fit(np.array(scores), np.array(right, dtype=float))
    grid = np.linspace(0, 1, 41)
    fitted = model.predict(grid)
    smooth = np.convolve(np.pad(fitted, 3, mode="edge"), np.ones(7) / 7, mode="valid")
    return Calibration(grid.astype(np.float32), np.maximum.accumulate(smooth).astype(np.float32))


def best_threshold(studied: Sequence[Studied], shares: Mapping[str, Array]) -> float:
    """The score from which a candidate counts, where precision and recall of holder and polarity are nearest to their best F1."""
    best = (0.0, 0.5)
    for step in range(20, 66, 3):
        threshold = step / 100
        predicted = [p for d in studied for p in bare_positions(d, shares[d.document], threshold)]
        result = evaluate((p for d in studied for p in d.gold), predicted, [d.document for d in studied])
        score = result.scores[0]
        value = score.f1 - 0.25 * max(0.0, abs(score.precision - score.recall) - 0.05)
        best = max(best, (value, threshold))
    return best[1]


def bare_positions(document: Studied, shares: Array, threshold: float) -> tuple[Position, ...]:
    """The positions judged from given shares, without issue, target and source."""
    out = []
    for j in judge(document.found, shares, LABELS, threshold):
        sentence = j.found.sentence
        passage = Passage(document.document, sentence.start, sentence.end, sentence.text)
        if j.candidate.holder.parties:
            out.append(
                Position(
                    passage,
                    tuple(sorted(set(j.candidate.holder.parties))),
                    j.stance,
                    sentence.text[slice(*j.candidate.what)],
                    confidence=j.score,
                )
            )
    return tuple(out)


def learn(studied: Sequence[Studied], index: IssueIndex, taught: Sequence[Studied] = ()) -> Weights:
    """All that can be learned from annotated documents, with the lessons `taught` beside them; the same documents give
    the same weights. Threshold and calibration come from the annotated documents alone."""
    shares = held_out_shares(studied, taught=taught)
    news, meetings = ([d for d in studied if d.context.capitals is kind] for kind in (False, True))
    threshold = best_threshold(news or studied, shares)
    meeting_threshold = best_threshold(meetings or studied, shares)
    scores: list[float] = []
    right: list[bool] = []
    for document in studied:
        predicted = bare_positions(document, shares[document.document], 0.05)
        paired = {j for _, j in pair_positions(document.gold, predicted)}
        scores += [p.confidence for p in predicted]
        right += [j in paired for j in range(len(predicted))]
    stance = fit_stance([*studied, *taught])
    return Weights(
        stance,
        fit_target(studied),
        fit_issue(studied, index),
        fit_calibration(scores, right),
        threshold,
        meeting_threshold,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What was measured on annotated documents that the models judged had not seen, and how confidence fared there."""

    evaluation: Evaluation
    reliability: tuple["Bucket", ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Of the positions whose confidence lies in [low, high), the share that was right, beside the mean confidence."""

    low: float
    high: float
    positions: int
    confidence: float
    right: float


def cross_validated(
    studied: Sequence[Studied],
    index: IssueIndex,
    taught: Sequence[Studied],
    read: Callable[[Studied, Weights], Sequence[Position]],
    count: int = 5,
) -> Held:
    """Everything learned anew without each fifth of the documents, which is then read with it."""
    parts = folds(studied, count)
    predicted: list[Position] = []
    for k, part in enumerate(parts):
        weights = learn([d for j, other in enumerate(parts) if j != k for d in other], index, taught)
        predicted += [p for document in part for p in read(document, weights)]
    gold = [p for document in studied for p in document.gold]
    return Held(evaluate(gold, predicted, [d.document for d in studied], index.broader), reliability(gold, predicted))


def reliability(gold: Iterable[Position], predicted: Iterable[Position], step: float = 0.1) -> tuple[Bucket, ...]:
    """How often positions of each confidence are right in holder and polarity; empty buckets are left out."""
    gold_by = by_document(gold)
    rows: list[tuple[float, bool]] = []
    for document, positions in by_document(predicted).items():
        paired = {j for _, j in pair_positions(gold_by.get(document, ()), positions)}
        rows += [(p.confidence, j in paired) for j, p in enumerate(positions)]
    buckets = []
    for n in range(round(1 / step)):
        low, high = round(n * step, 6), round((n + 1) * step, 6)
        inside = [(c, r) for c, r in rows if low <= c < high or (high >= 1 and c == 1)]
        if inside:
            confidence, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            buckets.append(Bucket(low, high, len(inside), round(confidence, 3), round(right, 3)))
    return tuple(buckets)


def train(gold: Path, output: Path, texts: Path | None = None, vocabulary: tuple[Path, ...] = ()) -> Held:
    """Learns from annotated documents, writes the weights, and says what cross-validation over documents measured.

    Raises BadRecord, NoText, NothingToLearn.
    """
    from kg.cues import load_cues
    from kg.extraction import Extractor
    from kg.language import Language
    from kg.vocabulary import load_vocabulary

    packs, tables = [p for p in vocabulary if p.suffix != ".tsv"], [p for p in vocabulary if p.suffix == ".tsv"]
    known, cues = load_vocabulary(packs), load_cues(tables)
    reader, index, annotated = Reader(known, cues, Language()), IssueIndex(known), read_annotated(gold, texts)
    studied, taught = study(reader, annotated, index), study(reader, lessons(), index)
    if not any(example.gold for document in studied for example in document.examples):
        raise NothingToLearn(len(studied))
    documents = {document.id: document for document in annotated.documents}
    extractor = Extractor(known, cues, learn(studied, index, taught), "")

    def read(document: Studied, weights: Weights) -> Sequence[Position]:
        extractor.weights = weights
        return extractor.read(documents[document.document]).positions

    save_weights(output, extractor.weights)
    return cross_validated(studied, index, taught, read)
