"""Who is who in one document: the people it introduces, and the party each speaks for."""

import re
from dataclasses import dataclass

from kg.bodies import BODY_NAME, CAPITAL
from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.homes import Homes
from kg.introductions import Introductions
from kg.mentions import minted_id
from kg.model import Party, PartyKind
from kg.roles import LEGISLATORS, Roles
from kg.vectors import Array
from kg.vocabulary import PartyEntry

_RANK = r"(?:[Vv]ice|[Dd]eputy|[Ss]enior|[Ff]irst|[Aa]cting|[Ee]xecutive|[Mm]anaging|[Gg]eneral|[Aa]ssistant)"
_RANKS = re.compile(rf"{_RANK}(?: {_RANK})*")
# "USX Corp chairman", "Cargill's executive vice-president"
_OFFICE_IN = re.compile(rf"^(?:the |The |But )?(?P<name>{BODY_NAME}?) (?:{_RANK} )*(?P<noun>(?:[a-z-]+ )?[\w-]+)$")
_DESCRIBING = r"(?!(?:of|for|and|at|in|on|the)\b)[a-z][a-z'’-]+"
# "director-general of the Federation of Kelp Growers", "head of Lyon importer Kelp Now"
_OFFICE_OF = re.compile(
    rf"(?:^|\s)(?P<noun>(?:[\w-]+ )?[\w-]+)(?: (?:of|for) [a-z][a-z -]{{2,30}})? (?P<link>of|at|for)(?: the)?(?:(?: {CAPITAL}){{1,2}}(?: {_DESCRIBING}){{1,3}}|(?: [a-z][a-z'’-]+){{0,3}}?) (?P<name>{BODY_NAME})"
)
# "who chairs the growers' league Kelp Now"
_LEADING = re.compile(
    rf"^who (?:leads?|heads?|chairs?|runs?|directs?|represents?|(?:speaks?|lobb(?:ies|y)|works?) for)\b[^,]*? (?P<name>{BODY_NAME})(?:,? (?:based )?in\b.*)?$"
)
_SPOKEN_FOR = re.compile(
    rf"^(?P<name>{CAPITAL}(?: {CAPITAL})?)(?:'s|’s)? (?P<field>(?:[a-z]+ ){{1,2}})spokes(?:man|woman|person)$"
)
_SENTENCE_END = re.compile(r"[.!?:;\"”’)] |\n")
_CLAUSE_END = re.compile(r"[,.;:\"“”]|\b(?:said|told|with|by|to|that)\b")
_BRACKETS = re.compile(r"\([^()]*\)?")
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "the"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one document introduces them: full name, role in the text's words, and the party they speak for
    (`stands_for` is `government`, `self`, `chair`); `body` is the name of the organisation they hold an office in, where
    the vocabulary does not know it."""

    name: str
    role: str | None
    party: str | None
    stands_for: str
    body: str | None = None


class People:
    """The people of one document by surname, found before it is read so that later short forms resolve."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        roles: Roles,
        told: frozenset[str],
        tells: frozenset[str],
        home: Array | None = None,
    ) -> None:
        """`told`: past forms of verbs; `tells`: forms of verbs of speech; `home`: what was learned of what speaks for a
        country as somebody's home."""
        self._text, self._gazetteer, self._roles, self._tells = text, gazetteer, roles, tells
        self.by_surname: dict[str, Person] = {}
        countries = tuple(gazetteer.countries_of(text)) if gazetteer.tells_homes else ()
        places = tuple(gazetteer.places_of(text))
        self.homes, self._home = (
            Homes(text, gazetteer.home_in, told | words_in("preposition between names"), countries, places),
            home,
        )
        for found in Introductions(text, gazetteer, roles, told, tells).read():
            if found.body is not None:
                self._register_of(found.name, found.body)
            else:
                self._register(found.name, found.role, found.before)
        bodies = {person.body for person in self.by_surname.values()}
        for surname, person in list(self.by_surname.items()):
            if person.name in bodies:
                del self.by_surname[surname]  # "chief executive of Lyon importer Kelp Now" names a body

    def home_of(self, name: str) -> str | None:
        """The country where a document says somebody or some body is at home, beside one of the places that name them."""
        return self.homes.around(name) if self._gazetteer.tells_homes else None

    def likely_home(self, at: int, home: str | None) -> str | None:
        """The country where somebody is most likely at home whom a document names at an offset and says nothing of; `home`
        is the one most of it is about."""
        return (
            home if self._home is None or not self._gazetteer.tells_homes else self.homes.likely(at, home, self._home)
        )

    def tells(self, words: str) -> bool:
        """Whether words have a verb of speech near their beginning, as what stands behind a quotation has."""
        return not self._tells.isdisjoint(word.strip(",").casefold() for word in words.split()[:12])

    def speaker_in(self, words: str) -> Person | None:
        """The person whom words credit with what stands before them: "said Ana Lee of the Guild", "Lee added"."""
        if not self.tells(words):
            return None
        found = (self.by_surname.get(word.strip(",").removesuffix("'s").removesuffix("’s")) for word in words.split())
        return next((person for person in found if person is not None), None)

    def first_named(self) -> Person | None:
        """The person whom the document names first."""
        at = {
            name: found.start()
            for name in self.by_surname
            if (found := re.search(rf"\b{re.escape(name)}\b", self._text))
        }
        return self.by_surname[min(at, key=lambda name: at[name])] if at else None

    def _register_of(self, name: str, body: str) -> None:
        """Somebody of a body, a country or a place, whose part there is not told."""
        surname = name.split()[-1]
        known = self.by_surname.get(surname)
        if known is not None and (known.party or known.body or known.stands_for != "self"):
            return
        if (entry := self._gazetteer.party_named(body)) is not None:
            self.by_surname[surname] = Person(name, f"of {body}", entry.represents or entry.id, "government")
        elif "describes" in self._roles.kinds(body) or (
            len(body.split()) == 1 and self._gazetteer.home_in(body) is not None
        ):
            self.by_surname[surname] = Person(name, f"of {body}", None, "self")
        else:
            self.by_surname[surname] = Person(name, f"of {body}", None, "self", body)

    def _register(self, name: str, role: str, before: str) -> None:
        if len(name.split()[-1]) > len("Jr."):
            name = name.rstrip(".,")
        surname = name.split()[-1].removesuffix("'s").removesuffix("’s").strip(".,")
        if surname in self.by_surname and self.by_surname[surname].name.endswith(surname):
            return
        if "government" not in self._roles.kinds(role) and self._gazetteer.opens_with_portfolio(
            f"{role} {name} -".split()
        ):
            role = f"{role} minister"
        legislator = any(w.casefold().strip(".") in LEGISLATORS for w in role.split()[-1:]) or role == "Representative"
        stands = "self" if legislator else self._roles.stands_for(role) or "self"
        country = self._gazetteer.home_in(role) or self._gazetteer.country_in(_SENTENCE_END.split(before[-40:])[-1])
        if stands == "self" and not legislator and "office" in self._roles.kinds(role) and self._in_ministry(before):
            stands = "government"
        named = (self._gazetteer.entry(m.parties[0]) for m in self._gazetteer.mentions(name))
        known = next((entry for entry in named if entry is not None and not is_another(name, entry)), None)
        if known is not None and known.kind is PartyKind.PERSON and known.represents:
            country, stands = known.represents, "government"
        if stands == "self" and (body := self._gazetteer.body_in(role)) and not self._is_of_body(role):
            country = body
        if (
            stands == "chair"
            and (body := self._gazetteer.body_in(role))
            and "chair" not in self._roles.of_noun(body.casefold())
        ):
            country, stands = body, "self"  # "the chair of the IPCC" speaks for it; the chair of the meeting for nobody
        if stands == "chair" and self._of_state(role):
            stands = "government"
        if stands == "government" and self._is_of_body(role):
            stands = "self"
        if stands == "government":
            country = self._gazetteer.state_in(role) or country
        party = country if stands == "government" or (stands == "self" and self._gazetteer.is_body(country)) else None
        led = stands != "chair" or not self._roles.meeting
        body_name = self._office_of(role) if led and party is None else None
        if body_name is not None:
            stands = "self"  # "the EPP's budget spokesman"
        person = Person(name, role, party, stands, body_name)
        self.by_surname[surname] = person
        first = name.split()[0].strip(".,")
        if len(first) > 2:
            self.by_surname.setdefault(first, person)  # names that put the family first: "Kim Mahn-je", later "Kim"

    def _of_state(self, role: str) -> bool:
        """Whether an office that meetings have too is a country's: "President of South Africa"."""
        office, _, where = role.rpartition(" of ")
        entry = self._gazetteer.party_named(where)
        head = self._roles.of_noun(office.split(" ")[-1].casefold()) if office else frozenset()
        return "government" in head and entry is not None and entry.kind is PartyKind.COUNTRY

    def _is_of_body(self, role: str) -> bool:
        """Whether an office that a state has too is held in a body of its own: "president of the Steel Workers of Japan"."""
        held = _OFFICE_OF.search(role)
        body = self._office_of(role)
        return held is not None and body is not None and held["name"] == body and len(body.split()) > 2

    def _is_portfolio_name(self, name: str) -> bool:
        """Whether a word in capitals is that of an office's field, not of a body: "Budget Commissioner"."""
        return len(name.split()) == 1 and not name.isupper()

    def _in_ministry(self, before: str) -> bool:
        """Whether the words right before a title name a part of a government: "Ministry of Trade (MOT) director general"."""
        phrase = _CLAUSE_END.split(before)[-1]
        return "government" in self._roles.kinds(_BRACKETS.sub("", phrase))

    def _office_of(self, role: str) -> str | None:
        """The name of the organisation an officer speaks for: "USX Corp chairman", "head of the Kelp Growers League"."""
        if (led := _LEADING.search(role)) is not None:
            return None if self._gazetteer.party_named(led["name"]) is not None else led["name"]
        if (party := self._spoken_for(role)) is not None:
            return party
        first = role.split(" and ")[0]  # "FGP president and ranch owner"
        match = _OFFICE_IN.search(first) or _OFFICE_IN.search(role) or _OFFICE_OF.search(role)
        if match is None or "legislature" in self._roles.kinds(role) or "former" in role.casefold().split():
            return None
        name, noun = match["name"].removesuffix("'s").removesuffix("’s"), match["noun"].casefold()
        office = self._roles.of_noun(noun) | self._roles.of_noun(noun.split()[-1])
        names_place = any(m.end - m.start >= len(name) - 5 for m in self._gazetteer.mentions(name))
        common = "body" in self._roles.of_noun(name.casefold()) or bool(self._roles.kinds(name) & {"government"})
        # "Veldhoven's director", "director at Veldhoven"; "director of Trade" directs no body
        owns = role.split(name)[-1].startswith(("'", "’")) or match.groupdict().get("link") == "at"
        common = common or name.casefold() in _OWNERS or (not owns and self._is_portfolio_name(name))
        held = "office" in office or ("chair" in office and not self._roles.meeting)
        return None if not held or names_place or common or _RANKS.fullmatch(name) else name

    def _spoken_for(self, role: str) -> str | None:
        """The party in a parliament whose spokesman on some field somebody is: "Labour trade spokeswoman"."""
        match = _SPOKEN_FOR.match(role)
        if match is None or not all("portfolio" in self._roles.of_noun(word) for word in match["field"].split()):
            return None
        known = self._gazetteer.home_in(match["name"]) is not None or bool(
            self._roles.kinds(match["name"]) - {"portfolio"}
        )
        return None if known else match["name"]

    def party_of(self, person: Person, country: str | None) -> Party:
        """The party that a person who speaks for no government is: 'CA/VOLPE', with what the text says of them."""
        id = minted_id(self._family_name(person.name), country)
        return Party(id, person.name, PartyKind.PERSON, country, person.role)

    def _family_name(self, name: str) -> str:
        """The family name of a full name: the first where the document goes on with that ("Fang Zhiyuan", then "Fang")."""
        first, *rest = name.split()
        last = family_name(name)
        if len(rest) == 1 and last != first:
            alone = rf"(?<!{re.escape(first)} )\b{re.escape(last)}\b"
            if re.search(rf"\b{re.escape(first)}\b(?! {re.escape(last)})", self._text) and not re.search(
                alone, self._text
            ):
                return first
        return last

    def find(self, words: str) -> Person | None:
        """The person a name stands for ('Mr. Volpe', 'Volpe', 'Flavio Volpe'), or None."""
        parts = words.split()
        return self.by_surname.get(parts[-1].removesuffix("'s").removesuffix("’s").strip(".,")) if parts else None


def is_another(name: str, entry: PartyEntry) -> bool:
    """Whether a full name only ends like that of somebody known: "Ruth Carney" is not Mark Carney."""
    first, *rest = name.split()
    return (
        entry.kind is PartyKind.PERSON
        and bool(rest)
        and not any(known.text.split()[0].strip(".") == first.strip(".") for known in entry.names if " " in known.text)
    )


# "Mac Conaill", "Ní Bhriain", "al Harthi", "van der Berg"
_PARTICLES = re.compile(
    r"(?:(?:^| )(?:Mac|Mc|Ní|Nic|Ó|O|[Aa]l|[Ee]l|[Bb]in|[Bb]en|[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Tt]er|[Tt]en|[Dd]el|[Dd]i|[Dd]a|[Dd]os|[Ll]e|[Ll]a))+ [A-ZÀ-Þ][\w'’-]+$"
)
# "Hou Chia-chi": a given name of two joined syllables follows the family's
_FAMILY_FIRST = re.compile(r"(?P<family>[A-Z][a-z]+) [A-Z][a-z]+-[A-Za-z][a-z]+$")


def family_name(name: str) -> str:
    """The family name of a full name.

    >>> family_name("Flavio Volpe"), family_name("Hou Chia-chi"), family_name("Sean Mac Conaill")
    ('Volpe', 'Hou', 'Mac Conaill')
    """
    if first := _FAMILY_FIRST.match(name):
        return first["family"]
    with_particles = _PARTICLES.search(name)
    return with_particles.group().strip() if with_particles else name.split()[-1]
