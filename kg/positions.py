"""Positions as rows with their evidence: those on an issue, of a party, asked of one; and one in its context."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.answers import Term
from kg.graph import described, minted_id, node, one_value, position_of, traces_of
from kg.model import Position
from kg.names import Ambiguous, NotFound, base_of, find_issue, find_party, named, narrower, near
from kg.paging import Search, Values, documents_of, found_positions
from kg.rows import ANY, DocumentRow, Filter, Named, Page, PositionRow, Shown, row_of
from kg.store import Store, ask_file, triples
from kg.summaries import months


def who(
    store: Store,
    issue: str | None = None,
    party: str | None = None,
    only: Filter = ANY,
    limit: int | None = 50,
    offset: int = 0,
) -> Page[PositionRow]:
    """Positions on an issue, of a party, or both, newest first; `limit=None` gives all. Raises NotFound, Ambiguous."""
    values = filter_values(store, only if party is None else replace(only, holder=party))
    if issue is not None:
        values["issue"] = narrower(store, find_issue(store, issue))
    return page(store, values, limit, offset)


def asked_of(
    store: Store, party: str, only: Filter = ANY, limit: int | None = 50, offset: int = 0
) -> Page[PositionRow]:
    """What others want of a party, newest first."""
    values = filter_values(store, only) | {"target": [find_party(store, party)]}
    return page(store, values, limit, offset)


def all_positions(store: Store, only: Filter = ANY) -> Iterator[PositionRow]:
    """Every position that a filter lets through, newest first, as a stream: no more than those of a month are held."""
    asked = {name: terms for name, terms in filter_values(store, only).items() if name != "dated"} | {"every": ()}
    for found in [found_positions(store, asked, None)] if "document" in asked else _months(store, asked):
        yield from position_rows(store, found)


def filter_values(store: Store, only: Filter) -> Values:
    """What a filter binds in `positions.rq` and `count.rq`."""
    base = base_of(store)
    values: Values = {}
    if only.holder is not None:
        values["holder"] = [find_party(store, only.holder)]
    if only.document is not None:
        values["document"] = [NamedNode(f"{base}document/{quote(only.document)}")]
    for name, text in (("negotiation", only.negotiation), ("round", only.round)):
        if text is not None:
            values[name] = _called(store, name, text, base)
    for name, day in (("since", only.since), ("until", only.until)):
        if day is not None:
            values |= {name: [Literal(day)], "dated": ()}
    values |= {"stance": [node(f"stance:{one.value}") for one in only.stances]} if only.stances else {}
    values |= {"certainty": [Literal(one.value) for one in only.certainties]} if only.certainties else {}
    values |= {"strength": [Literal(one.value) for one in only.strengths]} if only.strengths else {}
    values |= {"least": [Literal(only.min_confidence)]} if only.min_confidence is not None else {}
    return values


def _called(store: Store, kind: str, text: str, base: str) -> list[Term]:
    """Negotiations or rounds of an id, label or number; a document may name one that no vocabulary knows.

    Raises NotFound.
    """
    numbered = [Literal(int(text))] if text.isdecimal() else []
    spelled = [Literal(text), Literal(text, language="en"), *numbered]
    rows = ask_file(store, "lookups/called", {"name": spelled})
    found = {NamedNode(iri) for (iri,) in rows if iri}
    minted = NamedNode(f"{base}{kind}/{quote(text)}")
    if not found:
        known = {row[0] for row in ask_file(store, f"lookups/{kind}s") if row[0]}
        if minted.value not in known:
            raise NotFound(
                kind, text, near(text, [name for one in named(store, known).values() for name in (one.id, one.label)])
            )
    return sorted({*found, minted}, key=str)


def page(store: Store, values: Values, limit: int | None, offset: int = 0) -> Page[PositionRow]:
    """A page of the positions that some values of `positions.rq` let through, newest first, and how many there are."""
    (one,) = pages(store, [values], limit, offset)
    return one


def pages(
    store: Store, asked: Iterable[Values | None], limit: int | None, offset: int = 0
) -> tuple[Page[PositionRow], ...]:
    """Several pages, what is said of their positions asked for at once; an empty one where nothing is asked."""
    search = Search(store)
    found = [search.find(values, limit, offset) if values is not None else (0, []) for values in asked]
    there = list(dict.fromkeys(position for _, positions in found for position in positions))
    rows = dict(zip(there, position_rows(store, there), strict=True))
    return tuple(Page(tuple(rows[one] for one in positions), total, offset) for total, positions in found)


def _months(store: Store, values: Values) -> Iterator[list[NamedNode]]:
    """The positions of each month of documents, newest first."""
    for month in months(store):
        yield found_positions(store, values | {"document": documents_of(store, [month])}, None)


CHUNK = 500
"""Positions fetched in one query."""


def position_rows(store: Store, positions: Sequence[NamedNode]) -> Iterator[PositionRow]:
    """The rows of some positions, in the order asked for, fetched a few hundred at a time."""
    for start in range(0, len(positions), CHUNK):
        chunk = positions[start : start + CHUNK]
        facts = described(triples(store, "lookups/details", {"position": chunk}))
        yield from _rows(store, {iri: position_of(iri, facts, _iri) for iri in chunk})


def _iri(thing: NamedNode) -> str:
    return thing.value


def _rows(store: Store, positions: Mapping[NamedNode, Position]) -> Iterator[PositionRow]:
    """Rows of positions whose ids are still IRIs, in the order given."""
    graphs = sorted({position.passage.document for position in positions.values()})
    about = described(triples(store, "lookups/metadata", {"document": [NamedNode(graph) for graph in graphs]}))
    talks = [value.value for facts in about.values() for name in TALKS for value in facts.get(node(name).value, ())]
    parties = {iri for one in positions.values() for iri in (*one.holder, *one.target, one.issue, one.source) if iri}
    names = named(store, [*parties, *talks])
    for iri, position in positions.items():
        document = NamedNode(position.passage.document)
        told = document_row(document, about[document], names)
        yield row_of(minted_id(iri.value), position, told, names.__getitem__)


TALKS = ("neg:negotiation", "neg:round")


def document_row(iri: NamedNode, facts: Mapping[str, list[Term]], names: Mapping[str, Named]) -> DocumentRow:
    """The row of a document from what is said of it, and the names of its talks."""
    talks = [one_value(facts, name) for name in TALKS]
    return DocumentRow(
        id=one_value(facts, "dcterms:identifier") or minted_id(iri.value),
        title=one_value(facts, "schema:headline"),
        date=one_value(facts, "schema:datePublished"),
        publisher=one_value(facts, "schema:publisher"),
        url=one_value(facts, "schema:url"),
        negotiation=names[talks[0]].label if talks[0] else None,
        round=names[talks[1]].label if talks[1] else None,
        positions=int(one_value(facts, "neg:positions") or 0),
        iri=iri.value,
    )


# One position -----------------------------------------------------------------------------------------------------


def find_position(store: Store, id: str) -> NamedNode:
    """The position of an id or of a unique beginning of one. Raises NotFound, Ambiguous."""
    exact = NamedNode(f"{base_of(store)}position/{quote(id)}")
    if list(triples(store, "lookups/details", {"position": [exact]})):
        return exact
    # Ids have no index: a beginning is looked for among all.
    begun = [iri for (iri,) in ask_file(store, "lookups/beginnings", {"beginning": [Literal(id)]}) if iri and id]
    if len(begun) > 1:
        raise Ambiguous("position", id, [minted_id(iri) for iri in begun])
    if not begun:
        raise NotFound("position", id)
    return NamedNode(begun[0])


def show(store: Store, id: str, context: int = 400) -> Shown:
    """One position by its id or a unique beginning of it, with up to `context` characters of text on each side."""
    found = find_position(store, id)
    siblings = [NamedNode(iri) for (iri,) in ask_file(store, "lookups/siblings", {"position": [found]}) if iri]
    row, *others = position_rows(store, [found, *siblings])
    document = NamedNode(f"{base_of(store)}document/{quote(row.document)}")
    text = next((text or "" for _, text in ask_file(store, "lookups/text", {"document": [document]})), "")
    (shown,) = traced(store, document.value, [row])
    before, after = text[max(0, row.start - context) : row.start], text[row.end : row.end + context]
    return Shown(shown, before, after, tuple(_chain(shown)), tuple(others))


def traced(store: Store, document: str, rows: Iterable[PositionRow]) -> tuple[PositionRow, ...]:
    """The rows of a document, given by its IRI, with how each position was found where that is kept."""
    traces = traces_of(described(triples(store, "lookups/traces", {"document": [NamedNode(document)]})))
    return tuple(replace(row, trace=traces.get(row.id)) for row in rows)


def _chain(row: PositionRow) -> Iterator[str]:
    """From who holds the position to who printed it."""
    yield ", ".join(holder.label for holder in row.holder)
    if row.speaker is not None:
        yield f"{row.speaker.name}, {row.speaker.role}" if row.speaker.role else row.speaker.name
    if row.source is not None:
        yield row.source.label
    if row.publisher is not None:
        yield row.publisher
