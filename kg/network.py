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


Blocs = list[list[str]]
WIDEST = 400
"""Parties or issues that are put in order by likeness; the rest follow, those with most positions first."""


def blocs(counts: Ties) -> tuple[Blocs, Blocs]:
    """Parties that take the same sides together, and issues on which the same sides are taken; largest blocs first.

    Those most alike are joined first (average linkage) while they agree more than they differ; of two groups joined,
    the ends that are more alike come to stand beside each other.

    >>> blocs(Counter({("A", "x", "demand"): 1, ("B", "x", "refuse"): 1, ("C", "x", "offer"): 1}))
    ([['A', 'C'], ['B']], [['x']])
    """
    return _alike(counts, 0), _alike(counts, 1)


LEAST_ALIKE = 0.2
"""The mean cosine from which groups are one bloc: 1 is the same sides throughout, -1 opposite ones, 0 no tie."""


def _alike(counts: Ties, axis: int) -> Blocs:
    import numpy as np

    totals = Counter[str]()
    for key, count in counts.items():
        totals[key[axis]] += count
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    names, balance = ranked[:WIDEST], sides(counts)
    row = {name: n for n, name in enumerate(names)}
    column = {name: n for n, name in enumerate(sorted({pair[1 - axis] for pair in balance}))}
    taken = np.zeros((len(names), max(1, len(column))))
    for pair, score in balance.items():
        if pair[axis] in row:
            taken[row[pair[axis]], column[pair[1 - axis]]] = (score > 0) - (score < 0)
    # What all agree on ties nobody closer than others: half of what is common to the column goes.
    met = (taken != 0).sum(axis=0)
    taken -= np.where(taken != 0, 0.5 * np.divide(taken.sum(axis=0), met, out=np.zeros(len(met)), where=met > 0), 0.0)
    length = np.linalg.norm(taken, axis=1, keepdims=True)
    taken = np.divide(taken, length, out=taken, where=length > 0)
    found = [[names[n] for n in group] for group in _joined(np, taken @ taken.T)] + [[name] for name in ranked[WIDEST:]]
    found = [group if totals[group[0]] >= totals[group[-1]] else group[::-1] for group in found]
    return sorted(found, key=lambda group: (len(group) == 1, -sum(totals[name] for name in group), group))


def _joined(np: Any, alike: Any) -> list[list[int]]:
    """Groups of numbers, made by joining the two that are most alike until none are."""
    groups, sizes = {n: [n] for n in range(len(alike))}, np.ones(len(alike))
    between = alike.copy()
    np.fill_diagonal(between, -np.inf)
    while len(groups) > 1:
        one, other = divmod(int(between.argmax()), len(between))
        if between[one, other] < LEAST_ALIKE:
            break
        one, other = min(one, other), max(one, other)
        groups[one] = _turned(alike, groups[one], groups.pop(other))
        mean = (between[one] * sizes[one] + between[other] * sizes[other]) / (sizes[one] + sizes[other])
        sizes[one] += sizes[other]
        between[one], between[:, one] = mean, mean
        between[one, one] = between[other] = between[:, other] = -np.inf
    return list(groups.values())


def _turned(alike: Any, one: list[int], other: list[int]) -> list[int]:
    """Two runs in a row, either turned round, so that the ends that meet are as alike as can be."""
    ways = [(a, b) for a in (one, one[::-1]) for b in (other, other[::-1])]
    return max(((a + b, alike[a[-1], b[0]]) for a, b in ways), key=lambda way: way[1])[0]


BOX = (132.0, 40.0)
"""Room a node and its label take up, in pixels."""


def layout(edges: Iterable[tuple[str, str, int]]) -> dict[str, tuple[float, float]]:
    """Where each node stands, in pixels: the same from run to run, no label on another, and wider with more nodes.

    Each connected part is laid out on its own so that distances on the page are near those along its edges (stress
    majorization: Gansner, Koren and North 2004), then pushed apart until the labels are clear of each other; the parts
    are set in rows, the largest first.

    >>> layout([])
    {}
    """
    import networkx as nx

    graph = nx.Graph()
    for one, other, weight in sorted(edges):
        graph.add_edge(one, other, weight=weight)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    return _packed([_spread(nx, graph, part) for part in parts])


Spots = dict[str, tuple[float, float]]
STRETCH = (1.3, 0.77)
"""Labels are wide and so are screens: how much wider, and how much flatter, a part is drawn."""


def _spread(nx: Any, graph: Any, names: list[str]) -> Spots:
    """One connected part, its nodes clear of each other."""
    import numpy as np

    number = {name: n for n, name in enumerate(names)}
    part = graph.subgraph(names)
    for one, other in part.edges:
        # What many are tied to needs more room around it.
        part.edges[one, other]["length"] = 0.7 + 0.16 * (part.degree(one) + part.degree(other)) ** 0.5
    steps = np.zeros((len(names), len(names)))
    for name, found in nx.all_pairs_dijkstra_path_length(part, weight="length"):
        steps[number[name], [number[other] for other in found]] = list(found.values())
    points = _evened(np, _majorized(np, steps)) if len(names) > FEW else _majorized(np, steps)
    placed = points * BOX[0] * max(1.0, (len(names) / 40) ** 0.5) * np.array(STRETCH)
    spots = {name: [float(x), float(y)] for name, (x, y) in zip(names, placed, strict=True)}
    for _ in range(120 if len(names) <= 400 else 12):
        if not _pushed_apart(spots, names):
            break
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in spots.items()}


FEW = 30
"""Up to so many nodes a part keeps its distances; of more, those that crowd in the middle are spread."""


def _evened(np: Any, points: Any) -> Any:
    """Points moved out from their middle, or in, until they lie about as thick everywhere; directions stay."""
    points = points - points.mean(axis=0)
    away = np.linalg.norm(points, axis=1)
    even = np.empty_like(away)
    even[np.argsort(away, kind="stable")] = np.sqrt((np.arange(len(away)) + 0.5) / len(away)) * away.max()
    return points * np.divide(0.25 * away + 0.75 * even, away, out=np.ones_like(away), where=away > 1e-9)[:, None]


ROUNDS = 80
"""Rounds of majorization; from about here on nothing moves by a label's height any more."""


def _majorized(np: Any, steps: Any) -> Any:
    """Points whose distances are near the given ones, the near ones most of all."""
    count = len(steps)
    if count == 1:
        return np.zeros((1, 2))
    weights = np.divide(1.0, steps**2, out=np.zeros_like(steps), where=steps > 0)
    inner = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(inner)
    points = _scaled(np, steps)
    for _ in range(ROUNDS):
        apart = np.linalg.norm(points[:, None] - points[None, :], axis=2)
        pull = np.divide(weights * steps, apart, out=np.zeros_like(steps), where=apart > 1e-9)
        points = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ points)
    return points


def _scaled(np: Any, steps: Any) -> Any:
    """Where majorization starts: classical scaling (Torgerson 1952), nudged so that no two points are one."""
    centre = np.eye(len(steps)) - 1 / len(steps)
    values, vectors = np.linalg.eigh(-0.5 * centre @ steps**2 @ centre)
    points = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 1e-6))
    signs = np.sign(points[np.abs(points).argmax(axis=0), [0, 1]])  # an eigenvector may point either way
    turns = np.arange(len(steps)) * 2.399963  # the golden angle: no two directions are one
    return points * signs + 0.05 * np.column_stack([np.cos(turns), np.sin(turns)])


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
