"""Options that many commands share, and how one parameter of a command stands for several of them."""

import functools
import inspect
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from kg.dates import is_date
from kg.errors import KgError
from kg.model import Certainty, Stance, Strength

if TYPE_CHECKING:
    from kg.knowledge import Graph
    from kg.rows import Filter

Built = TypeVar("Built")

DEFAULT_STORE = "kg-store"
"""The folder, in the working folder, that holds the graph when no other is named."""


class Form(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class BadDate(KgError):
    """A date that is not ISO 8601."""

    def __init__(self, option: str, text: str) -> None:
        super().__init__(f"{option}: {text!r} is no date; write it as 2017-09-04, 2017-09 or 2017")
        self.option, self.text = option, text


def in_place_of(name: str, build: Callable[..., Built]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator: the parameters of `build` become options of the command, which gets what it returns as `name`."""
    options = inspect.signature(build).parameters

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command)

        @functools.wraps(command)
        def with_options(**given: Any) -> None:
            command(**{name: build(**{option: given.pop(option) for option in options})}, **given)

        kept = [parameter for parameter in signature.parameters.values() if parameter.name != name]
        parameters = [
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*kept, *options.values())
        ]
        with_options.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return with_options

    return decorate


# Filters ----------------------------------------------------------------------------------------------------------

_FILTERS = "Which positions count"


def _filter(
    negotiation: Annotated[
        str | None, typer.Option(help="Only of these talks (id or label).", rich_help_panel=_FILTERS)
    ] = None,
    round: Annotated[
        str | None, typer.Option(help="Only of this round, by its id or number.", rich_help_panel=_FILTERS)
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Only from this date on.", metavar="DATE", rich_help_panel=_FILTERS)
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Only up to this date, included.", metavar="DATE", rich_help_panel=_FILTERS)
    ] = None,
    stance: Annotated[
        list[Stance] | None,
        typer.Option(help="Only this stance; may be repeated.", metavar="STANCE", rich_help_panel=_FILTERS),
    ] = None,
    certainty: Annotated[
        list[Certainty] | None,
        typer.Option(help="Only this certainty; may be repeated.", metavar="CERTAINTY", rich_help_panel=_FILTERS),
    ] = None,
    strength: Annotated[
        list[Strength] | None,
        typer.Option(help="Only this strength; may be repeated.", metavar="STRENGTH", rich_help_panel=_FILTERS),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(help="Only what is at least this likely right.", min=0, max=1, rich_help_panel=_FILTERS),
    ] = None,
) -> "Filter":
    from kg.rows import Filter

    return Filter(
        negotiation=negotiation,
        round=round,
        since=checked_date("--since", since),
        until=checked_date("--until", until),
        stances=tuple(stance or ()),
        certainties=tuple(certainty or ()),
        strengths=tuple(strength or ()),
        min_confidence=min_confidence,
    )


filtered = in_place_of("only", _filter)
"""Gives a command the options that choose positions; it takes them as one `only: Filter`."""


def checked_date(option: str, text: str | None) -> str | None:
    """The date as given. Raises BadDate.

    >>> checked_date("--since", "2017-09")
    '2017-09'
    """
    if text is not None and not is_date(text):
        raise BadDate(option, text)
    return text


# Metadata ---------------------------------------------------------------------------------------------------------

_ABOUT = "About the articles, where the page does not say or is wrong"


def _metadata(
    date: Annotated[str | None, typer.Option(help="When it was published.", rich_help_panel=_ABOUT)] = None,
    title: Annotated[str | None, typer.Option(help="Its headline.", rich_help_panel=_ABOUT)] = None,
    publisher: Annotated[str | None, typer.Option(help="The outlet's name.", rich_help_panel=_ABOUT)] = None,
    url: Annotated[str | None, typer.Option(help="Where it can be read.", rich_help_panel=_ABOUT)] = None,
    negotiation: Annotated[str | None, typer.Option(help="The talks it is about.", rich_help_panel=_ABOUT)] = None,
    round: Annotated[str | None, typer.Option(help="The round of the talks.", rich_help_panel=_ABOUT)] = None,
) -> dict[str, str | None]:
    return {
        "date": checked_date("--date", date),
        "title": title,
        "publisher": publisher,
        "url": url,
        "negotiation": negotiation,
        "round": round,
    }


described = in_place_of("metadata", _metadata)
"""Gives a command the options that say what an article is; it takes them as one `metadata` mapping."""


# Single options ---------------------------------------------------------------------------------------------------

FormOption = Annotated[Form, typer.Option("--format", "-f", help="How to print it.")]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", help="How many at most, where there are sides of each; 0 for all.", min=0)
]
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        envvar="KG_STORE",
        help=f"Where the graph is: a folder, or a SPARQL server's URL. ./{DEFAULT_STORE} when not said.",
        show_default=False,
    ),
]
VocabularyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--vocabulary",
        "-v",
        help="A vocabulary of your own: a pack (Turtle) or a table of cues (.tsv); may be repeated.",
    ),
]


def location_of(store: str | None) -> str:
    """Where the graph is: what was asked for, or the default, which is told on standard error."""
    if store:
        return store
    print(f"using the store ./{DEFAULT_STORE} (--store or KG_STORE names another)", file=sys.stderr)
    return DEFAULT_STORE


def open_graph(store: str | None, *, write: bool = False, vocabulary: list[str] | None = None) -> "Graph":
    """The graph a command works on."""
    from kg.knowledge import Graph

    return Graph.open(location_of(store), read_only=not write, base=base_iri(), vocabulary_paths=vocabulary or ())


def base_iri() -> str:
    """What the names that the graph mints begin with: KG_BASE, or the project's own."""
    from kg.knowledge import BASE

    return os.environ.get("KG_BASE", BASE)
