"""Views: positions as pages that need nothing but themselves: graph, matrix, timeline, reader."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg import network
from kg.lines import TOWARDS
from kg.model import Stance, Trace
from kg.rows import DocumentRow, Named, PositionRow
from kg.selection import Selection

DRAWN = 500
"""The graph draws at most so many lines unless its reader asks for more: those with the most positions."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page stands: alone on a disk, or in a site whose pages it links to.

    `ways` are (name, path) of other pages; `narrowed` says in words what the positions were narrowed to, and `wider`
    is the path of the same page without that.
    """

    ways: Sequence[tuple[str, str]] = ()
    narrowed: str = ""
    wider: str = ""

    @property
    def served(self) -> bool:
        """Whether the page stands in a site."""
        return bool(self.ways)


ALONE = Frame()
NOTHING_ABOVE: Mapping[str, Named] = {}


def whole(rows: Iterable[PositionRow]) -> Selection:
    """Positions of which none is left out."""
    rows = tuple(rows)
    return Selection(rows, len(rows))


def render_graph(held: Selection, above: Mapping[str, Named] = NOTHING_ABOVE, frame: Frame = ALONE) -> str:
    """Parties and issues as a network; `above` maps an issue's id to the broader one."""
    return _page("graph", _data(held, above) | _drawn(_counts(held), _labels(held)), "Who wants what", frame)


def render_matrix(held: Selection, above: Mapping[str, Named] = NOTHING_ABOVE, frame: Frame = ALONE) -> str:
    """Parties by issues; those who take the same sides stand together."""
    parties, issues = network.blocs(_counts(held))
    return _page("matrix", _data(held, above) | {"blocs": [parties, issues]}, "For and against", frame)


def render_timeline(held: Selection, above: Mapping[str, Named] = NOTHING_ABOVE, frame: Frame = ALONE) -> str:
    """Each party's positions on each issue by date and round, changes of side marked."""
    return _page("timeline", _data(held, above), "Positions over time", frame)


def render_reader(document: DocumentRow, text: str, rows: Iterable[PositionRow], frame: Frame = ALONE) -> str:
    """A document's text with the passages of its positions marked; it holds the whole text."""
    data = _data(whole(rows), NOTHING_ABOVE) | {"text": text, "document": _document(document)}
    return _page("reader", data, document.title or document.id, frame)


# Data -------------------------------------------------------------------------------------------------------------


class _Numbered:
    """Values by number, in the order first met: what many positions share is written once."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __call__(self, value: Any) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def listed(self, write: Callable[[Any], Any]) -> list[Any]:
        return [write(value) for value in self.numbers]


def _data(held: Selection, above: Mapping[str, Named]) -> dict[str, Any]:
    ordered = sorted(held.rows, key=lambda row: (row.date or "", row.document, row.start, row.id))
    parties, issues, documents, passages = (_Numbered() for _ in range(4))
    positions = [_record(row, parties, issues, documents, passages) for row in ordered]
    for row in ordered:
        named = row.issue
        while named is not None:
            issues(named)
            named = above.get(named.id)
    lines = [[parties(one.holder), issues(one.issue), one.stance.value, one.positions] for one in held.lines]
    return {
        "parties": parties.listed(_pair),
        "issues": issues.listed(lambda one: [*_pair(one), issues(above[one.id]) if one.id in above else None]),
        "documents": documents.listed(list),
        "passages": passages.listed(list),
        "positions": positions,
        "lines": sorted(lines),
        "total": held.total,
        "lineTotal": held.line_total,
        "towards": {stance.value: TOWARDS[stance] for stance in Stance},
    }


def _record(
    row: PositionRow, parties: _Numbered, issues: _Numbered, documents: _Numbered, passages: _Numbered
) -> dict[str, Any]:
    document = (row.document, row.title, row.publisher, row.date, row.url, row.negotiation, row.round)
    found: dict[str, Any] = {
        "id": row.id,
        "holder": [parties(one) for one in row.holder],
        "stance": row.stance.value,
        "issue": issues(row.issue) if row.issue else None,
        "what": row.what,
        "target": [parties(one) for one in row.target],
        "certainty": row.certainty.value,
        "strength": row.strength.value,
        "condition": row.condition,
        "speaker": [row.speaker.name, row.speaker.role] if row.speaker else None,
        "source": _pair(row.source) if row.source else None,
        "confidence": row.confidence,
        "passage": passages((documents(document), row.start, row.end, row.section, row.quote)),
        "marks": _marks(row.trace) if row.trace else None,
    }
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def _marks(trace: Trace) -> list[list[Any]]:
    """What was decided from which characters of the document."""
    spans = (
        ("cue", trace.cue_start, trace.cue_end),
        ("holder", trace.holder_start, trace.holder_end),
        ("what", trace.what_start, trace.what_end),
    )
    return [[name, start, end] for name, start, end in spans if start is not None and end is not None]


def _pair(one: Named) -> list[str]:
    return [one.id, one.label]


def _document(row: DocumentRow) -> list[str | None]:
    return [row.id, row.title, row.publisher, row.date, row.url, row.negotiation, row.round]


# Drawing ----------------------------------------------------------------------------------------------------------


def _counts(held: Selection) -> network.Ties:
    """Positions by (party, issue, stance), of all that there are."""
    counted = network.ties(held.rows)
    counted.update({(one.holder.id, one.issue.id, one.stance.value): 0 for one in held.lines})
    for one in held.lines:
        counted[one.holder.id, one.issue.id, one.stance.value] = one.positions
    return counted


def _labels(held: Selection) -> dict[str, str]:
    rows = [row for row in held.rows if row.issue]
    met = {f"p:{one.id}": one.label for row in rows for one in row.holder}
    met |= {f"i:{row.issue.id}": row.issue.label for row in rows if row.issue}
    return met | {name: one.label for line in held.lines
                  for name, one in ((f"p:{line.holder.id}", line.holder), (f"i:{line.issue.id}", line.issue))}  # fmt: skip


def _drawn(counts: network.Ties, labels: Mapping[str, str]) -> dict[str, Any]:
    """The nodes of the strongest lines where they stand, and how vis-network shall draw, both as pyvis has them."""
    from pyvis.network import Network

    strongest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:DRAWN]
    spots = network.layout((f"p:{party}", f"i:{issue}", count) for (party, issue, _), count in strongest)
    drawn = Network(directed=True)
    for name, (x, y) in sorted(spots.items()):
        drawn.add_node(name, label=labels[name], x=x, y=y)
    drawn.set_options(json.dumps(_OPTIONS))
    nodes = [{name: node[name] for name in ("id", "label", "x", "y")} for node in drawn.nodes]
    return {"nodes": nodes, "options": drawn.options, "drawn": DRAWN}


_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1},
    "interaction": {"hover": False, "selectable": False, "keyboard": {"enabled": False}, "hideEdgesOnDrag": False},
    "nodes": {"chosen": False},
    "edges": {"chosen": False, "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.1}},
}

# Pages ------------------------------------------------------------------------------------------------------------


def _page(kind: str, data: Mapping[str, Any], title: str, frame: Frame) -> str:
    from jinja2 import Environment, PackageLoader

    libraries = ["vis-network.min.js"] if kind == "graph" else []
    scripts = [_asset(name) for name in (*libraries, "base.js", "panel.js", "filters.js", f"{kind}.js", "start.js")]
    made = Environment(loader=PackageLoader("kg"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("page.html").render(
        kind=kind,
        title=title,
        frame=frame,
        data=embedded({**data, "served": frame.served}),
        css=_asset("view.css"),
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
