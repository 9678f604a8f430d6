"""Which kind of report a document is: of a meeting, whose chairs hold nothing and whose speakers may stand in capitals, or news."""

import re
from collections.abc import Mapping
from itertools import pairwise

from kg.blocks import Block, Features
from kg.linear import Linear
from kg.mentions import NameIndex
from kg.model import PartyKind
from kg.vocabulary import NameKind, Vocabulary

_OPENING = 20000
"""How many characters of a document say what it is."""
_OFTEN, _OFTEN_OF, _DIFFERENT = 9, 0.0065, 3
"""How many words for those who lead a meeting, or for its sittings, make a report of one; what part of all words; and how
many different ones, for news may speak of one conference all the time."""
_SEVERAL, _MOST = 3, 0.5
"""How many countries printed in capitals, or which part of those named, make a report that prints its speakers so."""
_SHORT = 4
"""A name no longer than this is in capitals anywhere: "US", "AOSIS" too, but that is no country."""
_HEADING = re.compile(r"(?m)^#{1,6} +(.{2,40})$")
_JOINTS = frozenset({", ", " and ", ", the ", " and the ", ", and ", ", and the ", "/"})
# "KYIV, UKRAINE -", "MADE IN CHINA": capitals before a name that is none of a list
_OF_PLACE = re.compile(r"\b[A-ZÀ-Þ]{2,},? $")
# "Chad's view", "Chad, for the Kelp Group,", which are printed so beside speakers in capitals
_OF_ANOTHER = re.compile(r"['’]s\b|, (?:also )?(?:speaking )?(?:for|on behalf of)\b")
_LETTERS = re.compile(r"[^\W\d_]+")
MEETING, NEWS = "meeting", "news"
PASSAGE = 200
"""Up to how many words a text is a passage, of which words alone must tell what report it is from."""


def passage_words(text: str) -> Features:
    """The words of a passage and the pairs of them.

    >>> sorted(passage_words("The EU urged"))
    ['eu', 'eu urged', 'the', 'the eu', 'urged']
    """
    words = _LETTERS.findall(text.casefold())
    return Features((Block(sorted({*words, *(f"{a} {b}" for a, b in pairwise(words))})),))


class Genre:
    """Tells reports of meetings from news."""

    def __init__(self, vocabulary: Vocabulary, index: NameIndex, roles: Mapping[str, frozenset[str]]) -> None:
        """`roles`: what kinds of holder or chair each noun names."""
        self._index = index
        self._countries = frozenset(p.id for p in vocabulary.parties.values() if p.kind is PartyKind.COUNTRY)
        kinds = (PartyKind.BLOC, PartyKind.GROUP)
        self._groups = frozenset(p.id for p in vocabulary.parties.values() if p.kind in kinds)
        self._of_meetings = frozenset(noun for noun, kinds in roles.items() if "chair" in kinds)
        self.passages: Linear | None = None  # what was learned of how passages of each kind read

    def reports_meeting(self, text: str) -> bool:
        """Whether a document reports on a meeting: it speaks of chairs, sessions and groups all the time, prints the names of
        its speakers in capitals, or has headings that say whose statement follows; or it is a passage that reads like one."""
        words = _LETTERS.findall(text[:_OPENING].casefold())
        own = [word for word in words if word in self._of_meetings]
        often = len(own) >= _OFTEN and len(own) >= _OFTEN_OF * len(words)
        sits = often and len(set(own)) >= _DIFFERENT
        return sits or self.prints_capitals(text) or self._prints_statements(text) or self._reads_so(text, len(words))

    def _reads_so(self, text: str, words: int) -> bool:
        """Whether a passage reads like one of a meeting report."""
        if self.passages is None or words > PASSAGE:
            return False
        share = self.passages.probabilities([passage_words(text)])[0][self.passages.labels.index(MEETING)]
        return bool(share > 0.5)

    def _prints_statements(self, text: str) -> bool:
        """Whether headings are names of countries, whose statements stand below them."""
        titles = {title.strip(" *_") for title in _HEADING.findall(text)}
        named = (next(self._index.find_mentions(title), None) for title in titles)
        return sum(m is not None and m.parties[0] in self._countries for m in named) >= _SEVERAL

    def prints_capitals(self, text: str) -> bool:
        """Whether a document prints the names of its speakers in capitals, in lines that are not in capitals as a whole; a name in
        a dateline, before a colon or in a mark of origin speaks for nobody."""
        opening = text[:_OPENING]
        named = printed = 0
        countries = set()
        headlines: dict[int, bool] = {}
        last = 0
        for mention in self._index.find_mentions(opening):
            party, name = mention.parties[0], opening[mention.start : mention.end].removeprefix("The ")
            own_name = mention.kind in (NameKind.LABEL.value, NameKind.ALIAS.value)
            # "the AFRICAN GROUP", not "OPEC"
            group = party in self._groups and name.isupper() and " " in name
            if len(name) <= _SHORT or not own_name or not (group or party in self._countries):
                continue
            listed, last = opening[last : mention.start] in _JOINTS, mention.end
            line = opening.rfind("\n", 0, mention.start) + 1
            if line not in headlines:
                headlines[line] = _is_headline(opening[line:].partition("\n")[0])
            if headlines[line]:
                continue
            if opening.startswith(":", mention.end) or (not listed and _OF_PLACE.search(opening, line, mention.start)):
                continue
            if name.isupper():
                named, printed = named + 1, printed + 1
                countries.add(party)
            elif not _OF_ANOTHER.match(opening, mention.end):
                named += 1
        return len(countries) >= _SEVERAL or printed > _MOST * named


def _is_headline(line: str) -> bool:
    """Whether most of the letters of a line are capitals anyway."""
    letters = [c for c in line if c.isalpha()]
    return 2 * sum(c.islower() for c in letters) <= len(letters)
