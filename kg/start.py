"""Where the `kg` command begins: it loads the rest, which a Ctrl-C in the meantime ends without a word."""

import signal


def main() -> None:
    """The `kg` command."""
    # Nothing has been done yet that an end could spoil, and nobody is there to catch a KeyboardInterrupt.
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:  # not where it is ignored, as in the background of a script
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from kg.cli import main

    signal.signal(signal.SIGINT, usual)
    main()
