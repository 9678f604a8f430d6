"""What a transformer makes of the candidates of a text: it reads whole stretches, not single sentences.

Twelve layers of attention over the word pieces of a stretch (A. Vaswani et al. 2017, 'Attention Is All You Need'; the layers of
MPNet, K. Song et al. 2020, tuned on annotated documents by `scripts/encoder.py`), read off at a candidate's cue, object and
holder, at where the holder was last named, and over its sentence, with one hidden layer over that.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np

from kg.antecedents import Antecedents, named_in
from kg.found import Candidate, Found
from kg.holders import Holder
from kg.language import find_sentences
from kg.linear import softmax
from kg.net import FAR, Rows, kinds_of, token_at
from kg.resources import resource
from kg.rivals import Rival, Wanted, rivals
from kg.scoring import NONE
from kg.transformer import Transformer, gelu, read_arrays
from kg.vectors import Array
from kg.wordpieces import Pieces, WordPieces, place_in

LONGEST, SHARED = 256, 48
"""Pieces in a stretch, and how many of them are the end of the stretch before."""
Cut = tuple[int, int, int]
"""Where a stretch begins, where the pieces begin that are its alone, and where it ends."""
_KINDS_IN_SENTENCE, _RECENT = 8, 200
_POSSIBLE, _LIKELY = 0.1, 0.38
"""From which chance of being wanted on an object is asked of those named near, and from which on one of these takes it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text's pieces: [start, end), of which those before `own` were of the stretch before as well; and the
    candidates in it: their number among all, and a row for each of places, kinds and distances.

    `places` are the pieces of the cue, the object's head, its start and end, the holder (0: elsewhere), where the holder was
    named before (0: nowhere), and the sentence's start and end, counted from the stretch's start, which is 1.
    """

    start: int
    own: int
    end: int
    numbers: tuple[int, ...]
    places: Rows
    kinds: tuple[tuple[str, ...], ...]
    apart: Rows


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate of a sentence with the document offsets where its holder stands and where the same was last named before, -1
    for nowhere. `whose`: `own` where the grammar names the holder, `rival` where it is only named near."""

    item: Found
    candidate: Candidate
    holder: int
    before: int
    whose: str = "own"


def placed(found: Sequence[Found]) -> tuple[Placed, ...]:
    """The candidates of all sentences in order."""
    so_far: list[tuple[int, Holder]] = []
    out: list[Placed] = []
    for item in found:
        so_far += sorted(named_in(item), key=lambda named: named[0])
        recent = so_far[-_RECENT:]
        out += [Placed(item, c, *_standing(c, item.sentence.start, recent)) for c in item.candidates]
    return tuple(out)


def _standing(candidate: Candidate, base: int, named: Sequence[tuple[int, Holder]]) -> tuple[int, int]:
    """Where the holder of a candidate stands, and where it was last named before that or before its object."""
    at = base + candidate.holder.start if candidate.holder.start is not None else -1
    end, parties = at if at >= 0 else base + candidate.what[0], set(candidate.holder.parties)
    before = (start for start, holder in reversed(named) if start < end and parties & set(holder.parties))
    return at, next(before, -1)


def stretches(pieces: Pieces, cuts: Sequence[Cut], candidates: Sequence[Placed]) -> Iterator[Stretch]:
    """The stretches of a text, `cuts` by `cuts_of`, that hold candidates. Left out are items of a list, whose cue stands in another
    sentence, and rivals whose holder is named in an earlier stretch."""
    begins = [own for _, own, _ in cuts]
    inside: list[list[int]] = [[] for _ in cuts]
    for number, one in enumerate(candidates):
        if one.candidate.cue_span[0] >= 0:
            cue = _piece_of(pieces, _token_start(one.item, one.candidate.cue_token))
            inside[bisect_right(begins, max(cue, 0)) - 1].append(number)
    for (start, own, end), numbers in zip(cuts, inside, strict=True):
        rows = [(number, *_row(candidates[number], pieces, start, end)) for number in numbers]
        rows = [row for row in rows if row[1][4] or candidates[row[0]].whose == "own"]
        if rows:
            kept, places, apart = zip(*rows, strict=True)
            kinds = tuple(_kinds(candidates[number]) for number in kept)
            yield Stretch(start, own, end, kept, np.array(places), kinds, np.array(apart))


def cuts_of(pieces: Pieces, text: str, longest: int = LONGEST, shared: int = SHARED) -> tuple[Cut, ...]:
    """How a text is cut into stretches, at sentences, as far as these are short enough."""
    return tuple(_cuts(pieces, [sentence.start for sentence in find_sentences(text)], longest - 2 - shared, shared))


def _cuts(pieces: Pieces, sentences: Sequence[int], room: int, shared: int) -> Iterator[Cut]:
    total = len(pieces.numbers)
    marks = sorted({bisect_left(pieces.starts, start) for start in sentences} | {0, total})
    bounds = [0]
    for mark, following in pairwise(marks):
        if following - bounds[-1] > room and mark > bounds[-1]:
            bounds.append(mark)
    for start, end in zip(bounds, [*bounds[1:], total], strict=True):
        for own in range(start, end, room):
            yield max(0, own - shared), own, min(own + room, end)


def _token_start(item: Found, token: int) -> int:
    spans = item.seen.spans
    return item.sentence.start + spans[min(token, len(spans) - 1)][0]


def _piece_of(pieces: Pieces, offset: int) -> int:
    return bisect_right(pieces.starts, offset) - 1


def _row(one: Placed, pieces: Pieces, start: int, end: int) -> tuple[list[int], list[int]]:
    """Places and distances of a candidate in the stretch of the pieces [start, end)."""
    item, candidate, base = one.item, one.candidate, one.item.sentence.start

    def within(offset: int) -> int:
        return min(max(_piece_of(pieces, offset) - start + 1, 1), end - start)

    what, until = within(base + candidate.what[0]), within(base + candidate.what[1] - 1) + 1
    first, last = within(base), within(item.sentence.end - 1) + 1
    holder = place_in(pieces.starts, start, end, one.holder)
    places = [
        within(_token_start(item, candidate.cue_token)),
        within(_token_start(item, candidate.object.head)),
        what,
        max(until, what + 1),
        holder,
        place_in(pieces.starts, start, end, one.before),
        first,
        max(last, first + 1),
    ]
    size = len(item.seen.spans)
    cue = min(candidate.cue_token, size - 1)
    token = token_at(item.seen, candidate.holder.start)
    apart = [
        _steps(min(candidate.object.head, size - 1) - cue),
        _steps(token - cue) if token >= 0 else 0,
        _magnitude(holder - what) if holder else 0,
    ]
    return places, apart


def _steps(apart: int) -> int:
    """A distance in words, from 1 for `FAR` before to 2 `FAR` + 1 for `FAR` behind."""
    return max(-FAR, min(FAR, apart)) + FAR + 1


def _magnitude(apart: int) -> int:
    """A distance in pieces by its power of two, 1 to 8 before and 9 to 16 behind."""
    power = min(7, abs(apart).bit_length())
    return 1 + (power if apart < 0 else 8 + power)


def _kinds(one: Placed) -> tuple[str, ...]:
    return (*kinds_of(one.candidate, meeting=False)[:_KINDS_IN_SENTENCE], one.whose)


def as_placed(rival: Rival) -> Placed:
    """A candidate whose holder is only named near."""
    return Placed(rival.item, rival.candidate, rival.at, -1, "rival")


def _with_candidates(found: Sequence[Found], taken: Mapping[int, Candidate]) -> tuple[Found, ...]:
    """The sentences with other candidates in the place of some, by their number among all."""
    out, number = [], 0
    for item in found:
        candidates = tuple(taken.get(number + n, c) for n, c in enumerate(item.candidates))
        number += len(candidates)
        out.append(replace(item, candidates=candidates) if candidates != item.candidates else item)
    return tuple(out)


class States:
    """The states of the pieces of a text, those of a stretch made when they are first asked for."""

    def __init__(self, text: str, pieces: WordPieces, layers: Transformer) -> None:
        self.text, self.pieces = text, pieces.of(text)
        self.cuts = cuts_of(self.pieces, text)
        self._begins = [own for _, own, _ in self.cuts]
        self._ends, self._layers = (pieces.first, pieces.last), layers
        self._made: dict[int, Array] = {}

    def around(self, offset: int) -> tuple[int, Array]:
        """The stretch that the piece at a document offset is of: its first piece, and a row for what opens it, for each of its
        pieces, and for what closes it; no rows where the text has none."""
        if not self.cuts:
            return 0, np.zeros((0, 0), dtype=np.float32)
        cut = self.cuts[self._number(offset)]
        return cut[0], self._rows(*cut)

    def at(self, offset: int) -> Array | None:
        """The state of the piece at a document offset; None where none was made."""
        start, own, _ = self.cuts[self._number(offset)] if self.cuts else (0, -1, 0)
        rows = self._made.get(own)
        if rows is None:
            return None
        place = place_in(self.pieces.starts, start, start + len(rows) - 2, offset)
        state: Array | None = rows[place] if place else None
        return state

    def look(self, found: Sequence[Found]) -> None:
        """Has the states made of the stretches that hold candidates."""
        for _ in self.with_rows(placed(found)):
            pass

    def with_rows(self, candidates: Sequence[Placed]) -> Iterator[tuple[Stretch, Array]]:
        """The stretches that hold candidates, each with its states."""
        for stretch in stretches(self.pieces, self.cuts, candidates):
            yield stretch, self._rows(stretch.start, stretch.own, stretch.end)

    def _number(self, offset: int) -> int:
        return bisect_right(self._begins, max(_piece_of(self.pieces, offset), 0)) - 1

    def _rows(self, start: int, own: int, end: int) -> Array:
        if own not in self._made:
            first, last = self._ends
            numbers = self.pieces.numbers[start:end]
            self._made[own] = self._layers.states(np.array([first, *numbers, last]))
        return self._made[own]

    def views(self, candidates: Sequence[Placed]) -> Mapping[int, "View"]:
        """What is seen of each candidate that stands in one of the stretches, by its number."""
        views = {}
        for stretch, rows in self.with_rows(candidates):
            running = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.float32), np.cumsum(rows, axis=0)])
            for number, (cue, _, start, end, holder, _, first, last) in zip(
                stretch.numbers, stretch.places.tolist(), strict=True
            ):
                views[number] = View(
                    rows[cue],
                    (running[end] - running[start]) / (end - start),
                    rows[holder] if holder else np.zeros_like(rows[0]),
                    (running[last] - running[first]) / (last - first),
                    self.pieces.starts,
                    stretch.start,
                    rows,
                )
        return views


@dataclass(frozen=True, slots=True)
class View:
    """What the encoder sees of a candidate: the states at its cue, over its object, at its holder (zeros: elsewhere) and over its
    sentence; and the `rows` of this, for what opens it, for each piece of the text from `start` on, and
    for what closes it; `starts`: where the pieces of the text start."""

    cue: Array
    what: Array
    holder: Array
    sentence: Array
    starts: Sequence[int]
    start: int
    rows: Array

    def at(self, offset: int) -> Array:
        """The state of the piece at a document offset; zeros where the stretch has none."""
        place = place_in(self.starts, self.start, self.start + len(self.rows) - 2, offset)
        state: Array = self.rows[place] if place else np.zeros_like(self.cue)
        return state


@dataclass(frozen=True, slots=True)
class Looked:
    """The sentences of a text with the holders that words come back to and those who are named near, a row of class
    probabilities for each candidate in order (of zeros for an item of a list), and the states that say so."""

    found: tuple[Found, ...]
    shares: Array
    states: States


@dataclass(frozen=True, slots=True)
class Encoder:
    """A trained transformer: its pieces, its layers, all parameters (see `scores`), the kinds it tells apart, its classes, and
    the documents it has `seen`, to learn from them; and the `clues` of who is asked (see `kg.asked`)."""

    pieces: WordPieces
    layers: Transformer
    parameters: Mapping[str, Array]
    kinds: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]
    seen: frozenset[str]
    clues: tuple[str, ...]

    def states_of(self, text: str) -> States:
        """The states of a text's pieces, to be made as they are asked for."""
        return States(text, self.pieces, self.layers)

    def read(self, made: States, found: Sequence[Found], antecedents: Antecedents) -> Looked:
        """What the encoder makes of the candidates of a text, by its states."""
        made.look(found)
        found = antecedents.resolved(found, made.at)
        own = placed(found)
        return self._asking_near(made, found, own, self._shares(made, own))

    def _asking_near(self, made: States, found: tuple[Found, ...], own: Sequence[Placed], shares: Array) -> Looked:
        """The same where of each object that may be wanted those named near are asked as well: whoever is likelier to hold it than
        all whom the grammar names takes the place of the likeliest of these."""
        places: dict[Wanted, list[int]] = {}
        for number, one in enumerate(own):
            if shares[number].any():
                places.setdefault((one.item.sentence.start, one.candidate.what), []).append(number)
        chances = 1 - shares[:, self._none]
        near = tuple(rivals(found, {what for what, same in places.items() if chances[same].max() >= _POSSIBLE}))
        of_near = self._shares(made, [as_placed(rival) for rival in near])
        taken: dict[int, Candidate] = {}
        for what, group in groupby(range(len(near)), key=lambda number: near[number].wanted):
            looked = [number for number in group if of_near[number].any()]
            best = min(looked, key=lambda number: of_near[number, self._none], default=None)
            if best is None or 1 - of_near[best, self._none] < max(_LIKELY, chances[places[what]].max()):
                continue
            likeliest = max(places[what], key=lambda number: chances[number])
            shares[places[what]] = np.eye(len(self.labels), dtype=np.float32)[self._none]
            shares[likeliest], taken[likeliest] = of_near[best], near[best].candidate
        return Looked(_with_candidates(found, taken), shares, made)

    @property
    def _none(self) -> int:
        return self.labels.index(NONE)

    def _shares(self, made: States, candidates: Sequence[Placed]) -> Array:
        """A row of class probabilities for each candidate, of zeros where none is looked at."""
        shares = np.zeros((len(candidates), len(self.labels)), dtype=np.float32)
        for stretch, rows in made.with_rows(candidates):
            shares[list(stretch.numbers)] = softmax(self.scores(rows, stretch))
        return shares

    def scores(self, rows: Array, stretch: Stretch) -> Array:
        """The logits of each candidate of a stretch, by the states of its pieces."""
        p = self.parameters
        cue, head, start, end, holder, before, first, last = stretch.places.T
        running = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.float32), np.cumsum(rows, axis=0)])
        numbered = [_numbered(names) for names in self.kinds]
        joined = np.concatenate(
            [
                rows[cue],
                rows[head],
                (running[end] - running[start]) / (end - start)[:, None],
                np.where((holder > 0)[:, None], rows[holder], p["elsewhere"][0]),
                np.where((before > 0)[:, None], rows[before], p["elsewhere"][1]),
                (running[last] - running[first]) / (last - first)[:, None],
                *(p[f"kind {n}"][[names.get(row[n], 0) for row in stretch.kinds]] for n, names in enumerate(numbered)),
                *(p[f"apart {n}"][stretch.apart[:, n]] for n in range(stretch.apart.shape[1])),
            ],
            axis=1,
        ).astype(np.float32)
        hidden = gelu(joined @ p["hidden"] + p["hidden bias"])
        logits: Array = hidden @ p["out"] + p["out bias"]
        return logits


@cache
def _numbered(names: tuple[str, ...]) -> Mapping[str, int]:
    return {name: number for number, name in enumerate(names, 1)}


@cache
def load_encoder() -> Encoder:
    """The encoder that is shipped."""
    return read_encoder(resource("weights", "base.npz"), resource("weights", "encoder.npz"))


def read_encoder(base: Path, path: Path) -> Encoder:
    """An encoder from plain arrays (`kg.transformer.read_arrays`): its pieces and its lowest layers, which stay when it learns on, and
    the rest."""
    lowest, of_base = read_arrays(base)
    rest, names = read_arrays(path)
    parameters = lowest | rest
    kinds = tuple(names[f"names of kind {n}"] for n in range(_KINDS_IN_SENTENCE + 1))
    return Encoder(
        WordPieces(of_base["names of pieces"]),
        Transformer(parameters),
        parameters,
        kinds,
        names["names of labels"],
        frozenset(names["names of seen"]),
        names["names of clues"],
    )
