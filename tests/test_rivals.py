"""Who is named near what is wanted: whom the encoder may take for its holder beside those whom the grammar tells of."""

from collections.abc import Sequence

import numpy as np
import pytest

from kg.encoder import Encoder, Placed, States, as_placed, load_encoder, placed
from kg.extraction import Extractor, load_extractor
from kg.found import Found
from kg.model import Document
from kg.rivals import FRAME, rivals
from kg.scoring import NONE
from kg.vectors import Array

TEXT = "Chile sent nobody. Peru told Norway that it wants an end to the kelp levy. Ghana was silent."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def found_in(extractor: Extractor, text: str) -> tuple[Found, ...]:
    return tuple(extractor.reader.find(Document("t", text), extractor.weights.gate))


def test_rivals_are_named_in_the_sentence_or_before_it_and_are_no_holders_yet(extractor: Extractor) -> None:
    found = found_in(extractor, TEXT)
    near = list(rivals(found))
    assert near
    assert all(rival.candidate.frame == FRAME for rival in near)
    own = {(one.item.sentence.start, one.candidate.what, one.candidate.holder.parties) for one in placed(found)}
    for rival in near:
        assert (*rival.wanted, rival.candidate.holder.parties) not in own
        assert rival.at < rival.item.sentence.end
        start, end = rival.wanted[1]
        assert not start <= rival.at - rival.item.sentence.start < end
    assert {p for rival in near for p in rival.candidate.holder.parties} >= {"CL", "NO"}


def test_rivals_of_some_objects_only(extractor: Extractor) -> None:
    found = found_in(extractor, TEXT)
    assert not list(rivals(found, of=()))
    wanted = next(rivals(found)).wanted
    assert {rival.wanted for rival in rivals(found, of={wanted})} == {wanted}


class _Told(Encoder):
    """An encoder to which whatever Norway may hold is likely, and all else is not."""

    __slots__ = ()

    def _shares(self, made: States, candidates: Sequence[Placed]) -> Array:
        rows = np.zeros((len(candidates), len(self.labels)), dtype=np.float32)
        for n, one in enumerate(candidates):
            chance = 0.9 if one.candidate.holder.parties == ("NO",) else 0.2
            rows[n, self.labels.index(NONE)], rows[n, self.labels.index("demand")] = 1 - chance, chance
        return rows


def test_whoever_is_likelier_to_hold_it_takes_it(extractor: Extractor) -> None:
    found, encoder = found_in(extractor, TEXT), load_encoder()
    own = placed(found)
    assert all(one.candidate.holder.parties != ("NO",) for one in own if "levy" in _what(one.item, one.candidate.what))
    told = _Told(**{name: getattr(encoder, name) for name in encoder.__slots__})
    made = encoder.states_of(TEXT)
    looked = told._asking_near(made, found, own, told._shares(made, own))
    after = placed(looked.found)
    assert len(after) == len(own) == len(looked.shares)
    holders = {
        one.candidate.holder.parties
        for one, row in zip(after, looked.shares, strict=True)
        if "levy" in _what(one.item, one.candidate.what) and row[encoder.labels.index(NONE)] < 0.5
    }
    assert holders == {("NO",)}


def test_a_rival_keeps_where_it_was_named(extractor: Extractor) -> None:
    found = found_in(extractor, TEXT)
    rival = next(r for r in rivals(found) if r.candidate.holder.parties == ("CL",))
    assert TEXT[as_placed(rival).holder :].startswith("Chile")
    assert rival.candidate.holder.start is None


def _what(item: Found, what: tuple[int, int]) -> str:
    return item.sentence.text[slice(*what)]
