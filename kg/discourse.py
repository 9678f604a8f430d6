"""Which party a noun phrase stands for, given what the document has said so far."""

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeGuard

from kg.bodies import Bodies, run_before
from kg.cues import CueTable
from kg.gazetteer import BODIES, Gazetteer
from kg.language import Parse, Sentence
from kg.mentions import Mention, Named, is_part_of_name, minted_id
from kg.model import Party, PartyKind, Speaker
from kg.people import People, Person, is_another
from kg.roles import ADDRESSES, Roles
from kg.vocabulary import Vocabulary

Token = Any
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "i", "me", "my", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_THEIRS = frozenset({"its", "their"})
_SELF = frozenset({"we", "us", "our", "i", "my", "me", "ourselves", "ours", "myself"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_BODIES = frozenset(
    {"government", "administration", "ministry", "cabinet", "treasury", "delegation", "department", "team", "agency"}
)
_OFFICES = frozenset({"office", "government", "member"})
_SIDES = frozenset({"sides", "governments", "countries", "capitals", "nations", "powers"})
_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "CD", "JJ", "DT", "VBG", "VBN", "JJS", "JJR", "PDT", "RB", "FW")


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


_OPENING = re.compile(r"(?:In|From|Over in|Across) (?P<where>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*)*),")
_OF_BODY = re.compile(r"[Tt]he (?P<noun>[A-Za-z]+)['’]s ")
# A paragraph that asks something
_ASKED = re.compile(r"\?[\"”’']?[ \t]*\n")
_IS_ASKED = re.compile(r"\?\W*$")
_INTERVIEW = 4
"""From how many questions that stand alone on a document is an interview."""
_STYLED = re.compile(rf"(?:{'|'.join(ADDRESSES)}|Lady|Mme|MEP|MP)\.? (?P<name>[A-ZÀ-Þ].*)")
_MARKS = re.compile(r"[\"“”]")
# "... both," said Ana Lee of the Guild. / "... both", the guild said.
_CREDIT = re.compile(r"(?:[,?!…—-][\"”]|.[\"”],)\s(?P<words>[^.!?;:\"“”\n]{3,140})", re.S)
_HE = re.compile(r"^(?:[a-z]+ )?(?:he|she)\b")
_THE_BODY = re.compile(r"\b[Tt]he (?P<noun>[a-z]+)\b")
_FURTHEST = 1200
"""How many characters behind a quotation's words may say whose they are."""
_DAYS = frozenset({*calendar.month_name, *calendar.day_name, "Christmas", "Easter"})
_NEAR = 0.4
"""How often, beside the country named most, the one in focus must be named to be home instead."""
_MUCH = 0.15
"""The share of the names of a document from which its country in focus is home to whom no country is named of."""


def _behind(token: Token, *prepositions: str) -> list[Token]:
    """The heads of the noun phrases that prepositions hang on one."""
    preps = (c for c in token.rights if c.dep_ == "prep" and c.lower_ in prepositions)
    return [c for prep in preps for c in prep.rights if c.dep_ == "pobj"]


def _name_end(here: "InSentence", token: Token) -> int:
    """Where the name ends that a noun heads: "the Association of Steel Makers"."""
    noun = token
    while (further := next((n for n in _behind(noun, "of", "for") if n.tag_.startswith("NNP")), None)) is not None:
        noun = further  # "the Chamber of Commerce for Electronics"
    ends = here.parse.ends
    set_off = "," in here.text[ends[token.i] : ends[noun.i]]
    end: int = ends[token.i if set_off else noun.i]
    return end


# "Aviation Justice |Now|"
_RUN_ON = re.compile(r"(?: [A-ZÀ-Þ][a-z]+)+")


def _run_end(text: str, end: int) -> int:
    """Where a name in capitals ends whose last words the parser took for something else."""
    on = _RUN_ON.match(text, end)
    return on.end() if on is not None else end


def _definite(token: Token) -> bool:
    """Whether a noun stands alone behind "the"."""
    lefts = token.lefts
    return (
        token.dep_ in ("nsubj", "nsubjpass", "pobj", "poss") and len(lefts) == 1 and lefts[0].lower_ in ("the", "this")
    )


def _short_forms(text: str, mentions: Sequence[Mention], vocabulary: Vocabulary) -> dict[str, str]:
    """The last words of the names of several words by which a document calls its bodies and blocs, and whose they are;
    a word that ends the names of two is left out."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        entry = vocabulary.parties.get(mention.parties[0])
        words = text[mention.start : mention.end].split()
        if entry is not None and entry.kind in BODIES and len(words) > 1 and words[-1][:1].isupper():
            found.setdefault(words[-1].casefold(), set()).add(entry.id)
    return {word: id for word, id in _of_one(found).items() if word.isalpha()}


def _of_one(found: Mapping[str, set[str]]) -> dict[str, str]:
    """The words that stand for one party only."""
    return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1}


def _capital_forms(mentions: Sequence[Mention], vocabulary: Vocabulary) -> dict[str, str]:
    """The last words of other names of the bodies and blocs a document names ("the Commission", where it names Brussels);
    they stand for them in capitals only."""
    found: dict[str, set[str]] = {}
    named = {vocabulary.parties[mention.parties[0]] for mention in mentions}
    for id in {entry.country or entry.id for entry in named} | {entry.id for entry in named}:
        entry = vocabulary.parties[id]
        names = [name.text.split() for name in entry.names] if entry.kind in BODIES else []
        for words in names:
            if len(words) > 1 and words[-1].istitle():
                found.setdefault(words[-1], set()).add(id)
    return _of_one(found)


def _told_of(mentions: Iterable[Mention], vocabulary: Vocabulary) -> Counter[str]:
    """How many names of a text tell of each party, those of a country's bodies and people of it."""
    entries = (vocabulary.parties[mention.parties[0]] for mention in mentions)
    return Counter(entry.represents or entry.country or entry.id for entry in entries)


def _holds_office(holder: Holder, noun: Token) -> bool:
    """Whether a holder is a person whose role in the text's words has a noun."""
    role = holder.speaker.role if holder.kind == "person" and holder.speaker is not None else None
    return noun.lower_ in (role or "").casefold().split()


def _singular(token: Token) -> str:
    """What is added to the kind of a holder that is one person's."""
    return "-singular" if token.tag_ in ("NN", "NNP") else ""


@dataclass(frozen=True, slots=True)
class _Described:
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


class Discourse:
    """The state of reading one document: who spoke last, which country it is about, whether a quotation is open."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        roles: Roles,
        gazetteer: Gazetteer,
        people: People,
        text: str,
        *,
        capitals: bool,
        meeting: bool,
    ) -> None:
        """`text` opens the document and says by which names it calls its bodies; `meeting`: it reports on a sitting, whose
        chairs hold nothing, whether or not it prints names in `capitals`."""
        self._vocabulary, self._roles = vocabulary, roles
        self._gazetteer, self._people = gazetteer, people
        self.capitals, self.meeting, self._text = capitals, meeting, text
        self.focus: str | None = None  # the country whose officials are meant when none is named
        self.person: Holder | None = None
        self.plural: Holder | None = None
        self.thing: Holder | None = None
        self.organisation: Holder | None = None
        self._body_told: Holder | None = None  # the body that the last sentence told of
        self.author: Holder | None = None  # the body named first, whose own statement the document may be
        self.quoted: Holder | None = None
        self.continued: Holder | None = None
        self.in_open_quote = False
        named = (n for i in vocabulary.issues.values() for n in (i.label, *i.names))
        talks = (n for t in vocabulary.negotiations.values() for n in (t.label, *t.names))
        self._subjects = frozenset(n.casefold() for n in (*named, *talks))  # what is talked about is nobody's name
        mentions = tuple(m for m in gazetteer.mentions(text) if capitals or not is_part_of_name(text, m))
        self._short = _short_forms(text, mentions, vocabulary)
        self._capital = _capital_forms(mentions, vocabulary)
        self._told = _told_of(mentions, vocabulary)
        asked = not meeting and len(_ASKED.findall(text)) >= _INTERVIEW
        self._interviewed = people.first_named() if asked else None
        self._bodies = Bodies(text, gazetteer.home_in, people.home_of, gazetteer.knows, roles)
        self._credited: tuple[int, Holder | None] | None = None  # whose words the sentence at an offset quotes
        self._owners: dict[str, Holder | None] = {}  # whose officer each person was first taken to be
        self._homes: dict[str, str | None] = {}  # the country each person was first taken to be from

    # --- after each sentence ----------------------------------------------------------------------------------

    def remember(
        self,
        subjects: Iterable[Holder],
        speaker: Holder | None,
        *,
        open_quote: bool,
        heard: Holder | None = None,
        main: Holder | None = None,
        chaired: bool = False,
    ) -> None:
        """Note the subjects of a sentence in text order and who spoke in it, for the pronouns of the next. `heard`: who
        told, warned, insisted: their words are what is quoted next; in a meeting report the subject of the last main
        clause, whose delegate "he" or "she" is. `main`: the first subject of a main clause, to which "it" comes back before
        it does to others. `chaired`: it was the chair or a presenter who spoke first; 'he' is nobody then."""
        if chaired and self.meeting:
            self.person = None
        subjects = tuple(subjects)
        self._body_told = next((h for h in reversed(subjects) if self._is_body(h) and h.kind != "pronoun"), None)
        for holder in subjects:
            if holder.kind in ("pronoun", "relative"):
                continue
            if holder.minted and holder.minted[0].kind is PartyKind.ORGANISATION:
                self.organisation = holder
                self.author = self.author or holder
            if not self.meeting and holder.kind in ("person", "role-singular", "role-focus-singular"):
                self.person = holder
            if self._is_thing(holder):
                self.thing = holder
            if holder.kind in ("role", "role-focus", "unnamed", "group", "list") or len(holder.parties) > 1:
                self.plural = holder
            if holder.kind in ("role", "role-singular", "person") or (holder.kind == "name" and holder.start == 0):
                self._look_at(holder.parties)
        if main is not None and not self.capitals and main.kind not in ("pronoun", "relative") and self._is_thing(main):
            self.thing = main
        if self.meeting and heard is not None and heard.kind != "pronoun" and not self._is_unnamed(heard):
            self.person = heard
        if (voice := speaker or heard) is not None:
            self.quoted = voice
        self.continued = speaker if speaker is not None and not self.capitals else None
        self.in_open_quote = open_quote

    def mention_country(self, party: str) -> None:
        """The first country a document names is whose officials it means until another's speak."""
        if self.focus is None and self._is_government(party):
            self.focus = party

    def _is_thing(self, holder: Holder) -> bool:
        """Whether "it" can come back to a holder."""
        named = holder.kind in ("name", "list", "caps", "represents", "organisation")
        return (named or self._is_one_body(holder)) and not self._is_unnamed(holder)

    def _is_one_body(self, holder: Holder) -> bool:
        """Whether "it" can come back to a common noun: "Norway's foreign ministry", "the federation"."""
        if holder.kind in ("role", "role-focus") and holder.speaker is not None:
            return holder.speaker.name.split()[-1].casefold() in _BODIES and not self.capitals
        body = bool(holder.minted) and holder.minted[0].kind is PartyKind.ORGANISATION
        return holder.kind == "short" or (holder.kind == "group" and body)

    @property
    def home(self) -> str | None:
        """The country of those of whom no country is said: the one in focus, where the document names few others as often."""
        told = {party: count for party, count in self._told.items() if self._is_a(PartyKind.COUNTRY, party)}
        own = max(told, key=lambda country: told[country], default=None)
        if own is not None and self.focus is not None and told.get(self.focus, 0) >= _NEAR * told[own]:
            own = self.focus
        return own if own is not None and told[own] >= _MUCH * self._told.total() else None

    def _look_at(self, parties: tuple[str, ...]) -> None:
        if parties and self._is_government(parties[0]):
            self.focus = parties[0]

    def _is_unnamed(self, holder: Holder) -> bool:
        return bool(holder.parties) and self._is_a(PartyKind.GROUP, holder.parties[0])

    def _is_a(self, kind: PartyKind, party: str) -> bool:
        entry = self._vocabulary.parties.get(party)
        return entry is not None and entry.kind is kind

    def _is_government(self, party: str) -> bool:
        entry = self._vocabulary.parties.get(party)
        return entry is not None and (
            entry.kind is PartyKind.COUNTRY or (entry.kind is PartyKind.BLOC and bool(entry.names))
        )

    # --- noun phrases -----------------------------------------------------------------------------------------

    def is_chair(self, here: InSentence, token: Token) -> bool:
        """Whether a noun phrase names who leads a meeting and so holds nothing: "Chair Chow", "the Secretariat"."""
        if token.tag_[:2] != "NN" or self._group_at(here, token) is not None:
            return False
        known = self._people.by_surname.get(token.text)
        phrase = here.text[here.parse.starts[token.left_edge.i] : here.parse.ends[token.i]]
        return (known is not None and known.stands_for == "chair") or "chair" in self._roles.kinds(phrase)

    def resolve(self, here: InSentence, token: Token) -> Holder | None:
        """The holder a noun phrase's head stands for, its coordinated heads and appositions included."""
        if token.tag_ in _RELATIVE:
            return self._relative(here, token)
        if token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(here, token)
        own = self._phrase(here, token)
        found = [own] if own else []
        found += [
            h
            for c in token.children
            if c.dep_ == "conj" and c.tag_[:2] in ("NN", "PR", "CD") and (h := here.resolve(c))
        ]
        if own is not None and any(_holds_office(person, token) for person in found[1:]):
            found = found[1:]  # "KTG president and reef owner Ana Lee" is one
        if own is not None and self._is_unnamed(own):
            # "several parties, including A and B, ..."
            found += [
                h
                for c in _behind(token, "including", "like", "notably")
                if (h := here.resolve(c)) and not self._is_unnamed(h)
            ]
        if not found:
            return None
        if len(found) == 1:
            return found[0]
        first = found[0]
        parties = tuple(dict.fromkeys(p for h in found for p in h.parties))
        minted = tuple(p for h in found for p in h.minted)
        return Holder(parties, "list", first.start, found[-1].end, first.speaker, minted)

    def _relative(self, here: InSentence, token: Token) -> Holder | None:
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        return here.resolve(clause.head) if clause.dep_ == "relcl" else None

    def _pronoun(self, here: InSentence, token: Token) -> Holder | None:
        word = token.lower_
        antecedent: Holder | None = None
        if word in _SELF:
            antecedent = self._speaker_around(here, token) or here.announcer or self._voice(here, token)
        elif word in _PLURAL and self._are_things(here, token):
            return None
        elif word in _SINGULAR | _PLURAL | _THING:
            antecedent = self._speaker_around(here, token)
            if antecedent is None and not (word in _SINGULAR and token.dep_ == "nsubj"):
                antecedent = self._subject_before(here, token)
            if antecedent is None:
                order = {"he": self.person, "she": self.person, "it": self.thing, "its": self.thing}
                chosen = self.person if word in _SINGULAR else self.thing if word in _THING else self.plural
                antecedent = order.get(word, chosen) or (
                    self.person if self.capitals and word not in _SINGULAR else None
                )
        if antecedent is None:
            return None
        start = here.parse.starts[token.i]
        return Holder(
            antecedent.parties,
            "pronoun",
            start,
            start + len(token),
            antecedent.speaker,
            antecedent.minted,
            antecedent.source,
        )

    def _voice(self, here: InSentence, token: Token) -> Holder | None:
        """Who says "we": whoever is quoted; outside a quotation, who is interviewed, or the body whose statement the document
        is."""
        if self.meeting or self.in_open_quote or here.in_quotes(token):
            return self.voice(here.parse.sentence)
        if self._interviewed is not None and not _IS_ASKED.search(here.text):
            return self._of_person(self._interviewed, None, None)
        return self.author or self.quoted

    def voice(self, sentence: Sentence) -> Holder | None:
        """Whose words a sentence quotes that does not tell: of whom the paragraph credits with them behind their end
        ("... We need both," said Ana Lee), or who was quoted before."""
        if self.capitals:
            return self.quoted
        if self._credited is None or self._credited[0] != sentence.start:
            self._credited = sentence.start, self._credit(sentence)
        return self._credited[1] or self.quoted

    def _credit(self, sentence: Sentence) -> Holder | None:
        """Who is credited behind the end of the quotation that a sentence is in or begins."""
        paragraph = self._text[sentence.start : sentence.start + _FURTHEST].split("\n\n")[0]
        marks = [m.end() for m in _MARKS.finditer(paragraph)]
        if len(marks) < (1 if self.in_open_quote else 2):
            return None
        credit = _CREDIT.match(paragraph, marks[0 if self.in_open_quote else 1] - 2)
        if credit is None:
            return None
        words = credit["words"]
        if (person := self._people.speaker_in(words)) is not None:
            return self._of_person(person, None, None)
        if not self._people.tells(words):
            return None
        if _HE.search(words):
            return self.person
        named = _THE_BODY.search(words)
        body = self._bodies.called(named["noun"], country=self.home) if named is not None else None
        return Holder((body.id,), "group", minted=(body,)) if body is not None else None

    def _are_things(self, here: InSentence, token: Token) -> bool:
        """Whether "they" come back to the plural their clause hangs on, which is nobody: "tariffs must go because they ..."."""
        clause = token.head
        if clause.dep_ != "advcl":
            return False
        subject = next((c for c in clause.head.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        return subject is not None and subject.tag_ in ("NNS", "NNPS") and here.resolve(subject) is None

    def _speaker_around(self, here: InSentence, token: Token) -> Holder | None:
        """The subject of the verb that reports the clause a pronoun stands in: "Japan said it ..."."""
        clause = token
        while clause.head.i != clause.i:
            if clause.dep_ in ("ccomp", "advcl", "xcomp", "relcl", "conj", "acl") and clause.head.tag_.startswith("VB"):
                subject, _ = here.subject_of(clause.head)
                inside = subject is not None and (
                    subject.i == token.i or clause.left_edge.i <= subject.i <= clause.right_edge.i
                )
                if subject is not None and not inside and (found := here.resolve(subject)):
                    return found
            clause = clause.head
        return None

    def _subject_before(self, here: InSentence, token: Token) -> Holder | None:
        """The nearest subject to the left that names a party: "Canada stood firm on milk but its ..."."""
        for other in reversed(here.tokens[: token.i]):
            if other.dep_ in ("nsubj", "nsubjpass") and other.tag_[:2] == "NN" and (found := here.resolve(other)):
                return found
        return None

    def _phrase(self, here: InSentence, token: Token) -> Holder | None:
        """A noun phrase by the name, person, role or common noun at its head."""
        group = self._group_at(here, token)
        if group is not None:
            return self._named(here, token, group)
        if token.tag_ not in _NOMINAL:
            return None
        if token.tag_.startswith("NNP") and (person := self._person(here, token)):
            return person
        if (by_apposition := self._apposed(here, token)) is not None:
            return by_apposition
        if (own := self._own_body(here, token)) is not None:
            return own
        party = self._short.get(token.lower_) or self._capital.get(token.text)
        if party and _definite(token):
            # "the Commission", "the Community": said in full before
            return Holder((party,), "short", here.parse.starts[token.left_edge.i], here.parse.ends[token.i])
        demonym = self._gazetteer.country_in(token.text) if self._is_named(here, token) else None
        if demonym is not None and not self._is_inside(token.text):
            # "the Japanese": a demonym that heads its phrase
            return Holder((demonym,), "name", here.parse.starts[token.i], here.parse.ends[token.i])
        return self._common(here, token) or self._organisation(here, token) or self._owner(here, token)

    def _own_body(self, here: InSentence, token: Token) -> Holder | None:
        """ "the Council": of the bodies so called the one the document names by a name of its own."""
        if self.capitals or not token.text[:1].isupper() or not _definite(token) or _behind(token, "of", "for"):
            return None
        if "government" in self._roles.of_noun(token.lower_):
            return None
        body = self._bodies.called(token.text, country=self._home_at(here, token))
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        return Holder((body.id,), "organisation", start, end, None, (body,), body.label) if body is not None else None

    def _is_named(self, here: InSentence, token: Token) -> bool:
        """Whether a word is a name by itself, and not one in the name of a body: "Motor Workers Canada"."""
        start = here.parse.starts[token.i]
        return self.capitals or any(m.start <= start < m.end for m in here.named.mentions)

    def _is_inside(self, word: str) -> bool:
        """Whether a word names a body of a country, not the country."""
        found = next(self._gazetteer.mentions(word), None)
        return found is not None and "/" in found.parties[0]

    def _group_at(self, here: InSentence, token: Token) -> Mention | None:
        start, end = here.parse.starts[token.i], here.parse.ends[token.i]
        for group in here.named.groups.values():
            if group.start <= start < group.end or start <= group.start < end or start + 4 == group.start:
                return group
        return None

    def _named(self, here: InSentence, token: Token, group: Mention) -> Holder | None:
        entry = self._vocabulary.parties.get(group.parties[0])
        if entry is not None and entry.kind is PartyKind.PERSON:
            told = self._people.find(here.text[group.start : group.end])
            if told is not None and is_another(told.name, entry):
                return self._of_person(told, group.start, group.end)
            represented = (entry.represents or entry.id,)
            return Holder(represented, "person", group.start, group.end, Speaker(entry.label))
        kind = {"represents": "represents", "list": "list", "caps": "caps"}.get(group.kind, "name")
        minted = (
            (Party(group.parties[0], here.text[group.start : group.end], PartyKind.ORGANISATION),)
            if kind == "caps"
            else ()
        )
        return Holder(group.parties, kind, group.start, group.end, None, minted)

    def _person(self, here: InSentence, token: Token) -> Holder | None:
        name = token.text
        if not self.capitals and name.isupper():
            name = name.title()  # "TRELAWNEY: We shall ..."
        known = self._people.by_surname.get(name) or self._behind_office(token)
        if known is None:
            return None
        left = here.parse.starts[token.left_edge.i]
        return self._of_person(known, left, here.parse.ends[token.i])

    def _behind_office(self, token: Token) -> Person | None:
        """ "Minister for the Marine Aoife Ni Bhriain", where the name reads as part of the office."""
        named = (self._people.by_surname.get(noun.text) for noun in _behind(token, "for", "of"))
        return next((p for p in named if p is not None and (p.role or "").startswith(f"{token.text} ")), None)

    def _of_person(self, person: Person, start: int | None, end: int | None) -> Holder | None:
        speaker = Speaker(person.name, person.role)
        if (owner := self._owner_of(person)) is not None:
            return replace(owner, kind="person", start=start, end=end, speaker=speaker)
        if person.stands_for == "chair":
            return (
                None
                if self.meeting
                else Holder((minted_id(person.name.split()[-1], self.focus),), "person", start, end, speaker)
            )
        if person.party or person.stands_for == "government":
            country = person.party or self._government_of(person)
            return Holder((country,), "person", start, end, speaker) if country else None
        named = self._gazetteer.home_in(person.role or "")
        if named is None and self.meeting:
            return None  # somebody of the meeting's own: parties go by their country
        country = named or self._home_of(person)
        if person.body is not None and not self.capitals:
            body = self._bodies.party(person.body, country)
            return Holder((body.id,), "person", start, end, speaker, (body,), person.name)
        party = self._people.party_of(person, country)
        return Holder((party.id,), "person", start, end, speaker, (party,), person.name)

    def _owner_of(self, person: Person) -> Holder | None:
        """Whose officer a person is who is introduced as "its president" or "the group's president": what was spoken of when
        they first were named."""
        if self.meeting or person.party:
            return None
        if person.name not in self._owners:
            self._owners[person.name] = self._owner_in(person.role or "")
        return self._owners[person.name]

    def _owner_in(self, role: str) -> Holder | None:
        if role.split(" ")[0].casefold() in _THEIRS:
            office = self._roles.of_noun(role.split(" ")[-1].casefold())
            return self._body_told if self._body_told is not None and "member" in office else self.thing
        if self._is_bare_office(role):
            return self.organisation  # "chairman Ana Lee said"
        owner = _OF_BODY.match(role)
        noun = owner["noun"] if owner is not None else role.split(" ")[0]  # "the guild's chairman", "guild chairman"
        if "body" not in self._roles.of_noun(noun.casefold()):
            return None
        if (body := self._bodies.called(noun, country=self.home)) is not None:
            return Holder((body.id,), "group", minted=(body,))
        if (party := self._short.get(noun.casefold()) or self._capital.get(noun)) is not None:
            return Holder((party,), "short")
        return self.organisation if noun.islower() else None

    def _is_bare_office(self, role: str) -> bool:
        """Whether a title tells of an office in a body and not in which: "chief executive"."""
        kinds = self._roles.of_noun(role)
        return role.islower() and bool(kinds & {"office", "private"}) and "member" in kinds

    def _government_of(self, person: Person) -> str | None:
        """The country whose government somebody speaks for of whom it is not said: the one a document opens on, where most
        of it is about that one."""
        if "bloc" in self._roles.kinds(person.role or "") and (bloc := self._bloc()) is not None:
            return bloc
        opens = self._people.homes.first_named == self.home
        return self._people.home_of(person.name) or (self.home if opens else self._home_of(person)) or self.focus

    def says_home(self, name: str) -> bool:
        """Whether the document, or the name itself, says where somebody is at home."""
        return (self._gazetteer.home_in(name) or self._people.home_of(name)) is not None

    def clues(self, at: int) -> dict[str, list[float]]:
        """What speaks for each country as the home of who is named at an offset (`kg.homes.CLUES`)."""
        return self._people.homes.clues(at, self.home)

    def _home_at(self, here: InSentence, token: Token) -> str | None:
        """The country where those are most likely at home whom a noun names, where nothing is said of it."""
        return self._people.likely_home(here.parse.sentence.start + here.parse.starts[token.i], self.home)

    def _home_of(self, person: Person) -> str | None:
        """The country the document was about when it first named a person: they do not change sides later."""
        if person.name not in self._homes:
            at = max(self._text.find(person.name), 0)
            self._homes[person.name] = self._people.home_of(person.name) or self._people.likely_home(at, self.home)
        return self._homes[person.name]

    def _apposed(self, here: InSentence, token: Token) -> Holder | None:
        for child in token.children:
            if (
                child.dep_ == "appos"
                and child.i > token.i
                and child.tag_.startswith("NN")
                and (found := here.resolve(child))
                and found.kind in ("name", "person", "role", "organisation")
            ):
                return found
        for noun in _behind(token, "of", "for"):
            # "the chairman of the Kelp Guild, Ana Lee, ..."
            told = (here.resolve(c) for c in noun.rights if c.dep_ == "appos" and c.tag_.startswith("NNP"))
            person = next((h for h in told if h is not None and h.kind == "person"), None)
            role = person.speaker.role if person is not None and person.speaker is not None else None
            if role is not None and token.lower_ in role.casefold().split():
                return person
        return None

    def _common(self, here: InSentence, token: Token) -> Holder | None:
        """ "Japanese officials", "the ministry", "a farm lobby", "some delegates", "two sources"."""
        if not self.capitals:
            readings = (reading(here, token) for reading in (self._the_country, self._both, self._the_bloc))
            if (found := next((one for one in readings if one is not None), None)) is not None:
                return found
        kinds = self._roles.of_noun(token.lower_) - {"portfolio"}
        if "quantity" in kinds and (members := _behind(token, "of")):
            # "a group of Canadian lawmakers", "a number of Annex I Parties"
            found = here.resolve(members[0])
            return replace(found, start=here.parse.starts[token.left_edge.i]) if found else None
        kinds -= {"quantity"}
        surname = token.tag_ == "NNP" and not token.lefts and self._roles.is_trade(token.lower_)  # "Baker said"
        if not kinds or surname:
            return None
        described = self._described(here, token)
        if "anonymous" in kinds:
            return described.nobody()
        if "member" in kinds and not self.capitals and (body := self._body_of(here, token)) is not None:
            return described.holder(body.parties, f"role{_singular(token)}", Speaker(described.core), body.minted)
        if not self.capitals and kinds & {"body", "private"} and (whose := self._own(here, token)) is not None:
            return replace(whose, start=described.start, end=described.end)
        if "unplaced" in kinds and described.country is None and not self.capitals:
            return described.nobody()  # "three diplomats": nobody says whose
        counted = not self.capitals and token.tag_ == "NNS" and any(c.dep_ == "nummod" for c in token.lefts)
        if "group" in kinds and (self.capitals or counted) and not self._gazetteer.country_in(described.core):
            return described.holder(("PARTIES",), "unnamed") if "PARTIES" in self._vocabulary.parties else None
        if "chair" in kinds and "government" not in kinds:
            return None
        told = described.phrase if "office" in kinds else described.core
        stands = self._roles.stands_for(told if self.capitals else self._gazetteer.without_countries(told))
        if stands == "government":
            return self._officials(here, token, described)
        if not self.meeting and kinds & _OFFICES and (known := self._said_before(token)) is not None:
            return replace(known, kind="person", start=described.start, end=described.end)
        if "legislature" in kinds and token.tag_ == "NNS" and _definite(token) and self._are_legislators(self.plural):
            return replace(self.plural, start=described.start, end=described.end)
        if stands == "self" and token.tag_ in ("NNS", "NN", "NNP", "NNPS"):
            return self._group(here, token, described, is_body="body" in kinds)
        return None

    def _are_legislators(self, holder: Holder | None) -> TypeGuard[Holder]:
        """Whether somebody spoken of before is a group of legislators, to whom "the lawmakers" comes back."""
        if holder is None or holder.speaker is None:
            return False
        words = [word.removesuffix("s") for word in holder.speaker.name.casefold().split()]
        return holder.kind == "group" and any("legislature" in self._roles.of_noun(word) for word in words)

    def _described(self, here: InSentence, token: Token) -> _Described:
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        phrase = here.text[start : here.parse.ends[token.right_edge.i]][:120]
        country = self._gazetteer.country_in(phrase) or self._opened_on(here)
        return _Described(start, end, here.text[start:end], phrase, country)

    def _officials(self, here: InSentence, token: Token, described: _Described) -> Holder | None:
        """ "Japanese officials", "ministers from Chile and Peru", "its trade minister", "the ministry"."""
        speaker = Speaker(described.core)
        if (several := self._countries_behind(here, token)) is not None:
            return described.holder(several, "role", speaker)
        owner = next((c for c in token.lefts if c.tag_ == "PRP$"), None) if described.country is None else None
        if owner is not None and owner.lower_ not in _THEIRS:
            whose = here.resolve(owner)  # "his government"
            home = next((p for p in whose.parties if self._is_government(p)), None) if whose is not None else None
            if home is not None:
                return described.holder((home,), "role", speaker)
        elif owner is not None and (whose := self._owner_said(here, token, owner)) is not None:
            return replace(whose, kind="role", start=described.start, end=described.end, speaker=speaker)
        state = None if self.capitals else self._gazetteer.state_in(described.phrase)
        bloc = self._bloc() if "bloc" in self._roles.of_noun(token.lower_) else None
        home = bloc or (None if self.meeting else self._home_at(here, token)) or self.focus
        party = state or described.country or home
        kind = ("role" if described.country else "role-focus") + ("" if token.lower_ in _BODIES else _singular(token))
        return described.holder((party,), kind, speaker) if party else None

    def _group(self, here: InSentence, token: Token, described: _Described, *, is_body: bool) -> Holder:
        """ "growers in Kansas", "the committee" that was named before, "the Senate Fisheries Committee"."""
        words = self._called(here, token)
        at = described.country or self._gazetteer.home_in(described.phrase) or self._home_at(here, token)
        if not self.capitals and (known := self._organised(here, token, words, at)) is not None:
            return described.holder((known.id,), "group", None, (known,), known.label)
        if self.organisation is not None and is_body and token.tag_ == "NN" and _definite(token):
            return replace(self.organisation, kind="group", start=described.start, end=described.end)
        party = Party(minted_id(" ".join(words), at), described.core, PartyKind.GROUP, at)
        return described.holder((party.id,), "group", Speaker(described.core), (party,), described.core)

    def _called(self, here: InSentence, token: Token) -> list[str]:
        """The words of a group's name: its noun with the nouns before it ("red meat and dairy exporters"), without the
        countries and places among them; of a name in capitals what is in capitals ("the opposition Conservatives")."""
        nouns = [t for t in token.lefts if t.dep_ in ("compound", "nmod")]
        first = min((t.left_edge.i for t in nouns), default=token.i)
        words = [t.text for t in here.tokens[first : token.i + 1] if t.tag_ not in ("DT", "PRP$", "POS", ",")]
        home = self._gazetteer.home_in(" ".join(words))
        if home is not None:
            words = [w for w in words[:-1] if self._gazetteer.home_in(w) is None] + words[-1:]
        if token.text[:1].isupper():
            words = [w for w in words if w[:1].isupper()]
        while len(words) > 1 and words[0].casefold() in ("and", "or"):
            words = words[1:]
        return words

    def _said_before(self, token: Token) -> Holder | None:
        """The person spoken of last whom "the minister" comes back to: one of that office."""
        if self.person is None or not _definite(token) or token.tag_ not in ("NN", "NNP"):
            return None
        return self.person if _holds_office(self.person, token) else None

    def _owner_said(self, here: InSentence, token: Token, owner: Token) -> Holder | None:
        """Whose "its minister" is: of the party the sentence is about, or of what "it" comes back to."""
        first = next(
            (t for t in here.tokens[: token.i] if t.dep_ in ("nsubj", "nsubjpass") and t.tag_[:2] == "NN"), None
        )
        found = here.resolve(first) if first is not None else None
        return found or here.resolve(owner)

    def _opened_on(self, here: InSentence) -> str | None:
        """The country whose officials a sentence tells of that opens "In Ottawa, "."""
        opening = None if self.capitals else _OPENING.match(here.text)
        return self._gazetteer.country_in(opening["where"]) if opening else None

    def _countries_behind(self, here: InSentence, token: Token) -> tuple[str, ...] | None:
        """ "ministers from Chile and Peru": several countries that officials come from."""
        for noun in _behind(token, "from", "of"):
            group = self._group_at(here, noun)
            if group is None:
                continue
            unnamed = all(self._is_a(PartyKind.GROUP, party) for party in group.parties)  # "from developed countries"
            if unnamed or (group.kind == "list" and all(map(self._is_government, group.parties))):
                return group.parties
        return None

    def _organised(self, here: InSentence, token: Token, words: Sequence[str], at: str | None) -> Party | None:
        """The organisation a noun heads the name of ("the Senate Agriculture Committee") or refers back to ("the
        committee"); None for a common noun."""
        if here.text[here.parse.starts[token.i]].isupper():
            name = run_before(here.text, _name_end(here, token))
            return self._bodies.party(name, at) if name is not None and len(name.split()) > 1 else None
        definite = any(t.lower_ in ("the", "this") or t.tag_ == "PRP$" for t in token.lefts)
        return self._bodies.called(token.text, tuple(words[:-1]), at) if definite else None

    def _body_of(self, here: InSentence, token: Token) -> Holder | None:
        """The body whose leaders, members or spokesmen a phrase names: "Senate leaders", "a spokesman for the union"; None
        where they are a country's."""
        owner = next((c for c in token.lefts if c.tag_ == "PRP$"), None)
        if owner is not None and (whose := here.resolve(owner)) is not None and self._is_body(whose):
            return whose  # "our members", "its director"
        before = (c for c in token.lefts if c.dep_ in ("compound", "nmod", "poss", "amod"))
        behind = _behind(token, "of", "for", "at", "from")
        named = (self._as_body(here, noun) for noun in (*before, *behind))
        known = next((body for body in named if body is not None), None)
        if known is not None or token.tag_ != "NN":
            return known
        told = [c for c in (*token.lefts[-1:], *behind) if c.dep_ in ("compound", "nmod", "pobj")]
        return next((body for noun in told if (body := self._unheard_of(here, noun)) is not None), None)

    def _own(self, here: InSentence, token: Token) -> Holder | None:
        """Whose "her group", "our growers" or "his company" is: of the body that is spoken for."""
        owner = next((c for c in token.lefts if c.tag_ == "PRP$" and c.lower_ not in _THEIRS), None)
        whose = here.resolve(owner) if owner is not None else None
        return whose if whose is not None and self._is_body(whose) else None

    def _is_body(self, holder: Holder) -> bool:
        """Whether a holder is one organisation."""
        minted = bool(holder.minted) and holder.minted[0].kind is PartyKind.ORGANISATION
        return minted or (len(holder.parties) == 1 and self._gazetteer.is_body(holder.parties[0]))

    def _unheard_of(self, here: InSentence, noun: Token) -> Holder | None:
        """The organisation whose name ends with a noun, met for the first time: "a Nordic Fish spokesman"."""
        name = run_before(here.text, here.parse.ends[noun.i]) if noun.text[:1].isupper() and noun.i else None
        if (
            name is None
            or self._roles.kinds(name) - {"company form", "body"}
            or self._gazetteer.country_in(name) is not None
        ):
            return None
        body = self._bodies.party(name, self._home_at(here, noun))
        return Holder((body.id,), "organisation", minted=(body,))

    def _as_body(self, here: InSentence, token: Token) -> Holder | None:
        group = self._group_at(here, token)
        if group is not None:
            return Holder(group.parties, "name") if self._gazetteer.is_body(group.parties[0]) else None
        if (known := self._bodies.known(token.text)) is not None:
            return Holder((known.id,), "organisation", minted=(known,))
        if (party := self._capital.get(token.text)) is not None and not self.capitals:
            return Holder((party,), "short")
        if token.dep_ != "pobj":
            return None
        found = here.resolve(token)
        return found if found is not None and found.kind in ("organisation", "group", "short") else None

    def _the_country(self, here: InSentence, token: Token) -> Holder | None:
        """ "the country": the one the document is about; "his country": the speaker's."""
        if token.lower_ not in ("country", "nation"):
            return None
        start = here.parse.starts[token.left_edge.i]
        owner = next((c for c in token.children if c.tag_ == "PRP$"), None)
        if owner is not None and (whose := here.resolve(owner)) is not None:
            # "the minister said his country would ..."
            home = tuple(p for p in whose.parties if self._is_government(p)) or tuple(
                p.split("/")[0] for p in whose.parties if self._is_government(p.split("/")[0])
            )
            if home:
                return Holder(home, "the-country", start, here.parse.ends[token.i], whose.speaker)
        if self.focus and any(c.lower_ in ("the", "this", "his", "her") for c in token.children):
            return Holder((self.focus,), "the-country", start, here.parse.ends[token.i])
        return None

    def _the_bloc(self, here: InSentence, token: Token) -> Holder | None:
        """ "the bloc", and "the commission" of the one whose body is known by that name: the one the document tells of most."""
        kinds = self._roles.of_noun(token.lower_)
        if not _definite(token):
            return None
        if kinds == {"body"} and self._bodies.called(token.text, country=self.home) is None:
            party = self._capital.get(token.text.capitalize())
        elif token.lower_ == "bloc":
            party = self._bloc()
        else:
            return None
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        return Holder((party,), "short", start, end) if party is not None else None

    def _bloc(self) -> str | None:
        """The bloc that the document tells of most."""
        return next((party for party, _ in self._told.most_common() if self._is_a(PartyKind.BLOC, party)), None)

    def _both(self, here: InSentence, token: Token) -> Holder | None:
        """ "both sides", "the two governments": the two that most of the document is about."""
        if token.lower_ not in _SIDES or not any(c.lower_ in ("both", "two") for c in token.lefts):
            return None
        if any(c.dep_ == "prep" for c in token.rights):
            return None  # "both sides of the House"
        told = Counter({party: count for party, count in self._told.items() if self._is_government(party)})
        parties = tuple(sorted(party for party, _ in told.most_common(2)))
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        return Holder(parties, "list", start, end) if len(parties) == 2 else None

    def _owner(self, here: InSentence, token: Token) -> Holder | None:
        """ "Canada's strategy is to ...", "the U.S. decision to ...": what is said of a party's aim is said of the party."""
        if not any(cue.pos == "n" for cue in here.cues.forms.get(token.lower_, ())):
            return None
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        found = here.resolve(owner) if owner is not None else None
        return replace(found, kind="owner", speaker=None) if found else None

    def _organisation(self, here: InSentence, token: Token) -> Holder | None:
        """A capitalised name nothing else knows, as the subject or agent of a verb: a party of its own."""
        if not token.tag_.startswith("NNP") or token.dep_ not in ("nsubj", "pobj", "conj", "poss", "appos"):
            return None
        words = [
            t
            for t in token.subtree
            if t.i <= token.i
            and t.dep_ in ("compound", "nsubj", "pobj", "poss", "conj", "appos", "nmod")
            and t.tag_.startswith("NNP")
        ]
        if not words:
            return None
        start, end = here.parse.starts[words[0].i], here.parse.ends[token.i]
        name = " ".join(here.text[start:end].split())
        if not self.capitals and (styled := _STYLED.match(name)) is not None:
            # "Ms Lee", whom nothing introduces
            return self._of_person(Person(styled["name"], None, None, "self"), start, end)
        if (
            len(name) < 3
            or name in _DAYS
            or (token.dep_ == "pobj" and not self.capitals and self._gazetteer.is_place(name))
            or not name[0].isupper()
            or name.casefold() in self._subjects
            or "chair" in self._roles.kinds(name)
        ):
            return None
        if self.capitals:
            if self._roles.stands_for(name) == "chair":
                return None
            party = Party(minted_id(name), name, PartyKind.ORGANISATION)
        else:
            party = self._bodies.party(
                run_before(here.text, _run_end(here.text, _name_end(here, token))) or name, self._home_at(here, token)
            )
        return Holder((party.id,), "organisation", start, end, None, (party,), name)

    def modifier(self, here: InSentence, token: Token) -> Holder | None:
        """A party named by an adjective or noun before a noun: 'the U.S. demand', 'Japanese retaliation'."""
        group = self._group_at(here, token)
        if group is not None:
            return Holder(group.parties, "name", group.start, group.end)
        start, end = here.parse.starts[token.i], here.parse.ends[token.i]
        if country := self._gazetteer.country_in(here.text[start:end]):
            return Holder((country,), "name", start, end)
        return None
