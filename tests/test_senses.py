"""The classes of words: a table that is curated has tests of its own."""

import csv
from collections import Counter

import pytest

from kg.resources import resource
from kg.senses import NO_SENSE, effect_of, mood_of, sense_of
from kg.words import stem


def rows() -> list[dict[str, str]]:
    with resource("ontology", "senses.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_each_row_has_a_word_of_its_own_known_classes_and_a_valence() -> None:
    table = rows()
    assert len(table) > 3000
    assert max(Counter(row["word"] for row in table).values()) == 1
    assert {row["valence"] for row in table} == {"+", "-", "0"}
    shared = Counter(name for row in table for name in row["classes"].split())
    assert sum(count == 1 for count in shared.values()) <= 1, "a class of one word says nothing of its likes"


@pytest.mark.parametrize(
    ("word", "like"), [("tariffs", "quota"), ("retaliating", "impose"), ("unfair", "inadequate"), ("urged", "request")]
)
def test_words_are_with_their_likes(word: str, like: str) -> None:
    assert set(sense_of(word).classes) & set(sense_of(like).classes)


def test_inflected_forms_are_one_family_and_unknown_words_have_no_sense() -> None:
    assert sense_of("barriers") == sense_of("barrier") != NO_SENSE
    assert sense_of("xyzzy") is NO_SENSE
    assert stem("barriers") == stem("barrier")


@pytest.mark.parametrize(
    ("act", "objects", "effect"),
    [
        ("cut", ["barriers"], "+"),
        ("cut", ["access"], "-"),
        ("improve", ["access"], "+"),
        ("impose", ["sanctions"], "-"),
        ("see", ["table"], "0"),
        ("end", ["progress", "barriers"], "±"),
    ],
)
def test_an_act_on_something_is_to_the_good_or_the_bad(act: str, objects: list[str], effect: str) -> None:
    assert effect_of(act, objects) == effect


def test_the_mood_of_words() -> None:
    assert [mood_of(words) for words in (["fair"], ["unfair"], ["fair", "unfair"], [])] == ["+", "-", "±", "0"]
