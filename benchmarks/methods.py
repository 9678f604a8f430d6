"""Which way of finding positions is right how often? Each is learned and measured by cross-validation over documents.

    python -m benchmarks.methods GOLD.jsonl [MORE.jsonl ...] [--texts FOLDER]

One table, a line for each method and kind of report. Every method sees the same parses, names and people; what differs:

- `cues`: only what a cue of the table announces is a candidate
- `phrases`: and, in news, the noun and verb phrases that the gate lets through
- `one model`: news and meeting reports learned as one
- `no word classes`: without the classes and valences of `ontology/senses.tsv`
- `a network`: the linear models of the line before, a network beside them: what `kg` reads meeting reports with
- `an encoder`: the linear models, the encoder of whole passages beside them: what `kg` reads news with

The encoder that is shipped has learned from four in five of the news reports: it is measured on the others, `news apart`.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.annotations import read_annotated
from kg.cues import load_cues
from kg.encoder import Encoder, load_encoder
from kg.evaluation import evaluate
from kg.finding import Reader
from kg.home_learning import find_dwellings, fit_home
from kg.issues import IssueIndex
from kg.language import Language
from kg.learning import bare_positions, best_threshold, fit_folds, heard, held_out_shares
from kg.lessons import Example, Studied, fit_gates, lessons, study
from kg.model import Document
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
        kept = candidate.features.only(
            lambda name: "~" not in name and not name.startswith(("mood", "headmood", "valence"))
        )
        return replace(example, judged=replace(example.judged, candidate=replace(candidate, features=kept)))

    return replace(document, examples=tuple(map(plain, document.examples)))


def same(document: Studied) -> Studied:
    """The document as it is."""
    return document


@dataclass(frozen=True, slots=True)
class Method:
    """How a method changes what is studied, whether each kind of report has a linear model of its own (`apart`), and
    whether a network and the encoder judge beside it."""

    change: Change = same
    apart: bool = True
    net: bool = False
    encoder: bool = False


METHODS: Mapping[str, Method] = {
    "cues": Method(announced),
    "cues, phrases; one model": Method(apart=False),
    "cues, phrases; no word classes": Method(classless),
    "cues, phrases": Method(),
    "cues, phrases, a network": Method(net=True),
    "cues, phrases, an encoder": Method(encoder=True),
    "cues, phrases, a network, an encoder": Method(net=True, encoder=True),
}


def measure(
    every: Sequence[Studied],
    lessons: Sequence[Studied],
    documents: Mapping[str, Document],
    encoder: Encoder,
    method: Method,
) -> None:
    """Print the figures of one method for each kind of report."""
    studied, taught = ([method.change(d) for d in some] for some in (every, lessons))
    made = fit_folds(studied, taught, apart=method.apart, net=method.net)
    apart = [d for d in studied if d.document not in encoder.seen and not d.context.meeting]
    if method.encoder:
        read, shares = heard(apart, made, documents, encoder)
        kinds = {"news apart": list(read)}
    else:
        of = {meeting: [d for d in studied if d.context.meeting is meeting] for meeting in (False, True)}
        kinds = {"news": of[False], "news apart": apart, "meeting reports": of[True]}
        shares = held_out_shares(studied, made)
    for kind, own in kinds.items():
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
    reader.home = fit_home(find_dwellings(reader, annotated))
    gates = fit_gates(reader, annotated)
    studied, taught = study(reader, annotated, index, gates), study(reader, lessons(), index, gates)
    documents = {document.id: document for document in annotated.documents}
    print(f"{len(studied)} documents, {len(annotated.positions)} positions, 5 folds; precision, recall, F1")
    print(f"  {'':16} {'holder+polarity':19} {'+stance':19} +what")
    for name, method in METHODS.items():
        print(name)
        measure(studied, taught, documents, load_encoder(), method)


if __name__ == "__main__":
    main()
