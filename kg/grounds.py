"""On what ground an issue was chosen: the pack's words that were met, or the words whose like were learned to mean it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kg.blocks import Features, bucket
from kg.found import Place
from kg.issues import IssueIndex, issue_features, telling
from kg.linear import Linear
from kg.model import Ground

if TYPE_CHECKING:
    from kg.found import Context

TOLD = 3
"""How many learned words are named, at most."""
_COUNTS = 0.3
"""The weight from which a learned word is worth naming."""


def issue_grounds(
    index: IssueIndex,
    places: Sequence[Place],
    issue: str,
    rule: str,
    context: "Context",
    model: Linear,
    starts: Mapping[str, int],
) -> Iterator[Ground]:
    """The grounds on which `IssueIndex.choose` took an issue by a rule, as offsets of the document.

    `starts` has the offsets of the places whose words stand together in the document. Learned words are told where no
    word of a pack decided: none was met near, or another issue's stand there as well.
    """
    texts = {place.name: place.text for place in places} | {"document": context.opening}
    if (found := index.find(texts.get(rule, ""), issue)) is not None:
        start, end = found
        words = " ".join(texts[rule][start:end].split())
        at = starts.get(rule)
        yield Ground("issue", rule, None if at is None else at + start, None if at is None else at + end, words)
    rivals = index.match(texts.get(rule, ""))
    if rule in ("document", "learned") or max(rivals.values(), default=0.0) > rivals.get(issue, 0.0):
        hits = index.hits(places)
        features = issue_features(places, hits, context.themes, context.meeting)
        if told := telling_words(places, features, model, issue):
            yield Ground("issue", "learned", words=", ".join(told))


def telling_words(places: Sequence[Place], features: Features, model: Linear, issue: str) -> tuple[str, ...]:
    """The words near a position that weigh most for an issue, as they stand there, the heaviest first."""
    if issue not in model.labels:
        return ()
    weights = _weights(features, model, model.labels.index(issue))
    found: dict[str, float] = {}
    for place in places:
        words = telling(place.text)
        singles = ((f"{place.name}:{key}", word) for key, word in words)
        pairs = ((f"{place.name}:{a}_{b}", f"{x} {y}") for (a, x), (b, y) in pairwise(words))
        for feature, written in (*singles, *pairs):
            if (weight := weights.get(feature, 0.0)) >= _COUNTS:
                found[written.casefold()] = max(weight, found.get(written.casefold(), 0.0))
    return tuple(sorted(found, key=lambda word: (-found[word], word))[:TOLD])


def _weights(features: Features, model: Linear, label: int) -> dict[str, float]:
    """What each feature weighs for a label."""
    names = tuple(features)
    weights = model.weigh(np.array([bucket(name) for name in names], dtype=np.intp))[:, label]
    return dict(zip(names, weights.tolist(), strict=True))
