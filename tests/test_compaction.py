"""A compacted store is the same graph in less room, and nothing that goes wrong meanwhile costs any of it."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import Result

from kg import Graph
from kg.compaction import compact, is_due, size_of, whole_graphs
from kg.embedded import aside, open_folder
from kg.store import StoreFailure


@pytest.fixture
def store(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be changed."""
    return Path(shutil.copytree(archive, tmp_path / "store"))


def quads_in(folder: Path) -> set[object]:
    found = open_folder(folder, read_only=True)
    return set(found.quads())


def test_it_is_the_same_graph_in_less_room(store: Path) -> None:
    quads, size = quads_in(store), size_of(store)
    done = compact(store)
    assert done.before == size
    assert done.after < size / 2
    assert quads_in(store) == quads
    assert [path.name for path in store.parent.iterdir()] == ["store"]


def test_a_large_store_is_merged_and_the_same_graph(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = quads_in(store)
    monkeypatch.setattr("kg.compaction.LARGE", 0)
    monkeypatch.setattr("kg.compaction.BATCH", len(quads) // 4)
    compact(store)
    assert quads_in(store) == quads


def test_what_is_written_at_once_ends_with_a_graph(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = list(open_folder(store, read_only=True).quads())
    size = max(Counter(quad.graph_name for quad in quads).values())
    monkeypatch.setattr("kg.compaction.BATCH", size)
    written = [quad for graph in whole_graphs(iter(quads)) for quad in graph]

    assert list(dict.fromkeys(written)) == quads
    batches = [{quad.graph_name for quad in written[start : start + size]} for start in range(0, len(written), size)]
    assert len(batches) > 1
    assert not any(one & other for one, other in pairwise(batches))


def test_it_can_be_written_and_compacted_again(store: Path) -> None:
    compact(store)
    with Graph.open(store) as graph:
        (gone, *_) = graph.known_keys()
        assert graph.remove(gone) == 1
        assert graph.check() == ()
    compact(store)
    with Graph.open(store, read_only=True) as graph:
        assert gone not in graph.known_keys()


def test_a_reader_goes_on_with_what_it_was(store: Path) -> None:
    with Graph.open(store, read_only=True) as graph:
        rows = graph.who(party="CA").rows
        compact(store)
        assert graph.who(party="CA").rows == rows


def test_it_waits_for_nobody_who_writes(store: Path) -> None:
    script = "import sys, kg\nwith kg.Graph.open(sys.argv[1]): print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(StoreFailure, match="another process is writing"):
            compact(store)
        other.communicate()
    compact(store)


def test_no_writer_comes_in_between(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import sys, kg\nkg.Graph.open(sys.argv[1])"
    tried: list[str] = []

    def and_meanwhile(fresh: Path, folder: Path) -> None:
        done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False)
        tried.append(done.stderr)

    monkeypatch.setattr("kg.compaction._put_in_place", and_meanwhile)
    compact(store)
    assert "another process is writing this store" in tried[0]


@pytest.mark.parametrize("read_only", [True, False])
def test_one_killed_between_its_last_steps_is_undone_by_who_opens_the_store(store: Path, read_only: bool) -> None:
    quads = quads_in(store)
    store.rename(aside(store))
    with Graph.open(store, read_only=read_only):
        pass
    assert quads_in(store) == quads
    assert not aside(store).exists()


def test_what_a_killed_one_left_is_cleared_away(store: Path) -> None:
    for left in (aside(store), store.with_name("store.compact")):
        shutil.copytree(store, left)
    compact(store)
    assert [path.name for path in store.parent.iterdir()] == ["store"]


def test_one_that_fails_leaves_the_store_as_it_was(store: Path) -> None:
    quads = quads_in(store)
    store.with_name("store.compact").write_text("in the way")
    with pytest.raises(StoreFailure, match="is a file"):
        compact(store)
    assert quads_in(store) == quads


def test_it_is_due_where_a_store_has_grown_to_twice_its_size(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_due(store)  # a small one is left alone
    monkeypatch.setattr("kg.compaction.ROOM", 0)
    assert is_due(store)
    compact(store)
    assert not is_due(store)
    (store / "more").write_bytes(bytes(3 * size_of(store)))
    assert is_due(store)


def test_adding_much_compacts(kg: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Canada opposes new quotas on milk.\n")
    monkeypatch.setattr("kg.compaction.ROOM", 0)
    added = kg("add", tmp_path / "a.txt", "--store", tmp_path / "store")
    assert added.exit_code == 0
    assert "compacted from" in added.stderr
    assert "compacted from" in kg("compact", "--store", tmp_path / "store").stderr
    assert "milk" in kg("who", "--party", "Canada", "--store", tmp_path / "store").stdout


@pytest.mark.parametrize("location", ["nowhere", "http://127.0.0.1:9/"])
def test_there_must_be_a_folder(kg: Callable[..., Result], tmp_path: Path, location: str) -> None:
    refused = kg("compact", "--store", location if "//" in location else tmp_path / location)
    assert refused.exit_code
    assert refused.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
