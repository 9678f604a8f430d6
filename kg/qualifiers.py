"""What a text says of a position beside who wants what: on whose word, how sure, how firmly, on what condition.

Each answer comes with its ground: the rule, and the words it rests on as offsets of the sentence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.found import Candidate
from kg.model import Certainty, Ground, Strength

_HEDGING_MODALS = frozenset({"may", "might", "could"})
"""Modals that hedge a position only where they govern its cue."""
_CLAUSE_END = re.compile(r"[,;.]?[\"”]|[,;](?: |$)|\.$")


class Qualifiers:
    """Reads what qualifies a position from a table of markers (`load_markers`)."""

    def __init__(self, markers: Mapping[str, frozenset[str]]) -> None:
        self._expected = markers["expected"]
        self._hedges = _any_of(self._expected - _HEDGING_MODALS)
        self._conditions = _any_of(markers["condition"])
        self._strengths = [
            (strength, _any_of(markers[strength.value]))
            for strength in (Strength.RED_LINE, Strength.FIRM, Strength.TENTATIVE)
        ]

    def attribution(self, candidate: Candidate, text: str) -> tuple[str | None, Certainty, tuple[Ground, ...]]:
        """Who is credited when it is not the holder, how sure the text is, and the grounds of both."""
        hedge = self._hedge(candidate, text)
        speaker = candidate.speaker
        if speaker is None or candidate.speech == "continued" or set(speaker.parties) & set(candidate.holder.parties):
            return None, Certainty.EXPECTED if hedge else Certainty.STATED, (hedge,) if hedge else ()
        source = speaker.source or (speaker.speaker.name if speaker.speaker and speaker.kind == "person" else None)
        source = source or next(iter(speaker.parties), "anonymous")
        credited = Ground("source", candidate.speech, speaker.start, speaker.end)
        if hedge:
            return source, Certainty.EXPECTED, (credited, hedge)
        return source, Certainty.REPORTED, (credited, Ground("certainty", "source"))

    def _hedge(self, candidate: Candidate, text: str) -> Ground | None:
        """The modal over the cue, or a word before the object, that says the position is only expected."""
        if candidate.modal in self._expected:
            at = text.casefold().rfind(candidate.modal, 0, candidate.cue_span[1])
            start, end = (at, at + len(candidate.modal)) if at >= 0 else (None, None)
            return Ground("certainty", "modal", start, end, candidate.modal)
        found = self._hedges.search(text, 0, candidate.what[0])
        return found and Ground("certainty", "marker", *found.span(), found.group().casefold())

    def condition(self, candidate: Candidate, text: str) -> tuple[str | None, tuple[Ground, ...]]:
        """ "once Japan opens its market", "provided that": the words from a condition's marker to the end of its clause."""
        start, end = candidate.what
        for match in self._conditions.finditer(text):
            clause = _CLAUSE_END.split(text[match.start() :], maxsplit=1)[0].strip()
            placed = start <= match.start() < end or match.start() >= end or match.start() < 3
            if len(clause.split()) > 2 and placed:
                marker = match.group().casefold()
                return clause, (Ground("condition", "marker", match.start(), match.start() + len(clause), marker),)
        return None, ()

    def strength(self, candidate: Candidate, text: str) -> tuple[Strength, tuple[Ground, ...]]:
        """How firmly it is held: by the strongest marker up to the end of the object, else as the cue table says."""
        for strength, words in self._strengths:
            if found := words.search(text, 0, candidate.what[1]):
                return strength, (Ground("strength", "marker", *found.span(), found.group().casefold()),)
        return candidate.cue.strength, ()


def speaker_ground(candidate: Candidate, text: str) -> tuple[Ground, ...]:
    """Where the one who speaks for the holder is named."""
    speaker = candidate.holder.speaker
    if speaker is None:
        return ()
    at = text.find(speaker.name)
    start, end = (at, at + len(speaker.name)) if at >= 0 else (candidate.holder.start, candidate.holder.end)
    # "Ana Prado said her country would ...": it is by a person that the country speaks
    kind = "person" if candidate.holder.kind == "the-country" else candidate.holder.kind
    return (Ground("speaker", kind, start, end),)


def moved(grounds: Sequence[Ground], by: int) -> tuple[Ground, ...]:
    """The grounds with their offsets moved, as from a sentence's to its document's."""
    return tuple(
        Ground(one.part, one.rule, one.start + by, one.end + by, one.words)
        if one.start is not None and one.end is not None
        else one
        for one in grounds
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of some words or phrases in any case, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + ("|".join(map(re.escape, ordered)) or "(?!)") + r")\b", re.I)
