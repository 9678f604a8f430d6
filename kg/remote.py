"""A SPARQL 1.1 server as a store: its query and update endpoints, over HTTP.

`http://host:port` has `/query` and `/update` below it, as Oxigraph and Fuseki data sets have. A URL that ends in
`/sparql` or `/sparql-auth` takes both itself, as Virtuoso's does.
"""

import io
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from itertools import groupby, islice
from urllib.error import HTTPError
from urllib.parse import unquote, urlencode, urlsplit, urlunsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.answers import Answer, Rows, StoreFailure, Triples, Truth
from kg.sparql import Dataset, check_query, prefixed

BATCH = 5_000
"""Quads in one request of `load`: servers limit the size of a request."""
SECONDS = 600
"""How long a server may stay silent."""

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"


class Remote:
    """Named graphs in a SPARQL server, asked over HTTP. Every update is one request."""

    def __init__(self, location: str, opener: OpenerDirector, *, read_only: bool) -> None:
        self.location, self.read_only, self._opener = location, read_only, opener
        self.sole_writer = False
        both = urlsplit(location).path.rstrip("/").endswith(("/sparql", "/sparql-auth"))
        self._query_url = location if both else location.rstrip("/") + "/query"
        self._update_url = location if both else location.rstrip("/") + "/update"

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Answers SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs, or over those of a dataset.

        Raises BadQuery, StoreFailure.
        """
        wanted = _TRIPLES if check_query(text) else _ROWS
        # Oxigraph's own parameter; Virtuoso and others see the union of named graphs anyway, and ignore it.
        asked = _graphs(dataset) if dataset else {"union-default-graph": ["true"]}
        form = {"query": [prefixed(text)], **asked}
        kind, body = self._post(self._query_url, form, wanted)
        if kind.startswith(_ROWS):
            answer = parse_query_results(io.BytesIO(body), QueryResultsFormat.JSON)
            return Truth(answer) if isinstance(answer, QueryBoolean) else Rows(answer)
        return Triples(quad.triple for quad in parse(io.BytesIO(body), RdfFormat.N_TRIPLES))

    def update(self, text: str) -> None:
        """Runs a SPARQL update in one request, which the server does whole or not at all."""
        if self.read_only:
            raise StoreFailure(f"{self.location}: was opened to be read only")
        self._post(self._update_url, {"update": [prefixed(text)]}, "*/*")

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds many quads in batches, each a request."""
        stream = iter(quads)
        while batch := list(islice(stream, BATCH)):
            self.update("INSERT DATA {\n" + "".join(_graph_blocks(batch)) + "}")

    def close(self) -> None:
        """Nothing is held between requests."""

    def _post(self, url: str, form: dict[str, list[str]], accept: str) -> tuple[str, bytes]:
        request = Request(url, urlencode(form, doseq=True).encode(), {"Accept": accept})
        try:
            with self._opener.open(request, timeout=SECONDS) as response:
                return response.headers.get("Content-Type", ""), response.read()
        except HTTPError as exc:
            raise StoreFailure(_refusal(self.location, exc)) from exc
        except ValueError as exc:
            # What the basic handler says of a digest that the server does not take, or was not given.
            raise StoreFailure(_UNKNOWN_USER.format(self.location)) from exc
        except (OSError, HTTPException) as exc:
            reason = getattr(exc, "reason", exc)
            raise StoreFailure(f"{self.location}: the server does not answer ({reason}); is it running?") from exc


def _graphs(dataset: Dataset) -> dict[str, list[str]]:
    return {"default-graph-uri": list(dataset.default), "named-graph-uri": list(dataset.named)}


_UNKNOWN_USER = "{}: the server asks for another user or password; set KG_STORE_USER and KG_STORE_PASSWORD"


def _refusal(location: str, error: HTTPError) -> str:
    if error.code in (401, 403):
        return _UNKNOWN_USER.format(location)
    told = error.read(400).decode("utf-8", "replace").strip().split("\n")[0]
    return f"{location}: the server refused with {error.code} {error.reason}{': ' + told if told else ''}"


def _graph_blocks(quads: list[Quad]) -> Iterator[str]:
    for graph, group in groupby(quads, lambda quad: quad.graph_name):
        lines = "".join(f"{quad.triple} .\n" for quad in group)
        yield f"GRAPH {graph} {{\n{lines}}}\n"


def open_server(url: str, user: str | None, password: str | None, *, read_only: bool) -> Remote:
    """The store behind a URL, which may hold `user:password@`. Raises StoreFailure if nothing answers there."""
    parts = urlsplit(url)
    place = parts.hostname or ""
    host = f"[{place}]" if ":" in place else place
    bare = urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host))
    user, password = unquote(parts.username or "") or user, unquote(parts.password or "") or password
    passwords = HTTPPasswordMgrWithDefaultRealm()
    if user:
        passwords.add_password(None, bare, user, password or "")
    opener = build_opener(HTTPBasicAuthHandler(passwords), HTTPDigestAuthHandler(passwords))
    store = Remote(bare, opener, read_only=read_only)
    store.query("ASK {}")
    return store
