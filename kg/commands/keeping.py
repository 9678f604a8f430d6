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
from kg.options import StoreOption, filtered, open_graph

if TYPE_CHECKING:
    from kg.knowledge import Graph
    from kg.rows import Filter


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
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as output:
            yield output
        part.replace(path)
    except OSError as exc:
        raise CannotWrite(path, exc.strerror or str(exc)) from exc
    finally:
        part.unlink(missing_ok=True)


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
    document: Annotated[str | None, typer.Option(help="The document the reader shows.", show_default=False)] = None,
    store: StoreOption = None,
) -> None:
    """Writes one self-contained interactive page that opens from disk, with the network off.

    Example: kg view graph --negotiation nafta -o talks.html
    """
    only = replace(only, document=document or only.document)
    with open_graph(store) as graph:
        page = view_page(graph, kind, only)
    with opened_to_write(output) as file:
        file.write(page.encode())
    note(f"look at {output} in a browser")


def view_page(graph: "Graph", kind: ViewKind, only: "Filter") -> str:
    """The page as HTML; the reader shows the one document the filter names."""
    from kg import view
    from kg.lookups import all_positions

    rows = all_positions(graph.store, only)
    if kind is ViewKind.READER:
        return view.render_reader(kept_text(graph, only.document), rows)
    broader = {row.id: row.broader.id for row in graph.issues() if row.broader}
    draw = {
        ViewKind.GRAPH: view.render_graph,
        ViewKind.MATRIX: view.render_matrix,
        ViewKind.TIMELINE: view.render_timeline,
    }
    return draw[kind](rows, broader)


class NoSuchText(KgError):
    """The reader was asked for no document, or for one that is not kept."""

    def __init__(self, document: str | None, kept: list[str]) -> None:
        shown = ", ".join(kept[:5]) + (", ..." if len(kept) > 5 else "")
        asked = f"no document {document!r} is kept" if document else "the reader shows one document"
        super().__init__(f"{asked}; choose one with --document: {shown}")
        self.document, self.kept = document, kept


def kept_text(graph: "Graph", document: str | None) -> str:
    """The kept text of a document. Raises NoSuchText."""
    kept = {row.id for row in graph.documents().rows}
    if document not in kept:
        raise NoSuchText(document, sorted(kept))
    return next(one.text for one in graph.kept_documents() if one.id == document)


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
    with open_graph(store, write=True) as graph:
        count = graph.remove(*documents)
    note(f"{count} removed")
    if not count:
        raise typer.Exit(1)
