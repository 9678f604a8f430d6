"""Which negotiation and round a document reports on: as its reader said, or as its words and date show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from kg.model import Document
from kg.vocabulary import Negotiation, Round, Vocabulary

# Talks named in passing are named once; a meeting is written up in the days after it.
_NAMED = 2
_AFTER = timedelta(days=3)


def placed(document: Document, vocabulary: Vocabulary) -> Document:
    """The document with the ids of the negotiation and round that the vocabulary has for it.

    What the reader gave is looked up by id, label, other name or (a round) number, and kept as it is where the
    vocabulary knows none. What the reader left out is filled in where the title or the text (twice) names one negotiation
    that was going on at the document's date, and that date falls in a round or the three days after one. Placing twice
    changes nothing.
    """
    if not vocabulary.negotiations:
        return document
    talks = _negotiation(document, vocabulary.negotiations.values())
    if talks is None:
        return document
    sitting = _round(document, talks)
    return replace(document, negotiation=talks.id, round=sitting.id if sitting else document.round)


def _negotiation(document: Document, known: Iterable[Negotiation]) -> Negotiation | None:
    if document.negotiation is not None:
        asked = document.negotiation.casefold()
        found = [talks for talks in known if asked in map(str.casefold, (talks.id, talks.label, *talks.names))]
    else:
        found = [talks for talks in known if _on(document.date, talks) and _is_named(document, talks)]
    return found[0] if len(found) == 1 else None


def _is_named(document: Document, talks: Negotiation) -> bool:
    names = sorted((talks.label, *talks.names), key=len, reverse=True)
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    return (
        bool(named.search(document.title or "")) or len(list(islice(named.finditer(document.text), _NAMED))) == _NAMED
    )


def _round(document: Document, talks: Negotiation) -> Round | None:
    asked = document.round.casefold() if document.round is not None else None
    for sitting in reversed(talks.rounds):
        if asked is not None:
            if asked in _called(sitting):
                return sitting
        elif _on(document.date, sitting):
            return sitting
    return None


def _called(sitting: Round) -> Iterator[str]:
    yield from (sitting.id.casefold(), sitting.label.casefold())
    if sitting.number is not None:
        yield str(sitting.number)


def _on(day: str | None, talks: Negotiation | Round) -> bool:
    """Whether a day lies in the dates of talks or just after; a month or a year alone shows no round."""
    try:
        when = date.fromisoformat(day or "")
        start, end = date.fromisoformat(talks.start or ""), date.fromisoformat(talks.end or "")
    except ValueError:
        return False
    return start <= when <= end + _AFTER
