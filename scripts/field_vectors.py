"""Which words of the field are used alike? Makes `kg/weights/field.npz` from reporting on negotiations.

    python scripts/field_vectors.py FOLDER... --without annotations/held-*.docs -o kg/weights/field.npz

Words near each other in a line (eight apart at most, the farther the less) count together; what tells is how much more often
than by chance (positive pointwise mutual information, the contexts smoothed, less log 2), in the 100 directions that hold
most of it. A frequent word counts less. What `--without` lists is not read. Sources: K. W. Church and P. Hanks, 'Word
Association Norms, Mutual Information, and Lexicography', 1990; O. Levy, Y. Goldberg and I. Dagan, 'Improving
Distributional Similarity with Lessons Learned from Word Embeddings', 2015.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from annotated_texts import body
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds
from word_vectors import save

WORDS, LEAST, NUMBERS = 16_000, 5, 100
APART, FARTHER = 8, 0.3
COMMON = 2_000
"""The rank of a word that counts half."""
_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")


def lines(folders: Sequence[Path], without: frozenset[str]) -> Iterator[list[str]]:
    """The words of each line of the Markdown files and texts in folders, in lower case."""
    found = {path for folder in folders for kind in ("*.md", "*.txt") for path in folder.rglob(kind)}
    for path in sorted(found, key=lambda p: (p.stem.rpartition("__")[2], p)):
        if path.stem.rpartition("__")[2] not in without:
            for line in body(path.read_text(encoding="utf-8")).split("\n"):
                yield [word.lower() for word in _WORD.findall(line)]


def together(read: Sequence[Sequence[int]], size: int) -> csr_matrix:
    """How often words stand near each other; -1 is a word that is none of those counted."""
    counts = csr_matrix((size, size))
    for gap in range(1, APART + 1):
        pairs = [(a, b) for line in read for a, b in zip(line, line[gap:], strict=False) if a >= 0 and b >= 0]
        rows, columns = np.array(pairs, dtype=np.int32).T
        weights = np.full(len(rows), 1 / (1 + FARTHER * (gap - 1)))
        counts += coo_matrix((weights, (rows, columns)), shape=(size, size)).tocsr()
    return counts + counts.T


def vectors_of(counts: csr_matrix) -> np.ndarray:
    """A row for each word, the most frequent first."""
    total, own = counts.sum(), np.asarray(counts.sum(axis=1)).ravel()
    smooth = own**0.75 / (own**0.75).sum()
    near = counts.tocoo()
    told = np.log(near.data / total / (own[near.row] / total * smooth[near.col])) - np.log(2)
    kept = told > 0
    matrix = csr_matrix((told[kept], (near.row[kept], near.col[kept])), shape=counts.shape)
    left, strengths, _ = svds(matrix, k=NUMBERS, random_state=1)
    found = left * np.sqrt(strengths)
    found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    ranks = np.arange(1, len(found) + 1)[:, None]
    return np.asarray(found / (1 + COMMON / ranks))


def main() -> int:
    """Writes the vectors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", type=Path, default=[])
    parser.add_argument("-o", "--output", type=Path, default=Path("field.npz"))
    chosen = parser.parse_args()
    left_out = (name for path in chosen.without for name in path.read_text(encoding="utf-8").split())
    read = [line for line in lines(chosen.folders, frozenset(n.rpartition("/")[2] for n in left_out)) if len(line) > 3]
    often = Counter(word for line in read for word in line)
    words = [word for word, count in often.most_common(WORDS) if count >= LEAST]
    numbers = {word: number for number, word in enumerate(words)}
    found = vectors_of(together([[numbers.get(word, -1) for word in line] for line in read], len(words)))
    save(chosen.output, words, found)
    print(f"{len(words):,} words of {sum(map(len, read)):,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
