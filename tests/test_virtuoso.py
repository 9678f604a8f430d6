"""A Virtuoso server, whose updates need a user, gives the same answers as the embedded store.

Run where Debian's `virtuoso-opensource` is installed (apt-get install virtuoso-opensource); passed over elsewhere.
"""

import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_remote import assert_answers_as_embedded, free_port, stop

from benchmarks.synthetic import readings
from kg import Graph
from kg.knowledge import Outcome
from kg.store import StoreFailure, open_store
from kg.summaries import recount

BINARY = shutil.which("virtuoso-t")
pytestmark = pytest.mark.skipif(BINARY is None, reason="Virtuoso is not installed")

SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 100000000
"""


class Server:
    """A server in a folder: it can be killed, and started again on what it had written."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=free_port(), http=self.port))
        self.start()

    @property
    def url(self) -> str:
        return f"http://dba:dba@127.0.0.1:{self.port}/sparql-auth"

    def start(self) -> None:
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        command = [str(BINARY), "+foreground", "+configfile", "virtuoso.ini"]
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sparql?query=ASK%7B%7D", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        stop(self.process)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.stop()


def test_a_server_answers_as_the_embedded_store_does(server: Server) -> None:
    assert_answers_as_embedded(server.url)


def test_who_is_not_known_may_not_write(server: Server) -> None:
    with pytest.raises(StoreFailure, match="KG_STORE_USER"):
        open_store(server.url.replace("dba:dba@", "dba:wrong@"))
    with pytest.raises(StoreFailure, match="KG_STORE_USER"):
        open_store(server.url.replace("dba:dba@", ""))


def test_a_server_that_dies_half_way_loses_no_document(server: Server) -> None:
    archive = list(readings(1500, each=25))
    with Graph.open(server.url) as graph:
        stream = graph.add_readings(archive)
        stored = [next(stream).document for _ in range(25)]
        server.stop()
        with pytest.raises(StoreFailure, match="does not answer"):
            stored += [added.document for added in stream]
        server.start()
        known = graph.known_keys().keys()
        assert set(stored) <= set(known)
        assert recount(graph.store) == ()
        added = list(graph.add_readings(reading for reading in archive if reading.document.id not in known))
        assert {one.outcome for one in added} == {Outcome.ADDED}
        assert graph.status().documents == len(archive)
        assert recount(graph.store) == ()
