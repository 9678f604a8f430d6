"""What is wrong with a vocabulary file that can be read: shapes it breaks, terms nobody defines, links to nothing."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cues import load_cues
from kg.resources import resource
from kg.vocabulary import NEG, Vocabulary, load_vocabulary, packs_in

if TYPE_CHECKING:
    import rdflib

_LINKS = tuple(f"{NEG}{name}" for name in ("represents", "country", "inNegotiation", "party", "leadNegotiator"))
"""Properties whose value is a party or a negotiation of some pack."""


def check_vocabulary(path: Path) -> tuple[str, ...]:
    """What is wrong with a pack or a table, a line each, beside what loading it refuses; empty when nothing is."""
    vocabulary = load_vocabulary(packs_in((path,)))
    if not packs_in((path,)):
        load_cues((path,))
        return ()
    import rdflib

    pack = rdflib.Graph().parse(path, format="turtle")
    if not len(pack):
        return ("says nothing: a pack defines parties, issues, negotiations or cues, or adds names to them",)
    faults = sorted({*_broken_shapes(pack), *_unknown_terms(pack), *_loose_links(pack, vocabulary)})
    if not faults:
        load_cues((path,))
    return tuple(faults)


def _broken_shapes(pack: "rdflib.Graph") -> Iterator[str]:
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph().parse(resource("ontology", "shapes.ttl"), format="turtle")
    _, report, _ = pyshacl.validate(pack, shacl_graph=shapes, advanced=True)
    for result in report.subjects(SH.resultSeverity, None):
        yield f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}"


def _unknown_terms(pack: "rdflib.Graph") -> Iterator[str]:
    """A misspelled class or property would be passed over in silence: the party is none, the name is not read."""
    import rdflib

    ontology = rdflib.Graph().parse(resource("ontology", "negotiation.ttl"), format="turtle")
    defined = {str(subject).removeprefix(NEG) for subject in ontology.subjects() if str(subject).startswith(NEG)}
    for subject, predicate, value in pack:
        used = value if predicate == rdflib.RDF.type else predicate
        term = str(used).removeprefix(NEG)
        if str(used).startswith(NEG) and term not in defined:
            close = get_close_matches(term, sorted(defined), n=1)
            hint = f"; did you mean neg:{close[0]}?" if close else ""
            yield f"{subject}: neg:{term} is no term of the ontology{hint}"


def _loose_links(pack: "rdflib.Graph", vocabulary: Vocabulary) -> Iterator[str]:
    known = {entry.iri for entries in (vocabulary.parties, vocabulary.negotiations) for entry in entries.values()}
    for subject, predicate, value in pack:
        if str(predicate) in _LINKS and str(value) not in known:
            yield f"{subject}: neg:{str(predicate).removeprefix(NEG)} leads to {value}, which no pack defines"
