"""Which party a noun phrase stands for, given what the document has said so far."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kg.bodies import Bodies
from kg.closed_classes import words_in
from kg.common_nouns import CommonNouns
from kg.gazetteer import Gazetteer
from kg.holders import (
    Holder,
    InSentence,
    Token,
    agents,
    behind,
    group_at,
    holds_office,
    is_definite,
    name_end,
    subject_beside,
    subjects_around,
)
from kg.known_bodies import known_home
from kg.language import Sentence
from kg.mentions import ASKED, DAYS, Mention, is_part_of_name, minted_id
from kg.model import Party, PartyKind, Speaker
from kg.offices import is_another
from kg.people import People, Person
from kg.roles import ADDRESSES, Roles
from kg.short_names import ShortNames
from kg.speakers import Speakers
from kg.told import Told, told_of
from kg.vocabulary import NameKind, PartyEntry, Vocabulary

_PRONOUNS = ("first person", "one person", "thing", "several")
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
# "TikTok", "AfD", no acronym of things: "LNG"
_CAPITAL_INSIDE = re.compile(r"[A-Z][a-z]+[A-Z]\w*$")
_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "CD", "JJ", "DT", "VBG", "VBN", "JJS", "JJR", "PDT", "RB", "FW")
_IS_ASKED = re.compile(r"\?\W*$")
_SHORT_FORM = re.compile(r" \((?:the )?([A-Z][A-Za-z&-]{1,9})\)")


def _is_spelled_out(name: str, behind: str) -> bool:
    """Whether a short form in brackets behind a name is made of its initials: "Kelp Observing System (KOS)"."""
    short = _SHORT_FORM.match(behind)
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return short is not None and len(initials) > 2 and short[1].rstrip("s").upper() == initials


_STYLED = re.compile(rf"(?:{'|'.join(ADDRESSES)}|Lady|Mme|MEP|MP)\.? (?P<name>[A-ZÀ-Þ].*)")
_TWO_NAMES = re.compile(r"([A-ZÀ-Þ][\w’'-]+) and ([A-ZÀ-Þ][\w’'-]+)")
_DAYS = DAYS | {"Christmas", "Easter"}


class Discourse:
    """The noun phrases of one document as it is read: names, people, pronouns, common nouns."""

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
        self.index = gazetteer.index
        self.capitals, self.meeting = capitals, meeting
        self._paragraph = -1
        named = (n for i in vocabulary.issues.values() for n in (i.label, *i.names))
        talks = (n for t in vocabulary.negotiations.values() for n in (t.label, *t.names))
        self._subjects = frozenset(n.casefold() for n in (*named, *talks))  # what is talked about is nobody's name
        mentions = tuple(m for m in gazetteer.mentions(text) if capitals or not is_part_of_name(text, m))
        self._short = ShortNames(text, mentions, vocabulary)
        self._officers = gazetteer.officers_in(text) if meeting else {}
        self.told = Told(gazetteer, told_of(mentions, vocabulary), meeting=meeting, capitals=capitals)

        def home_of_body(name: str, country: str | None) -> str | None:
            return people.home_of_body(name, country, self.told.home)

        self._bodies = Bodies(
            text, gazetteer.home_in, people.home_of, home_of_body, gazetteer.knows, gazetteer.names_government, roles
        )
        self.speakers = Speakers(text, self.told, people, self._bodies, gazetteer, roles, self._short)
        self._nouns = CommonNouns(self.told, self.speakers, self._bodies, gazetteer, roles, self._short)

    def enter(self, sentence: Sentence) -> None:
        """Note what stands over a sentence, above all who is named there ("## Chile"), and that no quotation goes on in another
        paragraph but with a mark of its own."""
        self.told.enter(sentence.section)
        if sentence.paragraph != self._paragraph:
            self._paragraph, self.told.in_open_quote = sentence.paragraph, False
            if (party := self.heading(sentence)) is not None:
                self.told.label = sentence.paragraph, Holder((party.represents or party.id,), "name")

    def heading(self, sentence: Sentence) -> PartyEntry | None:
        """Whom the heading of a sentence names, in news: "## Chile", "Chile: ..."; no capital, which may say only where it was
        written."""
        title = (sentence.section or "").split(" / ")[-1]
        party = None if self.meeting else self._gazetteer.party_named(title)
        written = party is None or any(
            n.kind is NameKind.STAND_IN and n.text.casefold() == title.casefold() for n in party.names
        )
        return None if written else party

    def is_chair(self, here: InSentence, token: Token) -> bool:
        """Whether a noun phrase names who leads a meeting and so holds nothing: "Chair Chow", "the Secretariat", and in a report
        of one whoever is introduced by a full name and no country."""
        if token.tag_[:2] != "NN" or group_at(here, token) is not None:
            return False
        known = self._people.by_surname.get(token.text)
        if self.meeting and known is None and token.tag_.startswith("NNP") and not is_definite(token):
            # "Ana Lee, who led the talks, reported": parties go by their country
            return self.told.statement is None and any(
                c.dep_ == "compound" and c.tag_.startswith("NNP") for c in token.lefts
            )
        phrase = here.text[here.parse.starts[token.left_edge.i] : here.parse.ends[token.i]]
        return (known is not None and known.stands_for == "chair") or "chair" in self._roles.kinds(phrase)

    def asked(self, here: InSentence, token: Token) -> Holder | None:
        """Of whom a meeting asks something who holds nothing in it: its own bodies and officers ("requested |the Secretariat|
        to")."""
        if not self.meeting:
            return None
        start, end = here.parse.starts[token.i], here.parse.ends[token.i]
        if (group := group_at(here, token)) is not None:
            return Holder(group.parties, "name", group.start, group.end)
        officer = self._officers.get(token.lower_)
        return Holder((officer,), "short", start, end) if officer is not None else None

    def with_asked(self, text: str, named: Sequence[Mention]) -> tuple[Mention, ...]:
        """The names in a sentence, and in a meeting report those of its own bodies told apart, with its officers by what they
        are: "the Secretariat"."""
        if not self.meeting:
            return tuple(named)
        told = [replace(m, kind=ASKED) if self._is_of_meeting(text, m) else m for m in named]
        ends = {m.end for m in named}
        for noun, party in self._officers.items():
            for found in re.finditer(rf"\b{re.escape(noun)}\b", text, re.I):
                if found.end() not in ends:
                    told.append(Mention(found.start(), found.end(), (party,), ASKED))
        return tuple(told)

    def _is_of_meeting(self, text: str, mention: Mention) -> bool:
        """Whether a name is of a body or officer of the meeting itself: "SBSTA", "the COP President"."""
        return "chair" in self._roles.kinds(text[mention.start : mention.end])

    def resolve(self, here: InSentence, token: Token) -> Holder | None:
        """The holder a noun phrase's head stands for, its coordinated heads and appositions included."""
        if token.tag_ in _RELATIVE:
            return self._relative(here, token)
        if token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(here, token)
        if self.meeting and token.dep_ == "nsubj" and token.lower_ in words_in("one of several"):
            of = next(iter(behind(token, "of")), None)  # "Some of the options", which are nobody
            return here.resolve(of) if of is not None else self._nouns.some(here, token)  # "Another opposed delay"
        if self.meeting and token.lower_ in words_in("all of several"):
            both = self.told.plural if _tells(here, token) else None  # "Both called for a fund"
            return replace(both, start=here.parse.starts[token.i], end=here.parse.ends[token.i]) if both else None
        own = self._phrase(here, token)
        found = [own] if own else []
        found += [
            h
            for c in token.children
            if c.dep_ == "conj" and c.tag_[:2] in ("NN", "PR", "CD") and (h := here.resolve(c))
        ]
        if own is not None and any(holds_office(person, token) or _opens(own, person) for person in found[1:]):
            found = found[
                1:
            ]  # "KTG president and reef owner Ana Lee" is one, "the Kelp Growers and Divers Guild" another
        if own is not None and self.told.is_unnamed(own):
            # "several parties, including A and B, ..."
            found += [
                h
                for c in behind(token, "including", "like", "notably")
                if (h := here.resolve(c)) and not self.told.is_unnamed(h)
            ]
        if own is not None and own.kind == "group" and token.tag_ == "NNS" and (named := self._among(here, token)):
            found = named
        if not found:
            return None
        if len(found) == 1:
            return found[0]
        first = found[0]
        parties = tuple(dict.fromkeys(p for h in found for p in h.parties))
        minted = tuple(p for h in found for p in h.minted)
        return Holder(parties, "list", first.start, found[-1].end, first.speaker, minted)

    def _among(self, here: InSentence, token: Token) -> list[Holder]:
        """The bodies named of several: "farm groups, among them |the Kelp Growers' League and the Divers' Union|,", "groups such as the
        |League|"."""
        around = [*token.rights, *(token.head.rights if token.dep_ == "nsubj" else ()), *token.head.lefts]
        preps = [c for c in around if c.dep_ == "prep" and c.i > token.i]
        nouns = [n for c in preps if c.lower_ in ("including", "like", "notably", "as") for n in c.rights]
        for among in (c for c in preps if c.lower_ == "among"):
            them = next((c for c in among.rights if c.lower_ == "them"), None)
            nouns += [*among.rights, *them.rights] if them is not None else []
        bodies = (here.resolve(n) for n in nouns if n.tag_.startswith("NNP") and n.dep_ in ("pobj", "appos", "conj"))
        return [h for h in bodies if h is not None and h.minted and h.minted[0].kind is PartyKind.ORGANISATION]

    def _relative(self, here: InSentence, token: Token) -> Holder | None:
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head.i != clause.i:
            clause = clause.head
        return here.resolve(clause.head) if clause.dep_ == "relcl" else None

    def _pronoun(self, here: InSentence, token: Token) -> Holder | None:
        word = token.lower_
        form = next((form for form in _PRONOUNS if word in words_in(form)), None)
        if form is None or (form == "several" and self._are_things(here, token)):
            return None
        around = list(subjects_around(here, token))
        if token.tag_ == "PRP$" and (own := subject_beside(here, token)) is not None:
            around.insert(0, own)  # "the Chair presented |his| proposal"
        antecedent = next((found for subject in around if (found := here.resolve(subject)) is not None), None)
        if self.meeting and around and here.resolve(around[0]) is None and self.is_chair(here, around[0]):
            return None  # "the Secretariat said it was ready"
        if form == "first person":
            antecedent = antecedent or here.announcer or self._voice(here, token)
        else:
            if antecedent is None and not (form == "one person" and token.dep_ == "nsubj"):
                antecedent = self._subject_before(here, token)
            last = {"one person": self.told.person, "thing": self.told.thing, "several": self.told.plural}[form]
            if self.meeting and form == "thing":
                # a decision, a draft: delegations are "he" and "she", but a group that says something is "it"
                last = self.told.person if self._is_group(self.told.person) and _tells(here, token) else None
            antecedent = antecedent or last or (self.told.person if self.meeting and form == "several" else None)
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

    def _is_group(self, holder: Holder | None) -> bool:
        return holder is not None and self._gazetteer.is_a(PartyKind.BLOC, holder.parties[0])

    def _voice(self, here: InSentence, token: Token) -> Holder | None:
        """Who says "we": whoever is quoted; outside a quotation, who is interviewed, or the body whose statement the document
        is."""
        if self.meeting or self.told.in_open_quote or here.in_quotes(token):
            return self.speakers.voice(here.parse.sentence)
        if self.told.label is not None and self.told.label[0] == here.parse.sentence.paragraph:
            return self.told.label[1]
        if self.speakers.interviewed is not None and not _IS_ASKED.search(here.text):
            return self.speakers.of_person(self.speakers.interviewed, None, None)
        return self.told.author or self.told.quoted

    def _are_things(self, here: InSentence, token: Token) -> bool:
        """Whether "they" come back to the plural their clause hangs on, which is nobody: "tariffs must go because they ..."."""
        clause = token.head
        if clause.dep_ != "advcl":
            return False
        subject = next((c for c in clause.head.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        return subject is not None and subject.tag_ in ("NNS", "NNPS") and here.resolve(subject) is None

    def _subject_before(self, here: InSentence, token: Token) -> Holder | None:
        """The nearest subject to the left that names a party: "Canada stood firm on milk but its ..."."""
        for other in reversed(here.tokens[: token.i]):
            if other.dep_ in ("nsubj", "nsubjpass") and other.tag_[:2] == "NN" and (found := here.resolve(other)):
                return found
        return None

    def _phrase(self, here: InSentence, token: Token) -> Holder | None:
        """A noun phrase by the name, person, role or common noun at its head."""
        group = group_at(here, token)
        if group is not None:
            return self._named(here, token, group)
        if token.tag_ not in _NOMINAL:
            return None
        described = token.dep_ == "appos" and token.tag_ in ("NN", "NNP") and not self.meeting
        for name in (token, token.head) if described else (token,):
            # "Ana Lee, |a Kansas lawmaker| who opposes the levy"
            if name.tag_.startswith("NNP") and (person := self._person(here, name)):
                return person
        if self.meeting and (sent := self._sent_by(here, token)) is not None:
            return sent
        if (by_apposition := self._apposed(here, token)) is not None:
            return by_apposition
        if (own := self._own_body(here, token)) is not None:
            return own
        party = self._short.lower.get(token.lower_) or self._short.capital.get(token.text)
        if party and is_definite(token):
            # "the Commission", "the Community": said in full before
            return Holder((party,), "short", here.parse.starts[token.left_edge.i], here.parse.ends[token.i])
        demonym = self._gazetteer.country_in(token.text) if self._is_named(here, token) else None
        if demonym is not None and not self._is_inside(token.text):
            # "the Japanese": a demonym that heads its phrase
            return Holder((demonym,), "name", here.parse.starts[token.i], here.parse.ends[token.i])
        return self._nouns.find(here, token) or self._organisation(here, token) or self._owner(here, token)

    def _sent_by(self, here: InSentence, token: Token) -> Holder | None:
        """ "the delegate of Chad", "two Chadian negotiators", "Chad's representative": in a meeting the party they sit there for."""
        if token.lower_ not in words_in("sent by a party"):
            return None
        behind_it = (*behind(token, "of", "from"), *behind(token, "for"))
        before = (c for c in token.lefts if c.dep_ in ("poss", "compound", "amod", "nmod") and c.tag_ != "PRP$")
        named = (h for c in behind_it if (h := here.resolve(c)) is not None)
        called = (h for c in before if (h := self.modifier(here, c)) is not None)
        return next(chain(called, named), None)

    def several(self, here: InSentence, token: Token) -> Holder | None:
        """Parties that are not named, of whom a meeting report tells without saying so: "there was support for ..."."""
        return self._nouns.some(here, token) if self.meeting else None

    def _own_body(self, here: InSentence, token: Token) -> Holder | None:
        """ "the Council": of the bodies so called the one the document names by a name of its own."""
        if self.meeting or not token.text[:1].isupper() or not is_definite(token) or behind(token, "of", "for"):
            return None
        if "government" in self._roles.of_noun(token.lower_):
            return None
        body = self._bodies.called(token.text, country=self.speakers.home_at(here, token))
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

    def _named(self, here: InSentence, token: Token, group: Mention) -> Holder | None:
        if self.meeting and self._is_of_meeting(here.text, group):
            return None  # "SBSTA requested": the meeting itself
        entry = self._vocabulary.parties.get(group.parties[0])
        if entry is not None and entry.kind is PartyKind.PERSON:
            told = self._people.find(here.text[group.start : group.end])
            if told is not None and (is_another(told.name, entry) or told.party not in (None, entry.represents)):
                return self.speakers.of_person(told, group.start, group.end)
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
        people = self._people.by_surname
        known = people.get(name) or people.get(token.text) or self._behind_office(token)
        if known is None:
            return None
        left = here.parse.starts[token.left_edge.i]
        return self.speakers.of_person(known, left, here.parse.ends[token.i])

    def _behind_office(self, token: Token) -> Person | None:
        """ "Minister for the Marine Aoife Ni Bhriain", where the name reads as part of the office."""
        named = (self._people.by_surname.get(noun.text) for noun in behind(token, "for", "of"))
        return next((p for p in named if p is not None and f" {token.text} " in f" {p.role or ''} "), None)

    def _apposed(self, here: InSentence, token: Token) -> Holder | None:
        for child in (*(c for c in token.children if c.dep_ == "appos"), *self._beside(token)):
            if (
                child.i > token.i
                and child.tag_.startswith("NN")
                and (found := here.resolve(child))
                and (found.kind in ("name", "person", "role", "organisation") or self._is_called(token, child, found))
            ):
                return found
        for noun in behind(token, "of", "for"):
            # "the chairman of the Kelp Guild, Ana Lee, ..."
            told = (here.resolve(c) for c in noun.rights if c.dep_ == "appos" and c.tag_.startswith("NNP"))
            person = next((h for h in told if h is not None and h.kind == "person"), None)
            role = person.speaker.role if person is not None and person.speaker is not None else None
            if role is not None and token.lower_ in role.casefold().split():
                return person
        return None

    def _is_called(self, token: Token, name: Token, found: Holder) -> bool:
        """Whether a name behind a common noun is that of the body it describes: "a group of importers, the Kelp Buyers League,"."""
        minted = bool(found.minted) and found.minted[0].kind is PartyKind.ORGANISATION
        return not self.meeting and minted and token.text.islower() and name.tag_.startswith("NNP")

    def _beside(self, token: Token) -> Iterator[Token]:
        """A name that the parser hangs on the verb beside what it names: "the fishers' union |Mar Limpio| has asked"."""
        if self.meeting or token.tag_ != "NN":
            return
        for other in token.head.children:
            if other.dep_ == token.dep_ and other.left_edge.i == token.i + 1 and other.tag_.startswith("NNP"):
                yield other

    def _owner(self, here: InSentence, token: Token) -> Holder | None:
        """ "Canada's strategy is to ...", "the U.S. decision to ...": what is said of a party's aim is said of the party, and what a
        bill or a plan does, of who put it forward."""
        written = token.text in words_in("written statement") and not self.meeting
        put_forward = self.told.author_of(token.lower_) if is_definite(token) else None
        if (
            put_forward is None
            and not written
            and not any(cue.pos == "n" for cue in here.cues.forms.get(token.lower_, ()))
        ):
            return None
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        found = here.resolve(owner) if owner is not None else None
        if written and owner is None:
            found = self._author(here, token)
        if self.meeting and owner is None:
            # "the EU proposal calls for a levy", not "the Bonn decision"
            wants = any(cue.pos == "n" and cue.stance == "demand" for cue in here.cues.forms.get(token.lower_, ()))
            before = (c for c in token.lefts if c.dep_ in ("compound", "amod", "nmod"))
            found = next((h for c in before if wants and (h := self.modifier(here, c)) is not None), None)
        if found is None and put_forward is not None:
            start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
            found = replace(put_forward, start=start, end=end)
        return replace(found, kind="owner", speaker=None) if found else None

    def _author(self, here: InSentence, written: Token) -> Holder | None:
        """Whose words a letter or report gives: "the |Senate| report says", "a letter from |the guild| urges", "a letter signed by |Chile|",
        "a statement put out by |the guild|"."""
        for noun in (c for c in written.lefts if c.dep_ in ("compound", "amod", "nmod")):
            if (found := self.modifier(here, noun) or here.resolve(noun)) is not None:
                return found
        issued = (*(c for c in written.rights if c.dep_ == "acl"), written)
        authors = (n for one in issued for n in (*behind(one, "from", "by", "of"), *agents(one)))
        return next((found for author in authors if (found := here.resolve(author)) is not None), None)

    def _organisation(self, here: InSentence, token: Token) -> Holder | None:
        """A capitalised name nothing else knows, as the subject or agent of a verb: a party of its own."""
        if not self._is_in_capitals(token) or token.dep_ not in ("nsubj", "pobj", "conj", "poss", "appos"):
            return None
        words = [
            t
            for t in token.subtree
            if t.i <= token.i
            and t.dep_ in ("compound", "nsubj", "pobj", "poss", "conj", "appos", "nmod")
            and self._is_in_capitals(t)
        ]
        if not words:
            return None
        start, end = here.parse.starts[words[0].i], here.parse.ends[token.i]
        name = " ".join(here.text[start:end].split())
        styled = None if self.meeting else _STYLED.match(name)  # "Ms Lee", whom nothing introduces
        if styled is not None or self._is_officer(here, token, name):
            person = Person(styled["name"] if styled is not None else name, None, None, "self")
            return self.speakers.of_person(person, start, end)
        if (
            len(name) < 3
            or name in _DAYS
            or (token.dep_ == "pobj" and not self.meeting and self._gazetteer.is_place(name))
            or not name[0].isupper()
            or name.casefold() in self._subjects
            or "chair" in self._roles.kinds(name)
            or (not self.meeting and self._people.by_surname.get(token.text) is not None)  # of whom no country is known
        ):
            return None
        if self.meeting:
            if not self._is_delegation(name) and not _is_spelled_out(name, here.text[end:]):
                return None
            party = Party(minted_id(name), name, PartyKind.ORGANISATION)
        else:
            name = self._bodies.name_around(here.text, name_end(here, token)) or name
            home = self.speakers.home_at(here, token)
            if (both := _TWO_NAMES.fullmatch(name)) is not None and known_home(name) is None:
                two = tuple(self._bodies.party(one, home) for one in both.groups())  # "makers |Ikon and Lotz|"
                return Holder(tuple(party.id for party in two), "list", start, end, None, two)
            party = self._bodies.party(name, home)
        return Holder((party.id,), "organisation", start, end, None, (party,), name)

    def _is_officer(self, here: InSentence, token: Token, name: str) -> bool:
        """Whether a name alone that tells something is whom "the foreign minister said" spoke of: "|Ana Lee| told reporters"."""
        alone = len(name.split()) == 2 and not self._roles.kinds(name) and known_home(name) is None
        return alone and not self.meeting and _tells(here, token) and self.speakers.officer() is not None

    def _is_in_capitals(self, token: Token) -> bool:
        """Whether a word is a name's, whatever the parser takes it for where capitals stand inside it: "TikTok", "the AfD"."""
        return token.tag_.startswith("NNP") or (
            not self.meeting and token.tag_ in ("NN", "NNS") and _CAPITAL_INSIDE.match(token.text) is not None
        )

    def _is_delegation(self, name: str) -> bool:
        """Whether a name that a meeting report prints is of somebody who sits there for themselves, in capitals or as a body, and
        not of who leads the meeting, a paper or a place: "CLIMATE ALLIANCE", "Forest Peoples' Network", not "Ana Lee"."""
        if self._roles.stands_for(name) == "chair":
            return False
        return name.isupper() if self.capitals else self._roles.is_body(name)

    def modifier(self, here: InSentence, token: Token) -> Holder | None:
        """A party named by an adjective or noun before a noun: 'the U.S. demand', 'Japanese retaliation'."""
        group = group_at(here, token)
        if group is not None:
            return Holder(group.parties, "name", group.start, group.end)
        start, end = here.parse.starts[token.i], here.parse.ends[token.i]
        if country := self._gazetteer.country_in(here.text[start:end]):
            return Holder((country,), "name", start, end)
        return None


def _opens(one: Holder, other: Holder) -> bool:
    """Whether one name is only how the name of the other begins, which the parser has parted at an "and"."""
    return bool(one.minted and other.minted) and other.minted[0].label.startswith(f"{one.minted[0].label} and ")


def _tells(here: InSentence, subject: Token) -> bool:
    """Whether somebody tells or asks for something who is the subject of a verb."""
    verb = subject.head
    past = verb.tag_ == "VBD" or any(c.tag_ == "MD" for c in verb.lefts)
    stances = {c.stance for c in here.cues.forms.get(verb.lower_, ()) if c.pos == "v"}
    return subject.dep_ == "nsubj" and past and not stances.isdisjoint(("say", "demand", "oppose", "support", "refuse"))
