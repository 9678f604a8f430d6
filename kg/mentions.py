"""Which words of a sentence name parties: vocabulary names, lists of them, and who speaks for or with whom.

Surface constructions of meeting reports ("A, on behalf of B, supported by C and D, and opposed by E, said ...") are
read here, before parsing, over the sequence of names; the parser then sees one plain name in their place.
"""

import calendar
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.closed_classes import words_in
from kg.language import Mask
from kg.vocabulary import NameKind, Vocabulary

_WORD = re.compile(r"[^\W_]+")
_CAPS_RUN = re.compile(
    r"(?<![\w/-])[A-ZÀ-Þ][A-ZÀ-Þ&'’/.-]*[A-ZÀ-Þ]s?(?:(?:,? (?:AND|FOR|OF|THE|ON|and|for|of|on|the|de|-|–)(?: the)?)* ?(?: |- )[A-ZÀ-Þ][A-ZÀ-Þ&'’/.-]*[A-ZÀ-Þ]s?)+(?![\w/])"
)

# "ARTICLE 3.14 (ADVERSE EFFECTS): ", which names no party
_LEAD_IN = re.compile(r"[^a-z:]+: ")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Characters [start, end) of a sentence that name parties. `kind` is the kind of name, or `caps` for a name the
    vocabulary does not know, printed in capitals where names are."""

    start: int
    end: int
    parties: tuple[str, ...]
    kind: str


class Tie(StrEnum):
    """How a companion stands to the party it is named beside."""

    WITH = "with"
    SUPPORT = "supported by"
    OPPOSE = "opposed by"


@dataclass(frozen=True, slots=True)
class Companion:
    """Parties named beside a holder ('supported by C'); `anchor` is the start of the group they belong to, or None for
    the sentence's subject."""

    tie: Tie
    parties: tuple[str, ...]
    anchor: int | None


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of a sentence say: groups of parties by start, companions, the masks for the parser, and all names of
    the vocabulary in text order."""

    groups: Mapping[int, Mention]
    companions: tuple[Companion, ...]
    masks: tuple[Mask, ...]
    mentions: tuple[Mention, ...] = ()


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
        folded = name.casefold() if not name.isalpha() and len(name) > 4 else None
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


def minted_id(name: str, country: str | None = None) -> str:
    """The id of a party outside the vocabulary: its name in capitals with hyphens, below its country when it has one.

    >>> minted_id("Climate Action Network - Europe"), minted_id("Volpe", "CA"), minted_id("Fishermen's League")
    ('CLIMATE-ACTION-NETWORK-EUROPE', 'CA/VOLPE', 'FISHERMENS-LEAGUE')
    """
    plain = "-".join(
        re.findall(r"[^\W_]+", re.sub(r"['’]s$", "", name).replace("'s ", "s ").replace("’s ", "s "))
    ).upper()
    return f"{country}/{plain}" if country else plain


# "the CARICOM |States|"
_TAIL = re.compile(r" (?:[Mm]ember )?(?:[Ss]tates|[Cc]ountries|[Pp]arties)\b")


def _with_tail(text: str, mention: Mention) -> Mention:
    """A name of a bloc in capitals with the word for its members behind it."""
    tail = _TAIL.match(text, mention.end) if text[mention.start : mention.end].isupper() else None
    return replace(mention, end=tail.end()) if tail is not None else mention


def _caps_mentions(text: str, known: Sequence[Mention]) -> Iterator[Mention]:
    """Names of several words in capitals that the vocabulary does not know, where names are printed so."""
    lead_in = _LEAD_IN.match(text)
    for run in _CAPS_RUN.finditer(text, lead_in.end() if lead_in is not None else 0):
        if not any(m.start < run.end() and run.start() < m.end for m in known):
            yield Mention(run.start(), run.end(), (minted_id(run.group()),), "caps")


# "New Zealand, on behalf of the Friends of Kelp, said"
_BEHALF = re.compile(
    r"(?:\bon behalf of (?:the )?|, (?:speaking )?for the )(?P<name>[A-ZÀ-Þ][\w’'-]+(?:(?: (?:of|for|and))?(?: the)? [A-ZÀ-Þ][\w’'-]+)+)(?=,)"
)


def _behalf_mentions(text: str, known: Sequence[Mention], blocs: frozenset[str]) -> Iterator[Mention]:
    """Names of several words, of groups that the vocabulary does not know, on whose behalf somebody speaks."""
    for found in _BEHALF.finditer(text):
        start, end = found.span("name")
        part_of = [m for m in known if m.start < end and start < m.end]
        if all(
            start < m.start and m.end == end and m.parties[0] in blocs for m in part_of
        ):  # "the Pacific |Island States|"
            yield Mention(start, end, (minted_id(found["name"]),), "caps")


_MARK = "\ue000"  # stands for one name while constructions are matched; a private-use character no text holds
_NAME = rf"(?:the |The |THE |many |several )?{_MARK}"
_LIST = rf"{_NAME}(?:(?:, | and (?:the )?|, and (?:the )?|, as well as |/)(?:the )?{_MARK})*(?:,? and (?:several |many |some |a number of )?others)?"
_PAREN = r"(?: \([^()]{1,40}\))?"
_REPRESENTS = re.compile(
    rf"(?P<who>{_MARK}){_PAREN}(?P<how>,? (?:speaking |intervening |also )?on behalf of|, (?:speaking |also )?for|, FOR|,? speaking for|, (?:also )?representing|, (?:which|who) (?:also )?(?:speaks|spoke|negotiates) (?:on behalf of|for)) (?P<whom>(?:the |members of the |(?:a|the) group of )?{_NAME}{_PAREN}(?:(?:, {_NAME})*,? and {_NAME}(?={_PAREN},(?! (?:for|also for|on behalf of|speaking)\b)))?{_PAREN}),?"
)
# "Ana Lee, Minister of Energy, for the Kelp Group, said": a person or a body speaks, of whom no more is known
_CAPITAL = rf"[A-ZÀ-Þ{_MARK}][\w.’'-]*"
_FOR_ANOTHER = re.compile(
    rf"(?:^|(?<=[;:] ))(?P<who>(?:The )?{_CAPITAL}(?: (?:(?:of|for|and|the|de|del|von|van|la|el) ){{0,2}}{_CAPITAL}){{0,7}}{_PAREN}(?:, [^,;:]{{1,70}}){{0,2}})(?P<how>,? (?:speaking )?on behalf of|, (?:speaking )?for|, representing) (?P<whom>{_NAME}{_PAREN}),"
)
# "Ana Lee, Minister of Energy, Norway, said": a delegate with the country they speak for
_DELEGATE = re.compile(
    rf"(?:^|(?<=[;:,] ))(?P<who>[A-ZÀ-Þ][\w.’'-]*(?: (?:(?:de|del|von|van|der|la|el|al|bin) ){{0,2}}[A-ZÀ-Þ][\w.’'-]*){{1,4}}(?:, [A-ZÀ-Þ][^,;:{_MARK}]{{1,70}}){{0,3}}), (?:the )?(?P<whom>{_MARK})(?=, (?!and\b|or\b)[a-z])"
)
# "For the Kelp Group, Ana Lee (Norway) said": a delegate is named behind those they speak for
_FOR_FIRST = re.compile(
    rf"^(?:Speaking )?(?:For|On behalf of) (?P<whom>{_NAME}{_PAREN}), (?P<who>[A-ZÀ-Þ{_MARK}][\w.’'-]*(?: (?:(?:de|del|von|van|der|la|el|al|bin) ){{0,2}}[A-ZÀ-Þ{_MARK}][\w.’'-]*){{0,4}}(?: \([^()]{{1,60}}\))?)(?= (?!and\b|or\b)[a-z])"
)
_OPPOSED = re.compile(
    rf"(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbeen)(?:,? (?:and |but |although |while )?)(?P<how>opposed) by (?P<whom>{_LIST}{_PAREN})(?:,(?= )|(?= and opposed|$))?"
)
_SUPPORTED = re.compile(
    rf"(?:,? |^)(?:but |and )?(?P<how>[Ss]upported by|[Bb]acked by|[Ww]ith (?:the )?(?:support|backing) (?:of|from)|[Jj]oined by|[Ee]choed by|[Ss]econded by|[Ww]ith|[Aa]long with|[Tt]ogether with|[Aa]s well as) (?P<whom>{_LIST}{_PAREN})(?P<end>,(?= )|(?= (?:and|but) (?:opposed|supported|backed)| said| urged))"
)
# "Opposed by A and B, C called for": C is none of those who oppose
_OPENED = re.compile(
    rf"^(?P<how>Opposed|Supported|Backed|Joined|Seconded) by (?P<whom>{_NAME}(?:(?:, {_NAME})*,? and {_NAME})?{_PAREN}),(?= (?:the )?{_MARK}| (?:he|she|they|it)\b)"
)
# "A suggested, and B opposed, moving to ...": what both speak of stands behind the second verb
_SHARED = re.compile(
    rf"(?<=ed), (?:and|but|while) (?P<whom>{_LIST}{_PAREN}) (?P<how>opposed|objected to|rejected|supported|endorsed|agreed|agreed (?:on|to|with)),(?= )"
)
# "A, with B opposing, asked for"
_DOING = re.compile(
    rf", (?:and |but )?with (?P<whom>{_LIST}{_PAREN}) (?P<how>opposing|objecting|opposed|disagreeing|supporting|concurring|in agreement|in support),(?= )"
)
# "A supported by B proposed"
_CLOSE = re.compile(
    rf"(?<={_MARK}) (?P<how>supported|backed|seconded|opposed) by (?P<whom>{_LIST}{_PAREN})(?= (?:[a-z]+ed|said|sought|put)\b)"
)
_AGAINST = ("op", "ob", "re", "di")
"""How the words begin by which somebody is against what another says."""
_BESIDE = frozenset({"with", "along with", "together with", "as well as", "joined by", "joined"})


def _tie(how: str) -> Tie:
    """How those stand to a holder who are named beside them in such words."""
    words = how.casefold()
    return Tie.OPPOSE if words.startswith(_AGAINST) else Tie.WITH if words in _BESIDE else Tie.SUPPORT


_GROUP = re.compile(
    rf"{_MARK}{_PAREN}(?:(?:, (?:the )?{_MARK}{_PAREN})*,? and (?:the )?{_MARK}{_PAREN}|(?:, (?:the )?{_MARK}{_PAREN})*,? and (?:several |many |some |a number of |various )?others\b)"
)


class _Marked:
    """A sentence with each name replaced by one mark, and the way back to its characters."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        parts: list[str] = []
        self.origins: list[int] = []
        self.by_mark: dict[int, Mention] = {}
        here = 0
        for mention in mentions:
            parts.append(text[here : mention.start])
            self.origins.extend(range(here, mention.start))
            self.by_mark[len(self.origins)] = mention
            parts.append(_MARK)
            self.origins.append(mention.start)
            here = mention.end
        parts.append(text[here:])
        self.origins.extend(range(here, len(text) + 1))
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the sentence that [start, end) of the marked text stand for."""
        last = self.by_mark.get(end - 1)
        return self.origins[start], last.end if last else self.origins[end - 1] + 1

    def parties(self, start: int, end: int) -> tuple[str, ...]:
        found = (p for i in range(start, end) if i in self.by_mark for p in self.by_mark[i].parties)
        return tuple(dict.fromkeys(found))


def find_names(text: str, index: NameIndex, *, capitals: bool, blocs: frozenset[str]) -> Named:
    """The parties named in a sentence, who speaks for whom, who stands with and against them, and what to mask.

    `capitals` says that the document prints the names of its speakers in capitals; `blocs` are the ids that others
    speak for.
    """
    every = tuple(m for m in index.find_mentions(text) if capitals or not is_part_of_name(text, m))
    mentions = (
        [_with_tail(text, m) for m in sorted([*every, *_caps_mentions(text, every)])] if capitals else list(every)
    )
    mentions = [m for m in mentions if m.kind != NameKind.DEMONYM.value or text[m.start : m.end].isupper()]
    if not capitals:
        spoken_for = list(_behalf_mentions(text, mentions, blocs))
        apart = [m for m in mentions if not any(s.start <= m.start < s.end for s in spoken_for)]
        mentions = sorted([*apart, *spoken_for])
    marked = _Marked(text, mentions)
    taken: list[tuple[int, int]] = []  # of the marked text
    groups: dict[int, Mention] = {}
    companions: list[Companion] = []
    gone: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in taken)

    for speakers_in in (_represented, _among):
        speakers = list(speakers_in(marked, blocs))
        if speakers:
            apart = [m for m in mentions if not any(s.start <= m.start < s.end for s in speakers)]
            mentions = sorted([*apart, *speakers])
            marked = _Marked(text, mentions)
    for m in (
        m for pattern in (_OPENED, _CLOSE, _DOING, _SHARED, _SUPPORTED, _OPPOSED) for m in pattern.finditer(marked.text)
    ):
        if not free(m.start("whom"), m.end("whom")):
            continue
        tie = _tie(m["how"])
        before = [i for i in marked.by_mark if i < m.start() and (free(i, i + 1) or marked.span(i, i + 1)[0] in groups)]
        anchor = marked.by_mark[max(before)].start if before and tie is not Tie.WITH else None
        companions.append(Companion(tie, marked.parties(m.start("whom"), m.end("whom")), anchor))
        gone.append(marked.span(m.start(), m.end()))
        taken.append((m.start(), m.end()))
    for m in _GROUP.finditer(marked.text):
        if free(m.start(), m.end()):
            start, end = marked.span(m.start(), m.end())
            groups[start] = Mention(start, end, marked.parties(m.start(), m.end()), "list")
            taken.append((m.start(), m.end()))
    for at, mention in marked.by_mark.items():
        if free(at, at + 1):
            groups[mention.start] = mention
    if capitals and (lead_in := _LEAD_IN.match(text)) is not None and min(groups, default=len(text)) >= lead_in.end():
        gone.append(lead_in.span())
    return Named(groups, tuple(companions), tuple(_masks(text, groups.values(), gone)), every)


# "the Caribbean |Congress| of Labour Unions"
_NAME_BEFORE = re.compile(r"\b(?!The\b)[A-ZÀ-Þ][\w’'-]+ $")
# "the Liberal |Democrats|", "the Breeders' |Congress|", and no word in capitals because a sentence begins with it
_OWN_BEFORE = re.compile(r"(?:[^\W\d_]+,? |[\d,;:] )(?!The\b)[A-ZÀ-Þ][\w’'-]+ $|[A-ZÀ-Þ][\w-]+(?:s['’]|['’]s) $")
# "said Motor Workers |Canada|", "Barley Growers |Australia| is pleased"
_CLOSES_NAME = re.compile(
    r"(?:(?<![\w.’'-])(?!told )[a-z][\w’'-]*,? |(?:^|[.?!:]\s+|[“\"(\n])(?!The\b)[A-ZÀ-Þ][\w’'-]+ )(?:[A-ZÀ-Þ][\w’'-]+ ){0,4}(?!The )(?P<word>[A-ZÀ-Þ][a-zà-ÿ]+) $"
)
_OWN_NAMES = (NameKind.LABEL.value, NameKind.ALIAS.value)
_DAYS = frozenset({*calendar.month_name, *calendar.day_name})
_NAME_BEHIND = re.compile(r" (?:of|for)(?: the)? [A-ZÀ-Þ]")


def is_part_of_name(text: str, mention: Mention, *, alone: bool = False) -> bool:
    """Whether a name of one word is only a word of another body's name. `alone`: the text is a phrase and no sentence, whose
    first word would be in capitals anyway."""
    if mention.parties[0].startswith("person/") or " " in text[mention.start : mention.end]:
        return False
    before = text[max(0, mention.start - 40) : mention.start]
    if "/" in mention.parties[0] and (_OWN_BEFORE.search(before) or (alone and _NAME_BEFORE.match(before))):
        return True
    own = len(mention.parties[0]) == len("CA") and mention.kind in _OWN_NAMES
    if own and not alone and (closed := _CLOSES_NAME.search(before)) is not None:
        # "South Korea", "in March Canada": no name of a body with what stands before
        return closed["word"] not in words_in("point of the compass") | _DAYS
    return _NAME_BEFORE.search(before) is not None and _NAME_BEHIND.match(text, mention.end) is not None


def _represented(marked: _Marked, blocs: frozenset[str]) -> Iterator[Mention]:
    """ "A, on behalf of B,", "A, Minister of Energy, B,": one mention of B."""
    for m in _DELEGATE.finditer(marked.text):
        yield Mention(*marked.span(m.start(), m.end()), marked.parties(m.start("whom"), m.end("whom")), "represents")
    for m in _FOR_FIRST.finditer(marked.text):
        yield Mention(*marked.span(m.start(), m.end()), marked.parties(m.start("whom"), m.end("whom")), "represents")
    spoken = [m for m in _FOR_ANOTHER.finditer(marked.text) if m["who"].strip("The ")[:1] != _MARK]
    within = [m.span() for m in spoken]
    plain = (m for m in _REPRESENTS.finditer(marked.text) if not any(a < m.end() and m.start() < b for a, b in within))
    for m in (*spoken, *plain):
        whom = marked.parties(m.start("whom"), m.end("whom"))
        if len(whom) > 2 and m["whom"].endswith(f"({_MARK})"):
            whom = whom[-1:]  # "for Brazil, South Africa, India and China (BASIC)"
        group = (
            whom[0] in blocs
            or "/" in whom[0]
            or marked.by_mark[m.start("whom") + m["whom"].index(_MARK)].kind == "caps"
        )
        if "behalf" in m["how"] or "speaking" in m["how"] or group:
            start, end = marked.span(m.start(), m.end())
            yield Mention(start, end - (marked.text[m.end() - 1] == ","), whom, "represents")


# "Several delegations, including Chad and Peru, proposed"
_AMONG = re.compile(
    rf"(?:^|(?<=[;,:] ))(?:(?:the|The|[Ss]everal|[Mm]any|[Ss]ome|[Mm]ost|[Oo]ther|[Vv]arious|[Aa] number of) )?{_MARK}, including (?P<whom>{_LIST}{_PAREN}),?(?= (?!and\b|or\b)[a-z])"
)


def _among(marked: _Marked, _: frozenset[str]) -> Iterator[Mention]:
    """ "Several delegations, including A and B, proposed": those who are named."""
    for m in _AMONG.finditer(marked.text):
        start, end = marked.span(m.start(), m.end())
        yield Mention(
            start, end - (marked.text[m.end() - 1] == ","), marked.parties(m.start("whom"), m.end("whom")), "represents"
        )


# "(EIG)", "(FCCC/CP/1999/L.9)", "<TSBA.T>": codes and short forms in brackets, which the parser need not see
_CODE = re.compile(r" \((?=[^()]*[A-Z0-9])[^()]{1,60}\)| <[A-Z0-9.]{1,10}>")


# "the U.S. Wants": old wire copy raises the word after an abbreviation as if a sentence began there
_RAISED = re.compile(r"\b[A-Z]\.[A-Z]\. ([A-Z][a-z]+)\b")
# "called for |including| equity": a verb, and no list of what is among others
_ADDING = re.compile(
    r"\b(?:for|against|proposed|suggested|supported|opposed|preferred|favou?red|recommended|requested|questioned|urged) (including)\b"
)
# "Mr Speaker, the government wants": who is spoken to in a parliament
_SPOKEN_TO = re.compile(r"\b(?:Mr|Madam|Mme|Ms|Sir)\.? (?:Speaker|President|Chair|Chairman|Chairwoman|Commissioner), ")
# "more content – as well as a quota –": a further object, set off by dashes
_AS_WELL = re.compile(r"(?:\s*[–—]|,)\s*as well as\b")
# "large demands – including that X be done": what is demanded, said as if in passing
_INCLUDING_THAT = re.compile(r"(?:\s*[–—-]+|,)\s*including that\b")
# 'contributes to': single quotation marks, which the parser takes for possessives
_SINGLE_QUOTES = re.compile(r"(?<![\w'])['‘](?=\w)[^'‘’\n]{1,120}?['’](?!\w)")
# "the Chair s draft": an apostrophe that a copy has lost
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ÿ)]) s(?= [a-z0-9])")
_VERB_AHEAD = re.compile(
    r"(?:'s\b)?(?: (?:also|then|again|further|strongly|instead|however))?(?:,| (?:\w+ed|said|says|was|were|is|are|has|had|will|would|could|should|must|did|does|sought|felt|saw|put|made|told|wants?|seeks?|urges?|and|or)\b|[.;:)]|$)"
)


def _masks(text: str, groups: Collection[Mention], gone: Sequence[tuple[int, int]]) -> Iterator[Mask]:
    spans, after = list[Mask](), 0
    for a, b in sorted(gone):
        spans.append(Mask(max(a, after), b, ""))  # ", with A, opposed by B,": they share a comma
        after = max(after, b)
    left_out = {a for a, _ in gone}
    spans += [_name_mask(text, g, closed=g.end in left_out) for g in groups if not _reads_well(text, g)]
    spans += [Mask(m.start(), m.end(), "") for m in _CODE.finditer(text)]
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
    spans += [Mask(m.start(), m.end(), "'s") for m in _LOST_APOSTROPHE.finditer(text)]
    for m in _SINGLE_QUOTES.finditer(text):
        spans += [Mask(m.start(), m.start() + 1, ""), Mask(m.end() - 1, m.end(), "")]
    end = 0
    for mask in sorted(spans, key=lambda s: (s.start, -s.end)):
        if mask.start >= end:
            yield mask
            end = mask.end


def _reads_well(text: str, group: Mention) -> bool:
    """Whether the parser reads a name well as it stands: one capitalised word, or common words in lower case."""
    name = text[group.start : group.end]
    article = text[: group.start].endswith(("the ", "The "))
    return name.islower() or (name.isalpha() and name.istitle() and not article)


def _name_mask(text: str, group: Mention, *, closed: bool) -> Mask:
    """A name the small model knows; 'the' goes with it where a verb follows, so that it is read as the subject. `closed`: what
    stands behind it is left out."""
    before = text[: group.start]
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
