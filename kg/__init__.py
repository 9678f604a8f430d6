"""Who wants what in a negotiation, as a knowledge graph.

>>> from kg import Document, Stance
>>> Stance("demand").polarity
'+'
"""

from kg.errors import KgError
from kg.model import Certainty, Document, Party, PartyKind, Passage, Position, Reading, Speaker, Stance, Strength

__all__ = [
    "Certainty",
    "Document",
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
