"""The encoder of issues: how a sentence is laid out for it, what it says, and what it leaves to a user's own pack."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import load_extractor
from kg.issue_encoder import HEADING, SENTENCE, lay_out, load_issue_encoder, title_of
from kg.model import Document

WORDS = st.lists(
    st.sampled_from(("kelp", "levies", "the", "Reykjavík", "co-operation", "12.5", "—", "quota,")),
    min_size=1,
    max_size=300,
)


@settings(deadline=None, max_examples=60)
@given(WORDS, st.data())
def test_what_is_wanted_has_its_place_behind_the_heading(words: list[str], data: st.DataObject) -> None:
    pieces, sentence = load_issue_encoder().pieces, " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    wanted = start, len(" ".join(words[: last + 1]))
    laid = lay_out(pieces, "Fish / Levies on kelp", sentence, [wanted, wanted])
    assert len(laid.numbers) <= HEADING + SENTENCE + 3
    assert laid.places[0] == laid.places[1]
    ((begin, end), _) = laid.places
    assert laid.heading + 2 <= begin < end <= len(laid.numbers) - 1
    own = pieces.of(sentence[slice(*wanted)]).numbers
    if own:
        assert laid.numbers[begin] == own[0] or len(pieces.of(sentence).numbers) > SENTENCE
        assert end - begin <= max(len(own), 1)


def test_shares_are_of_all_issues_for_each_of_the_wanted() -> None:
    encoder = load_issue_encoder()
    sentence = "Chile wants an end to the tariff on copper and more aid for adaptation."
    wanted = [
        (m, m + len(words))
        for words in ("an end to the tariff on copper", "more aid for adaptation")
        for m in [sentence.find(words)]
    ]
    shares = encoder.shares(lay_out(encoder.pieces, "Talks open", sentence, wanted))
    assert shares.shape == (2, len(encoder.labels))
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)
    assert encoder.labels[int(shares[0].argmax())] == "tariffs"
    assert encoder.labels[int(shares[1].argmax())] in ("adaptation", "adaptation-finance", "finance")


def test_a_title_is_the_first_line_or_so() -> None:
    assert title_of("Kelp talks stall\n\nNorway left the table.") == "Kelp talks stall"
    assert len(title_of("word " * 100)) <= 160


@pytest.mark.parametrize("word", ["sporophyte", "holdfast"])
def test_words_of_a_users_pack_decide_beside_it(word: str, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <https://kelp.example/> .\n"
        ':breeding a skos:Concept ; skos:notation "kelp-breeding" ; skos:prefLabel "kelp breeding"@en ;\n'
        f'    skos:hiddenLabel "{word}"@en ; skos:inScheme :scheme .\n'
        ':scheme a skos:ConceptScheme ; skos:prefLabel "Kelp"@en .\n'
    )
    extractor = load_extractor((tmp_path / "own.ttl",))
    text = f"Norway demanded an end to the tariff and a ban on every {word}. Chile rejected that."
    issues = {p.what: p.issue for p in extractor.read(Document("t", text)).positions}
    assert "kelp-breeding" in issues.values()
