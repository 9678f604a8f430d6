"""Commands that hand the graph on, as files of other tools and pages to look at, and that take documents out."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from kg.console import binary_output, note
from kg.errors import KgError
from kg.options import StoreOption, filtered, location_of, open_graph

if TYPE_CHECKING:
    from kg.knowledge import Graph
    from kg.rows import Filter
    from kg.things import Asked


class ExportForm(StrEnum):
    """A file of another tool."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    CSV = "csv"


class CannotWrite(KgError):
    """A file that cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: cannot be written: {reason}")
        self.path = path


@contextlib.contextmanager
def opened_to_write(path: Path | None) -> Iterator[IO[bytes]]:
    """The file, which is there only when all of it was written; standard output for None. Raises CannotWrite."""
    if path is None:
        yield binary_output()
        return
    if path.exists() and not path.is_file():
        # a terminal, a pipe, /dev/null: nothing to put in its place
        with _told(path), path.open("wb") as output:
            yield output
        return
    path = path.resolve()  # a link keeps pointing where it points
    part = path.with_name(path.name + ".part")
    try:
        with _told(path), part.open("wb") as output:
            yield output
        with _told(path):
            part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise CannotWrite(path, exc.strerror or str(exc)) from exc


class ViewKind(StrEnum):
    """A page to look at."""

    GRAPH = "graph"
    MATRIX = "matrix"
    TIMELINE = "timeline"
    READER = "reader"


@filtered
def view(
    only: "Filter",
    kind: Annotated[ViewKind, typer.Argument(help="Which page.")] = ViewKind.GRAPH,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write it.")] = Path("positions.html"),
    issue: Annotated[str | None, typer.Option(help="Only this issue and all below it.", show_default=False)] = None,
    party: Annotated[str | None, typer.Option(help="Only what this party holds.", show_default=False)] = None,
    document: Annotated[str | None, typer.Option(help="The document the reader shows.", show_default=False)] = None,
    store: StoreOption = None,
) -> None:
    """Writes one self-contained interactive page that opens from disk, with the network off.

    Example: kg view graph --issue agriculture -o farming.html
    """
    from kg.things import Asked

    asked = Asked(issue, party, only=replace(only, document=document or only.document))
    with open_graph(store) as graph:
        page = view_page(graph, kind, asked)
    with opened_to_write(output) as file:
        file.write(page.encode())
    note(f"look at {output} in a browser")


def view_page(graph: "Graph", kind: ViewKind, asked: "Asked") -> str:
    """The page as HTML; the reader shows the one document that is asked for."""
    from kg import view
    from kg.selection import issues_above, select

    if kind is ViewKind.READER:
        return _reader_page(graph, asked)
    held = select(graph.store, asked)
    draw = {
        ViewKind.GRAPH: view.render_graph,
        ViewKind.MATRIX: view.render_matrix,
        ViewKind.TIMELINE: view.render_timeline,
    }
    return draw[kind](held, issues_above(graph.store, held.rows))


def _reader_page(graph: "Graph", asked: "Asked") -> str:
    from kg import things, view

    if asked.only.document is None:
        kept = graph.documents(5)
        raise NoDocumentChosen([row.id for row in kept.rows], kept.total)
    row = things.find_document(graph.store, asked.only.document)
    return view.render_reader(row, things.kept_text(graph.store, row), things.read_from(graph.store, row, asked))


class NoDocumentChosen(KgError):
    """The reader was asked for without a document."""

    def __init__(self, kept: list[str], total: int) -> None:
        told = ", ".join(kept) + (", ..." if total > len(kept) else "")
        super().__init__(f"the reader shows one document; choose it with --document: {told}")
        self.kept = kept


def export(
    format: Annotated[ExportForm, typer.Option("--format", "-f", help="The form of the file.")] = ExportForm.TURTLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Standard output when not said.")] = None,
    store: StoreOption = None,
) -> None:
    """The whole graph in a form that other tools read. It quotes evidence sentences only, never an article's text.

    Example: kg export --format graphml -o talks.graphml
    """
    with open_graph(store) as graph, opened_to_write(output) as file:
        graph.export(file, format.value)


def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids of documents, as kg documents prints them.")],
    store: StoreOption = None,
) -> None:
    """Takes documents and all that was read from them out of the graph.

    Example: kg remove harbour-1-opening
    """
    from kg.names import NotFound, near

    with open_graph(store, write=True) as graph:
        known = list(graph.known_keys())
        count = graph.remove(*documents)
    missing = [id for id in documents if id not in known]
    for id in missing:
        note(str(NotFound("document", id, near(id, known))))
    note(f"{count} removed")
    if missing:
        raise typer.Exit(1)


def compact(store: StoreOption = None) -> None:
    """Puts a store into the least room. kg add does so itself where it has written much.

    Example: kg compact --store archive
    """
    location = location_of(store)
    if location.startswith(("http://", "https://")):
        raise NotOurs(location)
    tell_compacted(Path(location))


class NotOurs(KgError):
    """A server, asked to be compacted."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location}: a server keeps its files in order itself; kg compact is for a folder")
        self.location = location


def tell_compacted(folder: Path) -> None:
    """Compacts the store in a folder, and says in a line what room that made."""
    from kg.compaction import compact

    done = compact(folder)
    note(f"{folder}: compacted from {done.before / 1e6:,.0f} to {done.after / 1e6:,.0f} MB")


def compact_where_due(location: str) -> None:
    """Compacts a store that has grown much since it last was; one that cannot be is told of, and left as it is."""
    from kg.compaction import is_due
    from kg.store import StoreFailure

    folder = Path(location)
    if location.startswith(("http://", "https://")) or not folder.is_dir() or not is_due(folder):
        return
    try:
        tell_compacted(folder)
    except StoreFailure as refusal:
        note(str(refusal))
