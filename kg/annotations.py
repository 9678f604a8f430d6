"""Annotated documents: positions read by hand, one JSON record a line, and the texts they were read from."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    """Annotated documents: their texts, in the order of the list, and their positions; `shares` says how much those count
    that do not count in full when something is learned from them."""

    documents: tuple[Document, ...]
    positions: tuple[Position, ...]
    shares: Mapping[str, float] = field(default_factory=dict)


def read_annotated(paths: Path | Sequence[Path], texts: Path | None = None) -> Annotated:
    """Files of annotations with their texts: a `.docs` file of the same name lists the documents, one a line, with the share
    that it counts where that is not all (those with records when there is none); each text is `<id>.txt`, with `/` written
    `__`, in `texts` or in the folder `texts` beside its file.

    Raises BadRecord, NoText, OSError.
    """
    documents: dict[str, Document] = {}
    positions: list[Position] = []
    shares: dict[str, float] = {}
    for path in (paths,) if isinstance(paths, Path) else paths:
        own = tuple(read_positions_file(path))
        listed = path.with_suffix(".docs")
        counted = dict(_listed(listed)) if listed.exists() else dict.fromkeys(sorted(by_document(own)), 1.0)
        shares.update({document: share for document, share in counted.items() if share != 1.0})
        folders = [folder for folder in (texts, path.parent / "texts") if folder is not None]
        new = [document for document in counted if document not in documents]
        documents.update({document: _annotated_text(document, folders) for document in new})
        positions += [position for position in own if position.passage.document in new]
    return Annotated(tuple(documents.values()), tuple(positions), shares)


def _listed(path: Path) -> Iterator[tuple[str, float]]:
    """The documents of a list, each with the share that it counts; raises BadRecord."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        document, _, share = line.strip().partition(" ")
        try:
            counts = float(share) if share.strip() else 1.0
        except ValueError:
            counts = -1.0
        if not 0 < counts <= 1:
            raise BadRecord(path, number, f"{share!r} is no share; a document counts more than 0 and at most 1")
        if document:
            yield document, counts


def _annotated_text(document: str, folders: Sequence[Path]) -> Document:
    for folder in folders:
        file = folder / f"{document.replace('/', '__')}.txt"
        if file.is_file():
            return Document(document, file.read_bytes().decode("utf-8"))
    raise NoText(document, folders[0])
