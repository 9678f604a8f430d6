"""What a query gave - rows, a truth value or triples - and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple

ROW_FORMATS = ("json", "xml", "csv", "tsv")
TRIPLE_FORMATS = ("turtle", "ntriples", "jsonld", "xml")


@dataclass(frozen=True, slots=True)
class Rows:
    """Answer of SELECT: the variables, in order, and the rows as they come; None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """Answer of ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """Answer of CONSTRUCT and DESCRIBE, each triple once for each time the engine gives it."""

    triples: Iterator[Triple]


Answer = Rows | Truth | Triples


def write_answer(answer: Answer, output: IO[bytes], format: str) -> None:
    """Writes an answer in a format of the W3C: rows and truth values as json, xml, csv, tsv; triples as turtle,
    ntriples, jsonld, xml. Raises BadFormat for a format that this kind of answer does not have."""
    raise NotImplementedError


def text_of(term: Term | None) -> str:
    """A term as a table shows it: the plain value, a shortened IRI, or nothing."""
    raise NotImplementedError
