"""The organisations a document introduces by name: their ids, short forms and acronyms.

"the U.S. Senate Agriculture Committee", later "the committee"; "the American Soybean Association (ASA)", later "ASA".
"""

import re
from collections.abc import Callable

from kg.mentions import minted_id
from kg.model import Party, PartyKind

CAPITAL = r"[A-ZÀ-Þ][\w.&'’-]*"
"""A word of a name in capitals."""
_JOIN = r"(?:,? (?:and|of|for|on|&)(?: the)?)"
# A name in capitals, its small words between
_RUN = re.compile(rf"{CAPITAL}(?:{_JOIN}? {CAPITAL})*$")
_INTRODUCED = re.compile(rf"(?P<name>{CAPITAL}(?:{_JOIN}? {CAPITAL})+) \((?P<acronym>[A-Z][A-Z&-]{{1,8}})\)")
# "U.S.", "Japan's": said of a name, no part of it
_ATTRIBUTE = re.compile(r"^[A-Z]\.[A-Z]\.$|['’]s$")
_SMALL = frozenset({"and", "of", "for", "on", "the", "a", "an"})


def run_before(text: str, end: int) -> str | None:
    """The longest name in capitals that ends at an offset.

    >>> run_before("told the House Ways and Means Trade Subcommittee that", 48)
    'House Ways and Means Trade Subcommittee'
    """
    found = _RUN.search(text[max(0, end - 90) : end])
    return found.group() if found else None


def abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym's letters open words of a name, in order.

    >>> abbreviates("ASA", "American Soybean Association"), abbreviates("ASA", "Futures Trading Board")
    (True, False)
    """
    initials = [w[0].upper() for w in re.findall(r"[^\W_]+", name) if w not in _SMALL]
    here = iter(initials)
    return all(letter in here for letter in acronym if letter.isalpha())


class Bodies:
    """The organisations of one document, as far as it has been read."""

    def __init__(
        self,
        text: str,
        home_in: Callable[[str], str | None],
        home_of: Callable[[str], str | None],
        forms: frozenset[str],
    ) -> None:
        """`home_in` gives the country that a phrase names, or a place of; `home_of` where the document says that somebody
        is at home; `forms` are words that close a company's name."""
        self._home_in, self._home_of, self._forms = home_in, home_of, forms
        self._acronyms: dict[str, str] = {}
        self._named: dict[str, Party] = {}
        self._last: dict[str, Party] = {}
        for found in _INTRODUCED.finditer(text):
            if abbreviates(found["acronym"], found["name"]):
                self._acronyms[self._plain(found["name"])] = found["acronym"]

    def party(self, name: str, country: str | None) -> Party:
        """The organisation of a name in capitals; `country` is where it is at home when the name does not say."""
        plain = self._plain(name)
        party = self._named.get(plain)
        if party is None:
            short = self._acronyms.get(plain, plain)
            at = self._home_in(name) or self._home_of(name) or country
            party = self._named[plain] = Party(minted_id(short, at), plain, PartyKind.ORGANISATION, at)
            self._named.setdefault(short, party)
        if len(plain.split()) > 1:
            self._last[plain.split()[-1].casefold()] = party
        return party

    def known(self, name: str) -> Party | None:
        """The organisation that a name or acronym stands for, where the document introduced it."""
        return self._named.get(self._plain(name))

    def called(self, noun: str, words: tuple[str, ...] = ()) -> Party | None:
        """The organisation last named by that noun ("the committee"), where the words before it are of its name."""
        party = self._last.get(noun.casefold())
        name = set(party.label.casefold().split()) if party else set()
        return party if party and name.issuperset(w.casefold() for w in words) else None

    def _plain(self, name: str) -> str:
        """A name without the country before it ("U.S.", "Japan's") and the form of company it closes with."""
        words = name.split()
        while len(words) > 1 and (words[0].casefold() in _SMALL or _ATTRIBUTE.search(words[0])):
            words = words[1:]
        while len(words) > 1 and words[-1].casefold().strip(".,") in self._forms:
            words = words[:-1]
        return " ".join(words)
