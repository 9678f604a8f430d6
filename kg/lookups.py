"""Who wants what: the named questions, each a SPARQL query in a file of its own under `queries/`.

Every function takes an open store and answers with frozen values. Parties and issues are asked for by id, label,
alias or a unique beginning of one; asking about an issue includes all that is narrower.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.answers import StoreFailure, Term, Triples
from kg.errors import KgError
from kg.graph import BASE, KINDS, LABEL, NOTATION, described, minted_id, node, one_value, position_of, traces_of
from kg.model import Certainty, Position, Speaker, Stance, Strength, Trace
from kg.sparql import bound, query_file
from kg.store import Store, ask_file
from kg.summaries import cell_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A party or issue as it is shown: the id to ask for it by, and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of an answer: those from `offset` on, and how many rows the whole answer has."""

    rows: tuple[Row, ...]
    total: int
    offset: int = 0

    @property
    def rest(self) -> int:
        """How many rows follow this page.

        >>> Page(("a", "b"), total=5, offset=1).rest
        2
        """
        return max(0, self.total - self.offset - len(self.rows))


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position with its evidence and its document, as tables show it: `[start, end)` are characters of its text."""

    id: str
    holder: tuple[Named, ...]
    stance: Stance
    issue: Named | None
    what: str
    target: tuple[Named, ...]
    certainty: Certainty
    strength: Strength
    condition: str | None
    speaker: Speaker | None
    source: Named | None
    confidence: float
    quote: str
    start: int
    end: int
    section: str | None
    document: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None
    negotiation: str | None
    round: str | None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which positions count. An empty field asks nothing; dates are ISO 8601, as precise as given, both included."""

    negotiation: str | None = None
    round: str | None = None
    since: str | None = None
    until: str | None = None
    stances: tuple[Stance, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    strengths: tuple[Strength, ...] = ()
    min_confidence: float | None = None
    holder: str | None = None
    document: str | None = None


ANY = Filter()


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party that holds a position or is asked for something. `positions` it holds, `asked` that others want of it."""

    id: str
    label: str
    kind: str | None
    represents: Named | None
    positions: int
    asked: int
    iri: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue somebody holds a position on: `favour` and `against` count the parties for and against a thing in it."""

    id: str
    label: str
    broader: Named | None
    positions: int
    favour: int
    against: int
    iri: str

    @property
    def contested(self) -> bool:
        """Whether somebody wants what somebody refuses."""
        return self.favour > 0 and self.against > 0


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A stored document and how many positions were read from it."""

    id: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None
    negotiation: str | None
    round: str | None
    positions: int
    iri: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a negotiation: from the vocabulary, with its dates and place, or as documents name it."""

    id: str
    label: str
    negotiation: Named | None
    start: str | None
    end: str | None
    place: str | None
    documents: int
    positions: int


@dataclass(frozen=True, slots=True)
class Side:
    """How many positions of one stance a party holds on an issue and all that is narrower."""

    holder: Named
    stance: Stance
    positions: int


@dataclass(frozen=True, slots=True)
class PartyProfile:
    """All a party wants (demands, supports), offers, refuses (opposes), threatens, and what others want of it."""

    party: PartyRow
    wants: Page[PositionRow]
    offers: Page[PositionRow]
    refuses: Page[PositionRow]
    threatens: Page[PositionRow]
    asked: Page[PositionRow]


@dataclass(frozen=True, slots=True)
class IssueProfile:
    """Each side of an issue: who stands where, and the positions for and against."""

    issue: IssueRow
    narrower: tuple[Named, ...]
    sides: tuple[Side, ...]
    favour: Page[PositionRow]
    against: Page[PositionRow]


@dataclass(frozen=True, slots=True)
class Shown:
    """One position with its passage in context: `before + position.quote + after` is a run of the kept text.

    `chain` goes from the holder to the outlet, by way of speaker and source: who is credited for the words.
    `siblings` are the other positions read from the same passage.
    """

    position: PositionRow
    before: str
    after: str
    chain: tuple[str, ...]
    siblings: tuple[PositionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """What a store holds: totals, the span of dates, and how many positions of each stance."""

    location: str
    documents: int
    positions: int
    parties: int
    issues: int
    since: str | None
    until: str | None
    stances: dict[Stance, int] = field(default_factory=dict)
    negotiations: tuple[Named, ...] = ()


class NotFound(KgError):
    """A name that no party, issue, position or document of the store answers to; `suggestions` are near misses."""

    def __init__(self, kind: str, text: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no {kind} is called {text!r}{hint}")
        self.kind, self.text, self.suggestions = kind, text, tuple(suggestions)


class Ambiguous(KgError):
    """A beginning that several names share."""

    def __init__(self, kind: str, text: str, candidates: Sequence[str]) -> None:
        told = ", ".join(candidates[:8]) + (", ..." if len(candidates) > 8 else "")
        super().__init__(f"{text!r} is the beginning of several: {told}; say more of the {kind}'s name")
        self.kind, self.text, self.candidates = kind, text, tuple(candidates)


# Names ------------------------------------------------------------------------------------------------------------


def find_party(store: Store, text: str) -> NamedNode:
    """The party of an id, label, alias, or unique beginning of one. Raises NotFound, Ambiguous."""
    return _find(store, "party", text)


def find_issue(store: Store, text: str) -> NamedNode:
    """The issue of an id, label, alias, or unique beginning of one. Raises NotFound, Ambiguous."""
    return _find(store, "issue", text)


def _find(store: Store, kind: str, text: str) -> NamedNode:
    return _find_exactly(store, kind, text.strip()) or _find_loosely(store, kind, text.strip())


def _find_exactly(store: Store, kind: str, text: str) -> NamedNode | None:
    """What has the name as it is written, or the id of something that only positions mention: both have an index."""
    rows = ask_file(store, _NAMES[kind], {"name": [Literal(text), Literal(text, language="en")]})
    found = {thing for thing, _ in rows if thing}
    if len(found) == 1:
        return NamedNode(found.pop())
    minted = NamedNode(f"{base_of(store)}{kind}/{quote(text)}")
    asked = {"holder" if kind == "party" else "issue": [minted]}
    if next(ask_file(store, "lookups/tallies", asked), None):
        return minted
    return None


def _find_loosely(store: Store, kind: str, text: str) -> NamedNode:
    """What has the name in other letters, or is alone to begin so; all names are gone through."""
    names, folded = _names_of_kind(store, kind), text.casefold()
    exact = {thing for name, thing in names if name.casefold() == folded}
    begun = {thing for name, thing in names if name.casefold().startswith(folded)} if folded else set()
    for found in (exact, begun):
        if len(found) == 1:
            return NamedNode(found.pop())
        if found:
            raise Ambiguous(kind, text, sorted(name.id for name in named(store, found).values()))
    raise NotFound(kind, text, _near(folded, [name for name, _ in names]))


_NAMES = {"party": "lookups/named-parties", "issue": "lookups/named-issues"}


def _names_of_kind(store: Store, kind: str) -> list[tuple[str, str]]:
    """(name, IRI); a thing that only positions mention is named by the id in its IRI."""
    listed = [(name or "", thing or "") for thing, name in ask_file(store, _NAMES[kind])]
    if kind == "party":
        mentioned: set[str] = {row[0] for row in _tallies(store)} | {row[2] for row in _target_tallies(store)}
    else:
        mentioned = {row[2] for row in _tallies(store) if row[2]}
    known = {iri for _, iri in listed}
    return listed + [(minted_id(iri), iri) for iri in sorted(mentioned - known)]


def _near(folded: str, names: Sequence[str]) -> list[str]:
    from difflib import get_close_matches  # only a typo pays for it

    spelled = {name.casefold(): name for name in names}
    return [spelled[name] for name in get_close_matches(folded, spelled, n=3, cutoff=0.7)]


def named(store: Store, iris: Iterable[str]) -> dict[str, Named]:
    """Id and label of each IRI; what has neither is named by the id in its IRI."""
    asked = sorted(set(iris))
    if not asked:
        return {}
    found: dict[tuple[str | None, str | None], str] = {}
    for thing, property, name in ask_file(store, "lookups/names", {"thing": [NamedNode(iri) for iri in asked]}):
        found.setdefault((thing, property), name or "")
    ids, labels = ({iri: found.get((iri, property.value)) for iri in asked} for property in (NOTATION, LABEL))
    return {iri: _named(iri, ids[iri], labels[iri]) for iri in asked}


def _named(iri: str, id: str | None, label: str | None) -> Named:
    short = id or minted_id(iri)
    return Named(short, label or short)


def narrower(store: Store, issue: NamedNode) -> list[NamedNode]:
    """An issue and all that is narrower."""
    rows = ask_file(store, "lookups/narrower", {"root": [issue]})
    return sorted({issue, *(NamedNode(iri) for (iri,) in rows if iri)}, key=str)


# Positions --------------------------------------------------------------------------------------------------------


def who(
    store: Store,
    issue: str | None = None,
    party: str | None = None,
    only: Filter = ANY,
    limit: int | None = 50,
    offset: int = 0,
) -> Page[PositionRow]:
    """Positions on an issue, of a party, or both, newest first; `limit=None` gives all. Raises NotFound, Ambiguous."""
    values = _values(store, only if party is None else replace(only, holder=party))
    if issue is not None:
        values["issue"] = narrower(store, find_issue(store, issue))
    return _page(store, values, limit, offset)


def asked_of(
    store: Store, party: str, only: Filter = ANY, limit: int | None = 50, offset: int = 0
) -> Page[PositionRow]:
    """What others want of a party, newest first."""
    values = _values(store, only) | {"target": [find_party(store, party)]}
    return _page(store, values, limit, offset)


def all_positions(store: Store, only: Filter = ANY) -> Iterator[PositionRow]:
    """Every position that a filter lets through, newest first, as a stream: no more than a few hundred are held."""
    asked = {name: terms for name, terms in _values(store, only).items() if name != "dated"} | {"every": ()}
    return position_rows(store, _positions(store, asked, None))


Values = dict[str, Sequence[Term]]


def _values(store: Store, only: Filter) -> Values:
    """What a filter binds in `positions.rq` and `count.rq`."""
    base = base_of(store)
    values: Values = {}
    if only.holder is not None:
        values["holder"] = [find_party(store, only.holder)]
    if only.document is not None:
        values["document"] = [NamedNode(f"{base}document/{quote(only.document)}")]
    for name, text in (("negotiation", only.negotiation), ("round", only.round)):
        if text is not None:
            values[name] = _called(store, name, text, base)
    for name, day in (("since", only.since), ("until", only.until)):
        if day is not None:
            values |= {name: [Literal(day)], "dated": ()}
    values |= {"stance": [node(f"stance:{one.value}") for one in only.stances]} if only.stances else {}
    values |= {"certainty": [Literal(one.value) for one in only.certainties]} if only.certainties else {}
    values |= {"strength": [Literal(one.value) for one in only.strengths]} if only.strengths else {}
    values |= {"least": [Literal(only.min_confidence)]} if only.min_confidence is not None else {}
    return values


def _called(store: Store, kind: str, text: str, base: str) -> list[Term]:
    """Negotiations or rounds of an id or label; a document may name one that no vocabulary knows."""
    spelled = [Literal(text), Literal(text, language="en")]
    rows = ask_file(store, "lookups/called", {"name": spelled})
    found = {NamedNode(iri) for (iri,) in rows if iri}
    return sorted({*found, NamedNode(f"{base}{kind}/{quote(text)}")}, key=str)


def base_of(store: Store) -> str:
    """The base IRI under which a store's documents and positions stand."""
    return next((totals.removesuffix("tally") for totals, *_ in ask_file(store, "lookups/totals") if totals), BASE)


def _page(store: Store, values: Values, limit: int | None, offset: int = 0) -> Page[PositionRow]:
    # A pattern is needed where nothing else says that something is a position.
    anchored = values.keys() & {"issue", "holder", "target", "stance"}
    asked = values if anchored else values | {"every": ()}
    total = int(next(ask_file(store, "lookups/count", asked))[0] or 0)
    ordered = {name: terms for name, terms in asked.items() if name != "dated"}
    if total > MANY and limit is not None:
        found = _by_month(store, ordered, limit, offset)
    else:
        found = _positions(store, ordered, limit, offset)
    return Page(tuple(position_rows(store, found)), total, offset)


MANY = 500
"""From how many positions on a page is looked for month by month, instead of among all."""


def _positions(store: Store, values: Values, limit: int | None, offset: int = 0) -> list[NamedNode]:
    return [NamedNode(iri) for iri, _ in ask_file(store, "lookups/positions", values, limit, offset) if iri]


def _by_month(store: Store, values: Values, limit: int, offset: int) -> list[NamedNode]:
    """A page of positions, newest first, from the newest months that together have enough."""
    found = list[NamedNode]()
    for (month,) in ask_file(store, "lookups/months"):
        found += _positions(store, values | {"month": [Literal(month or "")]}, None)
        if len(found) >= offset + limit:
            break
    return found[offset : offset + limit]


def triples(store: Store, name: str, values: Mapping[str, Sequence[Term]]) -> Triples:
    """The triples that a shipped CONSTRUCT gives with some values bound."""
    answer = store.query(bound(query_file(name), values))
    if not isinstance(answer, Triples):
        raise StoreFailure(f"{store.location}: answered a CONSTRUCT with something else than triples")
    return answer


CHUNK = 500
"""Positions fetched in one query."""


def position_rows(store: Store, positions: Sequence[NamedNode]) -> Iterator[PositionRow]:
    """The rows of some positions, in the order asked for, fetched a few hundred at a time."""
    for start in range(0, len(positions), CHUNK):
        chunk = positions[start : start + CHUNK]
        facts = described(triples(store, "lookups/details", {"position": chunk}))
        yield from _rows(store, {iri: position_of(iri, facts, _iri) for iri in chunk})


def _iri(thing: NamedNode) -> str:
    return thing.value


def _rows(store: Store, positions: Mapping[NamedNode, Position]) -> Iterator[PositionRow]:
    """Rows of positions whose ids are still IRIs, in the order given."""
    graphs = sorted({position.passage.document for position in positions.values()})
    about = described(triples(store, "lookups/metadata", {"document": [NamedNode(graph) for graph in graphs]}))
    talks = [value.value for facts in about.values() for name in TALKS for value in facts.get(node(name).value, ())]
    parties = {iri for one in positions.values() for iri in (*one.holder, *one.target, one.issue, one.source) if iri}
    names = named(store, [*parties, *talks])
    for iri, position in positions.items():
        document = NamedNode(position.passage.document)
        yield _row(minted_id(iri.value), position, _document_row(document, about[document], names), names)


TALKS = ("neg:negotiation", "neg:round")


def _row(id: str, position: Position, document: DocumentRow, names: Mapping[str, Named]) -> PositionRow:
    passage = position.passage
    return PositionRow(
        id=id,
        holder=tuple(names[iri] for iri in position.holder),
        stance=position.stance,
        issue=names[position.issue] if position.issue else None,
        what=position.what,
        target=tuple(names[iri] for iri in position.target),
        certainty=position.certainty,
        strength=position.strength,
        condition=position.condition,
        speaker=position.speaker,
        source=names[position.source] if position.source else None,
        confidence=position.confidence,
        quote=passage.quote,
        start=passage.start,
        end=passage.end,
        section=passage.section,
        document=document.id,
        title=document.title,
        date=document.date,
        publisher=document.publisher,
        url=document.url,
        negotiation=document.negotiation,
        round=document.round,
    )


def _document_row(iri: NamedNode, facts: Mapping[str, list[Term]], names: Mapping[str, Named]) -> DocumentRow:
    talks = [one_value(facts, name) for name in TALKS]
    return DocumentRow(
        id=one_value(facts, "dcterms:identifier") or minted_id(iri.value),
        title=one_value(facts, "schema:headline"),
        date=one_value(facts, "schema:datePublished"),
        publisher=one_value(facts, "schema:publisher"),
        url=one_value(facts, "schema:url"),
        negotiation=names[talks[0]].id if talks[0] else None,
        round=names[talks[1]].id if talks[1] else None,
        positions=int(one_value(facts, "neg:positions") or 0),
        iri=iri.value,
    )


# Profiles ---------------------------------------------------------------------------------------------------------

WANTS, OFFERS, REFUSES, THREATENS = (
    (Stance.DEMAND, Stance.SUPPORT),
    (Stance.OFFER,),
    (Stance.OPPOSE, Stance.REFUSE),
    (Stance.THREAT,),
)
FAVOUR = tuple(stance for stance in Stance if stance.polarity == "+" and stance is not Stance.THREAT)


def party(store: Store, text: str, only: Filter = ANY, limit: int | None = 20) -> PartyProfile:
    """All a party wants, offers and refuses, and what others want of it; `limit` holds for each part."""
    found = find_party(store, text)
    values = _values(store, replace(only, holder=None))
    stances = set(only.stances or Stance)

    def part(asked: tuple[Stance, ...]) -> Page[PositionRow]:
        kept = [node(f"stance:{stance.value}") for stance in asked if stance in stances]
        return _page(store, values | {"holder": [found], "stance": kept}, limit) if kept else Page((), 0)

    asked = _page(store, values | {"target": [found]}, limit)
    (row,) = _party_rows(store, [found.value])
    return PartyProfile(row, part(WANTS), part(OFFERS), part(REFUSES), part(THREATENS), asked)


def issue(store: Store, text: str, only: Filter = ANY, limit: int | None = 20) -> IssueProfile:
    """Each side of an issue and all that is narrower; `limit` holds for the positions on each side."""
    found = find_issue(store, text)
    below = narrower(store, found)
    values = _values(store, only) | {"issue": below}

    def part(asked: tuple[Stance, ...]) -> Page[PositionRow]:
        kept = [node(f"stance:{one.value}") for one in asked if one in (only.stances or asked)]
        return _page(store, values | {"stance": kept}, limit) if kept else Page((), 0)

    tallies = list(_tallies(store, {"issue": below}))
    names = named(store, [iri.value for iri in below])
    held = Counter[tuple[str, Stance]]()
    for holder, stance, _, count in tallies:
        held[holder, stance] += count
    holders = named(store, [holder for holder, _ in held])
    sides = (Side(holders[holder], stance, count) for (holder, stance), count in held.items())
    ordered = sorted(sides, key=lambda side: (list(Stance).index(side.stance), -side.positions, side.holder))
    children = tuple(sorted(names[iri.value] for iri in below if iri != found))
    row = _issue_row(store, found.value, [(holder, stance, count) for holder, stance, _, count in tallies])
    return IssueProfile(row, children, tuple(ordered), part((*FAVOUR, Stance.THREAT)), part(REFUSES))


def _tallies(store: Store, values: Values | None = None) -> Iterator[tuple[str, Stance, str | None, int]]:
    """(holder, stance, issue, count) with IRIs, from the summaries."""
    for tally, count in ask_file(store, "lookups/tallies", values):
        cell = cell_of(tally or "")
        yield cell.holder, _STANCES[cell.stance], cell.issue, int(count or 0)


def _target_tallies(store: Store, values: Values | None = None) -> Iterator[tuple[str, Stance, str, int]]:
    """(holder, stance, target, count) with IRIs, from the summaries."""
    for tally, count in ask_file(store, "lookups/target-tallies", values):
        cell = cell_of(tally or "")
        yield cell.holder, _STANCES[cell.stance], cell.target or "", int(count or 0)


_STANCES = {node(f"stance:{stance.value}").value: stance for stance in Stance}


def sides(store: Store) -> tuple[tuple[str, str, Stance, int], ...]:
    """The party-by-issue matrix: (party id, issue id, stance, positions), sorted; from the summaries."""
    tallies = [row for row in _tallies(store) if row[2] is not None]
    names = named(store, {iri for holder, _, issue, _ in tallies for iri in (holder, issue) if iri})
    return tuple(sorted((names[holder].id, names[issue or ""].id, stance, n) for holder, stance, issue, n in tallies))


def demands_between(store: Store) -> tuple[tuple[str, str, Stance, int], ...]:
    """Who asks something of whom: (party id, target id, stance, positions), sorted; from the summaries."""
    rows = list(_target_tallies(store))
    names = named(store, {iri for holder, _, target, _ in rows for iri in (holder, target)})
    return tuple(sorted((names[holder].id, names[target].id, stance, n) for holder, stance, target, n in rows))


def parties(store: Store) -> tuple[PartyRow, ...]:
    """Every party that holds a position or is asked for something, most positions first."""
    held = Counter[str]()
    for holder, _, _, count in _tallies(store):
        held[holder] += count
    targets = {target for _, _, target, _ in _target_tallies(store)}
    return tuple(
        sorted(_party_rows(store, held.keys() | targets), key=lambda row: (-row.positions, -row.asked, row.id))
    )


def _party_rows(store: Store, iris: Iterable[str]) -> Iterator[PartyRow]:
    things = [NamedNode(iri) for iri in sorted(set(iris))]
    if not things:
        return
    held, asked = Counter[str](), Counter[str]()
    for holder, _, _, count in _tallies(store, {"holder": things}):
        held[holder] += count
    for _, _, target, count in _target_tallies(store, {"target": things}):
        asked[target] += count
    kinds, represented = dict[str, str](), dict[str, str]()
    for iri, kind, represents in ask_file(store, "lookups/party", {"thing": things}):
        if iri and kind in _KINDS:
            kinds[iri] = _KINDS[kind]
        if iri and represents:
            represented[iri] = represents
    names = named(store, [*(thing.value for thing in things), *represented.values()])
    for thing in things:
        name, speaks_for = names[thing.value], represented.get(thing.value)
        yield PartyRow(
            name.id,
            name.label,
            kinds.get(thing.value),
            names[speaks_for] if speaks_for else None,
            held[thing.value],
            asked[thing.value],
            thing.value,
        )


_KINDS = {iri.value: kind.value for kind, iri in KINDS.items()}


def issues(store: Store) -> tuple[IssueRow, ...]:
    """Every issue somebody holds a position on, most positions first; a position counts once for each holder."""
    found: dict[str, list[tuple[str, Stance, int]]] = {}
    for holder, stance, issue, count in _tallies(store):
        if issue is not None:
            found.setdefault(issue, []).append((holder, stance, count))
    rows = _issue_rows(store, found)
    return tuple(sorted(rows, key=lambda row: (-row.positions, row.id)))


def _issue_row(store: Store, iri: str, held: list[tuple[str, Stance, int]]) -> IssueRow:
    return next(_issue_rows(store, {iri: held}))


def _issue_rows(store: Store, held: Mapping[str, list[tuple[str, Stance, int]]]) -> Iterator[IssueRow]:
    things = [NamedNode(iri) for iri in sorted(held)]
    if not things:
        return
    broader = {thing or "": above for thing, above in ask_file(store, "lookups/broader", {"thing": things})}
    names = named(store, [*held, *(above for above in broader.values() if above)])
    for iri, rows in sorted(held.items()):
        above = broader.get(iri)
        yield IssueRow(
            names[iri].id,
            names[iri].label,
            names[above] if above else None,
            sum(count for _, _, count in rows),
            len({holder for holder, stance, _ in rows if stance in FAVOUR}),
            len({holder for holder, stance, _ in rows if stance in REFUSES}),
            iri,
        )


# One position -----------------------------------------------------------------------------------------------------


def find_position(store: Store, id: str) -> NamedNode:
    """The position of an id or of a unique beginning of one. Raises NotFound, Ambiguous."""
    exact = NamedNode(f"{base_of(store)}position/{quote(id)}")
    if list(triples(store, "lookups/details", {"position": [exact]})):
        return exact
    # Ids have no index: a beginning is looked for among all.
    begun = [iri for (iri,) in ask_file(store, "lookups/beginnings", {"beginning": [Literal(id)]}) if iri and id]
    if len(begun) > 1:
        raise Ambiguous("position", id, [minted_id(iri) for iri in begun])
    if not begun:
        raise NotFound("position", id)
    return NamedNode(begun[0])


def show(store: Store, id: str, context: int = 400) -> Shown:
    """One position by its id or a unique beginning of it, with up to `context` characters of text on each side."""
    found = find_position(store, id)
    siblings = [NamedNode(iri) for (iri,) in ask_file(store, "lookups/siblings", {"position": [found]}) if iri]
    row, *others = position_rows(store, [found, *siblings])
    document = NamedNode(f"{base_of(store)}document/{quote(row.document)}")
    text = next((text or "" for _, text in ask_file(store, "lookups/text", {"document": [document]})), "")
    traces = described(triples(store, "lookups/traces", {"document": [document]}))
    shown = replace(row, trace=traces_of(traces).get(row.id))
    before, after = text[max(0, row.start - context) : row.start], text[row.end : row.end + context]
    return Shown(shown, before, after, tuple(_chain(shown)), tuple(others))


def _chain(row: PositionRow) -> Iterator[str]:
    """From who holds the position to who printed it."""
    yield ", ".join(holder.label for holder in row.holder)
    if row.speaker is not None:
        yield f"{row.speaker.name}, {row.speaker.role}" if row.speaker.role else row.speaker.name
    if row.source is not None:
        yield row.source.label
    if row.publisher is not None:
        yield row.publisher


# Documents, rounds, totals ----------------------------------------------------------------------------------------


def documents(store: Store, limit: int | None = None, offset: int = 0) -> Page[DocumentRow]:
    """Stored documents, newest first."""
    found = [NamedNode(iri) for iri, *_ in ask_file(store, "lookups/documents", None, limit, offset) if iri]
    if not found:
        return Page((), _totals(store)[0], offset)
    about = described(triples(store, "lookups/metadata", {"document": found}))
    talks = [value.value for facts in about.values() for name in TALKS for value in facts.get(node(name).value, ())]
    names = named(store, talks)
    return Page(tuple(_document_row(iri, about[iri], names) for iri in found), _totals(store)[0], offset)


def _totals(store: Store) -> tuple[int, int]:
    """How many documents and positions there are."""
    rows = ask_file(store, "lookups/totals")
    return next(((int(documents or 0), int(positions or 0)) for _, documents, positions in rows), (0, 0))


def rounds(store: Store) -> tuple[RoundRow, ...]:
    """Rounds that the vocabulary or a document names, in order of date."""
    rows = {row[0] or "": row for row in ask_file(store, "lookups/rounds")}
    counts = {round: (int(n or 0), int(sum or 0)) for round, n, sum in ask_file(store, "lookups/round-counts")}
    names = named(store, {iri for round, talks, *_ in rows.values() for iri in (round, talks) if iri})
    return tuple(
        RoundRow(
            names[iri].id,
            names[iri].label,
            names[talks] if talks else None,
            start,
            end,
            place,
            *counts.get(iri, (0, 0)),
        )
        for iri, (_, talks, start, end, place) in rows.items()
    )


def status(store: Store) -> Status:
    """What a store holds; `stances` counts a position once for each holder."""
    count, positions = _totals(store)
    tallies = list(_tallies(store))
    stances = Counter[Stance]()
    for _, stance, _, number in tallies:
        stances[stance] += number
    since, until = next(ask_file(store, "lookups/dates"), (None, None))
    talks = named(store, [iri for (iri,) in ask_file(store, "lookups/negotiations") if iri])
    return Status(
        store.location,
        count,
        positions,
        len({holder for holder, *_ in tallies}),
        len({issue for _, _, issue, _ in tallies if issue}),
        since,
        until,
        {stance: stances[stance] for stance in Stance},
        tuple(sorted(talks.values())),
    )
