"""What a query may say: read-only SPARQL 1.1, with the ontology's prefixes declared and values bound, never pasted.

The shipped queries are files under `queries/`, each of which runs as it stands; its header comment is its help. A value
is asked for in a block `VALUES ?name { example }`, whose rows `bound` replaces. A line that ends in `#? name` belongs
to an optional value: it counts only when that value is given.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import QueryTriples, Store

from kg.answers import Term
from kg.errors import KgError
from kg.graph import PREFIXES

QUERIES = Path(__file__).resolve().parent / "queries"

# Patterns are compiled when they are first used, which by most questions they are not.
_NOT_CODE = (
    r'(?s)"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n]*"
)
_SERVICE = r"(?i)(?<![\w:?$@.-])SERVICE(?![\w:-])"
_FROM = r"(?i)(?<![\w:?$@.-])FROM(?![\w:-])"
_UPDATE = r"(?i)(?<![\w:?$@.-])(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)(?![\w:-])"
_PLACE = r"(?s)error at (\d+):(\d+): (.*)"


class BadQuery(KgError):
    """A query that cannot be run; `line` and `column` count from 1 and are None where the engine does not say."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        where = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{where}{message}")
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query is asked of, by IRI: `default` together make the default graph, GRAPH sees the `named`."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def check_query(text: str) -> bool:
    """Whether a query is answered by triples; raises BadQuery unless the text is a SELECT, ASK, CONSTRUCT or DESCRIBE
    that asks no other server.

    >>> check_query("ASK { ?position neg:holder party:US }"), check_query("DESCRIBE party:US")
    (False, True)
    >>> try:
    ...     check_query("SELECT * { ?s ?p }")
    ... except BadQuery as refusal:
    ...     print(refusal)
    line 1, column 19: not SPARQL from here on: '}'
    """
    refuse_service(text)
    try:
        return isinstance(Store().query(text, prefixes=dict(PREFIXES)), QueryTriples)
    except SyntaxError as exc:
        raise _syntax_error(text, str(exc)) from exc


def refuse_service(text: str) -> None:
    """Raises BadQuery if a query would ask another server."""
    if "SERVICE" not in text.upper():
        return
    service = re.search(_SERVICE, _code(text))
    if service:
        raise BadQuery("SERVICE is refused: a query asks this store alone", *place(text, service.start()))


def names_graphs(text: str) -> bool:
    """Whether a query says itself which graphs it is asked of.

    >>> names_graphs("ASK FROM document:a { ?s ?p 'from' }"), names_graphs("SELECT ?from { ?from ?p 'FROM' }")
    (True, False)
    """
    return "FROM" in text.upper() and re.search(_FROM, _code(text)) is not None


def _code(text: str) -> str:
    """The query with strings, IRIs and comments blanked: every character keeps its place."""
    return re.sub(_NOT_CODE, lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _syntax_error(text: str, message: str) -> BadQuery:
    found = re.match(_PLACE, message)
    if found is None:
        return BadQuery(message)
    line, column, expected = int(found[1]), int(found[2]), found[3]
    if re.search(_UPDATE, _code(text).split("{")[0]):
        return BadQuery("the graph is read-only here: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
    if not _code(text).strip():
        return BadQuery("there is no query in this; 'kg query --list' lists some to start from")
    if not _code(text)[_offset(text, line, column) :].strip(" \t\r\n}") and _open_braces(text) > 0:
        return BadQuery("the query ends too early: a brace is open", line, column)
    before, rest = text.split("\n")[line - 1][: column - 1], text.split("\n")[line - 1][column - 1 :]
    if "Prefix not found" in expected:
        name = re.search(r"\S*$", before)
        token = name[0] if name else ""
        prefix = token.split(":")[0]
        return BadQuery(f"the prefix {prefix!r} is not declared; add PREFIX {prefix}: <...>", line, column - len(token))
    if "contains a variable that is unbound" in expected:
        return BadQuery("SELECT names a variable that the query does not bind or group by", line, column)
    at = (rest.strip() or before.rstrip()[-1:])[:40]
    return BadQuery(f"not SPARQL from here on: {at!r}" if at else "the query ends too early", line, column)


def _open_braces(text: str) -> int:
    code = _code(text)
    return code.count("{") - code.count("}")


def _offset(text: str, line: int, column: int) -> int:
    """The character at a line and column, from 1.

    >>> _offset("ab\\ncd", 2, 2)
    4
    """
    return sum(len(above) + 1 for above in text.split("\n")[: line - 1]) + column - 1


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, from 1.

    >>> place("ab\\ncd", 4)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def prefixed(text: str) -> str:
    """The query with the ontology's prefixes declared on its first line, for a server that does not know them."""
    head = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
    return f"{head} {text}"


# Binding ----------------------------------------------------------------------------------------------------------

_OPTIONAL = r"#\?\s*(\w+)\s*$"


def bound(text: str, values: Mapping[str, Sequence[Term]], limit: int | None = None, offset: int = 0) -> str:
    """A query with the rows of its VALUES blocks replaced, and without the lines of optional values not given.

    >>> from pyoxigraph import NamedNode
    >>> print(bound("ASK { VALUES ?x { party:US } ?x ?p ?o }", {"x": [NamedNode("http://example.org/a")]}))
    ASK { VALUES ?x { <http://example.org/a> } ?x ?p ?o }
    """
    asked = set(values)
    lines = [line for line in text.split("\n") if (found := re.search(_OPTIONAL, line)) is None or found[1] in asked]
    text = "\n".join(lines)
    for name, terms in values.items():
        block = f"VALUES ?{name} {{ {' '.join(str(term) for term in terms)} }}"
        # Split and join, so that no character of a value is read as part of a pattern.
        parts = re.split(rf"VALUES\s+\?{name}\s*\{{[^}}]*\}}", text)
        text = block.join(parts)
        if len(parts) == 1 and terms:
            raise BadQuery(f"the query has no block VALUES ?{name} {{ ... }} to bind")
    if limit is not None:
        text += f"\nLIMIT {limit:d}"
    return text + (f"\nOFFSET {offset:d}" if offset else "")


# Shipped queries --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A shipped query: `help` is its header comment, whose first line says what it asks; `binds` are its values."""

    name: str
    help: str
    text: str
    binds: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it asks, in a line."""
        return self.help.split("\n")[0]


class UnknownQuery(KgError):
    """A name that no shipped query has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"no shipped query is called {name!r}; there are {', '.join(known)}")
        self.name, self.known = name, tuple(known)


@cache
def query_file(name: str) -> str:
    """The text of a file under `queries/`."""
    path = QUERIES / f"{name}.rq"
    if not path.is_file():
        raise UnknownQuery(name, [query.name for query in named_queries()])
    return path.read_text(encoding="utf-8")


def named_queries() -> tuple[NamedQuery, ...]:
    """The shipped queries that stand for themselves, by name. Files in `queries/lookups/` are parts of look-ups."""
    return tuple(named_query(path.stem) for path in sorted(QUERIES.glob("*.rq")))


def named_query(name: str) -> NamedQuery:
    """A shipped query by its name. Raises UnknownQuery."""
    text = query_file(name)
    return NamedQuery(name, "\n".join(_header(text)), text, tuple(dict.fromkeys(re.findall(r"VALUES \?(\w+)", text))))


def _header(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if not line.startswith("#"):
            return
        yield line.lstrip("# ").rstrip()
