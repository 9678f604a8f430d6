"""Many documents at once: the same readings here, in processes and on a Dask cluster; nothing lost when it is stopped."""

import multiprocessing
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import Document, Graph
from kg import reading as reading_module
from kg.extraction import Extractor, load_extractor
from kg.knowledge import Outcome
from kg.reading import ClusterFailure, Engine, ReaderDied, read_all
from kg.summaries import recount

SENTENCES = (
    "Japan demanded that Mexico lower its tariffs on cars.",
    "Canada refused to open its dairy market.",
    "The minister said Brazil would support a longer transition.",
    "It rained on Monday.",
)


def documents(count: int, sentences: int = 4) -> list[Document]:
    return [
        Document(
            f"news/{number:03}", " ".join(SENTENCES[(number + n) % 4] for n in range(sentences)), date="2031-05-04"
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture(autouse=True)
def nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "SMALL", 500)


# Processes --------------------------------------------------------------------------------------------------------


def test_processes_read_what_one_reads_in_the_same_order(extractor: Extractor) -> None:
    here = list(read_all(documents(40), extractor))
    there = list(read_all(documents(40), extractor, Engine(processes=2)))

    assert there == here
    assert sum(len(reading.positions) for reading in here) > 40


def test_little_is_read_here(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "_read_in_processes", None)
    assert len(list(read_all(documents(2), extractor, Engine(processes=2)))) == 2


def test_documents_are_taken_a_few_at_a_time(extractor: Extractor) -> None:
    taken = 0

    def stream() -> Iterator[Document]:
        nonlocal taken
        for document in documents(100):
            taken += 1
            yield document

    readings = read_all(stream(), extractor, Engine(processes=2))
    next(readings)
    assert taken < 20
    readings.close()  # type: ignore[attr-defined]


def test_a_killed_reader_is_told_in_one_line(extractor: Extractor) -> None:
    readings = read_all(documents(100, 60), extractor, Engine(processes=2))
    next(readings)
    multiprocessing.active_children()[0].kill()
    with pytest.raises(ReaderDied, match="goes on from there"):
        list(readings)
    assert multiprocessing.active_children() == []


def children(parent: int) -> list[int]:
    """The processes that a process started to read."""
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [int(pid) for pid, ppid, words in rows if int(ppid) == parent and "spawn_main" in words]


# Stopped half-way -------------------------------------------------------------------------------------------------

ADD = """
import sys
import kg.reading
kg.reading.SMALL = 500
from kg.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    for document in documents(60, 5):
        (place / f"{document.id.replace('/', '-')}.txt").write_text(document.text)
    return place


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path, with_signal: signal.Signals) -> None:
    store = tmp_path / "store"
    command = [sys.executable, "-c", ADD, "add", str(folder), "--processes", "2", "--store", str(store)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 60
        while stored(store) == 0 and time.monotonic() < until:
            time.sleep(0.05)
        readers = children(running.pid)
        running.send_signal(with_signal)
        _, told = running.communicate(timeout=30)
    if with_signal is signal.SIGINT:
        assert running.returncode == 130
        assert told == "stopped; what was stored so far is kept\n"
    assert readers
    assert gone(readers)
    with Graph.open(store) as graph:
        kept = graph.known_keys().keys()
        assert 0 < len(kept) < 60
        assert recount(graph.store) == ()
        outcomes = {added.document: added.outcome for added in graph.add(folder)}
        assert {id for id, outcome in outcomes.items() if outcome is Outcome.UNCHANGED} == kept
        assert len(outcomes) == graph.status().documents == 60
        assert recount(graph.store) == ()


def stored(store: Path) -> int:
    if not (store / "CURRENT").exists():
        return 0
    with Graph.open(store, read_only=True) as graph:
        return graph.status().documents


def gone(processes: list[int]) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(Path(f"/proc/{process}/cmdline").exists() for process in processes):
            return True
        time.sleep(0.1)
    return False


# Dask -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers, each a process of its own, as on several machines."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    common = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    running = [
        subprocess.Popen(
            [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)],
            **common,
        )
    ]
    for _ in range(2):
        arguments = [
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--scheduler-file",
            str(told),
            "--host",
            "127.0.0.1",
        ]
        running.append(subprocess.Popen([*dask, "worker", *arguments], **common))
    yield str(told)
    for process in running:
        process.kill()
    for process in running:
        process.wait()


@pytest.fixture(scope="module")
def address(cluster: str) -> str:
    import json

    until = time.monotonic() + 30
    while time.monotonic() < until:
        if Path(cluster).exists() and (text := Path(cluster).read_text()):
            found: str = json.loads(text)["address"]
            return found
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def test_a_dask_cluster_reads_what_one_process_reads(extractor: Extractor, address: str) -> None:
    until = time.monotonic() + 30
    while True:  # workers come after their scheduler
        try:
            there = list(read_all(documents(20), extractor, Engine(dask=address)))
            break
        except ClusterFailure as exc:
            if time.monotonic() > until or "no workers" not in str(exc):
                raise
            time.sleep(0.2)
    assert there == list(read_all(documents(20), extractor))


def test_a_graph_filled_by_a_cluster_is_the_same_graph(address: str) -> None:
    with Graph.open() as here, Graph.open() as there:
        here.add(*documents(25))
        there.add(*documents(25), engine=Engine(dask=address))
        everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        assert set(map(str, here.query(everything))) == set(map(str, there.query(everything)))


def test_a_cluster_that_is_not_there_is_named(extractor: Extractor) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ClusterFailure, match=r"tcp://127.0.0.1:9: no Dask scheduler answers"):
        list(read_all(documents(1), extractor, Engine(dask="tcp://127.0.0.1:9")))
