"""How the network of `kg.net` is learned: gradients by hand, AdamW (Loshchilov and Hutter 2019), one cycle of rates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi
from typing import TYPE_CHECKING

import numpy as np

from kg.linear import softmax
from kg.net import FAR, Batch, Drop, Lists, Net, Rows, Trail, forward, kinds_of
from kg.vectors import Array, WordVectors

if TYPE_CHECKING:
    from kg.found import Found

_PROJECTED, _TAG, _STATE, _KIND, _HIDDEN = 64, 12, 96, 8, 128
_DROPPED, _EPOCHS, _TOGETHER = 0.4, 14, 32
_RATE, _DECAY, _LONGEST = 4e-3, 1e-2, 2.0


class Dropper:
    """Lets through each number with a chance, the larger for it: dropout (Srivastava et al. 2014)."""

    def __init__(self, chance: float, seed: int) -> None:
        """`chance` of being dropped."""
        self._chance, self._random = chance, np.random.default_rng(seed)

    def __call__(self, shape: tuple[int, ...]) -> Array:
        """Zeros and, more often, the factor that keeps the mean."""
        through = self._random.random(shape, dtype=np.float32) >= self._chance
        return through.astype(np.float32) / np.float32(1 - self._chance)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with its candidates' classes as numbers of the labels, -1 for one that is not to be learned from."""

    found: "Found"
    meeting: bool
    classes: tuple[int, ...]


def fit_net(lessons: Sequence[Lesson], labels: tuple[str, ...], vectors: WordVectors, seed: int) -> Net:
    """A network learned from annotated sentences; the same sentences and seed give the same, on the same machine."""
    lessons = [lesson for lesson in lessons if lesson.found.candidates]
    lists = lists_of(lessons)
    random = np.random.default_rng(seed)
    parameters = new_parameters(lists, len(labels), vectors.size, random)
    moments = {name: (np.zeros_like(v), np.zeros_like(v)) for name, v in parameters.items()}
    drop = Dropper(_DROPPED, seed)
    steps = _EPOCHS * -(-len(lessons) // _TOGETHER)
    for step, part in enumerate(_parts(lessons, random), 1):
        batch = lists.batch([(lesson.found, lesson.meeting) for lesson in part], vectors)
        classes = np.array([c for lesson in part for c in lesson.classes], dtype=np.int64)
        slopes = gradients(batch, parameters, classes, drop)
        _update(parameters, moments, slopes, step, _rate(step / steps))
    return Net(lists, parameters, labels)


def _parts(lessons: Sequence[Lesson], random: np.random.Generator) -> Iterator[list[Lesson]]:
    for _ in range(_EPOCHS):
        order = random.permutation(len(lessons))
        for at in range(0, len(order), _TOGETHER):
            yield [lessons[i] for i in order[at : at + _TOGETHER]]


def lists_of(lessons: Sequence[Lesson]) -> Lists:
    """The names of tags, relations and kinds that occur in annotated sentences."""
    tags = sorted({t for lesson in lessons for t in lesson.found.seen.tags})
    relations = sorted({r for lesson in lessons for r in lesson.found.seen.relations})
    known = [kinds_of(c, meeting=lesson.meeting) for lesson in lessons for c in lesson.found.candidates]
    kinds = tuple(tuple(sorted(set(column))) for column in zip(*known, strict=True))
    return Lists(tuple(tags), tuple(relations), kinds)


def new_parameters(lists: Lists, classes: int, size: int, random: np.random.Generator) -> dict[str, Array]:
    """Parameters to begin with, for word vectors of a size."""

    def even(shape: tuple[int, ...], enter: int) -> Array:
        bound = 1 / np.sqrt(enter)
        return random.uniform(-bound, bound, shape).astype(np.float32)

    def normal(rows: int, columns: int) -> Array:
        return random.standard_normal((rows, columns)).astype(np.float32)

    inputs = _PROJECTED + 2 * _TAG + 4
    joined = 5 * _STATE + 3 * _PROJECTED + _KIND * (len(lists.kinds) + 2)
    parameters = {
        "project": even((size, _PROJECTED), size), "project bias": even((_PROJECTED,), size),
        "tags": normal(len(lists.tags) + 1, _TAG), "relations": normal(len(lists.relations) + 1, _TAG),
        "named": normal(2, 4),
        "first": even((3, inputs, _STATE), 3 * inputs), "first bias": even((_STATE,), 3 * inputs),
        "second": even((3, _STATE, _STATE), 3 * _STATE), "second bias": even((_STATE,), 3 * _STATE),
        "elsewhere": np.zeros(_STATE, dtype=np.float32),
        "hidden": even((joined, _HIDDEN), joined), "hidden bias": even((_HIDDEN,), joined),
        "out": even((_HIDDEN, classes), _HIDDEN), "out bias": even((classes,), _HIDDEN),
    }  # fmt: skip
    parameters.update({f"kind {n}": normal(len(names) + 1, _KIND) for n, names in enumerate(lists.kinds)})
    parameters.update({f"apart {n}": normal(2 * FAR + 2, _KIND) for n in range(2)})
    return parameters


def gradients(
    batch: Batch,
    parameters: Mapping[str, Array],
    classes: Rows,
    drop: Drop | None,
) -> dict[str, Array]:
    """The slope of the mean cross-entropy of a batch in each parameter; a class of -1 counts nothing."""
    trail = forward(batch, parameters, drop)
    counted = classes >= 0
    slope = softmax(trail.logits)
    slope[np.flatnonzero(counted), classes[counted]] -= 1
    slope[~counted] = 0
    return _backward(batch, parameters, trail, slope / np.float32(max(int(counted.sum()), 1)))


def _backward(batch: Batch, p: Mapping[str, Array], trail: Trail, slope: Array) -> dict[str, Array]:
    kept, out = trail.kept, {}

    def let_through(name: str, values: Array) -> Array:
        return values * kept[name] if name in kept else values

    out["out"], out["out bias"] = trail.hidden.T @ slope, slope.sum(axis=0)
    hidden = let_through("hidden", slope @ p["out"].T) * (trail.hidden > 0)
    out["hidden"], out["hidden bias"] = trail.joined.T @ hidden, hidden.sum(axis=0)
    joined = let_through("joined", hidden @ p["hidden"].T)
    widths = [*[_STATE] * 5, *[_PROJECTED] * 3, *[_KIND] * (batch.kinds.shape[1] + batch.apart.shape[1])]
    cue, head, what, holder, pooled, cue_word, head_word, what_words, *names = np.split(
        joined, np.cumsum(widths)[:-1], axis=1
    )
    for n in range(batch.kinds.shape[1]):
        out[f"kind {n}"] = _gathered(p[f"kind {n}"], batch.kinds[:, n], names[n])
    for n in range(batch.apart.shape[1]):
        out[f"apart {n}"] = _gathered(p[f"apart {n}"], batch.apart[:, n], names[batch.kinds.shape[1] + n])
    states = np.zeros_like(trail.states)
    np.add.at(states, batch.cue, cue)
    np.add.at(states, batch.head, head)
    here = batch.holder >= 0
    np.add.at(states, batch.holder[here], holder[here])
    out["elsewhere"] = holder[~here].sum(axis=0)
    states += _spread(what, batch, len(states))
    by_sentence = np.zeros_like(trail.pooled)
    np.add.at(by_sentence, batch.sentence, pooled)
    owner = np.repeat(np.arange(len(batch.first)), np.diff([*batch.first, len(states)]))
    inside = slice(batch.first[0], None)
    highest = trail.states[inside] == trail.pooled[owner]
    states[inside] += by_sentence[owner] * highest
    second = states * (trail.second > 0)
    out["second"], out["second bias"] = _convolved(trail.dropped, second)
    first = states + let_through("again", _back_through(second, p["second"]))
    first = first * (trail.first > 0)
    out["first"], out["first bias"] = _convolved(trail.inputs, first)
    inputs = let_through("inputs", _back_through(first, p["first"])) * batch.real
    projected, tags, relations, named = np.split(inputs, np.cumsum([_PROJECTED, _TAG, _TAG]), axis=1)
    out["tags"] = _gathered(p["tags"], batch.tags, tags)
    out["relations"] = _gathered(p["relations"], batch.relations, relations)
    out["named"] = _gathered(p["named"], batch.named, named)
    projected = projected + _spread(what_words, batch, len(projected))
    np.add.at(projected, batch.cue, cue_word)
    np.add.at(projected, batch.head, head_word)
    projected = projected * batch.real * (1 - trail.projected**2)
    words = batch.words * kept["words"] if "words" in kept else batch.words
    out["project"], out["project bias"] = words.T @ projected, projected.sum(axis=0)
    return out


def _gathered(table: Array, rows: Rows, slopes: Array) -> Array:
    out = np.zeros_like(table)
    np.add.at(out, rows, slopes)
    return out


def _spread(slopes: Array, batch: Batch, rows: int) -> Array:
    """What the mean over each object hands back to its rows."""
    each = slopes / (batch.end - batch.start)[:, None].astype(np.float32)
    steps = np.zeros((rows + 1, slopes.shape[1]), dtype=np.float32)
    np.add.at(steps, batch.start, each)
    np.subtract.at(steps, batch.end, each)
    spread: Array = np.cumsum(steps, axis=0, dtype=np.float32)[:-1]
    return spread


def _convolved(rows: Array, slopes: Array) -> tuple[Array, Array]:
    weights = np.stack([rows[:-1].T @ slopes[1:], rows.T @ slopes, rows[1:].T @ slopes[:-1]])
    return weights, slopes.sum(axis=0)


def _back_through(slopes: Array, weights: Array) -> Array:
    out: Array = slopes @ weights[1].T
    out[:-1] += slopes[1:] @ weights[0].T
    out[1:] += slopes[:-1] @ weights[2].T
    return out


def _rate(done: float) -> float:
    """One cycle of learning rates (L. Smith 2018): up for three tenths of the way, then down to next to nothing."""
    if done < 0.3:
        return _RATE * (0.04 + 0.96 * (1 - cos(pi * done / 0.3)) / 2)
    return _RATE * (1 + cos(pi * (done - 0.3) / 0.7)) / 2


def _update(
    parameters: dict[str, Array],
    moments: Mapping[str, tuple[Array, Array]],
    slopes: Mapping[str, Array],
    step: int,
    rate: float,
) -> None:
    length = float(np.sqrt(sum(float((s * s).sum()) for s in slopes.values())))
    shrink = np.float32(min(1.0, _LONGEST / (length + 1e-6)))
    for name, value in parameters.items():
        slope = slopes[name] * shrink
        mean, square = moments[name]
        mean += (slope - mean) * np.float32(0.1)
        square += (slope * slope - square) * np.float32(0.001)
        step_size = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        value -= np.float32(rate) * (step_size + np.float32(_DECAY) * value).astype(np.float32)
