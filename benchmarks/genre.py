"""How often is a passage told to be of a meeting report, or of news?

    python -m benchmarks.genre GOLD.jsonl [MORE.jsonl ...] [--texts FOLDER]

Of passages of one to four sentences of the annotated documents, the share that is told to be of a meeting report by what was
learned from the other documents (five folds), of meeting reports and of news; and of short documents of news as a whole.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from kg.annotations import read_annotated
from kg.cues import load_cues
from kg.finding import Reader
from kg.genre import MEETING, PASSAGE
from kg.genre_learning import fit_genre, passages_of
from kg.language import Language
from kg.lessons import folds
from kg.vocabulary import load_vocabulary


def main() -> None:
    """Reads the annotated documents and counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path)
    chosen = parser.parse_args()
    genre = Reader(load_vocabulary(), load_cues(), Language()).genre
    documents = read_annotated(chosen.gold, chosen.texts).documents
    told, every = Counter[str](), Counter[str]()
    for part in folds([document.id for document in documents], 5):
        genre.passages = None
        learned = fit_genre([d for d in documents if d.id not in part], genre)
        apart = [d for d in documents if d.id in part]
        passages = [p for d in apart for p in passages_of(d, genre, random.Random(d.id))]
        short = [d.text for d in apart if not genre.reports_meeting(d.text)]
        passages += [(text, "short documents of news") for text in short if len(text.split()) < PASSAGE]
        genre.passages = learned
        for text, kind in passages:
            every[kind] += 1
            told[kind] += genre.reports_meeting(text)
    for kind in sorted(every, key=lambda kind: kind != MEETING):
        print(f"{kind}: {told[kind]} of {every[kind]} told to be of meeting reports")


if __name__ == "__main__":
    main()
