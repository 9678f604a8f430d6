"""Positions and answers as plain records: what JSON, JSON lines and CSV hold."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import IO, Any

from kg.model import Position
from kg.profiles import IssueProfile, PartyProfile
from kg.rows import Page, PositionRow

Record = dict[str, Any]


def position_record(position: Position) -> Record:
    """A position as a line of JSON lines: where it stands, who wants what, how sure that is, and its evidence.

    >>> from kg.model import Passage, Stance
    >>> passage = Passage("round-2", 0, 15, "Canada refused.")
    >>> position = Position(passage, ("CA",), Stance.REFUSE, "refused", target=("US",))
    >>> [position_record(position)[field] for field in ("doc", "start", "end", "holder", "stance", "target")]
    ['round-2', 0, 15, ['CA'], 'refuse', ['US']]
    """
    passage = position.passage
    return {
        "doc": passage.document,
        "start": passage.start,
        "end": passage.end,
        "holder": list(position.holder),
        "stance": position.stance.value,
        "what": position.what,
        "issue": position.issue,
        "target": list(position.target),
        "source": position.source,
        "certainty": position.certainty.value,
        "condition": position.condition,
        "strength": position.strength.value,
        "speaker": position.speaker and asdict(position.speaker),
        "confidence": round(position.confidence, 4),
        "quote": passage.quote,
        "id": position.id,
    }


def row_record(row: PositionRow) -> Record:
    """A looked-up position: the fields of `position_record`, then the labels of its ids, then its document."""
    return {
        "doc": row.document,
        "start": row.start,
        "end": row.end,
        "holder": [party.id for party in row.holder],
        "stance": row.stance.value,
        "what": row.what,
        "issue": row.issue and row.issue.id,
        "target": [party.id for party in row.target],
        "source": row.source and row.source.id,
        "certainty": row.certainty.value,
        "condition": row.condition,
        "strength": row.strength.value,
        "speaker": row.speaker and asdict(row.speaker),
        "confidence": round(row.confidence, 4),
        "quote": row.quote,
        "id": row.id,
        "holder_label": [party.label for party in row.holder],
        "issue_label": row.issue and row.issue.label,
        "target_label": [party.label for party in row.target],
        "source_label": row.source and row.source.label,
        **{name: getattr(row, name) for name in _DOCUMENT_FIELDS},
    }


_DOCUMENT_FIELDS = ("title", "date", "publisher", "url", "negotiation", "round", "section")


def record(value: Any) -> Any:
    """Any answer as JSON values: objects for dataclasses, lists for sequences, strings for enums.

    >>> from kg.rows import Named, Page
    >>> record(Page((Named("US", "United States"),), total=3))
    {'total': 3, 'offset': 0, 'rows': [{'id': 'US', 'label': 'United States'}]}
    """
    if isinstance(value, PositionRow):
        return row_record(value)
    if isinstance(value, Position):
        return position_record(value)
    if isinstance(value, Page):
        return {"total": value.total, "offset": value.offset, "rows": record(value.rows)}
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: record(getattr(value, name)) for name in _names(value)}
    if isinstance(value, Mapping):
        return {str(record(key)): record(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [record(inner) for inner in value]
    return str(value) if isinstance(value, PurePath) else value


def _names(value: Any) -> list[str]:
    """The fields of a dataclass, then what it derives from them."""
    derived = [name for name, attribute in vars(type(value)).items() if isinstance(attribute, property)]
    return [field.name for field in fields(value)] + derived


def rows_of(value: Any) -> list[Record]:
    """The rows of an answer as flat records for a table: of a profile, the positions, with their `part`."""
    if isinstance(value, PositionRow):
        return [flat(row_record(value)) | {"speaker_role": (value.speaker and value.speaker.role) or ""}]
    if isinstance(value, Page):
        return rows_of(value.rows)
    if isinstance(value, PartyProfile | IssueProfile):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return [{"part": name} | row for name, part in parts if isinstance(part, Page) for row in rows_of(part)]
    if isinstance(value, tuple | list):
        return [row for inner in value for row in rows_of(inner)]
    return [flat(record(value))]


def flat(fields: Mapping[str, Any]) -> Record:
    """A record without nesting: an inner object stands as its first value (its id or name), a list joined by `; `.

    >>> flat({"holder": ["CA", "MX"], "issue": {"id": "autos", "label": "Cars"}, "source": None})
    {'holder': 'CA; MX', 'issue': 'autos', 'source': ''}
    """
    return {name: _cell(value) for name, value in fields.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _cell(next(iter(value.values()), None))
    if isinstance(value, list):
        return "; ".join(str(_cell(inner)) for inner in value)
    return "" if value is None else value


def write_json(value: Any, output: IO[str]) -> None:
    """Writes an answer as indented JSON."""
    json.dump(record(value), output, ensure_ascii=False, indent=2)
    output.write("\n")


def write_jsonl(records: Iterable[Record], output: IO[str]) -> None:
    """Writes one record a line."""
    for line in records:
        output.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_csv(rows: Sequence[Record], output: IO[str]) -> None:
    """Writes flat records under a line of column names: all columns that any row has, in the order they come."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(output, columns, restval="", lineterminator="\n")
    if columns:
        writer.writeheader()
    writer.writerows(rows)
