"""What a query gave - rows, a truth value or triples - and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import KgError
from kg.graph import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple

ROW_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""How rows and truth values are written: the W3C's results formats. A truth value has no csv or tsv form."""

TRIPLE_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
}
"""How triples are written."""


class BadFormat(KgError):
    """A format in which this kind of answer cannot be written."""

    def __init__(self, format: str, known: tuple[str, ...]) -> None:
        super().__init__(f"this answer cannot be written as {format!r}; it can as {', '.join(known)}")
        self.format, self.known = format, known


class StoreFailure(KgError):
    """A store that cannot be opened, reached, read or written."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """Answer of SELECT: rows that can be gone through once, each a tuple in the order of `variables`."""

    solutions: QuerySolutions

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns, without question marks."""
        return tuple(variable.value for variable in self.solutions.variables)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows as they come; None where a variable is unbound. Raises StoreFailure if the store fails meanwhile."""
        try:
            for solution in self.solutions:
                yield tuple(solution)
        except OSError as exc:
            raise StoreFailure(f"the store failed while it answered: {exc}") from exc

    def texts(self) -> Iterator[tuple[str | None, ...]]:
        """The rows as plain strings: an IRI in full, a literal's value without its type."""
        return (tuple(None if term is None else _plain(term) for term in row) for row in self)


@dataclass(frozen=True, slots=True)
class Truth:
    """Answer of ASK."""

    answer: QueryBoolean

    def __bool__(self) -> bool:
        return bool(self.answer)


@dataclass(frozen=True, slots=True)
class Triples:
    """Answer of CONSTRUCT and DESCRIBE: triples that can be gone through once."""

    triples: Iterator[Triple]

    def __iter__(self) -> Iterator[Triple]:
        """The triples as they come. Raises StoreFailure if the store fails meanwhile."""
        try:
            yield from self.triples
        except OSError as exc:
            raise StoreFailure(f"the store failed while it answered: {exc}") from exc


Answer = Rows | Truth | Triples


def formats_of(answer: Answer) -> tuple[str, ...]:
    """The formats an answer can be written in."""
    if isinstance(answer, Triples):
        return tuple(TRIPLE_FORMATS)
    return tuple(ROW_FORMATS) if isinstance(answer, Rows) else ("json", "xml")


def write_answer(answer: Answer, output: IO[bytes], format: str) -> None:
    """Writes an answer as it comes, in bounded memory. Raises BadFormat for a format that it does not have."""
    if format not in formats_of(answer):
        raise BadFormat(format, formats_of(answer))
    if isinstance(answer, Triples):
        prefixes = dict(PREFIXES) if format in ("turtle", "xml") else None
        serialize(answer, output, TRIPLE_FORMATS[format], prefixes=prefixes)
    else:
        found = answer.solutions if isinstance(answer, Rows) else answer.answer
        found.serialize(output, ROW_FORMATS[format])
        if format in ("json", "xml"):
            output.write(b"\n")  # the others end with one


def _plain(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value


def text_of(term: Term | None) -> str:
    """A term as a table shows it: the plain value, an IRI by its prefix where it has one, or nothing.

    >>> text_of(NamedNode("https://w3id.org/negotiation-kg/party/US")), text_of(Literal("3")), text_of(None)
    ('party:US', '3', '')
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shortened(term.value)
    if isinstance(term, Triple):
        return " ".join(text_of(part) for part in term)
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def shortened(iri: str) -> str:
    """An IRI by the longest prefix that it begins with, or in angle brackets.

    >>> shortened("http://www.w3.org/ns/prov#used"), shortened("http://example.org/a")
    ('prov:used', '<http://example.org/a>')
    """
    name, stem = max(PREFIXES.items(), key=lambda pair: len(pair[1]) if iri.startswith(pair[1]) else -1)
    return f"{name}:{iri[len(stem) :]}" if iri.startswith(stem) else f"<{iri}>"
