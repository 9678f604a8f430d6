"""Where a command's words go: answers to standard output, notes and progress to standard error."""

import sys
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar

import typer

from kg.options import Form

Item = TypeVar("Item")


def note(message: str) -> None:
    """One line on standard error, safe to print whatever a document put into it."""
    from kg.rendering import plain

    print(plain(message), file=sys.stderr)


def print_answer(answer: Any, form: Form = Form.TABLE, *, found: bool = True) -> None:
    """Prints an answer on standard output; ends the command with 1 when nothing was found."""
    if form is Form.TABLE:
        if found:
            print_rendered(answer)
    else:
        from kg.records import rows_of, write_csv, write_json

        if form is Form.JSON:
            write_json(answer, sys.stdout)
        else:
            write_csv(rows_of(answer), sys.stdout)
    if not found:
        note("nothing found")
        raise typer.Exit(1)


def print_rendered(answer: Any) -> None:
    """Prints an answer as a table or page for people, as wide as the terminal: 80 columns where there is none."""
    from rich.console import Console

    from kg.rendering import rendered

    Console(highlight=False, soft_wrap=False).print(rendered(answer))


def print_page(page: Any, form: Form) -> None:
    """Prints a page of rows, and notes how many follow."""
    print_answer(page, form, found=bool(page.rows))
    if page.rest:
        note(f"and {page.rest} more: --limit 0 prints all")


def counted(items: Iterable[Item], total: int | None, what: str) -> Iterator[Item]:
    """The items as they come, with a progress bar on standard error where that is a terminal and there are several."""
    if (total is not None and total < 2) or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)


def binary_output() -> IO[bytes]:
    """Standard output for bytes."""
    sys.stdout.flush()
    return sys.stdout.buffer
