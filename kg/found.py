"""What is found in a document before it is judged: the candidates of each sentence, and what surrounds them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.blocks import NO_FEATURES, Features
from kg.companions import Tie
from kg.cues import NEUTRAL, Cue
from kg.holders import Holder
from kg.language import Sentence
from kg.mentions import ASKED, Mention
from kg.model import Stance
from kg.spans import Object, Phrase


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of a parsed sentence: in lower case, with tag and relation, and whether each names a party; and their
    [start, end) in the sentence."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    named: tuple[bool, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


UNSEEN = Seen()
"""What the network sees where there is nothing to judge."""


@dataclass(frozen=True, slots=True)
class Place:
    """A text that may say what a position is about, and how near to it that text stands."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue, a holder and an object that may make a position; `what` is [start, end) of the sentence's text."""

    cue: Cue
    cue_token: int
    cue_span: tuple[int, int]
    frame: str
    holder: Holder
    what: tuple[int, int]
    object: Object
    negated: bool
    speaker: Holder | None  # who is credited with the clause the cue stands in
    speech: str  # the verb that credits them
    modal: str
    target: tuple[str, ...]
    tie: Tie | None = None
    hostile: bool = False  # the object is an act that harms others
    withheld: bool = False  # the object is an act that will not be done
    forbidden: bool = False  # the object is an act that shall not be done
    spared: bool = False  # the object is what there shall be none of
    resolved: bool = False  # the object is an act that its holder has decided on
    supposed: str = ""  # the word that makes the object a condition
    feared: bool = False  # a condition of a threat
    features: Features = field(default=NO_FEATURES, compare=False)

    @property
    def explicit(self) -> bool:
        """Whether the cue names a stance of its own."""
        return self.cue.stance not in NEUTRAL

    def says(self, stance: str) -> bool:
        """Whether the cue table gives this stance and no negation turns it."""
        return self.cue.stance == stance and not self.negated

    @property
    def threatens(self) -> bool:
        """Whether the cue is a verb of threatening."""
        return self.cue.pos == "v" and self.cue.stance == "threat" and not self.frame.startswith("noun")


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one sentence, with what was known when it was read."""

    sentence: Sentence
    candidates: tuple[Candidate, ...]
    mentions: tuple[Mention, ...]
    lead: str  # the opening words of its paragraph
    recent: str  # the sentences just before it, under the same heading
    seen: Seen = UNSEEN
    subjects: tuple[Holder, ...] = ()  # whom its verbs tell of, in text order
    credited: bool = False  # a line or a label says whose words it gives
    phrases: tuple[tuple[Phrase, tuple[int, int]], ...] = ()  # with the characters each covers; kept to learn from only


@dataclass(frozen=True, slots=True)
class Earlier:
    """Who is said to want or not to want something so many sentences before: the stance of the cue, and what, in words."""

    parties: tuple[str, ...]
    apart: int
    stance: str
    what: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole document says that judging one sentence needs."""

    parties: tuple[str, ...]
    themes: Mapping[str, float]
    meeting: bool
    opening: str = ""  # the text its themes are read from
    earlier: Mapping[int, tuple[Earlier, ...]] = field(default_factory=dict)  # by where a sentence starts


_OPENING, _EARLIER = 6000, 3


def context_of(
    text: str, found: Iterable[Found], themes_of: Callable[[str], Mapping[str, float]], *, meeting: bool
) -> Context:
    """What single sentences need of a document: its parties by how often it names them, and the themes of how it opens."""
    opening = text[:_OPENING]
    found = tuple(found)
    ranked = Counter(parties_named(found)).most_common()
    earlier = dict(_earlier(found)) if meeting else {}
    return Context(tuple(party for party, _ in ranked), themes_of(opening), meeting, opening, earlier)


def _earlier(found: Sequence[Found]) -> Iterator[tuple[int, tuple[Earlier, ...]]]:
    """For each sentence who is said to want something in those just before it in its paragraph, the nearest first: each once."""
    for number, item in enumerate(found):
        told: dict[tuple[str, ...], Earlier] = {}
        for apart, before in enumerate(reversed(found[max(0, number - _EARLIER) : number]), 1):
            if before.sentence.paragraph != item.sentence.paragraph:
                break
            for candidate in sorted(before.candidates, key=lambda c: c.what[0] - c.what[1]):
                if candidate.explicit:
                    what = before.sentence.text[slice(*candidate.what)]
                    parties = candidate.holder.parties
                    told.setdefault(parties, Earlier(parties, apart, candidate.cue.stance, what))
        if told and item.candidates:
            yield item.sentence.start, tuple(told.values())


def parties_named(found: Iterable[Found]) -> Iterator[str]:
    """The parties that sentences name, once for each time, without a meeting's own bodies and officers."""
    return (party for item in found for mention in item.mentions if mention.kind != ASKED for party in mention.parties)


def stance_place(stance: Stance) -> tuple[Place, ...]:
    """What a threat says of its issue by being one: duties that are threatened are sanctions."""
    return (Place("stance", stance.value),) if stance is Stance.THREAT else ()


def issue_places(found: Found, what: str, stance: Stance) -> tuple[Place, ...]:
    """The texts that say what a position is about, nearest first."""
    return (
        Place("what", what),
        Place("sentence", found.sentence.text),
        Place("lead", found.lead),
        Place("recent", found.recent),
        Place("section", found.sentence.section or ""),
        *stance_place(stance),
    )
