"""Where a title ends and the name behind it begins: "U.S. Trade Representative |Clayton Yeutter|"."""

import re
from collections.abc import Iterator, Sequence

from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.roles import LEGISLATORS, Roles

# "Juan Lee |Jr.|", "Mary Roe |TD|"
BEHIND_A_NAME = re.compile(r",? (?:[JS]r\b\.?|I{2,3}|IV|MPs?|MS|MSP|MEP|MLA|AM|TD|QC|KC)$")
"""A pattern for what closes a name and is no part of it."""
OF_TITLES = frozenset({"government", "office", "legislature", "describes", "chair", "member"})
"""The kinds of role that stand before a name as a title: "President Baker", not "Baker Hughes", "Bloc Québécois"."""


class Titles:
    """Tells apart titles and names in runs of capitalised words."""

    def __init__(self, gazetteer: Gazetteer, roles: Roles) -> None:
        self._gazetteer, self._roles = gazetteer, roles

    def parted(self, words: Sequence[str]) -> Iterator[list[str]]:
        """Titles with names, one by one: "U.S. Rep. Ana Lee and |U.S. Sen. Bo Rey|"."""
        first = list(self._first_of_two(words))
        yield first
        if (behind := list(words[len(first) + 1 :])) and self._roles.meeting is False:
            yield behind

    def _first_of_two(self, words: Sequence[str]) -> Sequence[str]:
        """A title with a name, without another behind it: "Foreign Minister Ana Lee |and the Trade Representative|"."""
        for i in (i for i, word in enumerate(words) if word == "and"):
            cut = self.length(words[:i])
            named = cut < i and (cut > 0 or i > 1)
            if named and self.length(words[i + 1 :]) and self.is_name(words[cut:i]):
                return words[:i]
        return words

    def names_party(self, words: Sequence[str], cut: int, name: Sequence[str], before: str) -> bool:
        """Whether what might be a legislator's title and name is the name of a party: "the Socialist Left"."""
        articled = words[0] == "The" or before.endswith(("the ", "The "))
        kinds = frozenset[str]().union(*(self._roles.of_noun(word.casefold()) for word in words[:cut]))
        described = "legislature" in kinds and kinds <= {"legislature", "portfolio"}
        return articled and described and len(name) == 1 and words[cut - 1].casefold().rstrip("s") not in LEGISLATORS

    def is_of_several(self, word: str) -> bool:
        """Whether a word in lower case is what several are called before their names: "senators"."""
        return word.endswith("s") and self._roles.of_noun(word[:-1]) == {"legislature"}

    def length(self, words: Sequence[str]) -> int:
        """How many leading words are a title: through the last role word and the portfolio behind it ("Under Secretary of
        State for Economic Affairs"); all of them where the portfolio's name has no end to be seen."""
        cut = 0
        for i, word in enumerate(words):
            plain = word.casefold().strip(".,")
            kinds = self._roles.of_noun(plain)
            linked = i == cut or (i == cut + 1 and words[cut] in words_in("small word of a name"))
            if i == 0 and self.is_of_several(plain):
                cut = 1
            if self._roles.is_plural(plain) or plain in words_in("of a parliament"):
                continue  # "the Kelp Growers League": several are nobody's title
            if kinds & OF_TITLES or plain in LEGISLATORS or (cut and "portfolio" in kinds and linked):
                cut = i + 1
            if i + 1 < len(words) and self._roles.of_noun(f"{plain} {words[i + 1].casefold()}") & OF_TITLES:
                cut = i + 2  # "WMO Secretary General Ana Lee"
        if cut == len(words) or words[cut] not in words_in("small word of a name"):
            return cut
        return self._behind_country(words, cut) or self._behind_portfolio(words, cut) or len(words)

    def _behind_country(self, words: Sequence[str], cut: int) -> int | None:
        """Where a name begins behind the country of an office: "President of Norway Ana Lee"."""
        start = cut + 1 + (words[cut + 1 : cut + 2] == ["the"])
        for end in range(min(len(words) - 1, start + 4), start, -1):
            party = self._gazetteer.party_named(" ".join(words[start:end]))
            if words[cut] == "of" and party is not None and self._gazetteer.is_government(party.id):
                return end
        return None

    def _behind_portfolio(self, words: Sequence[str], cut: int) -> int | None:
        """Where a name begins behind a minister's portfolio of one word or two ("Minister for the Marine Aoife Ni Bhriain"); an
        office of any other kind may be one in a body, whose name has no end to be seen."""
        kinds = self._roles.of_noun(words[cut - 1].casefold())
        first = next(
            (i for i in range(cut, len(words)) if words[i] not in words_in("small word of a name")), len(words)
        )
        known = next((end for end in (first + 2, first + 1) if self._is_portfolio(words[first:end])), None)
        if known is not None and len(words) - known >= 2:
            return known  # "Director-General for External Relations Hugo Maes"
        if words[first + 1 : first + 2] == ["and"]:
            first += 2  # "Minister for Forests and Environment Ana Lee"
        name = words[first + 1 :]
        if (
            "government" not in kinds
            or "office" in kinds
            or len(name) < 2
            or any(w in words_in("small word of a name") for w in name)
        ):
            return None
        return first + 1

    def _is_portfolio(self, words: Sequence[str]) -> bool:
        return "portfolio" in self._roles.of_noun(" ".join(words).casefold())

    def is_name(self, words: Sequence[str]) -> bool:
        if len(words) > 2:
            words = BEHIND_A_NAME.sub("", " ".join(words)).split()
        return (
            len(words) <= 4
            and words[0] not in words_in("opens a sentence")
            and not self._gazetteer.is_place(" ".join(words))
            and all(len(w) > 1 for w in words[-1:])
            and not self._roles.kinds(" ".join(w for w in words if not self._roles.is_trade(w.casefold())))
            and not any(self._roles.is_plural(w.casefold()) for w in words)
            and not any(
                m.start == 0 and not self._gazetteer.is_person(m.parties[0])
                for m in self._gazetteer.mentions(" ".join(words))
            )
        )
