"""The `kg` command: each of its commands opens the graph, makes one call, and prints."""

import atexit
import errno
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from kg.errors import KgError

COMMANDS = {
    "Read": ("reading.demo", "reading.add", "reading.update", "reading.extract"),
    "Ask": (
        "asking.who",
        "asking.party",
        "asking.issue",
        "asking.show",
        "asking.explain",
        "asking.parties",
        "asking.issues",
        "asking.documents",
        "asking.status",
        "asking.query",
    ),
    "Hand on": ("keeping.view", "serving.serve", "keeping.export"),
    "Keep in order": (
        "keeping.remove",
        "keeping.compact",
        "checking.check",
        "checking.vocabulary",
        "checking.evaluate",
        "checking.train",
    ),
}
"""The functions under `kg.commands` that are commands, under the headings of `kg --help`, in its order."""


class Commands(Mapping[str, Any]):
    """The commands by name. Each is loaded when it is asked for: to make all of them takes as long as to answer."""

    def __init__(self) -> None:
        self._places = {
            place.partition(".")[2]: (place, heading) for heading, places in COMMANDS.items() for place in places
        }

    def __getitem__(self, name: str) -> Any:
        return _command(*self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@cache
def _command(place: str, heading: str) -> Any:
    module, _, name = place.partition(".")
    alone = typer.Typer(add_completion=False, **_LOOK)
    alone.command(name, rich_help_panel=heading)(getattr(import_module(f"kg.commands.{module}"), name))
    return get_command(alone)


class Refusing(TyperGroup):
    """Turns what a user can cause and mend into one line on standard error and an exit code, here and nowhere else."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = Commands()  # type: ignore[assignment] # nothing adds to them

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads the words before the command's name; without any, typer shows the help."""
        if not args:
            return super().parse_args(ctx, args)
        try:
            return super().parse_args(ctx, args)
        except UsageError as refusal:
            raise _ended(_told(refusal), refusal.exit_code) from refusal

    def invoke(self, ctx: Any) -> Any:
        """Runs the command. A reader that went away ends it in silence, Ctrl-C with the exit code of the signal."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
            return answer
        except KgError as refusal:
            raise _ended(str(refusal), refusal.exit_code) from refusal
        except UsageError as refusal:
            raise _ended(_told(refusal), refusal.exit_code) from refusal
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            raise _ended("stopped; what was stored so far is kept", 130) from None
        except OSError as exc:
            if exc.errno not in _NO_ROOM:
                raise
            # What is left unwritten would be tried, and told of, again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise _ended(f"standard output cannot be written: {exc.strerror}", 1) from exc


UsageError: Any = typer.BadParameter.__base__
"""What typer raises for words on the command line that it cannot make sense of; it names only its heirs."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _told(refusal: Any) -> str:
    """A usage error in a line: which command, what is wrong, where the help is."""
    command = " ".join(("kg", *(refusal.ctx.command_path.split()[1:] if refusal.ctx else ())))
    return f"{command}: {refusal.format_message().rstrip('.')}; '{command} --help' tells how"


def _ended(message: str, code: int) -> typer.Exit:
    from kg.console import note

    note(message)
    return typer.Exit(code)


_LOOK: dict[str, Any] = {
    "pretty_exceptions_enable": False,
    "rich_markup_mode": "rich",
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(
    cls=Refusing,
    no_args_is_help=True,
    **_LOOK,
    help="Who wants what in a negotiation: reads articles into a graph, and answers from it.",
)


def version(asked: bool) -> None:
    """Prints the version and ends."""
    if asked:
        from importlib.metadata import version

        print(f"kg {version('kg')}")
        raise typer.Exit


@app.callback()
def start(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=version, is_eager=True),
) -> None:
    """Who wants what in a negotiation: reads articles into a graph, and answers from it."""


def main() -> None:
    """The `kg` command."""
    # What a command loads and makes mostly lives to its end: to look often for garbage, and once more when all of it
    # goes with the process, costs a look-up a tenth of its time.
    gc.set_threshold(10_000)
    atexit.register(gc.freeze)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell: >&-
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app()
