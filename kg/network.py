"""Networks: who stands with whom, who is isolated, and what is contested, as networkx graphs of parties and issues."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from kg.rows import PositionRow

Ties = Counter[tuple[str, str, str]]


def ties(rows: Iterable[PositionRow]) -> Ties:
    """How many positions each (party id, issue id, stance) has; a position counts once for each holder.

    >>> ties([])
    Counter()
    """
    return Counter((one.id, row.issue.id, row.stance.value) for row in rows if row.issue for one in row.holder)


def sides(counts: Ties) -> dict[tuple[str, str], int]:
    """Positions for less positions against, by (party, issue); threats take no side.

    >>> sides(Counter({("CA", "dairy", "refuse"): 2, ("US", "dairy", "demand"): 3}))
    {('CA', 'dairy'): -2, ('US', 'dairy'): 3}
    """
    found = Counter[tuple[str, str]]()
    for (party, issue, stance), count in counts.items():
        if stance != "threat":
            found[party, issue] += -count if stance in ("oppose", "refuse") else count
    return dict(sorted(found.items()))


def contested(counts: Ties) -> tuple[str, ...]:
    """Issues that some party is for and another against, sorted.

    >>> contested(Counter({("CA", "dairy", "refuse"): 2, ("US", "dairy", "demand"): 3, ("US", "cars", "offer"): 1}))
    ('dairy',)
    """
    balance = sides(counts)
    favoured = {issue for (_, issue), score in balance.items() if score > 0}
    return tuple(sorted(favoured & {issue for (_, issue), score in balance.items() if score < 0}))


def alliances(counts: Ties) -> Any:
    """A networkx graph of parties: an edge's `agree` and `differ` count the issues both take a side on.

    >>> alliances(Counter({("CA", "dairy", "refuse"): 2, ("US", "dairy", "demand"): 3})).edges["CA", "US"]
    {'agree': 0, 'differ': 1}
    """
    import networkx as nx

    graph, by_issue = nx.Graph(), dict[str, list[tuple[str, int]]]()
    graph.add_nodes_from(sorted({party for party, _, _ in counts}))
    for (party, issue), score in sides(counts).items():
        if score:
            by_issue.setdefault(issue, []).append((party, score))
    for _, held in sorted(by_issue.items()):
        for (one, score), (other, against) in combinations(held, 2):
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, agree=0, differ=0)
            graph.edges[one, other]["agree" if score * against > 0 else "differ"] += 1
    return graph


def isolated(counts: Ties) -> tuple[str, ...]:
    """Parties that agree with no other on any issue, sorted.

    >>> isolated(Counter({("CA", "dairy", "refuse"): 2, ("US", "dairy", "demand"): 3}))
    ('CA', 'US')
    """
    graph = alliances(counts)
    return tuple(sorted(one for one in graph if not any(tie["agree"] for tie in graph.adj[one].values())))


BOX = (150.0, 46.0)
"""Room a node and its label take up, in pixels."""


def layout(edges: Iterable[tuple[str, str, int]]) -> dict[str, tuple[float, float]]:
    """Where each node stands, in pixels: the same from run to run, no label on another, and wider with more nodes.

    Each connected part is laid out by springs (Fruchterman and Reingold 1991) on its own, then pushed apart until the
    labels are clear of each other; the parts are set in rows, the largest first.

    >>> layout([])
    {}
    """
    import networkx as nx

    graph = nx.Graph()
    for one, other, weight in sorted(edges):
        graph.add_edge(one, other, weight=1 + weight**0.5)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    return _packed([_spread(nx, graph.subgraph(part), part) for part in parts])


Spots = dict[str, tuple[float, float]]


def _spread(nx: Any, part: Any, names: list[str]) -> Spots:
    """One connected part, its nodes clear of each other."""
    ordered = nx.Graph()
    ordered.add_nodes_from(names)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in part.edges))
    count = len(names)
    raw = nx.spring_layout(ordered, seed=7, k=3.0 / count**0.5, iterations=200, scale=BOX[0] * count**0.5 * 0.75)
    spots = {name: [float(raw[name][0]) * 1.25, float(raw[name][1]) * 0.8] for name in names}
    for _ in range(80 if count <= 400 else 8):
        if not _pushed_apart(spots, names):
            break
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in spots.items()}


def _pushed_apart(spots: dict[str, list[float]], names: list[str]) -> bool:
    """Moves each pair whose boxes overlap apart, along the side that needs the shorter move; whether any did."""
    moved = False
    order = sorted(names, key=lambda name: (spots[name][0], name))
    for n, one in enumerate(order):
        for other in order[n + 1 :]:
            gap = [spots[other][axis] - spots[one][axis] for axis in (0, 1)]
            if gap[0] >= BOX[0]:
                break
            if abs(gap[1]) >= BOX[1]:
                continue
            lack = (BOX[0] - abs(gap[0]), BOX[1] - abs(gap[1]))
            axis = 0 if lack[0] < lack[1] else 1
            step = (lack[axis] / 2 + 0.5) * (1 if gap[axis] >= 0 else -1)
            spots[one][axis] -= step
            spots[other][axis] += step
            moved = True
    return moved


def _packed(parts: list[Spots]) -> Spots:
    """The parts beside each other in rows no wider than the largest asks for."""
    placed: Spots = {}
    area = sum(wide * high for wide, high in map(_extent, parts))
    width = max([(1.6 * area) ** 0.5, *(_extent(part)[0] for part in parts)])
    left = top = height = 0.0
    for part in parts:
        wide, high = _extent(part)
        if left and left + wide > width:
            left, top, height = 0.0, top + height, 0.0
        x0, y0 = (min(spot[axis] for spot in part.values()) for axis in (0, 1))
        placed |= {name: (round(left + x - x0, 1), round(top + y - y0, 1)) for name, (x, y) in part.items()}
        left, height = left + wide, max(height, high)
    return placed


def _extent(part: Spots) -> tuple[float, float]:
    """Width and height of a part, with a margin."""
    wide, high = (max(s[axis] for s in part.values()) - min(s[axis] for s in part.values()) for axis in (0, 1))
    return wide + 1.3 * BOX[0], high + 2 * BOX[1]
