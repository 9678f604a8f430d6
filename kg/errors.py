"""What every refusal of `kg` has in common."""


class KgError(Exception):
    """Base of every error a user can cause and mend: its message says what, where, and what would help.

    Each module raises small subclasses of its own, holding the offending values. The command line turns one into
    a single line on standard error and exit code `exit_code`: 2 for bad input or usage, 1 for a failure.
    """

    exit_code: int = 2
