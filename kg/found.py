"""What is found in a document before it is judged: the candidates of each sentence, and what surrounds them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.candidates import Candidate
from kg.issues import Place
from kg.language import Sentence
from kg.mentions import Mention
from kg.model import Stance
from kg.net import Seen
from kg.spans import Phrase

UNSEEN = Seen()
"""What the network sees where there is nothing to judge."""


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of one sentence, with what was known when it was read."""

    sentence: Sentence
    candidates: tuple[Candidate, ...]
    mentions: tuple[Mention, ...]
    lead: str  # the opening words of its paragraph
    recent: str  # the sentences just before it, under the same heading
    seen: Seen = UNSEEN
    phrases: tuple[tuple[Phrase, tuple[int, int]], ...] = ()  # with the characters each covers; kept to learn from only


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole document says that judging one sentence needs."""

    parties: tuple[str, ...]
    themes: Mapping[str, float]
    meeting: bool
    opening: str = ""  # the text its themes are read from


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
