"""Whom a document introduces: people named with a title, an apposition, the body they are of, or a pronoun."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.bodies import BODY_NAME
from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.language import abbreviations, split_sentences
from kg.mentions import FOREIGN
from kg.roles import ADDRESSES, STYLED, Roles
from kg.titles import OF_TITLES, Titles

# A stop stands behind initials and short titles only: "Gord Tibbets. He" is two sentences
# "Sen.", "Corp.", not "Kim.", which ends a sentence
_SHORTENED = "|".join(sorted(word for word in abbreviations() if word.isalpha() and word[0].isupper()))
_UPPER = rf"(?:(?:[A-ZÀ-Þ]\.){{1,6}}(?:[A-ZÀ-Þ])?|(?:{_SHORTENED})\.(?= )|[A-ZÀ-Þ][\w'’-]*)"
_NAME_WORD = rf"(?:{_UPPER}|(?:de|van|von|da|dos|del|al|bin|der|la)\b)"
_RUN = re.compile(rf"{_UPPER}(?:[ ]{_NAME_WORD}|,? (?:of|for|and)(?: the)?(?= [A-ZÀ-Þ]))*")
_STYLE = rf"(?:{'|'.join(ADDRESSES)})\.?"
FULL_NAME = (
    r"(?:[A-ZÀ-Þ][\w'’-]+|(?<![\w.])[A-ZÀ-Þ]\.)(?: (?:(?:de|van|von|da|dos|del|di|du|al|bin|der|den|la|le|ter) ){0,2}"
    r"(?:(?:[A-ZÀ-Þ]|St|Jr|Sr)\.|(?:d['’]|[ae]l-)?[A-ZÀ-Þ][\w'’-]*)){1,3}"
)
# What may stand in the words of a role: no comma, no quotation mark, no end of a paragraph; the stops of "U.S."
_OF_ROLE = r"(?:[^,.;:\"“”\n]|\n(?!\s*\n)|(?<=[A-Z])\.(?=[A-Z]\.)|(?<=\.[A-Z])\.(?= [a-z]))"
# "Flavio Volpe, president of the association," / "Hajime Tamura, Japan's trade minister,"
# "Flavio Volpe, president of the guild |said|": a comma left out
_APPOSED = re.compile(
    rf"(?<!\w)(?P<name>{FULL_NAME}), (?P<role>(?:the |a |an |former )?{_OF_ROLE}{{3,90}}?)(?=[,;:]|(?<![A-Z])\.|(?<!who)(?<!which)(?<!that) (?:said|says|told|warned|added|argued|has|had)\b)"
)
# "Japan's Minister of International Trade, Hajime Tamura,"
_ROLE_FIRST = re.compile(
    rf"(?<![\w'’-])(?P<role>{_OF_ROLE}{{3,80}}+), (?:{_STYLE} )?(?P<name>{FULL_NAME})(?: of [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)?[,.;]"
)
# "Japan's top trade negotiator, Akazawa, said"
_OFFICE_FIRST = re.compile(rf"(?<![\w'’-])(?P<role>{_OF_ROLE}{{3,80}}+), (?P<name>[A-ZÀ-Þ][\w'’-]{{2,}})(?=, [a-z])")
# "Ana Lee is Chile's fisheries minister."
_IS = re.compile(
    rf"(?<!\w)(?P<name>{FULL_NAME}) (?:is|was|has been|became) (?P<role>(?:the |a |an )?(?:{_OF_ROLE}){{3,70}})(?=[,.;])"
)
# "Ana Lee of the Kelp Growers", "Renew's Ana Lee"
_HELD_IN = re.compile(rf" (?:of|at)(?: the)? (?P<body>{BODY_NAME})")
_OF_BODY = re.compile(rf"(?<![\w’'-])(?P<name>{FULL_NAME})(?P<set_off>,?) (?:of|with) (?:the )?(?P<body>{BODY_NAME})")
# "Ana Lee of the trade union Kelp Now", "Ana Lee of the Lyon-based network Kelp Now"
_OF_DESCRIBED = re.compile(
    rf"(?<![\w’'-])(?P<name>{FULL_NAME})(?P<set_off>,?) (?:of|from) (?:the |a |an )?(?:[A-ZÀ-Þ][\w’'-]+ ){{0,2}}(?P<what>(?:[a-z][a-z-]+ ){{1,3}})(?P<body>{BODY_NAME})"
)
# "Hon. ANA LEE (Minister for Trade): ": who speaks in a parliament
_LABELLED = re.compile(
    rf"(?m)^{STYLED}(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{1,3}}) \((?P<role>[^()@]{{2,70}})\)(?:, [^:\n]{{0,60}})?: "
)
_BODYS = re.compile(rf"(?<!\w)(?P<body>{BODY_NAME})['’]s (?P<name>{FULL_NAME})(?! [A-Z])")
# A full name with what may stand in brackets behind it: "Ana Lee (Labour, Hull North)"
_BARE = re.compile(rf"(?<![\w’'-])(?P<name>{FULL_NAME})(?P<seat> \([A-Za-zÀ-ÿ][^()]{{1,60}}\))?(?=,? [a-z]|,)")
# "Kim |Gil-soo|": a given name of joined syllables, behind the family's
_GIVEN_LAST = re.compile(r"[A-Z][a-z]+-[a-z]+")
_BEFORE_WORD = re.compile(r"(?<![\w’'-])(?P<name>[A-ZÀ-Þ][\w’'-]*) (?P<word>[a-z]+)")
_SET_OFF = re.compile(r", (?:the )?(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3}),")
_PORTFOLIO_OF = re.compile(
    r"(?:, [^,.;:\"“”]{2,60}?){1,3}(?: of|,) (?:the )?(?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,3}),"
)
_PERSONAL = re.compile(r"\b(?:he|she|his|her|him|who|himself|herself|it|its|they|their|which)\b", re.I)
_OF_THING = frozenset({"it", "its", "they", "their", "which"})
# "British trade minister ", "Central bank general manager ": words of a title, the last in lower case
_LOWER_TITLE = re.compile(
    r"(?:\((?P<acronym>[A-Z][A-Z&-]{1,8})\) |(?:[A-ZÀ-Þ][\w.&'’-]* (?:(?:of|and|for) (?=[A-ZÀ-Þ]))?){0,6})(?P<words>(?:[a-z][a-z-]+ ){1,5})$"
)
_PART_OF_NAME = re.compile(rf"\b(?:{FOREIGN}) $")
# What hangs on the head of a phrase
_HANGING = re.compile(r" (?:of|in|for|with|at|from|on|that|which|whose|who)\b")
# "the third-largest producer", "the state-run importer": said of a firm, of nobody
_RANKED = re.compile(
    r"\b(?:[a-z]+-)?(?:largest|biggest|leading)\b|\b(?:state|family|foreign|publicly)-(?:run|owned|listed|held|controlled)\b|\blisted\b",
    re.I,
)
_TITULAR = frozenset({"government", "office", "private", "legislature", "describes", "chair"})
_TITLES = frozenset(address.casefold() for address in ADDRESSES)


@dataclass(frozen=True, slots=True)
class Introduction:
    """A full name with the role that the text gives beside it, or else the `body` that somebody is of; `before` are the words
    before the role."""

    name: str
    role: str = ""
    before: str = ""
    body: str | None = None


class Introductions:
    """Finds who is introduced in one document."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        roles: Roles,
        told: frozenset[str],
        tells: frozenset[str],
        credited: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`told`: past forms of verbs: "Ana Quispe, told a press conference that" tells no role; `tells`: forms of verbs of
        speech; `credited`: the names of those whom lines credit with quotations, and what these say of them besides."""
        self._credits = credited
        self._text, self._gazetteer, self._roles, self._told, self._tells = text, gazetteer, roles, told, tells
        self._titles = Titles(gazetteer, roles)
        self._last_told: dict[str, int] | None = None  # where each surname last tells something

    def read(self) -> Iterator[Introduction]:
        """Those who are introduced, first those of whom most is told: what is told later counts where nothing else does."""
        styled, told = list[Introduction](), list[Introduction]()
        if not self._roles.meeting:
            yield from (Introduction(m["name"].title(), m["role"]) for m in _LABELLED.finditer(self._text))
            yield from (self._credited(name, rest) for name, rest in self._credits if rest)
        yield from self._runs(styled)
        yield from self._appositions(told)
        yield from told
        if not self._roles.meeting:
            yield from self._of_bodies()
            yield from styled
            yield from self._bare()

    def _credited(self, name: str, rest: str) -> Introduction:
        """Whom a line credits with a quotation, by an office and whose it is ("head of policy, |Kelp Watch|"), or by a body alone
        ("|Kelp Watch|, Chile")."""
        first, _, second = rest.partition(", ")
        for part in (first, second.split(", ")[0]):
            if self._gazetteer.names_body(part) or self._roles.is_named_body(part):
                return Introduction(name, body=part)
        held = second[:1].isupper() and not self._roles.is_body(first)
        return Introduction(name, f"{first} of {second}" if held else rest)

    def _runs(self, styled: list[Introduction]) -> Iterator[Introduction]:
        """ "U.S. Trade Representative Clayton Yeutter", "Sen. Lloyd Bentsen", "Dutch Finance Minister H. Onno Ruding"; those
        before whose name only a form of address stands go to `styled`."""
        text = self._text
        every = ((found, part) for found in _RUN.finditer(text) for part in self._titles.parted(found.group().split()))
        for run, words in every:
            cut = self._titles.length(words)
            name = [w for w in words[cut:] if w.casefold().strip(".") not in _TITLES]
            if cut or any(w in words_in("small word of a name") for w in name[1:]):
                # "Robert Byrd of West Virginia"
                name = name[: next((i for i, w in enumerate(name) if w in words_in("small word of a name")), len(name))]
            if not cut and name and words[0] != name[-1] and self._gazetteer.opens_with_portfolio(words):
                # "Dutch Finance Miniister H. Onno Ruding": a country, a portfolio and a name make an office
                cut = 2
                name = words[-1:]
            if self._titles.names_party(words, cut, name, text[max(0, run.start() - 4) : run.start()]):
                continue
            if (
                cut
                and name
                and not any(w in words_in("small word of a name") for w in name)
                and self._titles.is_name(name)
            ):
                before = text[max(0, run.start() - 70) : run.start()]
                yield Introduction(" ".join(name), self._office(words[:cut], name, run), before)
                behind = words[cut + len(name) :]
                if (
                    behind[:1] == ["and"]
                    and self._titles.is_of_several(words[0].casefold())
                    and self._titles.is_name(behind[1:])
                ):
                    yield Introduction(
                        " ".join(behind[1:]), words[0].removesuffix("s"), before
                    )  # "Senators Ana Lee and |Bo Rey|"
            elif not cut and len(name) > 1 and words[0].casefold().strip(".") in _TITLES and self._titles.is_name(name):
                styled.append(Introduction(" ".join(name)))
            elif (
                not cut
                and len(name) > 1
                and (role := self._lower_title(text, run.start()))
                and self._titles.is_name(name)
            ):
                if self._describes_firm(role, run.end()):
                    continue  # "chip maker Kelp Devices"
                yield Introduction(" ".join(name), role)

    def _office(self, title: Sequence[str], name: Sequence[str], run: re.Match[str]) -> str:
        """A title with the body behind the name that it is held in: "President Ana Lee |of the Kelp Guild|"."""
        role = " ".join(title)
        ends = self._text.find(name[-1], run.start() + len(role)) + len(name[-1])
        held = _HELD_IN.match(self._text, ends)
        nouns = {title[-1].casefold(), " ".join(title[-2:]).casefold()}
        in_part = not nouns.isdisjoint(words_in("office in a part of a country"))
        in_office = in_part or "office" in self._roles.of_noun(title[-1].casefold())
        if self._roles.meeting or held is None or not in_office:
            return role
        entry = self._gazetteer.party_named(held["body"])
        is_place = self._gazetteer.is_place(held["body"]) and entry is None and not in_part
        return role if is_place else role + held.group()

    def _lower_title(self, text: str, end: int) -> str | None:
        """ "British trade minister Alan Clark": the title in lower case that ends at an offset, with the names before it."""
        line = text[max(0, end - 90) : end]
        begins = [start for start, _ in split_sentences(line)][-1:]
        title = _LOWER_TITLE.search(line, *begins)
        if title is None:
            return None
        words = title.group().replace("(", "").replace(")", "").split()
        while words and words[0].casefold() in self._told:
            words = words[1:]  # "..., said local president Ana Lee"
        kinds = self._roles.of_noun(words[-1]) if words else frozenset()
        if words[-1:] and words[-1] in words_in("gathering"):
            return None  # "said at a |press conference| Ana Lee"
        titular = kinds & _TITULAR and "body" not in kinds and words[-1] not in words_in("collective of legislators")
        return " ".join(words) if titular else None

    def _appositions(self, told: list[Introduction]) -> Iterator[Introduction]:
        """ "Flavio Volpe, president of ...,", "Japan's trade minister, Hajime Tamura,"; those of whom no office is told go to
        `told`."""
        text = self._text
        in_news = () if self._roles.meeting else (_OFFICE_FIRST, _IS)
        for pattern in (_APPOSED, _ROLE_FIRST, *in_news):
            for m in pattern.finditer(text):
                role = self._untold(m["role"]) if pattern in (_ROLE_FIRST, _OFFICE_FIRST) else m["role"]
                first = role.split()[0].casefold() if role else ""
                if first in ("the", "a", "an"):
                    role = first + role[len(first) :]  # "|The| harbour minister, Ana Lee, said"
                if (
                    not role
                    or first in self._told | words_in("auxiliary") | words_in("relative of a thing")
                    or self._describes_body(role)
                    or self._describes_firm(role, m.end())
                ):
                    continue
                if m["name"].startswith("The ") or (pattern is _IS and not self._is_office(role)):
                    continue
                if pattern is _OFFICE_FIRST and not self._is_of_one(role):
                    continue
                if _PART_OF_NAME.search(text, max(0, m.start() - 5), m.start()):
                    continue  # "the Unión de |Pescadores del Norte|, ..."
                telling = pattern is _APPOSED and not self._roles.meeting and self._of_person(text, m.start(), first)
                if (
                    (telling or self._roles.kinds(role) or self._is_of_visitor(role, text[m.end() : m.end() + 40]))
                    and self._titles.is_name(m["name"].split())
                    and len(role.split()) <= 14
                ):
                    if first in words_in("relative of a person") and not self._roles.kinds(role):
                        told.append(Introduction(m["name"], role.strip()))
                    else:
                        country = self._country_behind(m)
                        if country and self._roles.stands_for(role) != "government":
                            yield Introduction(m["name"], body=country)
                        else:
                            body = self._body_behind(m, role) if pattern is _APPOSED else ""
                            of = country or body
                            yield Introduction(m["name"], role.strip() + (f" of {of}" if of else ""))

    def _is_of_one(self, role: str) -> bool:
        """Whether words close with what one official is: "Japan's top trade negotiator"."""
        noun = role.split()[-1].casefold()
        kinds = self._roles.of_noun(noun)
        several = {"body", "group", "private"} & kinds or noun in words_in("part of a government")
        return bool(kinds & {"government", "office"}) and not several and not self._roles.is_plural(noun)

    def _is_office(self, role: str) -> bool:
        """Whether words are an office and no more: "Chile's fisheries minister", "president of the Kelp Guild"."""
        named = role.split(" of ")[0].split(" for ")[0].split()
        return bool(named) and bool(self._roles.of_noun(named[-1].casefold()) & OF_TITLES)

    def _is_of_visitor(self, role: str, behind: str) -> bool:
        """Whether words beside a name at a meeting are those of a body that somebody is of: "Ana Lee, UNDP,", "Ana Lee, Kelp
        Watch International, said"."""
        acts = behind.strip(", ").split(" ")[0] in self._told
        return self._roles.meeting and (self._gazetteer.names_body(role) or (acts and self._roles.is_named_body(role)))

    def _country_behind(self, apposition: re.Match[str]) -> str:
        """ "Ana Lee, Minister of Environment, |Norway|, said", "Minister for the Sea, Fish and Kelp |of Norway|, said": the country
        that follows an office, set off too or behind the rest of a list."""
        behind = _SET_OFF.match(self._text, apposition.end())
        if behind is None and "government" in self._roles.kinds(apposition["role"]):
            behind = _PORTFOLIO_OF.match(self._text, apposition.end())
        found = self._gazetteer.party_named(behind["name"]) if behind is not None and self._roles.meeting else None
        return behind["name"] if behind is not None and found is not None else ""

    def _body_behind(self, apposition: re.Match[str], role: str) -> str:
        """ "Ana Lee, President, |KTG|, said", "Ana Lee, Director, |Kelp Growers' League|, said": the body that follows an office, set
        off too."""
        words = role.split()
        office = "office" in self._roles.of_noun(words[-1].casefold()) or "chair" in self._roles.of_noun(
            words[-1].casefold()
        )
        behind = _SET_OFF.match(self._text, apposition.end())
        if (
            self._roles.meeting
            or behind is None
            or len(words) > 2
            or not office
            or not all(w[0].isupper() for w in words)
        ):
            return ""
        named = (
            behind["name"].isupper()
            or self._roles.is_body(behind["name"])
            or self._gazetteer.names_body(behind["name"])
        )
        return behind["name"] if named else ""

    def _describes_body(self, words: str) -> bool:
        """Whether words say what a body is, and do not name one somebody is of."""
        of_person = words.split(" ")[0].casefold() in words_in("relative of a person")  # "who chairs the Kelp Council"
        return not of_person and self._roles.is_body(words) and not self._gazetteer.names_body(words)

    def _describes_firm(self, role: str, end: int) -> bool:
        """Whether words say of a firm or a union what it does, and of nobody: "the region's third-largest producer", "the largest of
        their unions", "the state-run importer"; by what comes back to it where somebody might be so described."""
        head = _HANGING.split(role)[0].split()[-1:]
        if self._roles.meeting or not head:
            return False
        noun = head[0].casefold()
        ranked = _RANKED.search(role) is not None and (
            self._roles.of_noun(noun) <= {"private"} or self._roles.is_plural(noun)
        )
        if not ranked and noun not in words_in("firm or somebody"):
            return False
        back = _PERSONAL.search(role) or _PERSONAL.search(self._text[end : end + 250].split("\n")[0])
        return back is None or back.group().casefold() in _OF_THING

    def _untold(self, phrase: str) -> str:
        """A phrase without the verb before it: "said its president"."""
        words = phrase.split()
        while words and words[0].casefold().strip("\"”’'") in self._tells:
            words = words[1:]
        last = max((i for i, word in enumerate(words) if word in words_in("auxiliary")), default=-1)
        return " ".join(words[last + 1 :])  # "Growers there have |a union|, Kelp Now,"

    def _of_bodies(self) -> Iterator[Introduction]:
        """ "said Ana Lee of the Kelp Growers", "Renew's Ana Lee says": those who speak for a body without an office in it."""
        text = self._text
        for m in _OF_DESCRIBED.finditer(text):
            if self._roles.is_body(m["what"]) and self._titles.is_name(m["name"].split()):
                yield Introduction(m["name"], body=m["body"])
        for m in _OF_BODY.finditer(text):
            words = self._untitled(m["name"].split())
            set_off = bool(m["set_off"]) and text[m.end() : m.end() + 1] == ","
            speaks = set_off or self._speaks(text, m.start("name"), m.end()) or self._is_member(text, m)
            if len(words) > 1 and words[0] != "The" and speaks and self._titles.is_name(words):
                yield Introduction(" ".join(words), body=m["body"])
        for m in _BODYS.finditer(text):
            body = m["body"].removeprefix("The ")
            speaks = self._speaks(text, m.start(), m.end()) or self._acts(text, m.end())
            if (self._gazetteer.is_party(body) or speaks) and self._titles.is_name(m["name"].split()):
                yield Introduction(m["name"], body=body)

    def _bare(self) -> Iterator[Introduction]:
        """Full names that nothing introduces, of people because "he" or "she" comes back to them, or a seat in brackets."""
        text = self._text
        for m in _BARE.finditer(text):
            words = m["name"].split()
            articled = words[0] == "The" or text.endswith(("the ", "The "), 0, m.start())
            if articled or self._tells_role(words) or not self._titles.is_name(words):
                continue
            line = text[m.end() : m.end() + 250].split("\n")[0]
            back = _PERSONAL.search(line)
            of_person = (
                m["seat"] is not None
                or (back is not None and back.group().casefold() not in _OF_THING)
                or self._tells_later(words[-1], m.end())
                or (_GIVEN_LAST.fullmatch(words[-1]) is not None and self._tells_later(words[0], m.end()))
            )
            if of_person and self._gazetteer.home_in(m["name"]) is None:
                yield Introduction(m["name"])

    def _tells_later(self, surname: str, at: int) -> bool:
        """Whether the last word of a name stands alone behind an offset as somebody who tells something: "Lee said"."""
        if self._last_told is None:
            self._last_told = dict(self._telling())
        return self._last_told.get(surname, -1) >= at

    def _telling(self) -> Iterator[tuple[str, int]]:
        """The words in capitals that stand alone before a verb of speech, and where."""
        for found in _BEFORE_WORD.finditer(self._text):
            before = self._text[max(0, found.start() - 30) : found.start()].split(" ")[-2:-1]
            part_of_name = any(word[:1].isupper() or word.casefold() == "the" for word in before)
            if found["word"] in self._tells and not part_of_name:
                yield found["name"], found.start()

    def _is_member(self, text: str, match: re.Match[str]) -> bool:
        """Whether "Ana Lee of the Kelp Growers' Project" is a person: no body by another's name, as "the Kelp Council of the
        North" is."""
        articled = text.endswith(("the ", "The ", "a ", "A "), 0, match.start("name"))
        named = self._tells_role(match["name"].split())
        known = len(match["body"].split()) > 1 or match["body"].endswith("s")  # "Ana Lee of the Greens"
        acting = " of the " in match.group() or self._acts(text, match.end())
        return not articled and not named and acting and known

    def _acts(self, text: str, end: int) -> bool:
        """Whether the word behind an offset is a verb that tells what was done."""
        behind = text[end : end + 20].split()[:1]
        return bool(behind) and behind[0] in self._told

    def _tells_role(self, words: Sequence[str]) -> bool:
        """Whether a word of a name is that of a role, as in the names of bodies: "Kelp Growers", "Seaward Council"."""
        return any(self._roles.of_noun(w.casefold()) or self._roles.is_plural(w.casefold()) for w in words)

    def _untitled(self, words: Sequence[str]) -> Sequence[str]:
        """A name without the title before it: "Professor"."""
        cut = 0
        while cut < len(words) and (
            words[cut].casefold().strip(".") in _TITLES or self._roles.of_noun(words[cut].casefold())
        ):
            cut += 1
        return words[cut:]

    def _speaks(self, text: str, start: int, end: int) -> bool:
        """Whether words around a name tell of a person: "said Ana Lee of ...", "Ana Lee of ..., who", "... says"."""
        before, behind = text[max(0, start - 40) : start].split()[-1:], text[end : end + 40].lstrip(" ,").split()[:1]
        if before and before[0].strip("\"”’',").casefold() in self._tells:
            return True
        articled = bool(before) and before[0] in ("the", "The", "a", "A")
        return (
            not articled
            and bool(behind)
            and behind[0].rstrip(":").casefold() in self._tells | words_in("relative of a person")
        )

    def _of_person(self, text: str, start: int, first: str) -> bool:
        """Whether an apposition can only be a person's: it tells who they are ("Ana Lee, who exports fish"), or they speak
        ("said Ana Lee, a fish trader")."""
        before = text[:start].rsplit(maxsplit=1)
        return first in words_in("relative of a person") or (
            first in ("a", "an") and len(before) == 2 and before[1] in self._told
        )
