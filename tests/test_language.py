"""Where sentences end."""

import pytest

from kg.language import find_sentences


@pytest.mark.parametrize("words", ["Mr. ", "J. ", "U.S. "])
def test_what_ends_no_sentence_ends_none_however_much_stands_before_it(words: str) -> None:
    text = f"{words * 20_000}Lee refused. Canada agreed."
    assert [text[s.start : s.end][-12:] for s in find_sentences(text)] == ["Lee refused.", "nada agreed."]
