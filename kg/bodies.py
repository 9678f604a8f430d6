"""The organisations a document introduces by name: their ids, short forms and acronyms.

"the U.S. Senate Agriculture Committee", later "the committee"; "the American Soybean Association (ASA)", later "ASA".
"""

import re
from collections.abc import Callable, Sequence

from kg.closed_classes import words_in
from kg.known_bodies import NOWHERE, known_home
from kg.mentions import COMPOUND, DAYS, FOREIGN, minted_id
from kg.model import Party, PartyKind
from kg.roles import Roles

CAPITAL = r"(?:(?:[A-ZÀ-Þ]\.){1,6}(?:[A-ZÀ-Þ]\b)?|[A-ZÀ-Þ][\w&'’-]{1,2}\.(?= )|[A-ZÀ-Þ][\w&'’-]*)"
"""A word of a name in capitals; a stop stands behind initials and short forms only: "the Kelp Guild. She"."""
# "Unión |de| Pescadores |del| Norte", "Fang |und| Netz"
_FOREIGN = rf"(?: (?:{FOREIGN})){{1,2}}"
_JOIN = rf"(?: (?:of|for|on)(?: the)?| and| &|{_FOREIGN})"
BODY_NAME = rf"{CAPITAL}(?:{_JOIN}? {CAPITAL}){{0,11}}"
"""The name of a body, its small words among it."""
# "Access |to Kelp| Forum": a name that is a phrase closes with what the body is
_PHRASE = rf" (?:to|in|against|with)(?: the)?(?: {CAPITAL}){{1,4}}"
_PHRASE_BEFORE = re.compile(rf"(?P<first>{CAPITAL}(?: {CAPITAL}){{0,3}}){_PHRASE}$")
_PHRASE_ON = re.compile(_PHRASE)
# "Aviation Justice |Now|"
_RUN_ON = re.compile(r"(?: [A-ZÀ-Þ][a-z]+)+")
_ON = re.compile(rf" (?P<link>on|of|for)(?: the)? (?!{'|'.join(sorted(DAYS))}){CAPITAL}(?:{_JOIN}? {CAPITAL}){{0,4}}")
# "Kelp Growers|' Union|", "Union of Kelp Growers| and Divers|"
_OWNED = re.compile(rf"['’](?: {CAPITAL}){{1,4}}")
_ALSO = re.compile(r" and (?P<noun>[A-ZÀ-Þ][\w’'-]+)(?! [A-ZÀ-Þ])")
# "|Ana Lee of the| Kelp Growers' Union", "|Members of the| Kelp Union"
_OF_THE_BODY = re.compile(
    rf"(?P<before>{CAPITAL}(?: {CAPITAL}){{0,3}}) of the (?P<body>{CAPITAL}(?: {CAPITAL}){{1,5}})$"
)
# "|Northern Ireland's| Covenant Party"
_OWNING = re.compile(rf"(?P<where>{CAPITAL}(?: {CAPITAL})?)['’]s (?=[A-ZÀ-Þ])")
_LAST_WORD, _LOWER = re.compile(rf"{CAPITAL}$"), re.compile(r" [a-zà-ÿ]+\b")
# A name in capitals, its small words between
_RUN = re.compile(rf"{CAPITAL}(?:{_JOIN}? {CAPITAL}){{0,11}}$")
# "the Foreign Affairs, Defence and Trade |Committee|": what a body is for, in a list
_LISTED = re.compile(
    rf"{CAPITAL}(?: {CAPITAL}){{0,4}}(?:, {CAPITAL}(?: {CAPITAL}){{0,2}}){{1,3}},? and {CAPITAL}(?: {CAPITAL}){{0,2}} (?:Sub)?[Cc]ommittee$"
)
_INTRODUCED = re.compile(
    rf"(?<!\w)(?P<name>{CAPITAL}(?:{_JOIN}? {CAPITAL}){{1,11}}) \((?P<acronym>[A-Z][A-Z&-]{{1,8}}|[A-Z][a-z]{{3,9}})\)"
)
# "U.S.", "Japan's": said of a name, no part of it
_ATTRIBUTE = re.compile(r"^[A-Z]\.[A-Z]\.$|['’]s$")
_OWNER = re.compile(r"(?P<noun>\w+)['’]s")
# "Lyon-based", "State-owned", "French-speaking", "Centre-right": said of a name that it opens with, in which it would be "-Right"
_COMPOUND = re.compile(COMPOUND)
# "Kelp Growers |of Chile|"
_OF_COUNTRY = re.compile(rf" (?:of(?: the)?|d[aeio]) (?P<where>{CAPITAL}(?: {CAPITAL}){{0,2}})$")
_TOLD = 4
"""How many letters of a word tell that it is of a name."""
_FEWEST = 3
"""How many initials at least stand for a name."""
_BODIES = frozenset({"committee", "subcommittee", "house", "chamber", "bank", "office", "department", "ministry"})
_SMALL = frozenset({"and", "of", "for", "on", "the", "a", "an"})
_OPENING = _SMALL | words_in("before a name")


def abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym's letters open words of a name, in order; the first two do and the others stand in it.

    >>> [abbreviates("ASA", name) for name in ("American Soybean Association", "Atlantic Ships", "Futures Trading Board")]
    [True, False, False]
    >>> abbreviates("UKW", "United Kelpworkers")
    True
    """
    initials = [w[0].upper() for w in re.findall(r"[^\W_]+", name) if w not in _SMALL]
    here, letters = iter(initials), [letter for letter in acronym if letter.isalpha()]
    if all(letter in here for letter in letters):
        return True
    within = iter(name.upper())  # "United Steelworkers (USW)", "Congress of Salt Trade Unions (Costu)"
    spoken = [letter.upper() for letter in letters]
    opens = spoken[:2] == initials[:2] if acronym.isupper() else spoken[:1] == initials[:1]
    return len(letters) >= _FEWEST and opens and all(letter in within for letter in spoken)


def _with_lower(before: str, behind: str) -> str | None:
    """The name of a well-known body whose second word is not in capitals, which the parser may part: "Confédération |paysanne|"."""
    first, second = _LAST_WORD.search(before), _LOWER.match(behind)
    name = first.group() + second.group() if first is not None and second is not None else ""
    return name if known_home(name) is not None else None


def _heads(name: str) -> set[str]:
    """The nouns by which a body is called later: the last word of its name, and the one "of" hangs on.

    >>> sorted(_heads("Council of Kelp Buyers"))
    ['buyers', 'council']
    """
    return {part.split()[-1].casefold() for part in (name, re.split(r" (?:of|for|on) ", name)[0])}


class Bodies:
    """The organisations of one document, as far as it has been read."""

    def __init__(
        self,
        text: str,
        home_in: Callable[[str], str | None],
        home_of: Callable[[str], str | None],
        home_unsaid: Callable[[str, str | None], str | None],
        is_known: Callable[[str], bool],
        is_government: Callable[[str], bool],
        roles: Roles,
    ) -> None:
        """`home_in` gives the country that a phrase names, or a place of; `home_of` where the document says that somebody
        is at home, `home_unsaid` where a body most likely is of which it says nothing, beside where clues tell; `is_known` whether the vocabulary has it, and
        `is_government` whether it is a country's there."""
        self._is_government = is_government
        self._home_in, self._home_of, self._home_unsaid, self._is_known = home_in, home_of, home_unsaid, is_known
        self._forms, self._worldwide = roles.nouns("company form"), roles.worldwide
        self._text, self._roles = text, roles
        self._acronyms: dict[str, str] = {}
        self._named: dict[str, Party] = {}
        self._last: dict[str, Party] = {}
        self._written_names: dict[str, str | None] = {}
        self._closing: frozenset[str] | None = None  # the names in the text that close with what a body is
        for found in _INTRODUCED.finditer(text):
            plain = self._plain(found["name"])
            words = re.findall(r"[^\W\d_]+", plain.casefold())
            # the letters may be of a name in another language: "the Federation of Vehicle Builders (VDB)"
            short = found["acronym"]
            of_letters = short.isupper() and any("body" in roles.of_noun(word) for word in words)
            if abbreviates(short, plain) or of_letters:
                self._acronyms[plain] = short.upper()

    def party(self, name: str, country: str | None) -> Party:
        """The organisation of a name in capitals; `country` is where it is at home when the name does not say."""
        plain = self._whole(self._plain(name))
        party = self._named.get(plain) or self._shortened(plain)
        if party is None:
            short = self._acronyms.get(plain) or self._initials(plain) or self._without_country(plain)
            at = None
            if not self._is_worldwide(plain):
                told = self._home_of(name) or self._home_of(plain)
                at = self._home_in(name) or told or self._home_unsaid(plain, country)
            party = self._named[plain] = Party(minted_id(short, at), plain, PartyKind.ORGANISATION, at)
            self._named.setdefault(short, party)
        if len(plain.split()) > 1:
            self._last.update(dict.fromkeys(_heads(plain), party))
        return party

    def _initials(self, name: str) -> str | None:
        """The initials of a name of several words where the text calls a body by them, in brackets or not; None where it does not."""
        letters = "".join(w[0] for w in re.findall(r"[^\W_]+", name) if w not in _SMALL and w[0].isupper())
        used = len(letters) >= _FEWEST and " " in name and re.search(rf"(?<![\w.]){letters}(?!\w)", self._text)
        return letters if used and not self._is_known(letters) else None

    def _shortened(self, name: str) -> Party | None:
        """The only organisation named so far whose name begins with another: "Kelp Traders Ltd", later "Kelp"; "Reef Growers' Union",
        later "Reef Growers"."""
        if not name[:1].isupper():
            return None
        begun = (f"{name} ", f"{name}' ", f"{name}’ ")
        longer = {party.id: party for known, party in self._named.items() if known.startswith(begun)}
        return next(iter(longer.values())) if len(longer) == 1 else None

    def name_before(self, text: str, end: int) -> str | None:
        """The longest name in capitals that ends at an offset: "told the House Ways and Means Trade Subcommittee"."""
        end = self._goes_on(text, end)
        line = text[max(0, end - 90) : end]
        if (whole := _with_lower(line, text[end : end + 30])) is not None:
            return whole
        phrase = _PHRASE_BEFORE.search(line) if self._closes(line) else None
        if phrase is not None and not self._is_known(phrase["first"]):
            return phrase.group()
        found = _LISTED.search(line) or _RUN.search(line)
        return found.group() if found else None

    def charged_with(self, name: str, text: str, end: int) -> str | None:
        """The name of a body that has none but what it is charged with or whom it is of: "the Committee |on Kelp|"."""
        on = _ON.match(text, end)
        bare = self._plain(name)
        if on is None or " " in bare:
            return None
        named = bare.casefold() in _BODIES if on["link"] == "on" else "body" in self._roles.of_noun(bare.casefold())
        return bare + on.group() if named else None

    def _goes_on(self, text: str, end: int) -> int:
        """Where a name ends that a part of ends at an offset: with the body that its members own ("the Kelp Growers|' Union|"), and
        the other half of them ("the Union of Kelp Growers| and Divers|")."""
        owned = _OWNED.match(text, end)
        ends = [w.end() for w in re.finditer(r"[^ ]+", owned.group())][1:] if owned is not None else []
        closing = [at for at in ends if owned is not None and self._closes(owned.group()[:at])]
        if closing:
            return end + closing[-1]
        also = _ALSO.match(text, end)
        members = text[text.rfind(" ", 0, end) + 1 : end].casefold()
        of_several = (
            also is not None and self._roles.is_plural(members) and self._roles.is_plural(also["noun"].casefold())
        )
        before = re.search(rf"(?P<noun>\w+) of(?: the)?(?: {CAPITAL}){{1,4}}$", text[max(0, end - 90) : end])
        named = before is not None and "body" in self._roles.of_noun(before["noun"].casefold())
        fields = also is not None and not any(
            map(self._home_in, (also["noun"], text[text.rfind(" ", 0, end) + 1 : end]))
        )
        fields = fields and also is not None and not self._is_known(also["noun"])  # "Chamber of Kelp |and Fisheries|"
        return also.end() if also is not None and named and (of_several or fields) else end

    def name_around(self, text: str, end: int) -> str | None:
        """The name in capitals that a part of ends at an offset, whose last words the parser may have taken for something
        else: "Aviation Justice |Now|", "Access |to Kelp Forum|"."""
        on = _PHRASE_ON.match(text, end)
        if on is None or not self._closes(on.group()):
            on = _RUN_ON.match(text, end)
        return self.name_before(text, on.end() if on is not None else end)

    def _closes(self, name: str) -> bool:
        """Whether a name closes with what a body is: "Kelp Forum"."""
        return "body" in self._roles.of_noun(name[name.rfind(" ") + 1 :].casefold())

    def _whole(self, name: str) -> str:
        """The name in full whose first words a name is, where an acronym is given of it: the parse may part it at an "and"."""
        if " " not in name or name in self._acronyms:
            return name
        return next((whole for whole in self._acronyms if whole.startswith(f"{name} ")), name)

    def _without_country(self, name: str) -> str:
        """A name of several words without the country it closes with, which the id begins with: "Kelp Growers of Chile"."""
        closed = _OF_COUNTRY.search(name)
        if closed is None or " " not in name[: closed.start()] or not self._is_government(closed["where"]):
            return name
        return name[: closed.start()]

    def known(self, name: str) -> Party | None:
        """The organisation that a name or acronym stands for, where the document introduced it."""
        return self._named.get(self._plain(name))

    def called(self, noun: str, words: tuple[str, ...] = (), country: str | None = None) -> Party | None:
        """The organisation last named by that noun ("the committee"), where the words before it are of its name; one that
        nobody has spoken for yet, where the document names it."""
        if noun.casefold() not in self._last and (written := self._written(noun)) is not None:
            self._last[noun.casefold()] = self.party(written, country)
        party = self._last.get(noun.casefold())
        name = party.label.casefold().split() if party else []
        # "the |farming| union", of the Hill Farmers' Union
        told = all(any(own.startswith(w.casefold()[:_TOLD]) for own in name) for w in words)
        return party if party and told else None

    def named_for(self, words: Sequence[str]) -> str | None:
        """The name of the only body of the document that has words like these in it: "a |farmers'| group", of the Hill Farmers'
        Federation."""
        if self._closing is None:
            found = (self._plain(m.group()) for m in re.finditer(BODY_NAME, self._text))
            self._closing = frozenset(name for name in found if " " in name and self._closes(name))
        told = [word.casefold()[:_TOLD] for word in words]
        like = {
            name for name in self._closing if all(any(w.startswith(t) for w in name.casefold().split()) for t in told)
        }
        return next(iter(like)) if len(like) == 1 else None

    def _written(self, noun: str) -> str | None:
        """The first name of several words in the document that a noun closes or heads: "the Kelp Growers' Alliance"."""
        if noun not in self._written_names:
            titled = re.escape(noun[:1].upper() + noun[1:])
            behind = rf"(?: (?:of|for)(?: the)? {CAPITAL}(?:{_JOIN}? {CAPITAL}){{0,11}})"
            pattern = (
                rf"(?<![\w.])(?:{CAPITAL}(?:{_JOIN}? {CAPITAL}){{0,11}}? {titled}(?![\w'’]){behind}?|{titled}{behind})"
            )
            found = (m.group() for m in re.finditer(pattern, self._text))
            named = (name for name in found if len(self._plain(name).split()) > 1)
            if noun.casefold() in words_in("before the name of a party"):
                # "the opposition |Kelp Party|", later "the opposition"
                of_party = (m["name"] for m in re.finditer(rf"\b(?i:{noun}) (?P<name>{BODY_NAME})", self._text))
                named = (name for name in of_party if name.isupper() or self._closes(name))
            self._written_names[noun] = next((n for n in named if not self._is_known(self._plain(n))), None)
        return self._written_names[noun]

    def _is_attribute(self, word: str) -> bool:
        """Whether a word says whose or where a body is, or of what kind, and is no part of its name: "U.S.", "UK", "Japan's",
        "Lyon-based", "State-owned", not "People's"."""
        owner = _OWNER.fullmatch(word)
        if owner is not None and owner["noun"].casefold() in words_in("collective of legislators"):
            return True  # "the |Assembly's| Committee on Kelp"
        if _COMPOUND.fullmatch(word) or (len(word) == len("US") and word.isupper() and self._home_in(word) is not None):
            return True
        if _ATTRIBUTE.search(word) is None:
            return False
        return "." in word or word[:-2].isupper() or self._home_in(word) is not None

    def _is_said_of(self, word: str, rest: Sequence[str]) -> bool:
        """Whether a word that opens a name is no part of it: an attribute of what is a name without it, as "UK Steel" is not; "Nigerian"
        of a body that many countries have."""
        if " ".join(rest) in words_in("body of many countries"):
            return self._home_in(word) is not None
        named = len(rest) > 1 or len(word) > len("US") or "." in word or bool(self._roles.kinds(rest[0]))
        return named and self._is_attribute(word)

    def _is_of_party(self, name: Sequence[str]) -> bool:
        """Whether a name opens with how a party stands to the government: "Opposition Kelp Party", "Ruling KP"."""
        named = len(name) > 2 or name[1].isupper()
        return named and name[0].casefold() in words_in("before the name of a party")

    def _is_kind(self, word: str) -> bool:
        """Whether a word in capitals says what a body is and is no part of its name: "NGO"."""
        return word.isupper() and "body" in self._roles.of_noun(word.casefold())

    def _is_worldwide(self, name: str) -> bool:
        """Whether a name is of a body that is at home in no one country: "the Nordic Chamber of Shipping", one known for it."""
        words = re.findall(r"[^\W\d_]+", name.casefold())
        known = known_home(name)
        if known is not None or self._home_in(name) is not None:
            return known == NOWHERE
        return len(words) > 1 and not self._worldwide.isdisjoint(words)

    def _is_body_itself(self, name: str) -> bool:
        """Whether a word of a name says that it is a body's: "Federation", "Board"."""
        return any("body" in self._roles.of_noun(w.casefold()) or w.casefold() in _BODIES for w in name.split())

    def _plain(self, name: str) -> str:
        """A name without the country before it ("U.S.", "Japan's"), what else opened its sentence ("Once the Senate") and the form
        of company it closes with."""
        owning = _OWNING.match(name)
        if owning is not None and self._home_in(owning["where"].split()[-1]) is not None:
            name = name[owning.end() :]
        of_body = _OF_THE_BODY.match(name)
        if of_body is not None and self._closes(of_body["body"]) and not self._is_body_itself(of_body["before"]):
            name = of_body["body"]
        words = name.split()
        if len(words) > 2 and words[1] == "of" and "member" in self._roles.of_noun(words[0].casefold()):
            words = words[2:]  # "|Representatives of| the Kelp Union"
        while len(words) > 1 and (
            words[0].casefold().strip(".,") in _OPENING
            or self._is_said_of(words[0], words[1:])
            or self._is_of_party(words)
            or self._is_kind(words[0])
        ):
            words = words[1:]
        while len(words) > 1 and words[-1].casefold().strip(".,") in self._forms:
            words = words[:-1]
        return " ".join(words)
