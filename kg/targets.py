"""Of whom a position is asked: the parties that could be, and what speaks for each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.candidates import Candidate
from kg.mentions import Mention
from kg.model import Stance

if TYPE_CHECKING:
    from kg.extraction import Context, Found


def asked_pool(candidate: Candidate, mentions: Sequence[Mention], parties: Sequence[str]) -> tuple[str, ...]:
    """The parties that may be asked: those the syntax names, those in the sentence, the document's most named; never a holder."""
    every = [*candidate.target, *(p for m in mentions for p in m.parties), *parties[:3]]
    return tuple(p for p in dict.fromkeys(every) if p not in candidate.holder.parties)


def target_features(
    party: str, candidate: Candidate, stance: Stance, found: "Found", context: "Context"
) -> tuple[str, ...]:
    """The features of one party as the one asked."""
    asked = party in candidate.target
    start, end = candidate.what
    text = found.sentence.text
    genre = "meeting" if context.capitals else "news"
    own = [m for m in found.mentions if party in m.parties]
    inside = any(start <= m.start < end for m in own)
    owner = any(start <= m.start < end and text[m.end : m.end + 2] in ("'s", "’s", "' ") for m in own)
    kinds = sorted({m.kind for m in own})
    place = (
        "asked"
        if asked
        else "owner"
        if owner
        else "inside"
        if inside
        else "before"
        if own and own[0].start < start
        else "after"
        if own
        else "absent"
    )
    rank = min(context.parties.index(party), 4) if party in context.parties else 5
    two = len([p for p in context.parties[:2] if p in (party, *candidate.holder.parties)]) == 2
    return (
        "bias",
        f"place={place}",
        f"place={place}|{genre}",
        f"place={place}|{stance}",
        f"place={place}|{stance}|{genre}",
        f"place={place}|{candidate.cue.id}",
        f"kinds={kinds}|{place}",
        f"rank={rank}|{genre}",
        f"rank={rank}|{place}|{genre}",
        f"two={two}|{place}|{genre}",
        f"two={two}|{stance}|{genre}",
        f"tie={candidate.tie}|{asked}",
        f"link={candidate.object.link}|{place}",
        f"frame={candidate.frame.split(':')[0]}|{place}",
        f"count={min(len(own), 3)}|{place}",
        f"group={party.isupper() and len(party) > 2}|{place}",
        f"speaker={candidate.speaker is not None and party in candidate.speaker.parties}|{place}",
    )
