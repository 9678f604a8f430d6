"""What positions are about, as a small transformer reads their sentences: the words of an issue, however it is put."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from kg.judging import Judged
from kg.linear import softmax
from kg.resources import resource
from kg.transformer import Transformer, gelu, read_arrays
from kg.vectors import Array
from kg.wordpieces import Pieces, WordPieces

HEADING, LONGEST = 40, 256
"""How many pieces of a heading are read, and of a stretch in all."""
BEFORE = 300
"""How many characters of news are read that stand before the first sentence; of a meeting report none, which tell no more."""
_ROOM, _AROUND, _WHOLE = 600, 20, 60
"""About how many characters of sentences are read at once; of one that is longer, how many pieces before what is wanted; and how
many pieces of that."""
_OPEN, _READ = 2.0, 20
"""Within what log-odds of each other the two likeliest issues of a position are open; how many sentences of a meeting report are
read for that."""
_OPENING = 400
"""Characters of a document of news that are read as its heading."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """A sentence, [start, end) of a document, with the heading it stands under and what is `wanted` in it, as document offsets."""

    start: int
    end: int
    section: str | None
    wanted: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A stretch laid out for the transformer, behind its heading: the numbers of the pieces, how many of them the heading has, and
    a row for each of the wanted: its place [start, end) and that of its sentence."""

    numbers: tuple[int, ...]
    heading: int
    places: tuple[tuple[int, int, int, int], ...]


def lay_out(
    pieces: WordPieces, text: str, sentences: Sequence[Wanting], *, meeting: bool, before: int | None = None
) -> Iterator[Laid]:
    """The stretches of a text that hold some sentences, given in order, so that all that is wanted comes in the order given. `before`:
    how many characters before them are read as well."""
    if before is None:
        before = 0 if meeting else BEFORE
    heading = () if meeting else pieces.of(text[:_OPENING]).numbers[:HEADING]
    for group in _together(text, sentences, meeting=meeting):
        if meeting:
            heading = pieces.of(heading_of(group[0].section)).numbers[-HEADING:]
        yield _laid(pieces, heading, text, group, before)


def _together(text: str, sentences: Sequence[Wanting], *, meeting: bool) -> Iterator[tuple[Wanting, ...]]:
    """The sentences that are read at once: as many as there is room for; in a meeting report those of one line."""
    group: list[Wanting] = []
    for sentence in sentences:
        far = group and sentence.end - group[0].start > _ROOM
        if far or (group and meeting and text.find("\n", group[0].start, sentence.start) >= 0):
            yield tuple(group)
            group = []
        group.append(sentence)
    if group:
        yield tuple(group)


def _laid(pieces: WordPieces, heading: Sequence[int], text: str, sentences: Sequence[Wanting], before: int) -> Laid:
    """Sentences that stand near each other with the whole words before them, behind the pieces of a heading."""
    begin = max(0, sentences[0].start - before)
    if begin:
        begin = text.find(" ", begin, sentences[0].start) + 1 or begin
    own = pieces.of(text[begin : sentences[-1].end])
    places = [
        (*_within(own, start - begin, end - begin), *_within(own, sentence.start - begin, sentence.end - begin))
        for sentence in sentences
        for start, end in sentence.wanted
    ]
    size, room = len(own.numbers), LONGEST - 3 - len(heading)
    first = max(0, min(min(start for start, *_ in places) - _AROUND, size - room))
    last = min(size, first + room)

    def moved(start: int, end: int) -> tuple[int, int]:
        start = min(max(start, first), last - 1)
        over = len(heading) + 2 - first
        return start + over, max(min(end, last), start + 1) + over

    rows = tuple((*moved(a, min(b, a + _WHOLE)), *moved(c, d)) for a, b, c, d in places)
    return Laid((pieces.first, *heading, pieces.last, *own.numbers[first:last], pieces.last), len(heading), rows)


def _within(own: Pieces, start: int, end: int) -> tuple[int, int]:
    """The pieces of the characters [start, end)."""
    first = max(bisect_right(own.starts, start) - 1, 0)
    return first, max(bisect_left(own.starts, end), first + 1)


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

        opening = rows[0], mean(1, laid.heading + 1)
        joined = np.array([np.concatenate([mean(a, b), *opening, mean(c, d)]) for a, b, c, d in laid.places])
        return softmax(gelu(joined @ p["hidden"] + p["hidden bias"]) @ p["out"] + p["out bias"])


def issue_shares(
    text: str, judged: Iterable[Judged], encoder: IssueEncoder, *, meeting: bool
) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """How likely each issue is what positions of a document are about, by the document offsets of what they want."""
    wanted: dict[tuple[int, int, str | None], dict[tuple[int, int], None]] = {}
    for one in judged:
        sentence = one.found.sentence
        wanted.setdefault((sentence.start, sentence.end, sentence.section), {})[one.span] = None
    sentences = [
        Wanting(*sentence, tuple(own)) for sentence, own in sorted(wanted.items(), key=lambda item: item[0][0])
    ]
    spans = (span for sentence in sentences for span in sentence.wanted)
    rows = (row for laid in lay_out(encoder.pieces, text, sentences, meeting=meeting) for row in encoder.shares(laid))
    return {span: dict(zip(encoder.labels, row.tolist(), strict=True)) for span, row in zip(spans, rows, strict=True)}


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


@cache
def load_issue_encoder() -> IssueEncoder:
    """What is shipped."""
    parameters, names = read_arrays(resource("weights", "issues.npz"))
    return IssueEncoder(
        WordPieces(names["names of pieces"]), Transformer(parameters), parameters, names["names of labels"]
    )
