"""For whom an office speaks, by the words of its title and those before it."""

import re
from dataclasses import dataclass

from kg.bodies import BODY_NAME, CAPITAL
from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.known_bodies import known_home
from kg.model import PartyKind
from kg.roles import LEGISLATORS, Roles
from kg.vocabulary import PartyEntry

_RANK = r"(?:[Vv]ice|[Dd]eputy|[Ss]enior|[Ff]irst|[Aa]cting|[Ee]xecutive|[Mm]anaging|[Gg]eneral|[Aa]ssistant)"
_RANKS = re.compile(rf"{_RANK}(?: {_RANK})*")
# "Kelp Guild |National| President", "KTG |International| President"
_SPAN = r"(?:[Nn]ational|[Rr]egional|(?<=[A-Z]{2} )International)"
# "USX Corp chairman", "Cargill's executive vice-president"
_OFFICE_IN = re.compile(
    rf"^(?:the |The |But )?(?P<name>{BODY_NAME}?) (?:{_SPAN} )?(?:{_RANK} )*(?P<noun>(?:[a-z-]+ |(?:Secretary|Director|Chief)[ -])?[\w-]+)$"
)
# "KTG national director |for Chile|"
_OFFICE_FOR = re.compile(
    rf"^(?P<name>[A-Z][A-Z&-]+|{CAPITAL}(?: {CAPITAL}){{1,5}}?) (?:{_SPAN} )?(?:{_RANK} )*(?P<noun>[a-z][\w-]+) (?:for|in) (?:the )?[A-Z]"
)
_DESCRIBING = r"(?!(?:of|for|and|at|in|on|the)\b)[a-z][a-z'’-]+"
# "director-general of the Federation of Kelp Growers", "head of Lyon importer Kelp Now"
_OFFICE_OF = re.compile(
    rf"(?:^|\s)(?P<noun>(?:[\w-]+ )?[\w-]+)(?: (?:of|for) [a-z][a-z -]{{2,30}})? (?P<link>of|at|for)(?: the)?(?:(?: {CAPITAL}){{1,2}}(?: {_DESCRIBING}){{1,3}}|(?: [a-z][a-z'’-]+){{0,3}}?) (?P<name>{BODY_NAME})"
)
# "Chairman |KTG|"
_OFFICE_BEFORE = re.compile(r"^(?P<noun>(?:[A-Z][a-z]+ )?[A-Z][a-z]+) (?P<name>[A-Z][A-Z&-]{2,})$")
# "who chairs the growers' league Kelp Now"
_LEADING = re.compile(
    rf"^who (?:leads?|heads?|chairs?|runs?|directs?|represents?|(?:speaks?|lobb(?:ies|y)|works?) for)\b[^,]*? (?P<name>{BODY_NAME})(?:,? (?:based )?in\b.*)?$"
)
# "Kelp Party|'s Rural Affairs| spokesperson", "the Kelp Party|'s (KP)| lead on transport"
_OFFICE_OWNED = re.compile(
    rf"^(?:the |The |But )?(?:[a-z][a-z-]+ )?(?P<name>{CAPITAL}(?: {CAPITAL}){{0,5}}?)['’]s (?:\([A-Z]+\) )?(?:[A-Z][a-z]+ (?:and )?){{0,4}}(?P<noun>[\w-]+)(?: (?:on|for) [a-z][a-z -]{{2,30}})?$"
)
_SPOKEN_FOR = re.compile(
    rf"^(?P<name>{CAPITAL}(?: {CAPITAL})?)(?:'s|’s)? (?P<field>(?:[a-z]+ ){{1,2}})spokes(?:man|woman|person)$"
)
# "|parliamentary| leader of the Kelp Party"
_OF_GROUP = re.compile(r"\bparliamentary (?=[a-z]+ (?:of|for|at)\b)")
_SENTENCE_END = re.compile(r"[.!?:;\"”’)] |\n")
_CLAUSE_END = re.compile(r"[,.;:\"“”]|\b(?:said|told|with|by|to|that)\b")
_CALLED = re.compile(r"\(([A-Z][A-Za-z-]{1,9})\)")
_BRACKETS = re.compile(r"\([^()]*\)?")
_OF_BODIES = frozenset({"office", "government"})
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "the"})


@dataclass(frozen=True, slots=True)
class Office:
    """A role in the text's words, for whom who holds it speaks (`government`, `self`, `chair`), the party that is, and the name of
    the organisation it is in, where the vocabulary does not know it."""

    role: str
    stands_for: str
    party: str | None = None
    body: str | None = None


class Offices:
    """Reads the titles that one document gives."""

    def __init__(self, gazetteer: Gazetteer, roles: Roles, text: str = "") -> None:
        """`text` says in brackets by what short names it calls bodies: "Kelp Workers' Union (Kewu)"."""
        self._gazetteer, self._roles = gazetteer, roles
        self._called = frozenset(_CALLED.findall(text))

    def held(self, name: str, role: str, before: str) -> Office:
        """The office of somebody named with a role; `before` are the words before it."""
        if not self._roles.kinds(role) - {"portfolio"} and self._gazetteer.opens_with_portfolio(
            f"{role} {name} -".split()
        ):
            role = f"{role} minister"
        stands, country = self._stands(name, role, before)
        speaks_for = stands == "self" and self._gazetteer.is_body(country) and not self._is_of_body(role)
        if (part := self._part_governed(role)) is not None:
            return Office(role, "self", None, part)
        party = country if stands == "government" or speaks_for else None
        body = self._body_of(role) if party is None else None
        if self._roles.meeting and party is None:
            body = self._visiting(role, body)
        return Office(role, "self" if body is not None else stands, party, body)  # "the EPP's budget spokesman"

    def _part_governed(self, role: str) -> str | None:
        """The part of a country that an office is held in which parts of countries have, where the vocabulary does not know it: "Kansas
        Governor", "Attorney General of Kansas"."""
        words = role.casefold()
        in_part = any(re.search(rf"\b{office}\b", words) for office in words_in("office in a part of a country"))
        return None if self._roles.meeting or not in_part else self._gazetteer.part_in(role)

    def _visiting(self, role: str, body: str | None) -> str | None:
        """The name of the body that somebody at a meeting is of, where it is not one of the meeting's own: "Ana Lee, Kelp Defence
        Fund, said", "Ana Lee, Director of the Kelp Institute, said"."""
        if body is None and self._roles.is_named_body(role):
            body = role.removeprefix("the ")
        return body if body is not None and not self._roles.kinds(body) & {"chair", "sitting"} else None

    def _stands(self, name: str, role: str, before: str) -> tuple[str, str | None]:
        """For whom somebody speaks, and of which country or body."""
        country = self._represented(name, role)
        stands = "government" if country is not None else self._told(role, before)
        country = (
            country
            or self._gazetteer.home_in(role)
            or self._gazetteer.country_in(_SENTENCE_END.split(before[-40:])[-1])
        )
        body = self._gazetteer.body_in(role)
        if stands == "self" and body is not None and not self._is_of_body(role):
            return "self", body
        if stands == "chair":
            if body is not None and "chair" not in self._roles.of_noun(body.casefold()):
                return "self", body  # "the chair of the IPCC" speaks for it; the chair of the meeting for nobody
            if not self._is_of_state(role):
                return "chair", country
            stands = "government"
        if stands == "self" and country is not None and self._is_sent(role):
            stands = "government"
        if stands == "government" and self._is_of_body(role):
            return "self", country
        return stands, (self._gazetteer.state_in(role) if stands == "government" else None) or country

    def _is_sent(self, role: str) -> bool:
        """Whether somebody is a country's member of a board: "Chadian member", not "member of parliament"."""
        words = self._gazetteer.without_countries(role).casefold().split()
        return words in (["member"], ["the", "member"])

    def _told(self, role: str, before: str) -> str:
        """For whom somebody speaks by the role alone; legislators for themselves."""
        sent = "government" in self._roles.of_noun(
            " ".join(role.split()[-2:]).casefold()
        )  # "Deputy Trade Representative"
        if role == "Representative" or any(
            w.casefold().strip(".") in LEGISLATORS and not sent for w in role.split()[-1:]
        ):
            return "self"
        stands = (
            self._roles.stands_for(self._gazetteer.without_countries(role)) or self._roles.stands_for(role) or "self"
        )
        in_state = stands == "self" and "office" in self._roles.kinds(role) and self._in_ministry(before)
        return "government" if in_state else stands

    def _represented(self, name: str, role: str) -> str | None:
        """The country that somebody represents whom the vocabulary knows by name, where the role is not said to be in another: "French
        Prime Minister"."""
        named = (self._gazetteer.entry(m.parties[0]) for m in self._gazetteer.mentions(name))
        known = next((entry for entry in named if entry is not None and not is_another(name, entry)), None)
        if known is None or known.kind is not PartyKind.PERSON:
            return None
        said = self._gazetteer.home_in(role) if self._roles.stands_for(role) == "government" else None
        of_another = said is not None and said != known.represents and self._gazetteer.is_government(said)
        return None if of_another else known.represents

    def _is_of_state(self, role: str) -> bool:
        """Whether an office that meetings have too is a country's: "President of South Africa"."""
        office, _, where = role.rpartition(" of ")
        entry = self._gazetteer.party_named(where)
        head = self._roles.of_noun(office.split(" ")[-1].casefold()) if office else frozenset()
        return "government" in head and entry is not None and entry.kind is PartyKind.COUNTRY

    def _is_of_body(self, role: str) -> bool:
        """Whether an office that a state has too is held in a body of its own: "president of the Steel Workers of Japan", "Bank of
        Korea Governor"."""
        body = self._body_of(role)
        every = (pattern.search(role) for pattern in (_OFFICE_OF, _OFFICE_OWNED, _OFFICE_IN))
        held = [match for match in every if match is not None and match["name"] == body]
        of_bodies = any(self._roles.of_noun(self._office_noun(match)) & _OF_BODIES == {"office"} for match in held)
        return body is not None and bool(held) and (of_bodies or len(body.split()) > 2 or known_home(body) is not None)

    def _office_noun(self, held: re.Match[str]) -> str:
        """The noun of an office in lower case, with the word before it where the two are one: "general secretary"."""
        two = " ".join(held.string[: held.end("noun")].split()[-2:]).casefold()
        return two if self._roles.of_noun(two) else held["noun"].casefold()

    def _is_portfolio_name(self, name: str) -> bool:
        """Whether a word in capitals is that of an office's field, not of a body: "Budget Commissioner"."""
        return len(name.split()) == 1 and not name.isupper() and name not in self._called

    def _is_party_name(self, name: str) -> bool:
        """Whether a word in capitals is what those of a party are called, or its name: "Greens", not "Senate", "Majority"."""
        noun = name.casefold()
        told = self._roles.of_noun(noun)
        of_members = self._roles.is_plural(noun) and self._roles.of_noun(noun.removesuffix("s")) != {"legislature"}
        several = name.endswith("s") and not name.endswith("ss") and noun not in words_in("collective of legislators")
        return (several and told <= {"private"} and not of_members) or known_home(name) is not None

    def _in_ministry(self, before: str) -> bool:
        """Whether the words right before a title name a part of a government: "Ministry of Trade (MOT) director general"."""
        phrase = _CLAUSE_END.split(before)[-1]
        return "government" in self._roles.kinds(_BRACKETS.sub("", phrase))

    def _body_of(self, role: str) -> str | None:
        """The name of the organisation an officer speaks for: "USX Corp chairman", "head of the Kelp Growers League"."""
        if (led := _LEADING.search(role)) is not None:
            return None if self._gazetteer.party_named(led["name"]) is not None else led["name"]
        if (party := self._spoken_for(role)) is not None:
            return party
        first = role.split(" and ")[0]  # "FGP president and ranch owner"
        of_whole = (_OFFICE_IN, _OFFICE_FOR, _OFFICE_OF, _OFFICE_BEFORE)
        told = ((_OFFICE_OWNED, role), (_OFFICE_IN, first), *((pattern, role) for pattern in of_whole))
        matches = (pattern.search(words) for pattern, words in told)
        # "Director of the Kelp Institute": an institute is no office in "Director of the Kelp"
        match = next((m for m in matches if m is not None and self._holds(self._office_noun(m), m["name"])), None)
        if match is None or self._is_of_parliament(role, match["name"]) or "former" in role.casefold().split():
            return None
        name = match["name"].removesuffix("'s").removesuffix("’s")
        *_, field = name.split()
        of_bloc = "bloc" in self._roles.of_noun(match["noun"].casefold())
        of_body = "body" in self._roles.of_noun(field.casefold()) and self._gazetteer.country_in(name) is None
        if of_bloc and not of_body:
            return None  # "External Relations Commissioner", not "Kelp League Commissioner"
        if "government" in self._roles.of_noun(f"{field} {match['noun']}".casefold()):
            return None  # "Assistant Trade Representative"
        names_place = any(m.end - m.start >= len(name) - 5 for m in self._gazetteer.mentions(name))
        common = "body" in self._roles.of_noun(name.casefold()) or bool(self._roles.kinds(name) & {"government"})
        # "Veldhoven's director", "director at Veldhoven"; "director of Trade" directs no body
        owns = role.split(name)[-1].startswith(("'", "’")) or match.groupdict().get("link") == "at"
        leads = match["noun"].casefold() in words_in("who leads a party") and self._is_party_name(name)
        common = common or name.casefold() in _OWNERS or (not owns and not leads and self._is_portfolio_name(name))
        return None if names_place or common or _RANKS.fullmatch(name) else name

    def _is_of_parliament(self, role: str, name: str) -> bool:
        """Whether an office is one in a parliament, and not in one of its parties or a body of a name like "Congress of Dock Workers"."""
        head, _, members = name.partition(" of ")
        of_members = self._roles.is_plural(members.split(" ")[-1].casefold())
        trade = self._roles.of_noun(members.split(" ")[-1].casefold().removesuffix("s")) <= {"private", "body"}
        leads_party = name.split(" ")[-1].casefold() in words_in("party in a parliament")
        told = role.replace(name if leads_party else head, "") if leads_party or (of_members and trade) else role
        return "legislature" in self._roles.kinds(_OF_GROUP.sub("", told))

    def _holds(self, noun: str, name: str) -> bool:
        """Whether a noun is that of an office in a body of a name; who chairs a meeting holds none."""
        words = noun.casefold()
        office = self._roles.of_noun(words) | self._roles.of_noun(words.split()[-1])
        held = "office" in office or ("chair" in office and not self._roles.meeting)
        held = held or (
            "government" in office and "body" in self._roles.of_noun(name.split(" of ")[0].split()[-1].casefold())
        )
        return held and "office" not in self._roles.of_noun(name.split()[0].casefold())

    def _spoken_for(self, role: str) -> str | None:
        """The party in a parliament whose spokesman on some field somebody is: "Labour trade spokeswoman"."""
        match = _SPOKEN_FOR.match(role)
        of_field = match is not None and all("portfolio" in self._roles.of_noun(w) for w in match["field"].split())
        if match is None or not of_field or match["name"].casefold() in _OWNERS:
            return None
        known = self._gazetteer.home_in(match["name"]) is not None or bool(
            self._roles.kinds(match["name"]) - {"portfolio"}
        )
        return None if known else match["name"]


def is_another(name: str, entry: PartyEntry) -> bool:
    """Whether a full name only ends like that of somebody known: "Ruth Carney" is not Mark Carney."""
    first, *rest = name.split()
    return (
        entry.kind is PartyKind.PERSON
        and bool(rest)
        and not any(known.text.split()[0].strip(".") == first.strip(".") for known in entry.names if " " in known.text)
    )
