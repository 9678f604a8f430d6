"""Who is who in one document: people introduced by title, name or apposition, and the party each speaks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.bodies import CAPITAL
from kg.homes import Homes
from kg.mentions import NameIndex, is_part_of_name, minted_id
from kg.model import Party, PartyKind
from kg.roles import Roles
from kg.vectors import Array
from kg.vocabulary import NameKind, PartyEntry, Vocabulary

# A stop stands behind initials and short titles only: "Gord Tibbets. He" is two sentences
_UPPER = r"(?:(?:[A-ZÀ-Þ]\.)+(?:[A-ZÀ-Þ])?|[A-ZÀ-Þ][\w'’-]{0,3}\.(?= )|[A-ZÀ-Þ][\w'’-]*)"
_NAME_WORD = rf"(?:{_UPPER}|(?:de|van|von|da|dos|del|al|bin|der|la)\b)"
_RUN = re.compile(rf"{_UPPER}(?:[ ]{_NAME_WORD}|,? (?:of|for|and)(?: the)?(?= [A-ZÀ-Þ]))*")
_STYLE = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Prof|Miss)\.?"
_FULL_NAME = (
    r"[A-ZÀ-Þ][\w'’-]+(?: (?:(?:de|van|von|da|dos|del|di|du|al|bin|der|den|la|le|ter) ){0,2}"
    r"(?:[A-ZÀ-Þ][\w'’-]{0,2}\.|(?:d['’])?[A-ZÀ-Þ][\w'’-]*)){1,3}"
)
# "Flavio Volpe, president of the association," / "Hajime Tamura, Japan's trade minister,"
_APPOSED = re.compile(rf"(?P<name>{_FULL_NAME}), (?P<role>(?:the |a |an |former )?[^,.;:\"]{{3,90}})(?=[,.;])")
# "Japan's Minister of International Trade, Hajime Tamura,"
_ROLE_FIRST = re.compile(
    rf"(?P<role>[^,.;:\"]{{3,80}}+), (?:{_STYLE} )?(?P<name>{_FULL_NAME})(?: of [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)?[,.;]"
)
_BODY = rf"{CAPITAL}(?: (?:(?:of|for|and|on)(?: the)? )?{CAPITAL})*"
# "Ana Lee of the Kelp Growers", "Renew's Ana Lee"
_OF_BODY = re.compile(rf"(?<![\w’'-])(?P<name>{_FULL_NAME})(?P<set_off>,?) of (?:the )?(?P<body>{_BODY})")
_BODYS = re.compile(rf"(?P<body>{_BODY})['’]s (?P<name>{_FULL_NAME})(?! [A-Z])")
# A full name with what may stand in brackets behind it: "Ana Lee (Labour, Hull North)"
_BARE = re.compile(rf"(?<![\w’'-])(?P<name>{_FULL_NAME})(?P<seat> \([A-Za-zÀ-ÿ][^()]{{1,60}}\))?(?=,? [a-z]|,)")
_PERSONAL = re.compile(r"\b(?:he|she|his|her|him|who|himself|herself|it|its|they|their|which)\b", re.I)
_OF_THING = frozenset({"it", "its", "they", "their", "which"})
# "British trade minister ", "Central bank general manager ": words of a title, the last in lower case
_LOWER_TITLE = re.compile(r"(?:[A-ZÀ-Þ][\w.&'’-]* ){0,5}(?P<words>(?:[a-z][a-z-]+ ){1,5})$")
_RANK = r"(?:[Vv]ice|[Dd]eputy|[Ss]enior|[Ff]irst|[Aa]cting|[Ee]xecutive|[Mm]anaging|[Gg]eneral|[Aa]ssistant)"
_RANKS = re.compile(rf"{_RANK}(?: {_RANK})*")
# "USX Corp chairman", "Cargill's executive vice-president"
_OFFICE_IN = re.compile(rf"^(?:the |The |But )?(?P<name>{_BODY}?) (?:{_RANK} )*(?P<noun>(?:[a-z-]+ )?[\w-]+)$")
# "director-general of the Federation of Kelp Growers"
_OFFICE_OF = re.compile(
    rf"(?:^|\s)(?P<noun>(?:[\w-]+ )?[\w-]+)(?: (?:of|for) [a-z][a-z -]{{2,30}})? (?P<link>of|at|for)(?: the)?(?: [a-z][a-z'’-]+){{0,3}}? (?P<name>{_BODY})"
)
# "who chairs the growers' league Kelp Now"
_LEADING = re.compile(
    rf"^who (?:leads?|heads?|chairs?|runs?|directs?|represents?|(?:speaks?|lobb(?:ies|y)|works?) for)\b[^,]*? (?P<name>{_BODY})$"
)
_CLAUSE_END = re.compile(r"[,.;:\"“”]|\b(?:said|told|with|by|to|that)\b")
_BRACKETS = re.compile(r"\([^()]*\)?")
_TITULAR = frozenset({"government", "office", "private", "legislature", "describes", "chair"})
_OF_TITLES = frozenset({"government", "office", "legislature", "describes", "chair", "member"})
"""The kinds of role that stand before a name as a title: "President Baker", not "Baker Hughes", "Bloc Québécois"."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dr", "lord", "dame", "prof"})
_LEGISLATOR = frozenset({"sen", "rep", "sens", "reps", "senator", "congressman", "congresswoman"})
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "the"})
BODIES = (PartyKind.BLOC, PartyKind.ORGANISATION, PartyKind.GOVERNMENT_BODY)
"""The kinds of party that officers speak for, beside countries."""
# What opens a clause about a thing, and what is said of people: "Ana Lee, a cattle breeder", "Ana Lee, who exports"
_OF_THINGS, _OF_PEOPLE = frozenset({"which", "that", "where"}), frozenset({"who", "whose"})
_LOWER = frozenset({"of", "for", "and", "the", "to"})
# What parts a country from a name that follows it: "talks with Japan between Acme and ..."
_BETWEEN = frozenset(
    {"and", "at", "between", "by", "for", "from", "in", "of", "on", "or", "than", "that", "to", "with"}
)


# "the Indian Ocean" is of no country
_WATERS = re.compile(r" (?:Ocean|Sea)s?\b")


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
        index: NameIndex,
        places: NameIndex | None,
        roles: Roles,
        vocabulary: Vocabulary,
        told: frozenset[str],
        tells: frozenset[str],
        home: Array | None = None,
    ) -> None:
        """`places`: names that tell where somebody is at home, None where that does not matter; `told`: past forms of
        verbs: "Ana Quispe, told a press conference that" tells no role; `tells`: forms of verbs of speech; `home`: what was
        learned of what speaks for a country as somebody's home."""
        self._text, self._told, self._tells = text, told, tells
        self._index, self._places, self._roles, self._vocabulary = index, places, roles, vocabulary
        self.by_surname: dict[str, Person] = {}
        self._countries: dict[str, str | None] = {}
        named = () if places is None else tuple(self._named_countries())
        towns = () if places is None else tuple((m.start, m.parties[0]) for m in places.find_mentions(text))
        self.homes, self._home = Homes(text, self.home_in, told | _BETWEEN, named, towns), home
        styled = self._read_runs(text)
        self._read_appositions(text)
        if not roles.meeting:
            self._read_bodies(text)
            for name in (*styled, *self._bare_names(text)):
                self._register(name, "", "")

    def home_in(self, phrase: str) -> str | None:
        """The first country named in a phrase, or the one its first place lies in ("growers in Kansas"), or None."""
        named = self.country_in(phrase)
        if named is not None or self._places is None:
            return named
        place = next(self._places.find_mentions(phrase), None)
        return place.parties[0] if place is not None else None

    def without_countries(self, phrase: str) -> str:
        """A phrase without the names of countries in it, whose words tell no role: "the White House spokesman"."""
        for mention in reversed(list(self._index.find_mentions(phrase))):
            entry = self._vocabulary.parties.get(mention.parties[0])
            if entry is not None and entry.kind is PartyKind.COUNTRY:
                phrase = f"{phrase[: mention.start]} {phrase[mention.end :]}"
        return phrase

    def state_in(self, phrase: str) -> str | None:
        """The government below a country's that a phrase names first ("Ontario's premier"), or None."""
        first = next(self._index.find_mentions(phrase), None)
        entry = self._vocabulary.parties.get(first.parties[0]) if first is not None else None
        own = entry is not None and entry.kind is PartyKind.GOVERNMENT_BODY and "/" in entry.id
        return entry.id if entry is not None and own and not self._roles.kinds(entry.label) else None

    def home_of(self, name: str) -> str | None:
        """The country where a document says somebody or some body is at home, beside one of the places that name them."""
        return None if self._places is None else self.homes.around(name)

    def likely_home(self, at: int, home: str | None) -> str | None:
        """The country where somebody is most likely at home whom a document names at an offset and says nothing of; `home`
        is the one most of it is about."""
        return home if self._home is None or self._places is None else self.homes.likely(at, home, self._home)

    def _named_countries(self) -> Iterator[tuple[int, str]]:
        """Where the text names a country or bloc, a body of one or somebody who speaks for it."""
        for mention in self._index.find_mentions(self._text):
            entry = self._vocabulary.parties.get(mention.parties[0])
            if entry is None or is_part_of_name(self._text, mention):
                continue
            owner = self._vocabulary.parties.get((entry.represents or entry.country or entry.id).split("/")[0])
            if owner is not None and _is_homeland(owner):
                yield mention.start, owner.id

    def country_in(self, phrase: str) -> str | None:
        """The first country or bloc named in a phrase ("Japan's", "U.S.", "Dutch"), or None."""
        if phrase not in self._countries:
            self._countries[phrase] = self._country_in(phrase)
        return self._countries[phrase]

    def _country_in(self, phrase: str) -> str | None:
        for mention in self._index.find_mentions(phrase):
            if is_part_of_name(phrase, mention, alone=True) or _WATERS.match(phrase, mention.end):
                continue
            if self._holds_office(mention.parties[0]):
                return mention.parties[0]
            if "/" in mention.parties[0] and not mention.parties[0].startswith("person/"):
                return mention.parties[0].split("/")[0]
        return None

    def _is_person(self, party: str) -> bool:
        entry = self._vocabulary.parties.get(party)
        return entry is not None and entry.kind is PartyKind.PERSON

    def _is_body(self, party: str | None) -> bool:
        """Whether a party is an organisation, so that its officers speak for it."""
        entry = self._vocabulary.parties.get(party or "")
        return entry is not None and entry.kind in BODIES

    def _body_in(self, role: str) -> str | None:
        """The body an officer speaks for ("Federal Reserve Board Vice Chairman"); a legislator speaks for themselves."""
        if "legislature" in self._roles.kinds(role):
            return None
        return next((m.parties[0] for m in self._index.find_mentions(role) if self._is_body(m.parties[0])), None)

    def _names_body(self, words: str) -> bool:
        """Whether words are the name of a body and nothing else: "Jane Doe, UNDP, said"."""
        entry = self._named_by(words)
        return entry is not None and self._is_body(entry.id)

    def _named_by(self, words: str) -> PartyEntry | None:
        """The party that words are a name of, and nothing else, or None."""
        found = next(self._index.find_mentions(words), None)
        whole = found is not None and (found.start, found.end) == (0, len(words))
        return self._vocabulary.parties.get(found.parties[0]) if found is not None and whole else None

    def _holds_office(self, party: str) -> bool:
        entry = self._vocabulary.parties.get(party)
        return entry is not None and entry.kind in (PartyKind.COUNTRY, PartyKind.BLOC, PartyKind.ORGANISATION)

    def _read_runs(self, text: str) -> list[str]:
        """ "U.S. Trade Representative Clayton Yeutter", "Sen. Lloyd Bentsen", "Dutch Finance Minister H. Onno Ruding"; gives
        the names that only a form of address stands before."""
        styled = list[str]()
        for run in _RUN.finditer(text):
            words = run.group().split()
            cut = self._title_length(words)
            name = [w for w in words[cut:] if w.casefold().strip(".") not in _TITLES]
            if cut or any(w in _LOWER for w in name[1:]):
                # "Robert Byrd of West Virginia"
                name = name[: next((i for i, w in enumerate(name) if w in _LOWER), len(name))]
            if not cut and name and words[0] != name[-1] and self._is_portfolio(words):
                # "Dutch Finance Miniister H. Onno Ruding": a country, a portfolio and a name make an office
                cut = 2
                name = words[-1:]
            if cut and name and not any(w in _LOWER for w in name) and self._is_name(name):
                before = text[max(0, run.start() - 70) : run.start()]
                self._register(" ".join(name), " ".join(words[:cut]), before)
            elif not cut and len(name) > 1 and words[0].casefold().strip(".") in _TITLES and self._is_name(name):
                styled.append(" ".join(name))
            elif not cut and len(name) > 1 and (role := self._lower_title(text, run.start())) and self._is_name(name):
                self._register(" ".join(name), role, "")
        return styled

    def _lower_title(self, text: str, end: int) -> str | None:
        """ "British trade minister Alan Clark": the title in lower case that ends at an offset, with the names before it."""
        title = _LOWER_TITLE.search(text[max(0, end - 90) : end])
        if title is None:
            return None
        words = title.group().split()
        while words and words[0].casefold() in self._told:
            words = words[1:]  # "..., said local president Ana Lee"
        kinds = self._roles.of_noun(words[-1]) if words else frozenset()
        return " ".join(words) if kinds & _TITULAR and "body" not in kinds else None

    def _is_portfolio(self, words: Sequence[str]) -> bool:
        return (
            len(words) > 3
            and self.country_in(words[0]) is not None
            and "portfolio" in self._roles.of_noun(words[1].casefold())
        )

    def _title_length(self, words: Sequence[str]) -> int:
        """How many leading words are a title: through the last role word and the portfolio behind it ("Under Secretary of
        State for Economic Affairs"); all of them where the portfolio's name has no end to be seen."""
        cut = 0
        for i, word in enumerate(words):
            plain = word.casefold().strip(".,")
            kinds = self._roles.of_noun(plain)
            linked = i == cut or (i == cut + 1 and words[cut] in _LOWER)
            if self._roles.is_plural(plain):
                continue  # "the Kelp Growers League": several are nobody's title
            if kinds & _OF_TITLES or plain in _LEGISLATOR or (cut and "portfolio" in kinds and linked):
                cut = i + 1
        if cut == len(words) or words[cut] not in _LOWER:
            return cut
        return self._behind_portfolio(words, cut) or len(words)

    def _behind_portfolio(self, words: Sequence[str], cut: int) -> int | None:
        """Where a name begins behind a minister's portfolio of one word ("Minister for the Marine Aoife Ni Bhriain"); an
        office of any other kind may be one in a body, whose name has no end to be seen."""
        kinds = self._roles.of_noun(words[cut - 1].casefold())
        first = next((i for i in range(cut, len(words)) if words[i] not in _LOWER), len(words))
        name = words[first + 1 :]
        if "government" not in kinds or "office" in kinds or len(name) < 2 or any(w in _LOWER for w in name):
            return None
        return first + 1

    def _is_name(self, words: Sequence[str]) -> bool:
        return (
            len(words) <= 4
            and all(len(w) > 1 for w in words[-1:])
            and not self._roles.kinds(" ".join(w for w in words if not self._roles.is_trade(w.casefold())))
            and not any(self._roles.is_plural(w.casefold()) for w in words)
            and not any(
                m.start == 0 and not self._is_person(m.parties[0]) for m in self._index.find_mentions(" ".join(words))
            )
        )

    def _read_appositions(self, text: str) -> None:
        told = list[tuple[str, str]]()
        for pattern in (_APPOSED, _ROLE_FIRST):
            for m in pattern.finditer(text):
                role = self._untold(m["role"]) if pattern is _ROLE_FIRST else m["role"]
                first = role.split()[0].casefold() if role else ""
                if not role or first in self._told or first in _OF_THINGS or self._describes_body(role):
                    continue
                if m["name"].startswith("The "):
                    continue
                telling = pattern is _APPOSED and not self._roles.meeting and self._of_person(text, m.start(), first)
                if (
                    (telling or self._roles.kinds(role) or (self._roles.meeting and self._names_body(role)))
                    and self._is_name(m["name"].split())
                    and len(role.split()) <= 14
                ):
                    if first in _OF_PEOPLE and not self._roles.kinds(role):
                        told.append((m["name"], role.strip()))
                    else:
                        self._register(m["name"], role.strip(), "")
        for name, role in told:  # what tells no office counts where nothing else does
            self._register(name, role, "")

    def _describes_body(self, words: str) -> bool:
        """Whether words say what a body is, and do not name one somebody is of."""
        of_person = words.split(" ")[0].casefold() in _OF_PEOPLE  # "who chairs the Kelp Council"
        return not of_person and self._roles.is_body(words) and not self._names_body(words)

    def _untold(self, phrase: str) -> str:
        """A phrase without the verb before it: "said its president"."""
        words = phrase.split()
        while words and words[0].casefold().strip("\"”’'") in self._tells:
            words = words[1:]
        return " ".join(words)

    def _read_bodies(self, text: str) -> None:
        """ "said Ana Lee of the Kelp Growers", "Renew's Ana Lee says": those who speak for a body without an office in it."""
        for m in _OF_BODY.finditer(text):
            words = self._untitled(m["name"].split())
            set_off = bool(m["set_off"]) and text[m.end() : m.end() + 1] == ","
            speaks = set_off or self._speaks(text, m.start("name"), m.end()) or self._is_member(text, m)
            if len(words) > 1 and speaks and self._is_name(words):
                self._register_of(" ".join(words), m["body"])
        for m in _BODYS.finditer(text):
            body = m["body"].removeprefix("The ")
            if (self._is_party(body) or self._speaks(text, m.start(), m.end())) and self._is_name(m["name"].split()):
                self._register_of(m["name"], body)

    def _bare_names(self, text: str) -> Iterator[str]:
        """Full names that nothing introduces, of people because "he" or "she" comes back to them, or a seat in brackets."""
        for m in _BARE.finditer(text):
            words = m["name"].split()
            articled = words[0] == "The" or text[: m.start()].endswith(("the ", "The "))
            if words[-1] in self.by_surname or articled or not self._is_name(words):
                continue
            if any(self._roles.of_noun(w.casefold()) or self._roles.is_plural(w.casefold()) for w in words):
                continue
            line = text[m.end() : m.end() + 250].split("\n")[0]
            back = _PERSONAL.search(line)
            of_person = m["seat"] is not None or (back is not None and back.group().casefold() not in _OF_THING)
            if of_person and self.home_in(m["name"]) is None:
                yield m["name"]

    def first_named(self) -> Person | None:
        """The person whom the document names first."""
        at = {
            name: found.start()
            for name in self.by_surname
            if (found := re.search(rf"\b{re.escape(name)}\b", self._text))
        }
        return self.by_surname[min(at, key=lambda name: at[name])] if at else None

    def _is_member(self, text: str, match: re.Match[str]) -> bool:
        """Whether "Ana Lee of the Kelp Growers' Project" is a person: no body by another's name, as "the Kelp Council of the
        North" is."""
        words = match["name"].casefold().split()
        articled = text[: match.start("name")].endswith(("the ", "The ", "a ", "A "))
        named = any(self._roles.of_noun(word) or self._roles.is_plural(word) for word in words)
        known = len(match["body"].split()) > 1 or match["body"].endswith("s")  # "Ana Lee of the Greens"
        acts = text[match.end() : match.end() + 20].split()[:1]
        acting = " of the " in match.group() or (bool(acts) and acts[0] in self._told)
        return not articled and not named and acting and known

    def _untitled(self, words: Sequence[str]) -> Sequence[str]:
        """A name without the title before it: "Professor"."""
        cut = 0
        while cut < len(words) and (
            words[cut].casefold().strip(".") in _TITLES or self._roles.of_noun(words[cut].casefold())
        ):
            cut += 1
        return words[cut:]

    def _register_of(self, name: str, body: str) -> None:
        """Somebody of a body, a country or a place, whose part there is not told."""
        surname = name.split()[-1]
        known = self.by_surname.get(surname)
        if known is not None and (known.party or known.body or known.stands_for != "self"):
            return
        if (entry := self._named_by(body)) is not None:
            self.by_surname[surname] = Person(name, f"of {body}", entry.represents or entry.id, "government")
        elif "describes" in self._roles.kinds(body) or (len(body.split()) == 1 and self.home_in(body) is not None):
            self.by_surname[surname] = Person(name, f"of {body}", None, "self")
        else:
            self.by_surname[surname] = Person(name, f"of {body}", None, "self", body)

    def _speaks(self, text: str, start: int, end: int) -> bool:
        """Whether words around a name tell of a person: "said Ana Lee of ...", "Ana Lee of ..., who", "... says"."""
        before, behind = text[max(0, start - 40) : start].split()[-1:], text[end : end + 40].lstrip(" ,").split()[:1]
        if before and before[0].strip("\"”’',").casefold() in self._tells:
            return True
        articled = bool(before) and before[0] in ("the", "The", "a", "A")
        return not articled and bool(behind) and behind[0].casefold() in self._tells | _OF_PEOPLE

    def is_place(self, name: str) -> bool:
        """Whether a name is that of a place, and nothing else."""
        found = next(self._places.find_mentions(name), None) if self._places is not None else None
        return found is not None and (found.start, found.end) == (0, len(name))

    def is_known(self, name: str) -> bool:
        """Whether the vocabulary has a name."""
        return self._named_by(name) is not None

    def _is_party(self, name: str) -> bool:
        """Whether a name is that of a country or body that has offices, and nothing else."""
        entry = self._named_by(name)
        return entry is not None and self._holds_office(entry.id)

    def _of_person(self, text: str, start: int, first: str) -> bool:
        """Whether an apposition can only be a person's: it tells who they are ("Ana Lee, who exports fish"), or they speak
        ("said Ana Lee, a fish trader")."""
        before = text[:start].rsplit(maxsplit=1)
        return first in _OF_PEOPLE or (first in ("a", "an") and len(before) == 2 and before[1] in self._told)

    def _register(self, name: str, role: str, before: str) -> None:
        if len(name.split()[-1]) > len("Jr."):
            name = name.rstrip(".,")
        surname = name.split()[-1].removesuffix("'s").removesuffix("’s").strip(".,")
        if surname in self.by_surname and self.by_surname[surname].name.endswith(surname):
            return
        if "government" not in self._roles.kinds(role) and self._is_portfolio(f"{role} {name} -".split()):
            role = f"{role} minister"
        legislator = any(w.casefold().strip(".") in _LEGISLATOR for w in role.split()[-1:]) or role == "Representative"
        stands = "self" if legislator else self._roles.stands_for(role) or "self"
        country = self.home_in(role) or self.country_in(before[-40:])
        if stands == "self" and not legislator and "office" in self._roles.kinds(role) and self._in_ministry(before):
            stands = "government"
        named = (self._vocabulary.parties[m.parties[0]] for m in self._index.find_mentions(name))
        known = next((entry for entry in named if not is_another(name, entry)), None)
        if known is not None and known.kind is PartyKind.PERSON and known.represents:
            country, stands = known.represents, "government"
        if stands == "self" and (body := self._body_in(role)):
            country = body
        if stands == "chair" and (body := self._body_in(role)) and "chair" not in self._roles.of_noun(body.casefold()):
            country, stands = body, "self"  # "the chair of the IPCC" speaks for it; the chair of the meeting for nobody
        if stands == "government" and self._is_of_body(role):
            stands = "self"
        if stands == "government":
            country = self.state_in(role) or country
        party = country if stands == "government" or (stands == "self" and self._is_body(country)) else None
        led = stands != "chair" or not self._roles.meeting
        body_name = self._office_of(role) if led and party is None else None
        if body_name is not None:
            stands = "self"  # "the EPP's budget spokesman"
        person = Person(name, role, party, stands, body_name)
        self.by_surname[surname] = person
        first = name.split()[0].strip(".,")
        if len(first) > 2:
            self.by_surname.setdefault(first, person)  # names that put the family first: "Kim Mahn-je", later "Kim"

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
            return None if self._named_by(led["name"]) is not None else led["name"]
        match = _OFFICE_IN.search(role) or _OFFICE_OF.search(role)
        if match is None or "legislature" in self._roles.kinds(role) or "former" in role.casefold().split():
            return None
        name, noun = match["name"].removesuffix("'s").removesuffix("’s"), match["noun"].casefold()
        office = self._roles.of_noun(noun) | self._roles.of_noun(noun.split()[-1])
        names_place = any(m.end - m.start >= len(name) - 5 for m in self._index.find_mentions(name))
        common = "body" in self._roles.of_noun(name.casefold()) or bool(self._roles.kinds(name) & {"government"})
        # "Veldhoven's director", "director at Veldhoven"; "director of Trade" directs no body
        owns = role.split(name)[-1].startswith(("'", "’")) or match.groupdict().get("link") == "at"
        common = common or name.casefold() in _OWNERS or (not owns and self._is_portfolio_name(name))
        held = "office" in office or ("chair" in office and not self._roles.meeting)
        return None if not held or names_place or common or _RANKS.fullmatch(name) else name

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


def _is_homeland(entry: PartyEntry) -> bool:
    """Whether people are of a party as of a country: "European", but not of an alliance of states."""
    return entry.kind is PartyKind.COUNTRY or any(name.kind is NameKind.DEMONYM for name in entry.names)


def is_another(name: str, entry: PartyEntry) -> bool:
    """Whether a full name only ends like that of somebody known: "Ruth Carney" is not Mark Carney."""
    first, *rest = name.split()
    return (
        entry.kind is PartyKind.PERSON
        and bool(rest)
        and not any(known.text.split()[0].strip(".") == first.strip(".") for known in entry.names if " " in known.text)
    )


# "Hou Chia-chi": a given name of two joined syllables follows the family's
_FAMILY_FIRST = re.compile(r"(?P<family>[A-Z][a-z]+) [A-Z][a-z]+-[A-Za-z][a-z]+$")


def family_name(name: str) -> str:
    """The family name of a full name.

    >>> family_name("Flavio Volpe"), family_name("Hou Chia-chi")
    ('Volpe', 'Hou')
    """
    first = _FAMILY_FIRST.match(name)
    return first["family"] if first else name.split()[-1]
