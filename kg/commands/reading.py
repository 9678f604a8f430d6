"""Commands that read articles: into the graph, or straight to positions."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.commands.keeping import ViewKind, compact_where_due, opened_to_write, view_page
from kg.console import binary_output, counted, note, print_rendered
from kg.errors import KgError
from kg.options import StoreOption, VocabularyOption, base_iri, described, open_graph

if TYPE_CHECKING:
    from kg.knowledge import Added, Graph
    from kg.model import Document, Position, Reading
    from kg.vocabulary import Vocabulary

SourcesArgument = Annotated[
    list[str], typer.Argument(help="Files, folders, URLs, or - for standard input.", metavar="PATH|URL|-...")
]
ProcessesOption = Annotated[int, typer.Option("--processes", help="Processes that read; 0 for one a core.", min=0)]
DaskOption = Annotated[
    str | None, typer.Option("--dask", help="Read on a Dask cluster: its scheduler's address.", metavar="ADDRESS")
]


class SomeRefused(KgError):
    """Sources that could not be read, beside others that were."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} could not be read")
        self.count = count


class Sources:
    """Articles from the places a user names; one that cannot be read is told in a line, and the rest goes on."""

    def __init__(self, places: Iterable[str], metadata: dict[str, str | None]) -> None:
        self.places, self.metadata, self.refused = list(places), metadata, 0

    def __iter__(self) -> Iterator["Document"]:
        """The articles, in the order they are named; the files of a folder by name."""
        from kg.documents import read_documents

        yield from read_documents(self.places, refused=self._tell, **self.metadata)

    def count(self) -> int:
        """How many there are to read, at most."""
        from kg.documents import find_places

        return sum(1 for place in self.places for _ in find_places(place))

    def _tell(self, refusal: KgError) -> None:
        self.refused += 1
        note(str(refusal))

    def finish(self) -> None:
        """Ends the command as refused if something could not be read. Raises SomeRefused."""
        if self.refused:
            raise SomeRefused(self.refused)


@described
def add(
    metadata: dict[str, str | None],
    sources: SourcesArgument,
    vocabulary: VocabularyOption = None,
    processes: ProcessesOption = 0,
    dask: DaskOption = None,
    store: StoreOption = None,
) -> None:
    """Reads articles into the graph: text, Markdown, HTML, folders, URLs. Reading one twice changes nothing.

    Example: kg add articles/ --negotiation nafta
    """
    from kg.reading import Engine

    articles = Sources(sources, metadata)
    with open_graph(store, write=True, vocabulary=vocabulary) as graph:
        tell_left_out(graph)
        added = graph.add_documents(articles, Engine(processes, dask))
        print(summary(counted(added, articles.count(), "reading", words_in)))
    compact_where_due(graph.store.location)
    articles.finish()


def update(
    vocabulary: VocabularyOption = None,
    processes: ProcessesOption = 0,
    dask: DaskOption = None,
    store: StoreOption = None,
) -> None:
    """Reads the kept articles again where a changed vocabulary or a newer kg may read them otherwise.

    Example: kg update --vocabulary my-pack.ttl
    """
    from kg.reading import Engine

    with open_graph(store, write=True, vocabulary=vocabulary) as graph:
        tell_left_out(graph)
        documents = graph.status().documents
        print(summary(counted(graph.update(Engine(processes, dask)), documents, "reading", words_in)))
    compact_where_due(graph.store.location)


def tell_left_out(graph: "Graph") -> None:
    """Says which packs the store was read with before and is not now: what they alone know is not found without them."""
    from kg.packs import packs_left_out

    if names := packs_left_out(graph.store, graph.vocabulary_paths, graph.base):
        told = ", ".join(names)
        note(f"this store was read with {told} before, and is not now: --vocabulary reads with it again")


def words_in(added: "Added") -> int:
    """How many words were read."""
    return added.words


def summary(outcomes: "Iterable[Added]") -> str:
    """What adding did, in a line."""
    counts: Counter[str] = Counter()
    for added in outcomes:
        counts[added.outcome.value] += 1
        counts["positions"] += added.positions
    told = [f"{counts[outcome]} {outcome}" for outcome in ("added", "replaced", "unchanged") if counts[outcome]]
    return f"documents: {', '.join(told) or 'none'}; positions read: {counts['positions']}"


class NoExplanation(KgError):
    """Turtle asked for with explanations."""

    def __init__(self) -> None:
        super().__init__("--explain goes with --format table or jsonl; Turtle keeps the traces as neg:traces")


class PositionsForm(StrEnum):
    """How extracted positions are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    TURTLE = "turtle"


@described
def extract(
    metadata: dict[str, str | None],
    sources: SourcesArgument,
    format: Annotated[PositionsForm, typer.Option("--format", "-f", help="How to print them.")] = PositionsForm.TABLE,
    explain: Annotated[bool, typer.Option("--explain", help="Say under each position how it was found.")] = False,
    vocabulary: VocabularyOption = None,
) -> None:
    """Prints the positions that articles hold, without storing them.

    Example: kg extract article.txt --format jsonl
    """
    from kg.extraction import load_extractor

    if explain and format is PositionsForm.TURTLE:
        raise NoExplanation
    articles = Sources(sources, metadata)
    extractor = load_extractor(tuple(Path(path) for path in vocabulary or ()))
    readings = extractor.read_many(articles)
    found = print_readings(readings, format, extractor.reader.vocabulary, explain=explain)
    articles.finish()
    if not found:
        note("no positions found")
        raise typer.Exit(1)


def print_readings(
    readings: "Iterable[Reading]", form: PositionsForm, vocabulary: "Vocabulary", *, explain: bool = False
) -> int:
    """Prints what was read, document by document where the form allows; says how many positions there were."""
    from kg.explanations import explanation
    from kg.records import position_record, record, write_jsonl
    from kg.rows import position_row

    def told(position: "Position", document: "Document") -> dict[str, Any]:
        steps = {"explanation": record(explanation(position_row(position, document)))} if explain else {}
        return position_record(position) | steps

    if form is PositionsForm.TURTLE:
        return print_turtle(readings)
    count = 0
    for reading in readings:
        count += len(reading.positions)
        if form is PositionsForm.JSONL:
            write_jsonl((told(one, reading.document) for one in reading.positions), sys.stdout)
        elif reading.positions:
            print_reading(reading, vocabulary, explain=explain)
    return count


def print_reading(reading: "Reading", vocabulary: "Vocabulary", *, explain: bool) -> None:
    """Prints the positions of one document as a table; with `explain`, how each was found."""
    from kg.explanations import explanation
    from kg.rows import position_row

    labels = {id: issue.label for id, issue in vocabulary.issues.items()}
    labels |= {id: party.label for id, party in vocabulary.parties.items()}
    labels |= {party.id: party.label for party in reading.parties}
    rows = [position_row(one, reading.document, lambda id: labels.get(id, id)) for one in reading.positions]
    if not explain:
        print_rendered(tuple(rows))
    for row in rows if explain else ():
        print_rendered((row,))
        print_rendered(explanation(row))
        print()


def print_turtle(readings: "Iterable[Reading]") -> int:
    """Prints what was read as Turtle, the way an export does; says how many positions there were."""
    from kg.knowledge import Graph

    with Graph.open(base=base_iri()) as graph:
        count = sum(added.positions for added in graph.add_readings(readings))
        graph.export(binary_output(), "turtle")
    return count


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write the view.")] = Path("positions.html"),
    store: Annotated[
        str | None, typer.Option("--store", "-s", help="Keep the graph here, to try other commands on it.")
    ] = None,
) -> None:
    """Reads the example articles, prints who wants what, and writes an interactive view of it.

    Example: kg demo --store demo-store
    """
    from kg.knowledge import Graph
    from kg.rendering import Brief
    from kg.resources import resource
    from kg.things import Asked

    articles = Sources([str(resource("examples"))], {})
    with Graph.open(store, base=base_iri()) as graph:
        told = summary(graph.add_documents(articles))
        print_rendered(Brief(graph.who(limit=None).rows))
        print(told)
        with opened_to_write(output) as file:
            file.write(view_page(graph, ViewKind.GRAPH, Asked()).encode())
    note(f"look at {output} in a browser")
