"""Who wants what in a negotiation, as a knowledge graph.

>>> from kg import Document, Stance
>>> Stance("demand").polarity
'+'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.knowledge import Graph
    from kg.model import Certainty, Document, Party, PartyKind, Passage, Position, Reading, Speaker, Stance, Strength

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
    """Loads what is asked for: who needs the values only is not kept waiting for the store, the command for neither."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    home = {"Graph": "kg.knowledge", "KgError": "kg.errors"}.get(name, "kg.model")
    return getattr(import_module(home), name)
