"""The network beside the linear models: its slopes are right, and what it sees of a sentence is that sentence's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cues import load_cues
from kg.finding import Reader
from kg.found import Found
from kg.language import Language
from kg.model import Document
from kg.net import Net, forward
from kg.net_learning import Lesson, fit_net, gradients, lists_of, new_parameters
from kg.vectors import load_vectors
from kg.vocabulary import load_vocabulary

TEXT = (
    "Japan said it rejected demands to cut tariffs on beef and citrus. Canada urged Mexico to drop the quota, and "
    "vowed to retaliate. Officials in Lima called for talks. Chile opposes the levy on copper."
)
LABELS = ("none", "demand", "oppose")


@pytest.fixture(scope="module")
def sentences() -> list[Found]:
    reader = Reader(load_vocabulary(), load_cues(), Language())
    return [found for found in reader.find(Document("t", TEXT), None) if found.candidates]


@pytest.fixture(scope="module")
def lessons(sentences: list[Found]) -> list[Lesson]:
    return [Lesson(f, False, tuple(n % 3 for n, _ in enumerate(f.candidates))) for f in sentences]


def test_the_slopes_are_those_of_the_loss(lessons: list[Lesson]) -> None:
    """Against differences, at the numbers of each parameter that matter most."""
    lists, random = lists_of(lessons), np.random.default_rng(1)
    drawn = new_parameters(lists, len(LABELS), load_vectors().size, random)
    parameters = {name: value.astype(np.float64) for name, value in drawn.items()}
    batch = lists.batch([(lesson.found, False) for lesson in lessons], load_vectors())
    classes = np.array([c for lesson in lessons for c in lesson.classes])
    classes[0] = -1

    def loss() -> float:
        logits = forward(batch, parameters).logits
        shares = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        counted = np.flatnonzero(classes >= 0)
        return float(-shares[counted, classes[counted]].mean())

    slopes = gradients(batch, parameters, classes, None)
    assert slopes.keys() == parameters.keys()
    for name, value in parameters.items():
        largest = np.abs(slopes[name]).max()
        for at in np.argsort(-np.abs(slopes[name]).ravel())[:3]:
            place = np.unravel_index(at, value.shape)
            was = value[place]
            value[place] = was + 1e-3
            above = loss()
            value[place] = was - 1e-3
            below = loss()
            value[place] = was
            assert (above - below) / 2e-3 == pytest.approx(slopes[name][place], abs=0.1 * largest + 1e-7), name


@settings(deadline=None, max_examples=10)
@given(order=st.permutations(range(4)), size=st.integers(1, 4))
def test_a_sentence_is_judged_by_itself(
    sentences: list[Found], lessons: list[Lesson], order: list[int], size: int
) -> None:
    lists = lists_of(lessons)
    net = Net(lists, new_parameters(lists, 3, load_vectors().size, np.random.default_rng(2)), LABELS)
    together = net.shares([(sentences[i], False) for i in order], load_vectors(), size)
    alone = np.concatenate([net.shares([(sentences[i], False)], load_vectors()) for i in order])
    assert together == pytest.approx(alone, abs=1e-5)
    assert together.sum(axis=1) == pytest.approx(np.ones(len(alone)), abs=1e-5)


def test_it_learns_what_it_is_taught_and_the_same_each_time(sentences: list[Found]) -> None:
    taught = [
        Lesson(f, False, tuple(1 if c.cue.stance == "demand" else 0 for c in f.candidates)) for f in sentences
    ] * 60
    first, again = (fit_net(taught, LABELS, load_vectors(), seed=3) for _ in range(2))
    shares = first.shares([(f, False) for f in sentences], load_vectors())
    wanted = [c for lesson in taught[: len(sentences)] for c in lesson.classes]
    assert shares.argmax(axis=1).tolist() == wanted
    assert first.shares([(f, False) for f in sentences], load_vectors()) == pytest.approx(
        again.shares([(f, False) for f in sentences], load_vectors()), abs=1e-4
    )
