"""Who else may hold what is wanted than the grammar says: those who are named near."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.antecedents import named_in
from kg.companions import Tie
from kg.found import Candidate, Found
from kg.holders import Holder

FRAME = "rival"
"""The frame of a candidate whose holder is only named near."""
_NEAR, _MOST, _BACK = 900, 6, 40
"""How many characters before a sentence a rival may be named, how many an object may have, and among how many names they are."""

Wanted = tuple[int, tuple[int, int]]
"""An object: where its sentence starts in the document, and [start, end) in the sentence."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A candidate of a sentence whose holder is only named near: at the document offset `at`."""

    item: Found
    candidate: Candidate
    at: int

    @property
    def wanted(self) -> Wanted:
        return self.item.sentence.start, self.candidate.what


def rivals(found: Sequence[Found], of: Collection[Wanted] | None = None) -> Iterator[Rival]:
    """Each object of a text, or each of some of them, with others for its holder who are named in its sentence or shortly before."""
    so_far: list[tuple[int, Holder]] = []
    for item in found:
        base = item.sentence.start
        here = sorted(named_in(item), key=lambda named: named[0])
        near = [*(named for named in so_far[-_BACK:] if named[0] > base - _NEAR), *here]
        objects: dict[tuple[int, int], list[Candidate]] = {}
        for candidate in item.candidates:
            if candidate.tie is not Tie.OPPOSE and (of is None or (base, candidate.what) in of):
                objects.setdefault(candidate.what, []).append(candidate)
        for what, own in objects.items():
            taken = {c.holder.parties for c in own}
            told = tuple(taken)
            most = len(taken) + _MOST
            first = max(own, key=lambda c: c.explicit)
            for at, holder in sorted(near, key=lambda named: abs(named[0] - base - what[0])):
                inside = what[0] <= at - base < what[1]
                # "the two governments", where one is told; one of those who are told together
                together = any(set(one) < set(holder.parties) or set(holder.parties) < set(one) for one in told)
                if not holder.parties or holder.parties in taken or inside or together or len(taken) >= most:
                    continue
                taken.add(holder.parties)
                if not base <= at < item.sentence.end:
                    holder = replace(holder, start=None, end=None)
                yield Rival(item, replace(first, holder=holder, frame=FRAME, tie=None, speaker=None), at)
        so_far += here
