"""Which words of a text are names that the vocabulary knows."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.closed_classes import words_in
from kg.vocabulary import NameKind, Vocabulary

ASKED = "asked"
"""The kind of mention of a meeting's own bodies and officers, who hold nothing in it but may be asked."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Characters [start, end) of a sentence that name parties. `kind` is the kind of name, or `caps` for a name the
    vocabulary does not know, printed in capitals where names are, or `ASKED`."""

    start: int
    end: int
    parties: tuple[str, ...]
    kind: str


def party_names(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """The names of all parties, with the id of their party and how they stand for it."""
    for entry in vocabulary.parties.values():
        yield from ((name.text, entry.id, name.kind.value) for name in entry.names)


def place_names(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """The names of places, with the id of the country they lie in."""
    for entry in vocabulary.parties.values():
        yield from ((place, entry.id, "place") for place in entry.places)


class NameIndex:
    """The names of a vocabulary, by their first word; those that a misprint leaves recognisable by each of their two."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """`names` come with the id of their party and how they stand for it."""
        self._names: dict[str, list[_Written]] = {}
        self._pairs: dict[str, list[_Pair]] = {}
        for name, party, kind in names:
            if word := _WORD.search(name):
                written = _Written.of(name, party, kind, word.start())
                self._names.setdefault(word.group().casefold(), []).append(written)
            if pair := sturdy_words(name):
                for half in pair:
                    self._pairs.setdefault(half, []).append(_Pair(*pair, party, kind))
        for found in self._names.values():
            found.sort(key=lambda row: (-len(row.name), row.name, row.party, row.kind))

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Names in text order, the longest at each place. A name counts as written, or in capitals; a name of several
        words in any case. Of two long words one may be misprinted by a letter ("Unites States")."""
        here = 0
        names = self._names
        for word in _WORD.finditer(text):
            start = word.start()
            if start < here:
                continue
            known = names.get(word.group().casefold())
            mention = _longest(known, text, start) if known else None
            if mention is None and word.group()[0].isupper():
                mention = self._misprinted(text, word)
            if mention is not None:
                here = mention.end
                yield mention

    def _misprinted(self, text: str, first: re.Match[str]) -> Mention | None:
        """The name of two words that stands from a word on with one letter of it wrong."""
        second = _NEXT_WORD.match(text, first.end())
        if second is None:
            return None
        a, b = first.group(), second.group(1)
        found = (*self._pairs.get(a, ()), *self._pairs.get(b, ()))
        for pair in found:
            if (a == pair.first and one_letter_off(b, pair.second)) or (
                b == pair.second and one_letter_off(a, pair.first)
            ):
                return Mention(first.start(), second.end(), (pair.party,), pair.kind)
        return None


@dataclass(frozen=True, slots=True)
class _Pair:
    """A name of two long words."""

    first: str
    second: str
    party: str
    kind: str


_NEXT_WORD = re.compile(r" ([A-Z][^\W\d_]+)\b")
_STURDY = re.compile(r"([A-Z][a-z]{4,}) ([A-Z][a-z]{4,})")


def sturdy_words(name: str) -> tuple[str, str] | tuple[()]:
    """The two words of a name that stay recognisable when a letter of one is misprinted: long ones; else none.

    >>> sturdy_words("United States"), sturdy_words("New Zealand")
    (('United', 'States'), ())
    """
    match = _STURDY.fullmatch(name)
    return (match[1], match[2]) if match else ()


def one_letter_off(word: str, meant: str) -> bool:
    """Whether one letter behind the first is wrong, missing, too many, or changed places with its neighbour (the edits of
    F. Damerau, 'A technique for computer detection and correction of spelling errors', 1964). An ending more or less is
    another word ("Labours"), and so is the other spelling of one ("Labor").

    >>> [one_letter_off(w, "United") for w in ("Unites", "Unitd", "Uniteed", "Untied", "United", "Limited")]
    [True, True, True, True, False, False]
    """
    if abs(len(word) - len(meant)) > 1 or word[:1] != meant[:1] or word.startswith(meant) or meant.startswith(word):
        return False
    if word.replace("our", "or") == meant.replace("our", "or"):
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    rest, right = word[at:], meant[at:]
    swapped = rest[:2] == right[1::-1] and rest[2:] == right[2:]
    return rest[1:] == right[1:] or rest[1:] == right or rest == right[1:] or swapped


@dataclass(frozen=True, slots=True)
class _Written:
    """A name and the other forms it is met in: in capitals, and where it has several words in any case; None where it
    is too short. `lead` counts the characters before its first word."""

    name: str
    party: str
    kind: str
    lead: int
    capitals: str | None
    folded: str | None

    @classmethod
    def of(cls, name: str, party: str, kind: str, lead: int) -> "_Written":
        capitals = name.upper() if len(name) > 3 else None
        common = name.casefold() in words_in("name in capitals only")  # "an umbrella group of growers"
        folded = name.casefold() if not name.isalpha() and len(name) > 4 and not common else None
        return cls(name, party, kind, lead if not name[0].isalnum() else 0, capitals, folded)


def _longest(known: Sequence[_Written], text: str, start: int) -> Mention | None:
    for one in known:  # the longest first
        begin = start - one.lead
        if begin < 0:
            continue
        end = begin + len(one.name)
        piece = text[begin:end]
        same = piece == one.name or piece == one.capitals or (one.folded and piece.casefold() == one.folded)
        if same and _bounded(text, begin, end):
            return Mention(start, start + len(one.name), (one.party,), one.kind)
    return None


def _bounded(text: str, start: int, end: int) -> bool:
    left = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
    right = end == len(text) or not (text[end].isalnum() or text[end] == "_")
    return left and right


def country_of(party: str) -> str:
    """The country that a party is below, by its id; itself, if it is below none.

    >>> country_of("US/SENATE"), country_of("G77")
    ('US', 'G77')
    """
    return party.partition("/")[0]


def minted_id(name: str, country: str | None = None) -> str:
    """The id of a party outside the vocabulary: its name in capitals with hyphens, without accents, below its country when it has
    one.

    >>> minted_id("Climate Action Network - Europe"), minted_id("Volpe", "CA"), minted_id("Fishermen's Łódź League")
    ('CLIMATE-ACTION-NETWORK-EUROPE', 'CA/VOLPE', 'FISHERMENS-LODZ-LEAGUE')
    """
    from anyascii import anyascii

    plain = re.sub(r"['’]s$", "", name).replace("'s ", "s ").replace("’s ", "s ")
    plain = "-".join(re.findall(r"[^\W_]+", anyascii(plain)) or re.findall(r"\w+", plain)).upper()
    return f"{country}/{plain}" if country else plain


# "the Caribbean |Congress| of Labour Unions"
_NAME_BEFORE = re.compile(r"\b(?!The\b)[A-ZÀ-Þ][\w’'-]+ $")
# "the Liberal |Democrats|", "the Breeders' |Congress|", and no word in capitals because a sentence begins with it
_OWN_BEFORE = re.compile(r"(?:[^\W\d_]+,? |[\d,;:] )(?!The\b)[A-ZÀ-Þ][\w’'-]+ $|[A-ZÀ-Þ][\w-]+(?:s['’]|['’]s) $")
# "said Motor Workers |Canada|", "Barley Growers |Australia| is pleased"
_CLOSES_NAME = re.compile(
    r"(?:(?<![\w.’'-])(?!told )[a-z][\w’'-]*,? |(?:^|[.?!:]\s+|[“\"(\n])(?!The\b)[A-ZÀ-Þ][\w’'-]+ )(?:[A-ZÀ-Þ][\w’'-]+ ){0,4}(?!The )(?P<word>[A-ZÀ-Þ][a-zà-ÿ]+) $"
)
# "Cámara de Comercio de |Chile|"
FOREIGN = "|".join(sorted(words_in("small word of a foreign name")))
"""A pattern for the small words of names in other languages."""
_FOREIGN_BEFORE = re.compile(rf"[A-ZÀ-Þ][\w’'-]+ (?:{FOREIGN}) $")
_OWN_NAMES = (NameKind.LABEL.value, NameKind.ALIAS.value)
DAYS = frozenset({*calendar.month_name[1:], *calendar.day_name})
"""The names of days and months."""
# "South |American|", "Eastern |European|": of no one of those who are called so
_PART_OF_A_CONTINENT = re.compile(r"\b(?P<word>[A-Z][a-z]+)[ -]$")
COMPOUND = r"[A-Z][\w.’']*-[a-z]{3,}"
"""A pattern for what is said of a name before it: "the |Democratic-led| House", "|Lyon-based|", "|State-owned|"."""
_SAID_OF_A_NAME = re.compile(rf"{COMPOUND} $")
_NAME_BEHIND = re.compile(r" (?:of|for)(?: the)? [A-ZÀ-Þ]")


def is_part_of_name(text: str, mention: Mention, *, alone: bool = False) -> bool:
    """Whether a name of one word is only a word of another body's name. `alone`: the text is a phrase and no sentence, whose
    first word would be in capitals anyway."""
    if mention.parties[0].startswith("person/") or " " in text[mention.start : mention.end]:
        return False
    before = _SAID_OF_A_NAME.sub("", text[max(0, mention.start - 40) : mention.start])
    part = _PART_OF_A_CONTINENT.search(before) if mention.kind == NameKind.DEMONYM.value else None
    if part is not None and part["word"] in words_in("point of the compass"):
        return True
    if "/" in mention.parties[0] and (_OWN_BEFORE.search(before) or (alone and _NAME_BEFORE.match(before))):
        return True
    if not alone and _FOREIGN_BEFORE.search(before):
        return True
    own = len(mention.parties[0]) == len("CA") and mention.kind in _OWN_NAMES
    if own and not alone and (closed := _CLOSES_NAME.search(before)) is not None:
        # "South Korea", "in March Canada": no name of a body with what stands before
        return closed["word"] not in words_in("point of the compass") | DAYS
    return _NAME_BEFORE.search(before) is not None and _NAME_BEHIND.match(text, mention.end) is not None
