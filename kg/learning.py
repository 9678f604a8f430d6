"""Learning from annotated documents: which candidates are positions, of whom they are asked, what they are about.

Training is offline (`kg train`): regularised multinomial logistic regression (scikit-learn) over hashed features, with
a fixed seed. Threshold and calibration come from cross-validation over documents, so that no document judges itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from kg.annotations import by_document, read_annotated
from kg.blocks import Features
from kg.companions import Tie
from kg.encoder import Encoder, load_encoder
from kg.errors import KgError
from kg.evaluation import Evaluation, evaluate, pair_positions
from kg.finding import Reader
from kg.fitting import SEED, fit_linear
from kg.genre_learning import fit_genre
from kg.home_learning import find_dwellings, fit_home
from kg.homes import HomeModel
from kg.issues import IssueIndex, issue_features, issue_numbers
from kg.judging import judge
from kg.lessons import Gates, NothingToLearn, Studied, fit_gates, folds, gold_places, lessons, study
from kg.linear import Linear
from kg.model import Document, Passage, Position, Stance
from kg.net import Net
from kg.net_learning import Lesson, fit_net
from kg.scoring import NONE, Calibration, Judge, Weights, in_columns, save_weights
from kg.side_by_side import side_by_side
from kg.targets import asked_pool, target_rows
from kg.vectors import Array, load_vectors
from kg.verdicts import beside_encoder, beside_net

LABELS = (NONE, *(s.value for s in Stance))


class AllSeen(KgError):
    """Annotated documents that the encoder has learned from, every one, so that none can say how often it is right."""

    def __init__(self, documents: int) -> None:
        super().__init__(
            f"the encoder has learned from all of the {documents} annotated documents; add some that it has not"
        )
        self.documents = documents


# --- linear models ----------------------------------------------------------------------------------------------


# How much a document counts of the other kind of report, where meeting reports are judged and where news is
_OTHER_KIND, _OTHER_THAN_NEWS = 0.2, 0.1


def fit_stance(studied: Iterable[Studied], *, meeting: bool, apart: bool = True) -> Linear:
    """The model that says whether a candidate is a position, and of which stance, in one kind of report. `apart`: documents
    of the other kind count little."""
    other = (_OTHER_KIND if meeting else _OTHER_THAN_NEWS) if apart else 1.0
    rows, labels, shares = [], [], []
    for document in studied:
        for example in document.examples:
            if example.judged.candidate.tie is Tie.OPPOSE:
                continue  # follows from the candidate it opposes
            rows.append(example.judged.candidate.features)
            labels.append(example.gold.stance.value if example.gold else NONE)
            shares.append(document.share * (1.0 if document.context.meeting is meeting else other))
    if len(set(labels)) < 2:
        raise NothingToLearn(len(tuple(studied)))
    return fit_linear(rows, labels, strength=0.03 if meeting else 0.1, least=4, shares=shares)


def fit_network(studied: Iterable[Studied]) -> Net:
    """The network that judges beside the linear models, the same for both kinds of report."""
    lessons = []
    for document in studied:
        examples = iter(document.examples)
        for item in document.found:
            own = [next(examples) for _ in item.candidates]
            classes = tuple(
                -1 if e.judged.candidate.tie is Tie.OPPOSE else LABELS.index(e.gold.stance.value if e.gold else NONE)
                for e in own
            )
            lessons.append(Lesson(item, document.context.meeting, classes))
    return fit_net(lessons, LABELS, load_vectors(), SEED)


def fit_target(studied: Iterable[Studied], strength: float = 0.2) -> Linear:
    """The model that says of each party near a position whether it is asked of it."""
    rows: list[Features] = []
    labels: list[str] = []
    for document in studied:
        for example in document.examples:
            if example.gold is None:
                continue
            item, candidate = example.judged.found, example.judged.candidate
            pool = asked_pool(candidate, example.gold.stance, item, document.context)
            rows += target_rows(pool, candidate, example.gold.stance, item, document.context)
            labels += ["yes" if party in example.gold.target else "no" for party in pool]
    return fit_linear(rows, labels, strength=strength)


def fit_issue(studied: Iterable[Studied], index: IssueIndex, strength: float = 1.0) -> Linear:
    """The model that says what a position is about."""
    rows, labels, numbers = [], [], []
    for document in studied:
        for position in document.gold:
            if position.issue is None:
                continue
            places = gold_places(document, position)
            hits = index.hits(places)
            rows.append(issue_features(places, hits, document.context.themes, document.context.meeting))
            numbers.append(issue_numbers(places))
            labels.append(position.issue)
    return fit_linear(rows, labels, strength=strength, numbers=np.array(numbers))


# --- cross-validation -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fold:
    """Some of the documents, and what was learned of each kind of report from all the others."""

    documents: tuple[str, ...]
    news: Linear
    meeting: Linear
    net: Net | None

    def model(self, *, meeting: bool) -> Linear:
        """What judges a meeting report, or news."""
        return self.meeting if meeting else self.news


def fit_folds(
    studied: Sequence[Studied], taught: Sequence[Studied] = (), *, apart: bool = True, net: bool = True
) -> tuple[Fold, ...]:
    """The models that never saw each fold of the documents. `apart`: each kind of report has a linear model of its own;
    `net`: a network judges beside it."""
    parts = [part for part in folds([d.document for d in studied], 5) if part]
    rests = [[*(d for d in studied if d.document not in part), *taught] for part in parts]
    nets = side_by_side([partial(fit_network, rest) for rest in rests]) if net else [None] * len(parts)
    stances = side_by_side([partial(fit_stance, rest, meeting=k, apart=apart) for k in (False, True) for rest in rests])
    return tuple(Fold(*made) for made in zip(parts, stances[: len(parts)], stances[len(parts) :], nets, strict=True))


def held_out_shares(studied: Sequence[Studied], made: Sequence[Fold]) -> Mapping[str, Array]:
    """For each document, its candidates' class shares by a model that never saw it, columns as in LABELS."""
    shares: dict[str, Array] = {}
    for fold in made:
        for document in (d for d in studied if d.document in fold.documents):
            meeting = document.context.meeting
            model = fold.model(meeting=meeting)
            rows = [e.judged.candidate.features for e in document.examples]
            linear = in_columns(model.probabilities(rows), model.labels, LABELS)
            shares[document.document] = (
                linear if fold.net is None else beside_net(document.found, linear, LABELS, fold.net, meeting=meeting)
            )
    return shares


def heard(
    studied: Sequence[Studied], made: Sequence[Fold], documents: Mapping[str, Document], encoder: Encoder
) -> tuple[tuple[Studied, ...], Mapping[str, Array]]:
    """The documents that the encoder has not learned from, and the shares of all by models that never saw them, in news as the
    encoder sees them beside these."""
    unseen = tuple(d for d in studied if d.document not in encoder.seen)
    shares = dict(held_out_shares(unseen, made))
    looked = []
    for document in unseen:
        if not document.context.meeting:
            name = document.document
            seen = beside_encoder(
                encoder.states_of(documents[name].text), document.found, shares[name], LABELS, encoder
            )
            document, shares[name] = replace(document, found=seen.found), seen.shares
        looked.append(document)
    return tuple(looked), shares


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
    """The score from which a candidate counts: the best F1 of holder and polarity where precision is no lower than recall
    and at most a tenth higher. What is made up costs a reader more than what is missed."""
    best = (0.0, 0.5)
    for step in range(8, 66, 3):
        threshold = step / 100
        predicted = [p for d in studied for p in bare_positions(d, shares[d.document], threshold)]
        result = evaluate((p for d in studied for p in d.gold), predicted, [d.document for d in studied])
        score = result.scores[0]
        value = score.f1 - 0.5 * max(0.0, score.recall - score.precision, score.precision - score.recall - 0.1)
        best = max(best, (value, threshold))
    return best[1]


def bare_positions(document: Studied, shares: Array, threshold: float) -> tuple[Position, ...]:
    """The positions judged from given shares, without issue, target and source."""
    out = []
    for j in judge(document.found, shares, LABELS, threshold):
        sentence = j.found.sentence
        passage = Passage(document.document, sentence.start, sentence.end, sentence.text)
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


@dataclass(frozen=True, slots=True)
class OfDocuments:
    """What is learned of documents as a whole, before their sentences are read (see `kg.scoring.Weights`)."""

    home: HomeModel
    genre: Linear


def learn(
    studied: Sequence[Studied],
    index: IssueIndex,
    taught: Sequence[Studied],
    gate: Linear,
    whole: OfDocuments,
    unseen: Sequence[Studied],
    shares: Mapping[str, Array],
) -> Weights:
    """All that can be learned from annotated documents, with the lessons `taught` beside them; the same documents give
    the same weights. Thresholds and calibration come from the `shares` of documents that were judged `unseen`."""
    everything = [*studied, *taught]
    news, meeting, target, issue = side_by_side(
        [
            *(partial(fit_stance, everything, meeting=kind) for kind in (False, True)),
            partial(fit_target, studied),
            partial(fit_issue, studied, index),
        ]
    )
    judges = [_judge(unseen, shares, stance, meeting=kind) for kind, stance in ((False, news), (True, meeting))]
    net = fit_network(everything)
    return Weights(gate, judges[0], judges[1], net, target, issue, whole.home, whole.genre)


def _judge(studied: Sequence[Studied], shares: Mapping[str, Array], stance: Linear, *, meeting: bool) -> Judge:
    """A model with its threshold and calibration, from how documents of its kind fared unseen."""
    own = [d for d in studied if d.context.meeting is meeting] or list(studied)
    scores: list[float] = []
    right: list[bool] = []
    for document in own:
        predicted = bare_positions(document, shares[document.document], 0.05)
        paired = {j for _, j in pair_positions(document.gold, predicted)}
        scores += [p.confidence for p in predicted]
        right += [j in paired for j in range(len(predicted))]
    return Judge(stance, best_threshold(own, shares), fit_calibration(scores, right))


@dataclass(frozen=True, slots=True)
class Held:
    """What was measured on annotated documents that the models judged had not seen: over all, in news and in meeting
    reports (a kind without documents is left out), and how confidence fared."""

    evaluations: Mapping[str, Evaluation]
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
    gates: Gates,
    made: Sequence[Fold],
    whole: OfDocuments,
    unseen: Sequence[Studied],
    shares: Mapping[str, Array],
    read: Callable[[Studied, Weights], Sequence[Position]],
) -> Held:
    """Those of each fold that the encoder has not seen, read with what was learned without the fold; thresholds and
    calibration from how those of the other folds fared."""

    def read_fold(fold: Fold) -> list[Position]:
        rest = [d for d in studied if d.document not in fold.documents]
        others = [d for d in unseen if d.document not in fold.documents]
        news, meeting = (_judge(others, shares, fold.model(meeting=kind), meeting=kind) for kind in (False, True))
        gate = gates.of(fold.documents[0])
        net = fold.net or fit_network(rest)
        target, issue = fit_target(rest), fit_issue(rest, index)
        weights = Weights(gate, news, meeting, net, target, issue, whole.home, whole.genre)
        return [p for d in unseen if d.document in fold.documents for p in read(d, weights)]

    predicted = [p for own in side_by_side([partial(read_fold, fold) for fold in made]) for p in own]
    kinds = {
        "all": unseen,
        "news": [d for d in unseen if not d.context.meeting],
        "meeting reports": [d for d in unseen if d.context.meeting],
    }
    evaluations = {kind: _evaluated(own, predicted, index) for kind, own in kinds.items() if own}
    return Held(evaluations, reliability([p for d in unseen for p in d.gold], predicted))


def _evaluated(studied: Sequence[Studied], predicted: Sequence[Position], index: IssueIndex) -> Evaluation:
    names = [d.document for d in studied]
    found = by_document(predicted)
    gold = (p for d in studied for p in d.gold)
    return evaluate(gold, (p for name in names for p in found.get(name, ())), names, index.broader)


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


def train(gold: Sequence[Path], output: Path, texts: Path | None = None, vocabulary: tuple[Path, ...] = ()) -> Held:
    """Learns from annotated documents, writes the weights, and says what cross-validation over documents measured.

    Raises BadRecord, NoText, NothingToLearn, AllSeen.
    """
    from kg.cues import load_cues
    from kg.extraction import Extractor
    from kg.language import Language
    from kg.vocabulary import load_vocabulary, packs_in

    known, cues = load_vocabulary(packs_in(vocabulary)), load_cues(vocabulary)
    annotated, encoder = read_annotated(gold, texts), load_encoder()
    if annotated.documents and all(document.id in encoder.seen for document in annotated.documents):
        raise AllSeen(len(annotated.documents))
    reader, index = Reader(known, cues, Language()), IssueIndex(known)
    reader.home = fit_home(find_dwellings(reader, annotated))
    reader.genre.passages = fit_genre(annotated.documents, reader.genre)
    whole = OfDocuments(reader.home, reader.genre.passages)
    gates = fit_gates(reader, annotated)
    studied, taught = study(reader, annotated, index, gates), study(reader, lessons(), index, gates)
    if not any(example.gold for document in studied for example in document.examples):
        raise NothingToLearn(len(studied))
    documents = {document.id: document for document in annotated.documents}
    made = fit_folds(studied, taught)
    unseen, shares = heard(studied, made, documents, encoder)
    weights = learn(studied, index, taught, gates.whole, whole, unseen, shares)
    extractor = Extractor(known, cues, weights, "")

    def read(document: Studied, weights: Weights) -> Sequence[Position]:
        extractor.weights = weights
        return extractor.read(documents[document.document]).positions

    save_weights(output, extractor.weights)
    return cross_validated(studied, index, gates, made, whole, unseen, shares, read)
