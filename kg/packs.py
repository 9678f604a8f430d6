"""Vocabulary packs in the store: the ontology and each pack a named graph, replaced when its file has changed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.graph import KINDS, NOTATION, PREFIXES, READING_KEY, TYPE, Names, node
from kg.resources import resource
from kg.store import Store, ask_file
from kg.summaries import data_updates
from kg.vocabulary import BadPack


def pack_paths(own: Iterable[Path] = ()) -> list[Path]:
    """The shipped ontology, parties and packs, and a user's own packs and tables; SHACL shapes are no pack."""
    shipped = [*resource("ontology").glob("*.ttl"), *resource("ontology", "packs").glob("*.ttl")]
    return [*sorted(path for path in shipped if path.name != "shapes.ttl"), *own]


def store_packs(store: Store, own: Sequence[Path], base: str) -> Names:
    """Brings the packs in the store up to date, and gives the names they define.

    A pack whose digest is the stored one is not written again. Raises BadPack.
    """
    known = {graph: key for graph, key in ask_file(store, "lookups/packs") if graph}
    quads = list[Quad]()
    for path in pack_paths(own):
        graph = NamedNode(f"{base}vocabulary/{_told_as(path)}")
        found = _pack_quads(path, graph)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        if known.get(graph.value) != digest:
            said = [*found, Quad(graph, READING_KEY, Literal(digest), graph)]
            store.update(" ;\n".join([f"DROP SILENT GRAPH {graph}", *data_updates("INSERT", graph, said)]))
        quads += found
    return Names(base, names_in(quads))


def packs_left_out(store: Store, own: Iterable[Path], base: str) -> list[str]:
    """The files of packs and tables that articles in the store were read with, and that are neither shipped nor given now."""
    given = {f"{base}vocabulary/{_told_as(path)}" for path in pack_paths(own)}
    stored = {graph for graph, _ in ask_file(store, "lookups/packs") if graph}
    names = sorted(graph.removeprefix(f"{base}vocabulary/") for graph in stored - given)
    return [name if _is_table(Path(name)) else f"{name}.ttl" for name in names]


def _told_as(path: Path) -> str:
    """What a pack's graph is named after: its file without the ending, which tells a table from a pack."""
    return path.name if _is_table(path) else path.stem


def _is_table(path: Path) -> bool:
    return path.suffix.lower() == ".tsv"


def _pack_quads(path: Path, graph: NamedNode) -> list[Quad]:
    """What a pack says; of a table of words (`.tsv`) nothing but its digest is kept."""
    if _is_table(path):
        return []
    try:
        parsed = parse(path=str(path), format=RdfFormat.TURTLE, base_iri=graph.value)
        return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]
    except (OSError, SyntaxError) as exc:
        raise BadPack(path, f"not Turtle: {exc}") from exc


_KINDS: Mapping[str, str] = {
    **{iri.value: "party" for iri in KINDS.values()},
    node("neg:Party").value: "party",
    node("neg:Issue").value: "issue",
    node("skos:Concept").value: "issue",
    node("neg:Negotiation").value: "negotiation",
    node("neg:Round").value: "round",
}


def names_in(quads: Iterable[Quad]) -> dict[str, dict[str, str]]:
    """By kind and id, the IRIs of the parties, issues, negotiations and rounds that packs define."""
    kinds, ids = dict[str, str](), list[tuple[str, str]]()
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            if quad.predicate == TYPE and quad.object.value in _KINDS:
                kinds[quad.subject.value] = _KINDS[quad.object.value]
            elif quad.predicate == NOTATION:
                ids.append((quad.subject.value, quad.object.value))
    found: dict[str, dict[str, str]] = {}
    for iri, id in ids:
        if iri in kinds and not iri.startswith(PREFIXES["stance"]):
            found.setdefault(kinds[iri], {})[id] = iri
    return found
