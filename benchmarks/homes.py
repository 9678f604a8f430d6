"""How often is the right country found of those who are below one? By what is said, and where nothing is, by clues.

    python -m benchmarks.homes GOLD.jsonl [MORE.jsonl ...] [--texts FOLDER]

Of the annotated holders and targets below a country: how many the document or their name says it of, and is right; and of the
others how often the clues (`kg.homes`) find it, weighed by what was learned from the other documents (five folds), beside the
country that most of the document is about.
"""

import argparse
from pathlib import Path

import numpy as np

from kg.annotations import read_annotated
from kg.cues import load_cues
from kg.finding import Reader
from kg.home_learning import find_dwellings, fit_home, with_letters
from kg.homes import told_nowhere
from kg.language import Language
from kg.lessons import folds
from kg.vocabulary import load_vocabulary


def main() -> None:
    """Reads the annotated documents and counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    chosen = parser.parse_args()
    reader = Reader(load_vocabulary(), load_cues(), Language())
    everywhere = tuple(find_dwellings(reader, read_annotated(chosen.gold, chosen.texts)))
    every = [one for one in everywhere if one.country is not None]
    said = [one for one in every if one.said is not None]
    unsaid = [one for one in every if one.said is None]
    right = sum(one.said == one.country for one in said)
    print(f"said where they are at home: {len(said)}, right {right}")
    learned = found = lost = 0
    for part in folds({one.document for one in everywhere}, 5):
        model = fit_home([one for one in everywhere if one.document not in part])
        for one in (one for one in everywhere if one.document in part and one.clues and one.said is None):
            clues = with_letters(one, model.letters)
            best = max(clues, key=lambda country: float(model.clues @ np.array(clues[country])))
            learned += best == one.country
            told = told_nowhere(one.called, clues, model)
            found += told and one.country is None
            lost += told and best == one.country
    most = sum(one.home == one.country for one in unsaid)
    print(f"not said: {len(unsaid)}, right by the clues {learned}, by the country most told of {most}")
    of_none = len(everywhere) - len(every)
    print(f"of no one country: {of_none}, told so {found}; told so by mistake of {lost} whose country was found")


if __name__ == "__main__":
    main()
