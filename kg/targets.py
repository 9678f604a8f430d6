"""Of whom a position is asked: the parties that could be, and what speaks for each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.blocks import Block, Features
from kg.found import Candidate
from kg.holders import Holder
from kg.linear import Linear
from kg.mentions import Mention
from kg.model import Ground, Stance
from kg.senses import sense_of

if TYPE_CHECKING:
    from kg.found import Context, Earlier, Found


_WORD = re.compile(r"[A-Za-z][\w'’-]*|[^\s\w]")
# How many characters beside a name are looked at
_BESIDE = 30
# How many letters a word has that says nothing of what is wanted
_SHORT = 3
# The stances that answer what others want
_ANSWERS = frozenset({Stance.OPPOSE, Stance.REFUSE, Stance.SUPPORT})
_EARLIER = "earlier"
# From which chance a party is taken to be asked, in news and in meeting reports, and what share of the likeliest it has to have
_ASKED, _ASKED_IN_MEETING, _NEARLY = 0.22, 0.3, 0.75


def asked_pool(candidate: Candidate, stance: Stance, found: "Found", context: "Context") -> tuple[str, ...]:
    """The parties that may be asked: those the syntax names, those of the sentence by name, pronoun or role, the
    document's most named, and whose wish of a sentence just before may be meant by those against it; never a holder."""
    every = [
        *candidate.target,
        *(p for m in found.mentions for p in m.parties),
        *(p for other in found.candidates for p in (*other.holder.parties, *other.target)),
        *context.parties[:3],
        *(p for one in _answers(stance, found, context) for p in one.parties),
    ]
    return tuple(p for p in dict.fromkeys(every) if p not in candidate.holder.parties)


def _answers(stance: Stance, found: "Found", context: "Context") -> Sequence["Earlier"]:
    """Whose wishes a position may answer: of those against something, or for it, who wanted something just before."""
    return context.earlier.get(found.sentence.start, ()) if stance in _ANSWERS else ()


def asked_shares(
    candidate: Candidate, stance: Stance, found: "Found", context: "Context", model: Linear
) -> dict[str, float]:
    """How likely each party that may be asked is asked."""
    pool = asked_pool(candidate, stance, found, context)
    if not pool:
        return {}
    shares = model.probabilities(target_rows(pool, candidate, stance, found, context))
    return dict(zip(pool, shares[:, model.labels.index("yes")].tolist(), strict=True))


def asked_parties(shares: Mapping[str, float], *, meeting: bool) -> tuple[str, ...]:
    """The parties of whom a position is asked, sorted by id, by how likely each is: the likeliest, and those nearly as likely."""
    least = max(_ASKED_IN_MEETING if meeting else _ASKED, _NEARLY * max(shares.values(), default=0.0))
    return tuple(sorted(party for party, share in shares.items() if share >= least))


def place_of(party: str, candidate: Candidate, found: "Found") -> tuple[str, Mention | None]:
    """How a party stands to a candidate, and where it is named: `asked` by the syntax, `owner` of the object ("Japan's
    market"), `inside`, `before` or `after` it, or `absent` from the sentence."""
    start, end = candidate.what
    text = found.sentence.text
    own = [m for m in found.mentions if party in m.parties]
    inside = [m for m in own if start <= m.start < end]
    owner = [m for m in inside if text[m.end : m.end + 2] in ("'s", "’s", "' ") or text.startswith(" s ", m.end)]
    if party in candidate.target:
        return "asked", min(own, key=lambda m: abs(m.start - candidate.cue_span[1]), default=None)
    for place, mentions in (("owner", owner), ("inside", inside)):
        if mentions:
            return place, mentions[0]
    if own:
        return ("before" if own[0].start < start else "after"), own[0]
    return "absent", None


def target_grounds(asked: Sequence[str], candidate: Candidate, found: "Found", context: "Context") -> Iterator[Ground]:
    """Why each party is taken as asked: how it stands to the position, and where it is named."""
    before = {p for one in context.earlier.get(found.sentence.start, ()) for p in one.parties}
    for party in asked:
        place, mention = place_of(party, candidate, found)
        if place == "absent" and party in before:
            place = _EARLIER
        if mention is None:
            yield Ground("target", place)
        else:
            yield Ground("target", place, mention.start, mention.end, mention.kind)


def mention_kind(holder: Holder, mentions: Sequence[Mention]) -> str:
    """What a holder was read from: the kind of name, or how else it was known (`pronoun`, `person`, ...)."""
    named = (m.kind for m in mentions if m.start == holder.start and set(m.parties) & set(holder.parties))
    return next(named, holder.kind) if holder.kind == "name" else holder.kind


def target_rows(
    pool: Sequence[str], candidate: Candidate, stance: Stance, found: "Found", context: "Context"
) -> list[Features]:
    """For each party its features as the one asked: where it is named beside what is wanted, the words about its name,
    and what else the sentence and the document make of it."""
    holders = candidate.holder.parties
    genre = "meeting" if context.meeting else "news"
    holder_rank = rank_of(holders[0], context)
    at_place = tuple(_at_place(candidate, found))
    at_places: dict[str, Block] = {}
    others = f"others={min(len({p for m in found.mentions for p in m.parties if p not in holders}), 4)}"
    form = f"form={candidate.features.told['form']}"
    rows = []
    before = _answers(stance, found, context)
    for party in pool:
        own = [m for m in found.mentions if party in m.parties]
        place = place_of(party, candidate, found)[0]
        told = next((one for one in before if party in one.parties), None)
        if place == "absent" and told is not None:
            place = _EARLIER
        rank = rank_of(party, context)
        two = len([p for p in context.parties[:2] if p in (party, *holders)]) == 2
        out = [
            "bias",
            f"place={place}",
            *(f"place={place}|{x}" for x in (genre, stance, f"{stance}|{genre}", candidate.cue.id)),
            f"kinds={sorted({m.kind for m in own})}|{place}",
            f"rank={rank}|{genre}",
            f"rank={rank}|{place}|{genre}",
            f"ranks={holder_rank},{rank}|{place}",
            f"ranks={holder_rank},{rank}|{stance}",
            f"two={two}|{place}|{genre}",
            f"two={two}|{stance}|{genre}",
            f"tie={candidate.tie}|{party in candidate.target}",
            f"count={min(len(own), 3)}|{place}",
            f"{others}|{place}",
            f"{others}|{place}|{stance}",
            f"group={party.isupper() and len(party) > 2}|{place}",
            f"party={party}|{genre}|{place}",
            f"party={party}|{stance}",
            f"speaker={candidate.speaker is not None and party in candidate.speaker.parties}|{place}",
            f"{form}|{place}|{genre}",
            f"{form}|{place}|{stance}",
        ]
        for mention in own[:3]:
            out += _beside(mention, candidate, stance, found.sentence.text)
        if not own:
            out += _unnamed(party, found, stance)
        if told is not None:
            out += _answered(told, before, candidate, stance, found)
        if place not in at_places:
            at_places[place] = Block([f"{feature}|{place}" for feature in at_place])
        rows.append(Features((Block(out), at_places[place])))
    return rows


def _at_place(candidate: Candidate, found: "Found") -> Iterator[str]:
    """What counts by the place of a party, whichever it is."""
    what = [w.lower() for w in _WORD.findall(found.sentence.text[slice(*candidate.what)])]
    head = candidate.features.told["head"]
    yield f"link={candidate.object.link}"
    yield f"frame={candidate.frame.split(':')[0]}"
    yield f"head={head}"
    yield from (f"head~{c}" for c in sense_of(head).classes)
    yield f"sign={candidate.features.told['sign']}"
    yield f"pos={candidate.cue.pos}"
    yield f"modal={candidate.modal}"
    yield f"holder={candidate.holder.kind}"
    yield f"first={what[0] if what else ''}"
    yield from (f"what={w}" for w in sorted(set(what)) if len(w) > 2)


def rank_of(party: str, context: "Context") -> int:
    """How many parties a document names more often, up to 4; 5 where it never names it."""
    return min(context.parties.index(party), 4) if party in context.parties else 5


def _beside(mention: Mention, candidate: Candidate, stance: Stance, text: str) -> Iterator[str]:
    """The words right before and after a name, and how far it stands from what is wanted."""
    start, end = candidate.what
    where = "inside" if start <= mention.start < end else "before" if mention.start < start else "after"
    before = [w.lower() for w in _WORD.findall(text[max(0, mention.start - _BESIDE) : mention.start])][-2:]
    after = [w.lower() for w in _WORD.findall(text[mention.end : mention.end + _BESIDE])][:2]
    for side, words, nearest in (("before", before, -1), ("after", after, 0)):
        if words:
            word = words[nearest]
            yield f"{side}={word}|{where}"
            yield f"{side}={word}|{where}|{stance}"
            yield f"{side}={' '.join(words)}|{where}"
            yield from (f"{side}~{c}|{where}" for c in sense_of(word).classes)
    yield f"kind={mention.kind}|{where}|{stance}"
    yield f"opens={mention.start < 3}|{where}"
    yield f"gap={min(abs(mention.start - start), 160) // 20}|{where}"


def _answered(
    told: "Earlier", before: Sequence["Earlier"], candidate: Candidate, stance: Stance, found: "Found"
) -> Iterator[str]:
    """How what a party was said to want just before is like what is answered."""
    own = {w.lower() for w in _WORD.findall(found.sentence.text[slice(*candidate.what)]) if len(w) > _SHORT}
    theirs = {w.lower() for w in _WORD.findall(told.what) if len(w) > _SHORT}
    alike = 3 * len(own & theirs) // max(min(len(own), len(theirs)), 1)
    apart = min(one.apart for one in before)
    yield f"earlier={told.apart}|{stance}"
    yield f"earlier={told.apart - apart}|{told.stance}|{stance}"
    yield f"earlier alike={alike}|{stance}"
    yield f"earlier alike={alike}|{told.apart}|{told.stance}"
    yield f"earlier count={min(len(before), 4)}|{told.apart - apart}|{stance}"
    yield f"earlier none={not own}|{told.apart - apart}"


def _unnamed(party: str, found: "Found", stance: Stance) -> Iterator[str]:
    """What a sentence that does not name a party makes of it: whose pronoun or role it is, of whom others ask."""
    for other in found.candidates:
        if party in other.holder.parties:
            yield f"stands={other.holder.kind}|{stance}"
            yield f"stands={other.frame.split(':')[0]}"
        if party in other.target:
            yield f"stands asked={other.object.link}|{stance}"
