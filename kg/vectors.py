"""Words as points in a space where words of like use lie near each other: in English as a whole (GloVe, Pennington et al.
2014), and in reporting on negotiations."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.resources import resource

_RIM = ".'\"’"


Array = NDArray[np.float32]
"""Numbers of the learned models."""


class WordVectors:
    """The vectors of the most frequent words, rounded to a byte a number (`scripts/word_vectors.py`)."""

    def __init__(self, words: Sequence[str], vectors: Array) -> None:
        """`vectors` has a row for each of `words`."""
        self._rows = {word: row for row, word in enumerate(words, 1)}
        self._table = np.vstack([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors])

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self._table.shape[1])

    def of(self, words: Sequence[str]) -> Array:
        """A row for each word in lower case; zeros for one that is not known.

        >>> load_vectors().of(["tariff", "qqqq"]).any(axis=1).tolist()
        [True, False]
        """
        rows = self._rows
        return self._table[[rows.get(w) or rows.get(w.strip(_RIM)) or 0 for w in words]]

    def mean(self, words: Sequence[str]) -> Array:
        """The mean of the known words, made one long; zeros where none is known."""
        total: Array = self.of(words).sum(axis=0)
        length = float(np.linalg.norm(total))
        return total / length if length else total


@cache
def load_vectors() -> WordVectors:
    """The vectors of English words."""
    return _read("words.npz")


@cache
def load_field_vectors() -> WordVectors:
    """The vectors of the words of reporting on negotiations (`scripts/field_vectors.py`), those of frequent words short."""
    return _read("field.npz")


def _read(name: str) -> WordVectors:
    with np.load(resource("weights", name), allow_pickle=False) as file:
        words, vectors = file["words"].tolist(), file["vectors"].astype(np.float32) * file["scale"]
    return WordVectors(words, vectors)
