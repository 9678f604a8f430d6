"""Which words announce a position, and for whom a role speaks: the cue and role tables of the vocabulary.

`ontology/cues.tsv` has a row for each cue: lemma, part of speech (`v` verb, `n` noun, `a` predicate adjective, `m`
modal), the stance it announces (`say`: none of its own; `act`, `plan`: what the holder will do, `harm`: what is done
to it; `deny`), the complements its object stands in (`obj`, `to`, `that`, a preposition, `clause`), its strength.
`ontology/roles.tsv` says for whom a role speaks. A user's own rows come from files of the same form.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KgError
from kg.model import Stance, Strength
from kg.resources import resource

POS = {"v": "VB", "n": "NN", "a": "JJ", "m": "MD", "o": ""}
NEUTRAL = frozenset({"say", "act", "plan", "harm", "deny", "open"})


class BadCueTable(KgError):
    """A row of a cue or role table that cannot be read."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}, line {line}: {why}")
        self.path, self.line, self.why = path, line, why


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """One row of the cue table; `id` names it in traces (`urge.v`)."""

    lemma: str
    pos: str
    stance: str
    complements: tuple[str, ...]
    strength: Strength

    @property
    def id(self) -> str:
        return f"{self.lemma}.{self.pos}"


@dataclass(frozen=True, slots=True)
class CueTable:
    """The cues by their inflected forms in lower case, the roles by their noun, and the verbs that have their object do
    what follows ("urged Japan to open")."""

    forms: Mapping[str, tuple[Cue, ...]]
    roles: Mapping[str, frozenset[str]]
    controls: frozenset[str]
    digest: str


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    rows = table_rows(resource("ontology", "inflections.tsv"), ("lemma", "forms"))
    return {lemma: tuple(forms.split()) for lemma, forms in rows}


def inflections(lemma: str, pos: str) -> tuple[str, ...]:
    """The lemma and its inflected forms, in lower case.

    >>> inflections("urge", "v"), inflections("reply", "n")
    (('urge', 'urges', 'urged', 'urging'), ('reply', 'replies'))
    """
    if pos in "am":
        return (lemma, *(_irregular().get(lemma, ()) if pos == "m" else ()))
    if pos == "v" and lemma in _irregular():
        return (lemma, *_irregular()[lemma])
    soft = lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
    third = lemma[:-1] + "ies" if soft else lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if pos == "n":
        return (lemma, third)
    past = lemma[:-1] + "ied" if soft else lemma + ("d" if lemma.endswith("e") else "ed")
    gerund = (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"
    return (lemma, third, past, gerund)


def load_cues(paths: Iterable[Path] = ()) -> CueTable:
    """The shipped tables with the rows of the user's own `.tsv` files added; a user's row replaces one of the same lemma.

    Raises BadCueTable for a row that names an unknown stance, part of speech or strength.
    """
    paths = tuple(paths)
    cues = {cue.id: cue for path in (resource("ontology", "cues.tsv"), *paths) for cue in _read_cues(path)}
    forms: dict[str, list[Cue]] = {}
    for cue in cues.values():
        for form in inflections(cue.lemma, cue.pos):
            forms.setdefault(form, []).append(cue)
    roles: dict[str, set[str]] = {}
    for noun, kind in table_rows(resource("ontology", "roles.tsv"), ("noun", "speaks for")):
        for form in inflections(noun, "n"):
            roles.setdefault(form, set()).add(kind)
    return CueTable(
        {form: tuple(sorted(found)) for form, found in forms.items()},
        {noun: frozenset(kinds) for noun, kinds in roles.items()},
        load_markers()["object control"],
        _digest(paths),
    )


def load_markers() -> Mapping[str, frozenset[str]]:
    """The words that mark a condition, an expectation, a strength, ..., by what they mean."""
    found: dict[str, set[str]] = {}
    for marker, means in table_rows(resource("ontology", "markers.tsv"), ("marker", "means")):
        found.setdefault(means, set()).add(marker)
    return {means: frozenset(words) for means, words in found.items()}


def _digest(paths: Iterable[Path]) -> str:
    names = ("cues.tsv", "roles.tsv", "inflections.tsv", "markers.tsv", "abbreviations.txt")
    files = (*(resource("ontology", name) for name in names), *sorted(paths))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The cells of a table's rows in the order of `columns`, stripped; raises BadCueTable where a column is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        if missing := [c for c in columns if c not in (reader.fieldnames or ())]:
            raise BadCueTable(
                path, 1, f"no column {missing[0]!r}; the columns are {', '.join(columns)}, parted by tabs"
            )
        for row in reader:
            yield tuple((row[c] or "").strip() for c in columns)


def _read_cues(path: Path) -> Iterable[Cue]:
    stances = {s.value for s in Stance} | NEUTRAL
    columns = ("lemma", "pos", "stance", "complements", "strength")
    for line, (lemma, pos, stance, complements, strength) in enumerate(table_rows(path, columns), start=2):
        if not lemma or pos not in POS:
            raise BadCueTable(path, line, f"part of speech {pos!r} of {lemma!r} is none of {', '.join(POS)}")
        if stance not in stances:
            raise BadCueTable(path, line, f"stance {stance!r} of {lemma!r} is none of {', '.join(sorted(stances))}")
        try:
            grade = Strength(strength or "normal")
        except ValueError:
            raise BadCueTable(
                path, line, f"strength {strength!r} of {lemma!r} is none of {', '.join(Strength)}"
            ) from None
        yield Cue(lemma.casefold(), pos, stance, tuple(complements.split()), grade)
