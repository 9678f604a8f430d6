"""Linear models over hashed features."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.blocks import BUCKETS, Features
from kg.vectors import Array


@dataclass(frozen=True, slots=True)
class Linear:
    """A softmax over sums of feature weights. `buckets` is sorted; row i of `weights` (features x classes) is bucket i's.
    `dense` (numbers x classes), where there is one, weighs numbers that go with each row of features."""

    buckets: NDArray[np.uint32]
    weights: Array
    bias: Array
    labels: tuple[str, ...]
    dense: Array | None = None
    _rows: NDArray[np.int32] = field(init=False, repr=False, compare=False)
    _padded: Array = field(init=False, repr=False, compare=False)

    @classmethod
    def of_one(cls, label: str, labels: tuple[str, ...]) -> "Linear":
        """A model that has seen one of its classes only, and says it is always that one."""
        bias = np.array([9.0 if one == label else 0.0 for one in labels], dtype=np.float32)
        return cls(np.zeros(0, dtype=np.uint32), np.zeros((0, len(labels)), dtype=np.float32), bias, labels)

    def __post_init__(self) -> None:
        """Lays out where each bucket's weights are; those of a bucket nothing was learned of are zeros."""
        rows = np.full(BUCKETS, len(self.buckets), dtype=np.int32)
        rows[self.buckets] = np.arange(len(self.buckets), dtype=np.int32)
        nothing = np.zeros((1, self.weights.shape[1]), dtype=np.float32)
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "_padded", np.vstack([self.weights, nothing]))

    def probabilities(self, rows: Sequence[Features], numbers: Array | None = None) -> Array:
        """One row of class probabilities for each row of features; an empty array for no rows."""
        scores = np.empty((len(rows), len(self.bias)), dtype=np.float32)
        scores[:] = self.bias
        if self.dense is not None and numbers is not None:
            scores += numbers @ self.dense
        for at in range(0, len(rows), _AT_ONCE):
            owners, buckets = numbered(rows[at : at + _AT_ONCE])
            if len(owners):
                starts = np.flatnonzero(_changes(owners))
                scores[at + owners[starts]] += np.add.reduceat(self.weigh(buckets), starts, axis=0)
        return softmax(scores)

    def weigh(self, buckets: NDArray[np.intp]) -> Array:
        """What each of some buckets weighs for each class (buckets x classes)."""
        weights: Array = self._padded.take(self._rows.take(buckets), axis=0)
        return weights


def numbered(rows: Sequence[Features]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The buckets of rows of features, each once a row, and beside each the number of its row; both in order."""
    buckets = np.frombuffer(b"".join([row.numbers for row in rows]), dtype=np.uint32) & (BUCKETS - 1)
    owners = np.repeat(np.arange(len(rows)), [len(row.numbers) // buckets.itemsize for row in rows])
    pairs = (owners << _BITS) | buckets
    pairs.sort()
    pairs = pairs[_changes(pairs)]
    return pairs >> _BITS, pairs & (BUCKETS - 1)


def _changes(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where sorted numbers are others than the ones before."""
    found = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return found


_BITS = BUCKETS.bit_length() - 1
_AT_ONCE = 1024
"""Rows whose weights are looked up at a time."""


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
