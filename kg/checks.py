"""What is wrong with a stored graph: its shape, quotes that do not stand at their offsets, counts that do not agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.exports import document_export
from kg.graph import minted_id
from kg.resources import resource
from kg.store import Store, ask_file, triples
from kg.summaries import recount

if TYPE_CHECKING:
    import rdflib

BATCH = 25
"""Documents validated together: memory is bounded by them."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: `check` is `quote`, `summary` or `shape`, `where` a document, count or IRI."""

    check: str
    where: str
    message: str


def check(store: Store) -> Iterator[Finding]:
    """Everything that is wrong, as it is found: quotes, summaries, then shapes; nothing when all is well."""
    documents = sorted(iri for iri, *_ in ask_file(store, "lookups/documents") if iri)
    for iri in documents:
        yield from wrong_quotes(store, NamedNode(iri))
    yield from wrong_counts(store)
    for start in range(0, len(documents), BATCH):
        yield from wrong_shapes(store, [NamedNode(iri) for iri in documents[start : start + BATCH]])


def wrong_quotes(store: Store, document: NamedNode) -> Iterator[Finding]:
    """The quotes of a document that do not stand at their offsets in its kept text."""
    text = next((text or "" for _, text in ask_file(store, "lookups/text", {"document": [document]})), "")
    for _, _, quote, start, end in ask_file(store, "lookups/quotes", {"document": [document]}):
        if text[int(start or 0) : int(end or 0)] != quote:
            where = minted_id(document.value)
            yield Finding("quote", where, f"[{start}, {end}) of the kept text is not the quote {quote!r}")


def wrong_counts(store: Store) -> Iterator[Finding]:
    """The counts kept that are not what a recount gives."""
    for one in recount(store):
        yield Finding("summary", one.counted, f"the summaries say {one.kept}, a recount {one.real}")


def wrong_shapes(store: Store, documents: list[NamedNode]) -> Iterator[Finding]:
    """What in the graphs of some documents breaks the SHACL shapes of the ontology."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph().parse(resource("ontology", "shapes.ttl"))
    ontology = rdflib.Graph().parse(resource("ontology", "negotiation.ttl"))
    conforms, report, _ = pyshacl.validate(_rdflib_graph(store, documents), shacl_graph=shapes, ont_graph=ontology)
    if conforms:
        return
    found = set[Finding]()  # a value may break a shape in several ways that have one message
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        path = report.value(result, SH.resultPath)
        found.add(Finding("shape", str(focus), f"{message}{f' ({path})' if path else ''}"))
    yield from sorted(found)


def _rdflib_graph(store: Store, documents: list[NamedNode]) -> "rdflib.Graph":
    """The graphs of some documents, and what the vocabulary says of what they mention, for rdflib."""
    import rdflib

    said = [quad.triple for document in documents for quad in document_export(store, document)]
    said += list(triples(store, "lookups/mentioned", {}))
    written = serialize(said, format=RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=written, format="nt")
