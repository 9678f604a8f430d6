"""Which candidates are positions, and of which stance: what was learned, and what a clause denies, supposes or spares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.companions import Tie
from kg.found import Candidate, Found
from kg.model import Stance
from kg.scoring import NONE
from kg.vectors import Array


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the stance it most likely has and the score (0 to 1, not calibrated) that it is a position."""

    found: Found
    candidate: Candidate
    stance: Stance
    score: float

    @property
    def span(self) -> tuple[int, int]:
        """Document offsets of the object."""
        base = self.found.sentence.start
        return base + self.candidate.what[0], base + self.candidate.what[1]


def judge(found: Sequence[Found], shares: Array, labels: Sequence[str], threshold: float) -> tuple[Judged, ...]:
    """The candidates of a known holder that score at least `threshold`, in text order; of two readings of the same words, the
    better one. `shares` has a row for each candidate in order, a column for each of `labels`."""
    every: dict[tuple[int, int], list[Judged]] = {}
    row = 0
    for item in found:
        base: Judged | None = None
        pooled = _pooled(item.candidates, shares[row : row + len(item.candidates)])
        mandates = _mandates(item.candidates)
        for number, candidate in enumerate(item.candidates):
            judged = _judged(item, candidate, shares[row], pooled[number], labels)
            if (candidate.cue_token, candidate.holder.parties) in mandates and candidate.object.link in _THAT:
                judged = replace(judged, stance=Stance.DEMAND, score=max(judged.score, _MANDATIVE))
            if candidate.tie is Tie.OPPOSE and base is not None:
                against = Stance.OPPOSE if base.stance.polarity == "+" else Stance.SUPPORT
                judged = Judged(item, candidate, against, base.score)
            else:
                base = judged
            row += 1
            names_nothing = _ASKING.fullmatch(item.sentence.text[slice(*candidate.what)])
            of_somebody = candidate.holder.parties and judged.score >= threshold
            if of_somebody and not names_nothing and not _QUESTION.match(item.sentence.text):
                every.setdefault((item.sentence.start, item.sentence.end), []).append(judged)
    return tuple(
        j for items in every.values() for j in sorted(_best(items), key=lambda j: (j.span, j.candidate.holder.parties))
    )


# How much more likely a stance is where the cue table says it and nothing denies it; where a user's own table does, it is meant
_TABLE, _OWN = 2.0, 100.0


def _mandates(candidates: Sequence[Candidate]) -> frozenset[tuple[int, tuple[str, ...]]]:
    """Cues of demanding, by their token and holder, that a mandative subjunctive hangs on: what they say is demanded, in
    each of the clauses they share ("demands that X be cut and that Y bans ...")."""
    return frozenset(
        (c.cue_token, c.holder.parties)
        for c in candidates
        if "subjunctive" in c.features.told and c.says(Stance.DEMAND)
    )


def _pooled(candidates: Sequence[Candidate], shares: Array) -> Array:
    """For each candidate the mean shares of all that read the same words for the same holder, whatever cue led there: what
    several say of a stance is worth more than what one says."""
    out = shares.copy()
    groups: dict[tuple[tuple[str, ...], tuple[int, int]], list[int]] = {}
    for number, candidate in enumerate(candidates):
        groups.setdefault((candidate.holder.parties, candidate.what), []).append(number)
    for group in groups.values():
        if len(group) > 1:
            out[group] = shares[group].mean(axis=0)
    return out


def _judged(item: Found, candidate: Candidate, shares: Array, pooled: Array, labels: Sequence[str]) -> Judged:
    none = labels.index(NONE)
    told = _OWN if candidate.cue.own else _TABLE
    weighed = pooled * [told if candidate.says(label) else 1.0 for label in labels]
    order = np.argsort(-weighed, kind="stable")
    best = Stance(next(labels[i] for i in order if i != none))
    return Judged(item, candidate, _turned(candidate, best), float(1 - shares[none]))


def _turned(candidate: Candidate, likeliest: Stance) -> Stance:
    """The stance that is meant, where the likeliest is not: by what the clause denies, supposes, forbids or spares."""
    best = likeliest
    if not candidate.negated and (candidate.threatens or (best is Stance.OFFER and candidate.hostile)):
        best = Stance.THREAT  # "vowed to retaliate": a promise of harm is a threat
    if candidate.resolved and not candidate.negated and best.polarity == "-":
        best = Stance.THREAT if candidate.hostile else Stance.DEMAND  # "its decision to raise the duties"
    if candidate.cue.stance == "plan" and candidate.negated and best.polarity == "+":
        best = Stance.REFUSE  # "would not lift the duties"
    if candidate.cue.pos == "n" and candidate.negated and (best.polarity == "+" or best is Stance.REFUSE):
        best = Stance.OPPOSE  # "dismissed calls for a levy", "saw no need for a levy"
    if candidate.supposed and (best.polarity == "+" or candidate.supposed not in _EITHER):
        # "will lift the ban once Norway opens its waters", "... unless Norway opens them"; "will retaliate if the ban stays"
        best = Stance.OPPOSE if candidate.supposed in _EITHER and candidate.feared else Stance.DEMAND
    if candidate.forbidden and best is Stance.DEMAND and candidate.says(Stance.DEMAND):
        best = Stance.OPPOSE  # "asked Chad not to tax it"
    if candidate.explicit and candidate.negated and candidate.cue.stance == "oppose" and best.polarity == "-":
        best = Stance.SUPPORT  # "is not opposed to the levy"
    if candidate.spared and not candidate.negated and candidate.cue.stance != "oppose" and best.polarity == "+":
        best = Stance.OPPOSE  # "insists on no further cuts"
    if candidate.object.link in _AGAINST and candidate.cue.stance in _FAVOURS and best.polarity == "+":
        best = Stance.OPPOSE  # "voted against the levy"
    if candidate.withheld and best in (Stance.OFFER, Stance.DEMAND):
        # "hopes that Chad will not block the deal", "said it would not lift the duties"
        best = Stance.OPPOSE if candidate.says(Stance.DEMAND) and candidate.target else Stance.REFUSE
    return best


_AGAINST = frozenset({"prep-against", "pcomp-against"})
_FAVOURS = frozenset({"support", "demand", "say"})
# What opens a condition that may be feared as well as wanted
_EITHER = frozenset({"if"})
# "demands that the levy be scrapped": a mandative subjunctive under a cue of demanding is a demand, whatever was learned
_MANDATIVE = 0.6
_THAT = frozenset({"that", "that-and", "that-party"})
# "What does Japan want?", "The Ledger: Will you sign?": a question asserts nothing
_QUESTION = re.compile(
    r"""(?:[^:?!.\n]{1,40}: ?)?["“']?(?:What|Who|Whom|Whose|Why|How|When|Where|Which|Will|Would|Does|Do|Did|Is|Are|Can|Could|Should)\b.*\?["”']?\s*$""",
    re.S,
)
# "|What| the EU opposes": it does not say what
_ASKING = re.compile(r"what|which|who|whom|whose|where|when|why|how", re.I)
# How much more a cue that names a stance counts than one that does not, where both claim the same words
_OUTER = 0.1


# How much less a phrase counts that no cue announces
_OPEN = 0.3


def _rank(candidate: Candidate) -> float:
    return _OUTER if candidate.explicit else -_OPEN * (candidate.cue.pos == "o")


def _best(items: Sequence[Judged]) -> Iterator[Judged]:
    kept: list[Judged] = []
    for item in sorted(items, key=lambda j: (-j.score - _rank(j.candidate), j.span)):
        if not any(_same_reading(item, other) for other in kept):
            kept.append(item)
            yield item


def _same_reading(first: Judged, second: Judged) -> bool:
    """Whether two, of which the second is the surer, read the same words for the same holder; or the same, whole, for two who do not
    say that they are of one mind, each by a cue of their own ("opposed by Peru, criticized by Chad"): one of the two wants it."""
    (a, b), (c, d) = first.span, second.span
    shared = min(b, d) - max(a, c)
    if set(first.candidate.holder.parties) & set(second.candidate.holder.parties):
        return shared > 0.5 * min(b - a, d - c)
    one, other = first.candidate, second.candidate
    tied = one.tie is not None or other.tie is not None
    if not tied and one.cue.pos == "o" != other.cue.pos and shared > 0.5 * (b - a) and b - a < d - c:
        return True  # "let |deliveries| resume": a part, that no cue announces, of what another wants
    both_cued = one.cue_token != other.cue_token and "o" not in (one.cue.pos, other.cue.pos)
    return (
        not tied
        and not both_cued
        and first.stance.polarity == second.stance.polarity
        and shared > _WHOLE * max(b - a, d - c)
    )


_WHOLE = 0.7
"""How much of the longer of two objects is the same where both are one."""
