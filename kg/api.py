"""The JSON API of the local site: a table of what can be asked, from which its routes and its description are made."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg import lookups, things
from kg.model import Certainty, Stance, Strength
from kg.openapi import Endpoint, Parameter, openapi
from kg.profiles import IssueProfile, IssueRow, PartyProfile, PartyRow, RoundRow, Status
from kg.records import record
from kg.rows import DocumentRow, Named, Page, PositionRow, Shown
from kg.search import search
from kg.site import PER_PAGE, asked_in, html_page, page_in, path_of, site_of, whole_number

MOST = 1_000
"""Rows that one answer holds at most."""


def _limit(request: Request, default: int = PER_PAGE) -> int:
    return whole_number(request, "limit", default, MOST)


# Answers ----------------------------------------------------------------------------------------------------------


def status(request: Request) -> Status:
    """What the graph holds."""
    return site_of(request).graph().status()


def positions(request: Request) -> Page[PositionRow]:
    """Positions that a filter lets through, newest first."""
    limit = _limit(request)
    return things.positions(site_of(request).graph().store, asked_in(request), limit, (page_in(request) - 1) * limit)


def position(request: Request) -> Shown:
    """One position with its passage in context, by its id or a unique beginning of it."""
    return site_of(request).graph().show(request.path_params["id"])


def parties(request: Request) -> tuple[PartyRow, ...]:
    """Every party that holds a position or is asked for something, most positions first."""
    return site_of(request).graph().parties()


def party(request: Request) -> PartyProfile:
    """All a party wants, offers, refuses and threatens, and what others want of it; the limit holds for each part."""
    return site_of(request).graph().party(request.path_params["id"], asked_in(request).only, _limit(request, 20))


def issues(request: Request) -> tuple[IssueRow, ...]:
    """Every issue somebody holds a position on, most positions first."""
    return site_of(request).graph().issues()


def issue(request: Request) -> IssueProfile:
    """Each side of an issue and of all that is narrower; the limit holds for each side."""
    return site_of(request).graph().issue(request.path_params["id"], asked_in(request).only, _limit(request, 20))


def documents(request: Request) -> Page[DocumentRow]:
    """The stored documents, newest first."""
    limit = _limit(request)
    return site_of(request).graph().documents(limit, (page_in(request) - 1) * limit)


def document(request: Request) -> DocumentRow:
    """One document; its positions are those of /api/positions?document=."""
    return things.find_document(site_of(request).graph().store, request.path_params["id"])


def rounds(request: Request) -> tuple[RoundRow, ...]:
    """The rounds that a vocabulary or a document names, by date."""
    return site_of(request).graph().rounds()


@dataclass(frozen=True, slots=True)
class SideRow:
    """How many positions of one stance a party holds on an issue, by their ids."""

    party: str
    issue: str
    stance: Stance
    positions: int


def sides(request: Request) -> tuple[SideRow, ...]:
    """Parties by issues: how many positions of each stance."""
    return tuple(SideRow(*side) for side in lookups.sides(site_of(request).graph().store))


@dataclass(frozen=True, slots=True)
class Hit:
    """What some words were found in: its kind, id and name, a line about it, and the path of its page."""

    kind: str
    id: str
    label: str
    told: str | None
    path: str


def found(request: Request) -> tuple[Hit, ...]:
    """What holds some words: names of parties and issues, titles of documents, quoted sentences."""
    site = site_of(request)
    graph = site.graph()
    answer = search(graph.store, site.names(graph), request.query_params.get("q", ""), _limit(request, 6))
    return (
        *(_hit("party", one) for one in answer.parties),
        *(_hit("issue", one) for one in answer.issues),
        *(_hit("document", Named(row.id, row.title or row.id), row.date) for row in answer.documents),
        *(_hit("position", Named(row.id, row.quote), _who(row)) for row in answer.positions),
    )


def _hit(kind: str, one: Named, told: str | None = None) -> Hit:
    return Hit(kind, one.id, one.label, told, path_of(kind, one.id))


def _who(row: PositionRow) -> str:
    return f"{', '.join(party.label for party in row.holder)}: {row.stance}"


# The table --------------------------------------------------------------------------------------------------------


def _any_of(known: type[StrEnum]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": [one.value for one in known]}}


_TEXT, _DATE = {"type": "string"}, {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_ID = Parameter("id", "Id, label, another name, or a unique beginning of one.", _TEXT, "path")
_LIMIT = Parameter("limit", "How many at most.", {"type": "integer", "minimum": 1, "maximum": MOST})
_PAGE = Parameter("page", "Which page, from 1.", {"type": "integer", "minimum": 1, "default": 1})
_FILTERS = (
    Parameter("negotiation", "Only of these talks (id or label).", _TEXT),
    Parameter("round", "Only of this round (id or label).", _TEXT),
    Parameter("since", "Only from this date on.", _DATE),
    Parameter("until", "Only up to this date, included.", _DATE),
    Parameter("stance", "Only these stances; may be repeated.", _any_of(Stance)),
    Parameter("certainty", "Only these certainties; may be repeated.", _any_of(Certainty)),
    Parameter("strength", "Only these strengths; may be repeated.", _any_of(Strength)),
    Parameter(
        "min_confidence",
        "Only what is at least this likely right.",
        {"type": "number", "minimum": 0, "maximum": 1},
    ),
    Parameter("document", "Only from this document, by its id.", _TEXT),
)
_WHO = (
    Parameter("issue", "An issue; all that is narrower is included.", _TEXT),
    Parameter("party", "Only what this party holds.", _TEXT),
    Parameter("target", "Only what is wanted of this party.", _TEXT),
)

ENDPOINTS = (
    Endpoint("/api/status", status),
    Endpoint("/api/positions", positions, (*_WHO, *_FILTERS, _LIMIT, _PAGE)),
    Endpoint("/api/positions/{id}", position, (_ID,)),
    Endpoint("/api/parties", parties),
    Endpoint("/api/parties/{id}", party, (_ID, *_FILTERS, _LIMIT)),
    Endpoint("/api/issues", issues),
    Endpoint("/api/issues/{id}", issue, (_ID, *_FILTERS, _LIMIT)),
    Endpoint("/api/documents", documents, (_LIMIT, _PAGE)),
    Endpoint("/api/documents/{id}", document, (replace(_ID, told="A document's id."),)),
    Endpoint("/api/rounds", rounds),
    Endpoint("/api/sides", sides),
    Endpoint("/api/search", found, (Parameter("q", "The words.", _TEXT), _LIMIT)),
)
"""Everything the API answers."""


def routes() -> list[Route]:
    """The routes of the API and of its description."""
    answered = [Route(one.path.replace("{id}", "{id:path}"), _json(one.answer)) for one in ENDPOINTS]
    return [*answered, Route("/api", told), Route("/openapi.json", lambda request: JSONResponse(openapi(ENDPOINTS)))]


def told(request: Request) -> Response:
    """A page that says what can be asked."""
    return html_page(request, "api", endpoints=ENDPOINTS)


def _json(answer: Callable[[Request], Any]) -> Callable[[Request], Response]:
    return lambda request: JSONResponse(record(answer(request)))
