"""A reading as RDF, and RDF as a reading: one named graph for each document, and back without loss.

A position points at its passage (`prov:wasDerivedFrom`), an `oa:SpecificResource` that positions from the same sentence
share. The passage has one selector that is both an `oa:TextQuoteSelector` and an `oa:TextPositionSelector`: two nodes
would say the same at twice the size. The store leaves these three types to be inferred from the domains of
`oa:hasSource`, `oa:exact` and `oa:start`; `entailed` gives them, and exports write them. The direct triples, too, follow
from the positions: exports write them with each document, the store keeps them once, in its summaries. What made the
positions of a document is one `prov:Activity` in its graph, which keeps the traces of all of them.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import product
from typing import Any
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.model import (
    Certainty,
    Document,
    Ground,
    Party,
    PartyKind,
    Passage,
    Position,
    Reading,
    Speaker,
    Stance,
    Strength,
    Trace,
)

BASE = "https://w3id.org/negotiation-kg/"
"""Where what the store mints stands unless the user says otherwise; vocabulary terms always stand here."""

PREFIXES: Mapping[str, str] = {
    "neg": BASE + "ontology#",
    "party": BASE + "party/",
    "issue": BASE + "issue/",
    "stance": BASE + "stance/",
    "negotiation": BASE + "negotiation/",
    "round": BASE + "round/",
    "source": BASE + "source/",
    "document": BASE + "document/",
    "position": BASE + "position/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "sh": "http://www.w3.org/ns/shacl#",
}
"""Prefixes that queries may use undeclared, and that exports declare."""


def node(name: str) -> NamedNode:
    """The IRI that a prefixed name stands for.

    >>> node("skos:broader").value
    'http://www.w3.org/2004/02/skos/core#broader'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


TYPE = node("rdf:type")
LABEL, NOTATION = node("skos:prefLabel"), node("skos:notation")
IDENTIFIER = node("dcterms:identifier")
ARTICLE = node("schema:NewsArticle")
TEXT, READING_KEY, TRACES = node("neg:text"), node("neg:readingKey"), node("neg:traces")
POSITION, HOLDER, STANCE, ISSUE, TARGET = (
    node("neg:Position"),
    node("neg:holder"),
    node("neg:stance"),
    node("neg:issue"),
    node("neg:target"),
)
PASSAGE_OF, ATTRIBUTED_TO = node("prov:wasDerivedFrom"), node("prov:wasAttributedTo")
POSITIONS, MONTH = node("neg:positions"), node("neg:month")
UNDATED = ""
"""The month of a document without a date: before all others."""
HAS_SOURCE, EXACT, START = node("oa:hasSource"), node("oa:exact"), node("oa:start")
ANONYMOUS = node("source:anonymous")

DIRECT: Mapping[Stance, NamedNode] = {
    Stance.DEMAND: node("neg:demands"),
    Stance.SUPPORT: node("neg:supports"),
    Stance.OFFER: node("neg:offers"),
    Stance.OPPOSE: node("neg:opposes"),
    Stance.REFUSE: node("neg:refuses"),
    Stance.THREAT: node("neg:threatens"),
}
"""The property that says in one triple that a party takes a stance on an issue."""

KINDS: Mapping[PartyKind, NamedNode] = {
    PartyKind.COUNTRY: node("neg:Country"),
    PartyKind.BLOC: node("neg:Bloc"),
    PartyKind.GOVERNMENT_BODY: node("neg:GovernmentBody"),
    PartyKind.ORGANISATION: node("neg:Organisation"),
    PartyKind.PERSON: node("neg:Person"),
    PartyKind.GROUP: node("neg:Group"),
}

_DATE_TYPES = (
    (r"\d{4}-\d\d-\d\d", node("xsd:date")),
    (r"\d{4}-\d\d", node("xsd:gYearMonth")),
    (r"\d{4}", node("xsd:gYear")),
)
_JSON = node("rdf:JSON")
_DOUBLE = node("xsd:double")
_INTEGER = node("xsd:integer")


@dataclass(frozen=True, slots=True)
class Names:
    """Which IRI stands for which id: those a vocabulary gives, and the base under which all others are minted.

    >>> Names().party("US/ROSTENKOWSKI").value
    'https://w3id.org/negotiation-kg/party/US/ROSTENKOWSKI'
    >>> Names(base="http://example.org/").id_of(NamedNode("http://example.org/party/a%20b"))
    'a b'
    """

    base: str = BASE
    iris: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By kind (`party`, `issue`, `negotiation`, `round`) and id."""
    _ids: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        reverse = {iri: id for ids in self.iris.values() for id, iri in ids.items()}
        object.__setattr__(self, "_ids", reverse)

    def named(self, kind: str, id: str) -> NamedNode:
        """The IRI of an id of a kind."""
        known = self.iris.get(kind, {}).get(id)
        return NamedNode(known if known else f"{self.base}{kind}/{quote(id)}")

    def knows(self, kind: str, id: str) -> bool:
        """Whether the vocabulary gives this id an IRI."""
        return id in self.iris.get(kind, {})

    def party(self, id: str) -> NamedNode:
        """The IRI of a party."""
        return self.named("party", id)

    def issue(self, id: str) -> NamedNode:
        """The IRI of an issue."""
        return self.named("issue", id)

    def document(self, id: str) -> NamedNode:
        """The IRI of a document, which is also the name of its graph."""
        return NamedNode(f"{self.base}document/{quote(id)}")

    def position(self, id: str) -> NamedNode:
        """The IRI of a position."""
        return NamedNode(f"{self.base}position/{id}")

    def id_of(self, iri: NamedNode) -> str:
        """The id an IRI stands for: as the vocabulary says, or as it was minted."""
        known = self._ids.get(iri.value)
        return minted_id(iri.value) if known is None else known


def minted_id(iri: str) -> str:
    """The id in an IRI of the form `.../party/ID`, whatever its base; the IRI itself where it has another form.

    >>> minted_id("http://example.org/issue/dairy"), minted_id("http://example.org/document/enb/12%20a")
    ('dairy', 'enb/12 a')
    """
    found = re.search(r"/(?:party|issue|document|negotiation|round|source|stance|position)/(.+)$", iri)
    return unquote(found[1]) if found else iri


def date_literal(date: str) -> Literal:
    """A date as precise as it is given.

    >>> date_literal("2017-09").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    for form, datatype in _DATE_TYPES:
        if re.fullmatch(form, date):
            return Literal(date, datatype=datatype)
    return Literal(date)


# Values to quads --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Provenance:
    """What read a document: the software, the vocabulary's digest, and the key that tells a changed reading."""

    key: str = ""
    software: str = "kg"
    vocabulary: str = ""


def document_quads(reading: Reading, names: Names = Names(), provenance: Provenance = Provenance()) -> Iterator[Quad]:
    """The named graph of a document: its metadata and kept text, its positions with their passages, unknown parties.

    >>> article = Document("round-2", "Canada refused.")
    >>> graph = {quad.graph_name.value for quad in document_quads(Reading(article, ()))}
    >>> graph
    {'https://w3id.org/negotiation-kg/document/round-2'}
    """
    graph = names.document(reading.document.id)
    triples = _reading_triples(reading, names, provenance)
    return (Quad(*triple, graph) for triple in dict.fromkeys(triples))


_Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def _reading_triples(reading: Reading, names: Names, provenance: Provenance) -> Iterator[_Triple]:
    yield from _document_triples(reading.document, names, provenance)
    # Two positions of one id would become one with two issues: the first counts.
    positions = {position.id: position for position in reversed(reading.positions)}
    yield names.document(reading.document.id), POSITIONS, Literal(len(positions))
    yield from _trace_triples(reading.document, positions, names)
    parties = {party.id: party for party in reading.parties}
    for party in reading.parties:
        yield from _party_triples(party, names)
    for id in sorted(_mentioned(reading) - set(parties)):
        if not names.knows("party", id):
            yield from _named_triples(names.party(id), node("neg:Party"), id)
    for _, position in sorted(positions.items()):
        yield from _position_triples(position, names, parties)


def _trace_triples(document: Document, positions: Mapping[str, Position], names: Names) -> Iterator[_Triple]:
    traces = {id: _trace_told(position.trace) for id, position in positions.items() if position.trace is not None}
    if traces:
        # One literal for all: a trace is read with its document or not at all, and thrice as dear on its own.
        told = json.dumps(traces, separators=(",", ":"), sort_keys=True)
        yield _activity(names.document(document.id)), TRACES, Literal(told, datatype=_JSON)


def _trace_told(trace: Trace) -> list[Any]:
    """A trace as JSON values: its fields in order, the grounds as lists of theirs, each without the Nones at its end.

    Without the names of the fields, which would be half of it a million times over.
    """
    told = [getattr(trace, name) for name in _TRACE_FIELDS[:-1]]
    grounds = [_without_nones([getattr(ground, name) for name in _GROUND_FIELDS]) for ground in trace.grounds]
    return _without_nones([*told, grounds or None])


def _without_nones(values: Sequence[Any]) -> list[Any]:
    """Values without the Nones at their end."""
    kept = list(values)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def _trace_of(told: Sequence[Any]) -> Trace:
    found = dict(zip(_TRACE_FIELDS, told, strict=False))
    grounds = tuple(Ground(*ground) for ground in found.pop("grounds", ()))
    return Trace(**found, grounds=grounds)


_TRACE_FIELDS, _GROUND_FIELDS = (tuple(field.name for field in fields(kind)) for kind in (Trace, Ground))


def _activity(document: NamedNode) -> NamedNode:
    return NamedNode(document.value + "#reading")


def _mentioned(reading: Reading) -> set[str]:
    holders = {id for position in reading.positions for id in (*position.holder, *position.target)}
    return holders | {id for party in reading.parties for id in (party.country, party.represents) if id}


def _named_triples(subject: NamedNode, kind: NamedNode, id: str, label: str | None = None) -> Iterator[_Triple]:
    yield subject, TYPE, kind
    yield subject, LABEL, Literal(label or id)
    yield subject, NOTATION, Literal(id)


def _document_triples(document: Document, names: Names, provenance: Provenance) -> Iterator[_Triple]:
    subject = names.document(document.id)
    yield subject, TYPE, ARTICLE
    yield subject, IDENTIFIER, Literal(document.id)
    yield subject, TEXT, Literal(document.text)
    yield subject, READING_KEY, Literal(provenance.key)
    yield subject, MONTH, Literal((document.date or UNDATED)[:7])
    if document.date is not None:
        yield subject, node("schema:datePublished"), date_literal(document.date)
    for name, value in (
        ("schema:headline", document.title),
        ("schema:publisher", document.publisher),
        ("schema:url", document.url),
    ):
        if value is not None:
            yield subject, node(name), Literal(value)
    for kind, type, value in (
        ("negotiation", "neg:Negotiation", document.negotiation),
        ("round", "neg:Round", document.round),
    ):
        if value is not None:
            yield subject, node(f"neg:{kind}"), names.named(kind, value)
            if not names.knows(kind, value):
                yield from _named_triples(names.named(kind, value), node(type), value)
    # The graph of a document is one thing that one reading generated: saying it of each position adds nothing.
    activity = _activity(subject)
    yield subject, node("prov:wasGeneratedBy"), activity
    yield activity, TYPE, node("prov:Activity")
    yield activity, node("prov:used"), subject
    yield activity, node("neg:software"), Literal(provenance.software)
    yield activity, node("neg:vocabularyDigest"), Literal(provenance.vocabulary)


def _party_triples(party: Party, names: Names) -> Iterator[_Triple]:
    subject = names.party(party.id)
    yield from _named_triples(subject, KINDS[party.kind], party.id, party.label)
    if party.country is not None:
        yield subject, node("neg:country"), names.party(party.country)
    if party.represents is not None:
        yield subject, node("neg:represents"), names.party(party.represents)
    if party.role is not None:
        yield subject, node("neg:role"), Literal(party.role)


def _position_triples(position: Position, names: Names, parties: Mapping[str, Party]) -> Iterator[_Triple]:
    subject = names.position(position.id)
    passage = _passage_node(position.passage, names)
    yield subject, TYPE, POSITION
    for holder in position.holder:
        yield subject, HOLDER, names.party(holder)
    yield subject, STANCE, node(f"stance:{position.stance.value}")
    yield subject, node("neg:what"), Literal(position.what)
    if position.issue is not None:
        yield subject, ISSUE, names.issue(position.issue)
    for target in position.target:
        yield subject, TARGET, names.party(target)
    # Most positions are stated, with normal strength: what the ontology takes as given is not written a million times.
    if position.certainty is not Certainty.STATED:
        yield subject, node("neg:certainty"), Literal(position.certainty.value)
    if position.strength is not Strength.NORMAL:
        yield subject, node("neg:strength"), Literal(position.strength.value)
    yield subject, node("neg:confidence"), Literal(repr(float(position.confidence)), datatype=_DOUBLE)
    yield from _told_triples(position, subject, names, parties)
    yield subject, PASSAGE_OF, passage
    yield from _passage_triples(position.passage, passage, names)


def _told_triples(
    position: Position, subject: NamedNode, names: Names, parties: Mapping[str, Party]
) -> Iterator[_Triple]:
    """Who told it, and on what condition."""
    if position.source is not None:
        known = names.knows("party", position.source) or position.source in parties
        yield subject, ATTRIBUTED_TO, names.party(position.source) if known else source_node(position.source, names)
    if position.speaker is not None:
        yield subject, node("neg:speaker"), Literal(position.speaker.name)
        if position.speaker.role is not None:
            yield subject, node("neg:speakerRole"), Literal(position.speaker.role)
    if position.condition is not None:
        yield subject, node("neg:condition"), Literal(position.condition)


def source_node(source: str, names: Names) -> NamedNode:
    """The IRI of a source that is not a party: one for all that are anonymous, one for each name."""
    return ANONYMOUS if source == "anonymous" else names.named("source", source)


def _passage_node(passage: Passage, names: Names) -> NamedNode:
    return NamedNode(f"{names.base}passage/{quote(passage.document)}/{passage.start}-{passage.end}")


def _passage_triples(passage: Passage, subject: NamedNode, names: Names) -> Iterator[_Triple]:
    selector = NamedNode(subject.value + "#selector")
    yield subject, HAS_SOURCE, names.document(passage.document)
    yield subject, node("oa:hasSelector"), selector
    yield selector, EXACT, Literal(passage.quote)
    yield selector, START, Literal(str(passage.start), datatype=_INTEGER)
    yield selector, node("oa:end"), Literal(str(passage.end), datatype=_INTEGER)
    if passage.section is not None:
        yield subject, node("neg:section"), Literal(passage.section)


# Quads to values --------------------------------------------------------------------------------------------------

Described = Mapping[NamedNode, Mapping[str, list[Any]]]
"""What is said of each subject: by property (its full IRI), the objects."""


def described(triples: Iterable[Quad | Triple]) -> Described:
    """Triples gathered by subject and property."""
    found: dict[NamedNode, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            found[triple.subject][triple.predicate.value].append(triple.object)
    return found


def positions_of(
    quads: Iterable[Quad | Triple] | Described, id_of: Callable[[NamedNode], str] | None = None
) -> tuple[Position, ...]:
    """The positions that quads describe, with their passages, in order of text.

    >>> article = Document("round-2", "Canada refused.")
    >>> one = Position(Passage("round-2", 0, 15, article.text), ("CA",), Stance.REFUSE, "refused", target=("US",))
    >>> positions_of(document_quads(Reading(article, (one,)))) == (one,)
    True
    """
    facts = quads if isinstance(quads, Mapping) else described(quads)
    names = id_of or Names().id_of
    traces = traces_of(facts)
    found = (
        position_of(subject, facts, names, traces.get(minted_id(subject.value)))
        for subject, about in facts.items()
        if POSITION in about.get(TYPE.value, ())
    )
    return tuple(sorted(found, key=lambda one: (one.passage.document, one.passage.start, one.passage.end, one.id)))


def traces_of(facts: Described) -> dict[str, Trace]:
    """How each position was found, by its id: what the reading activities among the facts keep."""
    kept = (value.value for about in facts.values() for value in about.get(TRACES.value, ()))
    told = ((id, trace) for traces in kept for id, trace in json.loads(traces).items())
    return {
        id: _trace_of(trace) for id, trace in told if isinstance(trace, list)
    }  # of another form: by another program


def entailed(triple: Triple) -> Iterator[Triple]:
    """The types that follow from the domain of a triple's property, as the Web Annotation ontology declares it."""
    if triple.predicate == EXACT:
        yield Triple(triple.subject, TYPE, node("oa:TextQuoteSelector"))
    elif triple.predicate == START:
        yield Triple(triple.subject, TYPE, node("oa:TextPositionSelector"))
    elif triple.predicate == HAS_SOURCE:
        yield Triple(triple.subject, TYPE, node("oa:SpecificResource"))


def direct_triples(triples: Iterable[Quad | Triple]) -> Iterator[Triple]:
    """What positions show in short, `party:US neg:demands issue:dairy`: the summaries keep it for the whole store.

    >>> article = Document("round-2", "Canada refused.")
    >>> one = Position(Passage("round-2", 0, 15, article.text), ("CA",), Stance.REFUSE, "refused", issue="dairy")
    >>> [str(triple.predicate) for triple in direct_triples(document_quads(Reading(article, (one,))))]
    ['<https://w3id.org/negotiation-kg/ontology#refuses>']
    """
    for about in described(triples).values():
        for stance in about.get(STANCE.value, ()):
            does = DIRECT[Stance(minted_id(stance.value))]
            for holder, issue in product(about.get(HOLDER.value, ()), about.get(ISSUE.value, ())):
                yield Triple(holder, does, issue)


def one_value(about: Mapping[str, list[Any]], name: str) -> str | None:
    """The value that is said of a thing under a property (`schema:url`), as a string; None where nothing is."""
    values = about.get(node(name).value)
    return str(values[0].value) if values else None


def position_of(
    subject: NamedNode, facts: Described, id_of: Callable[[NamedNode], str], trace: Trace | None = None
) -> Position:
    """The position that facts describe under an IRI; raises KeyError where they say too little."""
    about = facts[subject]

    def ids(property: NamedNode) -> tuple[str, ...]:
        return tuple(sorted(id_of(value) for value in about.get(property.value, ())))

    issue, source = ids(ISSUE), ids(ATTRIBUTED_TO)
    speaker = one_value(about, "neg:speaker")
    return Position(
        passage=_passage(about[PASSAGE_OF.value][0], facts, id_of),
        holder=ids(HOLDER),
        stance=Stance(minted_id(about[STANCE.value][0].value)),
        what=one_value(about, "neg:what") or "",
        issue=issue[0] if issue else None,
        target=ids(TARGET),
        source=source[0] if source else None,
        certainty=Certainty(one_value(about, "neg:certainty") or "stated"),
        condition=one_value(about, "neg:condition"),
        strength=Strength(one_value(about, "neg:strength") or "normal"),
        speaker=Speaker(speaker, one_value(about, "neg:speakerRole")) if speaker is not None else None,
        confidence=float(one_value(about, "neg:confidence") or 1.0),
        trace=trace,
    )


def _passage(subject: NamedNode, facts: Described, id_of: Callable[[NamedNode], str]) -> Passage:
    about = facts[subject]
    selector = facts[about[node("oa:hasSelector").value][0]]
    return Passage(
        document=id_of(about[node("oa:hasSource").value][0]),
        start=int(one_value(selector, "oa:start") or 0),
        end=int(one_value(selector, "oa:end") or 0),
        quote=one_value(selector, "oa:exact") or "",
        section=one_value(about, "neg:section"),
    )


def reading_of(quads: Iterable[Quad | Triple], names: Names = Names()) -> Reading:
    """The reading whose named graph these quads are: `document_quads` undone.

    >>> reading = Reading(Document("round-2", "Canada refused.", date="2017-09"), ())
    >>> reading_of(document_quads(reading)) == reading
    True
    """
    facts = described(quads)
    subject, about = next((s, a) for s, a in facts.items() if ARTICLE in a.get(TYPE.value, ()))

    def named(property: str) -> str | None:
        values = about.get(node(property).value)
        return names.id_of(values[0]) if values else None

    document = Document(
        id=one_value(about, "dcterms:identifier") or names.id_of(subject),
        text=one_value(about, "neg:text") or "",
        title=one_value(about, "schema:headline"),
        date=one_value(about, "schema:datePublished"),
        publisher=one_value(about, "schema:publisher"),
        url=one_value(about, "schema:url"),
        negotiation=named("neg:negotiation"),
        round=named("neg:round"),
    )
    return Reading(document, positions_of(facts, names.id_of), _parties(facts, names))


def _parties(facts: Described, names: Names) -> tuple[Party, ...]:
    kinds = {iri: kind for kind, iri in KINDS.items()}
    return tuple(
        Party(
            id=one_value(about, "skos:notation") or names.id_of(subject),
            label=one_value(about, "skos:prefLabel") or "",
            kind=kinds[type],
            country=_linked(about, "neg:country", names),
            role=one_value(about, "neg:role"),
            represents=_linked(about, "neg:represents", names),
        )
        for subject, about in facts.items()
        for type in about.get(TYPE.value, ())
        if type in kinds
    )


def _linked(about: Mapping[str, list[Any]], property: str, names: Names) -> str | None:
    values = about.get(node(property).value)
    return names.id_of(values[0]) if values else None
