"""The values that flow from a document to a position: frozen, ordered, and nothing else.

Offsets are Python string offsets into `Document.text`, [start, end). Dates are ISO 8601 strings, as precise as the
source is (`2017-09-04`, `2017-09`, `2017`). `None` is "not stated"; `()` is "none found".
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.errors import KgError


class Stance(StrEnum):
    """What a party does about an issue."""

    DEMAND = "demand"
    SUPPORT = "support"
    OFFER = "offer"
    OPPOSE = "oppose"
    REFUSE = "refuse"
    THREAT = "threat"

    @property
    def polarity(self) -> str:
        """`+` where the party wants the thing done, `-` where it does not.

        >>> Stance.REFUSE.polarity, Stance.THREAT.polarity
        ('-', '+')
        """
        return "-" if self in (Stance.OPPOSE, Stance.REFUSE) else "+"


class Certainty(StrEnum):
    """How firmly the text asserts that the position is held."""

    STATED = "stated"
    REPORTED = "reported"
    EXPECTED = "expected"


class Strength(StrEnum):
    """How hard a party holds to a position, from 'might consider' to 'will never accept'."""

    TENTATIVE = "tentative"
    NORMAL = "normal"
    FIRM = "firm"
    RED_LINE = "red line"


class PartyKind(StrEnum):
    """What kind of actor a party is."""

    COUNTRY = "country"
    BLOC = "bloc"
    GOVERNMENT_BODY = "government body"
    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """An article, report or web page as read. `text` is kept as it is; every offset refers to it.

    `id` is unique in a store and holds no white space; `round` and `negotiation` are ids or labels as the reader gave
    them. `publisher` is the outlet's name.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    negotiation: str | None = None
    round: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 over the text and the metadata: equal digests mean the same reading.

        >>> Document("a", "Canada refused.").digest == Document("a", "Canada refused.", date="2017-09-01").digest
        False
        """
        fields = (self.id, self.text, self.title, self.date, self.publisher, self.url, self.negotiation, self.round)
        from hashlib import sha256  # look-ups do without it, and it loads a library of its own

        return sha256("\x1f".join("" if f is None else f for f in fields).encode()).hexdigest()


class BadSpan(KgError):
    """A span that lies outside its document, or is empty."""

    def __init__(self, document: str, start: int, end: int, length: int) -> None:
        super().__init__(f"{document}: [{start}, {end}) is not a passage of its {length} characters")
        self.document, self.start, self.end, self.length = document, start, end, length


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """One sentence of a document: characters [start, end) and the words that stand there.

    `section` is the heading the sentence stands under, or None.
    """

    document: str
    start: int
    end: int
    quote: str
    section: str | None = None


def passage(document: Document, start: int, end: int, section: str | None = None) -> Passage:
    """The passage at [start, end) of a document; raises BadSpan if it is empty or ends past the text.

    >>> passage(Document("round-2", "Canada refused."), 0, 6).quote
    'Canada'
    """
    if not 0 <= start < end <= len(document.text):
        raise BadSpan(document.id, start, end, len(document.text))
    return Passage(document.id, start, end, document.text[start:end], section)


@dataclass(frozen=True, slots=True, order=True)
class Speaker:
    """The person or body speaking for a holder, with the role the text gives: ('Robert Lighthizer', 'Trade Representative')."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Ground:
    """What one part of a position was decided by: a rule, and the words it rests on.

    `start` and `end` say where those words stand; `words` which word of the vocabulary they are, or what they are where
    they stand in no one place.
    """

    part: str
    rule: str
    start: int | None = None
    end: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """How a position was found, so that a wrong one can be mended in the vocabulary.

    Offsets are of the document. `cue` is the cue's id in the cue table, `frame` the construction that linked cue and
    holder, `mention` the kind of name the holder was read from (`stand-in`, `pronoun`, ...), `issue_rule` how the issue
    was chosen. A field whose thing was not found as words in the passage is None. `grounds` has the other parts.
    """

    cue: str
    frame: str
    cue_start: int
    cue_end: int
    holder_start: int | None = None
    holder_end: int | None = None
    what_start: int | None = None
    what_end: int | None = None
    issue_rule: str | None = None
    mention: str | None = None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Holder(s) + stance + issue + what (own words) + target(s), credited to a source, read from a passage.

    `holder`, `target` are party ids (`US`, `CA/VOLPE`), sorted; `issue` an issue id; `source` who the report is
    credited to when it is not the holder (`anonymous`, a party id, a name). `what` is a verbatim part of the quote.
    `confidence` is the calibrated probability, 0 to 1, that the position is right.
    """

    passage: Passage
    holder: tuple[str, ...]
    stance: Stance
    what: str
    issue: str | None = None
    target: tuple[str, ...] = ()
    source: str | None = None
    certainty: Certainty = Certainty.STATED
    condition: str | None = None
    strength: Strength = Strength.NORMAL
    speaker: Speaker | None = None
    confidence: float = 1.0
    trace: Trace | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """Twenty hexadecimal digits made from document, passage, holder, stance and what: the same on any machine.

        >>> p = Passage("round-2", 0, 15, "Canada refused.")
        >>> Position(p, ("CA",), Stance.REFUSE, "refused").id
        '84590ab9a6916bfbed21'
        """
        from hashlib import sha256

        parts = (
            self.passage.document,
            str(self.passage.start),
            str(self.passage.end),
            ",".join(self.holder),
            self.stance.value,
            self.what,
        )
        return sha256("\x1f".join(parts).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Who can hold a position. `id` is the short name used in tables (`US`, `US/ROSTENKOWSKI`).

    `represents` is the id of the party it speaks for, or None; `country` the id of the country it belongs to; `role`
    what the text says it is ('president of the auto-parts association').
    """

    id: str
    label: str
    kind: PartyKind
    country: str | None = None
    role: str | None = None
    represents: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one document gave: its positions in text order, and the parties the vocabulary does not know."""

    document: Document
    positions: tuple[Position, ...]
    parties: tuple[Party, ...] = ()
