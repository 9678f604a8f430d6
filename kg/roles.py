"""For whom those speak whom a phrase describes: by the role table."""

import re
from collections.abc import Mapping, Sequence


class Roles:
    """For whom a phrase that names a role speaks, by the role table."""

    def __init__(self, table: Mapping[str, frozenset[str]], *, meeting: bool = False) -> None:
        """`meeting`: in a meeting report an office ('President', 'Chairman') is the meeting's own."""
        self.worldwide = frozenset(noun for noun, kinds in table.items() if _WORLDWIDE in kinds)
        """What bodies are called that are at home in no one country; no role by itself."""
        apart = {_WORLDWIDE} if meeting else {_WORLDWIDE, _SITTING}
        self._table = {noun: kinds - apart for noun, kinds in table.items() if kinds - apart}
        self._trades = tuple(n for n, kinds in self._table.items() if kinds == _TRADE and _OF_A_TRADE.search(n))
        self.meeting = meeting

    def kinds(self, phrase: str) -> frozenset[str]:
        """The kinds of every role word in a phrase; empty where it names no role.

        >>> sorted(Roles({"minister": frozenset({"government"})}).kinds("the trade Minister"))
        ['government']
        """
        words = _WORDS.findall(phrase.casefold())
        found: set[str] = set()
        for i, word in enumerate(words):
            found |= self._table.get(word, frozenset())
            if i + 1 < len(words):
                found |= self._table.get(f"{word} {words[i + 1]}", frozenset())
        return frozenset(found)

    def of_noun(self, noun: str) -> frozenset[str]:
        """The kinds of one noun in lower case; what closes with a trade is one ("meatpackers").

        >>> sorted(Roles({"packers": frozenset({"private"})}).of_noun("meatpackers"))
        ['private']
        """
        known = self._table.get(noun)
        if known is None:
            closes = noun.endswith(self._trades) and any(
                len(noun) - len(t) > 2 for t in self._trades if noun.endswith(t)
            )
            known = _TRADE if closes else frozenset()
        return known

    def is_trade(self, noun: str) -> bool:
        """Whether a noun in lower case is that of a trade and of nothing else, as many surnames are: "baker"."""
        return self._table.get(noun) == _TRADE

    def nouns(self, kind: str) -> frozenset[str]:
        """The nouns of a kind."""
        return frozenset(noun for noun, kinds in self._table.items() if kind in kinds)

    def is_plural(self, noun: str) -> bool:
        """Whether a noun in lower case is the plural of a role: "growers"."""
        return noun.endswith("s") and noun[:-1] in self._table

    def is_body(self, phrase: str) -> bool:
        """Whether a phrase describes a body, and so no person: "an industry group", not "president of the group"."""
        words = _WORDS.findall(phrase.casefold())
        head = words[: self._cut(words)][-2:]
        return "body" in self.of_noun(" ".join(head)) | self.of_noun(head[-1]) if head else False

    def is_named_body(self, phrase: str) -> bool:
        """Whether a phrase reads like the name of a body: of several words in capitals, none of which is an office's.

        >>> roles = Roles({"minister": frozenset({"government"})})
        >>> roles.is_named_body("Kelp Defence Fund"), roles.is_named_body("Minister of Kelp")
        (True, False)
        """
        words = phrase.removeprefix("the ").split()
        capital = [w for w in words if w[0].isupper()]
        joined = all(len(w) <= len("for") for w in words if w not in capital)
        return len(capital) > 1 and joined and not self.kinds(phrase) & _OF_PEOPLE

    def _cut(self, words: Sequence[str]) -> int:
        """Where what hangs on the head of a phrase begins."""
        return next((i for i, w in enumerate(words) if i and w in _LINKS), len(words))

    def stands_for(self, phrase: str) -> str | None:
        """For whom somebody so described speaks: `government`, `self`, `chair`, or None where the phrase names no role.

        The head noun decides ("Minister of Industry" is a minister); an office that any body can have (`president`,
        `official`, `director`) takes the kind of the body it is held in. 'former' and those who only describe speak
        for themselves.
        """
        words = _WORDS.findall(phrase.casefold())
        cut = self._cut(words)
        heads = [w for w in words[:cut] if self.of_noun(w) - {"portfolio"}]
        if not heads:
            # "in the view of Japan's trade minister"
            return self.stands_for(" ".join(words[cut + 1 :])) if cut < len(words) else None
        kinds = self.of_noun(heads[-1])
        if "describes" in kinds or not _NOT_IN_OFFICE.isdisjoint(words):
            return "self"
        rest = frozenset[str]().union(*(self.of_noun(w) for w in words if w != heads[-1]))
        if "office" in kinds and self.meeting and "chair" not in kinds and "government" not in rest:
            return "chair"
        if "office" in kinds:
            for kind in ("legislature", "government", "private"):
                if kind in rest and not ("bloc" in kinds and kind == "private"):  # "Industry Commissioner"
                    return "government" if kind == "government" else "self"
        if "chair" in kinds:
            return "chair"
        if "government" in kinds:
            return "government"
        return "self" if kinds & {"legislature", "private"} else None


_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ADDRESSES = ("Mr", "Mrs", "Ms", "Miss", "Sir", "Dr", "Lord", "Dame", "Prof")
"""Forms of address, which stand before a name and tell no role."""
STYLED = rf"(?:(?:The |Rt\.? |Right )?(?:Hon|Madam|Senator|Sen|Rep|{'|'.join(ADDRESSES)})\.? ){{0,3}}"
"""A pattern for the forms of address before the name of who speaks in a parliament: "The Right Hon. "."""
LEGISLATORS = frozenset({"sen", "rep", "sens", "reps", "senator", "congressman", "congresswoman"})
"""Titles of legislators, who speak for themselves."""
_NOT_IN_OFFICE = frozenset({"former", "shadow", "opposition"})
_OF_PEOPLE = frozenset({"government", "office", "chair", "sitting", "member"})
_WORLDWIDE, _SITTING, _TRADE = "worldwide", "sitting", frozenset({"private"})
# "packer", "growers", "tradesmen": one who does something, which other words are made of
_OF_A_TRADE = re.compile(r".{2}(?:er|or|man|men)s?$")
_LINKS = frozenset({"of", "for", "at", "in", "from", "with", "on", "that", "which", "whose", "who", "representing"})
