"""The local site: pages, look-ups, views, JSON and SPARQL over a store that it only reads."""

import contextlib
import ipaddress
import os
import re
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from importlib.resources import files

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import api, pages
from kg.answers import StoreFailure
from kg.errors import KgError
from kg.graph import BASE
from kg.names import Ambiguous, NotFound
from kg.pages import NoSuchForm
from kg.protocol import BadRequest, sparql
from kg.site import Site, html_page, wants_html
from kg.snapshots import Snapshots
from kg.workers import LIMITS, Limits, NotAcceptable, TooSlow, Workers

ASSETS = {
    "site.css": "text/css",
    "search.js": "text/javascript",
    "editor.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of the site may load and run: files of the site, nothing that stands in a page."""


# Guarding ---------------------------------------------------------------------------------------------------------


def is_own_name(host: str, own: Sequence[str] = ()) -> bool:
    """Whether a Host header names this machine by address, as localhost, or by a name it was told.

    A page elsewhere whose name was made to lead here (DNS rebinding) has a name, never an address.

    >>> [is_own_name(host) for host in ("127.0.0.1:8000", "[::1]:8000", "localhost", "evil.example", "")]
    [True, True, True, False, False]
    """
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(?::\d+)?", host)
    if found is None:
        return False
    name = found[1].strip("[]").lower()
    if name in ("localhost", *own):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Refuses requests to a name that is not ours, and sends every answer with headers that keep browsers careful."""

    def __init__(self, app: ASGIApp, names: Sequence[str] = ()) -> None:
        self.app, self.names = app, tuple(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif not is_own_name(Headers(scope=scope).get("host", ""), self.names):
            refusal = PlainTextResponse("this site answers on its own address only\n", 421)
            await refusal(scope, receive, _guarded(send))
        else:
            await self.app(scope, receive, _guarded(send))


def _guarded(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", POLICY)
            headers.setdefault("Cache-Control", "no-cache")
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        await send(message)

    return sending


# Refusing ---------------------------------------------------------------------------------------------------------

_CODES: tuple[tuple[type[KgError], int], ...] = (
    (NotFound, 404),
    (Ambiguous, 404),
    (NotAcceptable, 406),
    (NoSuchForm, 406),
    (TooSlow, 503),
    (StoreFailure, 503),
)


def code_of(refusal: KgError) -> int:
    """HTTP's code for a refusal."""
    if isinstance(refusal, BadRequest):
        return refusal.status
    return next((code for kind, code in _CODES if isinstance(refusal, kind)), 400)


def refused(request: Request, refusal: Exception) -> Response:
    """A refusal in the form the client reads: JSON from the API, a page for a browser, else plain text."""
    if isinstance(refusal, HTTPException):
        code, told, headers = refusal.status_code, refusal.detail, dict(refusal.headers or {})
    else:
        assert isinstance(refusal, KgError)
        code, told, headers = code_of(refusal), str(refusal), {}
    if code == 503:
        headers["Retry-After"] = "5"
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": told}, code, headers)
    if wants_html(request):
        near = getattr(refusal, "suggestions", None) or getattr(refusal, "candidates", ())
        page = html_page(request, "refused", code=code, told=told, near=near, kind=getattr(refusal, "kind", ""))
        page.headers.update(headers)
        return page
    return PlainTextResponse(f"{told}\n", code, headers)


# Assembling -------------------------------------------------------------------------------------------------------


def asset(request: Request) -> Response:
    """A file of the site."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404, f"there is no file {name!r}")
    return Response(files("kg").joinpath("assets", name).read_bytes(), media_type=ASSETS[name])


def _routes() -> list[Route]:
    shown: dict[str, Callable[[Request], Response]] = {
        "/": pages.overview,
        "/parties": pages.parties,
        "/issues": pages.issues,
        "/documents": pages.documents,
        "/rounds": pages.rounds,
        "/positions": pages.positions,
        "/search": pages.find,
        "/views/{kind}": pages.drawn,
        "/party/{id:path}": pages.party,
        "/issue/{id:path}": pages.issue,
        "/document/{id:path}": pages.document,
        "/position/{id:path}": pages.position,
        "/negotiation/{id:path}": pages.negotiation,
        "/round/{id:path}": pages.round,
        "/stance/{id:path}": pages.thing,
        "/source/{id:path}": pages.thing,
        "/ontology": pages.ontology,
        "/assets/{name}": asset,
    }
    found = [Route(path, page) for path, page in shown.items()]
    return [*found, *api.routes(), Route("/sparql", sparql, methods=["GET", "POST"])]


def site(location: str, base: str = BASE, limits: Limits = LIMITS, names: Sequence[str] = ()) -> Starlette:
    """The site over the store at a location; `names` are host names it may be asked by, besides localhost.

    Raises StoreFailure when the store cannot be opened.
    """
    state = Site(Snapshots(location, base), Workers(location, base, limits))

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        state.workers.close()

    made = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, names=names)],
        exception_handlers={KgError: refused, HTTPException: refused},
        lifespan=lifespan,
    )
    made.state.site = state
    return made


# Serving ----------------------------------------------------------------------------------------------------------


class BadAddress(KgError):
    """An address that cannot be listened at."""

    exit_code = 1

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"cannot listen at {host} port {port}: {reason}; --port names another port, 0 any that is free"
        )
        self.host, self.port = host, port


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address. Raises BadAddress."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family)
    except OverflowError as exc:
        raise BadAddress(host, port, "a port is a number from 0 to 65535") from exc
    except OSError as exc:
        raise BadAddress(host, port, _reason(exc)) from exc


def _reason(error: OSError) -> str:
    """What the system says, without what Python adds to it; a name that cannot be resolved has codes of its own."""
    if isinstance(error, socket.gaierror) or error.errno is None:
        return error.strerror or str(error)
    return os.strerror(error.errno).lower()


def url_of(host: str, port: int) -> str:
    """Where the site is found.

    >>> url_of("::1", 8000)
    'http://[::1]:8000/'
    """
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(app: Starlette, listener: socket.socket) -> None:
    """Answers requests until the process is interrupted."""
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none")).run(sockets=[listener])
