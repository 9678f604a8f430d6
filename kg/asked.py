"""Of whom a position of news is asked, as the encoder sees it: it compares what is wanted with whoever is named near."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from kg.antecedents import named_in
from kg.encoder import View, load_encoder
from kg.found import Candidate, Context, Found
from kg.model import Stance
from kg.targets import asked_pool, mention_kind, place_of, rank_of
from kg.transformer import gelu
from kg.vectors import Array

_BACK, _AHEAD, _MOST = 900, 400, 10
"""How many characters before a sentence and behind it others are named near, and how many of them are asked at most."""
_STEP, _FARTHEST = 40, 7
"""In steps of how many characters a distance counts, and up to how many steps."""
_OF_ENCODER = 0.5
"""How much the encoder counts beside the linear model."""

Named = Sequence[tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Near:
    """A party that may be asked, the document offset where it is named (-1: nowhere near), and clues of how it stands to the
    position."""

    party: str
    at: int
    clues: tuple[str, ...]


def named(found: Sequence[Found]) -> Named:
    """Where a text names whom, by document offset."""
    return sorted({(at, holder.parties) for item in found for at, holder in named_in(item) if holder.parties})


def near(candidate: Candidate, stance: Stance, item: Found, context: Context, names: Named) -> tuple[Near, ...]:
    """The parties that may be asked of a position, with their clues: those that the syntax and the sentence name, those named
    most in the text, and those near."""
    base, end = item.sentence.start, item.sentence.end
    first, last = (bisect_left(names, edge, key=lambda name: name[0]) for edge in (base - _BACK, end + _AHEAD))
    around = sorted(names[first:last], key=lambda name: _apart(name[0], base, end))
    others = dict.fromkeys(party for _, parties in around for party in parties)
    own = [p for p in others if p not in candidate.holder.parties][:_MOST]
    pool = dict.fromkeys((*asked_pool(candidate, stance, item, context), *own))
    return tuple(_near(party, candidate, stance, item, context, around) for party in pool)


def _apart(at: int, base: int, end: int) -> int:
    """How far an offset stands from a sentence; behind it counts double."""
    return base - at if at < base else 2 * max(at - end, 0)


def _near(party: str, candidate: Candidate, stance: Stance, item: Found, context: Context, around: Named) -> Near:
    base = item.sentence.start
    place, mention = place_of(party, candidate, item)
    at, kind = -1, ""
    if mention is not None:
        at, kind = base + mention.start, mention.kind
    else:
        at = next((offset for offset, parties in around if party in parties), -1)
        if at >= 0:
            inside = base <= at < item.sentence.end
            place = f"{place} here" if inside else "earlier" if at < base else "later"
    what = base + candidate.what[0]
    steps = min(abs(at - what) // _STEP, _FARTHEST) if at >= 0 else -1
    distance = f"{steps} {at < what}"
    rank = rank_of(party, context)
    holds = any(party in other.holder.parties for other in item.candidates)
    clues = (
        f"place={place}",
        f"place={place}|{stance.value}",
        f"kind={kind}|{place}",
        f"rank={rank}",
        f"rank={rank}|{place}",
        f"of holder={rank_of(candidate.holder.parties[0], context)}|{rank}",
        f"apart={distance}",
        f"syntax={party in candidate.target}",
        f"holds={holds}|{place}",
        f"body={'/' in party}",
        f"holder={mention_kind(candidate.holder, item.mentions)}|{place}",
        f"link={candidate.object.link}|{place}",
        f"stance={stance.value}",
        f"holder within={any(party.startswith(f'{own}/') or own.startswith(f'{party}/') for own in candidate.holder.parties)}",
    )
    return Near(party, at, clues)


def beside(shares: Mapping[str, float], heard: Mapping[str, float]) -> dict[str, float]:
    """How likely each party is asked as others and the encoder see it together; the encoder alone of whom these do not ask."""
    return {party: _OF_ENCODER * share + (1 - _OF_ENCODER) * shares.get(party, share) for party, share in heard.items()}


@dataclass(frozen=True, slots=True)
class AskedLayer:
    """What was learned of who is asked: one hidden layer over the states of the encoder at a cue, at what is wanted, at the holder
    and over the sentence (`own`), at where a party is named (`other`), what both have in common (`both`, of `this` and `that`),
    and clues by their names."""

    parameters: Mapping[str, Array]
    clues: Mapping[str, int]

    def shares(self, view: View, parties: Sequence[Near]) -> dict[str, float]:
        """How likely each party is asked of a position."""
        if not parties:
            return {}
        p = self.parameters
        own = np.concatenate([view.cue, view.what, view.holder, view.sentence])
        others = np.array([view.at(one.at) for one in parties])
        known = ([self.clues[c] for c in one.clues if c in self.clues] for one in parties)
        told = np.array([p["asked clue"][numbers].sum(axis=0) for numbers in known])
        common = (own @ p["asked this"]) * (others @ p["asked that"])
        hidden = gelu(
            own @ p["asked own"] + others @ p["asked other"] + common @ p["asked both"] + told + p["asked bias"]
        )
        odds = np.clip(hidden @ p["asked out"] + p["asked out bias"], -30, 30)
        shares = 1 / (1 + np.exp(-odds[:, 0]))
        return dict(zip((one.party for one in parties), shares.tolist(), strict=True))


@cache
def load_asked() -> AskedLayer:
    """What is shipped, with the encoder."""
    encoder = load_encoder()
    return AskedLayer(encoder.parameters, {clue: number for number, clue in enumerate(encoder.clues)})
