"""What every refusal of `kg` has in common."""

from typing import Any


class KgError(Exception):
    """Base of every error a user can cause and mend: its message says what, where, and what would help.

    Each module raises small subclasses of its own, holding the offending values. The command line turns one into
    a single line on standard error and exit code `exit_code`: 2 for bad input or usage, 1 for a failure.
    """

    exit_code: int = 2

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is made anew from its message, which is not what a subclass is made from.
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: type[KgError], args: tuple[Any, ...], values: dict[str, Any]) -> KgError:
    made = kind.__new__(kind, *args)
    made.__dict__.update(values)
    return made
