"""Views: positions as pages that need nothing but themselves: graph, matrix, timeline, reader."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg import network
from kg.rows import Named, PositionRow

EDGES, NODES = 500, 480
"""The graph draws at most so many edges and nodes: those with the most positions."""


def render_graph(rows: Iterable[PositionRow], broader: Mapping[str, str] | None = None) -> str:
    """Parties and issues as a network; `broader` maps an issue's id to the one above it."""
    data = _records(rows, broader)
    return _page("graph", data | _drawn(data["positions"]), "Who wants what")


def render_matrix(rows: Iterable[PositionRow], broader: Mapping[str, str] | None = None) -> str:
    """Parties by issues; those who take the same sides stand together."""
    rows = list(rows)
    counts = network.ties(rows)
    order = _seriated(counts)
    return _page(
        "matrix", _records(rows, broader) | {"order": order, "contested": network.contested(counts)}, "For and against"
    )


def render_timeline(rows: Iterable[PositionRow], broader: Mapping[str, str] | None = None) -> str:
    """Each party's positions on each issue by date, changes of side marked."""
    return _page("timeline", _records(rows, broader), "Positions over time")


def render_reader(text: str, rows: Iterable[PositionRow]) -> str:
    """A document's text with the passages of its positions marked; it holds the whole text."""
    return _page("reader", _records(rows, None) | {"text": text}, "What was read where")


def _records(rows: Iterable[PositionRow], broader: Mapping[str, str] | None) -> dict[str, Any]:
    ordered = sorted(rows, key=lambda row: (row.date or "", row.document, row.start, row.id))
    return {"positions": [_record(row) for row in ordered], "broader": dict(sorted((broader or {}).items()))}


def _record(row: PositionRow) -> dict[str, Any]:
    def pair(one: Named | None) -> list[str] | None:
        return [one.id, one.label] if one else None

    plain = ("id", "what", "condition", "confidence", "quote", "start", "end", "section", "document", "title", "date")
    return {name: getattr(row, name) for name in (*plain, "publisher", "url", "negotiation", "round")} | {
        "holder": [pair(one) for one in row.holder],
        "target": [pair(one) for one in row.target],
        "issue": pair(row.issue),
        "source": pair(row.source),
        "stance": row.stance.value,
        "certainty": row.certainty.value,
        "strength": row.strength.value,
        "speaker": [row.speaker.name, row.speaker.role or ""] if row.speaker else None,
    }


def _drawn(positions: list[dict[str, Any]]) -> dict[str, Any]:
    """The strongest (party, issue, stance) groups as pyvis nodes and edges, and how many groups there are."""
    from pyvis.network import Network

    groups: dict[tuple[str, str, str], int] = {}
    labels: dict[str, str] = {}
    for one in positions:
        for holder, label in one["holder"] if one["issue"] else ():
            group = (f"p:{holder}", f"i:{one['issue'][0]}", one["stance"])
            groups[group] = groups.get(group, 0) + 1
            labels |= {group[0]: label, group[1]: one["issue"][1]}
    kept: dict[tuple[str, str, str], int] = {}
    nodes: set[str] = set()
    for group, count in sorted(groups.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) < EDGES and len(nodes | set(group[:2])) <= NODES:
            kept[group] = count
            nodes |= set(group[:2])
    spots, drawn = network.layout([(*group[:2], count) for group, count in kept.items()]), Network(directed=True)
    drawn.toggle_physics(False)
    for name in sorted(nodes):
        drawn.add_node(name, label=labels[name], x=spots[name][0], y=spots[name][1], group=name[0])
    for number, ((party, issue, stance), count) in enumerate(sorted(kept.items())):
        drawn.add_edge(party, issue, id=f"e{number}", stance=stance, width=round(1 + 1.6 * count**0.5, 2))
    return {"nodes": drawn.nodes, "edges": [edge.options if hasattr(edge, "options") else edge for edge in drawn.edges],
            "groups": len(groups)}  # fmt: skip


def _seriated(counts: network.Ties) -> dict[str, list[str]]:
    """Parties and issues in an order that puts like beside like: each next one agrees most with the one before."""
    balance = network.sides(counts)

    def chain(axis: int) -> list[str]:
        lines: dict[str, dict[str, int]] = {}
        for pair, score in balance.items():
            lines.setdefault(pair[axis], {})[pair[1 - axis]] = (score > 0) - (score < 0)
        left = sorted(lines, key=lambda name: (-len(lines[name]), name))
        order = left[:1]
        while len(order) < len(lines):
            last = lines[order[-1]]
            left.remove(order[-1])
            order.append(max(left, key=lambda name: sum(s * last.get(k, 0) for k, s in lines[name].items())))
        return order

    return {"parties": chain(0), "issues": chain(1)}


def _page(kind: str, data: Mapping[str, Any], title: str) -> str:
    from jinja2 import Environment, PackageLoader

    scripts = [_asset("vis-network.min.js")] * (kind == "graph") + [_asset("app.js")]
    page = Environment(loader=PackageLoader("kg"), autoescape=True).get_template("page.html")
    return page.render(
        kind=kind,
        title=title,
        data=embedded(data),
        css=_asset("app.css"),
        scripts=scripts,
        hashes=" ".join(f"'{_digest(script)}'" for script in scripts),
    )


def embedded(data: Mapping[str, Any]) -> str:
    r"""JSON that cannot end the script element it stands in.

    >>> embedded({"quote": "</script><!--"})
    '{"quote":"\\u003c/script\\u003e\\u003c!--"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate({ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})


@cache
def _asset(name: str) -> str:
    return files("kg").joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
