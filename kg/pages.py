"""The HTML pages of the local site, and what each of them is as RDF."""

import base64
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg import selection, things, view
from kg.answers import TRIPLE_FORMATS, text_of
from kg.errors import KgError
from kg.explanations import NoTrace, Step, explanation
from kg.graph import BASE, PREFIXES, described, one_value
from kg.knowledge import Graph
from kg.media import HTML, TRIPLE_MEDIA, acceptable, media_of
from kg.names import Ambiguous, NotFound, base_of
from kg.options import BadDate
from kg.positions import position_rows
from kg.profiles import RoundRow
from kg.resources import resource
from kg.rows import DocumentRow, Filter, Named, Page, PositionRow
from kg.search import search
from kg.site import (
    PER_PAGE,
    BadParameter,
    Site,
    address,
    asked_in,
    html_page,
    page_in,
    parameters_of,
    path_of,
    site_of,
)
from kg.things import Asked

PER_LIST = 200
"""Rows of a list on one page."""


# One thing, as HTML or RDF ----------------------------------------------------------------------------------------


class NoSuchForm(KgError):
    """A form in which a thing cannot be had."""

    def __init__(self) -> None:
        super().__init__(f"a thing can be had as {HTML}, {', '.join(TRIPLE_MEDIA)}")


def form_of(request: Request) -> str:
    """The media type a thing is wanted in: `?format=` decides, else the Accept header. Raises NoSuchForm."""
    asked = list(media_of(request.query_params.get("format", ""), TRIPLE_MEDIA))
    found = asked or acceptable(request.headers.get("accept", ""), [HTML, *TRIPLE_MEDIA])
    if not found:
        raise NoSuchForm
    return found[0]


def rdf(triples: Iterable[Triple], media: str) -> Response:
    """Triples in a form of RDF."""
    body, format = io.BytesIO(), TRIPLE_MEDIA[media]
    prefixes = dict(PREFIXES) if format in ("turtle", "xml") else None
    serialize(triples, body, TRIPLE_FORMATS[format], prefixes=prefixes)
    return Response(body.getvalue(), media_type=media, headers={"Vary": "Accept"})


def moved(request: Request, kind: str, id: str) -> Response | None:
    """A redirect to the page of a thing that was asked for by another name, or None."""
    if request.path_params["id"] == id:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path_of(kind, id) + query, 302)


def party(request: Request) -> Response:
    """A party: what it wants, offers, refuses and threatens, and what others want of it."""
    graph, media = site_of(request).graph(), form_of(request)
    profile = graph.party(request.path_params["id"], asked_in(request).only, 10)
    if elsewhere := moved(request, "party", profile.party.id):
        return elsewhere
    if media != HTML:
        return rdf(things.statements(graph.store, NamedNode(profile.party.iri)), media)
    return html_page(request, "party", profile=profile, one=profile.party, kind="party")


def issue(request: Request) -> Response:
    """An issue: who stands where, and the positions for and against."""
    graph, media = site_of(request).graph(), form_of(request)
    profile = graph.issue(request.path_params["id"], asked_in(request).only, 20)
    if elsewhere := moved(request, "issue", profile.issue.id):
        return elsewhere
    if media != HTML:
        return rdf(things.statements(graph.store, NamedNode(profile.issue.iri)), media)
    return html_page(request, "issue", profile=profile, one=profile.issue, kind="issue")


def position(request: Request) -> Response:
    """A position: its passage in context, who is credited for it, and how it was found."""
    graph, media = site_of(request).graph(), form_of(request)
    shown = graph.show(request.path_params["id"], 400)
    if elsewhere := moved(request, "position", shown.position.id):
        return elsewhere
    if media != HTML:
        iri = NamedNode(f"{base_of(graph.store)}position/{shown.position.id}")
        return rdf(things.position_statements(graph.store, iri), media)
    return html_page(
        request, "position", shown=shown, one=shown.position, steps=_steps(shown.position), kind="position"
    )


def _steps(row: PositionRow) -> tuple[Step, ...]:
    try:
        return explanation(row)
    except NoTrace:
        return ()


def document(request: Request) -> Response:
    """A document: where it comes from, and the positions read from it, in the order of its text."""
    graph, media = site_of(request).graph(), form_of(request)
    row = things.find_document(graph.store, request.path_params["id"])
    if media != HTML:
        return rdf(things.document_statements(graph.store, NamedNode(row.iri)), media)
    found = graph.who(only=Filter(document=row.id), limit=None)
    ordered = sorted(found.rows, key=lambda one: (one.start, one.id))
    return html_page(request, "document", one=row, positions=ordered, kind="document")


def negotiation(request: Request) -> Response:
    """A negotiation: its rounds, its documents, its newest positions."""
    return _talks(request, "negotiation")


def round(request: Request) -> Response:
    """A round: when and where, its documents, its newest positions."""
    return _talks(request, "round")


def _talks(request: Request, kind: str) -> Response:
    graph, media = site_of(request).graph(), form_of(request)
    iri, one = things.find_talks(graph.store, kind, request.path_params["id"])
    if elsewhere := moved(request, kind, one.id):
        return elsewhere
    if media != HTML:
        return rdf(things.statements(graph.store, iri), media)
    only = Filter(negotiation=one.id) if kind == "negotiation" else Filter(round=one.id)
    documents = things.talks_documents(graph.store, iri)
    return html_page(
        request,
        "talks",
        one=one,
        kind=kind,
        documents=documents,
        rounds=list(_rounds(graph, kind, one, documents)),
        positions=graph.who(only=only, limit=20),
        asked=Asked(only=only),
    )


def _rounds(graph: Graph, kind: str, one: Named, documents: Sequence[DocumentRow]) -> Iterator[RoundRow]:
    """The round itself; of a negotiation its rounds, with the documents that are of both."""
    for row in graph.rounds():
        if kind == "round" and row.id == one.id:
            yield row
        elif kind == "negotiation":
            # Talks that no vocabulary knows may name their rounds alike: 1, 2, 3.
            inside = [document for document in documents if document.round == row.id]
            if inside or row.negotiation == one:
                yield replace(row, documents=len(inside), positions=sum(document.positions for document in inside))


def thing(request: Request) -> Response:
    """A stance, or a source that reports are credited to: what is said of it, and the positions credited to it."""
    store, media = site_of(request).graph().store, form_of(request)
    kind, id = request.url.path.split("/")[1], request.path_params["id"]
    iris = {NamedNode(f"{stem}{kind}/{quote(id)}"): None for stem in (base_of(store), BASE)}
    said = [triple for iri in iris for triple in things.statements(store, iri)]
    credited = [position for iri in iris for position in things.credited(store, iri)]
    if not said and not credited:
        raise NotFound(kind, id)
    if media != HTML:
        inside = (triple for position in credited[:PER_LIST] for triple in things.position_statements(store, position))
        return rdf([*said, *inside], media)
    rows = [(text_of(one.predicate), text_of(one.object)) for one in said]
    positions = tuple(position_rows(store, credited[:PER_LIST]))
    return html_page(request, "thing", kind=kind, id=id, rows=rows, positions=Page(positions, len(credited)))


def ontology(request: Request) -> Response:
    """The terms that the graph uses."""
    media = form_of(request)
    said = list(parse(path=str(resource("ontology", "negotiation.ttl")), format=RdfFormat.TURTLE))
    if media != HTML:
        return rdf((quad.triple for quad in said), media)
    facts = described(said)
    terms = [
        (term.value.partition("#")[2], one_value(about, "rdfs:label"), one_value(about, "rdfs:comment"))
        for term, about in facts.items()
        if term.value.startswith(PREFIXES["neg"]) and one_value(about, "rdfs:comment")
    ]
    return html_page(request, "ontology", terms=sorted(terms))


# Lists ------------------------------------------------------------------------------------------------------------


def overview(request: Request) -> Response:
    """What the graph holds, and the ways into it."""
    site = site_of(request)
    graph = site.graph()
    return html_page(
        request,
        "overview",
        status=site.status(graph),
        parties=site.parties(graph)[:12],
        issues=site.issues(graph)[:12],
        documents=graph.documents(6),
        newest=graph.who(limit=5),
    )


def parties(request: Request) -> Response:
    """Every party with positions."""
    return _list(request, "parties", Site.parties)


def issues(request: Request) -> Response:
    """Every issue with positions."""
    return _list(request, "issues", Site.issues)


def rounds(request: Request) -> Response:
    """Every round of every negotiation."""
    site = site_of(request)
    return _list(request, "rounds", Site.rounds, negotiations=site.status(site.graph()).negotiations)


def _list(request: Request, template: str, ask: Callable[[Site, Graph], tuple[Any, ...]], **values: Any) -> Response:
    site = site_of(request)
    rows, first = ask(site, site.graph()), (page_in(request) - 1) * PER_LIST
    shown = Page(rows[first : first + PER_LIST], len(rows), first)
    return html_page(request, template, rows=shown, number=page_in(request), per=PER_LIST, **values)


def documents(request: Request) -> Response:
    """Every document, newest first."""
    number = page_in(request)
    rows = site_of(request).graph().documents(PER_PAGE, (number - 1) * PER_PAGE)
    return html_page(request, "documents", rows=rows, number=number, per=PER_PAGE)


def positions(request: Request) -> Response:
    """Positions that a filter lets through, a page at a time; empty fields of the form are taken out of the URL."""
    if any(value == "" for _, value in request.query_params.multi_items()):
        kept = [(name, value) for name, value in request.query_params.multi_items() if value]
        return RedirectResponse(address("/positions", _gathered(kept)), 302)
    graph, number, asked = site_of(request).graph(), page_in(request), Asked()
    rows: Page[PositionRow] = Page((), 0)
    refusal = None
    try:
        asked = asked_in(request)
        rows = things.positions(graph.store, asked, PER_PAGE, (number - 1) * PER_PAGE)
    except (NotFound, Ambiguous, BadParameter, BadDate) as exc:
        refusal = str(exc)
    return html_page(
        request,
        "positions",
        code=404 if refusal else 200,
        asked=asked,
        rows=rows,
        number=number,
        per=PER_PAGE,
        refusal=refusal,
        **_choices(site_of(request), graph),
    )


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _choices(site: Site, graph: Graph) -> dict[str, Any]:
    """What the form suggests."""
    return {
        "parties": site.parties(graph)[:500],
        "issues": site.issues(graph)[:500],
        "negotiations": site.status(graph).negotiations,
        "rounds": [row for row in site.rounds(graph) if row.documents],
    }


def find(request: Request) -> Response:
    """What some words stand in."""
    site = site_of(request)
    graph, words = site.graph(), request.query_params.get("q", "")
    found = search(graph.store, site.names(graph), words, 20)
    return html_page(request, "search", found=found)


# Views ------------------------------------------------------------------------------------------------------------

_DRAWN = {"graph": view.render_graph, "matrix": view.render_matrix, "timeline": view.render_timeline}
_WAYS = (
    ("kg", "/"),
    ("Positions", "/positions"),
    ("Parties", "/parties"),
    ("Issues", "/issues"),
    ("Documents", "/documents"),
    ("Rounds", "/rounds"),
    ("Graph", "/views/graph"),
    ("Matrix", "/views/matrix"),
    ("Timeline", "/views/timeline"),
    ("Reader", "/views/reader"),
    ("SPARQL", "/sparql"),
    ("API", "/api"),
)


def drawn(request: Request) -> Response:
    """A view of the positions that a filter lets through: graph, matrix or timeline; or a document in the reader."""
    kind, graph, asked = request.path_params["kind"], site_of(request).graph(), asked_in(request)
    if kind == "reader":
        return _reader(request, graph, asked)
    if kind not in _DRAWN:
        raise NotFound("view", kind, [*_DRAWN, "reader"])

    def draw() -> str:
        held = selection.select(graph.store, asked)
        frame = view.Frame(_WAYS, _narrowed(asked), f"/views/{kind}")
        return _DRAWN[kind](held, selection.issues_above(graph.store, held.rows), frame)

    return view_page(site_of(request).once(graph, f"{kind}?{request.url.query}", draw))


def _narrowed(asked: Asked) -> str:
    """What is asked for, in words."""
    said = {name: value for name, value in parameters_of(asked).items() if value not in (None, [], "")}
    names = {"target": "wanted of", "since": "from", "until": "up to", "min_confidence": "confidence from"}
    told = (
        f"{names.get(name, name)} {' or '.join(value) if isinstance(value, list) else value}"
        for name, value in said.items()
    )
    return ", ".join(told)


def _reader(request: Request, graph: Graph, asked: Asked) -> Response:
    if asked.only.document is None:
        return documents(request)
    row = things.find_document(graph.store, asked.only.document)
    rows = things.read_from(graph.store, row, asked)
    narrowed = replace(asked, only=replace(asked.only, document=None))
    frame = view.Frame(_WAYS, _narrowed(narrowed), address("/views/reader", {"document": row.id}))
    return view_page(view.render_reader(row, things.kept_text(graph.store, row), rows, frame))


def view_page(page: str) -> Response:
    """A view under a policy that lets its own scripts run and no other."""
    policy = (
        f"default-src 'none'; script-src {' '.join(map(repr, script_digests(page)))}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Response(page, media_type=HTML, headers={"Content-Security-Policy": policy})


def script_digests(page: str) -> list[str]:
    """The digests of a page's scripts, as a Content-Security-Policy names them.

    >>> script_digests("<script>1</script><script type='application/json'>{}</script>")
    ['sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=']
    """
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = {hashlib.sha256(script.encode()).digest() for script in found}
    return sorted(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)
