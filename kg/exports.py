"""The graph in files of other tools: RDF, GraphML and CSV, written as streams in bounded memory.

An export quotes the sentence a position was read from, never the kept text of its article.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.answers import BadFormat
from kg.graph import PREFIXES, direct_triples, entailed
from kg.lookups import ANY, Filter, Named, PositionRow, all_positions, issues, parties
from kg.store import Store, ask_file, triples

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
FORMATS = (*RDF_FORMATS, "graphml", "csv")


def write_export(store: Store, output: IO[bytes], format: str, only: Filter = ANY) -> None:
    """Writes the graph in a format of FORMATS. A filter holds for graphml and csv. Raises BadFormat."""
    if format in RDF_FORMATS:
        _write_rdf(store, output, format)
    elif format == "csv":
        output.writelines(_csv_lines(all_positions(store, only)))
    elif format == "graphml":
        output.writelines(line.encode() for line in _graphml_lines(store, only))
    else:
        raise BadFormat(format, FORMATS)


# RDF --------------------------------------------------------------------------------------------------------------


def _write_rdf(store: Store, output: IO[bytes], format: str) -> None:
    quads, prefixes = exported_quads(store), dict(PREFIXES) if format != "nquads" else None
    if format == "turtle":
        serialize((quad.triple for quad in quads), output, RDF_FORMATS[format], prefixes=prefixes)
    else:
        serialize(quads, output, RDF_FORMATS[format], prefixes=prefixes)


def exported_quads(store: Store) -> Iterator[Quad]:
    """What is said of what positions mention, then the graph of each document, sorted, with what follows from it."""
    for triple in sorted(set(triples(store, "lookups/mentioned", {})), key=str):
        yield Quad(triple.subject, triple.predicate, triple.object)
    for iri in sorted(iri for iri, *_ in ask_file(store, "lookups/documents") if iri):
        yield from document_export(store, NamedNode(iri))


def document_export(store: Store, graph: NamedNode) -> Iterator[Quad]:
    """The graph of a document, sorted, with the types and direct triples that follow and without its text."""
    said = set(triples(store, "lookups/export", {"document": [graph]}))
    said |= {type for triple in said for type in entailed(triple)} | set(direct_triples(said))
    for triple in sorted(said, key=str):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


# Tables -----------------------------------------------------------------------------------------------------------

COLUMNS = (
    "id", "holder", "stance", "issue", "what", "target", "certainty", "strength", "condition", "speaker", "source",
    "confidence", "date", "negotiation", "round", "document", "title", "publisher", "url", "section", "start", "end",
    "quote",
)  # fmt: skip


def _csv_lines(rows: Iterable[PositionRow]) -> Iterator[bytes]:
    yield _csv_line(COLUMNS)
    for row in rows:
        yield _csv_line([_cell(getattr(row, column)) for column in COLUMNS])


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_cell(one) for one in value)
    if isinstance(value, Named):
        return value.id
    return "" if value is None else str(getattr(value, "name", value) if type(value).__name__ == "Speaker" else value)


# Networks ---------------------------------------------------------------------------------------------------------

_EDGE_KEYS = ("stance", "what", "certainty", "strength", "source", "date", "document", "url", "quote", "confidence")


def nodes(store: Store) -> Iterator[tuple[str, str, str]]:
    """(`party/US`, label, `party`) for every party and issue that positions mention, sorted."""
    yield from sorted((f"party/{one.id}", one.label, "party") for one in parties(store))
    yield from sorted((f"issue/{one.id}", one.label, "issue") for one in issues(store))


def edges(row: PositionRow) -> Iterator[tuple[str, str]]:
    """From each holder to the issue, or where the text names none, to each target: ids as `party/US`, `issue/dairy`."""
    ends = [f"issue/{row.issue.id}"] if row.issue else [f"party/{target.id}" for target in row.target]
    return ((f"party/{holder.id}", end) for holder in row.holder for end in ends)


def edge_data(row: PositionRow) -> dict[str, str]:
    """What an edge says of its position."""
    return {key: _cell(getattr(row, key)) for key in _EDGE_KEYS if getattr(row, key) is not None}


def _graphml_lines(store: Store, only: Filter) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, keys in (("node", ("label", "kind")), ("edge", _EDGE_KEYS)):
        for key in keys:
            type = "double" if key == "confidence" else "string"
            yield f'<key id="{key}" for="{owner}" attr.name="{key}" attr.type="{type}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for id, label, kind in nodes(store):
        yield f"<node id={quoteattr(id)}>{_data({'label': label, 'kind': kind})}</node>\n"
    for row in all_positions(store, only):
        for number, (start, end) in enumerate(edges(row)):
            ends = f"source={quoteattr(start)} target={quoteattr(end)}"
            yield f'<edge id="{row.id}-{number}" {ends}>{_data(edge_data(row))}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(values: dict[str, str]) -> str:
    return "".join(f'<data key="{key}">{escape(_printable(value))}</data>' for key, value in values.items())


def _printable(text: str) -> str:
    """Text without the control characters that XML has no place for."""
    return "".join(character for character in text if character >= " " or character in "\t\n\r")
