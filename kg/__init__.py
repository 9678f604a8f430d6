"""Who wants what in a negotiation, as a knowledge graph.

>>> from kg import Document, Stance
>>> Stance("demand").polarity
'+'
"""

from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Certainty, Document, Party, PartyKind, Passage, Position, Reading, Speaker, Stance, Strength

if TYPE_CHECKING:
    from kg.knowledge import Graph

__all__ = [
    "Certainty",
    "Document",
    "Graph",
    "KgError",
    "Party",
    "PartyKind",
    "Passage",
    "Position",
    "Reading",
    "Speaker",
    "Stance",
    "Strength",
]


def __getattr__(name: str) -> Any:
    """Loads `Graph` when it is first asked for: the values above need no store."""
    if name == "Graph":
        from kg.knowledge import Graph

        return Graph
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
