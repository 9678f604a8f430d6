"""What of a sentence the parser does not see, or sees in other words: names, codes, quotation marks, forms of address."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kg.closed_classes import words_in
from kg.cues import load_cues
from kg.language import Mask
from kg.mentions import Mention

# "(EIG)", "(FCCC/CP/1999/L.9)", "<TSBA.T>": codes and short forms in brackets, which the parser need not see
_CODE = re.compile(r" \((?=[^()]*[A-Z0-9])[^()]{1,60}\)| <[A-Z0-9.]{1,10}>")


# "the U.S. Wants": old wire copy raises the word after an abbreviation as if a sentence began there
_RAISED = re.compile(r"\b[A-Z]\.[A-Z]\. ([A-Z][a-z]+)\b")
# "called for |including| equity": a verb, and no list of what is among others
_ADDING = re.compile(
    r"\b(?:for|against|proposed|suggested|supported|opposed|preferred|favou?red|recommended|requested|questioned|urged) (including)\b"
)
# "Mr Speaker, the government wants": who is spoken to in a parliament
_SPOKEN_TO = re.compile(
    r"\b(?:Mr|Madam|Mme|Ms|Sir)\.? (?:Deputy |Acting )?(?:Speaker|President|Chair|Chairman|Chairwoman|Commissioner), "
)
# "more content – as well as a quota –": a further object, set off by dashes
_AS_WELL = re.compile(r"(?:\s*[–—]|,)\s*as well as\b")
# "large demands – including that X be done": what is demanded, said as if in passing
_INCLUDING_THAT = re.compile(r"(?:\s*[–—-]+|,)\s*including that\b")
# 'contributes to': single quotation marks, which the parser takes for possessives
_SINGLE_QUOTES = re.compile(r"(?<![\w'])['‘](?=\w)[^'‘’\n]{1,120}?['’](?!\w)")
# "Rep. Ana Lee, R-Neb., urged": of which party and state somebody is
_SEAT = re.compile(r",? ?\(?\b[RDI]-[A-Z][a-z]*\.?(?:, ?[A-Z][a-z]+\.?)?\)?(?:,(?= [a-z]))?(?=[ ,.;:]|$)")
# "the Chair s draft": an apostrophe that a copy has lost
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ÿ)]) s(?= [a-z0-9])")
# "Chile: |Wants| an end to the levy": an entry of a list is a sentence of whom it is about
_ENTRY = re.compile(r":(?= ([A-ZÀ-Þ][a-z]+s) (?:[a-z]|\d))")
# "- |Wants| an end to the levy", under a heading that names somebody
_UNTOLD = re.compile(
    r"\s*(?:[-•*–]\s+)?([A-ZÀ-Þ][a-z]+s) (?:a|an|the|any|no|all|its|their|to|for|on|against|that|more|both)\b"
)
_VERB_AHEAD = re.compile(
    r"(?:'s\b)?(?: (?:also|then|again|further|strongly|instead|however))?(?:,| (?:\w+ed|said|says|was|were|is|are|has|had|will|would|could|should|must|did|does|sought|felt|saw|put|made|told|wants?|seeks?|urges?|and|or)\b|[.;:)]|$)"
)


# "Chad and Peru |have| asked", "Chad and Peru also |back| it", "Chad and Peru, |attending| as guests, offered it"
_PLURAL_AHEAD = re.compile(
    r"(?:, (?P<doing>[a-z]+ing)|(?: (?:also|both|all|now|still|then|each|again|[a-z]+ly))? (?P<verb>[a-z]+))\b"
)
# "|In Chad,| Kelpa, the main guild, opposes the levy": the parser takes it for a list of names
_FRONTED = re.compile(
    r"(?:In|At|From) (?:the )?[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*)*, "
    r"(?=(?:the )?[A-ZÀ-Þ][^,]{1,60}, (?:the|an?|which|who|whose|one)\b)"
)


def masks_for(text: str, groups: Collection[Mention], gone: Sequence[tuple[int, int]]) -> Iterator[Mask]:
    """The masks for reading a sentence, in text order: its names, what is left out as a whole (`gone`, [start, end)), and what
    misleads the parser."""
    spans, after = list[Mask](), 0
    for a, b in sorted(gone):
        spans.append(Mask(max(a, after), b, ""))  # ", with A, opposed by B,": they share a comma
        after = max(after, b)
    left_out = {a for a, _ in gone}
    spans += [_name_mask(text, g, closed=g.end in left_out) for g in groups if not _reads_well(text, g)]
    spans += [Mask(m.start(), m.end(), "") for m in _CODE.finditer(text)]
    if (fronted := _FRONTED.match(text)) is not None:
        spans.append(Mask(*fronted.span(), ""))
    spans += [Mask(m.start(), m.end(), "") for m in _SEAT.finditer(text)]
    spans += [Mask(m.start(1), m.end(1), "adding") for m in _ADDING.finditer(text)]
    spans += [Mask(m.start(), m.end(), "") for m in _SPOKEN_TO.finditer(text)]
    spans += [Mask(m.start(), m.end(), " and") for m in _AS_WELL.finditer(text)]
    spans += [Mask(m.start(), m.end(), " that") for m in _INCLUDING_THAT.finditer(text)]
    starts = {g.start for g in groups}
    spans += [
        Mask(m.start(1), m.end(1), m.group(1).lower())
        for m in _RAISED.finditer(text)
        if m.end(1) + 1 in starts or not text[m.end(1) + 1 : m.end(1) + 2].isupper()
    ]
    for group in groups:
        entry = _ENTRY.match(text, group.end) if not text[: group.start].strip("-•* ") else None
        if entry is not None:
            spans += [Mask(entry.start(), entry.end(), ""), Mask(*entry.span(1), entry[1].lower())]
    spans += [Mask(m.start(), m.end(), "'s") for m in _LOST_APOSTROPHE.finditer(text)]
    for m in _SINGLE_QUOTES.finditer(text):
        spans += [Mask(m.start(), m.start() + 1, ""), Mask(m.end() - 1, m.end(), "")]
    end = 0
    for mask in sorted(spans, key=lambda s: (s.start, -s.end)):
        if mask.start >= end:
            yield mask
            end = mask.end


def with_subject(text: str, masks: Sequence[Mask]) -> tuple[Mask, ...]:
    """The masks for reading a sentence that a heading says of whom it is: a verb that opens it has a subject then, whose words it
    gives.

    >>> with_subject("- Wants an end to the levy", ())
    (Mask(start=2, end=7, word='we wants'),)
    """
    opening = _UNTOLD.match(text)
    if opening is None or any(mask.start < opening.end(1) for mask in masks):
        return tuple(masks)
    return (Mask(*opening.span(1), f"we {opening[1].lower()}"), *masks)


def _reads_well(text: str, group: Mention) -> bool:
    """Whether the parser reads a name well as it stands: one capitalised word, or common words in lower case."""
    name = text[group.start : group.end]
    article = text[: group.start].endswith(("the ", "The "))
    return name.islower() or (name.isalpha() and name.istitle() and not article)


def _are_several(text: str, group: Mention) -> bool:
    """Whether a name is one of several: "Chad and Peru", "rich nations", not "the United States"."""
    last = text[group.start : group.end].split()[-1].casefold()
    return len(group.parties) > 1 or (
        last in words_in("several who may be states") and len(group.parties[0]) > len("CA")
    )


def _takes_plural(text: str, end: int) -> bool:
    """Whether a verb in the plural stands behind a name: "|have|", "|back|"."""
    verb = _PLURAL_AHEAD.match(text, end)
    if verb is None:
        return False
    return verb["doing"] is not None or verb["verb"] in ("have", "are", "were", "do") or verb["verb"] in _lemmas()


@cache
def _lemmas() -> frozenset[str]:
    """The verbs of the cue table as they stand behind several subjects."""
    return frozenset(cue.lemma for cues in load_cues().forms.values() for cue in cues if cue.pos == "v")


def _name_mask(text: str, group: Mention, *, closed: bool) -> Mask:
    """A name the small model knows; 'the' goes with it where a verb follows, so that it is read as the subject. `closed`: what
    stands behind it is left out."""
    before = text[: group.start]
    if _are_several(text, group) and _takes_plural(text, group.end):
        return Mask(group.start, group.end, "Canadians")  # "Canada back the levy" is read amiss
    if before.endswith(("the ", "The ")) and _VERB_AHEAD.match(text, group.end):
        return Mask(group.start - 4, group.end, "Canada")
    if before.endswith(("the ", "The ", "an ", "a ", "many ", "several ", "some ")):
        return Mask(group.start, group.end, "Group" if _VERB_AHEAD.match(text, group.end) else "US")
    apart = (
        group.kind == "represents"
        and text.startswith(",", group.end)
        and (not before or before.endswith(", "))
        and not closed
    )
    return Mask(group.start, group.end + apart, "Canada")  # "Urging haste, Nauru, for AOSIS, called": no apposition
