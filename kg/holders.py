"""Who a noun phrase may stand for: the value found, what it is found in, and what the words around its head say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kg.companions import Named
from kg.cues import CueTable
from kg.language import Parse
from kg.mentions import Mention
from kg.model import Party, Speaker

Token = Any


@dataclass(frozen=True, slots=True)
class Holder:
    """The parties a noun phrase stands for. `kind` says how they were found (`name`, `person`, `role`, `pronoun`,
    `unnamed`, `organisation`, ...); `start` is the sentence offset of its first word, None when it stands elsewhere."""

    parties: tuple[str, ...]
    kind: str
    start: int | None = None
    end: int | None = None
    speaker: Speaker | None = None
    minted: tuple[Party, ...] = ()
    source: str | None = None  # how to credit it as a source, when not by its party

    def elsewhere(self) -> "Holder":
        """The same, of whom another sentence told."""
        return replace(self, start=None, end=None)


@dataclass(frozen=True, slots=True)
class Described:
    """A noun phrase of a common noun: its characters [start, end) up to the noun, their text (`core`), the `phrase` with what
    hangs on the noun, and the country it names."""

    start: int
    end: int
    core: str
    phrase: str
    country: str | None

    def holder(
        self,
        parties: tuple[str, ...],
        kind: str,
        speaker: Speaker | None = None,
        minted: tuple[Party, ...] = (),
        source: str | None = None,
    ) -> Holder:
        """Those it stands for."""
        return Holder(parties, kind, self.start, self.end, speaker, minted, source)

    def nobody(self) -> Holder:
        """A source without a name."""
        return Holder((), "anonymous", self.start, self.end, source="anonymous")


class InSentence(Protocol):
    """What resolving needs to see of the sentence at hand."""

    parse: Parse
    named: Named
    text: str
    tokens: tuple[Token, ...]
    cues: CueTable

    def resolve(self, token: Token) -> Holder | None: ...
    def subject_of(self, verb: Token, depth: int = 0) -> tuple[Token | None, str]: ...
    def in_quotes(self, token: Token) -> bool: ...
    @property
    def announcer(self) -> Holder | None: ...


def behind(token: Token, *prepositions: str) -> list[Token]:
    """The heads of the noun phrases that prepositions hang on one."""
    preps = (c for c in token.rights if c.dep_ == "prep" and c.lower_ in prepositions)
    return [c for prep in preps for c in prep.rights if c.dep_ == "pobj"]


def agents(verb: Token) -> list[Token]:
    """By whom something is done: "put out by |the guild|"."""
    return [c for by in verb.rights if by.dep_ == "agent" for c in by.rights if c.dep_ == "pobj"]


def subjects_around(here: InSentence, token: Token) -> Iterator[Token]:
    """The subjects of the verbs that report the clause a word stands in, nearest first: "|Japan| said it ..."."""
    clause = token
    while clause.head.i != clause.i:
        if clause.dep_ in ("ccomp", "advcl", "xcomp", "relcl", "conj", "acl") and clause.head.tag_.startswith("VB"):
            subject, _ = here.subject_of(clause.head)
            inside = subject is not None and (
                subject.i == token.i or clause.left_edge.i <= subject.i <= clause.right_edge.i
            )
            if subject is not None and not inside:
                yield subject
        clause = clause.head


def subject_beside(here: InSentence, owner: Token) -> Token | None:
    """The subject of the verb whose object or other complement something owned is in; None in what a subject owns."""
    noun = owner.head
    while noun.dep_ in ("dobj", "pobj", "prep", "dative", "conj", "attr", "oprd") and noun.head.i != noun.i:
        noun = noun.head
        if noun.tag_.startswith("VB"):
            return here.subject_of(noun)[0]
    return None


def name_end(here: InSentence, token: Token) -> int:
    """Where the name ends that a noun heads: "the Association of Steel Makers"."""
    noun = token
    while (further := next((n for n in behind(noun, "of", "for") if n.tag_.startswith("NNP")), None)) is not None:
        noun = further  # "the Chamber of Commerce for Electronics"
    ends = here.parse.ends
    set_off = not {",", "("}.isdisjoint(here.text[ends[token.i] : ends[noun.i]])
    end: int = ends[token.i if set_off else noun.i]
    return end


def is_definite(token: Token) -> bool:
    """Whether a noun stands alone behind "the"."""
    lefts = token.lefts
    return (
        token.dep_ in ("nsubj", "nsubjpass", "pobj", "poss") and len(lefts) == 1 and lefts[0].lower_ in ("the", "this")
    )


def holds_office(holder: Holder, noun: Token) -> bool:
    """Whether a holder is a person whose role in the text's words has a noun."""
    role = holder.speaker.role if holder.kind == "person" and holder.speaker is not None else None
    return noun.lower_ in (role or "").casefold().split()


def singular(token: Token) -> str:
    """What is added to the kind of a holder that is one person's."""
    return "-singular" if token.tag_ in ("NN", "NNP") else ""


def group_at(here: InSentence, token: Token) -> Mention | None:
    """The names of parties that a word is one of, or right before."""
    start, end = here.parse.starts[token.i], here.parse.ends[token.i]
    for group in here.named.groups.values():
        if group.start <= start < group.end or start <= group.start < end or start + 4 == group.start:
            return group
    return None
