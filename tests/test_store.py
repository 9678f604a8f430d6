"""The embedded store: whole or not at all, one writer, many readers, one clear line when it cannot be had."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_graph import READINGS

from benchmarks.synthetic import readings
from kg import Graph
from kg.graph import Names, document_quads
from kg.store import StoreFailure, open_store
from kg.summaries import recount, replacement

WRITER = """
import sys
from benchmarks.synthetic import readings
from kg.graph import Names, document_quads
from kg.store import open_store
from kg.summaries import replacement
store = open_store(sys.argv[1])
batches = [list(readings(400, seed, each=50)) for seed in (1, 2)]
print("ready", flush=True)
while True:
    for batch in batches:
        graphs = {Names().document(r.document.id): list(document_quads(r)) for r in batch}
        store.update(replacement(store, graphs))
"""


def contents(store: object, graph: str) -> set[str]:
    answer = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")  # type: ignore[attr-defined]
    return {str(triple) for triple in answer}


def test_a_killed_writer_leaves_each_document_as_it_was_or_complete(tmp_path: Path) -> None:
    whole = {str(Names().document(reading.document.id)): [] for reading in readings(400, each=50)}
    for seed in (1, 2):
        for reading in readings(400, seed, each=50):
            graph = Names().document(reading.document.id)
            whole[str(graph)].append({str(quad.triple) for quad in document_quads(reading)})
    for delay in (0.11, 0.37, 0.73):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "s")], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        store = open_store(tmp_path / "s")
        for graph, versions in whole.items():
            assert contents(store, graph) in [*versions, set()]
        assert recount(store) == ()
        store.close()


def test_a_second_writer_is_told_in_one_line(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "s"), pytest.raises(StoreFailure, match="another process is writing") as refusal:
        Graph.open(tmp_path / "s")
    assert "\n" not in str(refusal.value)


def test_a_folder_of_other_files_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Chad agreed.")
    with pytest.raises(StoreFailure, match="a folder of other files"):
        Graph.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


@pytest.mark.parametrize("broken", ["CURRENT", "MANIFEST"])
def test_a_damaged_store_is_told_in_one_line(tmp_path: Path, broken: str) -> None:
    with Graph.open(tmp_path / "s") as graph:
        list(graph.add_readings(READINGS))
    for path in (tmp_path / "s").glob(f"{broken}*"):
        path.write_bytes(b"noise")
    for read_only in (True, False):
        with pytest.raises(StoreFailure, match=r"s: .*damaged") as refusal:
            Graph.open(tmp_path / "s", read_only=read_only)
        assert "\n" not in str(refusal.value)


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(Path, "exists", refuse)  # a test may run as root, whom no folder refuses
    monkeypatch.setattr(Path, "is_file", refuse)
    for read_only in (True, False):
        with pytest.raises(StoreFailure, match="permission denied"):
            open_store(tmp_path / "s", read_only=read_only)


def test_readers_read_while_one_writes(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "s") as writer:
        list(writer.add_readings(READINGS[:1]))
        with (
            Graph.open(tmp_path / "s", read_only=True) as one,
            Graph.open(tmp_path / "s", read_only=True) as other,
        ):
            list(writer.add_readings(READINGS[1:]))
            assert one.who().total == other.who().total == 2
        with Graph.open(tmp_path / "s", read_only=True) as later:
            assert later.who().total == 4


def test_a_reader_does_not_write(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "s") as writer:
        list(writer.add_readings(READINGS))
    with Graph.open(tmp_path / "s", read_only=True) as graph, pytest.raises(StoreFailure, match="read only"):
        graph.store.update("DROP ALL")


def test_what_was_opened_to_be_written_and_was_not_leaves_no_folder(tmp_path: Path) -> None:
    Graph.open(tmp_path / "s").close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_graph_is_refused_to_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match="holds no graph yet"):
        open_store(tmp_path / "none", read_only=True)


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("x")
    with pytest.raises(StoreFailure, match="is a file"):
        open_store(tmp_path / "f")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreFailure, match="closed"):
        store.query("ASK {}")


def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "s") as graph:
        list(graph.add_readings(READINGS))
    with Graph.open(tmp_path / "s") as graph:
        assert graph.status().positions == 4


def test_a_document_read_again_changes_nothing() -> None:
    store = open_store()
    graphs = {Names().document(r.document.id): list(document_quads(r)) for r in READINGS}
    everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    store.update(replacement(store, graphs))
    before = {str(triple) for triple in store.query(everything)}  # type: ignore[union-attr]
    store.update(replacement(store, graphs))

    assert {str(triple) for triple in store.query(everything)} == before  # type: ignore[union-attr]
