"""A small archive by hand, and the command run on it."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.model import Certainty, Document, Party, PartyKind, Position, Reading, Speaker, Stance, Strength, Trace, passage

# A shell that runs the tests in the background has them ignore Ctrl-C, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

REFUSAL = "Canada refused to open its dairy market."
DEMAND = "The United States will never accept milk quotas, a source said."
OFFER = "Mexico offered to publish wages once Canada signs, its minister Ana Ruiz said."


def written(id: str, *sentences: str, date: str | None, **metadata: str) -> Document:
    """A document of some sentences, one a line."""
    return Document(id, "\n".join(sentences), date=date, **metadata)


def sentence(document: Document, words: str) -> tuple[Document, int, int]:
    """Where a sentence stands in its document."""
    start = document.text.index(words)
    return document, start, start + len(words)


@pytest.fixture(scope="session")
def readings() -> tuple[Reading, ...]:
    """What two articles say, as an extractor would have read them."""
    first = written(
        "post/round-1", "The talks opened.", REFUSAL, DEMAND, "Rain fell.", date="2031-03-04", title="Talks [open]",
        publisher="The Post", url="https://post.example/1", negotiation="Harbour Round", round="1",
    )  # fmt: skip
    second = written("wire/round-2", OFFER, date="2031-05", negotiation="Harbour Round", round="2")
    refused = Position(
        passage(*sentence(first, REFUSAL)), ("CA",), Stance.REFUSE, "open its dairy market", "dairy", confidence=0.9,
        trace=Trace("refuse", "subject of the verb", 25, 32, 18, 24, 36, 57, "what: dairy market"),
    )  # fmt: skip
    demanded = Position(
        passage(*sentence(first, DEMAND)), ("US",), Stance.OPPOSE, "milk quotas", "dairy", ("CA",), "anonymous",
        Certainty.REPORTED, strength=Strength.RED_LINE, confidence=0.7,
    )  # fmt: skip
    offered = Position(
        passage(*sentence(second, OFFER)), ("MX",), Stance.OFFER, "publish wages", "wages", ("CA",),
        condition="once Canada signs", speaker=Speaker("Ana Ruiz", "minister"), confidence=0.8,
    )  # fmt: skip
    people = (Party("MX/RUIZ", "Ana Ruiz", PartyKind.PERSON, "MX", "minister", "MX"),)
    return Reading(first, (refused, demanded)), Reading(second, (offered,), people)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, readings: tuple[Reading, ...]) -> Path:
    """A store on disk that holds the readings."""
    from kg import Graph

    folder = tmp_path_factory.mktemp("archive") / "store"
    with Graph.open(folder) as graph:
        list(graph.add_readings(readings))
    return folder


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command in 80 columns: `kg("who", "dairy").stdout`."""
    from kg.cli import app

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("KG_STORE", raising=False)

    def run(*args: str | Path, input: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(arg) for arg in args], input=input, catch_exceptions=False)

    return run


@pytest.fixture
def ask(kg: Callable[..., Result], archive: Path) -> Callable[..., Result]:
    """Runs the command on the archive."""
    return lambda *args, **given: kg(*args, "--store", archive, **given)
