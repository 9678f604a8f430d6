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


def layout(edges: Iterable[tuple[str, str, int]]) -> dict[str, tuple[float, float]]:
    """Where each node stands, in pixels: the same from run to run, and wider with more nodes.

    >>> layout([])
    {}
    """
    import networkx as nx

    graph = nx.Graph()
    for one, other, weight in sorted(edges):
        graph.add_edge(one, other, weight=1 + weight**0.5)
    if not graph:
        return {}
    count = len(graph)
    spots = nx.spring_layout(graph, seed=7, k=2.2 / count**0.5, iterations=120, scale=85 * (1 + count**0.5))
    return {name: (round(float(x) * 1.4, 1), round(float(y), 1)) for name, (x, y) in spots.items()}
