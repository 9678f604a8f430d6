"""Who is asked of a position of news: whom the encoder compares with what is wanted, and what comes of it."""

import pytest

from kg.asked import beside, named, near
from kg.extraction import Extractor, load_extractor
from kg.found import context_of
from kg.model import Document, Stance

ARTICLE = """Peru walked out of the kelp talks in Lima on Monday.

Chile's trade minister, Ana Rojas, said her country was losing patience. "We want our kelp let in before the harvest," she said.
Norway is not at the table. Peru must scrap its levy on dried kelp, Rojas added.
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def test_those_named_near_may_be_asked_and_no_holder(extractor: Extractor) -> None:
    found = list(extractor.reader.find(Document("t", ARTICLE), extractor.weights.gate))
    context = context_of(ARTICLE, found, extractor.issues.match, meeting=False)
    names = named(found)
    item = next(f for f in found if "before the harvest" in f.sentence.text and f.candidates)
    candidate = item.candidates[0]
    parties = near(candidate, Stance.DEMAND, item, context, names)
    assert len({one.party for one in parties}) == len(parties)
    assert not {one.party for one in parties} & set(candidate.holder.parties)
    assert "PE" in {one.party for one in parties}
    for one in parties:
        assert one.at == -1 or any(one.party in m.parties for f in found for m in f.mentions) or "/" in one.party


def test_whom_a_sentence_asks_by_name_is_asked(extractor: Extractor) -> None:
    positions = extractor.read(Document("t", ARTICLE)).positions
    scrap = [p for p in positions if "levy on dried kelp" in p.what and p.stance.polarity in "+-"]
    assert scrap
    assert all(p.target == ("PE",) for p in scrap)


def test_the_encoder_speaks_alone_of_whom_others_do_not() -> None:
    mixed = beside({"PE": 0.2}, {"PE": 0.8, "NO": 0.6})
    assert mixed["NO"] == pytest.approx(0.6)
    assert 0.2 < mixed["PE"] < 0.8
