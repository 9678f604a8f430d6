"""How good the reading is: precision, recall and F1 of predicted positions against annotated ones, level by level.

A predicted position matches an annotated one of the same document when their sentences overlap by more than half of
the shorter, they share a holder and have the same polarity; each matches once. Further levels ask for more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.annotations import by_document
from kg.model import Position

_WORDS = re.compile(r"\w+")
LEVELS = ("holder+polarity", "+stance", "+what", "+issue", "+target", "+source")


@dataclass(frozen=True, slots=True)
class Score:
    """One level's figures: `true` matches of `gold` annotated and `predicted` positions."""

    level: str
    true: float
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        """Share of the predicted that are right, 0 where none is predicted."""
        return self.true / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated that were found, 0 where none is annotated."""
        return self.true / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> round(Score("x", 1, 2, 4).f1, 3)
        0.333
        """
        return 2 * self.true / (self.gold + self.predicted) if self.true else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores by level, and what was missed and what is spurious at the first."""

    scores: tuple[Score, ...]
    missed: tuple[Position, ...]
    spurious: tuple[Position, ...]
    documents: int


def token_f1(first: str, second: str) -> float:
    """F1 of the words of two texts, as multisets.

    >>> token_f1("the dairy quota", "dairy quota"), token_f1("milk", "")
    (0.8, 0.0)
    """
    a, b = (Counter(_WORDS.findall(text.lower())) for text in (first, second))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def _overlap(a: Position, b: Position) -> bool:
    first, second = a.passage, b.passage
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared > 0.5 * min(first.end - first.start, second.end - second.start)


def pair_positions(gold: Sequence[Position], predicted: Sequence[Position]) -> tuple[tuple[int, int], ...]:
    """Index pairs (gold, predicted) that agree on sentence, holder and polarity, each used once, best agreement first."""
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if _overlap(g, p) and set(g.holder) & set(p.holder) and g.stance.polarity == p.stance.polarity:
                agreement = 2 * token_f1(g.what, p.what) + (g.stance is p.stance) + (g.issue == p.issue)
                scored.append((-agreement, i, j))
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return tuple(pairs)


def evaluate(
    gold: Iterable[Position],
    predicted: Iterable[Position],
    documents: Iterable[str] | None = None,
    broader: Mapping[str, str | None] | None = None,
) -> Evaluation:
    """The figures over `documents` (those annotated when None), micro-averaged. `broader` gives an issue's parent: half a
    point for one that is the other's direct child."""
    gold_by, predicted_by = by_document(gold), by_document(predicted)
    parents = broader or {}
    totals = {level: [0.0, 0, 0] for level in LEVELS}
    missed: list[Position] = []
    spurious: list[Position] = []
    wanted = tuple(documents) if documents is not None else tuple(gold_by)
    for document in wanted:
        g, p = gold_by.get(document, ()), predicted_by.get(document, ())
        pairs = pair_positions(g, p)
        hits = [(g[i], p[j]) for i, j in pairs]
        missed += [x for i, x in enumerate(g) if i not in {a for a, _ in pairs}]
        spurious += [x for j, x in enumerate(p) if j not in {b for _, b in pairs}]
        for level, (true, in_gold, in_predicted) in _levels(g, p, hits, parents).items():
            totals[level][0] += true
            totals[level][1] += in_gold
            totals[level][2] += in_predicted
    scores = tuple(Score(level, true, int(n), int(m)) for level, (true, n, m) in totals.items())
    return Evaluation(scores, tuple(missed), tuple(spurious), len(wanted))


def _levels(
    gold: Sequence[Position],
    predicted: Sequence[Position],
    hits: Sequence[tuple[Position, Position]],
    parents: Mapping[str, str | None],
) -> dict[str, tuple[float, int, int]]:
    n, m = len(gold), len(predicted)
    without_issue = sum(1 for g, _ in hits if not g.issue)
    return {
        "holder+polarity": (len(hits), n, m),
        "+stance": (sum(g.stance is p.stance for g, p in hits), n, m),
        "+what": (sum(token_f1(g.what, p.what) >= 0.5 for g, p in hits), n, m),
        "+issue": (
            sum(issue_credit(g.issue, p.issue, parents) for g, p in hits if g.issue),
            sum(bool(g.issue) for g in gold),
            m - without_issue,
        ),
        "+target": (
            sum(bool(set(g.target) & set(p.target)) for g, p in hits if g.target),
            sum(bool(g.target) for g in gold),
            sum(bool(p.target) for p in predicted),
        ),
        "+source": (sum((g.source is None) == (p.source is None) for g, p in hits), n, m),
    }


def issue_credit(gold: str | None, predicted: str | None, parents: Mapping[str, str | None]) -> float:
    """How right an issue is: half for the one just above or below the annotated one; `parents` gives each its broader one."""
    if gold == predicted:
        return 1.0
    if gold and predicted and (parents.get(gold) == predicted or parents.get(predicted) == gold):
        return 0.5
    return 0.0
