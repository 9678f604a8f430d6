"""Whom a common noun stands for: "Japanese officials", "the ministry", "a farm lobby", "some delegates", "both sides"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from kg.bodies import Bodies
from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.holders import (
    Described,
    Holder,
    InSentence,
    Token,
    behind,
    group_at,
    holds_office,
    is_definite,
    name_end,
    singular,
    subjects_around,
)
from kg.known import Known
from kg.mentions import country_of, minted_id
from kg.model import Party, PartyKind, Speaker
from kg.roles import Roles
from kg.short_names import ShortNames
from kg.speakers import Speakers
from kg.told import Told

_OFFICES = frozenset({"office", "government", "member"})
_SITTING, _OPPOSED = frozenset({"legislature", "member"}), "opposition"
"""The kinds of noun that name whoever sits in a parliament; whose members are no group of their own."""
_OF_STATE = frozenset({"legislature", "government", "office", "chair", "bloc"})
_ARTICLE = re.compile(r"^(?:the|an?) ", re.I)
_MOST_MEMBERS = 4
"""How many words of a body's members may be its name."""
_OPENING = re.compile(r"(?:In|From|Over in|Across) (?P<where>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*)*),")


def _are_some(token: Token) -> bool:
    """Whether a plural is of some of many: "several countries"."""
    return token.tag_ == "NNS" and any(
        c.lower_ in words_in("one of several") and c.dep_ in ("det", "amod") for c in token.lefts
    )


class CommonNouns:
    """Reads the common nouns of one document."""

    def __init__(
        self, told: Told, speakers: Speakers, bodies: Bodies, gazetteer: Gazetteer, roles: Roles, short: ShortNames
    ) -> None:
        self._told, self._speakers, self._bodies = told, speakers, bodies
        self._gazetteer, self._roles, self._short = gazetteer, roles, short
        self._known = Known(told, bodies, gazetteer, roles, short)

    def find(self, here: InSentence, token: Token) -> Holder | None:
        """ "Japanese officials", "the ministry", "a farm lobby", "some delegates", "two sources"."""
        if not self._told.meeting and (found := self._known.find(here, token)) is not None:
            return found
        kinds = self._roles.of_noun(token.lower_) - {"portfolio"}
        if "quantity" in kinds and (members := behind(token, "of")):
            # "a group of Canadian lawmakers", "a number of Annex I Parties"
            found = here.resolve(members[0])
            return replace(found, start=here.parse.starts[token.left_edge.i]) if found else None
        kinds -= {"quantity"}
        surname = token.tag_ == "NNP" and not token.lefts and self._roles.is_trade(token.lower_)  # "Baker said"
        if not kinds or surname:
            return None
        described = self._described(here, token)
        if self._told.meeting and "group" in kinds and (whose := self._of_owner(here, token)) is not None:
            return replace(whose, kind="role", start=described.start, end=described.end)  # "her country"
        of_others = token.lower_ in words_in("other beside oneself") and any(c.tag_ == "PRP$" for c in token.lefts)
        if "anonymous" in kinds or (of_others and not self._told.meeting):
            return described.nobody()
        whose = self._person_behind(here, token) if "member" in kinds and not self._told.meeting else None
        if whose is not None:
            return replace(whose, start=described.start, end=described.end)
        if "member" in kinds and not self._told.meeting and (body := self._body_of(here, token)) is not None:
            return described.holder(body.parties, f"role{singular(token)}", Speaker(described.core), body.minted)
        if "member" in kinds and (sent := self._sent_by_country(token, described)) is not None:
            return sent
        if not self._told.meeting and kinds & {"body", "private"} and (whose := self._own(here, token)) is not None:
            return replace(whose, start=described.start, end=described.end)
        if "unplaced" in kinds and described.country is None and not self._told.meeting:
            return described.nobody()  # "three diplomats": nobody says whose
        if self._told.meeting and "sitting" in kinds:
            return self._of_the_meeting(here, token, described)
        counted = not self._told.meeting and token.tag_ == "NNS" and any(c.dep_ == "nummod" for c in token.lefts)
        if "group" in kinds and not self._gazetteer.country_in(described.core):
            if "office" in kinds and (several := self._countries_behind(here, token)) is not None:
                return described.holder(several, "role", Speaker(described.core))
            if self._told.meeting or counted or _are_some(token):
                return self._unnamed(described)
            of_states = token.tag_ == "NNS" and token.lower_ in words_in("group of states")
            if of_states and (states := self._of_a_kind(here, token, described)) is not None:
                return states
        if "chair" in kinds and "government" not in kinds:
            own = (self._as_body(here, c) for c in token.lefts if c.dep_ == "compound" and not self._told.meeting)
            return next((body for body in own if body is not None), None)  # "the KTG secretariat"
        told = described.phrase if "office" in kinds else described.core
        stands = self._roles.stands_for(told if self._told.meeting else self._gazetteer.without_countries(told))
        known = self._said_before(token) if not self._told.meeting and kinds & _OFFICES else None
        if known is not None and (stands != "government" or described.country is None):
            return replace(known, kind="person", start=described.start, end=described.end)
        if stands == "government":
            return self._officials(here, token, described)
        if (
            "legislature" in kinds
            and token.tag_ == "NNS"
            and is_definite(token)
            and self._are_legislators(self._told.plural)
        ):
            return replace(self._told.plural, start=described.start, end=described.end)
        if "legislature" in kinds and (party := self._party_behind(here, token)) is not None:
            return replace(party, kind="group", start=described.start, end=described.end)
        if stands == "self" and token.tag_ in ("NNS", "NN", "NNP", "NNPS"):
            return self._group(here, token, described, is_body="body" in kinds)
        return None

    def some(self, here: InSentence, token: Token) -> Holder | None:
        """ "Another", "several": parties that are not named."""
        start, end = here.parse.starts[token.i], here.parse.ends[token.i]
        return self._unnamed(Described(start, end, here.text[start:end], here.text[start:end], None))

    def _unnamed(self, described: Described) -> Holder | None:
        return described.holder(("PARTIES",), "unnamed") if self._gazetteer.entry("PARTIES") is not None else None

    def _of_owner(self, here: InSentence, token: Token) -> Holder | None:
        """Who owns what one noun names: "her country", "our delegation"."""
        owner = next((c for c in token.lefts if c.tag_ == "PRP$"), None) if token.tag_ == "NN" else None
        return here.resolve(owner) if owner is not None else None

    def _of_the_meeting(self, here: InSentence, token: Token, described: Described) -> Holder | None:
        """ "a regional group", "another group": some of the parties; "the group", "its group": the bloc that spoke last, where one
        did; else a sitting of the meeting's own."""
        first = next(iter(token.lefts), None)
        if (
            first is not None
            and first.lower_ in words_in("one of several")
            and "chair" not in self._roles.kinds(described.core)
        ):
            return self._unnamed(described)
        around = next(subjects_around(here, token), None)
        spoke = self._told.person if around is None else here.resolve(around)
        parties = spoke.parties if spoke is not None and token.tag_ == "NN" else ()
        if spoke is not None and parties and self._gazetteer.is_a(PartyKind.BLOC, parties[0]):
            return replace(spoke, kind="group", start=described.start, end=described.end)
        return None

    def _sent_by_country(self, token: Token, described: Described) -> Holder | None:
        """ "the Chadian member": of a board whose members are countries, not of a parliament or a party of one."""
        named = [c for c in token.lefts if c.dep_ not in ("det", "advmod")]
        alone = len(named) == 1 and not any(c.dep_ == "prep" and c.lower_ in ("of", "for") for c in token.rights)
        country = self._gazetteer.country_in(named[0].text) if alone and token.tag_ == "NN" else None
        if self._told.meeting or country is None or not self._gazetteer.is_a(PartyKind.COUNTRY, country):
            return None
        return described.holder((country,), "role-singular", Speaker(described.core))

    def _are_legislators(self, holder: Holder | None) -> TypeGuard[Holder]:
        """Whether somebody spoken of before is a group of legislators, to whom "the lawmakers" comes back."""
        if holder is None or holder.speaker is None:
            return False
        words = [word.removesuffix("s") for word in holder.speaker.name.casefold().split()]
        return holder.kind == "group" and any("legislature" in self._roles.of_noun(word) for word in words)

    def _described(self, here: InSentence, token: Token) -> Described:
        start, end = here.parse.starts[token.left_edge.i], here.parse.ends[token.i]
        phrase = here.text[start : here.parse.ends[token.right_edge.i]][:120]
        country = self._gazetteer.country_in(phrase) or self._opened_on(here)
        return Described(start, end, here.text[start:end], phrase, country)

    def _officials(self, here: InSentence, token: Token, described: Described) -> Holder | None:
        """ "Japanese officials", "ministers from Chile and Peru", "its trade minister", "the ministry"."""
        speaker = Speaker(described.core)
        if (several := self._countries_behind(here, token)) is not None:
            return described.holder(several, "role", speaker)
        owner = next((c for c in token.lefts if c.tag_ == "PRP$"), None) if described.country is None else None
        if owner is not None and owner.lower_ not in words_in("owner of a thing"):
            leader = self._leader_before(here, token) if token.lower_ in words_in("what a head of state has") else None
            whose = leader or here.resolve(owner)  # "his government"
            home = (
                next((p for p in whose.parties if self._gazetteer.is_government(p)), None)
                if whose is not None
                else None
            )
            if home is not None:
                return described.holder((home,), "role", speaker)
        elif owner is not None and (whose := self._owner_said(here, token, owner)) is not None:
            return replace(whose, kind="role", start=described.start, end=described.end, speaker=speaker)
        elif described.country is None and (led := self._of_leader(here, token)) is not None:
            return described.holder((led,), "role", speaker)
        if self._told.meeting and described.country is None and owner is None and token.tag_ == "NNS":
            return self._unnamed(described)  # "ministers urged haste": of any country
        if self._told.meeting and described.country is None and owner is None:
            return None  # "the Executive Secretary": nobody says whose
        if described.country is None and owner is None and (several := self._officials_told(token)) is not None:
            return described.holder(several, "role-focus", speaker)
        in_part = token.lower_ in words_in("office in a part of a country") and not self._told.meeting
        part = self._gazetteer.part_in(described.phrase) if in_part else None
        if part is not None and token.tag_ in ("NN", "NNP"):
            body = self._bodies.party(part, None)
            return described.holder((body.id,), "role-singular", speaker, (body,))  # "the Kansas governor"
        if in_part and token.tag_ in ("NNS", "NNPS"):
            words = self._told_apart(here, token, self._called(here, token))
            return self._minted(described, words, described.country or self._speakers.home_of_group(here, token, words))
        state = None if self._told.meeting else self._gazetteer.state_in(described.phrase)
        bloc = self._told.bloc() if "bloc" in self._roles.of_noun(token.lower_) else None
        home = bloc or (self._told.focus if self._told.meeting else self._speakers.home_of_officials(here, token))
        party = state or described.country or home
        kind = ("role" if described.country else "role-focus") + (
            "" if token.lower_ in words_in("part of a government") else singular(token)
        )
        return described.holder((party,), kind, speaker) if party else None

    def _officials_told(self, token: Token) -> tuple[str, ...] | None:
        """The governments whose officials were spoken of together last: "Chad's and Peru's ministers met. |The ministers| said"."""
        told = self._told.plural if token.tag_ == "NNS" and is_definite(token) else None
        several = told is not None and len(told.parties) > 1 and all(map(self._gazetteer.is_government, told.parties))
        return told.parties if told is not None and several else None

    def _of_leader(self, here: InSentence, token: Token) -> str | None:
        """Of which country somebody is who is one of its leader's: "President Lee's trade minister"."""
        owner = next((c for c in token.lefts if c.dep_ == "poss" and c.tag_ == "NNP"), None)
        whose = here.resolve(owner) if owner is not None and not self._told.meeting else None
        of_person = whose is not None and whose.kind == "person"
        return (
            next((p for p in whose.parties if self._gazetteer.is_government(p)), None) if whose and of_person else None
        )

    def _leader_before(self, here: InSentence, token: Token) -> Holder | None:
        """The one in office who is named last before a noun in its sentence: "... met President Lee, whose trade war |his administration|"."""
        names = (t for t in reversed(here.tokens[: token.i]) if t.tag_ == "NNP")
        found = next((h for t in names if (h := here.resolve(t)) is not None and h.kind == "person"), None)
        return found if found is not None and self._gazetteer.is_government(found.parties[0]) else None

    def _group(self, here: InSentence, token: Token, described: Described, *, is_body: bool) -> Holder:
        """ "growers in Kansas", "the committee" that was named before, "the Senate Fisheries Committee"."""
        words = self._called(here, token)
        said = described.country or self._gazetteer.home_in(described.phrase)
        if said is not None and "/" in said:
            if any((group := group_at(here, c)) is not None and said in group.parties for c in token.lefts):
                return described.holder((said,), "organisation")  # "Kelp Party lawmakers"
            said = country_of(said)
        of_region = any(t.lower_ in self._roles.worldwide for t in token.lefts)  # "Caribbean growers"
        at = said or (
            None if of_region and not self._told.meeting else self._speakers.home_of_group(here, token, words)
        )
        if not self._told.meeting and (known := self._organised(here, token, words, at)) is not None:
            return described.holder((known.id,), "group", None, (known,), known.label)
        called = (
            self._named_before(words) or self._named_for(here, token, words) if is_body and token.tag_ == "NN" else None
        )
        if not is_body and len(words) > 2 and words[-2][:1].isupper():
            called = " ".join(words[:-1]) if words[-2].casefold() in words_in("party in a parliament") else None
        if called is not None:
            party = self._bodies.party(called, at)
            return described.holder((party.id,), "group", None, (party,), party.label)
        if is_body and words == [token.text] and (whole := self._of_members(here, token)):
            return self._minted(described, whole, at)
        if self._told.organisation is not None and is_body and token.tag_ == "NN" and is_definite(token):
            return replace(self._told.organisation, kind="group", start=described.start, end=described.end)
        several = self._told.plural if is_body and said is None and token.tag_ == "NN" else None
        if several is not None and several.kind == "group" and is_definite(token) and words == [token.text]:
            return replace(several, start=described.start, end=described.end)  # "the group", of the growers named
        return self._minted(described, self._told_apart(here, token, words), at)

    def _named_before(self, words: Sequence[str]) -> str | None:
        """The name before a noun in lower case that says what bears it: "the |Allied Divers| union"."""
        *name, noun = words
        named = not self._told.meeting and noun.islower() and len(name) > 0 and all(w[:1].isupper() for w in name)
        of_place = self._gazetteer.home_in(" ".join(name)) is not None or any(
            self._roles.of_noun(w.casefold()) & _OF_STATE for w in name
        )
        return " ".join(name) if named and not of_place else None

    def _named_for(self, here: InSentence, token: Token, words: Sequence[str]) -> str | None:
        """The name of the only body of a kind that the document names: "a |hill farmers'| group"."""
        bare = token.text.islower() and not self._told.meeting
        kind = self._told_apart(here, token, list(words))[:-1] if bare else []
        return self._bodies.named_for(kind) if kind and all(w.islower() for w in kind) else None

    def _of_members(self, here: InSentence, token: Token) -> list[str]:
        """The words of a body's name that has none but those of its members: "the association of kelp growers"."""
        members = next((n for n in behind(token, "of") if n.tag_ == "NNS"), None)
        if (
            self._told.meeting
            or token.tag_ != "NN"
            or members is None
            or self._roles.of_noun(members.lower_) & _OFFICES
        ):
            return []
        words = [
            t.text
            for t in here.tokens[members.left_edge.i : members.i + 1]
            if t.tag_ in ("NN", "NNS", "JJ", "CC") and self._gazetteer.home_in(t.text) is None
        ]
        return [token.text, "of", *words] if len(words) <= _MOST_MEMBERS else []

    def _of_a_kind(self, here: InSentence, token: Token, described: Described) -> Holder | None:
        """ "Coastal states", "banana-exporting countries": at home in no one country; None where no word says which of many."""
        doing = [t.text for t in token.lefts if t.dep_ == "amod" and t.tag_ == "VBG"]  # "importing countries"
        words = [*doing, *self._told_apart(here, token, self._called(here, token))]
        return self._minted(described, words, None) if len(words) > 1 else None

    def _minted(self, described: Described, words: Sequence[str], at: str | None) -> Holder:
        """A group of its own by the words that name it; `at`: where it is at home."""
        label = _ARTICLE.sub("", described.core)
        party = Party(minted_id(" ".join(words), at), label, PartyKind.GROUP, at)
        return described.holder((party.id,), "group", Speaker(label), (party,), label)

    def _told_apart(self, here: InSentence, token: Token, words: list[str]) -> list[str]:
        """The words of a group's name with what tells it apart from others of its kind: "agrarian party", "Republican
        senators", "growers' committee", "Senate committee"."""
        if self._told.meeting:
            return words
        told = [t for t in token.lefts if self._tells_apart(t)]
        if words == [token.text]:
            told += [t for t in token.lefts if t.dep_ == "poss" and t not in told and self._is_part(t)]
        every = (w for t in told for w in (*(c for c in t.lefts if t.dep_ == "poss" and c.dep_ == "compound"), t))
        written = [here.text[here.parse.starts[w.i] : here.parse.ends[w.i]] for w in every]
        return [*(w for w in written if w not in words and not self._says_where(w)), *words]

    def _is_part(self, owner: Token) -> bool:
        """Whether whose a group is is a part of a country: "|Toronto|'s council"."""
        return (
            owner.tag_.startswith("NNP")
            and self._gazetteer.home_in(owner.text) is not None
            and self._gazetteer.country_in(owner.text) is None
        )

    def _tells_apart(self, left: Token) -> bool:
        """Whether a word before a noun says what kind of group it names, or whose part: no country, and nothing in passing."""
        if left.dep_ == "poss":
            of_members = left.tag_ == "NNS" and left.text.islower()
            within = (
                "legislature" in self._roles.of_noun(left.lower_) or self._gazetteer.state_in(left.text) is not None
            )
            return of_members or within
        return (
            left.dep_ == "amod"
            and (left.tag_ == "JJ" or left.lower_ in words_in("which of two houses"))
            and left.lower_ not in words_in("said in passing of a group")
            and not _is_number(left)
            and self._gazetteer.home_in(left.text) is None
        )

    def _called(self, here: InSentence, token: Token) -> list[str]:
        """The words of a group's name: its noun with the nouns before it ("red meat and dairy exporters"), without the
        countries and places among them; of a name in capitals what is in capitals ("the opposition Conservatives")."""
        nouns = [t for t in token.lefts if t.dep_ in ("compound", "nmod")]
        first = min((t.left_edge.i for t in nouns), default=token.i)
        words = [
            here.text[here.parse.starts[t.i] : here.parse.ends[t.i]]
            for t in here.tokens[first : token.i + 1]
            if t.tag_ not in ("DT", "PRP$", "POS", ",") and not _is_number(t)
        ]
        if self._gazetteer.home_in(" ".join(words)) is not None:
            words = [w for w in words[:-1] if not self._says_where(w)] + words[-1:]
        if token.text[:1].isupper():
            words = [w for w in words if w[:1].isupper()]
        while len(words) > 1 and words[0].casefold() in ("and", "or"):
            words = words[1:]
        if len(words) == 2 and words[0].casefold() == _OPPOSED and self._roles.of_noun(token.lower_) & _SITTING:
            return words[:1]  # "opposition members"
        return words

    def _says_where(self, word: str) -> bool:
        """Whether a word of a group's name is of the country that its id begins with, and not of a part of it: "Michigan
        growers", "House subcommittee"."""
        if self._told.meeting:
            return self._gazetteer.home_in(word) is not None
        within = self._gazetteer.state_in(word) is not None or "legislature" in self._roles.of_noun(word.casefold())
        return self._gazetteer.country_in(word) is not None and not within

    def _said_before(self, token: Token) -> Holder | None:
        """The person spoken of last whom "the minister" comes back to: one of that office."""
        if self._told.person is None or not is_definite(token) or token.tag_ not in ("NN", "NNP"):
            return None
        return self._told.person if holds_office(self._told.person, token) else None

    def _owner_said(self, here: InSentence, token: Token, owner: Token) -> Holder | None:
        """Whose "its minister" is: of the party the sentence is about, or of what "it" comes back to."""
        first = next(
            (t for t in here.tokens[: token.i] if t.dep_ in ("nsubj", "nsubjpass") and t.tag_[:2] == "NN"), None
        )
        found = here.resolve(first) if first is not None else None
        return found or here.resolve(owner)

    def _opened_on(self, here: InSentence) -> str | None:
        """The country whose officials a sentence tells of that opens "In Ottawa, "."""
        opening = None if self._told.meeting else _OPENING.match(here.text)
        if opening is not None and opening["where"] in words_in("body of many countries"):
            return None  # "In Congress, ": of the country whose it is here
        return self._gazetteer.country_in(opening["where"]) if opening else None

    def _countries_behind(self, here: InSentence, token: Token) -> tuple[str, ...] | None:
        """ "ministers from Chile and Peru": several countries that officials come from."""
        for noun in behind(token, "from", "of"):
            group = group_at(here, noun)
            if group is None:
                continue
            unnamed = all(
                self._gazetteer.is_a(PartyKind.GROUP, party) for party in group.parties
            )  # "from developed countries"
            if unnamed or (group.kind == "list" and all(map(self._gazetteer.is_government, group.parties))):
                return group.parties
        return None

    def _organised(self, here: InSentence, token: Token, words: Sequence[str], at: str | None) -> Party | None:
        """The organisation a noun heads the name of ("the Senate Agriculture Committee") or refers back to ("the
        committee"); None for a common noun."""
        if here.text[here.parse.starts[token.i]].isupper():
            end = name_end(here, token)
            name = self._bodies.name_before(here.text, end)
            if name is None:
                return None
            if (whole := self._bodies.charged_with(name, here.text, end)) is not None:
                return self._bodies.party(whole, at)
            parts = name.split()
            return self._bodies.party(name, at) if len(parts) > 1 and not self._are_of_a_country(parts) else None
        definite = any(t.lower_ in ("the", "this") or t.tag_ == "PRP$" for t in token.lefts)
        return self._bodies.called(token.text, tuple(words[:-1]), at) if definite else None

    def _are_of_a_country(self, name: Sequence[str]) -> bool:
        """Whether what reads like a name is of a country's legislators, whose word is written in capitals: "Iraqi MPs"."""
        noun = name[-1].casefold()
        legislators = "legislature" in self._roles.of_noun(noun) and self._roles.is_plural(noun)
        return legislators and self._gazetteer.country_in(" ".join(name[:-1])) is not None

    def _body_of(self, here: InSentence, token: Token) -> Holder | None:
        """The body whose leaders, members or spokesmen a phrase names: "Senate leaders", "a spokesman for the union"; None
        where they are a country's."""
        owner = next((c for c in token.lefts if c.tag_ == "PRP$"), None)
        if owner is not None and (whose := here.resolve(owner)) is not None and self._told.is_body(whose):
            return whose  # "our members", "its director"
        before = (c for c in token.lefts if c.dep_ in ("compound", "nmod", "poss", "amod"))
        further = behind(token, "of", "for", "at", "from")
        named = (self._as_body(here, noun) for noun in (*before, *further))
        known = next((body for body in named if body is not None), None)
        if known is not None or token.tag_ != "NN":
            return known
        told = [c for c in (*token.lefts[-1:], *further) if c.dep_ in ("compound", "nmod", "pobj")]
        return next((body for noun in told if (body := self._unheard_of(here, noun)) is not None), None)

    def _person_behind(self, here: InSentence, token: Token) -> Holder | None:
        """Whose spokesman or aide somebody is: "a spokesman for |Senator Lee|"."""
        people = (here.resolve(noun) for noun in behind(token, "for", "to", "of"))
        return next((found for found in people if found is not None and found.kind == "person"), None)

    def _party_behind(self, here: InSentence, token: Token) -> Holder | None:
        """Whose members in a parliament a noun names: "lawmakers from the |Kelp Party|"."""
        bodies = (self._as_body(here, noun) for noun in behind(token, "of", "from") if not self._told.meeting)
        named = (body for body in bodies if body is not None and body.minted)
        ends = words_in("party in a parliament")
        return next((body for body in named if body.minted[0].label.split()[-1].casefold() in ends), None)

    def _own(self, here: InSentence, token: Token) -> Holder | None:
        """Whose "her group", "our growers" or "his company" is: of the body that is spoken for."""
        owner = next(
            (c for c in token.lefts if c.tag_ == "PRP$" and c.lower_ not in words_in("owner of a thing")), None
        )
        whose = here.resolve(owner) if owner is not None else None
        return whose if whose is not None and self._told.is_body(whose) else None

    def _unheard_of(self, here: InSentence, noun: Token) -> Holder | None:
        """The organisation whose name ends with a noun, met for the first time: "a Nordic Fish spokesman"."""
        name = (
            self._bodies.name_before(here.text, here.parse.ends[noun.i]) if noun.text[:1].isupper() and noun.i else None
        )
        if (
            name is None
            or self._roles.kinds(name) - {"company form", "body"}
            or self._gazetteer.country_in(name) is not None
        ):
            return None
        body = self._bodies.party(name, self._speakers.home_at(here, noun))
        return Holder((body.id,), "organisation", minted=(body,))

    def _as_body(self, here: InSentence, token: Token) -> Holder | None:
        group = group_at(here, token)
        if group is not None:
            return Holder(group.parties, "name") if self._gazetteer.is_body(group.parties[0]) else None
        if (known := self._bodies.known(token.text)) is not None:
            return Holder((known.id,), "organisation", minted=(known,))
        if (party := self._short.capital.get(token.text)) is not None and not self._told.meeting:
            return Holder((party,), "short")
        if token.tag_ == "NN" and token.dep_ == "compound" and "body" in self._roles.of_noun(token.lower_):
            said = self._bodies.called(token.text)  # "the league leader"
            return Holder((said.id,), "organisation", minted=(said,)) if said is not None else None
        if token.dep_ != "pobj":
            return None
        found = here.resolve(token)
        return found if found is not None and found.kind in ("organisation", "group", "short") else None


def _is_number(token: Token) -> bool:
    """Whether a word counts: "41", "Forty-one"."""
    return token.tag_ == "CD" or words_in("number").issuperset(token.lower_.split("-"))
