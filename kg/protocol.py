"""The SPARQL 1.1 Protocol over a store that is read only: what a request asks, and its answer in the form it wants."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.answers import shortened
from kg.errors import KgError
from kg.media import HTML, ROW_MEDIA, TRIPLE_MEDIA, acceptable, media_of
from kg.site import Site, html_page, local_path, site_of, web_link
from kg.sparql import BadQuery, Dataset, named_queries
from kg.workers import Question, Wanted, Written

SHOWN = 1_000
"""Rows that the page shows."""
STARTER = """\
SELECT ?party ?stance ?issue ?what WHERE {
  ?position neg:holder ?party ; neg:stance ?stance ; neg:issue ?issue ; neg:what ?what
}
LIMIT 50"""
"""The query that the editor begins with."""
LONGEST = 1_000_000
"""Bytes that a request may have."""
READ_ONLY = "the graph is read-only here: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"


class BadRequest(KgError):
    """A request that is not of the protocol; `status` is HTTP's code for it."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks: the query if there is one, a preferred format, and the graphs if not all."""

    query: str | None
    format: str = ""
    dataset: Dataset | None = None


async def operation_in(request: Request) -> Operation:
    """The operation of a request, by any of the protocol's three ways. Raises BadRequest."""
    parameters = {name: request.query_params.getlist(name) for name in request.query_params}
    if request.method != "POST":
        return _operation(parameters)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise BadRequest(READ_ONLY, 403)
    if kind not in ("application/x-www-form-urlencoded", "application/sparql-query"):
        wanted = "application/sparql-query or application/x-www-form-urlencoded"
        raise BadRequest(f"a query is sent as {wanted}, not as {kind or 'nothing'}", 415)
    body = await _body(request)
    if kind == "application/sparql-query":
        return _operation(parameters | {"query": [body]})
    return _operation(parameters | parse_qs(body, keep_blank_values=True))


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise BadRequest(f"the request is longer than {LONGEST} bytes", 413)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise BadRequest("the request is not UTF-8") from exc


def _operation(parameters: Mapping[str, Sequence[str]]) -> Operation:
    if "update" in parameters:
        raise BadRequest(READ_ONLY, 403)
    queries = parameters.get("query", ())
    if len(queries) > 1:
        raise BadRequest("there is more than one query")
    graphs = Dataset(*(tuple(parameters.get(f"{kind}-graph-uri", ())) for kind in ("default", "named")))
    format = next(iter(parameters.get("format", ())), "")
    return Operation(queries[0] if queries else None, format, graphs if graphs != Dataset() else None)


async def sparql(request: Request) -> Response:
    """Answers a query; shows the editor to a browser, and to others without a query what the service can do."""
    operation = await operation_in(request)
    html = _html_wanted(request, operation)
    if operation.query is None or (html and not operation.query.strip()):
        if request.method == "POST":
            raise BadRequest("there is no query")
        return _editor(request, STARTER) if html else _described(request)
    asked = Question(operation.query, *_wanted(request, operation, html), operation.dataset)
    try:
        written = await run_in_threadpool(site_of(request).workers.ask, asked)
    except BadQuery as refusal:
        if html:
            return _editor(request, operation.query, refusal=str(refusal), code=400)
        raise
    if html:
        return _editor(request, operation.query, **_shown(written, site_of(request)))
    return Response(written.body, headers={"Content-Type": _typed(written.media), "Vary": "Accept"})


def _html_wanted(request: Request, operation: Operation) -> bool:
    """Whether a page is wanted: a browser asks for one, unless it follows a link to a form."""
    named = [*media_of(operation.format, ROW_MEDIA), *media_of(operation.format, TRIPLE_MEDIA)]
    if named:
        return False
    found = acceptable(request.headers.get("accept", ""), [*ROW_MEDIA, *TRIPLE_MEDIA, HTML])
    return found[:1] == [HTML]


def _wanted(request: Request, operation: Operation, html: bool) -> tuple[Wanted, Wanted]:
    """The forms of rows and of triples that are wanted, best first."""
    if html:
        return (("application/json", "json"),), (("text/turtle", "turtle"),)
    accept = request.headers.get("accept", "")
    found = []
    for known in (ROW_MEDIA, TRIPLE_MEDIA):
        media = [*media_of(operation.format, known), *acceptable(accept, known)]
        found.append(tuple((one, known[one]) for one in media))
    return found[0], found[1]


def _typed(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _editor(request: Request, query: str = "", code: int = 200, **values: Any) -> Response:
    given = {"refusal": None, "table": None, "truth": None, "triples": None} | values
    return html_page(request, "sparql", code=code, query=query, examples=named_queries(), **given)


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a table: what it reads as, and where it leads, if anywhere."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of an answer; `total` counts those that are not shown as well."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def _shown(written: Written, site: Site) -> dict[str, Any]:
    """What the page shows of an answer."""
    if written.kind == "triples":
        return {"triples": written.body.decode()}
    answer = json.loads(written.body)
    if written.kind == "truth":
        return {"truth": bool(answer["boolean"])}
    variables, rows = tuple(answer["head"]["vars"]), answer["results"]["bindings"]
    shown = tuple(tuple(_cell(row.get(name), site) for name in variables) for row in rows[:SHOWN])
    return {"table": Table(variables, shown, len(rows))}


def _cell(term: Mapping[str, Any] | None, site: Site) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        return Cell(shortened(term["value"]), local_path(term["value"], site.snapshots.base) or web_link(term["value"]))
    if term["type"] == "bnode":
        return Cell(f"_:{term['value']}")
    return Cell(term["value"] if isinstance(term["value"], str) else json.dumps(term["value"], ensure_ascii=False))


# Service description ----------------------------------------------------------------------------------------------

_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
[] a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML",
)  # fmt: skip


def _described(request: Request) -> Response:
    """The service's description, which SPARQL 1.1 gives to who asks nothing."""
    formats = " , ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    endpoint = str(request.url.replace(query="", fragment=""))
    body = _DESCRIPTION.format(endpoint=endpoint.replace(">", "%3E"), formats=formats)
    return Response(body, media_type="text/turtle")
