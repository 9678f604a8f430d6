"""Which way of finding positions is right how often? Each is learned and measured by cross-validation over documents.

    python -m benchmarks.methods GOLD.jsonl [MORE.jsonl ...] [--texts FOLDER]

One table, a line for each method and kind of report. Every method sees the same parses, names and people; what differs:

- `cues`: only what a cue of the table announces is a candidate
- `cues, phrases`: and the noun and verb phrases that the gate lets through
- `one model`: news and meeting reports learned as one
- `no word classes`: without the classes and valences of `ontology/senses.tsv`
- `all`: what `kg train` learns: cues and phrases, a model for each kind of report, word classes
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.annotations import read_annotated
from kg.cues import load_cues
from kg.evaluation import evaluate
from kg.extraction import Reader
from kg.issues import IssueIndex
from kg.language import Language
from kg.learning import (
    Example,
    Studied,
    bare_positions,
    best_threshold,
    fit_folds,
    fit_gates,
    held_out_shares,
    lessons,
    study,
)
from kg.vocabulary import load_vocabulary

Change = Callable[[Studied], Studied]


def announced(document: Studied) -> Studied:
    """A document with only the candidates that a cue announces."""
    found = tuple(replace(f, candidates=tuple(c for c in f.candidates if c.cue.pos != "o")) for f in document.found)
    examples = tuple(e for e in document.examples if e.judged.candidate.cue.pos != "o")
    return replace(document, found=found, examples=examples)


def classless(document: Studied) -> Studied:
    """A document whose candidates are not seen by the classes of their words."""

    def plain(example: Example) -> Example:
        candidate = example.judged.candidate
        kept = tuple(
            f for f in candidate.features if "~" not in f and not f.startswith(("mood", "headmood", "valence"))
        )
        return replace(example, judged=replace(example.judged, candidate=replace(candidate, features=kept)))

    return replace(document, examples=tuple(map(plain, document.examples)))


def same(document: Studied) -> Studied:
    """The document as it is."""
    return document


METHODS: Mapping[str, tuple[Change, bool]] = {
    "cues": (announced, True),
    "cues, phrases; one model": (same, False),
    "cues, phrases; no word classes": (classless, True),
    "all": (same, True),
}
"""How a method changes what is studied, and whether each kind of report has a model of its own."""


def measure(studied: Sequence[Studied], taught: Sequence[Studied], apart: bool) -> None:
    """Print the figures of one method for each kind of report."""
    shares = held_out_shares(studied, fit_folds(studied, taught, apart=apart))
    for kind, meeting in (("news", False), ("meeting reports", True)):
        own = [d for d in studied if d.context.capitals is meeting]
        if not own:
            continue
        threshold = best_threshold(own, shares)
        predicted = [p for d in own for p in bare_positions(d, shares[d.document], threshold)]
        scores = evaluate((p for d in own for p in d.gold), predicted, [d.document for d in own]).scores[:3]
        figures = "   ".join(f"{s.precision:.3f} {s.recall:.3f} {s.f1:.3f}" for s in scores)
        print(f"  {kind:16} {figures}", flush=True)


def main() -> None:
    """Reads the annotated documents once and measures each method on them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    chosen = parser.parse_args()
    vocabulary, cues = load_vocabulary(), load_cues()
    reader, index = Reader(vocabulary, cues, Language()), IssueIndex(vocabulary)
    annotated = read_annotated(chosen.gold, chosen.texts)
    gates = fit_gates(reader, annotated)
    studied, taught = study(reader, annotated, index, gates), study(reader, lessons(), index, gates)
    print(f"{len(studied)} documents, {len(annotated.positions)} positions, 5 folds; precision, recall, F1")
    print(f"  {'':16} {'holder+polarity':19} {'+stance':19} +what")
    for name, (change, apart) in METHODS.items():
        print(name)
        measure([change(d) for d in studied], [change(d) for d in taught], apart)


if __name__ == "__main__":
    main()
