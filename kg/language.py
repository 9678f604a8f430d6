"""Sentences of a document, and their dependency parses.

Sentences are split by rule, not by the parser, so that offsets do not change with a model and sentences that can hold
no position never reach it. Each sentence is parsed on its own, from a *masked* copy: names that break the small
model (in capitals, of several words, with slashes) are replaced by a plain one, and the tokens point back to the
characters they stand for.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from kg.coordination import rehang
from kg.finite import retag
from kg.parser import MODEL, load_parser, parsed
from kg.resources import resource
from kg.tokens import Token, link

_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_END = re.compile(
    r"""[.!?]['"”’»)\]]*(?=\s+['"“‘«(\[]*[A-Z0-9ÀÖØ-Þ'"“‘«•])|[.!?]['"”’»)\]]*\s*$|\n(?=\s*(?:[•*\-–]|\d+[.)])\s)""",
    re.M,
)
_LAST_WORD = re.compile(r"([\w.&'-]+)\.['\"”’)\]]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
# Characters: more than an abbreviation or a number with what it counts, and the quotes behind it, take
_LAST_WORDS = 80
_NUMBERED = re.compile(
    r"(?:[Oo]ption|[Aa]nnex|[Aa]ppendix|[Gg]roup|[Pp]art|[Ss]ection|[Tt]able|[Aa]lternative|[Pp]hase|°) ?[A-Z]\.\W*$"
)
_LONG_TITLE = 200
"""Characters of a title; what is longer, and has more than one sentence, was marked as one by mistake."""
_MARK_OF_HEADING = re.compile(r"\s*#{1,6}\s+")
_HEADING = re.compile(r"\s*(#{1,6})\s*(.+?)\s*#*\s*$", re.S)
# '"We want both." (Ana Lee)': who is credited stands behind a sentence
_QUOTED = re.compile(r"""["“][^"”\n]*[.!?]["”]""")
_TERMINAL = re.compile(r"""[.!?:;,]['"”’)\]]*\s*$""")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters [start, end) of a document, the heading they stand under, and the paragraph they belong to."""

    start: int
    end: int
    text: str
    section: str | None
    paragraph: int


@cache
def abbreviations() -> frozenset[str]:
    """Words that end in a full stop and end no sentence, without it."""
    lines = resource("ontology", "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _ends_sentence(before: str) -> bool:
    """Whether the full stop that closes `before`, the last words before others, ends a sentence."""
    if before.rstrip().endswith(("!", "?")) or not before.rstrip("'\"”’»)]").endswith("."):
        return True
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    last = word.group(1).split("-")[-1]  # "non-U.S. markets"
    if _INITIALS.fullmatch(last):
        return False  # "S.G. Lee", "2 billion N.Z. dollars"
    if last.count(".") == 0 and len(last) == 1 and last.isupper() and last != "I":
        return bool(_NUMBERED.search(before))  # an initial, "J. Smith", unless it numbers something: "Option C."
    return last not in abbreviations()


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of each sentence of one paragraph, white space at the rims left out.

    >>> text = 'The U.S. wants a deal. "No," said Mr. Volpe.'
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['The U.S. wants a deal.', '"No," said Mr. Volpe.']
    """
    start, length = 0, len(text.rstrip())
    for match in _END.finditer(text):
        end = match.end()
        # No more than the last words: what does not end is looked at again with each full stop
        if end < length and not _ends_sentence(text[max(start, end - _LAST_WORDS) : end]):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        yield start + left, start + right


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The [start, end) of each paragraph of a part of a text, white space at the rims left out."""
    for gap in _BLANK.finditer(text, start, end):
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, end)


def heading(block: str) -> str | None:
    """The words of a paragraph that is a heading, or None: a Markdown one, or a short line that ends no sentence. What is marked
    as a heading and is as long as a paragraph of sentences is one.

    >>> heading("## ADAPTATION"), heading("Canada refused.")
    ('ADAPTATION', None)
    """
    marked = _HEADING.match(block)
    if marked and "\n" not in block.strip() and not _is_mismarked(marked.group(2)):
        return marked.group(2).strip(" *_")
    plain = block.strip().strip("*_")
    short = len(plain) <= 80 and "\n" not in plain and len(plain.split()) <= 10
    if short and not _TERMINAL.search(plain) and not _QUOTED.match(plain):
        return plain
    return None


def _is_mismarked(title: str) -> bool:
    return len(title) > _LONG_TITLE and len(list(split_sentences(title))) > 1


def find_sentences(text: str, spans: Iterable[tuple[int, int]] | None = None) -> Iterator[Sentence]:
    """The sentences of a document in text order; `spans` are the parts that hold its article (all of it when None).

    A heading is no sentence; it names the section of what follows. 'TOPIC: The EU said ...' opens a section too. "What Chile
    wants" over a list is both.

    >>> [(s.text, s.section) for s in find_sentences("# FINANCE\\n\\nNorway agreed. Chad did not.")]
    [('Norway agreed.', 'FINANCE'), ('Chad did not.', 'FINANCE')]
    """
    section: str | None = None
    paragraph = 0
    for left, right in spans if spans is not None else ((0, len(text)),):
        for start, end in paragraphs(text, left, right):
            block = text[start:end]
            if title := heading(block):
                section = title
                if _OPENS_LIST.fullmatch(title) and _LISTED.match(text, end):
                    paragraph += 1
                    start += block.index(title)
                    yield Sentence(start, start + len(title), title, section, paragraph)
                continue
            paragraph += 1
            local = section
            if lead := _LEAD_IN.match(block):
                local = lead.group(1) if section is None else f"{section} / {lead.group(1)}"
            lead_in = _DATELINE.match(block) or _MARK_OF_HEADING.match(block)
            opening = lead_in.end() if lead_in else 0
            for a, b in ((a + opening, b + opening) for a, b in split_sentences(block[opening:])):
                yield Sentence(start + a, start + b, block[a:b], local, paragraph)


# "What Chile wants": a heading that says who holds the items of the list below it
_OPENS_LIST = re.compile(r"What [^?:\n]+ [a-z]+")
_LISTED = re.compile(r"\s*(?:[•*–—-]|\d{1,2}[.)])\s+\S")
# "NAIROBI, May 14 - ", "Brussels (AP) -- ": where a report was filed is no part of its first sentence
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_AGENCY = r"(?: \([\w.,’' -]{2,60}\)|/ ?[A-Z]{2,8}(?:/ ?[A-Z]{2,8})*)?"
_DATELINE = re.compile(
    rf"\s*(?:[A-ZÀ-Þ][A-ZÀ-Þ .'-]+(?:, [A-Z][\w .]{{2,20}})?(?:, {_DAY})?{_AGENCY} ?(?:-{{1,2}}|–|—) "
    rf"|[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){{0,2}}(?:, [A-Z][\w .]{{2,20}})?, {_DAY}{_AGENCY} ?(?:-{{1,2}}|–|—|:) )"
    r"(?=[A-Z\"“])"
)
# "**Mitigation:** The EU said ...", "ADAPTATION FUND: Delegates ..."
_LEAD_IN = re.compile(r"\s*(?:\*\*|__|\*)?([A-Z][^.:\n]{2,70}?)(?:\*\*|__|\*)?:(?:\*\*|__|\*)?\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Mask:
    """Characters [start, end) of a sentence to be read by the parser as `word` (an empty word: not at all)."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence's dependency parse. `starts[i]`, `ends[i]` are the offsets of token i in the sentence's own text."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, offset: int) -> int | None:
        """Index of the token that covers a character of the sentence, or None."""
        for index, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            if start <= offset < end:
                return index
        return None


def apply_masks(text: str, masks: Sequence[Mask]) -> tuple[str, tuple[int, ...]]:
    """The masked text, and for each of its characters (and its end) the offset in `text` that it stands for.

    Masks are disjoint and sorted. The characters of a replacement all stand for the start of what they replace.

    >>> apply_masks("THE EU (27) met", (Mask(0, 6, "Canada"), Mask(6, 11, "")))
    ('Canada met', (0, 0, 0, 0, 0, 0, 11, 12, 13, 14, 15))
    """
    parts: list[str] = []
    origins: list[int] = []
    here = 0
    for mask in masks:
        parts.append(text[here : mask.start])
        origins.extend(range(here, mask.start))
        parts.append(mask.word)
        origins.extend([mask.start] * len(mask.word))
        here = mask.end
    parts.append(text[here:])
    origins.extend(range(here, len(text) + 1))
    return "".join(parts), tuple(origins)


_LONGEST = 400


class Language:
    """The parser: a spaCy model reduced to what positions need (tags and dependencies), loaded when first used."""

    def __init__(self) -> None:
        self.version = f"spacy {version('spacy')}, {MODEL} {version(MODEL)}"
        self._loaded: Any = None
        self._words: dict[int, str] = {}
        self._columns: list[int] = []  # what is asked of each token

    def __reduce__(self) -> tuple[type["Language"], tuple[()]]:
        """Another process loads the model itself."""
        return Language, ()

    @property
    def _nlp(self) -> Any:
        if self._loaded is None:
            from spacy import attrs

            nlp = load_parser()
            self._words = _Words(nlp.vocab.strings)
            self._columns = [
                attrs.IDX, attrs.ORTH, attrs.LOWER, attrs.TAG, attrs.DEP, attrs.IS_PUNCT, attrs.HEAD,
            ]  # fmt: skip
            self._loaded = nlp
        return self._loaded

    def load(self) -> None:
        """Loads the model now: nothing waits for it later."""
        self._nlp.vocab  # noqa: B018

    def parse(self, sentences: Iterable[tuple[Sentence, Sequence[Mask]]]) -> Iterator[Parse]:
        """Parse each sentence on its own, in order. A sentence of over 400 tokens, most likely a
        table, is cut there."""
        kept: deque[tuple[Sentence, Sequence[Mask], tuple[int, ...]]] = deque()
        nlp = self._nlp

        def docs() -> Iterator[Any]:
            for sentence, masks in sentences:
                masked, origins = apply_masks(sentence.text.replace("\n", " "), masks)
                kept.append((sentence, masks, origins))
                doc = nlp.make_doc(masked)
                yield doc if len(doc) <= _LONGEST else doc[:_LONGEST].as_doc()

        for doc in parsed(nlp, docs()):
            sentence, masks, origins = kept.popleft()
            tokens = tuple(self._tokens(doc))
            starts = tuple(origins[token.idx] for token in tokens)
            replaced = {m.start: m.end for m in masks if m.word}
            ends = tuple(
                replaced[start] if start in replaced else origins[token.idx + len(token.text) - 1] + 1
                for token, start in zip(tokens, starts, strict=True)
            )
            yield Parse(sentence, tokens, starts, ends)

    def _tokens(self, doc: Any) -> list[Token]:
        """spaCy's tokens as plain ones, linked to each other."""
        words = self._words
        columns = doc.to_array(self._columns)
        tokens = [
            Token(i, idx, words[orth], words[lower], words[tag], words[dep], bool(punct))
            for i, (idx, orth, lower, tag, dep, punct, _) in enumerate(columns.tolist())
        ]
        for token, distance in zip(tokens, columns[:, -1].astype("int64").tolist(), strict=True):
            token.head = tokens[token.i + distance]
        retag(tokens)
        rehang(tokens)
        link(tokens)
        return tokens


class _Words(dict[int, str]):
    """The words behind spaCy's numbers; each is made once."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, key: int) -> str:
        word: str = self._strings[key]
        self[key] = word
        return word
