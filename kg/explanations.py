"""How a position was found, in words: which cue, construction and mention, on what ground each part, and what mends it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import KgError
from kg.model import Ground, Trace
from kg.rows import PositionRow

OPEN = ".o"
"""How the id of a cue ends that no table holds."""


class NoTrace(KgError):
    """A position that came from elsewhere, without a trace of how it was found."""

    exit_code = 1

    def __init__(self, id: str) -> None:
        super().__init__(f"{id}: nothing is kept about how this position was found")
        self.id = id


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a position: what was decided, by which rule, from which words at which characters; `mend` says what to
    alter in a vocabulary of one's own where that is wrong."""

    part: str
    decided: str
    rule: str
    words: str | None = None
    start: int | None = None
    end: int | None = None
    mend: str | None = None


def explanation(row: PositionRow) -> tuple[Step, ...]:
    """How a position was found, step by step: stance, holder, what, issue, then whatever else was filled. Raises NoTrace."""
    if row.trace is None:
        raise NoTrace(row.id)
    return tuple(_steps(row, row.trace))


def _steps(row: PositionRow, trace: Trace) -> Iterator[Step]:
    holders = ", ".join(party.id for party in row.holder)
    yield _step(row, "stance", row.stance.value, _cue(trace.cue), _mend_cue(trace.cue), trace.cue_start, trace.cue_end)
    frame = _FRAMES.get(trace.frame, trace.frame)
    holder = frame if trace.mention is None else f"{frame}, {_MENTIONS.get(trace.mention, trace.mention)}"
    mend = _mend_party(holders, trace.mention)
    yield _step(row, "holder", holders, holder, mend, trace.holder_start, trace.holder_end)
    yield _step(row, "what", row.what, "its object", None, trace.what_start, trace.what_end)
    yield from _issue_steps(row, trace)
    targets = iter(row.target)
    for ground in trace.grounds:
        if ground.part == "target" and (target := next(targets, None)) is not None:
            yield _step(row, "target", target.id, _asked(ground), _MEND_TARGET, ground.start, ground.end)
    yield from _told_steps(row, trace)


def _issue_steps(row: PositionRow, trace: Trace) -> Iterator[Step]:
    grounds = [ground for ground in trace.grounds if ground.part == "issue"]
    if row.issue is None:
        mend = "to give it an issue: write the words as skos:altLabel of that issue in a pack"
        yield Step("issue", "none", "no words of an issue", mend=mend)
    elif not grounds and trace.issue_rule == "learned":
        yield Step("issue", row.issue.id, "the sentence as a whole, as learned", mend=_MEND_LEARNED)
    elif not grounds:  # a trace of an earlier kg, or of another program
        yield Step("issue", row.issue.id, trace.issue_rule or "no words of an issue")
    for ground in grounds:
        issue = row.issue.id if row.issue else "none"
        learned = ground.rule == "learned"
        mend = _MEND_LEARNED if learned else f"{ground.words!r} is a name or hidden label of {issue}: {_MEND_ISSUE}"
        rule = _ISSUES.get(ground.rule, ground.rule)
        if learned:
            yield Step("issue", issue, rule, ground.words, mend=mend)
        else:
            found = _step(row, "issue", issue, rule, mend, ground.start, ground.end)
            yield found if found.words else Step("issue", issue, rule, ground.words, found.start, found.end, mend)


def _told_steps(row: PositionRow, trace: Trace) -> Iterator[Step]:
    """Source, certainty, strength, condition and speaker: what is filled, and why."""
    grounds = {ground.part: ground for ground in trace.grounds}
    if row.source is not None and (ground := grounds.get("source")):
        rule = f"who is credited ({ground.rule})" if ground.rule else "who is credited"
        yield _step(row, "source", row.source.id, rule, _MEND_SOURCE, ground.start, ground.end)
    if trace.grounds:  # an earlier kg kept none
        certain = grounds.get("certainty")
        rule = _CERTAINTIES[certain.rule if certain else "stated"]
        mend = _mend_marker(certain.words, "expected") if certain and certain.words else None
        span = (certain.start, certain.end) if certain else (None, None)
        yield _step(row, "certainty", row.certainty.value, rule, mend, *span)
        strong = grounds.get("strength")
        rule = "marker" if strong else _cue(trace.cue)
        mend = _mend_marker(strong.words, row.strength.value) if strong else _mend_strength(trace.cue)
        span = (strong.start, strong.end) if strong else (None, None)
        yield _step(row, "strength", row.strength.value, rule, mend, *span)
    if row.condition is not None and (ground := grounds.get("condition")):
        mend = _mend_marker(ground.words, "condition")
        yield _step(row, "condition", row.condition, f"clause after {ground.words!r}", mend, ground.start, ground.end)
    if row.speaker is not None and (ground := grounds.get("speaker")):
        told = f"{row.speaker.name}, {row.speaker.role}" if row.speaker.role else row.speaker.name
        rule = f"speaks for the holder, {_MENTIONS.get(ground.rule, ground.rule)}"
        yield _step(row, "speaker", told, rule, _MEND_SPEAKER, ground.start, ground.end)


_FRAMES: Mapping[str, str] = {"rival": "named near, likelier than whom the grammar tells of"}

_MENTIONS: Mapping[str, str] = {
    "label": "by its name",
    "alias": "by another name",
    "demonym": "by its demonym",
    "stand-in": "by a place that stands for it",
    "name": "by its name",
    "list": "one of a list",
    "caps": "a name in capitals",
    "represents": "who speaks for it",
    "person": "a person",
    "pronoun": "by a pronoun",
    "relative": "by a relative pronoun",
    "organisation": "a name that no pack knows",
    "group": "a group that no pack knows",
    "unnamed": "parties not named",
    "owner": "whose it is",
    "short": "by the last word of its name",
    "asked": "a body of the meeting's own",
    "the-country": "the country it is about",
    "role": "by a role",
    "role-singular": "by a role",
    "role-focus": "by a role in the country it is about",
    "role-focus-singular": "by a role in the country it is about",
}
"""The kinds of mention, as `kg.vocabulary.NameKind` and `kg.discourse.Holder` name them, in words."""

_ISSUES: Mapping[str, str] = {
    "what": "pack's words in the object",
    "sentence": "pack's words in the sentence",
    "lead": "pack's words that open the paragraph",
    "recent": "pack's words in the sentences before",
    "section": "pack's words in the heading",
    "document": "theme of the document, nothing nearer",
    "learned": "learned words",
}
_ASKED: Mapping[str, str] = {
    "asked": "whom the cue addresses",
    "owner": "whose the object is",
    "inside": "named in the object",
    "before": "named before the object",
    "after": "named after the object",
    "absent": "most named in the document",
    "earlier": "said just before to want something",
}
_CERTAINTIES: Mapping[str, str] = {
    "stated": "no hedge, no source",
    "source": "somebody else is credited",
    "modal": "modal over the cue",
    "marker": "word of expectation",
}
_MEND_ISSUE = "give the words of the right issue as skos:altLabel in a pack, or longer ones of this"
_MEND_LEARNED = "nearer words count more: give those of the right issue as skos:altLabel in a pack"
_MEND_TARGET = "a party not known: its names in a pack (skos:altLabel, neg:demonym, neg:standIn)"
_MEND_SOURCE = "the neg:Cue that neg:announces neg:say, or a neg:Person, in a pack"
_MEND_SPEAKER = "a neg:Person with neg:represents in a pack, or the noun of the role as a neg:Role"


def _asked(ground: Ground) -> str:
    rule = _ASKED.get(ground.rule, ground.rule)
    return f"{rule}, {_MENTIONS.get(ground.words, ground.words)}" if ground.words else rule


def _cue(cue: str) -> str:
    """Whether a cue of the table led to a position, or a word it does not hold (`.o`), by what was learned of its like."""
    return f"learned of words like {cue.removesuffix(OPEN)!r}" if cue.endswith(OPEN) else f"cue {cue}"


def _mend_cue(cue: str) -> str:
    if cue.endswith(OPEN):
        return f"no cue: give {cue.removesuffix(OPEN)!r} a stance in a pack, as a neg:Cue"
    return f"the cue {cue}: its stance and complements, in a neg:Cue of yours"


def _mend_strength(cue: str) -> str | None:
    return None if cue.endswith(OPEN) else f"the strength of the cue {cue}, or a neg:Marker"


def _mend_marker(words: str | None, means: str) -> str:
    return f'{words!r} marks {means!r}: a neg:Marker of yours that neg:marks another thing, or "nothing"'


def _mend_party(holder: str, mention: str | None) -> str | None:
    if mention in ("alias", "demonym", "stand-in", "label", "name", "list", "caps"):
        return f"the names of {holder} in a pack: skos:altLabel, neg:demonym, neg:standIn"
    if mention in ("organisation", "group"):
        return "not in any pack: name it there as a party of its own, or as skos:altLabel of one"
    if mention in ("person", "represents") or (mention or "").startswith("role"):
        return "a neg:Person with neg:represents in a pack, or the noun of the role as a neg:Role"
    return None  # a pronoun or "the country" stands for what was named before


def _step(
    row: PositionRow, part: str, decided: str, rule: str, mend: str | None, start: int | None, end: int | None
) -> Step:
    if start is None or end is None:
        return Step(part, decided, rule, mend=mend)
    # Words outside the passage belong to an earlier sentence: what a pronoun or 'the country' stands for.
    inside = row.start <= start < end <= row.end
    words = row.quote[start - row.start : end - row.start] if inside else None
    return Step(part, decided, rule, words, start, end, mend)
