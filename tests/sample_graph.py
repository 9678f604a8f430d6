"""A small graph on made-up talks, whose every answer can be told by reading these lines."""

from kg.model import Certainty, Document, Passage, Position, Reading, Speaker, Stance, Strength, Trace

ROUND_1 = Document(
    "news/round-1",
    "Talks opened. The US wants Canada to open its dairy market. Canada refused, two sources said. Nothing else moved.",
    title="First day",
    date="2017-08-16",
    publisher="The Daily",
    url="https://example.org/round-1",
    negotiation="nafta",
    round="nafta-1",
)
ROUND_2 = Document(
    "news/round-2",
    "Canada will never give up supply management. Mexico offers quotas, provided that tariffs fall.",
    title="Second day",
    date="2017-09-02",
    publisher="The Daily",
    negotiation="nafta",
    round="nafta-2",
)


def sentence(document: Document, words: str) -> Passage:
    """The passage of a document that consists of these words."""
    start = document.text.index(words)
    return Passage(document.id, start, start + len(words), words)


DEMAND = Position(
    sentence(ROUND_1, "The US wants Canada to open its dairy market."),
    ("US",),
    Stance.DEMAND,
    "open its dairy market",
    issue="dairy",
    target=("CA",),
    speaker=Speaker("J. Doe", "chief negotiator"),
    confidence=0.9,
    trace=Trace("want", "subject", 21, 26, 14, 20),
)
REFUSAL = Position(
    sentence(ROUND_1, "Canada refused, two sources said."),
    ("CA",),
    Stance.REFUSE,
    "refused",
    issue="dairy",
    source="anonymous",
    certainty=Certainty.REPORTED,
    confidence=0.6,
)
RED_LINE = Position(
    sentence(ROUND_2, "Canada will never give up supply management."),
    ("CA",),
    Stance.OPPOSE,
    "give up supply management",
    issue="supply-management",
    strength=Strength.RED_LINE,
)
OFFER = Position(
    sentence(ROUND_2, "Mexico offers quotas, provided that tariffs fall."),
    ("MX",),
    Stance.OFFER,
    "quotas",
    condition="provided that tariffs fall",
    target=("CA", "US"),
)
READINGS = (Reading(ROUND_1, (DEMAND, REFUSAL)), Reading(ROUND_2, (RED_LINE, OFFER)))
