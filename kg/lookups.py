"""Who wants what: the named questions, each a SPARQL query in a file of its own under `queries/`.

Every function takes an open store and answers with frozen values. Parties and issues are asked for by id, label,
alias or a unique beginning of one; asking about an issue includes all that is narrower.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.graph import KINDS, described, node
from kg.model import Stance
from kg.names import Ambiguous, NotFound, find_issue, find_party, named, narrower
from kg.paging import Values
from kg.positions import TALKS, all_positions, asked_of, document_row, filter_values, pages, show, who
from kg.profiles import IssueProfile, IssueRow, PartyProfile, PartyRow, RoundRow, Side, Status
from kg.rows import ANY, DocumentRow, Filter, Named, Page, PositionRow, Shown
from kg.store import Store, ask_file, triples
from kg.summaries import held_counts, joint_counts, tallies, target_tallies, totals

__all__ = [
    "ANY", "Ambiguous", "DocumentRow", "Filter", "IssueProfile", "IssueRow", "Named", "NotFound", "Page",
    "PartyProfile", "PartyRow", "PositionRow", "RoundRow", "Shown", "Side", "Status", "all_positions", "asked_of",
    "demands_between", "documents", "find_issue", "find_party", "issue", "issues", "parties", "party", "rounds",
    "show", "sides", "status", "who",
]  # fmt: skip

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
    values = filter_values(store, replace(only, holder=None))
    stances = set(only.stances or Stance)

    def part(asked: tuple[Stance, ...]) -> Values | None:
        kept = [node(f"stance:{stance.value}") for stance in asked if stance in stances]
        return values | {"holder": [found], "stance": kept} if kept else None

    sides = [part(asked) for asked in (WANTS, OFFERS, REFUSES, THREATENS)]
    wants, offers, refuses, threatens, asked = pages(store, [*sides, values | {"target": [found]}], limit)
    (row,) = _party_rows(store, [found.value])
    return PartyProfile(row, wants, offers, refuses, threatens, asked)


def issue(store: Store, text: str, only: Filter = ANY, limit: int | None = 20) -> IssueProfile:
    """Each side of an issue and all that is narrower; `limit` holds for the positions on each side."""
    found = find_issue(store, text)
    below = narrower(store, found)
    values = filter_values(store, only) | {"issue": below}

    def part(asked: tuple[Stance, ...]) -> Values | None:
        kept = [node(f"stance:{one.value}") for one in asked if one in (only.stances or asked)]
        return values | {"stance": kept} if kept else None

    favour, against = pages(store, [part((*FAVOUR, Stance.THREAT)), part(REFUSES)], limit)
    counts = list(tallies(store, {"issue": below}))
    names = named(store, [iri.value for iri in below])
    held = Counter[tuple[str, Stance]]()
    for holder, stance, _, count in counts:
        held[holder, stance] += count
    holders = named(store, [holder for holder, _ in held])
    sides = (Side(holders[holder], stance, count) for (holder, stance), count in held.items())
    ordered = sorted(sides, key=lambda side: (list(Stance).index(side.stance), -side.positions, side.holder))
    children = tuple(sorted(names[iri.value] for iri in below if iri != found))
    row = _issue_row(store, found.value, [(holder, stance, count) for holder, stance, _, count in counts])
    return IssueProfile(row, children, tuple(ordered), favour, against)


def sides(store: Store) -> tuple[tuple[str, str, Stance, int], ...]:
    """The party-by-issue matrix: (party id, issue id, stance, positions), sorted; from the summaries."""
    counts = [row for row in tallies(store) if row[2] is not None]
    names = named(store, {iri for holder, _, issue, _ in counts for iri in (holder, issue) if iri})
    return tuple(sorted((names[holder].id, names[issue or ""].id, stance, n) for holder, stance, issue, n in counts))


def demands_between(store: Store) -> tuple[tuple[str, str, Stance, int], ...]:
    """Who asks something of whom: (party id, target id, stance, positions), sorted; from the summaries."""
    rows = list(target_tallies(store))
    names = named(store, {iri for holder, _, target, _ in rows for iri in (holder, target)})
    return tuple(sorted((names[holder].id, names[target].id, stance, n) for holder, stance, target, n in rows))


def parties(store: Store) -> tuple[PartyRow, ...]:
    """Every party that holds a position or is asked for something, most positions first."""
    held = Counter[str]()
    for holder, _, _, count in tallies(store):
        held[holder] += count
    targets = {target for _, _, target, _ in target_tallies(store)}
    return tuple(
        sorted(_party_rows(store, held.keys() | targets), key=lambda row: (-row.positions, -row.asked, row.id))
    )


def _party_rows(store: Store, iris: Iterable[str]) -> Iterator[PartyRow]:
    things = [NamedNode(iri) for iri in sorted(set(iris))]
    if not things:
        return
    held, asked = Counter[str](), Counter[str]()
    for holder, _, count in held_counts(store, things):
        held[holder] += count
    for target, _, count in joint_counts(store, target=things):
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
    for holder, stance, issue, count in tallies(store):
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


# Documents, rounds, totals ----------------------------------------------------------------------------------------


def documents(store: Store, limit: int | None = None, offset: int = 0) -> Page[DocumentRow]:
    """Stored documents, newest first."""
    found = [NamedNode(iri) for iri, *_ in ask_file(store, "lookups/documents", None, limit, offset) if iri]
    if not found:
        return Page((), totals(store)[1], offset)
    about = described(triples(store, "lookups/metadata", {"document": found}))
    talks = [value.value for facts in about.values() for name in TALKS for value in facts.get(node(name).value, ())]
    names = named(store, talks)
    return Page(tuple(document_row(iri, about[iri], names) for iri in found), totals(store)[1], offset)


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
    _, count, positions = totals(store)
    counts = list(tallies(store))
    stances = Counter[Stance]()
    for _, stance, _, number in counts:
        stances[stance] += number
    since, until = next(ask_file(store, "lookups/dates"), (None, None))
    talks = named(store, [iri for (iri,) in ask_file(store, "lookups/negotiations") if iri])
    return Status(
        store.location,
        count,
        positions,
        len({holder for holder, *_ in counts}),
        len({issue for _, _, issue, _ in counts if issue}),
        since,
        until,
        {stance: stances[stance] for stance in Stance},
        tuple(sorted(talks.values())),
    )
