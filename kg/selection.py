"""Selection: which positions a view holds - all when they are few, else the newest of each of the strongest lines."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph import minted_id
from kg.model import Stance
from kg.names import named
from kg.positions import position_rows
from kg.rows import Named, PositionRow
from kg.store import Store, ask_file
from kg.things import Asked, bindings, positions

MOST = 5_000
"""Up to so many positions a view holds whole."""
LINES, EACH = 1_000, 4
"""Of more it holds so many lines, those with the most positions, and so many of each line's positions, the newest."""


@dataclass(frozen=True, slots=True)
class Line:
    """How many positions of one stance a party holds on an issue."""

    holder: Named
    issue: Named
    stance: Stance
    positions: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view is made of: positions, newest first, and how many there are in all.

    `lines` are the strongest of `line_total`, counted over all positions; there are none where `rows` are all.
    """

    rows: tuple[PositionRow, ...]
    total: int
    lines: tuple[Line, ...] = ()
    line_total: int = 0


def select(store: Store, asked: Asked, most: int = MOST, lines: int = LINES, each: int = EACH) -> Selection:
    """The positions that are asked for, or a part that a page can hold. Raises NotFound, Ambiguous."""
    total = positions(store, asked, 0).total
    if total <= most:
        return Selection(positions(store, asked, None).rows, total)
    met = _met(ask_file(store, "lookups/lines", bindings(store, asked)), each)
    strongest = sorted(met.items(), key=lambda item: (-item[1].count, item[0]))[:lines]
    newest = {iri: date for _, line in strongest for date, iri in line.newest}
    ordered = sorted(newest, key=lambda iri: (newest[iri], iri), reverse=True)
    names = named(store, {iri for (holder, issue, _), _ in strongest for iri in (holder, issue)})
    return Selection(
        tuple(position_rows(store, [NamedNode(iri) for iri in ordered])),
        total,
        tuple(Line(names[h], names[i], Stance(minted_id(s)), line.count) for (h, i, s), line in strongest),
        len(met),
    )


@dataclass(slots=True)
class _Line:
    count: int
    newest: list[tuple[str, str]]


_Key = tuple[str, str, str]


def _met(rows: Iterable[tuple[str | None, ...]], each: int) -> dict[_Key, _Line]:
    """The lines by (holder, issue, stance), gone through once: of each its count and (date, position) of the newest."""
    met: dict[_Key, _Line] = {}
    for position, *key, date in rows:
        holder, issue, stance = (part or "" for part in key)
        line = met.setdefault((holder, issue, stance), _Line(0, []))
        line.count += 1
        keep = heapq.heappush if line.count <= each else heapq.heappushpop
        keep(line.newest, (date or "", position or ""))
    return met


def issues_above(store: Store, rows: Iterable[PositionRow]) -> dict[str, Named]:
    """What each issue of some positions belongs to, and what that belongs to: the broader issue, by id."""
    pairs = {issue: above for issue, above in ask_file(store, "lookups/issue-tree") if issue and above}
    names = named(store, {*pairs, *pairs.values()})
    tree = {names[issue].id: names[above] for issue, above in pairs.items()}
    found: dict[str, Named] = {}
    for id in {row.issue.id for row in rows if row.issue}:
        while id in tree and id not in found:
            found[id] = tree[id]
            id = tree[id].id
    return dict(sorted(found.items()))
