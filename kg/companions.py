"""The parties named in a sentence, who speaks for whom, and who stands with or against them.

Surface constructions of meeting reports ("A, on behalf of B, supported by C and D, and opposed by E, said ...") are
read here, before parsing, over the sequence of names; the parser then sees one plain name in their place.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.closed_classes import words_in
from kg.language import Mask
from kg.masking import masks_for
from kg.mentions import Mention, NameIndex, is_part_of_name, minted_id
from kg.vocabulary import NameKind

_CAPS_RUN = re.compile(
    r"(?<![\w/-])[A-ZÀ-Þ][A-ZÀ-Þ&'’/.-]*[A-ZÀ-Þ]s?(?:(?:,? (?:AND|FOR|OF|THE|ON|and|for|of|on|the|de|-|–)(?: the)?)* ?(?: |- )[A-ZÀ-Þ][A-ZÀ-Þ&'’/.-]*[A-ZÀ-Þ]s?)+(?![\w/])"
)

# "ARTICLE 3.14 (ADVERSE EFFECTS): ", which names no party
_LEAD_IN = re.compile(r"[^a-z:]+: ?")
# "GOOD PRACTICES (GPs): The EU said"
_TITLES = re.compile(r"(?: \([^()]*\))? ?:")
# "The budget for the next two years: CHAD, with PERU, said": what is spoken of
_TOPIC = re.compile(
    r"(?!(?:He|She|They|It|We|I|You)\b)[A-Z][^:;!?]{2,200}: ?(?=(?:the |The )?$|(?:On|In|Regarding|Following) [^:;]*$)"
)
_HAS_VERB = re.compile(r"\b(?:[a-z]+ed|said|sought|put|felt|is|are|was|were|will|should|would|could|to)\b")


class Tie(StrEnum):
    """How a companion stands to the party it is named beside."""

    WITH = "with"
    SUPPORT = "supported by"
    OPPOSE = "opposed by"


@dataclass(frozen=True, slots=True)
class Companion:
    """Parties named beside a holder ('supported by C'); `anchor` is the start of the group they belong to, or None for
    the sentence's subject, `since` from where in the sentence what is said is theirs too ("asked for cuts and, with C, opposed")."""

    tie: Tie
    parties: tuple[str, ...]
    anchor: int | None
    since: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of a sentence say: groups of parties by start, companions, the masks for the parser, and all names of
    the vocabulary in text order."""

    groups: Mapping[int, Mention]
    companions: tuple[Companion, ...]
    masks: tuple[Mask, ...]
    mentions: tuple[Mention, ...] = ()


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
        titles = run.start() == 0 and _TITLES.match(text, run.end())
        if not titles and not any(m.start < run.end() and run.start() < m.end for m in known):
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
_LIST = rf"{_NAME}(?:(?:, | and (?:the )?|, and (?:the )?|,? as well as |/)(?:the )?{_MARK})*(?:,? and (?:several |many |some |a number of )?others)?"
_PAREN = r"(?: \([^()]{1,40}\))?"
_REPRESENTS = re.compile(
    rf"(?P<who>{_MARK}){_PAREN}(?P<how>(?:,| [—–])? (?:also )?(?:speaking |intervening )?(?:also )?on behalf of|, (?:also )?(?:speaking )?(?:also )?for(?: (?:it|him|her)self,? and(?: also)?(?: for| on behalf of)?)?|, FOR|(?:,| [—–])? speaking for|, (?:also )?representing|, (?:which|who) (?:(?:also )?(?:speaks|spoke|negotiates) (?:on behalf of|for)|(?:chairs|coordinates))) (?P<whom>(?:the |(?:(?:several|some|many|the|a number of) )?members of the |(?:a|the) group of |(?:several|some|many|a number of) )?{_NAME}(?: members)?{_PAREN}(?:(?:, {_NAME})*,? and {_NAME}(?={_PAREN},(?! (?:for|also for|on behalf of|speaking)\b)))?{_PAREN})(?:,| [—–])?"
)
# "Peru, |Chad for the Kelp Group|, and others", "|Chad for the Kelp Group| called for", no "deal with Chad for the Kelp Group"
_FOR_A_GROUP = re.compile(
    rf"(?:^|(?<=[,;:] )|(?<=, and )|(?<=, but )|(?<=while ))(?P<who>{_MARK})(?P<how> for) "
    rf"(?P<whom>the {_MARK}{_PAREN}(?=,)|(?:the )?{_MARK}{_PAREN}(?= (?!to\b|and\b|or\b|by\b|in\b|on\b)[a-z]))"
)
# "Ana Lee, Minister of Energy, for the Kelp Group, said": a person or a body speaks, of whom no more is known
_NO_PREPOSITION = r"(?!(?:In|At|On|Like|Under|With|After|Before|Despite|As|From|During|Since|Unlike) )"
_CAPITAL = rf"[A-ZÀ-Þ{_MARK}][\w.’'-]*"
_PERSON = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:(?:de|del|von|van|der|la|el|al|bin) ){0,2}[A-ZÀ-Þ][\w.’'-]*){1,4}"
_FOR_ANOTHER = re.compile(
    rf"(?:^|(?<=[;:] )){_NO_PREPOSITION}(?P<who>(?:The )?{_CAPITAL}(?: (?:(?:of|for|and|the|de|del|von|van|la|el) ){{0,2}}{_CAPITAL}){{0,7}}{_PAREN}(?:, [^,;:]{{1,70}}){{0,2}})(?P<how>,? (?:speaking )?on behalf of|, (?:speaking )?for|, representing) (?P<whom>{_NAME}{_PAREN}),"
)
# "Ana Lee, Minister of Energy, Norway, said": a delegate with the country they speak for
_DELEGATE = re.compile(
    rf"(?:^|(?<=[;:,] )){_NO_PREPOSITION}(?P<who>{_PERSON}(?:, [A-ZÀ-Þ][^,;:{_MARK}]{{1,70}}){{0,3}}), (?:the )?(?P<whom>{_MARK})(?=, (?!and\b|or\b)[a-z])"
)
# "For the Kelp Group, Ana Lee (Norway) said": a delegate is named behind those they speak for
_FOR_FIRST = re.compile(
    rf"^(?:Speaking )?(?:For|On behalf of) (?P<whom>{_NAME}{_PAREN}), (?P<who>{_PERSON}(?: \([^()]{{1,60}}\))?)(?= (?!and\b|or\b)[a-z])"
)
# "Speaking for the Kelp Group, Chad said"
_SPOKEN_FIRST = re.compile(
    rf"^(?P<how>Speaking (?:also |next |then )?(?:for|on behalf of)|On behalf of) (?P<whom>(?:members of )?{_LIST}{_PAREN}), (?P<who>{_NAME}{_PAREN}|he|she),?(?= (?!and\b|or\b)[a-z])"
)
# "the Kelp Group (represented by Chad)", "the Kelp Group, for whom Chad spoke,"
_BY_ANOTHER = re.compile(
    rf"(?P<whom>{_NAME})(?: \(represented by {_NAME}\)|, represented by {_NAME}{_PAREN},|, for (?:whom|which) {_NAME}{_PAREN} (?:spoke|speaks|was speaking),)"
)
_IN_PASSIVE = r"(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbeen)"
_OPPOSED = re.compile(
    rf"{_IN_PASSIVE}(?:,? (?:and |but |although |while )?)(?P<how>opposed) by (?P<whom>{_LIST}{_PAREN})(?:,(?= )|(?= and opposed|$))?"
)
_SUPPORTED = re.compile(
    rf"{_IN_PASSIVE}(?:,? | [–—-]{{1,2}} |^)(?:but |and )?(?P<how>(?<!ing )(?<!ree )(?<!reed )(?<!rees )[Ww]ith|[Ss]upported by|[Bb]acked by|[Ww]ith (?:the )?(?:support|backing) (?:of|from)|[Jj]oined by|[Ee]choed by|[Ss]econded by|[Aa]long with|[Tt]ogether with|[Aa]s well as) (?P<whom>{_LIST}{_PAREN})(?P<end>,(?= )| [–—-]{{1,2}}(?= )|(?= (?:and|but) (?:opposed|supported|backed|with|not by)\b| said| urged))"
)
# "Opposed by A and B, C called for": C is none of those who oppose
_OPENED = re.compile(
    rf"(?:^|(?<=, ))(?P<how>[Oo]pposed|[Ss]upported|[Bb]acked|[Jj]oined|[Ss]econded) by (?P<whom>{_NAME}(?:(?:, {_NAME})*,? and {_NAME})?{_PAREN}),(?= (?:the )?{_MARK}| (?:he|she|they|it)\b)"
)
# "A suggested, and B opposed, moving to ...": what both speak of stands behind the second verb
_SHARED = re.compile(
    rf"(?:(?<=ed)|(?<=id)|(?<= for)|(?<= to)|(?<= with)), (?:and|but|while) (?P<whom>{_LIST}{_PAREN}) (?P<how>opposed|objected to|rejected|supported|endorsed|agreed|agreed (?:on|to|with)),(?= )"
)
# "|both parties|": the two last named
_BOTH = re.compile(r"\b(?:[Bb]oth|[Tt]he two) (?:\w+)$")
# "the |delegates of Chile and Peru|"
_SITTING_FOR = re.compile(rf"{_MARK} (?:of|from) (?P<whom>{_LIST})")
# "Over the objections of B, A proposed", "supported by A, but not by B"
_OVERRULED = re.compile(
    rf"(?:^|(?<={_MARK}), )(?:[Oo]ver|[Dd]espite|[Ii]n the face of|[Nn]otwithstanding)(?: the)?(?: strong)? (?P<how>objections?|opposition|resistance|reservations) (?:of|from|by) (?P<whom>{_LIST}{_PAREN})(?:,(?= )|(?=[.;]|$))"
)
_NOT_BY = re.compile(rf"(?<={_MARK}),? but (?P<how>not) by (?P<whom>{_LIST}{_PAREN})(?:,(?= )|(?=[.;]|$))")
_FAVORED = re.compile(
    r"\b(?:supported|backed|endorsed|welcomed|favou?red|shared|joined|echoed|accepted|seconded) by [^.;]*$"
)
# "A and B, but not C, favored"
_EXCEPT = re.compile(rf",? but not {_NAME}{_PAREN}(?:(?:, | and | or | nor |, and )(?:the )?{_MARK}{_PAREN})*,?")
# "A, with B opposing, asked for"
_DOING = re.compile(
    rf"(?:,| but| and) (?:and |but )?with (?P<whom>{_LIST}{_PAREN}) (?P<how>opposing|objecting|opposed|disagreeing|supporting|concurring|in agreement|in support|expressing (?:[a-z]+ )?(?:concerns?|reservations?|doubts?|opposition|support))(?: it| this| that)?(?:,(?= )|(?=[.;]|$))"
)
# "A supported by B proposed"
_CLOSE = re.compile(
    rf"(?<={_MARK}) (?P<how>supported|backed|seconded|opposed) by (?P<whom>{_LIST}{_PAREN})(?= (?:[a-z]+ed|said|sought|put)\b)"
)
_LAST_WORD = re.compile(r"\b(?P<noun>[A-Za-z]+)(?: \([^()]*\))?$")
_AGAINST = re.compile(r"op|ob|re|di|not|expressing (?!(?:[a-z]+ )?support)")
"""How the words begin by which somebody is against what another says."""
_BESIDE = frozenset({"with", "along with", "together with", "as well as", "joined by", "joined"})


def _tie(how: str) -> Tie:
    """How those stand to a holder who are named beside them in such words."""
    words = how.casefold()
    return Tie.OPPOSE if _AGAINST.match(words) else Tie.WITH if words in _BESIDE else Tie.SUPPORT


# "The draft|, opposed by A and welcomed by B,": what is opposed, not who speaks
_SAID_OF = re.compile(rf"^(?:The|An?|This|That|These|Those|His|Her|Their|Its) [^{_MARK},;]*?(?P<noun>[a-z-]+)$")
_GROUP = re.compile(
    rf"{_MARK}{_PAREN}(?:(?:, (?:the )?{_MARK}{_PAREN})*,? and (?:the )?{_MARK}{_PAREN}|(?:, (?:the )?{_MARK}{_PAREN})*,? and (?:several |many |some |a number of |various )?other(?:s|(?:(?<=some other)|(?<=many other)|(?<=several other)) (?:members|parties|countries|nations|states|delegations))\b)"
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

    def speaker(self, match: re.Match[str]) -> Mention:
        """One mention of those `whom` a match names, of all it covers but a comma that closes it."""
        start, end = self.span(match.start(), match.end())
        whom = self.parties(match.start("whom"), match.end("whom"))
        return Mention(start, end - (self.text[match.end() - 1] == ","), whom, "represents")

    def parties(self, start: int, end: int) -> tuple[str, ...]:
        found = (p for i in range(start, end) if i in self.by_mark for p in self.by_mark[i].parties)
        return tuple(dict.fromkeys(found))


def find_names(
    text: str, index: NameIndex, *, meeting: bool, capitals: bool, blocs: frozenset[str], unnamed: frozenset[str]
) -> Named:
    """The parties named in a sentence, who speaks for whom, who stands with and against them, and what to mask.

    `meeting` says that the document reports on one, where those named first speak, `capitals` that it prints their names so;
    `blocs` are the ids that others speak for, `unnamed` those of groups of parties that are not named.
    """
    every = tuple(m for m in index.find_mentions(text) if capitals or not is_part_of_name(text, m))
    if not meeting:
        every = tuple(m for m in every if not (unnamed.issuperset(m.parties) and _BOTH.search(text, 0, m.end)))
    if capitals:
        mentions = [_with_tail(text, m) for m in sorted([*every, *_caps_mentions(text, every)])]
    else:
        mentions = list(every)
    mentions = [m for m in mentions if m.kind != NameKind.DEMONYM.value or text[m.start : m.end].isupper()]
    if not capitals:
        mentions = _instead(mentions, _behalf_mentions(text, mentions, blocs))
    mentions = _instead(mentions, _represented(_Marked(text, mentions), blocs, meeting=meeting))
    if any(unnamed.intersection(m.parties) for m in mentions):
        mentions = _instead(mentions, _sitting_for(text, _Marked(text, mentions), unnamed))
        mentions = _instead(mentions, _among(text, _Marked(text, mentions), unnamed))
    if not meeting:
        mentions = _instead(mentions, _of_states(text, _Marked(text, mentions), blocs))
    marked = _Marked(text, mentions)
    companions, left_out = _companions(marked)
    groups = _groups(marked, left_out)
    gone = [marked.span(start, end) for start, end in left_out]
    lead_in = _LEAD_IN.match(text) if capitals else None
    if lead_in is None and meeting:
        openings = (_TOPIC.match(text, 0, start) for start in sorted(groups)[:2])
        lead_in = next((m for m in openings if m is not None and not _HAS_VERB.search(m.group())), None)
    if lead_in is not None and any(start >= lead_in.end() for start in groups):
        groups = {start: group for start, group in groups.items() if start >= lead_in.end()}
        gone.append(lead_in.span())
    return Named(groups, tuple(companions), tuple(masks_for(text, groups.values(), gone)), every)


def _sitting_for(text: str, marked: _Marked, unnamed: frozenset[str]) -> Iterator[Mention]:
    """ "the delegates of Chile, Peru and Chad": those whom the delegates sit for, over all of it."""
    for m in _SITTING_FOR.finditer(marked.text):
        who = marked.by_mark[m.start()]
        noun = text[who.start : who.end].split()[-1]
        if unnamed.issuperset(who.parties) and noun.casefold() in words_in("who sits for a party"):
            yield Mention(*marked.span(*m.span()), marked.parties(*m.span("whom")), "list")


def _instead(mentions: Sequence[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Mentions with others in place of those that begin in them."""
    wider = list(others)
    return sorted([*(m for m in mentions if not any(o.start <= m.start < o.end for o in wider)), *wider])


def _is_dealt(text: str, end: int) -> bool:
    """Whether words that end at an offset name what is made with somebody: "the trade pact (KTA)"."""
    word = _LAST_WORD.search(text, max(0, end - 60), end)
    return word is not None and word["noun"].casefold() in words_in("dealt with somebody")


def _is_free(taken: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= a or b <= start for a, b in taken)


def _companions(marked: _Marked) -> tuple[list[Companion], list[tuple[int, int]]]:
    """Who stands with and against whom, and the [start, end) of the marked text that says so, or names who is excepted."""
    companions: list[Companion] = []
    taken: list[tuple[int, int]] = []
    marks, covered = sorted(marked.by_mark), set[int]()
    for pattern in (_OPENED, _OVERRULED, _NOT_BY, _CLOSE, _DOING, _SHARED, _SUPPORTED, _OPPOSED):
        for m in pattern.finditer(marked.text):
            if not _is_free(taken, m.start("whom"), m.end("whom")):
                continue
            if pattern is _NOT_BY and not _FAVORED.search(marked.text, 0, m.start()):
                continue
            if pattern is _SUPPORTED and m["how"] == "with" and _is_dealt(marked.text, m.start()):
                continue  # "the pact with Chile, which"
            if pattern is _OPENED and (marks and marks[0] < m.start()):
                continue
            said_of = _SAID_OF.match(marked.text, 0, m.start()) if m["how"].endswith(("ed", "ed by")) else None
            if said_of is not None and said_of["noun"] not in words_in("who may speak"):
                continue
            tie = _tie(m["how"])
            at = bisect_left(marks, m.start()) - 1
            while at >= 0 and marks[at] in covered:
                at -= 1
            beside = at >= 0 and marks[at] + 1 == m.start()
            anchor = marked.by_mark[marks[at]].start if at >= 0 and (beside or tie is not Tie.WITH) else None
            since = marked.origins[m.start()] if marked.text.endswith((" and", " but"), 0, m.start()) else 0
            whom = marked.parties(m.start("whom"), m.end("whom"))
            companions.append(Companion(tie, whom, anchor, since))
            kept = at < 0 and marked.text[m.start()] == ","  # "On finance, [opposed by the US,] Chad called"
            taken.append((m.start() + kept, m.end()))
            covered.update(marks[bisect_left(marks, m.start()) : bisect_left(marks, m.end())])
    taken += [m.span() for m in _EXCEPT.finditer(marked.text) if _is_free(taken, m.start(), m.end())]
    return companions, taken


def _groups(marked: _Marked, left_out: Iterable[tuple[int, int]]) -> dict[int, Mention]:
    """The names by start, lists of them as one, without those that stand in what is left out."""
    groups: dict[int, Mention] = {}
    taken = list(left_out)
    for m in _GROUP.finditer(marked.text):
        if _is_free(taken, m.start(), m.end()):
            start, end = marked.span(m.start(), m.end())
            groups[start] = Mention(start, end, marked.parties(m.start(), m.end()), "list")
            taken.append((m.start(), m.end()))
    for at, mention in marked.by_mark.items():
        if _is_free(taken, at, at + 1):
            groups[mention.start] = mention
    return groups


def _represented(marked: _Marked, blocs: frozenset[str], *, meeting: bool) -> Iterator[Mention]:
    """ "A, on behalf of B,", "A, Minister of Energy, B,": one mention of B, and of A where it speaks for itself too."""
    spoken: list[re.Match[str]] = []
    if meeting:
        for pattern in (_DELEGATE, _FOR_FIRST):
            yield from (marked.speaker(m) for m in pattern.finditer(marked.text))
        yield from (marked.speaker(m) for m in _BY_ANOTHER.finditer(marked.text))
        spoken = [m for m in _FOR_ANOTHER.finditer(marked.text) if not m["who"].removeprefix("The ").startswith(_MARK)]
        spoken += _SPOKEN_FIRST.finditer(marked.text)
    within = [m.span() for m in spoken]
    plain = (m for m in _REPRESENTS.finditer(marked.text) if not any(a < m.end() and m.start() < b for a, b in within))
    for m in (*spoken, *plain, *_FOR_A_GROUP.finditer(marked.text)):
        whom = marked.parties(m.start("whom"), m.end("whom"))
        if len(whom) > 2 and m["whom"].endswith(f"({_MARK})"):
            whom = whom[-1:]  # "for Brazil, South Africa, India and China (BASIC)"
        group = (
            whom[0] in blocs
            or "/" in whom[0]
            or marked.by_mark[m.start("whom") + m["whom"].index(_MARK)].kind == "caps"
        )
        spoken_for = any(word in m["how"] for word in ("behalf", "peaking", "self"))
        if spoken_for or group or len(whom) > 1:
            # "Chad, for Peru and Chile,", "Chad, also for the Kelp Group,": Chad is one of them
            apart = group and "also" not in m["how"] and "self" not in m["how"]
            besides = () if apart else marked.parties(m.start("who"), m.end("who"))
            yield replace(marked.speaker(m), parties=tuple(dict.fromkeys((*besides, *whom))))


# "Several delegations, including Chad and Peru, proposed"
_AMONG = re.compile(
    rf"(?:^|(?<=[;,:] ))(?:(?:the|The|[Ss]everal|[Mm]any|[Ss]ome|[Mm]ost|[Oo]ther|[Vv]arious|[Aa] number of) )?(?P<whole>{_MARK}), (?:including|among them|such as|notably|in particular) (?P<whom>{_LIST}{_PAREN}),?(?= (?!and\b|or\b)[a-z])"
)


# "economies, among them Chile and Peru, oppose", "suppliers such as Chad", "others, Peru included,", "a bloc of producers consisting of Chile and Peru"
_OF_STATES = re.compile(
    rf"(?:(?:[Tt]he|[Ss]everal|[Mm]any|[Ss]ome|[Mm]ost|[Oo]ther|[Aa] few) |(?:(?:[Mm]ore than|[Uu]pwards of|[Aa]t least|[Oo]ver|[Aa]bout|[Ss]ome|[Nn]early|[Aa]lmost|[Aa]round) )?\d+ |[Aa]n? (?:bloc|group|alliance|coalition|band|handful|number) of (?:[a-z-]+ ){{0,2}})?(?P<noun>\b[A-Za-z]+|{_MARK})(?:,? such as|(?:,| [–—-]{{1,2}}) (?:including|among them|notably)|,? (?:consisting|made up) of) (?P<whom>{_LIST}{_PAREN})(?:,(?= )| [–—-]{{1,2}}(?= ))?"
)
_INCLUDED = re.compile(rf"\b(?P<noun>[A-Za-z]+), (?P<whom>{_LIST}) included,")


def _of_states(text: str, marked: _Marked, blocs: frozenset[str]) -> Iterator[Mention]:
    """ "economies, among them A and B, opposed": those who are named, of many who may be states."""
    for m in (*_OF_STATES.finditer(marked.text), *_INCLUDED.finditer(marked.text)):
        whom = marked.parties(*m.span("whom"))
        known = marked.by_mark.get(m.start("noun"))
        noun = (
            m["noun"] if known is None else text[known.start : known.end].split()[-1]
        )  # "small |islands| such as Chad"
        of_states = noun[-1:].islower() and noun.casefold() in words_in("several who may be states")
        if of_states and all(len(party) == len("CA") or party in blocs for party in whom):
            start, end = marked.span(m.start(), m.end() - (marked.text[m.end() - 1] == ","))
            yield Mention(start, end, whom, "list")


# "One delegation, Chad, proposed"
_WHO = re.compile(rf"(?P<whole>{_MARK}), (?P<whom>{_NAME}{_PAREN}),(?= (?!and\b|or\b)[a-z])")


def _among(text: str, marked: _Marked, unnamed: frozenset[str]) -> Iterator[Mention]:
    """ "Several delegations, including A and B, proposed", "One delegation, A, proposed": those who are named."""
    single = ("one ", "another ")
    of_one = (m for m in _WHO.finditer(marked.text) if text[marked.origins[m.start()] :].casefold().startswith(single))
    for m in (*_AMONG.finditer(marked.text), *of_one):
        if marked.parties(m.start("whole"), m.end("whole"))[0] in unnamed:
            start, end = marked.span(m.start(), m.end())
            yield Mention(start, end, marked.parties(m.start("whom"), m.end("whom")), "list")
