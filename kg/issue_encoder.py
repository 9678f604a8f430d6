"""What positions are about, as a small transformer reads their sentences: the words of an issue, however it is put."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from kg.found import Context
from kg.judging import Judged
from kg.linear import softmax
from kg.resources import resource
from kg.transformer import Transformer, gelu, read_arrays
from kg.vectors import Array
from kg.wordpieces import WordPieces

HEADING, SENTENCE = 26, 96
"""How many pieces of a heading are read, its last, and of a sentence, around what is wanted."""
_BEFORE, _LONGEST = 20, 60
_OPEN, _READ = 2.0, 20
"""Within what log-odds of each other the two likeliest issues of a position are open; how many sentences of a meeting report are
read for that."""
_TITLE = 160
"""Characters of a document that may be its title."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A sentence laid out for the transformer, behind its heading: the numbers of the pieces, the places [start, end) of what is
    wanted in it, and how many pieces the heading has."""

    numbers: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    heading: int


def lay_out(pieces: WordPieces, heading: str, sentence: str, wanted: Sequence[tuple[int, int]]) -> Laid:
    """A heading and a sentence with what is `wanted`, as characters [start, end) of the sentence."""
    over, own = pieces.of(heading).numbers[-HEADING:], pieces.of(sentence)
    starts = [max(bisect_right(own.starts, start) - 1, 0) for start, _ in wanted]
    ends = [
        min(max(bisect_left(own.starts, end), start + 1), start + _LONGEST)
        for start, (_, end) in zip(starts, wanted, strict=True)
    ]
    size = len(own.numbers)
    first = max(0, min(min(starts) - _BEFORE, size - SENTENCE))
    last = min(size, first + SENTENCE)
    moved = len(over) + 2 - first
    places = tuple(
        (min(a, last - 1) + moved, max(min(b, last), min(a, last - 1) + 1) + moved)
        for a, b in zip(starts, ends, strict=True)
    )
    return Laid((pieces.first, *over, pieces.last, *own.numbers[first:last], pieces.last), places, len(over))


@dataclass(frozen=True, slots=True)
class IssueEncoder:
    """A trained transformer with one hidden layer over what it makes of what is wanted, of the opening piece, the heading and the
    sentence; `labels`: the issues it knows."""

    pieces: WordPieces
    layers: Transformer
    parameters: Mapping[str, Array]
    labels: tuple[str, ...]

    def shares(self, laid: Laid) -> Array:
        """How likely each issue is what each of the wanted is about (wanted x labels)."""
        p = self.parameters
        rows = self.layers.states(np.array(laid.numbers))
        running = np.vstack([np.zeros((1, rows.shape[1]), dtype=np.float32), np.cumsum(rows, axis=0)])

        def mean(start: int, end: int) -> Array:
            made: Array = (running[end] - running[start]) / max(end - start, 1)
            return made

        around = (rows[0], mean(1, laid.heading + 1), mean(laid.heading + 1, len(rows)))
        joined = np.array([np.concatenate([mean(start, end), *around]) for start, end in laid.places])
        return softmax(gelu(joined @ p["hidden"] + p["hidden bias"]) @ p["out"] + p["out bias"])


def issue_shares(
    judged: Iterable[Judged], context: Context, encoder: IssueEncoder
) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """How likely each issue is what positions of a document are about, by the document offsets of what they want."""
    sentences: dict[int, list[Judged]] = {}
    for one in judged:
        sentences.setdefault(one.found.sentence.start, []).append(one)
    told: dict[tuple[int, int], Mapping[str, float]] = {}
    for own in sentences.values():
        sentence = own[0].found.sentence
        heading = heading_of(sentence.section) if context.meeting else title_of(context.opening)
        laid = lay_out(encoder.pieces, heading, sentence.text, [one.candidate.what for one in own])
        for one, row in zip(own, encoder.shares(laid), strict=True):
            told[one.span] = dict(zip(encoder.labels, row.tolist(), strict=True))
    return told


def most_open(judged: Sequence[Judged], scores: Sequence[Mapping[str, float]]) -> tuple[Judged, ...]:
    """The positions of a meeting report in some sentences, those whose words leave it most open which of two issues they are about:
    an archive of them is read too often for more."""
    apart: dict[int, float] = {}
    for one, own in zip(judged, scores, strict=True):
        first, second = (*sorted(own.values(), reverse=True), 0.0, 0.0)[:2]
        at = one.found.sentence.start
        apart[at] = min(apart.get(at, _OPEN), first - second if len(own) > 1 else _OPEN)
    chosen = sorted((at for at in apart if apart[at] < _OPEN), key=lambda at: (apart[at], at))[:_READ]
    return tuple(one for one in judged if one.found.sentence.start in chosen)


def heading_of(section: str | None) -> str:
    """The last two of the headings a sentence stands under."""
    return " / ".join((section or "").split(" / ")[-2:])


def title_of(text: str) -> str:
    """What a document of news opens with: its title, or its first words."""
    return text[:_TITLE].split("\n\n")[0]


@cache
def load_issue_encoder() -> IssueEncoder:
    """What is shipped."""
    parameters, names = read_arrays(resource("weights", "issues.npz"))
    return IssueEncoder(
        WordPieces(names["names of pieces"]), Transformer(parameters), parameters, names["names of labels"]
    )
