"""The entries of a cue, marker or role table, whether a row of a `.tsv` file or a subject of a pack in Turtle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.errors import KgError
from kg.vocabulary import NEG, RDF_TYPE, SKOS, read_pack, read_statements


class Kind(StrEnum):
    """What an entry is about: a word that announces a position, marks it, or names a role."""

    CUE = "Cue"
    MARKER = "Marker"
    ROLE = "Role"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its cells by column name, and where it stands (`line 3`, `<https://...>`)."""

    kind: Kind
    path: Path
    where: str
    cells: Mapping[str, tuple[str, ...]]

    def one(self, column: str) -> str:
        """The first value of a column; empty where it has none."""
        return next(iter(self.cells.get(column, ())), "")

    def all(self, column: str) -> tuple[str, ...]:
        """The values of a column."""
        return self.cells.get(column, ())


class BadEntry(KgError):
    """A table that cannot be read, or an entry that says something that cannot be."""

    def __init__(self, path: Path, where: str, why: str) -> None:
        super().__init__(f"{path}, {where}: {why}")
        self.path, self.where, self.why = path, where, why


COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CUE: ("lemma", "pos", "stance", "complements", "strength"),
    Kind.MARKER: ("marker", "means"),
    Kind.ROLE: ("noun", "speaks for"),
}
"""The columns of each table; the first tells which table it is."""
_OPTIONAL = ("forms",)
_MANY = frozenset({"complements", "forms"})
"""Columns of several words, parted by spaces."""

_PROPERTIES: Mapping[Kind, Mapping[str, str]] = {
    Kind.CUE: {
        f"{SKOS}prefLabel": "lemma",
        f"{SKOS}altLabel": "forms",
        f"{NEG}partOfSpeech": "pos",
        f"{NEG}announces": "stance",
        f"{NEG}complement": "complements",
        f"{NEG}strength": "strength",
    },
    Kind.MARKER: {f"{SKOS}prefLabel": "marker", f"{NEG}marks": "means"},
    Kind.ROLE: {f"{SKOS}prefLabel": "noun", f"{NEG}speaksFor": "speaks for"},
}
"""The properties of a pack that say what a table's columns say."""


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a table (`.tsv`) or of a pack, in their order. Raises BadEntry, BadPack."""
    return _table_entries(path) if path.suffix.lower() == ".tsv" else _pack_entries(path)


def _table_entries(path: Path) -> Iterator[Entry]:
    _, heading = _lines(path)[0]
    kind = next((kind for kind, columns in COLUMNS.items() if columns[0] in heading), Kind.CUE)
    columns = (*COLUMNS[kind], *(name for name in _OPTIONAL if name in heading))
    for line, cells in _rows(path, columns):
        named = zip(columns, cells, strict=True)
        yield Entry(kind, path, line, {name: tuple(cell.split()) if name in _MANY else (cell,) for name, cell in named})


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The cells of a table's rows in the order of `columns`, stripped; raises BadEntry where a column is missing."""
    return (cells for _, cells in _rows(path, columns))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    (where, heading), *lines = _lines(path)
    if missing := [column for column in columns if column not in heading]:
        raise BadEntry(path, where, f"no column {missing[0]!r}; the columns are {', '.join(columns)}, parted by tabs")
    places = [heading.index(column) for column in columns]
    for line, row in lines:
        yield line, tuple(row[place].strip() if place < len(row) else "" for place in places)


def _lines(path: Path) -> list[tuple[str, list[str]]]:
    """The lines of a table that hold anything, the heading first, each after its place. Raises BadEntry."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise BadEntry(path, "line 1", f"cannot be read ({exc.strerror})") from exc
    except UnicodeDecodeError as exc:
        raise BadEntry(path, "line 1", "is no text in UTF-8") from exc
    lines = [(f"line {n}", line.split("\t")) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    return lines or [("line 1", [])]


def _pack_entries(path: Path) -> Iterator[Entry]:
    said: dict[str, dict[str, list[str]]] = {}
    for subject, property, value in read_statements(path, read_pack(path)):
        said.setdefault(subject, {}).setdefault(property, []).append(value)
    for subject, about in said.items():
        for kind in Kind:
            if f"{NEG}{kind}" not in about.get(RDF_TYPE, ()):
                continue
            if subject.startswith("_:"):
                raise BadEntry(path, "a blank node", f"is a neg:{kind}; give it a name, so that it can be told of")
            cells = {column: tuple(about.get(name, ())) for name, column in _PROPERTIES[kind].items()}
            yield Entry(kind, path, f"<{subject}>", cells | {"stance": tuple(map(_local, cells.get("stance", ())))})


def _local(iri: str) -> str:
    """The last part of an IRI: `demand` of `.../stance/demand`."""
    return iri.rpartition("#")[2].rpartition("/")[2]
