"""The layers of a transformer: what ONNX Runtime makes of them in whole numbers beside plain floating point."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.encoder import load_encoder
from kg.transformer import HEADS, Transformer, distances, far_channels, gelu
from kg.vectors import Array

SIZE, LAYERS, LONGEST = 4 * HEADS, 2, 64
PARTS = {"query": (SIZE, 3 * SIZE), "heard": (SIZE, SIZE), "inner": (SIZE, 2 * SIZE), "outer": (2 * SIZE, SIZE)}


def parameters(seed: int, *, apart: bool = True, far: int = 0) -> dict[str, Array]:
    """Layers of chance; the norm before `inner` makes `far` of its channels forty times as high as the others."""
    chance = np.random.default_rng(seed)

    def floats(*shape: int) -> Array:
        return chance.normal(0, 0.3, shape).astype(np.float32)

    out = {
        "word": chance.integers(-127, 127, (50, SIZE)).astype(np.int8),
        "word scale": np.full((50, 1), 0.01, dtype=np.float32),
        "place": floats(LONGEST, SIZE),
        "embedding norm": np.stack([1 + floats(SIZE), floats(SIZE)]),
    }
    if apart:
        out["distances"] = floats(32, HEADS)
    for n in range(LAYERS):
        for name, shape in PARTS.items():
            out[f"layer {n} {name}"] = chance.integers(-15, 16, shape).astype(np.int8)
            out[f"layer {n} {name} scale"] = chance.uniform(0.005, 0.02, (1, shape[1])).astype(np.float32)
            out[f"layer {n} {name} bias"] = floats(shape[1])
            out[f"layer {n} {name} far"] = np.zeros(0, dtype=np.int32)
        for name in ("heard", "outer"):
            out[f"layer {n} {name} norm"] = np.stack([1 + floats(SIZE), floats(SIZE)])
        out[f"layer {n} heard norm"][0, :far] = 40
        out[f"layer {n} inner far"] = np.arange(far, dtype=np.int32)
    return out


def plain_states(p: dict[str, Array], numbers: list[int]) -> Array:
    """The same in floating point, as the papers have it."""

    def normal(rows: Array, norm: Array) -> Array:
        made = (rows - rows.mean(1, keepdims=True)) / rows.std(1, keepdims=True) * norm[0] + norm[1]
        return np.asarray(made, dtype=np.float32)

    def times(rows: Array, name: str) -> Array:
        return np.asarray(rows @ (p[name] * p[f"{name} scale"]) + p[f"{name} bias"], dtype=np.float32)

    made = normal(p["word"][numbers] * p["word scale"][numbers] + p["place"][: len(numbers)], p["embedding norm"])
    for n in range(LAYERS):
        query, key, value = times(made, f"layer {n} query").reshape(len(numbers), 3, HEADS, -1).transpose(1, 2, 0, 3)
        weights = query @ key.transpose(0, 2, 1) / math.sqrt(SIZE // HEADS)
        if "distances" in p:
            weights = weights + p["distances"][distances(len(numbers))].transpose(2, 0, 1)
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        heard = ((weights / weights.sum(-1, keepdims=True)) @ value).transpose(1, 0, 2).reshape(len(numbers), SIZE)
        heard = normal(times(heard, f"layer {n} heard") + made, p[f"layer {n} heard norm"])
        inner = gelu(times(heard, f"layer {n} inner"))
        made = normal(times(inner, f"layer {n} outer") + heard, p[f"layer {n} outer norm"])
    return made


def alikeness(first: Array, second: Array) -> float:
    """The least cosine of two rows."""
    both = (first * second).sum(1) / np.linalg.norm(first, axis=1) / np.linalg.norm(second, axis=1)
    return float(both.min())


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 99), st.lists(st.integers(0, 49), min_size=1, max_size=LONGEST), st.booleans())
def test_whole_numbers_say_what_floating_point_says(seed: int, numbers: list[int], apart: bool) -> None:
    p = parameters(seed, apart=apart)
    made = Transformer(p).states(np.array(numbers))
    assert made.shape == (len(numbers), SIZE)
    assert alikeness(made, plain_states(p, numbers)) > 0.99


def test_channels_far_from_others_count_as_they_are() -> None:
    p, numbers = parameters(3, far=2), list(range(40))
    right = plain_states(p, numbers)
    told = alikeness(Transformer(p).states(np.array(numbers)), right)
    untold = Transformer(p | {f"layer {n} inner far": np.zeros(0, dtype=np.int32) for n in range(LAYERS)})
    assert told > 0.99
    assert told > alikeness(untold.states(np.array(numbers)), right)


def test_the_same_text_has_the_same_states() -> None:
    encoder = load_encoder()
    numbers = np.array([encoder.pieces.first, *encoder.pieces.of("Peru wants the levy gone.").numbers])
    assert np.array_equal(encoder.layers.states(numbers), encoder.layers.states(numbers))


@pytest.mark.parametrize(("highest", "far"), [([1.0] * 20, []), ([1.0] * 19 + [2.5], [19])])
def test_few_channels_lie_far_from_others(highest: list[float], far: list[int]) -> None:
    assert far_channels(np.array(highest, dtype=np.float32)).tolist() == far
