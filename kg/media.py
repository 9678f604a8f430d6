"""Which of the forms on offer a client wants: the Accept header of HTTP, as RFC 9110 section 12.5.1 reads it."""

from collections.abc import Iterable, Iterator

HTML = "text/html"

ROW_MEDIA = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types of rows and truth values, and the formats of `kg.answers` that they are; the first is the default."""

TRIPLE_MEDIA = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "ntriples",
    "text/plain": "ntriples",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/rdf+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media types of triples."""


def media_of(format: str, known: dict[str, str]) -> Iterator[str]:
    """The media type of a format, or nothing when it is unknown.

    >>> list(media_of("csv", ROW_MEDIA)), list(media_of("csv", TRIPLE_MEDIA))
    (['text/csv'], [])
    """
    yield from [media for media, other in known.items() if other == format][:1]


def acceptable(accept: str, offered: Iterable[str]) -> list[str]:
    """The media types on offer that a client accepts, best first; equals stay in the order of the offer.

    >>> acceptable("text/html;q=0.5, application/*;q=0.7, application/xml", ["text/html", "text/csv", "application/xml"])
    ['application/xml', 'text/html']
    >>> acceptable("", ["text/csv", "text/html"])
    ['text/csv', 'text/html']
    """
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    weighed = [(media, _weight(media, ranges)) for media in offered]
    return [media for media, weight in sorted(weighed, key=lambda pair: -pair[1]) if weight > 0]


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        if media:
            yield media, _quality(parameters)


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _weight(media: str, ranges: Iterable[tuple[str, float]]) -> float:
    """The quality of the most specific range that a media type falls into."""
    kinds = (media, media.partition("/")[0] + "/*", "*/*")
    found = [(kinds.index(asked), -quality) for asked, quality in ranges if asked in kinds]
    return -min(found)[1] if found else 0.0
