"""What the pages of the local site share: the store they answer from, how a page is made, how a filter stands in a URL."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.errors import KgError
from kg.knowledge import BASE, Graph
from kg.lines import TOWARDS
from kg.media import HTML, acceptable
from kg.model import Certainty, Stance, Strength
from kg.options import checked_date
from kg.profiles import IssueRow, PartyRow, RoundRow, Status
from kg.rows import Filter
from kg.search import Index, index
from kg.snapshots import Snapshots
from kg.things import Asked
from kg.workers import Workers

if TYPE_CHECKING:
    import jinja2

PER_PAGE = 50
"""Rows on one page."""
KEPT = 12
"""Answers about the whole store that are kept: lists, and views, which take seconds and megabytes for a large one."""
KINDS = ("party", "issue", "document", "position", "negotiation", "round")
"""What has a page of its own, under this path and the id."""

Choice = TypeVar("Choice", bound=StrEnum)
Made = TypeVar("Made")


@dataclass
class Site:
    """A store with what answers from it: the pages ask `snapshots`, free queries are put to `workers`."""

    snapshots: Snapshots
    workers: Workers
    _graph: Graph | None = None
    _kept: dict[str, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def location(self) -> str:
        """Where the store is."""
        return self.snapshots.location

    def graph(self) -> Graph:
        """The graph as it is now."""
        return self.snapshots.graph()

    def once(self, graph: Graph, name: str, make: Callable[[], Made]) -> Made:
        """What a name stands for, made once for each state of the store; what was asked for last is kept."""
        with self._lock:
            if self._graph is not graph:
                self._graph, self._kept = graph, {}
            kept = self._kept
            if name in kept:
                kept[name] = kept.pop(name)
                found: Made = kept[name]
                return found
        made = make()
        with self._lock:
            kept[name] = made
            while len(kept) > KEPT:
                del kept[next(iter(kept))]
        return made

    def names(self, graph: Graph) -> Index:
        """The names to search in."""
        return self.once(graph, "names", lambda: index(graph.store))

    def parties(self, graph: Graph) -> tuple[PartyRow, ...]:
        """Every party, most positions first."""
        return self.once(graph, "parties", graph.parties)

    def issues(self, graph: Graph) -> tuple[IssueRow, ...]:
        """Every issue, most positions first."""
        return self.once(graph, "issues", graph.issues)

    def rounds(self, graph: Graph) -> tuple[RoundRow, ...]:
        """Every round, by date."""
        return self.once(graph, "rounds", graph.rounds)

    def status(self, graph: Graph) -> Status:
        """What the store holds."""
        return self.once(graph, "status", graph.status)


def site_of(request: Request) -> Site:
    """The site that a request is made to."""
    site: Site = request.app.state.site
    return site


# Addresses --------------------------------------------------------------------------------------------------------


def path_of(kind: str, id: str) -> str:
    """Where the page of a thing is, which is also the end of its IRI.

    >>> path_of("party", "US/J DOE?"), path_of("document", "../x")
    ('/party/US/J%20DOE%3F', '/document/..%2Fx')
    """
    # Browsers would follow dots between slashes.
    safe = "" if {".", ".."} & set(id.split("/")) or "//" in id else "/"
    return f"/{kind}/{quote(id, safe=safe)}"


def local_path(iri: str, base: str) -> str | None:
    """The page of an IRI that the store has minted or a shipped vocabulary names; None for others.

    >>> local_path("http://a.example/party/US", "http://a.example/")
    '/party/US'
    """
    for stem in (base, BASE):
        kind, slash, id = iri.removeprefix(stem).partition("/")
        if iri.startswith(stem) and slash and id and kind in KINDS:
            return iri[len(stem) - 1 :]
    return None


def web_link(url: str | None) -> str | None:
    """The URL if a browser may follow it: http and https only.

    >>> web_link("https://a.example/1"), web_link("javascript:alert(1)")
    ('https://a.example/1', None)
    """
    try:
        return url if url and urlsplit(url.strip()).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None


def address(path: str, given: Mapping[str, Any]) -> str:
    """A path with parameters; those without a value are left out.

    >>> address("/positions", {"issue": "dairy", "party": None, "stance": ["demand", "offer"]})
    '/positions?issue=dairy&stance=demand&stance=offer'
    """
    kept = {name: value for name, value in given.items() if value not in (None, "", [], ())}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


# Filters ----------------------------------------------------------------------------------------------------------


class BadParameter(KgError):
    """A parameter whose value cannot be what was meant."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r}: {wanted}")
        self.name, self.value = name, value


def parameters_of(asked: Asked) -> dict[str, Any]:
    """What is asked for as parameters of a URL.

    >>> address("/positions", parameters_of(Asked(party="US", only=Filter(stances=(Stance.DEMAND,)))))
    '/positions?party=US&stance=demand'
    """
    only = asked.only
    return {
        "issue": asked.issue,
        "party": asked.party,
        "target": asked.target,
        "document": only.document,
        "negotiation": only.negotiation,
        "round": only.round,
        "since": only.since,
        "until": only.until,
        "stance": [one.value for one in only.stances],
        "certainty": [one.value for one in only.certainties],
        "strength": [one.value for one in only.strengths],
        "min_confidence": only.min_confidence,
    }


def asked_in(request: Request) -> Asked:
    """What the parameters of a URL ask for. Raises BadParameter, BadDate."""

    def text(name: str) -> str | None:
        return request.query_params.get(name, "").strip() or None

    only = Filter(
        document=text("document"),
        negotiation=text("negotiation"),
        round=text("round"),
        since=checked_date("since", text("since")),
        until=checked_date("until", text("until")),
        stances=tuple(_choices(request, "stance", Stance)),
        certainties=tuple(_choices(request, "certainty", Certainty)),
        strengths=tuple(_choices(request, "strength", Strength)),
        min_confidence=_share(text("min_confidence")),
    )
    return Asked(text("issue"), text("party"), text("target"), only)


def page_in(request: Request) -> int:
    """The number of the page that is asked for, from 1. Raises BadParameter."""
    return whole_number(request, "page", 1, 1_000_000)


def whole_number(request: Request, name: str, default: int, most: int) -> int:
    """A number from 1 on. Raises BadParameter."""
    text = request.query_params.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise BadParameter(name, text, f"a whole number from 1 to {most} is needed")
    return int(text[:9])


def _choices(request: Request, name: str, known: type[Choice]) -> Iterator[Choice]:
    for text in dict.fromkeys(request.query_params.getlist(name)):
        if text and text not in set(known):
            raise BadParameter(name, text, f"one of {', '.join(known)} is needed")
        if text:
            yield known(text)


def _share(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise BadParameter("min_confidence", text, "a number from 0 to 1 is needed")
    return number


# Pages ------------------------------------------------------------------------------------------------------------


def wants_html(request: Request) -> bool:
    """Whether HTML is more welcome than plain text or JSON: to a browser, not to a program that takes anything."""
    found = acceptable(request.headers.get("accept", ""), ["text/plain", "application/json", HTML])
    return found[:1] == [HTML]


def marked(quote: str, words: str) -> tuple[str, str, str]:
    """A quote in three parts, of which the second is the words; it is empty where they do not stand there.

    >>> marked("Canada refused.", "refused")
    ('Canada ', 'refused', '.')
    """
    before, found, after = quote.partition(words) if words else (quote, "", "")
    return before, found, after


def flowed(text: str) -> str:
    r"""Text whose lines were broken to fit a page, as paragraphs: one line end is a space, an empty line stays.

    >>> flowed("The talks\nopened.\n\nThen lunch.")
    'The talks opened.\n\nThen lunch.'
    """
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def sitting(round: str) -> str:
    """A round as it is spoken of: one that is only numbered needs the word.

    >>> sitting("3"), sitting("Sixth session")
    ('round 3', 'Sixth session')
    """
    return f"round {round}" if round.isdecimal() else round


@cache
def templates() -> "jinja2.Environment":
    """The templates of the site: whatever a document says, it stays text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("kg", "templates/site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"path_of": path_of, "address": address, "towards": TOWARDS, "parameters_of": parameters_of}
    made.globals |= {"stances": tuple(Stance), "certainties": tuple(Certainty), "strengths": tuple(Strength)}
    made.filters |= {"web_link": web_link, "marked": marked, "flowed": flowed, "sitting": sitting}
    return made


def html_page(request: Request, template: str, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A page of the site."""
    made = templates().get_template(f"{template}.html")
    html = made.render(path=request.url.path, words=request.query_params.get("q", ""), **values)
    return HTMLResponse(html, code, headers={"Vary": "Accept"})
