"""For whom those speak whom a document introduces, and whose words it quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.bodies import Bodies
from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.holders import Holder, InSentence, Token
from kg.home_layer import Asked
from kg.homes import HomeModel
from kg.language import Sentence
from kg.mentions import minted_id
from kg.model import Speaker
from kg.people import People, Person
from kg.roles import Roles
from kg.short_names import ShortNames
from kg.told import Told

_OF_BODY = re.compile(r"[Tt]he (?P<noun>[A-Za-z]+)['’]s ")
# A paragraph that asks something
_ASKED = re.compile(r"\?[\"”’']?[ \t]*\n")
_INTERVIEW = 4
"""From how many questions that stand alone on a document is an interview."""
_MARKS = re.compile(r"[\"“”]")
# "... both," said Ana Lee of the Guild. / "... both", the guild said.
_CREDIT = re.compile(r"(?:[,?!…—-][\"”]|.[\"”],)\s(?P<words>[^.!?;:\"“”\n]{3,140})", re.S)
_HE = re.compile(r"^(?:[a-z]+ )?(?:he|she)\b")
_THE_BODY = re.compile(r"\b[Tt]he (?P<noun>[a-z]+)\b")
# "Lee said Chile would sign", "Lee told reporters that Chile wants both"
_TELLS_OF = (
    r" (?P<verb>[a-z]+)(?: [a-z]+)?(?: on [A-Z][a-z]+day)?,?(?: that)?(?: the)? "
    r"(?P<whom>[A-ZÀ-Þ][\w.]*(?: [A-ZÀ-Þ][\w.]*)?) (?:would|will|wants?|wanted|intends|intended|plans|planned)\b"
)
_FURTHEST = 1200
"""How many characters behind a quotation's words may say whose they are."""


class Speakers:
    """Those a document introduces, each with the party they speak for from when they first were named."""

    def __init__(
        self,
        text: str,
        told: Told,
        people: People,
        bodies: Bodies,
        gazetteer: Gazetteer,
        roles: Roles,
        short: ShortNames,
    ) -> None:
        """`text` opens the document."""
        self._text, self._told, self._people, self._bodies = text, told, people, bodies
        self._gazetteer, self._roles, self._short = gazetteer, roles, short
        asked = not told.meeting and len(_ASKED.findall(text)) >= _INTERVIEW
        self.interviewed = people.first_named() if asked else None
        self._credited: tuple[int, Holder | None] | None = None  # whose words the sentence at an offset quotes
        self._owners: dict[str, Holder | None] = {}  # whose officer each person was first taken to be
        self._told_by: dict[str, str | None] = {}  # the country that each person tells of what it is about to do
        self._homes: dict[str, str | None] = {}  # the country each person was first taken to be from

    def of_person(self, person: Person, start: int | None, end: int | None) -> Holder | None:
        speaker = Speaker(person.name, person.role)
        if (owner := self._owner_of(person)) is not None:
            return replace(owner, kind="person", start=start, end=end, speaker=speaker)
        if person.stands_for == "chair":
            return (
                None
                if self._told.meeting
                else Holder((minted_id(person.name.split()[-1], self._told.focus),), "person", start, end, speaker)
            )
        home = self._gazetteer.home_in(person.role or "")
        if self._told.statement is not None and person.party is None and person.body is None and home is None:
            return replace(self._told.statement, kind="person", start=start, end=end, speaker=speaker)
        if person.party or person.stands_for == "government":
            country = person.party or self._government_of(person)
            return Holder((country,), "person", start, end, speaker) if country else None
        if home is None and person.body is None and self._told.meeting:
            return None  # somebody of the meeting's own: parties go by their country
        country = home if self._told.meeting else home or self._home_of(person)
        if person.body is not None:
            body = self._bodies.party(person.body, country)
            return Holder((body.id,), "person", start, end, speaker, (body,), person.name)
        party = self._people.party_of(person, country)
        return Holder((party.id,), "person", start, end, speaker, (party,), person.name)

    def acting_in(self, sentence: Sentence) -> Holder | None:
        """Who acts in a sentence by their full name, whatever the parse makes of the title before it."""
        found = None if self._told.meeting else self._people.acting_in(sentence.text)
        return self.of_person(found[0], found[1], found[1] + len(found[0].name)) if found is not None else None

    def _owner_of(self, person: Person) -> Holder | None:
        """Whose officer a person is who is introduced as "its president" or "the group's president", or by name alone behind "the
        minister said": what was spoken of when they first were named."""
        if self._told.meeting or person.party or person.body is not None:
            return None
        if person.name not in self._owners:
            self._owners[person.name] = self._owner_in(person.role) if person.role else self.officer()
        return self._owners[person.name]

    def officer(self) -> Holder | None:
        """The officer without a name who was spoken of last: "the foreign minister said"."""
        last = self._told.person
        return last if last is not None and last.kind in ("role-singular", "role-focus-singular") else None

    def _owner_in(self, role: str) -> Holder | None:
        if role.split(" ")[0].casefold() in words_in("owner of a thing"):
            office = self._roles.of_noun(role.split(" ")[-1].casefold())
            return self._told.body_told if self._told.body_told is not None and "member" in office else self._told.thing
        if self._is_bare_office(role):
            return self._told.organisation  # "chairman Ana Lee said"
        owner = _OF_BODY.match(role)
        *described, noun = [*role.removeprefix("the ").split(" ")[:-1]] or [role]
        noun = owner["noun"] if owner is not None else noun  # "the guild's chairman", "guild chairman"
        if "body" not in self._roles.of_noun(noun.casefold()):
            return None
        if owner is None and described and role[1:].islower():
            named = self._bodies.party(" ".join((*described, noun)), self._told.home)  # "kelp workers' union head"
            return Holder((named.id,), "group", minted=(named,))
        if (body := self._bodies.called(noun, country=self._told.home)) is not None:
            return Holder((body.id,), "group", minted=(body,))
        if (party := self._short.lower.get(noun.casefold()) or self._short.capital.get(noun)) is not None:
            return Holder((party,), "short")
        return self._told.organisation if noun.islower() else None

    def _is_bare_office(self, role: str) -> bool:
        """Whether a title tells of an office in a body and not in which: "chief executive"."""
        kinds = self._roles.of_noun(role)
        return role.islower() and bool(kinds & {"office", "private"}) and "member" in kinds

    def _government_of(self, person: Person) -> str | None:
        """The country whose government somebody speaks for of whom it is not said: the one a document opens on, where most
        of it is about that one."""
        if self._told.meeting:
            return None  # many countries' ministers are there
        if "bloc" in self._roles.kinds(person.role or "") and (bloc := self._told.bloc()) is not None:
            return bloc
        if (said := self._people.home_of(person.name) or self._told_of_by(person)) is not None:
            return said
        opens = self._people.homes.first_named == self._told.home
        likely = (self._told.home if opens else self._home_of(person)) or self._told.focus
        return self._people.unless_opposed(likely, self._people.named_until(person.name), self._told.home)

    def _told_of_by(self, person: Person) -> str | None:
        """The country of which somebody in office tells what it is about to do: "Trade Minister Ana Lee said |Chile| would sign"."""
        if person.name not in self._told_by:
            self._told_by[person.name] = next(self._countries_told_of(person), None)
        return self._told_by[person.name]

    def _countries_told_of(self, person: Person) -> Iterator[str]:
        for found in re.finditer(rf"\b{re.escape(person.name.split()[-1])}{_TELLS_OF}", self._text):
            party = self._gazetteer.party_named(found["whom"]) if self._people.tells(found["verb"]) else None
            if party is not None and self._gazetteer.is_government(party.id):
                yield party.id

    def said_home(self, name: str) -> str | None:
        """Where the document, or the name itself, says that somebody is at home; None where neither does."""
        return self._gazetteer.home_in(name) or self._people.home_of(name)

    def clues(self, at: int) -> tuple[str, dict[str, list[float]]]:
        """The whole name of who is named at an offset, and what speaks for each country as their home (`kg.homes.CLUES`)."""
        homes = self._people.homes
        return homes.name_at(at), homes.clues(at, self._told.home)

    def asked_home(self, start: int, end: int, learned: HomeModel) -> Asked | None:
        """What is told of where those are at home who are named at characters [start, end); None where an encoder sees nothing there."""
        return self._people.homes.asked(start, end, self._told.home, learned)

    def home_at(self, here: InSentence, token: Token) -> str | None:
        """The country where those are most likely at home whom a noun names, where nothing is said of it."""
        return self._people.likely_home(here.parse.sentence.start + here.parse.starts[token.i], self._told.home)

    def home_of_group(self, here: InSentence, token: Token, words: Sequence[str]) -> str | None:
        """The country where a group of some words is most likely at home; None where it is of no one country."""
        base, starts = here.parse.sentence.start, here.parse.starts
        first = min((t.i for t in token.lefts if t.text in words), default=token.i)
        end = base + here.parse.ends[token.i]
        return self._people.home_of_group(" ".join(words), base + starts[first], end, self._told.home)

    def home_of_officials(self, here: InSentence, token: Token) -> str | None:
        """The country whose officials a noun most likely names, where none is said."""
        at = here.parse.sentence.start + here.parse.starts[token.i]
        return self._people.likely_home_of_officials(at, self._told.home, self._told.focus)

    def _home_of(self, person: Person) -> str | None:
        """The country the document was about when it first named a person: they do not change sides later."""
        if person.name not in self._homes:
            said = self._people.home_of(person.name)
            self._homes[person.name] = said or self._people.home_of_somebody(person.name, self._told.home)
        return self._homes[person.name]

    def labelled(self, label: str) -> Holder | None:
        """Somebody introduced whose name closes a label, whatever the parse makes of it: "Hon. ANA LEE (Minister): "."""
        words = re.split(r"[(,]", label)[0].strip(" :").split()
        last = words[-1] if words else ""
        person = self._people.by_surname.get(last) or self._people.by_surname.get(last.title())
        return self.of_person(person, None, None) if person is not None else None

    def credited(self, sentence: Sentence) -> bool:
        """Whether a line of its own credits somebody with what a sentence quotes, or a label opens its paragraph."""
        labelled = self._told.label is not None and self._told.label[0] == sentence.paragraph
        return labelled or self._people.credit(sentence.start) is not None

    def voice(self, sentence: Sentence) -> Holder | None:
        """Whose words a sentence quotes that does not tell: of whom a line of its own credits with them (nobody, if it is not
        known who that is), or the paragraph behind their end ("... We need both," said Ana Lee), or who was quoted before."""
        if self._told.meeting:
            return self._told.quoted
        if (line := self._people.credit(sentence.start)) is not None:
            person = self._people.by_surname.get(line.name.split()[-1])
            return self.of_person(person, None, None) if person is not None and person.name == line.name else None
        if self._credited is None or self._credited[0] != sentence.start:
            self._credited = sentence.start, self._credit(sentence)
        return self._credited[1] or self._told.quoted

    def _credit(self, sentence: Sentence) -> Holder | None:
        """Who is credited behind the end of the quotation that a sentence is in or begins."""
        paragraph = self._text[sentence.start : sentence.start + _FURTHEST].split("\n\n")[0]
        marks = [m.end() for m in _MARKS.finditer(paragraph)]
        if len(marks) < (1 if self._told.in_open_quote else 2):
            return None
        credit = _CREDIT.match(paragraph, marks[0 if self._told.in_open_quote else 1] - 2)
        if credit is None:
            return None
        words = credit["words"]
        if (person := self._people.speaker_in(words)) is not None:
            return self.of_person(person, None, None)
        if not self._people.tells(words):
            return None
        if _HE.search(words):
            return self._told.person
        named = _THE_BODY.search(words)
        body = self._bodies.called(named["noun"], country=self._told.home) if named is not None else None
        return Holder((body.id,), "group", minted=(body,)) if body is not None else None
