"""Where well-known bodies are at home: firms, unions, lobbies and parties that reporting names without saying so."""

from collections.abc import Mapping
from functools import cache

from kg.entries import table_rows
from kg.resources import resource

NOWHERE = "nowhere"
"""The home of those who are of no one country."""


def known_home(name: str) -> str | None:
    """The country where a well-known body is at home, or `NOWHERE`; None for a body that is not known.

    >>> known_home("Nippon Steel"), known_home("Amnesty International"), known_home("Kelp Traders Guild")
    ('JP', 'nowhere', None)
    """
    return _homes().get(name.casefold())


@cache
def _homes() -> Mapping[str, str]:
    rows = table_rows(resource("ontology", "bodies.tsv"), ("body", "country"))
    return {row[0].casefold(): row[1] for row in rows}
