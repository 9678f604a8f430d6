"""Of whom a position is asked: the parties that could be, and what speaks for each."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.candidates import Candidate
from kg.discourse import Holder
from kg.mentions import Mention
from kg.model import Ground, Stance
from kg.scoring import Linear

if TYPE_CHECKING:
    from kg.extraction import Context, Found


def asked_pool(candidate: Candidate, mentions: Sequence[Mention], parties: Sequence[str]) -> tuple[str, ...]:
    """The parties that may be asked: those the syntax names, those in the sentence, the document's most named; never a holder."""
    every = [*candidate.target, *(p for m in mentions for p in m.parties), *parties[:3]]
    return tuple(p for p in dict.fromkeys(every) if p not in candidate.holder.parties)


def asked_parties(
    candidate: Candidate, stance: Stance, found: "Found", context: "Context", model: Linear
) -> tuple[str, ...]:
    """The parties of whom a position is asked, sorted by id."""
    pool = asked_pool(candidate, found.mentions, context.parties)
    if not pool:
        return ()
    shares = model.probabilities([target_features(party, candidate, stance, found, context) for party in pool])
    likely = shares[:, model.labels.index("yes")]
    best = float(likely.max())
    return tuple(sorted(p for p, s in zip(pool, likely, strict=True) if s >= 0.5 or (s == best and s >= 0.35)))


def place_of(party: str, candidate: Candidate, found: "Found") -> tuple[str, Mention | None]:
    """How a party stands to a candidate, and where it is named: `asked` by the syntax, `owner` of the object ("Japan's
    market"), `inside`, `before` or `after` it, or `absent` from the sentence."""
    start, end = candidate.what
    text = found.sentence.text
    own = [m for m in found.mentions if party in m.parties]
    inside = [m for m in own if start <= m.start < end]
    owner = [m for m in inside if text[m.end : m.end + 2] in ("'s", "’s", "' ")]
    if party in candidate.target:
        return "asked", min(own, key=lambda m: abs(m.start - candidate.cue_span[1]), default=None)
    for place, mentions in (("owner", owner), ("inside", inside)):
        if mentions:
            return place, mentions[0]
    if own:
        return ("before" if own[0].start < start else "after"), own[0]
    return "absent", None


def target_grounds(asked: Sequence[str], candidate: Candidate, found: "Found") -> Iterator[Ground]:
    """Why each party is taken as asked: how it stands to the position, and where it is named."""
    for party in asked:
        place, mention = place_of(party, candidate, found)
        if mention is None:
            yield Ground("target", place)
        else:
            yield Ground("target", place, mention.start, mention.end, mention.kind)


def mention_kind(holder: Holder, mentions: Sequence[Mention]) -> str:
    """What a holder was read from: the kind of name, or how else it was known (`pronoun`, `person`, ...)."""
    named = (m.kind for m in mentions if m.start == holder.start and set(m.parties) & set(holder.parties))
    return next(named, holder.kind) if holder.kind == "name" else holder.kind


def target_features(
    party: str, candidate: Candidate, stance: Stance, found: "Found", context: "Context"
) -> tuple[str, ...]:
    """The features of one party as the one asked."""
    asked = party in candidate.target
    genre = "meeting" if context.capitals else "news"
    own = [m for m in found.mentions if party in m.parties]
    kinds = sorted({m.kind for m in own})
    place = place_of(party, candidate, found)[0]
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
