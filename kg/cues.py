"""Which words announce a position, mark it or name a role: the cue, marker and role tables of the vocabulary.

`ontology/cues.tsv` has a row for each cue: lemma, part of speech (`v` verb, `n` noun, `a` predicate adjective, `m`
modal), the stance it announces (`say`: none of its own; `act`, `plan`: what the holder will do, `harm`: what is done
to it; `deny`), the complements its object stands in (`obj`, `to`, `that`, a preposition, `clause`; before all others the particle
that a verb goes with: `down obj` of "turned down the ban"), its strength.
`ontology/markers.tsv` says what a word or phrase marks, `ontology/roles.tsv` for whom a role speaks. A user's own rows
come from tables of the same form and from packs in Turtle (`kg.entries`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.entries import COLUMNS, BadEntry, Entry, Kind, read_entries, table_rows
from kg.model import Stance, Strength
from kg.resources import resource

POS = {"v": "VB", "n": "NN", "a": "JJ", "m": "MD", "o": ""}
PARTS_OF_SPEECH = {"verb": "v", "noun": "n", "adjective": "a", "modal": "m"}
"""The letter that stands in a table for a part of speech."""
NEUTRAL = frozenset({"say", "act", "plan", "harm", "deny", "open"})
NOTHING = "nothing"
"""What a user's own entry says of a shipped cue or marker that is none in their field."""
MEANINGS = frozenset({"condition", "expected", "tentative", "firm", "red line", "object control", NOTHING})
"""What a marker of one's own can mean; others are the business of the shipped table."""
SPEAKS_FOR = frozenset(
    {
        "anonymous",
        "body",
        "chair",
        "company form",
        "describes",
        "government",
        "group",
        "legislature",
        "member",
        "office",
        "portfolio",
        "private",
        "quantity",
        "sitting",
        "unplaced",
        "bloc",
        "worldwide",
    }
)
"""For whom a role can speak, as `kg.people` reads it."""


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """One cue; `id` names it in traces (`urge.v`). `forms` are those that no rule makes of its lemma; `own`: a user's own table or
    pack says it."""

    lemma: str
    pos: str
    stance: str
    complements: tuple[str, ...]
    strength: Strength
    forms: tuple[str, ...] = ()
    own: bool = False

    @property
    def id(self) -> str:
        return f"{self.lemma}.{self.pos}"


@dataclass(frozen=True, slots=True)
class CueTable:
    """The cues by their inflected forms in lower case, the roles by their noun, the markers by what they mean.

    `digest` changes with any byte of the tables.
    """

    forms: Mapping[str, tuple[Cue, ...]]
    roles: Mapping[str, frozenset[str]]
    markers: Mapping[str, frozenset[str]]
    digest: str

    @property
    def controls(self) -> frozenset[str]:
        """The verbs that have their object do what follows ("urged Japan to open")."""
        return self.markers["object control"]


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    rows = table_rows(resource("ontology", "inflections.tsv"), ("lemma", "forms"))
    return {lemma: tuple(forms.split()) for lemma, forms in rows}


def inflections(lemma: str, pos: str) -> tuple[str, ...]:
    """The lemma and its inflected forms, in lower case.

    >>> inflections("urge", "v"), inflections("reply", "n"), inflections("fisherman", "n")
    (('urge', 'urges', 'urged', 'urging'), ('reply', 'replies'), ('fisherman', 'fishermen'))
    """
    if pos in "am":
        return (lemma, *(_irregular().get(lemma, ()) if pos == "m" else ()))
    if pos == "v" and lemma in _irregular():
        return (lemma, *_irregular()[lemma])
    soft = lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
    third = lemma[:-1] + "ies" if soft else lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if pos == "n":
        return (lemma, lemma.removesuffix("man") + "men" if lemma.endswith("man") else third)
    past = lemma[:-1] + "ied" if soft else lemma + ("d" if lemma.endswith("e") else "ed")
    gerund = (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"
    return (lemma, third, past, gerund)


def load_cues(paths: Iterable[Path] = ()) -> CueTable:
    """The shipped tables with what the user's own tables (`.tsv`) and packs (`.ttl`) add; an own cue replaces one of the
    same lemma and part of speech, an own marker or role one of the same word.

    Raises BadEntry for an entry that names an unknown stance, part of speech, strength, meaning or role; BadPack.
    """
    paths = tuple(paths)
    shipped = [entry for name in _TABLES for entry in read_entries(resource("ontology", name))]
    own = [_checked(entry) for path in paths for entry in read_entries(path)]
    mine = {cue.id: replace(cue, own=True) for cue in map(_cue, _of(Kind.CUE, own))}
    # a verb may announce one stance by itself and another with a particle: "backed the levy", "backed away from it"
    cues = (*(cue for cue in map(_cue, _of(Kind.CUE, shipped)) if cue.id not in mine), *mine.values())
    forms: dict[str, list[Cue]] = {}
    for cue in (cue for cue in cues if cue.stance != NOTHING):
        for form in dict.fromkeys((*inflections(cue.lemma, cue.pos), *cue.forms)):
            forms.setdefault(form, []).append(cue)
    roles: dict[str, set[str]] = {}
    for noun, kinds in _latest(Kind.ROLE, shipped, own).items():
        for form in inflections(noun, "n"):
            roles.setdefault(form, set()).update(kinds)
    return CueTable(
        {form: tuple(sorted(found)) for form, found in forms.items()},
        {noun: frozenset(kinds) for noun, kinds in roles.items()},
        _by_meaning(_latest(Kind.MARKER, shipped, own)),
        _digest(paths),
    )


_TABLES = ("cues.tsv", "roles.tsv", "markers.tsv")


def _of(kind: Kind, entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.kind is kind)


def _latest(kind: Kind, *files: Iterable[Entry]) -> Mapping[str, set[str]]:
    """What each word of a kind says; a word of a later group of files says only what it says there."""
    word, said = COLUMNS[kind]
    found: dict[str, set[str]] = {}
    for entries in files:
        fresh: dict[str, set[str]] = {}
        for entry in _of(kind, entries):
            fresh.setdefault(entry.one(word).casefold(), set()).update(entry.all(said))
        found |= fresh
    return found


def load_markers() -> Mapping[str, frozenset[str]]:
    """The shipped words that mark a condition, an expectation, a strength, ..., by what they mean."""
    return _by_meaning(_latest(Kind.MARKER, read_entries(resource("ontology", "markers.tsv"))))


def _by_meaning(markers: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for marker, meanings in markers.items():
        for means in meanings:
            found.setdefault(means, set()).add(marker)
    return {means: frozenset(words) for means, words in found.items()}


def _digest(paths: Iterable[Path]) -> str:
    files = (*(resource("ontology", name) for name in (*_TABLES, *_RULES)), *sorted(paths))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


_RULES = ("inflections.tsv", "abbreviations.txt")


def _cue(entry: Entry) -> Cue:
    """The cue that an entry describes. Raises BadEntry."""
    lemma, pos, stance = entry.one("lemma"), entry.one("pos"), entry.one("stance")
    pos = PARTS_OF_SPEECH.get(pos, pos)
    _known(entry, "part of speech", pos, (*PARTS_OF_SPEECH, *PARTS_OF_SPEECH.values()))
    _known(entry, "stance", stance, {*(s.value for s in Stance), *NEUTRAL, NOTHING})
    strength = entry.one("strength") or Strength.NORMAL.value
    _known(entry, "strength", strength, list(Strength))
    forms = tuple(form.casefold() for form in entry.all("forms"))
    return Cue(lemma.casefold(), pos, stance, entry.all("complements"), Strength(strength), forms)


def _checked(entry: Entry) -> Entry:
    """An entry of the user's own, if reading can make something of it. Raises BadEntry."""
    word = entry.one({Kind.CUE: "lemma", Kind.MARKER: "marker", Kind.ROLE: "noun"}[entry.kind])
    if not word:
        raise BadEntry(entry.path, entry.where, f"a {entry.kind.lower()} without its word")
    if entry.kind is Kind.CUE:
        cue = _cue(entry)
        if any(character.isspace() for character in "".join((cue.lemma, *cue.forms))):
            raise BadEntry(
                entry.path, entry.where, f"the cue {word!r} is more than one word; what follows is a complement"
            )
        if not cue.complements and cue.stance != NOTHING:
            raise BadEntry(
                entry.path, entry.where, f"the cue {word!r} has no complement: obj, to, that, clause, a preposition"
            )
        return entry
    column, known = ("means", MEANINGS) if entry.kind is Kind.MARKER else ("speaks for", SPEAKS_FOR)
    for value in entry.all(column) or ("",):
        _known(entry, f"{column!r}", value, known)
    return entry


def _known(entry: Entry, what: str, value: str, among: Iterable[str]) -> None:
    if value not in among:
        word = entry.one("lemma") or entry.one("marker") or entry.one("noun")
        raise BadEntry(entry.path, entry.where, f"{what} {value!r} of {word!r} is none of {', '.join(sorted(among))}")
