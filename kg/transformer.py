"""The layers of a transformer, run in numpy over the word pieces of a text (A. Vaswani et al. 2017, 'Attention Is All You Need';
the layers of MiniLM, W. Wang et al. 2020, and of MPNet, K. Song et al. 2020)."""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.vectors import Array

HEADS = 12
_NEAR, _FARTHEST = 8, 128
"""Up to what distance each counts by itself, and from which on all are one."""
_FAINTEST = np.float32(-80)
"""Below what logarithm of a weight it counts as that, lest it vanish."""


def states(parameters: Mapping[str, Array], numbers: NDArray[np.intp]) -> Array:
    """The state of each of some pieces in a row (pieces x size), by the parameters of a transformer: `word` and its scale,
    `place`, `embedding norm`, in some `distances` (how much each head looks at what stands how far off: distances x heads), and of each
    layer `query` (with key and value), `heard`, `inner`, `outer`, their biases and norms."""
    words = parameters["word"][numbers].astype(np.float32) * parameters["word scale"][numbers]
    made = normal(words + parameters["place"][: len(numbers)], parameters["embedding norm"])
    apart = parameters["distances"][distances(len(numbers))].transpose(2, 0, 1) if "distances" in parameters else None
    for layer in range(len([name for name in parameters if name.endswith("query")])):
        made = _layer(parameters, made, f"layer {layer} ", apart)
    return made


@cache
def distances(length: int) -> NDArray[np.intp]:
    """How far apart the pieces of a row stand, each from each, as 32 numbers: 0 to 15 for what stands before or in the same place, 16
    to 31 for what stands behind, the far ones together by their logarithm (C. Raffel et al. 2020, 'Exploring the Limits of Transfer
    Learning', section 2.1).

    >>> distances(4)[1].tolist(), int(distances(256)[255, 0])
    ([1, 0, 17, 18], 15)
    """
    off = np.arange(length)[:, None] - np.arange(length)[None, :]
    far = np.abs(off)
    logarithm = np.log(np.maximum(far, 1) / _NEAR) / math.log(_FARTHEST / _NEAR) * _NEAR
    steps = np.where(far < _NEAR, far, np.minimum(_NEAR + logarithm.astype(np.intp), 2 * _NEAR - 1))
    numbered: NDArray[np.intp] = np.where(off < 0, steps + 2 * _NEAR, steps)
    return numbered


def _layer(p: Mapping[str, Array], states: Array, name: str, apart: Array | None) -> Array:
    """What a layer makes of the states; in place where it can be, since new arrays of this size cost as much as the sums."""
    size = states.shape[1]
    mixed = states @ p[f"{name}query"]
    mixed += p[f"{name}query bias"]
    query, key, value = mixed.reshape(len(states), 3, HEADS, size // HEADS).transpose(1, 2, 0, 3)
    weights = (query * np.float32((size // HEADS) ** -0.5)) @ key.transpose(0, 2, 1)
    if apart is not None:
        weights += apart
    weights -= weights.max()  # one for all: a row's own takes longer than the exponentials
    np.maximum(weights, _FAINTEST, out=weights)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=-1, keepdims=True)
    heard = (weights @ value).transpose(1, 0, 2).reshape(states.shape) @ p[f"{name}heard"]
    heard += states
    heard += p[f"{name}heard bias"]
    heard = normal(heard, p[f"{name}heard norm"])
    inner = heard @ p[f"{name}inner"]
    inner += p[f"{name}inner bias"]
    outer = gelu(inner) @ p[f"{name}outer"]
    outer += heard
    outer += p[f"{name}outer bias"]
    return normal(outer, p[f"{name}outer norm"])


def normal(rows: Array, norm: Array) -> Array:
    """Rows brought to mean 0 and variance 1, then scaled and moved by the two rows of `norm`."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(rows.shape[1])
    out: Array = centred / np.sqrt(variance + np.float32(1e-12)) * norm[0] + norm[1]
    return out


_SLOPE, _CUBED = np.float32(math.sqrt(2 / math.pi)), np.float32(0.044715)


def gelu(values: Array) -> Array:
    """Gaussian error linear units, by the hyperbolic tangent: right to a thousandth (D. Hendrycks and K. Gimpel 2016,
    'Gaussian Error Linear Units', section 2).

    >>> [round(float(value), 3) for value in gelu(np.array([-1, 0, 1, 3], dtype=np.float32))]
    [-0.159, 0.0, 0.841, 2.996]
    """
    out: Array = values * values
    out *= _CUBED
    out += 1
    out *= values
    out *= _SLOPE
    np.tanh(out, out=out)
    out += 1
    out *= values
    out *= np.float32(0.5)
    return out


def read_arrays(path: Path) -> tuple[dict[str, Array], dict[str, tuple[str, ...]]]:
    """Parameters from plain arrays, matrices of whole numbers from -127 to 127 with a scale for each column made floats (those
    of words stay as they are), and the lists of names beside them."""
    with np.load(path, allow_pickle=False) as file:
        arrays: dict[str, Array] = {name: file[name] for name in file.files}
    names = {name: tuple(str(n) for n in arrays.pop(name)) for name in sorted(arrays) if name.startswith("names of ")}
    whole = np.ones(1, dtype=np.float32)
    parameters = {
        name: values if name == "word" else np.asarray(values * arrays.get(f"{name} scale", whole), dtype=np.float32)
        for name, values in arrays.items()
    }
    return parameters, names
