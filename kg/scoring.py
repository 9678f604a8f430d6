"""Learned judgements at run time, read from plain arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError
from kg.homes import HomeModel
from kg.linear import Linear
from kg.net import Lists, Net
from kg.vectors import Array

NONE = "none"
"""The class of what is nobody's position."""


class NoWeights(KgError):
    """The learned weights are missing or of another form."""

    exit_code = 1

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}; install the package again, or make them anew with 'kg train GOLD'")
        self.path, self.why = path, why


def in_columns(shares: Array, labels: Sequence[str], wanted: Sequence[str]) -> Array:
    """The columns of some shares in the order of other labels; a label that has none gets zeros.

    >>> in_columns(np.array([[0.25, 0.75]], dtype=np.float32), ("a", "b"), ("b", "c")).tolist()
    [[0.75, 0.0]]
    """
    out = np.zeros((len(shares), len(wanted)), dtype=np.float32)
    for column, label in enumerate(wanted):
        if label in labels:
            out[:, column] = shares[:, labels.index(label)]
    return out


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
class Judge:
    """What is learned of one kind of report: which candidate is a position and of which stance, the score from which it
    counts, and how often one of that score is right."""

    stance: Linear
    threshold: float
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Weights:
    """All that is learned: which phrases are worth a look (`gate`), which candidates are positions in news and in meeting
    reports, what a network over their words (`net`) says of both, of whom they are asked, their issue, where those are at
    home of whom nothing is said (`home`), and which passages are of meeting reports (`genre`)."""

    gate: Linear
    news: Judge
    meeting: Judge
    net: Net
    target: Linear
    issue: Linear
    home: HomeModel
    genre: Linear

    def judge(self, *, meeting: bool) -> Judge:
        """What judges the candidates of a meeting report, or of news."""
        return self.meeting if meeting else self.news


def load_weights(path: Path) -> Weights:
    """The weights in a `.npz` file of plain arrays (never pickled objects); raises NoWeights."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        gate, target, issue = (_linear(arrays, name) for name in ("gate", "target", "issue"))
        home = HomeModel(arrays["home"], _linear(arrays, "letters"), _linear(arrays, "nowhere"))
        news, meeting = (_judge(arrays, kind) for kind in ("news", "meeting"))
        return Weights(gate, news, meeting, _net(arrays), target, issue, home, _linear(arrays, "genre"))
    except (OSError, ValueError, KeyError) as exc:
        raise NoWeights(path, f"no weights there ({exc})") from exc


def _linear(arrays: dict[str, NDArray[np.float32]], name: str) -> Linear:
    labels = tuple(str(label) for label in arrays[f"{name}.labels"])
    weights = arrays[f"{name}.weights"].astype(np.float32) / np.float32(_STEPS)
    dense = arrays[f"{name}.dense"].astype(np.float32) if f"{name}.dense" in arrays else None
    bias = arrays[f"{name}.bias"].astype(np.float32)
    return Linear(arrays[f"{name}.buckets"].astype(np.uint32), weights, bias, labels, dense)


def _judge(arrays: dict[str, NDArray[np.float32]], name: str) -> Judge:
    calibration = Calibration(arrays[f"{name}.scores"], arrays[f"{name}.shares"])
    return Judge(_linear(arrays, name), float(arrays[f"{name}.threshold"][0]), calibration)


def _net(arrays: dict[str, NDArray[np.float32]]) -> Net:
    def names(list_name: str) -> tuple[str, ...]:
        return tuple(str(name) for name in arrays[f"net.{list_name}"])

    count = sum(1 for name in arrays if name.startswith("net.kinds "))
    lists = Lists(names("tags"), names("relations"), tuple(names(f"kinds {n}") for n in range(count)))
    values = {n.removeprefix("net:"): v.astype(np.float32) for n, v in arrays.items() if n.startswith("net:")}
    return Net(lists, values, names("labels"))


def save_weights(path: Path, weights: Weights) -> None:
    """Write weights as plain arrays, compressed: in steps or half precision, which loses nothing that counts."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for kind in ("news", "meeting"):
        judge: Judge = getattr(weights, kind)
        arrays[f"{kind}.scores"], arrays[f"{kind}.shares"] = judge.calibration.scores, judge.calibration.shares
        arrays[f"{kind}.threshold"] = np.array([judge.threshold], dtype=np.float32)
        _add_linear(arrays, kind, judge.stance)
    for name in ("gate", "target", "issue", "genre"):
        _add_linear(arrays, name, getattr(weights, name))
    arrays["home"] = weights.home.clues
    _add_linear(arrays, "letters", weights.home.letters)
    _add_linear(arrays, "nowhere", weights.home.nowhere)
    lists = weights.net.lists
    named = {"labels": weights.net.labels, "tags": lists.tags, "relations": lists.relations}
    named.update({f"kinds {n}": kinds for n, kinds in enumerate(lists.kinds)})
    arrays.update({f"net.{name}": np.array(values) for name, values in named.items()})
    arrays.update({f"net:{name}": value.astype(np.float16) for name, value in weights.net.parameters.items()})
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


_STEPS = 256
"""Steps of a weight in a file: whole numbers, most of them small, take a fifth of the room."""
_SILENT = 0.01
"""A feature whose weights all lie below it is not written: with it or without, hardly a score changes in its second digit."""


def _add_linear(arrays: dict[str, NDArray[np.generic]], name: str, model: Linear) -> None:
    told = np.abs(model.weights).max(axis=1, initial=0.0) >= _SILENT
    arrays[f"{name}.buckets"], arrays[f"{name}.bias"] = model.buckets[told], model.bias
    arrays[f"{name}.weights"] = np.rint(model.weights[told] * _STEPS).astype(np.int16)
    arrays[f"{name}.labels"] = np.array(model.labels)
    if model.dense is not None:
        arrays[f"{name}.dense"] = model.dense.astype(np.float16)
