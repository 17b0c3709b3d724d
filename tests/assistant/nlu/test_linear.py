"""One classifier gives what several give together."""

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from assistant.nlu.linear import geometric_mean

OWN, SHARED, ROWS = 3, 2, 60


@pytest.mark.parametrize("classes", [("a", "b"), ("a", "b", "c")], ids=len)
def test_the_mean_of_regressions(classes):
    random = np.random.default_rng(0)
    owns = [random.normal(size=(ROWS, OWN)) for _ in range(2)]
    shared = random.normal(size=(ROWS, SHARED))
    labels = [classes[row % len(classes)] for row in range(ROWS)]
    views = [np.hstack([own, shared]) for own in owns]
    regressions = [LogisticRegression().fit(view, labels) for view in views]
    each = [one.predict_log_proba(view) for one, view in zip(regressions, views, strict=True)]
    expected = softmax(np.mean(each, axis=0), axis=1)
    found = geometric_mean(regressions, OWN).probabilities(np.hstack([*owns, shared]))
    assert [list(row) for row in found] == [list(classes)] * ROWS
    assert np.array([list(row.values()) for row in found]) == pytest.approx(expected, abs=1e-5)
