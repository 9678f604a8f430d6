"""What a small convolutional network makes of the candidates of a sentence, from its words and their parse.

Two layers of convolution over the words of each sentence (word vectors, tags and relations of the parse, where parties
are named), read off at a candidate's cue, object and holder, and one hidden layer over that (after Y. Kim,
'Convolutional Neural Networks for Sentence Classification', 2014, with entity positions as in D. Zeng et al. 2014).
It sees what the linear model cannot: that words unlike those it learned from are used alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.found import Candidate, Found, Seen
from kg.linear import softmax
from kg.vectors import Array, WordVectors

Rows = NDArray[np.int64]
Drop = Callable[[tuple[int, ...]], Array]

FAR = 10
"""Distances between words count up to this many."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences one after the other, an empty row before, between and behind them, and their candidates.

    `words` (rows x vector size), `tags`, `relations`, `named` (rows) and `real` (rows x 1: 0 at an empty row) are of the
    words; `first` has the row each sentence starts at. Of the candidates: `cue`, `head`, `start`, `end` and `holder`
    are rows (`holder` -1 where it stands elsewhere), `sentence` counts the sentences, `kinds` (candidates x kinds) and
    `apart` (candidates x 2) are numbers of categories and distances.
    """

    words: Array
    tags: Rows
    relations: Rows
    named: Rows
    real: Array
    first: Rows
    cue: Rows
    head: Rows
    start: Rows
    end: Rows
    holder: Rows
    sentence: Rows
    kinds: Rows
    apart: Rows


def kinds_of(candidate: Candidate, *, meeting: bool) -> tuple[str, ...]:
    """What is known of a candidate beside its words."""
    return (
        candidate.cue.stance,
        candidate.cue.pos,
        candidate.frame.split(":")[0],
        candidate.object.link,
        candidate.holder.kind,
        str(candidate.negated),
        candidate.modal,
        str(candidate.tie),
        str(meeting),
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """The tags, relations and kinds that a net tells apart; any other is number 0."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]

    def batch(self, sentences: Sequence[tuple[Found, bool]], vectors: WordVectors) -> Batch:
        """The sentences, each with whether it is of a meeting report, and all their candidates in order."""
        tags, relations = _numbered(self.tags), _numbered(self.relations)
        kinds = [_numbered(names) for names in self.kinds]
        words: list[str] = [""]
        columns: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)]
        first: list[int] = []
        rows: list[tuple[int, int, int, int, int, int]] = []
        known: list[list[int]] = []
        for number, (found, meeting) in enumerate(sentences):
            seen, base = found.seen, len(words)
            first.append(base)
            size = max(len(seen.words), 1)
            words += [*(seen.words or ("",)), ""]
            columns += [
                (tags.get(t, 0), relations.get(r, 0), int(n), 1)
                for t, r, n in zip(seen.tags, seen.relations, seen.named, strict=True)
            ] or [(0, 0, 0, 0)]
            columns.append((0, 0, 0, 0))
            for candidate in found.candidates:
                cue, head, start = (
                    min(i, size - 1) for i in (candidate.cue_token, candidate.object.head, candidate.object.start)
                )
                end = max(min(candidate.object.end, size), start + 1)
                holder = token_at(seen, candidate.holder.start)
                rows.append(
                    (base + cue, base + head, base + start, base + end, base + holder if holder >= 0 else -1, number)
                )
                own = kinds_of(candidate, meeting=meeting)
                known.append([names.get(kind, 0) for names, kind in zip(kinds, own, strict=True)])
        table = np.array(columns, dtype=np.int64)
        at = np.array(rows, dtype=np.int64).reshape(-1, 6)
        apart = np.stack(
            [_distance(at[:, 1], at[:, 0]), np.where(at[:, 4] >= 0, _distance(at[:, 4], at[:, 0]), 0)], axis=1
        )
        return Batch(
            vectors.of(words),
            table[:, 0],
            table[:, 1],
            table[:, 2],
            table[:, 3:].astype(np.float32),
            np.array(first, dtype=np.int64),
            at[:, 0],
            at[:, 1],
            at[:, 2],
            at[:, 3],
            at[:, 4],
            at[:, 5],
            np.array(known, dtype=np.int64).reshape(-1, len(self.kinds)),
            apart,
        )


@cache
def _numbered(names: tuple[str, ...]) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(names, 1)}


def _distance(there: Rows, here: Rows) -> Rows:
    """How far one row is from another, from 1 for `FAR` before to 2 `FAR` + 1 for `FAR` behind."""
    apart: Rows = np.clip(there - here, -FAR, FAR) + FAR + 1
    return apart


def token_at(seen: Seen, offset: int | None) -> int:
    """The word at an offset of the sentence, or -1."""
    if offset is None:
        return -1
    return next((i for i, (_, end) in enumerate(seen.spans) if offset < end), -1)


@dataclass(frozen=True, slots=True)
class Net:
    """A trained network: its lists of names, its parameters, and its classes in order."""

    lists: Lists
    parameters: Mapping[str, Array]
    labels: tuple[str, ...]

    def shares(self, sentences: Sequence[tuple[Found, bool]], vectors: WordVectors, size: int = 64) -> Array:
        """A row of class probabilities for each candidate in order, `size` sentences at a time."""
        full = [s for s in sentences if s[0].candidates]
        out = [np.zeros((0, len(self.labels)), dtype=np.float32)]
        for at in range(0, len(full), size):
            out.append(softmax(forward(self.lists.batch(full[at : at + size], vectors), self.parameters).logits))
        return np.concatenate(out)


@dataclass(frozen=True, slots=True)
class Trail:
    """Every step of a pass through the network, for learning from; `kept` holds what each dropout let through."""

    projected: Array
    inputs: Array
    first: Array
    dropped: Array
    second: Array
    states: Array
    pooled: Array
    joined: Array
    hidden: Array
    logits: Array
    kept: Mapping[str, Array]


def forward(batch: Batch, parameters: Mapping[str, Array], drop: Drop | None = None) -> Trail:
    """The network's logits for a batch (candidates x classes) and how it came to them; with `drop`, numbers are let
    through or not as it says for their shape."""
    p, kept = parameters, {}

    def dropped(name: str, values: Array) -> Array:
        if drop is None:
            return values
        kept[name] = drop(values.shape)
        return values * kept[name]

    projected = np.tanh(dropped("words", batch.words) @ p["project"] + p["project bias"]) * batch.real
    inputs = np.concatenate(
        [projected, p["tags"][batch.tags], p["relations"][batch.relations], p["named"][batch.named]], axis=1
    )
    inputs = dropped("inputs", inputs * batch.real)
    first = np.maximum(convolve(inputs, p["first"], p["first bias"]), 0) * batch.real
    again = dropped("again", first)
    second = np.maximum(convolve(again, p["second"], p["second bias"]), 0) * batch.real
    states = first + second
    pooled = np.maximum.reduceat(states, batch.first, axis=0)
    holder = np.where((batch.holder >= 0)[:, None], states[batch.holder], p["elsewhere"])
    joined = np.concatenate(
        [
            states[batch.cue], states[batch.head], span_mean(states, batch), holder, pooled[batch.sentence],
            projected[batch.cue], projected[batch.head], span_mean(projected, batch),
            *(p[f"kind {n}"][batch.kinds[:, n]] for n in range(batch.kinds.shape[1])),
            *(p[f"apart {n}"][batch.apart[:, n]] for n in range(batch.apart.shape[1])),
        ],
        axis=1,
    )  # fmt: skip
    joined = dropped("joined", joined)
    hidden = dropped("hidden", np.maximum(joined @ p["hidden"] + p["hidden bias"], 0))
    logits = hidden @ p["out"] + p["out bias"]
    return Trail(projected, inputs, first, again, second, states, pooled, joined, hidden, logits, kept)


def convolve(rows: Array, weights: Array, bias: Array) -> Array:
    """Each row with the one before and the one after; `weights` is 3 x in x out. The outermost rows are empty."""
    out: Array = rows @ weights[1] + bias
    out[1:] += rows[:-1] @ weights[0]
    out[:-1] += rows[1:] @ weights[2]
    return out


def span_mean(rows: Array, batch: Batch) -> Array:
    """The mean of the rows of each candidate's object."""
    running = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.float32), np.cumsum(rows, axis=0, dtype=np.float32)])
    sums: Array = running[batch.end] - running[batch.start]
    mean: Array = np.divide(sums, (batch.end - batch.start)[:, None], dtype=np.float32)
    return mean
