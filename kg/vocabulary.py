"""The parties, issues and negotiations of a field: packs in Turtle, read into plain values.

The shipped packs lie in `ontology/`; users add files of the same form. Every party and issue has an IRI, a short id
(`skos:notation`), a label (`skos:prefLabel`) and other names (`skos:altLabel`, `neg:demonym`, `neg:standIn`); an issue
also has matching words (`skos:hiddenLabel`) and its parent (`skos:broader`). SKOS Reference, W3C 2009.
"""

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.model import PartyKind
from kg.resources import resource

NEG = "https://w3id.org/negotiation-kg/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_KINDS = {
    f"{NEG}Country": PartyKind.COUNTRY,
    f"{NEG}Bloc": PartyKind.BLOC,
    f"{NEG}GovernmentBody": PartyKind.GOVERNMENT_BODY,
    f"{NEG}Organisation": PartyKind.ORGANISATION,
    f"{NEG}Person": PartyKind.PERSON,
    f"{NEG}Group": PartyKind.GROUP,
}


# What the parser says again of the place, in front of what is wrong there
_PLACE = re.compile(r"^Parser error at line \d+ (?:at |between )?columns? \d+(?: and \d+)?: ")


class BadPack(KgError):
    """A vocabulary file that cannot be read, or says something that cannot be."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


class UnknownName(KgError):
    """A name no party or issue of the vocabulary has."""

    exit_code = 1

    def __init__(self, kind: str, text: str, suggestions: tuple[str, ...]) -> None:
        hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else "'kg vocabulary' lists the packs"
        super().__init__(f"no {kind} is called {text!r}; {hint}")
        self.kind, self.text, self.suggestions = kind, text, suggestions


class AmbiguousName(KgError):
    """A beginning that several parties or issues share."""

    def __init__(self, kind: str, text: str, ids: tuple[str, ...]) -> None:
        shown = ", ".join(ids[:8]) + (" ..." if len(ids) > 8 else "")
        super().__init__(f"{text!r} could be more than one {kind}: {shown}; give the id")
        self.kind, self.text, self.ids = kind, text, ids


class NameKind(StrEnum):
    """How a name stands for its party."""

    LABEL = "label"
    ALIAS = "alias"
    DEMONYM = "demonym"
    STAND_IN = "stand-in"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """One name of a party, as it is written in texts."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A party of the vocabulary. `represents` and `country` are ids; dates are ISO 8601; `places` lie in it, and tell
    where others are at home."""

    id: str
    iri: str
    label: str
    kind: PartyKind
    names: tuple[Name, ...]
    country: str | None = None
    represents: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of the vocabulary: `broader` is its parent's id, `names` what it is called, `words` what hints at it; `own`
    where a pack of the user's defines it."""

    id: str
    iri: str
    label: str
    broader: str | None
    names: tuple[str, ...]
    words: tuple[str, ...]
    scheme: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One sitting of a negotiation: `negotiation` is its id, dates are ISO 8601."""

    id: str
    iri: str
    label: str
    negotiation: str
    number: int | None
    place: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Negotiation:
    """The talks: who takes part, when, in which rounds (in order)."""

    id: str
    iri: str
    label: str
    names: tuple[str, ...]
    parties: tuple[str, ...]
    start: str | None
    end: str | None
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One vocabulary file and how much it holds; `cues` counts its markers and roles too."""

    path: Path
    label: str
    parties: int
    issues: int
    negotiations: int
    cues: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """All that the loaded packs say. `digest` changes with any byte of them."""

    parties: Mapping[str, PartyEntry]
    issues: Mapping[str, Issue]
    negotiations: Mapping[str, Negotiation]
    packs: tuple[Pack, ...]
    digest: str

    def party(self, text: str) -> PartyEntry:
        """The party of that id, label, alias or unique beginning, case ignored; raises UnknownName, AmbiguousName."""
        return self.parties[_resolve("party", text, self._party_names, self.parties)]

    def issue(self, text: str) -> Issue:
        """The issue of that id, label, alias or unique beginning, case ignored; raises UnknownName, AmbiguousName."""
        return self.issues[_resolve("issue", text, self._issue_names, self.issues)]

    def narrower(self, issue: str) -> tuple[str, ...]:
        """The ids of an issue and all below it, itself first."""
        found = [issue]
        for parent in found:
            found += [child for child in self._children.get(parent, ()) if child not in found]
        return tuple(found)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for issue in self.issues.values():
            if issue.broader:
                children.setdefault(issue.broader, []).append(issue.id)
        return children

    @cached_property
    def _party_names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for entry in self.parties.values():
            for name in entry.names:
                names.setdefault(name.text.casefold(), set()).add(entry.id)
        return names

    @cached_property
    def _issue_names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for issue in self.issues.values():
            for name in (issue.label, *issue.names):
                names.setdefault(name.casefold(), set()).add(issue.id)
        return names


def _resolve(kind: str, text: str, names: Mapping[str, set[str]], ids: Mapping[str, Any]) -> str:
    wanted = text.strip().casefold()
    exact = {i for i in ids if i.casefold() == wanted}
    by_name = exact or names.get(wanted, set())
    if not by_name and wanted:
        starting = {i for i in ids if i.casefold().startswith(wanted)}
        by_name = starting or {i for name, owners in names.items() if name.startswith(wanted) for i in owners}
    if len(by_name) == 1:
        return next(iter(by_name))
    if by_name:
        raise AmbiguousName(kind, text, tuple(sorted(by_name)))
    close = difflib.get_close_matches(wanted, [*names, *(i.casefold() for i in ids)], n=3, cutoff=0.7)
    raise UnknownName(kind, text, tuple(dict.fromkeys(close)))


# --- reading packs ----------------------------------------------------------------------------------------------


def shipped_packs() -> tuple[Path, ...]:
    """The vocabulary files that travel with the package, the parties first."""
    return (resource("ontology", "parties.ttl"), *sorted(resource("ontology", "packs").glob("*.ttl")))


def packs_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The packs among a user's own files: all but the tables of cues, markers and roles (`.tsv`).

    >>> [path.name for path in packs_in([Path("cod.ttl"), Path("cod.tsv")])]
    ['cod.ttl']
    """
    return tuple(path for path in paths if path.suffix.lower() != ".tsv")


def load_vocabulary(paths: Iterable[Path] = ()) -> Vocabulary:
    """The shipped packs and the user's own `.ttl` files; a later file adds names to what an earlier one defined.

    Raises BadPack for a file that is missing, is no Turtle (with line and column), or defines a term without label or
    id, an id twice, or a hierarchy that goes round in a circle.
    """
    files = (*shipped_packs(), *(Path(p) for p in paths))
    terms: dict[str, _Term] = {}
    digest = hashlib.sha256()
    packs = []
    for path in files:
        data = read_pack(path)
        digest.update(data)
        before = set(terms)
        label = _read_terms(path, data, terms)
        added = [terms[i] for i in terms if i not in before]
        packs.append(
            Pack(path, label, *(sum(t.is_a(k) for t in added) for k in ("party", "issue", "negotiation", "cue")))
        )
    return _built(files[-1], terms, tuple(packs), digest.hexdigest())


def read_pack(path: Path) -> bytes:
    """The bytes of a vocabulary file. Raises BadPack."""
    try:
        return path.read_bytes()
    except OSError as exc:
        raise BadPack(path, f"cannot be read ({exc.strerror})") from exc


class _Term:
    """The properties of one subject, as plain strings, in file order."""

    __slots__ = ("iri", "path", "values")

    def __init__(self, iri: str, path: Path) -> None:
        self.iri, self.path = iri, path
        self.values: dict[str, list[str]] = {}

    def all(self, *properties: str) -> list[str]:
        return [v for p in properties for v in self.values.get(p, ())]

    def one(self, prop: str) -> str | None:
        return next(iter(self.values.get(prop, ())), None)

    def is_a(self, what: str) -> bool:
        types = self.values.get(RDF_TYPE, ())
        wanted = {
            "party": tuple(_KINDS),
            "issue": (f"{SKOS}Concept",),
            "negotiation": (f"{NEG}Negotiation",),
            "round": (f"{NEG}Round",),
            "cue": (f"{NEG}Cue", f"{NEG}Marker", f"{NEG}Role"),
        }
        return any(t in wanted[what] for t in types)


def read_statements(path: Path, data: bytes) -> Iterator[tuple[str, str, str]]:
    """What a Turtle file says, as subject, property and value; the id of a blank node begins with `_:`. Raises BadPack."""
    import pyoxigraph as ox

    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri()):
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
            value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else str(quad.object)
            yield subject, quad.predicate.value, value
    except SyntaxError as exc:
        raise BadPack(path, f"line {exc.lineno}, column {exc.offset}: {_PLACE.sub('', exc.msg)}") from exc


def _read_terms(path: Path, data: bytes, terms: dict[str, _Term]) -> str:
    """Adds a file's statements to the terms; the label of its concept scheme or ontology, or its name."""
    label = path.stem
    for subject, property, value in read_statements(path, data):
        if subject.startswith("_:"):
            continue
        term = terms.setdefault(subject, _Term(subject, path))
        known = term.values.setdefault(property, [])
        if value not in known:
            known.append(value)
        if property == RDF_TYPE and value in (f"{SKOS}ConceptScheme", "http://www.w3.org/2002/07/owl#Ontology"):
            label = subject
    scheme = terms.get(label)
    return (scheme.one(f"{SKOS}prefLabel") or label) if scheme else label


def _built(path: Path, terms: Mapping[str, _Term], packs: tuple[Pack, ...], digest: str) -> Vocabulary:
    ids = {
        iri: _id(term)
        for iri, term in terms.items()
        if any(term.is_a(k) for k in ("party", "issue", "negotiation", "round"))
    }
    parties = _unique((t.path, _party(t, ids)) for t in terms.values() if t.is_a("party"))
    issues = _unique((t.path, _issue(t, ids)) for t in terms.values() if t.is_a("issue") and not _outside(t))
    rounds = [_round(t, ids) for t in terms.values() if t.is_a("round")]
    negotiations = _unique((t.path, _negotiation(t, ids, rounds)) for t in terms.values() if t.is_a("negotiation"))
    _check_tree(path, issues)
    return Vocabulary(parties, issues, negotiations, packs, digest)


def _outside(term: _Term) -> bool:
    """Whether a concept is one of the ontology's own (stances, certainties), not an issue."""
    return any(scheme.startswith(NEG) for scheme in term.all(f"{SKOS}inScheme"))


def _id(term: _Term) -> str:
    notation = term.one(f"{SKOS}notation")
    if not notation or any(c.isspace() for c in notation):
        raise BadPack(term.path, f"<{term.iri}> has no skos:notation, or one with white space; give it a short id")
    return notation


def _label(term: _Term) -> str:
    label = term.one(f"{SKOS}prefLabel")
    if not label:
        raise BadPack(term.path, f"<{term.iri}> has no skos:prefLabel; give it a label")
    return label


def _unique(entries: Iterator[tuple[Path, Any]]) -> dict[str, Any]:
    """Entries by id, of each the file it stands in."""
    found: dict[str, Any] = {}
    for path, entry in entries:
        if entry.id in found:
            other = found[entry.id].iri
            raise BadPack(path, f"the id {entry.id!r} of <{entry.iri}> also belongs to <{other}>; choose another")
        found[entry.id] = entry
    return dict(sorted(found.items()))


def _party(term: _Term, ids: Mapping[str, str]) -> PartyEntry:
    label = _label(term)
    names = [Name(label, NameKind.LABEL)]
    for prop, kind in (
        (f"{SKOS}altLabel", NameKind.ALIAS),
        (f"{NEG}demonym", NameKind.DEMONYM),
        (f"{NEG}standIn", NameKind.STAND_IN),
    ):
        names += [Name(text, kind) for text in term.all(prop)]
    return PartyEntry(
        ids[term.iri], term.iri, label,
        next(_KINDS[t] for t in term.values[RDF_TYPE] if t in _KINDS),
        tuple(dict.fromkeys(names)),
        ids.get(term.one(f"{NEG}country") or ""), ids.get(term.one(f"{NEG}represents") or ""),
        term.one(f"{NEG}validFrom"), term.one(f"{NEG}validUntil"), tuple(term.all(f"{NEG}placeName")),
    )  # fmt: skip


def _issue(term: _Term, ids: Mapping[str, str]) -> Issue:
    broader = term.one(f"{SKOS}broader")
    if broader is not None and broader not in ids:
        raise BadPack(term.path, f"<{term.iri}> is under <{broader}>, which no pack defines")
    names = tuple(term.all(f"{SKOS}altLabel"))
    scheme = term.one(f"{SKOS}inScheme") or ""
    return Issue(
        ids[term.iri],
        term.iri,
        _label(term),
        ids[broader] if broader else None,
        names,
        tuple(term.all(f"{SKOS}hiddenLabel")),
        scheme,
        term.path not in shipped_packs(),
    )


def _round(term: _Term, ids: Mapping[str, str]) -> Round:
    number = term.one(f"{NEG}number")
    return Round(
        ids[term.iri], term.iri, _label(term), ids.get(term.one(f"{NEG}inNegotiation") or "", ""),
        int(number) if number and number.isdigit() else None,
        term.one(f"{NEG}place"), term.one(f"{NEG}startDate"), term.one(f"{NEG}endDate"),
    )  # fmt: skip


def _negotiation(term: _Term, ids: Mapping[str, str], rounds: Iterable[Round]) -> Negotiation:
    own = ids[term.iri]
    sittings = sorted((r for r in rounds if r.negotiation == own), key=lambda r: (r.number or 0, r.label))
    parties = tuple(sorted(ids[p] for p in term.all(f"{NEG}party") if p in ids))
    return Negotiation(
        own, term.iri, _label(term), tuple(term.all(f"{SKOS}altLabel")), parties,
        term.one(f"{NEG}startDate"), term.one(f"{NEG}endDate"), tuple(sittings),
    )  # fmt: skip


def _check_tree(path: Path, issues: Mapping[str, Issue]) -> None:
    for issue in issues.values():
        seen = [issue.id]
        parent = issue.broader
        while parent is not None:
            if parent in seen:
                raise BadPack(path, f"the issues {' under '.join([*seen, parent])} go round in a circle")
            seen.append(parent)
            parent = issues[parent].broader
