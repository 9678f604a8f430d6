"""To whom words come back that name nobody: "it", "she", "we", and words of which another sentence says whose they are.

Each such word is asked of those who are named near: the states of the encoder at both, and clues of where and how they are
named, give each a weight (the mention ranking of P. Denis and J. Baldridge 2008, 'Specialized models and ranking for
coreference resolution'). What the rules of `kg.discourse` take it for is one clue among them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile

import numpy as np

from kg.closed_classes import words_in
from kg.found import Candidate, Found
from kg.holders import Holder
from kg.linear import softmax
from kg.resources import resource
from kg.vectors import Array

BY_NAME = frozenset(
    ("name", "represents", "list", "caps", "person", "role", "organisation", "group", "short", "unnamed")
)
"""The kinds of holder that are named where they stand, so that others may come back to them."""
ELSEWHERE = "elsewhere"
"""The form of what no word stands for: the words of a sentence that does not say whose they are."""
_BODIES = frozenset({"organisation", "group", "short", "list", "unnamed", "caps"})
_OF_FOCUS = frozenset({"role-focus", "role-focus-singular"})
_OWNED = re.compile(r"(?:the|this|its|his|her|their|our|my) [^A-Z]+$", re.I)
_EACH, _MOST, _BACK, _BEHIND = 2, 30, 400, 600
"""How many times each party is asked, how many are asked in all; how many names before the word are looked through, and how
many characters behind it."""
_FAR, _SURER = 8, 0.2
"""From how many sentences on distance is not counted; by how much likelier another must be than whom the rules tell of."""

Key = tuple[int, int | None, tuple[str, ...]]
"""Which words of which sentence have a holder who is named elsewhere."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is named at a document offset, in a sentence by its number; `subject`: a verb tells of them."""

    at: int
    sentence: int
    holder: Holder
    subject: bool


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word at a document offset that names nobody, in a sentence by its number, with whom the rules take it for, and those
    named near it with the clues of each."""

    at: int
    sentence: int
    form: str
    holder: Holder
    mentions: tuple[Mention, ...]
    clues: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> Key:
        return self.sentence, self.holder.start, self.holder.parties


def mentions_of(found: Sequence[Found]) -> tuple[Mention, ...]:
    """Whom a text names, in order; who is named in one place under several names counts for each."""
    every: dict[tuple[int, tuple[str, ...]], Mention] = {}
    for number, item in enumerate(found):
        base = item.sentence.start
        subjects = {holder.start for holder in item.subjects}
        for at, holder in named_in(item):
            every.setdefault((at, holder.parties), Mention(at, number, holder, at - base in subjects))
    return tuple(sorted((m for m in every.values() if m.holder.parties), key=lambda m: (m.at, m.holder.parties)))


def named_in(item: Found) -> Iterator[tuple[int, Holder]]:
    """Where a sentence names somebody whom others may come back to: document offsets, and whom."""
    base = item.sentence.start
    for holder in (*item.subjects, *(c.holder for c in item.candidates)):
        if holder.start is not None and holder.kind.split("-")[0] in BY_NAME and holder.kind != "role-focus":
            yield base + holder.start, holder
    for mention in item.mentions:
        yield base + mention.start, Holder(mention.parties, "name", mention.start, mention.end)


def anaphors(found: Sequence[Found]) -> tuple[Anaphor, ...]:
    """The words of a text that name nobody and for whom a candidate has its holder."""
    mentions = mentions_of(found)
    out = []
    for number, item in enumerate(found):
        text = item.sentence.text
        asked = {key: c.holder for c in item.candidates if (key := _key(number, c, text)) is not None}
        for holder in asked.values():
            at, form = item.sentence.start + (holder.start or 0), _form(holder, text)
            near = near_to(at, number, mentions, found, holder.parties)
            answers = number and _answers(holder, found[number - 1])
            if answers or _speaks(form, holder, number, near) or (item.credited and _is_said(form)):
                continue
            if form in words_in("one person"):
                if any(_is_told_by(m, at, number, holder) for m in near):
                    continue
                near = tuple(m for m in near if _may_be_one(m.holder, holder) and not _is_behind(m, at, item))
            if holder.kind in _OF_FOCUS:
                near = tuple(m for m in near if not _is_inside(m.holder, holder))
            if len(holder.parties) > 1:
                near = tuple(
                    m for m in near if not set(m.holder.parties) < set(holder.parties)
                )  # no one of those told of
            out.append(Anaphor(at, number, form, holder, near, clues_of(form, at, number, near, found, holder.parties)))
    return tuple(out)


def _is_told_by(mention: Mention, at: int, number: int, holder: Holder) -> bool:
    """Whether who is meant by "he" tells it in the same sentence: "|Minister Lee| said he would"."""
    person = mention.holder.kind == "person" and mention.subject
    return person and mention.sentence == number and mention.at < at and mention.holder.parties == holder.parties


def _may_be_one(named: Holder, holder: Holder) -> bool:
    """Whether "he" may come back to somebody named: to a person or a country, whose somebody speaks, not to a body or to several."""
    told = set(named.parties) == set(holder.parties)
    return told or (len(named.parties) == 1 and named.kind not in _BODIES)


def _is_behind(mention: Mention, at: int, item: Found) -> bool:
    """Whether somebody is named in a sentence only behind the "he" it opens with, who is another: "|He| met Ana Lee"."""
    opening = item.sentence.text[: at - item.sentence.start].strip('"“ ')
    opens = not opening or opening in words_in("opens a sentence")
    return opens and at < mention.at < item.sentence.end


def _speaks(form: str, holder: Holder, number: int, near: Sequence[Mention]) -> bool:
    """Whether a sentence says itself whose "we" it quotes: '"|We| want it," said Ana Lee of the guild.'"""
    here = (m for m in near if m.sentence == number)
    return form in words_in("first person") and any(set(m.holder.parties) == set(holder.parties) for m in here)


def _is_said(form: str) -> bool:
    """Whether words that name nobody are those of who speaks: no "he", "the minister", "their officials"."""
    return " " not in form and form not in words_in("third person")


def _answers(holder: Holder, before: Found) -> bool:
    """Whether whom the rules tell of was asked about in the sentence before: "And the Norwegians? |They| want ..."."""
    named = {party for mention in before.mentions for party in mention.parties}
    return before.sentence.text.rstrip(" \"”’'").endswith("?") and bool(named & set(holder.parties))


def _is_inside(body: Holder, holder: Holder) -> bool:
    """Whether somebody is a body in the country whose officials are meant: "in the Dáil, |the minister| ..."."""
    return any(party.startswith(f"{country}/") for party in body.parties for country in holder.parties)


def _key(number: int, candidate: Candidate, text: str) -> Key | None:
    """What tells apart the words of a sentence that name nobody; None for a holder who is named, and for an item of a list,
    which has the holder of what opens it."""
    holder = candidate.holder
    return (number, holder.start, holder.parties) if candidate.cue_span[0] >= 0 and _form(holder, text) else None


def _form(holder: Holder, text: str) -> str:
    """What kind of word stands for a holder who is named elsewhere; empty where a name does."""
    if holder.start is None:
        return ELSEWHERE
    words = text[holder.start : holder.end]
    if holder.kind == "pronoun":
        return words.lower()
    if holder.kind in _OF_FOCUS or (holder.kind == "group" and _OWNED.match(words)):
        return f"{words.split(' ')[0].lower() if _OWNED.match(words) else ''} {holder.kind}"
    return ""


def near_to(
    at: int, number: int, mentions: Sequence[Mention], found: Sequence[Found], told: Sequence[str]
) -> tuple[Mention, ...]:
    """Those whom words at an offset may come back to, the nearest first: who has them for a name, each party where it was named
    last, and behind the words in their paragraph; whom they are `told` to stand for are among them wherever they were named."""
    paragraph, end = found[number].sentence.paragraph, found[number].sentence.end
    times: Counter[tuple[str, ...]] = Counter()
    kept: list[Mention] = []
    here = bisect_right(mentions, at, key=lambda m: m.at)
    for mention in reversed(mentions[max(here - _BACK, 0) : here]):
        times[mention.holder.parties] += 1
        first_told = times[mention.holder.parties] == 1 and set(mention.holder.parties) == set(told)
        if times[mention.holder.parties] <= _EACH and (first_told or len(kept) < _MOST):
            kept.append(mention)
    for mention in takewhile(lambda m: m.at < max(end, at + _BEHIND), islice(mentions, here, None)):
        inside = mention.at < end or found[mention.sentence].sentence.paragraph == paragraph
        if inside and times[mention.holder.parties] <= _EACH:
            times[mention.holder.parties] += 1
            kept.append(mention)
    return tuple(kept)


def clues_of(
    form: str, at: int, number: int, mentions: Sequence[Mention], found: Sequence[Found], told: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """For each of those named near a word what tells them apart, as the names of clues."""
    paragraph = found[number].sentence.paragraph
    often = Counter(m.holder.parties for m in mentions)
    ranks: dict[tuple[str, ...], int] = {}
    out = []
    for mention in mentions:
        holder, before = mention.holder, mention.at <= at
        rank = ranks.setdefault(holder.parties, len(ranks)) if before else -1
        shared = (set(holder.parties) == set(told)) + bool(set(holder.parties) & set(told))
        apart = min(number - mention.sentence, _FAR) if before else -1 - min(mention.sentence - number, 3)
        paragraphs = min(paragraph - found[mention.sentence].sentence.paragraph, 4)
        told_apart = (
            f"kind={holder.kind}",
            f"rank={min(rank, _FAR)}",
            f"told={shared}",
            f"apart={apart}",
            f"paragraphs={paragraphs}",
            f"subject={mention.subject and mention.at != at}",
            f"itself={mention.at == at}",
        )
        several = (f"times={often[holder.parties]}", f"parties={min(len(holder.parties), 3)}")
        out.append((form, *told_apart, *several, *(f"{form} {clue}" for clue in told_apart)))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Antecedents:
    """What was learned of whom words come back to: one hidden layer over the states of the encoder at the words and at who is
    named near (`ask`, `answer`: what is compared of these; `joined`: from there to the layer) and the `clue`s of both by their
    names, and the `weight` of the layer."""

    parameters: Mapping[str, Array]
    clues: Mapping[str, int]

    def resolved(self, found: Sequence[Found], states_at: Callable[[int], Array | None]) -> tuple[Found, ...]:
        """The sentences of a text with the holders that words come back to. `states_at`: the encoder's state at a document
        offset, None where there is none."""
        chosen = {}
        for one in anaphors(found):
            pairs = zip(one.mentions, one.clues, strict=True)
            near = [(m, row, state) for m, row in pairs if (state := states_at(m.at)) is not None]
            own = states_at(one.at)
            if own is not None and near:
                mentions, rows, states = zip(*near, strict=True)
                named = likeliest(one, mentions, self.shares(own, np.array(states), rows))
                if named is not None:
                    chosen[one.key] = as_holder(one, named)
        return with_holders(found, chosen)

    def shares(self, own: Array, others: Array, rows: Sequence[Sequence[str]]) -> Array:
        """How likely each of those named near is whom words come back to, by the states of both and the clues."""
        p = self.parameters
        asks, answers = own @ p["ask"], others @ p["answer"]
        known = (np.array([self.clues[c] for c in row if c in self.clues], dtype=int) for row in rows)
        told = np.array([p["clue"][numbers].sum(axis=0) for numbers in known])
        both = np.concatenate([np.broadcast_to(asks, answers.shape), answers, asks * answers], axis=1)
        hidden = np.maximum(both @ p["joined"] + told + p["joined bias"], 0)
        shares: Array = softmax((hidden @ p["weight"]).T)[0]
        return shares


def likeliest(one: Anaphor, mentions: Sequence[Mention], shares: Iterable[float]) -> Mention | None:
    """Who words most likely come back to of those named near; None where it is whom the rules say, or these are not among
    them."""
    of: dict[tuple[str, ...], float] = {}
    for mention, share in zip(mentions, shares, strict=True):
        of[mention.holder.parties] = of.get(mention.holder.parties, 0.0) + float(share)
    best = max(of, key=lambda parties: of[parties])
    told = next((parties for parties in of if set(parties) == set(one.holder.parties)), best)
    surer = of[best] - of[told] > _SURER
    return next(m for m in mentions if m.holder.parties == best) if surer else None


def as_holder(one: Anaphor, mention: Mention) -> Holder:
    """The holder of words that come back to somebody who is named."""
    kind = mention.holder.kind if one.holder.start is None else one.holder.kind
    return replace(mention.holder, kind=kind, start=one.holder.start, end=one.holder.end)


def with_holders(found: Sequence[Found], chosen: Mapping[Key, Holder]) -> tuple[Found, ...]:
    """The sentences with other holders for the candidates whose words come back to somebody."""
    out = []
    for number, item in enumerate(found):
        keys = [_key(number, c, item.sentence.text) for c in item.candidates]
        own = [chosen.get(key) if key is not None else None for key in keys]
        if any(own):
            pairs = zip(item.candidates, own, strict=True)
            item = replace(item, candidates=tuple(replace(c, holder=h) if h is not None else c for c, h in pairs))
        out.append(item)
    return tuple(out)


@cache
def load_antecedents() -> Antecedents:
    """What is shipped."""
    with np.load(resource("weights", "antecedents.npz"), allow_pickle=False) as file:
        names = [str(name) for name in file["names of clues"]]
        parameters = {name: np.asarray(file[name], dtype=np.float32) for name in file.files if "names" not in name}
    return Antecedents(parameters, {name: number for number, name in enumerate(names)})
