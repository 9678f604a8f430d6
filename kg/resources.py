"""Where the data that travels with the package lies: the ontology, the vocabulary packs, the example articles."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, such as `resource("ontology", "parties.ttl")`.

    An installed wheel holds them inside the package; a checkout holds them beside it.

    >>> resource("ontology").name
    'ontology'
    """
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)
