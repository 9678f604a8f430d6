"""The encoder of issues: how a sentence is laid out for it, what it says, and what it leaves to a user's own pack."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import load_extractor
from kg.issue_encoder import LONGEST, Wanting, lay_out, load_issue_encoder
from kg.model import Document

WORDS = st.lists(
    st.sampled_from(("kelp", "levies", "the", "Reykjavík", "co-operation", "12.5", "—", "quota,")),
    min_size=1,
    max_size=300,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_what_is_wanted_has_its_place_behind_the_heading(sentences: list[list[str]], data: st.DataObject) -> None:
    pieces, text, wanting, words = load_issue_encoder().pieces, "Levies on kelp\n\n", [], []
    meeting = data.draw(st.booleans())
    for own in sentences:
        first = data.draw(st.integers(0, len(own) - 1))
        last = data.draw(st.integers(first, len(own) - 1))
        start = len(text) + len(" ".join(own[:first])) + (first > 0)
        words.append(" ".join(own[first : last + 1]))
        wanted = (start, start + len(words[-1]))
        wanting.append(Wanting(len(text), len(text) + len(" ".join(own)), "Fish / Levies on kelp", (wanted, wanted)))
        text += " ".join(own) + data.draw(st.sampled_from((" ", "\n\n")))
    rows = []
    for laid in lay_out(pieces, text, wanting, meeting=meeting):
        assert len(laid.numbers) <= LONGEST
        for start, end, first, last in laid.places:
            assert laid.heading + 2 <= start < end <= len(laid.numbers) - 1
            assert laid.heading + 2 <= first < last <= len(laid.numbers) - 1
            rows.append(laid.numbers[start:end])
    assert rows[::2] == rows[1::2]
    assert len(rows) == 2 * len(sentences)
    for row, own, sentence in zip(rows[::2], words, wanting, strict=True):
        if sentence.end - sentence.start < 200 and (numbers := pieces.of(own).numbers):
            assert row == numbers


def test_shares_are_of_all_issues_for_each_of_the_wanted() -> None:
    encoder = load_issue_encoder()
    text = "Talks open\n\nChile wants an end to the tariff on copper and more aid for adaptation."
    wanted = tuple(
        (m, m + len(words))
        for words in ("an end to the tariff on copper", "more aid for adaptation")
        for m in [text.find(words)]
    )
    sentence = Wanting(text.find("Chile"), len(text), None, wanted)
    (laid,) = lay_out(encoder.pieces, text, [sentence], meeting=False)
    shares = encoder.shares(laid)
    assert shares.shape == (2, len(encoder.labels))
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)
    assert encoder.labels[int(shares[0].argmax())] == "tariffs"
    assert encoder.labels[int(shares[1].argmax())] in ("adaptation", "adaptation-finance", "finance")


def test_what_a_text_is_about_tells_what_a_sentence_is_that_does_not_say() -> None:
    encoder = load_issue_encoder()
    about = ("The two sides met again over {}.\n\nChile accepted the first draft. Norway rejected it.").format
    told = []
    for matter in ("catch limits for cod and the access of trawlers", "patents on medicines and copyright"):
        text = about(matter)
        at = text.find("it.", text.find("Norway"))
        sentence = Wanting(text.find("Norway"), len(text), None, ((at, at + 2),))
        (laid,) = lay_out(encoder.pieces, text, [sentence], meeting=False)
        told.append(encoder.labels[int(encoder.shares(laid)[0].argmax())])
    assert told == ["fisheries", "intellectual-property"]


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
