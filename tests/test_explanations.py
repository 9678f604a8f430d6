"""`kg explain` and `kg extract --explain`: the ground of every part of a position, and what to alter where it is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from kg import Graph

Run = Callable[..., Result]
Steps = list[dict[str, str | int | None]]
Explain = Callable[[str], Steps]

ARTICLE = """The talks on fish opened on Monday.

The United States might ask Canada to open its dairy market if Mexico agrees, two sources said.

Tokyo insisted that Brazil cut its tariffs. Trade Minister Ana Prado of Brazil said her country would never accept
quotas on steel.
"""

Told = list[tuple[str, str, str, str | None]]


@pytest.fixture
def explained(kg: Run, tmp_path: Path) -> Explain:
    """The steps that `kg explain` prints of the position of a holder in the article above."""
    (tmp_path / "talks.txt").write_text(ARTICLE)
    store = tmp_path / "store"
    assert kg("add", tmp_path / "talks.txt", "--store", store).exit_code == 0
    with Graph.open(store, read_only=True) as graph:
        ids = {row.holder[0].id: row.id for row in graph.who(limit=None).rows}

    def steps(holder: str) -> Steps:
        found: Steps = json.loads(kg("explain", ids[holder][:8], "-f", "json", "--store", store).stdout)
        return found

    return steps


def told(steps: Steps) -> Told:
    return [tuple(step[name] for name in ("part", "decided", "rule", "words")) for step in steps]  # type: ignore[misc]


def test_every_filled_part_has_its_ground(explained: Explain) -> None:
    assert told(explained("US")) == [
        ("stance", "demand", "cue ask.v", "ask"),
        ("holder", "US", "subject, by its name", "United States"),
        ("what", "open its dairy market", "its object", "open its dairy market"),
        ("issue", "dairy", "pack's words in the object", "dairy market"),
        ("target", "CA", "whom the cue addresses, by its name", "Canada"),
        ("source", "anonymous", "who is credited (say)", "two sources"),
        ("certainty", "expected", "modal over the cue", "might"),
        ("strength", "tentative", "marker", "might"),
        ("condition", "if Mexico agrees", "clause after 'if'", "if Mexico agrees"),
    ]


def test_a_stand_in_a_speaker_and_a_firm_word_are_told(
    explained: Explain,
) -> None:
    assert ("holder", "JP", "subject, by a place that stands for it", "Tokyo") in told(explained("JP"))
    assert ("strength", "firm", "marker", "insisted") in told(explained("JP"))
    assert ("certainty", "stated", "no hedge, no source", None) in told(explained("JP"))
    assert ("speaker", "Ana Prado, Trade Minister", "speaks for the holder, a person", "Ana Prado") in told(
        explained("BR")
    )


def test_grounds_stand_where_they_say(explained: Explain) -> None:
    for step in explained("US"):
        assert ARTICLE[slice(step["start"], step["end"])] == step["words"]  # type: ignore[misc]


def test_what_is_wrong_can_be_mended_in_the_vocabulary(
    explained: Explain,
) -> None:
    mends = {step["part"]: str(step["mend"]) for step in explained("US")}
    assert "the cue ask.v" in mends["stance"]
    assert "'dairy market' is a name or hidden label of dairy" in mends["issue"]
    assert "the names of US in a pack" in mends["holder"]
    assert "'might' marks 'expected'" in mends["certainty"]
    assert "'if' marks 'condition'" in mends["condition"]


def test_an_issue_from_elsewhere_says_where_from(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = "# Round\n\n## Sinks\n\nCanada called for a stricter definition. NORWAY, SWITZERLAND and JAPAN opposed it.\n"
    (tmp_path / "report.md").write_text(text)
    lines = kg("extract", tmp_path / "report.md", "--explain").stdout
    assert "pack's words in the heading" in lines


def test_extract_and_explain_say_the_same(
    kg: Run, tmp_path: Path, explained: Explain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = kg("extract", tmp_path / "talks.txt", "--explain").stdout
    for step in explained("US"):
        assert str(step["rule"]) in text
        assert str(step["mend"]) in text or step["mend"] is None


def test_an_explanation_fits_80_columns(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(ARTICLE)
    text = kg("extract", tmp_path / "talks.txt", "--explain").stdout
    assert text
    assert max(map(len, text.splitlines())) <= 80


def test_records_hold_their_explanation_where_it_is_asked_for(kg: Run, tmp_path: Path, explained: Explain) -> None:
    plain = [json.loads(line) for line in kg("extract", tmp_path / "talks.txt", "-f", "jsonl").stdout.splitlines()]
    told = [
        json.loads(line)
        for line in kg("extract", tmp_path / "talks.txt", "-f", "jsonl", "--explain").stdout.splitlines()
    ]
    assert told[0].pop("explanation") == explained("US")
    assert told[0] == plain[0]
    refused = kg("extract", tmp_path / "talks.txt", "-f", "turtle", "--explain")
    assert (refused.exit_code, refused.stdout) == (2, "")
