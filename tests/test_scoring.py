"""What a linear model makes of features: the sum of what each of them weighs, however they were put together."""

import numpy as np
import pytest

from kg.blocks import NO_FEATURES, Block, Features, bucket, crossed, feature
from kg.cues import load_cues
from kg.extraction import load_extractor
from kg.finding import Reader
from kg.language import Language
from kg.linear import Linear
from kg.model import Document
from kg.vocabulary import load_vocabulary

TEXT = (
    "Norway, supported by Chad, proposed deleting the paragraph on tariffs and urged parties to cut farm subsidies. "
    "Japan said that if the levy stays, it would refuse to sign, and called the talks on fish premature."
)


@pytest.fixture(scope="module")
def every() -> list[Features]:
    """The features of the candidates of a text, and of the phrases it holds."""
    reader = Reader(load_vocabulary(), load_cues(), Language())
    found = tuple(reader.find(Document("text", TEXT), None))
    return [c.features for item in found for c in item.candidates] + [p.features for f in found for p, _ in f.phrases]


def by_name(model: Linear, features: Features) -> list[float]:
    """The shares of the classes, added up name by name."""
    weights = dict(zip(model.buckets.tolist(), model.weights.astype(float), strict=True))
    scores = model.bias.astype(float) + sum(weights.get(b, 0.0) for b in {bucket(name) for name in features})
    raised = np.exp(scores - scores.max())
    return list(raised / raised.sum())


def test_a_score_is_the_sum_over_the_names_of_all_features(every: list[Features]) -> None:
    weights = load_extractor().weights
    assert len(every) > 20
    for model in (weights.gate, weights.news.stance, weights.meeting.stance, weights.target):
        assert model.probabilities(every) == pytest.approx(np.array([by_name(model, f) for f in every]), abs=1e-4)


def test_the_numbers_of_features_are_those_of_their_names(every: list[Features]) -> None:
    for features in every:
        assert features.buckets == {bucket(name) for name in features}


def test_a_feature_counts_once_however_often_it_is_said_and_an_unknown_one_not_at_all() -> None:
    model = Linear(
        np.array([bucket("pos=v")], dtype=np.uint32),
        np.array([[0.0, 1.0]], dtype=np.float32),
        np.zeros(2, dtype=np.float32),
        ("no", "yes"),
    )
    rows = [
        NO_FEATURES,
        Features([Block(["pos=v"])]),
        Features([feature("pos", "v"), Block(["pos=v"]), crossed("never", "seen", "before")]),
    ]
    none, once, more = model.probabilities(rows)[:, 1].tolist()
    assert (none, once) == (pytest.approx(0.5), pytest.approx(1 / (1 + np.exp(-1))))
    assert more == once
    assert model.probabilities([]).shape == (0, 2)


def test_only_some_features_are_those_of_which_something_is_true(every: list[Features]) -> None:
    kept = every[0].only(lambda name: name.startswith("cue="))
    assert kept.told == every[0].told
    assert set(kept) == {name for name in every[0] if name.startswith("cue=")} != set()
