"""How many positions each party holds on each issue: counts kept beside the documents they count.

A tally is a node of the graph `{base}summaries`. A `neg:Tally` counts the positions of one holder and stance on one
issue (or on none), a `neg:TargetTally` those of one holder and stance that ask something of a target. What has no
holder counts those of all, a joint position once; a tally of a month counts its documents. Beside a tally of a holder
on an issue stands what it shows in one triple, `party:US neg:demands issue:dairy`: once for the store, not once for
each document. All of them change in the same update that changes a document's graph, so that they cannot disagree;
`recount` proves it. Their properties are their own (`neg:tallyHolder`, ...), so that whoever asks for the holders of
positions is not given tallies.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.answers import StoreFailure, Term
from kg.graph import (
    BASE,
    DIRECT,
    HOLDER,
    ISSUE,
    MONTH,
    POSITION,
    POSITIONS,
    STANCE,
    TARGET,
    TYPE,
    minted_id,
    node,
)
from kg.model import Stance
from kg.store import Store, ask_file

COUNT, TARGET_COUNT, JOINT_COUNT = node("neg:count"), node("neg:targetCount"), node("neg:jointCount")
HELD_COUNT = node("neg:heldCount")
MONTH_DOCUMENTS, DOCUMENTS, TOTALS = node("neg:monthDocuments"), node("neg:documents"), node("neg:Totals")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a tally counts, as IRIs: a stance, with the issue (None: none is named) or with a target; or a month.

    Without a holder it counts the positions of all; `whole` are all those of a holder, whatever they are on.
    """

    holder: str | None = None
    stance: str | None = None
    issue: str | None = None
    target: str | None = None
    month: str | None = None
    whole: bool = False

    @property
    def counted(self) -> NamedNode:
        """The property whose value is the count."""
        if self.month is not None:
            return MONTH_DOCUMENTS
        if self.holder is None:
            return JOINT_COUNT
        if self.whole:
            return HELD_COUNT
        return COUNT if self.target is None else TARGET_COUNT

    def node(self, base: str = BASE) -> NamedNode:
        """The IRI of the tally, which says what it counts.

        >>> _said(Cell("http://example.org/?a&b", "stance:offer", target="x:y").node().value)
        {'holder': 'http://example.org/?a&b', 'stance': 'stance:offer', 'target': 'x:y'}
        """
        said = (("holder", self.holder), ("stance", self.stance), ("issue", self.issue), ("target", self.target),
                ("month", self.month), ("on", "all" if self.whole else None))  # fmt: skip
        query = "&".join(f"{name}={quote(value, safe=':/')}" for name, value in said if value is not None)
        return NamedNode(f"{base}tally?{query}")


Bound = Mapping[str, Sequence[Term]]
"""Values for the variables of a query."""


def summaries_graph(base: str = BASE) -> NamedNode:
    """The graph that holds the tallies."""
    return NamedNode(f"{base}summaries")


def totals_node(base: str = BASE) -> NamedNode:
    """What the counts of documents and positions are said of."""
    return NamedNode(f"{base}tally")


def cells_of(quads: Iterable[Quad]) -> Counter[Cell]:
    """How often each cell is met in graphs of documents.

    A document counts for its month. A position counts for its stance and issue, and for that and each target; each of
    these once for each holder, and once for all of them; and for its stance and each holder, whatever it is on.

    >>> cells_of([])
    Counter()
    """
    said: dict[str, dict[str, list[str]]] = {name.value: {} for name in (HOLDER, STANCE, ISSUE, TARGET, MONTH)}
    for quad in quads:
        found = said.get(quad.predicate.value)
        if found is not None and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.subject.value, []).append(quad.object.value)
    holders, stances, issues, targets, months = said.values()
    cells = Counter(Cell(month=month) for found in months.values() for month in found)
    for position, (stance, *_) in stances.items():
        issue = next(iter(issues.get(position, ())), None)
        held = holders.get(position, ())
        cells.update(Cell(holder, stance, whole=True) for holder in held)
        for holder in (None, *held):
            cells[Cell(holder, stance, issue=issue)] += 1
            cells.update(Cell(holder, stance, target=target) for target in targets.get(position, ()))
    return cells


def positions_in(quads: Iterable[Quad]) -> int:
    """How many positions are in graphs of documents."""
    return sum(quad.object == POSITION and quad.predicate == TYPE for quad in quads)


# Changing ---------------------------------------------------------------------------------------------------------


def replacement(store: Store, graphs: Mapping[NamedNode, Sequence[Quad]], base: str = BASE) -> str:
    """The update that puts graphs of documents in place of what they were, tallies included; an empty one is removed.

    It is one SPARQL update: a store does it whole or not at all. A document may not change between the making of the
    update and its running; another may, unless the store has a sole writer.
    """
    there = sorted((_node(row[0]) for row in ask_file(store, "lookups/present", {"document": list(graphs)})), key=str)
    gone = _stored_quads(store, there)
    change = Counter[Cell]()
    for quads in graphs.values():
        change.update(cells_of(quads))
    change.subtract(cells_of(gone))
    documents = sum(bool(quads) for quads in graphs.values()) - len(there)
    positions = sum(map(positions_in, graphs.values())) - positions_in(gone)
    changed = {cell: number for cell, number in change.items() if number}
    # What looks at the store goes first: a look behind many writes of the same transaction is slow.
    parts = _total_updates(documents, positions, base)
    parts += _new_tallies(store, changed, base) if store.sole_writer else _tally_updates(changed, base)
    parts += [f"DROP SILENT GRAPH {graph}" for graph in there]
    parts += [part for graph, quads in graphs.items() for part in data_updates("INSERT", graph, quads)]
    return " ;\n".join(parts)


def _node(iri: str | None) -> NamedNode:
    return NamedNode(iri or "")


AT_ONCE = 1_000
"""Triples, or rows of values, in one operation of an update: the parsers of some servers run out of stack on more."""


def data_updates(verb: str, graph: NamedNode, quads: Sequence[Quad]) -> Iterator[str]:
    """The operations (`INSERT` or `DELETE`) that an update of a graph by some quads consists of."""
    for start in range(0, len(quads), AT_ONCE):
        some = quads[start : start + AT_ONCE]
        lines = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in some)
        yield f"{verb} DATA {{ GRAPH {graph} {{\n{lines}}} }}"


def _stored_quads(store: Store, graphs: Sequence[NamedNode]) -> list[Quad]:
    """What the stored graphs of documents say that tallies count."""
    if not graphs:
        return []
    rows = ask_file(store, "lookups/counted", {"document": graphs})
    return [
        Quad(_node(s), _node(p), Literal(o or "") if p == MONTH.value else _node(o), _node(g)) for g, s, p, o in rows
    ]


def _new_tallies(store: Store, change: Mapping[Cell, int], base: str) -> list[str]:
    """The updates that put counts in place of those that are stored now."""
    if not change:
        return []
    graph, rows = (
        summaries_graph(base),
        dict(sorted(((cell.node(base), cell) for cell in change), key=lambda row: row[0].value)),
    )
    asked = {"tally": list(rows)}
    old = {_node(tally): int(count or 0) for tally, count in ask_file(store, "lookups/counts", asked)}
    gone, new = list[Quad](), list[Quad]()
    for tally, cell in rows.items():
        before = old.get(tally, 0)
        after = before + change[cell]
        if before:
            gone.append(Quad(tally, cell.counted, Literal(before), graph))
        if after:
            new.append(Quad(tally, cell.counted, Literal(after), graph))
        if bool(before) != bool(after):
            (new if after else gone).extend(_cell_quads(cell, base))
    return [*data_updates("DELETE", graph, gone), *data_updates("INSERT", graph, new)]


def _tally_updates(change: Mapping[Cell, int], base: str) -> list[str]:
    """The updates that add to whatever the counts are when they run."""
    if not change:
        return []
    graph, rows = summaries_graph(base), sorted((str(cell.node(base)), cell) for cell in change)
    said = [quad for _, cell in rows if change[cell] > 0 for quad in _cell_quads(cell, base)]
    updates = list(data_updates("INSERT", graph, said))
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        changes = " ".join(f"({tally} {cell.counted} {change[cell]})" for tally, cell in some)
        updates.append(_addition(graph, f"VALUES (?tally ?count ?change) {{ {changes} }}"))
        # Only what has lost something can have come to nothing.
        less = [(tally, cell) for tally, cell in some if change[cell] < 0]
        updates += _emptied(graph, less) if less else []
    return updates


def _emptied(graph: NamedNode, tallies: Sequence[tuple[str, Cell]]) -> Iterator[str]:
    """The updates that take away those tallies that count nothing any more, first what they show."""
    direct = [(tally, shown) for tally, cell in tallies for shown in _direct(cell, graph)]
    if direct:
        rows = " ".join(f"({tally} {shown.subject} {shown.predicate} {shown.object})" for tally, shown in direct)
        empty = f"VALUES (?tally ?holder ?does ?issue) {{ {rows} }} GRAPH {graph} {{ ?tally {COUNT} 0 }}"
        yield f"DELETE {{ GRAPH {graph} {{ ?holder ?does ?issue }} }} WHERE {{ {empty} }}"
    rows = " ".join(f"({tally} {cell.counted})" for tally, cell in tallies)
    empty = f"VALUES (?tally ?count) {{ {rows} }} GRAPH {graph} {{ ?tally ?count 0 ; ?p ?o }}"
    yield f"DELETE {{ GRAPH {graph} {{ ?tally ?p ?o }} }} WHERE {{ {empty} }}"


def _addition(graph: NamedNode, values: str) -> str:
    """An update that adds to counts, whatever they are by the time it runs: rows of (?tally ?count ?change)."""
    old, new = (f"GRAPH {graph} {{ ?tally ?count ?{name} }}" for name in ("old", "new"))
    added = f"OPTIONAL {{ {old} }} BIND(COALESCE(?old, 0) + ?change AS ?new)"
    return f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {values} {added} }}"


FORM = Literal(3)
"""Which form of summaries a store keeps; those of older ones say an older one or none, and lack some of the counts."""


def _total_updates(documents: int, positions: int, base: str) -> list[str]:
    graph, totals = summaries_graph(base), totals_node(base)
    return [
        f"INSERT DATA {{ GRAPH {graph} {{ {totals} {TYPE} {TOTALS} ; {_FORM} {FORM} }} }}",
        _addition(
            graph,
            f"VALUES (?tally ?count ?change) {{ "
            f"({totals} {DOCUMENTS} {documents}) ({totals} {POSITIONS} {positions}) }}",
        ),
    ]


_FORM = node("neg:form")


def _cell_quads(cell: Cell, base: str) -> Iterator[Quad]:
    """What is said of a tally beside its count, and what it shows. Its type follows from the property that counts."""
    tally, graph = cell.node(base), summaries_graph(base)
    said = {"Holder": cell.holder, "Stance": cell.stance, "Issue": cell.issue, "Target": cell.target}
    for name, iri in said.items():
        if iri is not None:
            yield Quad(tally, node(f"neg:tally{name}"), NamedNode(iri), graph)
    yield from _direct(cell, graph)


def _direct(cell: Cell, graph: NamedNode) -> Iterator[Quad]:
    """The triple that a tally of a holder on an issue shows."""
    if cell.holder is not None and cell.issue is not None and cell.stance in _STANCES:
        yield Quad(NamedNode(cell.holder), DIRECT[_STANCES[cell.stance]], NamedNode(cell.issue), graph)


def summary_quads(cells: Counter[Cell], documents: int, positions: int, base: str = BASE) -> Iterator[Quad]:
    """The whole graph of tallies, for an empty store that is loaded in bulk."""
    graph, totals = summaries_graph(base), totals_node(base)
    for tally, cell in sorted((str(cell.node(base)), cell) for cell in cells):
        yield from _cell_quads(cell, base)
        yield Quad(NamedNode(tally.strip("<>")), cell.counted, Literal(cells[cell]), graph)
    yield Quad(totals, TYPE, TOTALS, graph)
    yield Quad(totals, _FORM, FORM, graph)
    yield Quad(totals, DOCUMENTS, Literal(documents), graph)
    yield Quad(totals, POSITIONS, Literal(positions), graph)


class OlderStore(StoreFailure):
    """A store whose summaries are of an older form."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location}: was written by an older kg; 'kg update' brings it up to date")


def renewal(store: Store, base: str = BASE) -> str | None:
    """The update that gives a store of an older form the summaries of this one; None where there is nothing to do."""
    if not _is_older(ask_file(store, "lookups/totals")):
        return None
    graph, documents = summaries_graph(base), [_node(iri) for iri, *_ in ask_file(store, "lookups/documents")]
    cells, positions = Counter[Cell](), 0
    for start in range(0, len(documents), AT_ONCE):
        counted = _stored_quads(store, documents[start : start + AT_ONCE])
        cells.update(cells_of(counted))
        positions += positions_in(counted)
    direct = " ".join(str(property) for property in DIRECT.values())
    shown = "GRAPH ?document { ?holder ?does ?issue }"  # once in each document of the first form
    parts = [f"DELETE {{ {shown} }} WHERE {{ VALUES ?does {{ {direct} }} {shown} }}", f"DROP SILENT GRAPH {graph}"]
    parts += data_updates("INSERT", graph, list(summary_quads(cells, len(documents), positions, base)))
    return " ;\n".join(parts)


def _is_older(totals: Iterable[Sequence[str | None]]) -> bool:
    return any(form != FORM.value for *_, form in totals)


# Reading ----------------------------------------------------------------------------------------------------------


def totals(store: Store) -> tuple[str | None, int, int]:
    """The IRI of what says how many documents and positions there are, and these; None where nothing is stored yet.

    Raises OlderStore.
    """
    rows = list(ask_file(store, "lookups/totals"))
    if _is_older(rows):
        raise OlderStore(store.location)
    return next(
        ((iri, int(documents or 0), int(positions or 0)) for iri, documents, positions, _ in rows), (None, 0, 0)
    )


def tallies(store: Store, only: Bound | None = None) -> Iterator[tuple[str, Stance, str | None, int]]:
    """(holder, stance, issue, count) with IRIs, from the summaries."""
    for tally, count in ask_file(store, "lookups/tallies", only):
        said = _said(tally or "")
        yield said["holder"], _STANCES[said["stance"]], said.get("issue"), int(count or 0)


def target_tallies(store: Store, only: Bound | None = None) -> Iterator[tuple[str, Stance, str, int]]:
    """(holder, stance, target, count) with IRIs, from the summaries."""
    for tally, count in ask_file(store, "lookups/target-tallies", only):
        said = _said(tally or "")
        yield said["holder"], _STANCES[said["stance"]], said["target"], int(count or 0)


def joint_counts(
    store: Store, *, issue: Sequence[Term] = (), target: Sequence[Term] = ()
) -> Iterator[tuple[str, Stance, int]]:
    """(issue or target, stance, count) of positions on these issues, asked of these targets; a joint one counts once."""
    asked = [("issue", term) for term in issue] + [("target", term) for term in target]
    for said, stance, count in _cell_counts(store, asked, "joint-counts"):
        yield said.get("issue") or said["target"], stance, count


def held_counts(store: Store, holders: Sequence[Term]) -> Iterator[tuple[str, Stance, int]]:
    """(holder, stance, count) of all positions of these holders."""
    asked = [("holder", term) for term in holders]
    for said, stance, count in _cell_counts(store, asked, "held-counts", whole=True):
        yield said["holder"], stance, count


def _cell_counts(
    store: Store, asked: Sequence[tuple[str, Term]], query: str, *, whole: bool = False
) -> Iterator[tuple[dict[str, str], Stance, int]]:
    """What tallies of some things count, by stance; they are looked up by their IRIs."""
    base = (totals(store)[0] or "").removesuffix("tally")
    cells = [
        Cell(stance=stance, whole=whole, **{kind: str(thing)[1:-1]}).node(base)
        for kind, thing in asked
        for stance in _STANCES
    ]
    for tally, count in ask_file(store, f"lookups/{query}", {"tally": cells}):
        said = _said(tally or "")
        yield said, _STANCES[said["stance"]], int(count or 0)


def months(store: Store) -> list[str]:
    """The months of documents, newest first; that of documents without a date comes last."""
    found = (_said(tally or "")["month"] for tally, _ in ask_file(store, "lookups/months"))
    return sorted(found, reverse=True)


def _said(tally: str) -> dict[str, str]:
    """What a tally counts, from its IRI: a store is asked for one thing of each instead of four."""
    parts = (part.partition("=") for part in tally.partition("?")[2].split("&"))
    return {name: unquote(value) if "%" in value else value for name, _, value in parts}


_STANCES = {node(f"stance:{stance.value}").value: stance for stance in Stance}


# Proving ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A count that is not what a recount gives."""

    counted: str
    kept: int
    real: int


def recount(store: Store) -> tuple[Disagreement, ...]:
    """The kept counts that differ from a recount over all positions; empty when they agree."""
    kept, real = _counts(store, "kept"), _counts(store, "recount")
    return tuple(
        Disagreement(name, kept.get(name, 0), real.get(name, 0))
        for name in sorted(kept.keys() | real.keys())
        if kept.get(name, 0) != real.get(name, 0)
    )


def _counts(store: Store, query: str) -> dict[str, int]:
    rows = ask_file(store, f"lookups/{query}")
    return {" ".join(minted_id(name) for name in what if name): int(count or 0) for *what, count in rows}
