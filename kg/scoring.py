"""Learned judgements at run time: linear models over hashed features, read from plain arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError
from kg.features import bucket

Array = NDArray[np.float32]


class NoWeights(KgError):
    """The learned weights are missing or of another form."""

    exit_code = 1

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}; install the package again, or make them anew with 'kg train GOLD'")
        self.path, self.why = path, why


@dataclass(frozen=True, slots=True)
class Linear:
    """A softmax over sums of feature weights. `buckets` is sorted; row i of `weights` (features x classes) is bucket i's."""

    buckets: NDArray[np.uint32]
    weights: Array
    bias: Array
    labels: tuple[str, ...]

    def probabilities(self, rows: Sequence[Sequence[str]]) -> Array:
        """One row of class probabilities for each row of features; an empty array for no rows."""
        scores = np.tile(self.bias, (len(rows), 1)).astype(np.float32)
        for i, features in enumerate(rows):
            wanted = np.fromiter({bucket(f) for f in features}, dtype=np.uint32)
            at = np.searchsorted(self.buckets, wanted)
            known = at < len(self.buckets)
            known[known] = self.buckets[at[known]] == wanted[known]
            scores[i] += self.weights[at[known]].sum(axis=0)
        return softmax(scores)


def softmax(scores: Array) -> Array:
    """Each row's shares, summing to 1.

    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    if not len(scores):
        return scores
    raised: Array = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = raised / raised.sum(axis=1, keepdims=True)
    return shares


@dataclass(frozen=True, slots=True)
class Calibration:
    """Maps a score to the share of positions that were right at it, on documents not trained on; both rise from 0 to 1."""

    scores: Array
    shares: Array

    def __call__(self, score: float) -> float:
        """The calibrated probability, rounded to a hundredth.

        >>> Calibration(np.array([0, 1], dtype=np.float32), np.array([0.2, 1], dtype=np.float32))(0.5)
        0.6
        """
        return round(float(np.interp(score, self.scores, self.shares)), 2)


@dataclass(frozen=True, slots=True)
class Weights:
    """All that is learned: which candidate is a position and of which stance, of whom it is asked, and its issue."""

    stance: Linear
    target: Linear
    issue: Linear
    calibration: Calibration
    threshold: float  # in news
    meeting_threshold: float

    def least(self, *, meeting: bool) -> float:
        """The score from which a candidate counts, in news or in a meeting report."""
        return self.meeting_threshold if meeting else self.threshold


def load_weights(path: Path) -> Weights:
    """The weights in a `.npz` file of plain arrays (never pickled objects); raises NoWeights."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        models = {name: _linear(arrays, name) for name in ("stance", "target", "issue")}
        calibration = Calibration(arrays["calibration.scores"], arrays["calibration.shares"])
        return Weights(
            models["stance"], models["target"], models["issue"], calibration, *map(float, arrays["threshold"])
        )
    except (OSError, ValueError, KeyError) as exc:
        raise NoWeights(path, f"no weights there ({exc})") from exc


def _linear(arrays: dict[str, NDArray[np.float32]], name: str) -> Linear:
    labels = tuple(str(label) for label in arrays[f"{name}.labels"])
    weights = arrays[f"{name}.weights"].astype(np.float32)
    return Linear(
        arrays[f"{name}.buckets"].astype(np.uint32), weights, arrays[f"{name}.bias"].astype(np.float32), labels
    )


def save_weights(path: Path, weights: Weights) -> None:
    """Write weights as plain arrays, compressed, half precision where that loses nothing that counts."""
    arrays: dict[str, NDArray[np.generic]] = {
        "calibration.scores": weights.calibration.scores,
        "calibration.shares": weights.calibration.shares,
        "threshold": np.array([weights.threshold, weights.meeting_threshold], dtype=np.float32),
    }
    for name in ("stance", "target", "issue"):
        model: Linear = getattr(weights, name)
        arrays[f"{name}.buckets"], arrays[f"{name}.bias"] = model.buckets, model.bias
        arrays[f"{name}.weights"] = model.weights.astype(np.float16)
        arrays[f"{name}.labels"] = np.array(model.labels)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
