"""How a position was found, in words: which cue, which construction, which words each part rests on."""

from dataclasses import dataclass

from kg.errors import KgError
from kg.rows import PositionRow


class NoTrace(KgError):
    """A position that came from elsewhere, without a trace of how it was found."""

    exit_code = 1

    def __init__(self, id: str) -> None:
        super().__init__(f"{id}: nothing is kept about how this position was found")
        self.id = id


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a position: what was decided, by which rule, from which words at which characters."""

    part: str
    decided: str
    rule: str
    words: str | None = None
    start: int | None = None
    end: int | None = None


def explanation(row: PositionRow) -> tuple[Step, ...]:
    """How a position was found, step by step. Raises NoTrace."""
    if row.trace is None:
        raise NoTrace(row.id)
    trace = row.trace
    holders = ", ".join(party.id for party in row.holder)
    return (
        _step(row, "stance", row.stance.value, _ground(trace.cue), trace.cue_start, trace.cue_end),
        _step(row, "holder", holders, trace.frame, trace.holder_start, trace.holder_end),
        _step(row, "what", row.what, "its object", trace.what_start, trace.what_end),
        Step("issue", row.issue.id if row.issue else "none", trace.issue_rule or "no words of an issue"),
    )


def _ground(cue: str) -> str:
    """Whether a cue of the table led to a position, or a word it does not hold (`.o`), by what was learned of its like."""
    word, _, kind = cue.rpartition(".")
    return f"learned of words like {word!r}" if kind == "o" else f"cue {cue}"


def _step(row: PositionRow, part: str, decided: str, rule: str, start: int | None, end: int | None) -> Step:
    if start is None or end is None:
        return Step(part, decided, rule)
    # Words outside the passage belong to an earlier sentence: what a pronoun or 'the country' stands for.
    inside = row.start <= start < end <= row.end
    return Step(part, decided, rule, row.quote[start - row.start : end - row.start] if inside else None, start, end)
