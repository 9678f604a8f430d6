"""A made-up archive of any size: readings with the shape of real ones, the same for the same seed."""

import random
from collections.abc import Iterator

from kg.graph import PREFIXES
from kg.model import Certainty, Document, Passage, Position, Reading, Speaker, Stance, Strength, Trace

PARTIES = tuple(f"P{number:03d}" for number in range(200))
ISSUES = tuple(f"issue-{number:02d}" for number in range(80))
WORDS = """
    access aid annex baseline border bracket cap carbon clause credit deadline deal deletion duty export farm finance
    forest fund goal import increase language limit list loan market measure method option paragraph period phase plan
    price process proposal quota rate reduction reference report review rule scheme standard step subsidy support
    target tariff technology text time transfer treaty unit
    """.split()  # noqa: SIM905 - a list of strings would be three times as long
A_DOCUMENT = 125
"""Positions in a document; like their share of passages and holders, as read from bulletins of the climate talks."""


def vocabulary() -> str:
    """A pack that knows the parties and issues, in Turtle: nearly all that are met in real archives are known, too."""
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("neg", "party", "issue", "skos"))
    parties = "".join(f'party:{id} a neg:Country ; skos:notation "{id}" ; skos:prefLabel "{id}" .\n' for id in PARTIES)
    issues = "".join(
        f'issue:{id} a skos:Concept ; skos:notation "{id}" ; skos:prefLabel "{id}" ; skos:definition "{id}" .\n'
        for id in ISSUES
    )
    return prefixes + parties + issues


def readings(positions: int, seed: int = 1, each: int = A_DOCUMENT) -> Iterator[Reading]:
    """Readings of documents of `each` positions, `positions` in all; two fifths of the passages bear two."""
    dice = random.Random(seed)
    for number in range(0, positions, each):
        yield _reading(f"made-up/{number // each:06d}", min(each, positions - number), dice)


def _reading(id: str, count: int, dice: random.Random) -> Reading:
    date = f"{dice.randint(1995, 2024)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    text, found = "", list[Position]()
    while len(found) < count:
        sentence = " ".join(dice.choices(WORDS, k=dice.randint(14, 34))).capitalize() + "."
        passage = Passage(id, len(text), len(text) + len(sentence), sentence)
        for _ in range(1 + (dice.random() < 0.4)):
            if len(found) < count:
                found.append(_position(passage, dice))
        text += sentence + " " + " ".join(dice.choices(WORDS, k=28)) + ".\n"
    document = Document(id, text, f"Report {id}", date, "The Bulletin", f"https://example.org/{id}", "made-up", None)
    return Reading(document, tuple(dict.fromkeys(found)))


def _position(passage: Passage, dice: random.Random) -> Position:
    words = passage.quote.split()
    start = dice.randrange(0, len(words) - 8)
    holders = {_skewed(PARTIES, dice) for _ in range(1 + (dice.random() < 0.32))}
    return Position(
        passage,
        tuple(sorted(holders)),
        dice.choices(tuple(Stance), weights=(40, 20, 10, 20, 8, 2))[0],
        " ".join(words[start : start + dice.randint(3, 8)]),
        _skewed(ISSUES, dice) if dice.random() < 0.85 else None,
        (_skewed(PARTIES, dice),) if dice.random() < 0.2 else (),
        "anonymous" if dice.random() < 0.05 else None,
        dice.choices(tuple(Certainty), weights=(80, 15, 5))[0],
        speaker=Speaker("A. Delegate", "chief negotiator") if dice.random() < 0.1 else None,
        strength=dice.choices(tuple(Strength), weights=(10, 70, 15, 5))[0],
        confidence=round(dice.uniform(0.4, 0.99), 2),
        trace=Trace("want", "subject", passage.start + 8, passage.start + 13, passage.start, passage.start + 6),
    )


def _skewed(names: tuple[str, ...], dice: random.Random) -> str:
    """A few names are met often, most seldom."""
    return names[min(int(dice.paretovariate(0.9)) - 1, len(names) - 1)] if dice.random() < 0.8 else dice.choice(names)
