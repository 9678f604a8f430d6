"""Which party or issue of a store a name means, and how its IRIs are named: from id, label or alias to IRI and back."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.graph import BASE, LABEL, NOTATION, minted_id
from kg.rows import Named
from kg.store import Store, ask_file
from kg.summaries import tallies, target_tallies, totals

_WHERE_LISTED = {
    "party": "; 'kg parties' lists those that are there",
    "issue": "; 'kg issues' lists those that are there",
    "position": "; 'kg who' prints the ids",
    "negotiation": "; 'kg status' lists those that are there",
    "round": "; 'kg documents' shows those that are there",
}


class NotFound(KgError):
    """A name that no party, issue, position or document of the store answers to; `suggestions` are near misses."""

    def __init__(self, kind: str, text: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else _WHERE_LISTED.get(kind, "")
        super().__init__(f"no {kind} is called {text!r}{hint}")
        self.kind, self.text, self.suggestions = kind, text, tuple(suggestions)


class Ambiguous(KgError):
    """A beginning that several names share."""

    def __init__(self, kind: str, text: str, candidates: Sequence[str]) -> None:
        told = ", ".join(candidates[:8]) + (", ..." if len(candidates) > 8 else "")
        super().__init__(f"{text!r} is the beginning of several: {told}; say more of the {kind}'s name")
        self.kind, self.text, self.candidates = kind, text, tuple(candidates)


def find_party(store: Store, text: str) -> NamedNode:
    """The party of an id, label, alias, or unique beginning of one. Raises NotFound, Ambiguous."""
    return _find(store, "party", text)


def find_issue(store: Store, text: str) -> NamedNode:
    """The issue of an id, label, alias, or unique beginning of one. Raises NotFound, Ambiguous."""
    return _find(store, "issue", text)


def _find(store: Store, kind: str, text: str) -> NamedNode:
    text = text.strip()
    bare = text[4:].lstrip() if text.casefold().startswith("the ") else text  # names stand without their article
    return _find_exactly(store, kind, text) or _find_loosely(store, kind, bare or text)


def _find_exactly(store: Store, kind: str, text: str) -> NamedNode | None:
    """What has the name as it is written: a name of its own, the id of what only positions mention, or a stand-in."""
    minted = NamedNode(f"{base_of(store)}{kind}/{quote(text)}")
    asked = {"holder" if kind == "party" else "issue": [minted]}
    if found := _only(store, _NAMES[kind], text):
        return found
    if next(ask_file(store, "lookups/tallies", asked), None):
        return minted
    return _only(store, "lookups/stand-ins", text) if kind == "party" else None


def _only(store: Store, query: str, text: str) -> NamedNode | None:
    """The one thing of a name, if it is one."""
    rows = ask_file(store, query, {"name": [Literal(text), Literal(text, language="en")]})
    found = _own({thing for thing, _ in rows if thing}, text)
    return NamedNode(found.pop()) if len(found) == 1 else None


def _own(things: set[str], text: str) -> set[str]:
    """Of several things of a name, the one whose id it is: 'agriculture' is an issue, and an alias of another."""
    return {thing for thing in things if minted_id(thing).casefold() == text.casefold()} or things


def _find_loosely(store: Store, kind: str, text: str) -> NamedNode:
    """What has the name in other letters, or is alone to begin so; all names are gone through."""
    names, folded = _names_of_kind(store, kind), text.casefold()
    exact = _own({thing for name, thing in names if name.casefold() == folded}, text)
    begun = {thing for name, thing in names if name.casefold().startswith(folded)} if folded else set()
    for found in (exact, begun):
        if len(found) == 1:
            return NamedNode(found.pop())
        if found:
            raise Ambiguous(kind, text, sorted(name.id for name in named(store, found).values()))
    raise NotFound(kind, text, near(text, [name for name, _ in names]))


_NAMES = {"party": "lookups/named-parties", "issue": "lookups/named-issues"}


def _names_of_kind(store: Store, kind: str) -> list[tuple[str, str]]:
    """(name, IRI); a thing that only positions mention is named by the id in its IRI."""
    listed = [(name or "", thing or "") for thing, name in ask_file(store, _NAMES[kind])]
    if kind == "party":
        mentioned: set[str] = {row[0] for row in tallies(store)} | {row[2] for row in target_tallies(store)}
    else:
        mentioned = {row[2] for row in tallies(store) if row[2]}
    known = {iri for _, iri in listed}
    return listed + [(minted_id(iri), iri) for iri in sorted(mentioned - known)]


def near(text: str, names: Sequence[str]) -> list[str]:
    """Up to three names that are spelled much like a text, nearest first.

    >>> near("harbor round", ["Harbour Round", "Quay"])
    ['Harbour Round']
    """
    from difflib import get_close_matches  # only a typo pays for it

    spelled = {name.casefold(): name for name in names}
    return [spelled[name] for name in get_close_matches(text.casefold(), spelled, n=3, cutoff=0.7)]


def named(store: Store, iris: Iterable[str]) -> dict[str, Named]:
    """Id and label of each IRI; what has neither is named by the id in its IRI."""
    asked = sorted(set(iris))
    if not asked:
        return {}
    found: dict[tuple[str | None, str | None], str] = {}
    for thing, property, name in ask_file(store, "lookups/names", {"thing": [NamedNode(iri) for iri in asked]}):
        found.setdefault((thing, property), name or "")
    ids, labels = ({iri: found.get((iri, property.value)) for iri in asked} for property in (NOTATION, LABEL))
    return {iri: _named(iri, ids[iri], labels[iri]) for iri in asked}


def _named(iri: str, id: str | None, label: str | None) -> Named:
    short = id or minted_id(iri)
    return Named(short, label or short)


def narrower(store: Store, issue: NamedNode) -> list[NamedNode]:
    """An issue and all that is narrower."""
    rows = ask_file(store, "lookups/narrower", {"root": [issue]})
    return sorted({issue, *(NamedNode(iri) for (iri,) in rows if iri)}, key=str)


def base_of(store: Store) -> str:
    """The base IRI under which a store's documents and positions stand. Raises OlderStore."""
    said_of, *_ = totals(store)
    return said_of.removesuffix("tally") if said_of else BASE
