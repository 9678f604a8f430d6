"""The command that serves the graph as a local site."""

import contextlib
from typing import Annotated

import typer

from kg.console import note
from kg.options import StoreOption, base_iri, location_of


def serve(
    port: Annotated[int, typer.Option(help="Which port; 0 for any that is free.", min=0, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="At which address to listen.")] = "127.0.0.1",
    seconds: Annotated[float, typer.Option("--time-limit", help="Seconds that a SPARQL query may take.", min=0.1)] = 20,
    store: StoreOption = None,
) -> None:
    """Serves the graph as a site for this machine: pages, views, look-ups, JSON and SPARQL. Ctrl-C ends it.

    Example: kg serve --port 8000
    """
    from kg.server import listening, serve, site, url_of
    from kg.workers import Limits

    location = location_of(store)
    app = site(location, base_iri(), Limits(seconds=seconds), (host,))
    with listening(host, port) as listener:
        note(f"{location} is at {url_of(host, listener.getsockname()[1])} (Ctrl-C ends it)")
        with contextlib.suppress(KeyboardInterrupt):
            serve(app, listener)
