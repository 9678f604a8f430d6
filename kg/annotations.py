"""Annotated documents: positions read by hand, one JSON record a line, and the texts they were read from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.model import Certainty, Document, Passage, Position, Speaker, Stance, Strength


class BadRecord(KgError):
    """A line of annotations that is no position."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}, line {line}: {why}")
        self.path, self.line, self.why = path, line, why


class NoText(KgError):
    """An annotated document whose text is not there."""

    def __init__(self, document: str, folder: Path) -> None:
        super().__init__(f"{document}: no text in {folder}; give the folder of the annotated texts with --texts")
        self.document, self.folder = document, folder


def position_from(record: Mapping[str, Any], quote: str = "") -> Position:
    """The position a record describes; raises KeyError, TypeError or ValueError where a field is missing or of another form."""
    speaker = record.get("speaker")
    return Position(
        passage=Passage(
            str(record["doc"]), int(record["start"]), int(record["end"]), str(record.get("quote") or quote)
        ),
        holder=tuple(sorted(map(str, record["holder"]))),
        stance=Stance(record["stance"]),
        what=str(record["what"]),
        issue=record.get("issue"),
        target=tuple(sorted(map(str, record.get("target") or ()))),
        source=record.get("source"),
        certainty=Certainty(record.get("certainty") or "stated"),
        condition=record.get("condition"),
        strength=Strength(record.get("strength") or "normal"),
        speaker=Speaker(speaker["name"], speaker.get("role")) if speaker else None,
        confidence=float(record.get("confidence", 1.0)),
    )


def read_positions_file(path: Path) -> Iterator[Position]:
    """The positions of a file with one JSON record a line; raises BadRecord, OSError."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield position_from(json.loads(line))
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise BadRecord(path, number, f"not a position record ({type(exc).__name__}: {exc})") from exc


def by_document(positions: Iterable[Position]) -> dict[str, tuple[Position, ...]]:
    """Positions grouped by the document they were read from, in the order given."""
    groups: dict[str, list[Position]] = {}
    for position in positions:
        groups.setdefault(position.passage.document, []).append(position)
    return {document: tuple(found) for document, found in groups.items()}


@dataclass(frozen=True, slots=True)
class Annotated:
    """Annotated documents: their texts, in the order of the list, and their positions."""

    documents: tuple[Document, ...]
    positions: tuple[Position, ...]


def read_annotated(path: Path, texts: Path | None = None) -> Annotated:
    """A file of annotations with its texts: a `.docs` file of the same name lists the documents (those with records when
    there is none), `texts` holds each as `<id>.txt` with `/` written `__` (the folder `texts` beside it when None).

    Raises BadRecord, NoText, OSError.
    """
    positions = tuple(read_positions_file(path))
    listed = path.with_suffix(".docs")
    ids = listed.read_text(encoding="utf-8").split() if listed.exists() else sorted(by_document(positions))
    folder = texts or path.parent / "texts"
    documents = []
    for document in ids:
        file = folder / f"{document.replace('/', '__')}.txt"
        if not file.is_file():
            raise NoText(document, folder)
        documents.append(Document(document, file.read_bytes().decode("utf-8")))
    return Annotated(tuple(documents), positions)
