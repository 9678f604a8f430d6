"""Splits a text into the word pieces of a transformer, each with the characters it covers.

Words in lower case without accents, punctuation apart, and each word as the longest pieces of a fixed list that make it up
(Y. Wu et al. 2016, 'Google's Neural Machine Translation System', section 4.1, as BERT reads English without case).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 40
"""A word of more letters is unknown as a whole."""
_MARK = r"!-/:-@\[-`{-~¡§«¶·»¿\u2010-\u2027\u2030-\u205e\u3001-\u3003\u3008-\u3011"
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\ufffd"
# A run of letters, digits and signs ("£3bn"), or a mark of punctuation by itself
_WORD = re.compile(rf"[^{_MARK}{_UNSEEN}]+|[{_MARK}]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text by number, and where each starts and ends; those of one sign, as of a syllable in Hangul, are all
    where it is."""

    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def place_in(starts: Sequence[int], start: int, end: int, offset: int) -> int:
    """The row of the piece at a document offset in a stretch of the pieces [start, end); 0 where it has none. `starts`: where the
    pieces of the text start."""
    place = bisect_right(starts, offset) - start
    return place if offset >= 0 and 0 < place <= end - start else 0


class WordPieces:
    """A list of pieces; those that go on a word begin with '##'."""

    def __init__(self, names: Sequence[str]) -> None:
        """`names` by number; '[UNK]' stands for what no pieces make up, '[CLS]' and '[SEP]' for where a text begins and ends."""
        self._numbers: Mapping[str, int] = {name: number for number, name in enumerate(names)}
        self.unknown, self.first, self.last = (self._numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))
        self._of_word = lru_cache(maxsize=50_000)(self._split)

    def of(self, text: str) -> Pieces:
        """The pieces of a text in order; white space has none."""
        found = [
            (number, word.start() + start, word.start() + end)
            for word in _WORD.finditer(text)
            for number, start, end in self._of_word(word.group())
        ]
        numbers, starts, ends = zip(*found, strict=True) if found else ((), (), ())
        return Pieces(numbers, starts, ends)

    def _split(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """The pieces of a word, each with the characters [start, end) of it as written that it is of."""
        letters = [(plain, n) for n, letter in enumerate(word) for plain in _plain(letter)]
        plain = "".join(letter for letter, _ in letters)
        found = tuple(self._longest(plain)) if 0 < len(plain) <= _LONGEST else ()
        if not found:
            return ((self.unknown, 0, len(word)),)
        starts = (0, *(end for _, end in found))
        return tuple(
            (number, letters[start][1], letters[end - 1][1] + 1)
            for (number, end), start in zip(found, starts, strict=False)
        )

    def _longest(self, word: str) -> Iterator[tuple[int, int]]:
        """The longest pieces that make up a word and where each ends; none where there are no such."""
        found: list[tuple[int, int]] = []
        start = 0
        while start < len(word):
            names = ((("##" if start else "") + word[start:end], end) for end in range(len(word), start, -1))
            piece = next(((self._numbers[name], end) for name, end in names if name in self._numbers), None)
            if piece is None:
                return
            found.append(piece)
            start = piece[1]
        yield from found


def _plain(letter: str) -> str:
    """A letter in lower case without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", letter.lower()) if not unicodedata.combining(c))
