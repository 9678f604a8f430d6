"""The encoder of whole stretches: what its pieces cover, which candidates it sees where, and what it takes them for."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.antecedents import load_antecedents
from kg.encoder import LONGEST, SHARED, Looked, cuts_of, load_encoder, placed, stretches
from kg.extraction import Extractor, load_extractor
from kg.found import Found
from kg.learning import AllSeen, train
from kg.model import Document
from kg.wordpieces import WordPieces

PIECES = WordPieces(("[UNK]", "[CLS]", "[SEP]", "kelp", "levy", "##s", "##ies", "lev", "£", "##3", "##bn", ",", "3"))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def found_in(extractor: Extractor, text: str) -> list[Found]:
    return list(extractor.reader.find(Document("t", text), extractor.weights.gate))


def read(text: str, found: list[Found]) -> Looked:
    return load_encoder().read(load_encoder().states_of(text), found, load_antecedents())


@settings(deadline=None)
@given(st.text(max_size=200))
def test_pieces_stand_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    pieces = load_encoder().pieces.of(text)
    assert list(pieces.starts) == sorted(pieces.starts)
    covered = set()
    for start, end in zip(pieces.starts, pieces.ends, strict=True):
        assert start < end
        covered |= set(range(start, end))
    assert not any(c.isalnum() for n, c in enumerate(text) if n not in covered)
    assert covered <= set(range(len(text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kelp levies", [3, 7, 6]),
        ("KÉLP, levys", [3, 11, 4, 5]),
        ("£3bn", [8, 9, 10]),
        ("kelpies xylem", [3, 6, 0]),
        ("", []),
    ],
)
def test_words_are_split_into_the_longest_pieces_there_are(text: str, names: list[int]) -> None:
    assert list(PIECES.of(text).numbers) == names


def test_every_candidate_stands_in_one_stretch(extractor: Extractor) -> None:
    text = "Chile wants an end to the kelp levy. Peru said it would never agree to that. " * 40
    found = found_in(extractor, text)
    candidates = placed(found)
    pieces = load_encoder().pieces.of(text)
    cut = list(stretches(pieces, cuts_of(pieces, text), candidates))
    assert len(cut) > 3
    assert sorted(n for stretch in cut for n in stretch.numbers) == list(range(len(candidates)))
    for stretch in cut:
        assert stretch.end - stretch.start <= LONGEST - 2
        assert stretch.own - stretch.start in (0, SHARED)
        assert stretch.places[:, :4].min() >= 1
        assert stretch.places.max() <= stretch.end - stretch.start + 1


def test_where_a_holder_stands_and_was_named_before(extractor: Extractor) -> None:
    text = "Norway sent nobody. Peru waits in Lima. It wants an end to the kelp levy of Chile."
    last = [one for one in placed(found_in(extractor, text)) if one.candidate.what[0] > 0][-1]
    assert text[last.holder :].startswith("It wants")
    assert text[last.before :].startswith(("Peru", "Lima"))


def test_a_want_is_likelier_a_position_than_a_fact(extractor: Extractor) -> None:
    def chance(text: str) -> float:
        shares = read(text, found_in(extractor, text)).shares
        assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)
        return float(1 - shares[:, 0].min())

    assert chance("Chile demanded an end to the kelp levy.") > 0.7
    assert chance("Chile demanded an end to the kelp levy.") > chance("Chile said the kelp levy ended in 1990.") + 0.2


def test_items_of_a_list_are_left_to_the_linear_model(extractor: Extractor) -> None:
    text = "Peru calls on Chile to:\n\n- drop the kelp levy;\n- publish the text.\n"
    found = found_in(extractor, text)
    shares = read(text, found).shares
    listed = [one.candidate.cue_span[0] < 0 for one in placed(found)]
    assert any(listed)
    assert [not row.any() for row in shares] == listed


def test_what_the_encoder_has_seen_alone_measures_nothing(tmp_path: Path) -> None:
    seen, text = (
        min(load_encoder().seen),
        "Chile demanded an end to the levy. Peru rejected the quota. Norway sent nobody.",
    )
    gold = [("CL", "demand", "an end to the levy", 0, 34), ("PE", "oppose", "the quota", 35, 59)]
    rows = [
        {"doc": seen, "start": start, "end": end, "holder": [holder], "stance": stance, "what": what,
         "issue": None, "target": [], "source": None}
        for holder, stance, what, start, end in gold
    ]  # fmt: skip
    (tmp_path / "gold.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (tmp_path / f"{seen.replace('/', '__')}.txt").write_text(text)
    with pytest.raises(AllSeen, match="learned from all of the 1 annotated documents"):
        train([tmp_path / "gold.jsonl"], tmp_path / "weights.npz", tmp_path)


def test_a_text_without_candidates_has_no_shares(extractor: Extractor) -> None:
    looked = read("", found_in(extractor, ""))
    assert (looked.found, len(looked.shares)) == ((), 0)
