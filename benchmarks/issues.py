"""How often is the issue of an annotated position found? By words alone, and with the vectors of words beside them.

    python -m benchmarks.issues GOLD.jsonl [MORE.jsonl ...] [--texts FOLDER] [--folds N]

One line for each way: the share of annotated positions whose issue is right, half for the one just above or below, in news and in
meeting reports; each document is judged by what was learned from those of the other folds (of five, `--folds` of them). What the
encoder adds is measured where it has learned from nothing (`scripts/issues.py --measure`, `kg evaluate`).
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from kg.annotations import read_annotated
from kg.cues import load_cues
from kg.evaluation import issue_credit
from kg.finding import Reader
from kg.fitting import fit_linear
from kg.issues import IssueIndex, issue_features, issue_numbers
from kg.language import Language
from kg.lessons import fit_gates, folds, gold_places, study
from kg.vectors import load_vectors
from kg.vocabulary import load_vocabulary

STRENGTH = 1.0


def main() -> None:
    """Learns and measures each way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--folds", type=int, default=1)
    chosen = parser.parse_args()
    known = load_vocabulary()
    reader, index = Reader(known, load_cues(), Language()), IssueIndex(known)
    annotated = read_annotated(chosen.gold, chosen.texts)
    studied = study(reader, annotated, index, fit_gates(reader, annotated))
    rows = [
        (d, places, index.hits(places), p.issue)
        for d in studied
        for p in d.gold
        if p.issue is not None and (places := gold_places(d, p))
    ]
    features = [issue_features(places, hits, d.context.themes, d.context.meeting) for d, places, hits, _ in rows]
    numbers = np.array([issue_numbers(places) for _, places, _, _ in rows])
    size = load_vectors().size
    english = np.arange(numbers.shape[1]) % (numbers.shape[1] // 3) < size
    ways = {"words": None, "and vectors of English": english, "and of the field": np.ones_like(english)}
    for name, kept in ways.items():
        right, counted = Counter[str](), Counter[str]()

        def count(kind: str, credit: float, right: Counter[str] = right, counted: Counter[str] = counted) -> None:
            right[kind] += credit
            counted[kind] += 1

        for part in folds([d.document for d in studied], 5)[: chosen.folds]:
            told = [i for i, row in enumerate(rows) if row[0].document not in part]
            shown = None if kept is None else numbers * kept  # of what is never shown nothing is learned
            model = fit_linear(
                [features[i] for i in told],
                [rows[i][3] for i in told],
                strength=STRENGTH,
                numbers=None if shown is None else shown[told],
            )
            for d, places, _, issue in (row for row in rows if row[0].document in part):
                found, _ = index.choose(places, d.context.themes, model, d.context.meeting)
                kind = "meeting reports" if d.context.meeting else "news"
                count(kind, issue_credit(issue, found, index.broader))
        print(
            name,
            *(f"{kind} {right[kind] / counted[kind]:.3f} of {counted[kind]}" for kind in sorted(counted)),
            sep=" | ",
        )


if __name__ == "__main__":
    main()
