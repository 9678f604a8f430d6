"""Where a command's words go: answers to standard output, notes and progress to standard error."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, TypeVar

import typer

from kg.options import Form

Item = TypeVar("Item")


def note(message: str) -> None:
    """One line on standard error, safe to print whatever a document put into it."""
    from kg.lines import plain

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
    if not _to_terminal():
        from kg.plain import columns, plain_lines

        if (lines := plain_lines(answer, columns())) is not None:
            print(*lines, sep="\n")
            return
    from rich.console import Console

    from kg.rendering import rendered

    console = Console(highlight=False, soft_wrap=False)
    if console.is_terminal:
        console.print(rendered(answer))
        return
    # For other programs, without the spaces that fill a line.
    with console.capture() as captured:
        console.print(rendered(answer))
    for line in captured.get().splitlines():
        print(line.rstrip())


def _to_terminal() -> bool:
    """Whether what is printed may have colours: as rich decides it."""
    return sys.stdout.isatty() or any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))


def print_page(page: Any, form: Form) -> None:
    """Prints a page of rows, and notes how many follow."""
    print_answer(page, form, found=bool(page.rows))
    if page.rest:
        note(f"and {page.rest} more: --limit 0 prints all")


def counted(
    items: Iterable[Item], total: int | None, what: str, words: Callable[[Item], int] | None = None
) -> Iterator[Item]:
    """The items as they come, with a progress bar on standard error where that is a terminal and there are several.

    The bar tells how many of how many, the time left, and where `words` counts them for an item, their rate. What took
    long is summed up in a line, on any kind of standard error.
    """
    started, count, read = time.monotonic(), 0, 0
    with _bar(total, what) as advance:
        for item in items:
            count += 1
            read += words(item) if words else 0
            rate = read / max(time.monotonic() - started, 0.001)
            advance(f"{rate:,.0f} words/s" if read else "")
            yield item
    seconds = time.monotonic() - started
    if read and seconds >= LONG:
        note(f"{read:,} words in {seconds // 60:.0f} min {seconds % 60:.0f} s, {read / seconds:,.0f} a second")


LONG = 5
"""Seconds after which people like to know how long it took."""


@contextlib.contextmanager
def _bar(total: int | None, what: str) -> Iterator[Callable[[str], None]]:
    if (total is not None and total < 2) or not sys.stderr.isatty():
        yield lambda rate: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate, left = TextColumn("{task.fields[rate]}"), TimeRemainingColumn(elapsed_when_finished=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, left)
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120) as progress:
        task = progress.add_task(what, total=total, rate="")
        yield lambda rate: progress.update(task, advance=1, rate=rate)


def binary_output() -> IO[bytes]:
    """Standard output for bytes."""
    sys.stdout.flush()
    return sys.stdout.buffer
