"""Towns that a text is in, tells of or comes from, and the countries they lie in."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from kg.entries import table_rows
from kg.resources import resource

_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_WORDS = 3
# "in Lyon", "the port of Vigo", "Graz-based"; at the head of a line "VIGO, Spain -", "Lyon:", "Lyon (AP)"
_TOLD = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]utside|[Aa]round|of) (?P<at>{_NAME}(?: {_NAME}){{0,{_WORDS - 1}}})"
    rf"|(?P<based>{_NAME}(?: {_NAME}){{0,{_WORDS - 1}}})-based\b"
    rf"|^(?P<head>{_NAME}(?: {_NAME}){{0,{_WORDS - 1}}})"
    rf"(?:, {_NAME}\.?(?: \d+)?(?:, \d{{4}})?)? ?(?:[-–—:(]|\d)",
    re.MULTILINE,
)
_OWN_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i", "’": "'"}
)


def plain(name: str) -> str:
    """A name without the marks over and through its letters, which texts leave out as they like.

    >>> plain("Łódź"), plain("Săo Carlos")
    ('Lodz', 'Sao Carlos')
    """
    apart = unicodedata.normalize("NFKD", name.translate(_OWN_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c))


class Towns:
    """The towns of the world by their names."""

    def __init__(self, countries: Mapping[str, str]) -> None:
        """`countries` has the country of each town, by its plain name."""
        self.countries = countries

    def told_of(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Where a text says that something is in a town, near it or from there, with the town's name and the country it lies in.
        The name alone tells nothing: people and firms have the same.

        >>> list(Towns({"Vigo": "ES"}).told_of("VIGO, Monday - Ana Vigo of the guild in Vigo said no."))
        [(0, 'VIGO', 'ES'), (40, 'Vigo', 'ES')]
        """
        for match in _TOLD.finditer(text):
            kind = match.lastgroup or "at"
            name = match[kind]
            while name and (country := self._country_of(name)) is None:
                name = name.rpartition(" ")[0]
            if name and country is not None:
                yield match.start(kind), name, country

    def _country_of(self, name: str) -> str | None:
        written = plain(name)
        return self.countries.get(written.title() if written.isupper() else written)


@cache
def load_towns() -> Towns:
    """The towns that are shipped."""
    rows = table_rows(resource("ontology", "towns.tsv"), ("town", "country"))
    return Towns({row[0]: row[1] for row in rows})
