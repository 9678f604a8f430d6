"""Who is who in one document: the people it introduces, and the party each speaks for."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from kg.closed_classes import words_in
from kg.credits import Credit, credits_in
from kg.gazetteer import Gazetteer
from kg.homes import HomeModel, Homes, Sight
from kg.introductions import Introductions
from kg.known_bodies import NOWHERE, known_home
from kg.mentions import minted_id
from kg.model import Party, PartyKind
from kg.offices import Offices
from kg.roles import Roles
from kg.titles import BEHIND_A_NAME


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
        home: HomeModel | None = None,
        sight: Sight | None = None,
    ) -> None:
        """`told`: past forms of verbs; `tells`: forms of verbs of speech; `home`: what was learned of
        where those are at home of whom nothing is said; `sight`: what an encoder sees of the text."""
        self._text, self._gazetteer, self._roles, self._tells = text, gazetteer, roles, tells
        self.by_surname: dict[str, Person] = {}
        self._offices = Offices(gazetteer, roles, text)
        countries = tuple(gazetteer.countries_of(text)) if gazetteer.tells_homes else ()
        places, towns = tuple(gazetteer.places_of(text)), tuple(gazetteer.towns_of(text))
        between = told | words_in("preposition between names")
        every = sorted({**dict(towns), **dict(places)}.items())
        self.homes = Homes(text, gazetteer.home_in, between, countries, every, sight)
        self._seats = Homes(text, gazetteer.home_in, between, countries, places)  # officials sit in no town
        self._home = home if gazetteer.tells_homes else None
        self.credits = () if roles.meeting else credits_in(text)
        credited = [(credit.name, credit.rest) for credit in self.credits]
        for found in Introductions(text, gazetteer, roles, told, tells, credited).read():
            if found.body is not None:
                self._register_of(found.name, found.body)
            else:
                self._register(found.name, found.role, found.before)
        if not roles.meeting:
            self._give_titles()
        bodies = {person.body for person in self.by_surname.values()}
        for surname, person in list(self.by_surname.items()):
            if person.name in bodies:
                del self.by_surname[surname]  # "chief executive of Lyon importer Kelp Now" names a body

    def _give_titles(self) -> None:
        """The office of who is named without one, where the next that is told is of the only official of a document: "Ana Lee has
        vowed to fight. ... |The health secretary| said"."""
        titled = {p.role.split()[-1].casefold() for p in self.by_surname.values() if p.role}
        for surname, person in list(self.by_surname.items()):
            bare = not person.role and person.stands_for == "self" and person.body is None
            role = self._title_behind(person.name) if bare else []
            if role and role[-1] not in titled:
                self.by_surname[surname] = replace(person, role=f"the {' '.join(role)}", stands_for="government")

    def _title_behind(self, name: str) -> list[str]:
        """The words of an office that is told next behind a name, of nobody else; none where there is none."""
        end = self._text.find(name) + len(name)
        found = _TITLE_LATER.search(self._text, end, end + _TITLE_NEAR)
        if found is None:
            return []
        words, between = found["words"].split(), self._text[end : found.start()]
        others = any(p.name in between for p in self.by_surname.values() if p.name != name)
        if others or _GONE_ON.search(between):
            return []
        role = next((words[:n] for n in (2, 3) if "government" in self._roles.of_noun(words[n - 1])), [])
        return [] if words[len(role) : len(role) + 1] in (["of"], ["for"]) else role

    def home_of(self, name: str) -> str | None:
        """The country where somebody or some body is at home by what is known of them, or by what a document says beside one of the
        places that name them."""
        if not self._gazetteer.tells_homes:
            return None
        known = known_home(name)
        return self.homes.around(name) if known is None else None if known == NOWHERE else known

    def likely_home(self, at: int, home: str | None) -> str | None:
        """The country where somebody is most likely at home whom a document names at an offset and says nothing of; `home`
        is the one most of it is about."""
        if self._home is None:
            return home
        return self.homes.likely(at, home, self._home)

    def likely_home_of_officials(self, at: int, home: str | None, focus: str | None) -> str | None:
        """The country whose officials a document most likely means at an offset, where it says nothing; `home` is the one most of
        it is about, `focus` the one that officials were last of."""
        if self._home is None:
            return home
        likely = self._seats.likely_of_officials(at, home, self._home, focus)
        return self.unless_opposed(likely, at, home)

    def unless_opposed(self, country: str | None, at: int, home: str | None) -> str | None:
        """The country of officials of whom a document says none, or another where the sentence is of what they oppose of it."""
        opposed = self.homes.opposed_at(at) if self._home is not None else frozenset[str]()
        if country is None or country not in opposed or self._home is None:
            return country
        return self.homes.likely_but(at, home, self._home, opposed)

    def named_until(self, name: str) -> int:
        """Where the first place of the document ends that names somebody."""
        return max(self._text.find(name), 0) + len(name)

    def home_of_somebody(self, name: str, home: str | None) -> str | None:
        """The country where somebody is most likely at home of whom a document says nothing, where it first names them; `home` is the
        one that most of it is about."""
        at = max(self._text.find(name), 0)
        seen = self.homes.seen(at, at + len(name), home, self._home) if self._home is not None else {}
        likeliest = max((c for c in seen if c is not None), key=lambda c: seen[c], default=None)
        return likeliest or self.likely_home(at, home)

    def home_of_body(self, name: str, country: str | None, home: str | None) -> str | None:
        """The country where a body is most likely at home of which a document says nothing, None for no one country; `country` is the
        one that clues tell of, `home` the one that most of it is about."""
        at = self._text.find(name)
        if self._home is None:
            return country
        if at >= 0 and (seen := self.homes.seen(at, at + len(name), home, self._home)):
            return max(seen, key=lambda c: seen[c])
        return None if self.homes.is_nowhere(name, home, self._home) else country

    def home_of_group(self, name: str, start: int, end: int, home: str | None) -> str | None:
        """The country where a group is most likely at home that is named at characters [start, end) and of which nothing is said; None
        for no one country. `home` is the one that most of the document is about."""
        if self._home is None:
            return home
        if seen := self.homes.seen(start, end, home, self._home):
            return max(seen, key=lambda c: seen[c])
        return None if self.homes.is_nowhere(name, home, self._home) else self.likely_home(start, home)

    def tells(self, words: str) -> bool:
        """Whether words have a verb of speech near their beginning, as what stands behind a quotation has."""
        return not self._tells.isdisjoint(word.strip(",").casefold() for word in words.split()[:12])

    def speaker_in(self, words: str) -> Person | None:
        """The person whom words credit with what stands before them: "said Ana Lee of the Guild", "Lee added"."""
        if not self.tells(words):
            return None
        found = (self.by_surname.get(word.strip(",").removesuffix("'s").removesuffix("’s")) for word in words.split())
        return next((person for person in found if person is not None), None)

    def credit(self, at: int) -> Credit | None:
        """The line that credits the words at an offset, where there is one."""
        number = bisect_right(self.credits, at, key=lambda credit: credit.start) - 1
        return self.credits[number] if number >= 0 and at < self.credits[number].end else None

    def acting_in(self, text: str) -> tuple[Person, int] | None:
        """Who is named in full before a verb of a sentence, and where: "... vice-chair |Ana Lee| addressed a meeting"."""
        for person in dict.fromkeys(self.by_surname.values()):
            at = text.find(f"{person.name} ")
            behind = text[at + len(person.name) :].split(maxsplit=1)[:1] if at >= 0 else []
            if any(verb.endswith("ed") or verb in self._tells for verb in behind):
                return person, at
        return None

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
        behind = BEHIND_A_NAME.search(name)
        name = name[: behind.start()] if behind is not None else name
        surname = name.split()[-1]
        if behind is not None:
            self._register_of(name, body)
            self.by_surname.setdefault(behind.group().strip(" ,"), self.by_surname[surname])
            return
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
        if (generation := BEHIND_A_NAME.search(name)) is not None:
            name = name[: generation.start()]
        if len(name.split()[-1]) > len("Jr."):
            name = name.rstrip(".,")
        surname = name.split()[-1].removesuffix("'s").removesuffix("’s").strip(".,")
        known = self.by_surname.get(surname)
        fuller = (
            known is not None and known.name == surname != name
        )  # "Minister Lee", later "Kenya's trade minister, Ana Lee"
        if known is not None and known.name.endswith(surname) and not fuller:
            return
        office = self._offices.held(name, role, before)
        person = Person(name, office.role, office.party, office.stands_for, office.body)
        self.by_surname[surname] = person
        if generation is not None:
            self.by_surname.setdefault(
                generation.group().strip(" ,"), person
            )  # what a parser takes for the head of the name
        first = name.split()[0].strip(".,")
        if len(first) > 2:
            self.by_surname.setdefault(first, person)  # names that put the family first: "Kim Mahn-je", later "Kim"

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
        parts = BEHIND_A_NAME.sub("", words).split()
        return self.by_surname.get(parts[-1].removesuffix("'s").removesuffix("’s").strip(".,")) if parts else None


# "|The health secretary| said"
_TITLE_LATER = re.compile(r"(?:[.!?][\"”’]? |\n)The (?P<words>[a-z]+(?: [a-z]+){2,3})\b")
# "Ana Lee keeps goats. |She| has ten": told of without a title
_GONE_ON = re.compile(r"(?:[.!?][\"”’]? |\n)(?:He|She)\b")
_TITLE_NEAR = 300
"""Within how many characters behind a name its office may be told."""
# "Mac Conaill", "Ní Bhriain", "al Harthi", "van der Berg"
_PARTICLES = re.compile(
    r"(?:(?:^(?!Ben )| )(?:Mac|Mc|Ní|Nic|Ó|O|[Aa]l|[Ee]l|[Bb]in|[Bb]en|[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Tt]er|[Tt]en|[Dd]el|[Dd]i|[Dd]a|[Dd]os|[Ll]e|[Ll]a))+ [A-ZÀ-Þ][\w'’-]+$"
)
# "Hou Chia-chi", "Ma Ying-Jeou", not "Ana Lee-Barnes": a given name of two joined syllables follows the family's
_SYLLABLE = r"[A-Z][^aeiou\W]*[aeiou]+[^aeiou\W]*"
_FAMILY_FIRST = re.compile(
    rf"(?P<family>[A-Z][a-z]+) [A-Z][a-z]+-[a-z]+$|(?P<short>{_SYLLABLE}) {_SYLLABLE}-{_SYLLABLE}$"
)


def family_name(name: str) -> str:
    """The family name of a full name.

    >>> [family_name(name) for name in ("Flavio Volpe", "Hou Chia-chi", "Sean Mac Conaill", "Ali Ben Amor", "Bo Rey Jr.")]
    ['Volpe', 'Hou', 'Mac Conaill', 'Ben Amor', 'Rey']
    """
    name = BEHIND_A_NAME.sub("", name)
    if first := _FAMILY_FIRST.match(name):
        return first["family"] or first["short"]
    with_particles = _PARTICLES.search(name)
    return with_particles.group().strip() if with_particles else name.split()[-1]
