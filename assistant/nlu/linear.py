"""Several logistic regressions as one: the geometric mean of their probabilities.

Softmax turns a mean of logits into the geometric mean of the probabilities, so one product of
matrices does for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]
Probabilities = dict[str, float]


@dataclass(frozen=True)
class Linear:
    """A linear classifier. weights: shape (features, classes). bias: shape (classes,)."""

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats

    def probabilities(self, features: Floats) -> list[Probabilities]:
        """The classes' probabilities of each row, shape (rows, features)."""
        rows = softmax(features @ self.weights + self.bias, axis=1).tolist()
        return [dict(zip(self.classes, row, strict=True)) for row in rows]


def geometric_mean(regressions: Sequence[LogisticRegression], own: int) -> Linear:
    """One classifier for regressions of which each has seen `own` features that no other has, and
    behind them the same further ones: its features are all own ones in order, then the shared."""
    weights = [_weights(regression) / len(regressions) for regression in regressions]
    return Linear(
        tuple(regressions[0].classes_.tolist()),
        np.vstack([*(each[:own] for each in weights), sum(each[own:] for each in weights)]).astype(
            np.float32
        ),
        np.mean([_bias(regression) for regression in regressions], axis=0, dtype=np.float32),
    )


def _weights(regression: LogisticRegression) -> npt.NDArray[np.float64]:
    """Shape (features, classes); scikit-learn keeps one column for two classes."""
    weights: npt.NDArray[np.float64] = regression.coef_.T
    return weights if weights.shape[1] > 1 else np.hstack([0 * weights, weights])


def _bias(regression: LogisticRegression) -> npt.NDArray[np.float64]:
    bias: npt.NDArray[np.float64] = regression.intercept_
    return bias if len(bias) > 1 else np.array([0.0, bias[0]])
