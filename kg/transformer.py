"""The layers of a transformer over the word pieces of a text (A. Vaswani et al. 2017, 'Attention Is All You Need'; the layers of
MiniLM, W. Wang et al. 2020, and of MPNet, K. Song et al. 2020), run by ONNX Runtime.

Matrices are multiplied in whole numbers, three times as fast as in floating point: what goes into one is brought to 256 steps
of the same size, but for the few channels whose values lie far from all others, which count as they are (T. Dettmers et al.
2022, 'LLM.int8()').
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.vectors import Array

HEADS = 12
_NEAR, _FARTHEST = 8, 128
"""Up to what distance each counts by itself, and from which on all are one."""
_OPERATIONS, _FORMAT, _ERRORS = 20, 9, 3
"""The versions of ONNX's operations and of its file format; and from which severity on it tells of what goes wrong."""
_LARGE = 2000
"""From how many bytes on an array is no part of a graph's description."""


class Transformer:
    """Layers by their parameters: `word` and its scale, `place`, `embedding norm`, in some `distances` (how much each head looks at
    what stands how far off: distances x heads), and of each layer `query` (with key and value), `heard`, `inner`, `outer`, whole
    numbers with the scale of each column, their biases and norms, and of each the channels that lie `far` from others."""

    def __init__(self, parameters: Mapping[str, Array]) -> None:
        self._parameters = parameters
        self._graph = _graph(parameters)  # whose arrays the session reads
        self._session = _session(self._graph)

    def states(self, numbers: NDArray[np.intp]) -> Array:
        """The state of each of some pieces in a row (pieces x size)."""
        p = self._parameters
        words = p["word"][numbers].astype(np.float32) * p["word scale"][numbers]
        given = {"words": words + p["place"][: len(numbers)]}
        if "distances" in p:
            given["apart"] = p["distances"][distances(len(numbers))].transpose(2, 0, 1)
        made: Array = self._session.run(None, given)[0]
        return made


class _Graph:
    """A graph in the making: operations in order, the arrays they take, by name, and the shapes of what is made."""

    def __init__(self, given: Mapping[str, Sequence[str | int]]) -> None:
        """`given`: the shapes of what is given."""
        self.given, self.made = given, dict[str, Sequence[str | int]]()
        self.operations: list[Any] = []
        self.arrays: dict[str, NDArray[Any]] = {}

    def array(self, values: NDArray[Any]) -> str:
        """An array's name."""
        name = f"array {len(self.arrays)}"
        self.arrays[name] = np.asarray(values, order="C")
        return name

    def does(self, operation: str, *given: str, **told: Any) -> str:
        """The name of what an operation makes of what is given."""
        return self.does_several(operation, 1, *given, **told)[0]

    def does_several(self, operation: str, count: int, *given: str, **told: Any) -> list[str]:
        """The names of what an operation makes that makes several."""
        from onnx.helper import make_node

        made = [f"made {len(self.operations)} {n}" for n in range(count)]
        self.operations.append(make_node(operation, given, made, **told))
        return made


def _graph(p: Mapping[str, Array]) -> _Graph:
    """All layers, from `words` (pieces x size) and in some models how much each piece looks at each by where they stand, `apart`
    (heads x pieces x pieces)."""
    size = p["place"].shape[1]
    graph = _Graph({"words": ["pieces", size]} | ({"apart": [HEADS, "pieces", "pieces"]} if "distances" in p else {}))
    made = _normal(graph, "words", p["embedding norm"])
    for layer in range(len([name for name in p if name.endswith("query")])):
        made = _layer(graph, p, made, f"layer {layer} ", size // HEADS)
    graph.made = {made: ["pieces", size]}
    return graph


def _session(graph: _Graph) -> Any:
    """What runs a graph on one core: documents are read on all of them side by side. Its large arrays are read where they are."""
    from onnx import TensorProto
    from onnx.helper import make_graph, make_model, make_opsetid, make_tensor_value_info, np_dtype_to_tensor_dtype
    from onnx.numpy_helper import from_array
    from onnxruntime import InferenceSession, OrtValue, SessionOptions

    given, made = (
        [make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]
        for shapes in (graph.given, graph.made)
    )
    small = {name: values for name, values in graph.arrays.items() if values.nbytes < _LARGE}
    large = {name: values for name, values in graph.arrays.items() if values.nbytes >= _LARGE}
    arrays = [from_array(values, name) for name, values in small.items()]
    for name, values in large.items():
        kind = np_dtype_to_tensor_dtype(values.dtype)
        arrays.append(TensorProto(name=name, data_type=kind, dims=values.shape, data_location=TensorProto.EXTERNAL))
        arrays[-1].external_data.add(key="location", value=name)
    whole = make_graph(graph.operations, "layers", given, made, arrays)
    model = make_model(whole, opset_imports=[make_opsetid("", _OPERATIONS)], ir_version=_FORMAT)
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS
    options.add_external_initializers(list(large), [OrtValue.ortvalue_from_numpy(values) for values in large.values()])
    return InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


@cache
def distances(length: int) -> NDArray[np.intp]:
    """How far apart the pieces of a row stand, each from each, as 32 numbers: 0 to 15 for what stands before or in the same place, 16
    to 31 for what stands behind, the far ones together by their logarithm (C. Raffel et al. 2020, 'Exploring the Limits of Transfer
    Learning', section 2.1).

    >>> distances(4)[1].tolist(), int(distances(256)[255, 0])
    ([1, 0, 17, 18], 15)
    """
    off = np.arange(length)[:, None] - np.arange(length)[None, :]
    far = np.abs(off)
    logarithm = np.log(np.maximum(far, 1) / _NEAR) / math.log(_FARTHEST / _NEAR) * _NEAR
    steps = np.where(far < _NEAR, far, np.minimum(_NEAR + logarithm.astype(np.intp), 2 * _NEAR - 1))
    numbered: NDArray[np.intp] = np.where(off < 0, steps + 2 * _NEAR, steps)
    return numbered


def _layer(graph: _Graph, p: Mapping[str, Array], states: str, name: str, width: int) -> str:
    """What a layer makes of the states, by heads of a `width`."""
    mixed = _multiplied(graph, p, states, f"{name}query")
    apart = graph.does("Reshape", mixed, graph.array(np.array([0, 3, HEADS, width])))
    query, key, value = (
        graph.does("Transpose", graph.does("Gather", apart, graph.array(np.array(n)), axis=1), perm=order)
        for n, order in enumerate(([1, 0, 2], [1, 2, 0], [1, 0, 2]))
    )
    query = graph.does("Mul", query, graph.array(np.array(width**-0.5, dtype=np.float32)))
    weights = graph.does("MatMul", query, key)
    if "distances" in p:
        weights = graph.does("Add", weights, "apart")
    heard = graph.does("MatMul", graph.does("Softmax", weights, axis=-1), value)
    heard = graph.does("Transpose", heard, perm=[1, 0, 2])
    heard = graph.does("Reshape", heard, graph.array(np.array([0, HEADS * width])))
    heard = _multiplied(graph, p, heard, f"{name}heard")
    heard = _normal(graph, graph.does("Add", heard, states), p[f"{name}heard norm"])
    inner = graph.does("Gelu", _multiplied(graph, p, heard, f"{name}inner"))
    outer = _multiplied(graph, p, inner, f"{name}outer")
    return _normal(graph, graph.does("Add", outer, heard), p[f"{name}outer norm"])


def _normal(graph: _Graph, rows: str, norm: Array) -> str:
    """Rows brought to mean 0 and variance 1, then scaled and moved by the two rows of `norm`."""
    return graph.does("LayerNormalization", rows, graph.array(norm[0]), graph.array(norm[1]), axis=-1, epsilon=1e-12)


def _multiplied(graph: _Graph, p: Mapping[str, Array], rows: str, name: str) -> str:
    """Rows times a matrix of whole numbers, with its bias: in whole numbers, but for the channels that lie far from others."""
    matrix, scale, far = p[name], p[f"{name} scale"].reshape(-1), p[f"{name} far"]
    near = rows
    if len(far):
        kept = np.ones(len(matrix), dtype=np.float32)
        kept[far] = 0
        near = graph.does("Mul", rows, graph.array(kept))
    whole, step, zero = graph.does_several("DynamicQuantizeLinear", 3, near)
    made = graph.does("MatMulInteger", whole, graph.array(matrix), zero)
    made = graph.does("Cast", made, to=1)
    made = graph.does("Mul", made, graph.does("Mul", step, graph.array(scale)))
    if len(far):
        own = graph.does("Gather", rows, graph.array(far.astype(np.int64)), axis=1)
        made = graph.does("Add", made, graph.does("MatMul", own, graph.array(matrix[far] * scale)))
    return graph.does("Add", made, graph.array(p[f"{name} bias"]))


def far_channels(highest: Array) -> NDArray[np.intp]:
    """The channels whose values lie far from all others, by the highest that each had.

    >>> far_channels(np.array([1, 2, 2, 9, 1, 1, 1, 1, 1, 1, 2]))
    array([3])
    """
    return np.flatnonzero(highest > _FAR * np.quantile(highest, 0.9))


_FAR = 1.2
"""How many times as high as that of nine in ten channels the highest value of one is that lies far."""
_SLOPE, _CUBED = np.float32(math.sqrt(2 / math.pi)), np.float32(0.044715)


def gelu(values: Array) -> Array:
    """Gaussian error linear units, by the hyperbolic tangent: right to a thousandth (D. Hendrycks and K. Gimpel 2016,
    'Gaussian Error Linear Units', section 2).

    >>> [round(float(value), 3) for value in gelu(np.array([-1, 0, 1, 3], dtype=np.float32))]
    [-0.159, 0.0, 0.841, 2.996]
    """
    out: Array = values * values
    out *= _CUBED
    out += 1
    out *= values
    out *= _SLOPE
    np.tanh(out, out=out)
    out += 1
    out *= values
    out *= np.float32(0.5)
    return out


def read_arrays(path: Path) -> tuple[dict[str, Array], dict[str, tuple[str, ...]]]:
    """Parameters from plain arrays, and the lists of names beside them. Whole numbers stay as they are."""
    with np.load(path, allow_pickle=False) as file:
        arrays: dict[str, Array] = {name: file[name] for name in file.files}
    names = {name: tuple(str(n) for n in arrays.pop(name)) for name in sorted(arrays) if name.startswith("names of ")}
    return {
        name: values if values.dtype.kind == "i" else np.asarray(values, dtype=np.float32)
        for name, values in arrays.items()
    }, names
