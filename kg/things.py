"""What a page asks the store for: positions that a form describes, a document, talks, the triples about a thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.exports import document_export
from kg.graph import TYPE, described, entailed, node
from kg.names import NotFound, base_of, find_issue, find_party, named, narrower, near
from kg.paging import Values
from kg.positions import TALKS, document_row, filter_values, page, traced
from kg.rows import ANY, DocumentRow, Filter, Named, Page, PositionRow
from kg.store import Store, ask_file, triples


@dataclass(frozen=True, slots=True)
class Asked:
    """Which positions are asked for: on an issue and all that is narrower, of a party, wanted of another, and a filter.

    Parties and the issue go by id, label, another name, or a unique beginning of one.
    """

    issue: str | None = None
    party: str | None = None
    target: str | None = None
    only: Filter = ANY


def positions(store: Store, asked: Asked, limit: int | None, offset: int = 0) -> Page[PositionRow]:
    """The positions that are asked for, newest first. Raises NotFound, Ambiguous."""
    return page(store, bindings(store, asked), limit, offset)


def bindings(store: Store, asked: Asked) -> Values:
    """What is asked for as values of the queries about positions. Raises NotFound, Ambiguous."""
    values = filter_values(store, replace(asked.only, holder=asked.party) if asked.party else asked.only)
    if asked.issue is not None:
        values["issue"] = narrower(store, find_issue(store, asked.issue))
    if asked.target is not None:
        values["target"] = [find_party(store, asked.target)]
    return values


def documents_among(store: Store, found: Sequence[NamedNode]) -> tuple[DocumentRow, ...]:
    """The rows of some documents, in the order given; what is no stored document is left out."""
    about = described(triples(store, "lookups/metadata", {"document": list(found)})) if found else {}
    talks = [value.value for facts in about.values() for name in TALKS for value in facts.get(node(name).value, ())]
    names = named(store, talks)
    return tuple(document_row(iri, about[iri], names) for iri in found if iri in about)


def find_document(store: Store, id: str) -> DocumentRow:
    """The document of an id. Raises NotFound."""
    for row in documents_among(store, [NamedNode(f"{base_of(store)}document/{quote(id)}")]):
        return row
    known = [known for known, _ in ask_file(store, "lookups/keys") if known]
    raise NotFound("document", id, near(id, known))


def kept_text(store: Store, document: DocumentRow) -> str:
    """The text of a document as it was read."""
    return next(
        (text or "" for _, text in ask_file(store, "lookups/text", {"document": [NamedNode(document.iri)]})), ""
    )


def read_from(store: Store, document: DocumentRow, asked: Asked) -> tuple[PositionRow, ...]:
    """The positions of a document in the order of its text, with how each was found."""
    only = replace(asked, only=replace(asked.only, document=document.id))
    rows = traced(store, document.iri, positions(store, only, None).rows)
    return tuple(sorted(rows, key=lambda row: (row.start, row.id)))


def find_talks(store: Store, kind: str, id: str) -> tuple[NamedNode, Named]:
    """The negotiation or round (the `kind`) of an id or label: its IRI, id and label. Raises NotFound."""
    spelled = [Literal(id), Literal(id, language="en")]
    called = {NamedNode(iri) for (iri,) in ask_file(store, "lookups/called", {"name": spelled}) if iri}
    minted = NamedNode(f"{base_of(store)}{kind}/{quote(id)}")
    type = node(f"neg:{kind.capitalize()}")
    for iri in [minted, *sorted(called - {minted}, key=str)]:
        if type in described(statements(store, iri))[iri][TYPE.value]:
            return iri, named(store, [iri.value])[iri.value]
    raise NotFound(kind, id)


def talks_documents(store: Store, talks: NamedNode) -> tuple[DocumentRow, ...]:
    """The documents of a negotiation or a round, newest first."""
    rows = ask_file(store, "lookups/talks-documents", {"talks": [talks]})
    return documents_among(store, [NamedNode(iri) for (iri,) in rows if iri])


def credited(store: Store, source: NamedNode) -> list[NamedNode]:
    """The positions that are credited to a source."""
    return [NamedNode(iri) for (iri,) in ask_file(store, "lookups/credited", {"source": [source]}) if iri]


def statements(store: Store, thing: NamedNode) -> Iterator[Triple]:
    """The triples about a thing, sorted, without kept texts; none for a thing the store does not know."""
    return iter(sorted(set(triples(store, "lookups/entity", {"thing": [thing]})), key=str))


def position_statements(store: Store, position: NamedNode) -> Iterator[Triple]:
    """The triples about a position, its passage and selector, sorted, with the types that follow."""
    said = set(triples(store, "lookups/details", {"position": [position]}))
    return iter(sorted(said | {type for triple in said for type in entailed(triple)}, key=str))


def document_statements(store: Store, document: NamedNode) -> Iterator[Triple]:
    """The triples of a document's graph, without its text."""
    return (quad.triple for quad in document_export(store, document))
