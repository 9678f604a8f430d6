"""The linear model that is learned: regularised multinomial logistic regression over hashed features, with a fixed seed."""

from collections.abc import Sequence

import numpy as np

from kg.blocks import BUCKETS, Features
from kg.linear import Linear
from kg.vectors import Array

SEED = 20170901


def fit_linear(
    rows: Sequence[Features],
    labels: Sequence[str],
    *,
    strength: float,
    least: int = 2,
    shares: Sequence[float] | None = None,
    numbers: Array | None = None,
) -> Linear:
    """A softmax over hashed features that occur in at least `least` rows, and over `numbers` that go with each row;
    `strength` is scikit-learn's C, `shares` how much each row counts (all alike when None)."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    pointers, columns = [0], []
    for features in rows:
        columns += sorted(features.buckets)
        pointers.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns), dtype=np.float64), columns, pointers), shape=(len(rows), BUCKETS))
    kept = np.flatnonzero(np.asarray((matrix > 0).sum(axis=0)).ravel() >= least)
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3, random_state=SEED)
    seen = matrix[:, kept] if numbers is None else hstack([matrix[:, kept], csr_matrix(numbers)]).tocsr()
    model.fit(seen, np.array(labels), sample_weight=shares)
    weights, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    names = tuple(str(c) for c in model.classes_)
    weights = weights.astype(np.float32)
    dense = None if numbers is None else weights[len(kept) :]
    return Linear(kept.astype(np.uint32), weights[: len(kept)], bias.astype(np.float32), names, dense)
