"""A real SPARQL server gives the same answers as the embedded store, and clear errors when it is not there."""

import base64
import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sample_graph import READINGS

from benchmarks.synthetic import readings
from kg import Graph
from kg.knowledge import Outcome
from kg.lookups import Filter
from kg.model import Stance
from kg.selection import issues_above, select
from kg.sparql import BadQuery, bound, named_queries
from kg.store import StoreFailure, open_store
from kg.summaries import recount
from kg.things import Asked

BINARY = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
pytestmark = pytest.mark.skipif(BINARY is None, reason="the Oxigraph server is not installed")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [str(BINARY), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    process = serve(tmp_path / "server", port)
    yield f"http://127.0.0.1:{port}"
    stop(process)


QUESTIONS: dict[str, Callable[[Graph], object]] = {
    "who": lambda graph: graph.who("dairy"),
    "filtered": lambda graph: graph.who(
        only=Filter(stances=(Stance.OPPOSE, Stance.REFUSE), since="2017-08", until="2017", min_confidence=0.5)
    ),
    "party": lambda graph: graph.party("CA"),
    "issue": lambda graph: graph.issue("dairy"),
    "show": lambda graph: graph.show(graph.who("dairy").rows[0].id),
    "parties": Graph.parties,
    "issues": Graph.issues,
    "documents": Graph.documents,
    "rounds": Graph.rounds,
    "sides": Graph.sides,
    "keys": Graph.known_keys,
    "selection": lambda graph: select(graph.store, Asked(), most=1, lines=3, each=1),
    "broader issues": lambda graph: issues_above(graph.store, graph.who(limit=None).rows),
}


def assert_answers_as_embedded(address: str) -> None:
    """Fails unless an empty server, filled, answers every question and shipped query as the embedded store does."""
    with Graph.open(address) as there, Graph.open() as here:
        for graph in (there, here):
            list(graph.add_readings(READINGS))
            list(graph.add_readings(READINGS[:1], key="another"))
        for name, ask in QUESTIONS.items():
            assert ask(there) == ask(here), name
        for query in named_queries():
            text = bound(query.text, {})
            answers = [[str(row) for row in graph.query(text)] for graph in (there, here)]  # type: ignore[union-attr]
            assert sorted(answers[0]) == sorted(answers[1]), query.name
        assert recount(there.store) == ()
        assert there.remove("news/round-1", "nowhere") == 1
        assert there.status().positions == 2


def test_a_server_answers_as_the_embedded_store_does(server: str) -> None:
    assert_answers_as_embedded(server)


def test_many_documents_go_in_batches(server: str) -> None:
    with Graph.open(server) as graph:
        added = list(graph.add_readings(readings(1500, each=50)))

        assert {one.outcome for one in added} == {Outcome.ADDED}
        assert graph.status().documents == 30
        assert recount(graph.store) == ()


def test_many_quads_are_loaded_in_batches(server: str) -> None:
    from kg.graph import document_quads

    store, quads = open_store(server), [quad for reading in readings(600) for quad in document_quads(reading)]
    store.load(quads)

    (count,) = store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").texts()  # type: ignore[union-attr]
    assert count == (str(len(set(quads))),)


def test_a_bad_query_is_refused_as_by_the_embedded_store(server: str) -> None:
    with pytest.raises(BadQuery) as refusal:
        open_store(server).query("SELECT * {\n  ?s ?p }")
    assert refusal.value.line == 2


def test_a_server_that_dies_half_way_loses_no_document(tmp_path: Path) -> None:
    port, archive = free_port(), list(readings(3000, each=50))
    process = serve(tmp_path / "server", port)
    with Graph.open(f"http://127.0.0.1:{port}") as graph:
        stream = graph.add_readings(archive)
        stored = [next(stream).document for _ in range(25)]
        stop(process)
        with pytest.raises(StoreFailure, match="does not answer"):
            stored += [added.document for added in stream]
        process = serve(tmp_path / "server", port)
        try:
            known = graph.known_keys().keys()
            assert set(stored) <= set(known)
            assert recount(graph.store) == ()
            list(graph.add_readings(reading for reading in archive if reading.document.id not in known))
            assert graph.status().documents == len(archive)
            assert recount(graph.store) == ()
        finally:
            stop(process)


def test_a_server_that_is_not_there_is_named() -> None:
    port = free_port()
    with pytest.raises(StoreFailure, match=rf"http://127.0.0.1:{port}: the server does not answer"):
        open_store(f"http://127.0.0.1:{port}")


def test_a_server_that_wants_a_password_is_given_it(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with guarded(server, "ana", "s3cret:1") as url:
        with pytest.raises(StoreFailure, match="KG_STORE_USER"):
            open_store(url)
        store = open_store(url.replace("http://", "http://ana:s3cret%3A1@"))
        assert bool(store.query("ASK {}"))
        assert store.location == url
        monkeypatch.setenv("KG_STORE_USER", "ana")
        monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret:1")
        with Graph.open(url) as graph:
            assert len(list(graph.add_readings(READINGS))) == 2


class guarded:  # noqa: N801 - used as a function
    """A proxy before a server that asks for a user and a password, as a web server before a SPARQL server does."""

    def __init__(self, target: str, user: str, password: str) -> None:
        wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

        class Guard(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Authorization") != wanted:
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", 'Basic realm="graph"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                kept = {name: self.headers[name] for name in ("Content-Type", "Accept")}
                with urllib.request.urlopen(urllib.request.Request(target + self.path, body, kept)) as response:
                    answer = response.read()
                    self.send_response(response.status)
                    self.send_header("Content-Type", response.headers.get("Content-Type", "text/plain"))
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Guard)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
