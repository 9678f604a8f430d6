"""Commands that answer from the graph: who wants what, on whose word, and free questions in SPARQL."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.console import binary_output, print_answer, print_page, print_rendered
from kg.errors import KgError
from kg.options import Form, FormOption, LimitOption, StoreOption, filtered, open_graph

if TYPE_CHECKING:
    from kg.answers import Answer, Term
    from kg.rows import Filter

PartyOption = Annotated[str | None, typer.Option("--party", "-p", help="Only what this party wants.")]
IssueArgument = Annotated[str, typer.Argument(help="Its id, label, another name, or a unique beginning of one.")]
PartyArgument = Annotated[str, typer.Argument(help="Its id, label, another name, or a unique beginning of one.")]
PositionArgument = Annotated[str, typer.Argument(help="A position's id, or a unique beginning of it.", metavar="ID")]


class NoQuestion(KgError):
    """`kg who` without an issue or a party."""

    def __init__(self) -> None:
        super().__init__("who wants what on which issue, or which party? try kg who dairy, or kg who --party US")


@filtered
def who(
    only: "Filter",
    issue: Annotated[str | None, typer.Argument(help="An issue; all that is narrower is included.")] = None,
    party: PartyOption = None,
    limit: LimitOption = 50,
    format: FormOption = Form.TABLE,
    store: StoreOption = None,
) -> None:
    """Who wants what on an issue, or what a party wants: newest first.

    Example: kg who dairy --stance demand --since 2017-09
    """
    if issue is None and party is None:
        raise NoQuestion
    with open_graph(store) as graph:
        print_page(graph.who(issue, party=party, only=only, limit=limit or None), format)


@filtered
def party(
    only: "Filter",
    name: PartyArgument,
    limit: LimitOption = 10,
    format: FormOption = Form.TABLE,
    store: StoreOption = None,
) -> None:
    """All a party wants, offers, refuses and threatens, and what others want of it.

    Example: kg party Canada --certainty stated
    """
    with open_graph(store) as graph:
        profile = graph.party(name, only, limit or None)
        print_answer(profile, format, found=any(part.total for _, part in profile.parts()))


@filtered
def issue(
    only: "Filter",
    name: IssueArgument,
    limit: LimitOption = 10,
    format: FormOption = Form.TABLE,
    store: StoreOption = None,
) -> None:
    """Each side of an issue, and of all that is narrower.

    Example: kg issue agriculture --format csv
    """
    with open_graph(store) as graph:
        profile = graph.issue(name, only, limit or None)
        print_answer(profile, format, found=bool(profile.favour.total or profile.against.total))


def show(
    id: PositionArgument,
    context: Annotated[int, typer.Option(help="Characters of text around the passage.", min=0)] = 400,
    format: FormOption = Form.TABLE,
    store: StoreOption = None,
) -> None:
    """One position: the passage it was read from in its context, and who is credited for the words.

    Example: kg show 3f9c
    """
    with open_graph(store) as graph:
        print_answer(graph.show(id, context), format)


def explain(id: PositionArgument, format: FormOption = Form.TABLE, store: StoreOption = None) -> None:
    """How a position was found: the cue, the ground of each part, and what to alter where one is wrong.

    Example: kg explain 3f9c
    """
    from kg.explanations import explanation

    with open_graph(store) as graph:
        print_answer(explanation(graph.show(id, 0).position), format)


def parties(format: FormOption = Form.TABLE, store: StoreOption = None) -> None:
    """Every party that holds a position or is asked for something.

    Example: kg parties --format csv
    """
    with open_graph(store) as graph:
        rows = graph.parties()
        print_answer(rows, format, found=bool(rows))


def issues(format: FormOption = Form.TABLE, store: StoreOption = None) -> None:
    """Every issue that somebody holds a position on; a contested one is marked.

    Example: kg issues
    """
    with open_graph(store) as graph:
        rows = graph.issues()
        print_answer(rows, format, found=bool(rows))


def documents(limit: LimitOption = 50, format: FormOption = Form.TABLE, store: StoreOption = None) -> None:
    """The stored documents, newest first.

    Example: kg documents --limit 0 --format csv
    """
    with open_graph(store) as graph:
        print_page(graph.documents(limit or None), format)


def status(format: FormOption = Form.TABLE, store: StoreOption = None) -> None:
    """What the graph holds.

    Example: kg status
    """
    with open_graph(store) as graph:
        print_answer(graph.status(), format)


# Free questions ---------------------------------------------------------------------------------------------------


class QueryForm(StrEnum):
    """How the answer to a query is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"


class NoTable(KgError):
    """Triples asked for as a table."""

    def __init__(self) -> None:
        super().__init__("triples make no table: --format turtle, ntriples, jsonld or xml")


class BadBinding(KgError):
    """A `--bind` that is not NAME=VALUE."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--bind {text!r}: write NAME=VALUE, as in --bind issue=issue:dairy")
        self.text = text


def query(
    text: Annotated[
        str | None, typer.Argument(help="SPARQL, a file that holds it, a shipped query's name, or -.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the shipped queries.")] = False,
    bind: Annotated[
        list[str] | None,
        typer.Option(help="Value of a shipped query's variable; may be repeated.", metavar="NAME=VALUE"),
    ] = None,
    format: Annotated[QueryForm | None, typer.Option("--format", "-f", help="Table or Turtle when not said.")] = None,
    store: StoreOption = None,
) -> None:
    """Answers SPARQL 1.1: SELECT, ASK (exit code 1 for no), CONSTRUCT, DESCRIBE. The ontology's prefixes are declared.

    Example: kg query 'SELECT ?party { ?party neg:demands issue:dairy }'
    """
    from kg.sparql import named_queries

    if listed or text is None:
        print_rendered(named_queries())
        return
    with open_graph(store) as graph:
        print_query_answer(graph.query(query_text(text), bindings(bind or ())), format)


class NoSuchQuery(KgError):
    """A word that is neither a file that can be read nor a shipped query."""

    def __init__(self, text: str, reason: str, known: list[str]) -> None:
        from difflib import get_close_matches

        close = get_close_matches(text, known, n=3, cutoff=0.7)
        hint = f"did you mean {', '.join(close)}?" if close else "'kg query --list' lists the shipped ones"
        super().__init__(f"{text!r} is no shipped query, and as a file it cannot be read ({reason}); {hint}")
        self.text, self.suggestions = text, tuple(close)


class NoText(KgError):
    """A query that is not UTF-8."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: is no text in UTF-8, so no query")
        self.name = name


def query_text(text: str) -> str:
    """The query itself, where a file's name or `-` was given. Raises NoSuchQuery, NoText."""
    if text == "-":
        return _decoded("standard input", sys.stdin.buffer.read())
    # What spans words, or holds a brace, is a query; a shipped one's name is a word.
    if set("{ \n") & set(text) and not _is_file(text):
        return text
    from kg.sparql import named_queries

    if any(text == known.name for known in named_queries()):
        return text
    try:
        return _decoded(text, Path(text).read_bytes())
    except OSError as exc:
        raise NoSuchQuery(text, exc.strerror or str(exc), [known.name for known in named_queries()]) from exc


def _is_file(text: str) -> bool:
    """Whether a text with spaces is a file's name; one too long for a name is none."""
    try:
        return "\n" not in text and Path(text).is_file()
    except OSError:
        return False


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise NoText(name) from exc


def bindings(pairs: Iterable[str]) -> "dict[str, list[Term]]":
    """The values of each name: an IRI where one is written in full, in angle brackets or with a prefix, else a string.

    Raises BadBinding.

    >>> {name: [str(term) for term in terms] for name, terms in bindings(["word=milk", "word=http://a.example/b"]).items()}
    {'word': ['"milk"', '<http://a.example/b>']}
    """
    values: dict[str, list[Term]] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not (name and sign):
            raise BadBinding(pair)
        values.setdefault(name, []).append(_term(value))
    return values


def _term(value: str) -> "Term":
    from pyoxigraph import Literal, NamedNode

    from kg.graph import PREFIXES, node

    if value.partition(":")[0] in PREFIXES:
        return node(value)
    bare = value.removeprefix("<").removesuffix(">")
    return NamedNode(bare) if bare.startswith(("http://", "https://", "urn:")) else Literal(value)


def print_query_answer(answer: "Answer", form: QueryForm | None) -> None:
    """Prints rows as a table, triples as Turtle, a truth value as a word, unless another form is asked for."""
    from kg.answers import Rows, Triples, Truth, write_answer
    from kg.rendering import Solutions

    if form is None:
        form = QueryForm.TURTLE if isinstance(answer, Triples) else QueryForm.TABLE
    if form is not QueryForm.TABLE:
        write_answer(answer, binary_output(), form.value)
    elif isinstance(answer, Rows):
        rows = tuple(answer)
        print_answer(Solutions(answer.variables, rows), found=bool(rows))
    elif isinstance(answer, Truth):
        print("yes" if answer else "no")
    else:
        raise NoTable
    if isinstance(answer, Truth) and not answer:
        raise typer.Exit(1)
