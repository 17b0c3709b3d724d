"""A text's patterns are scikit-learn's, whichever way they are computed."""

import numpy as np
import pytest

from assistant.nlu.patterns import Patterns

TEXTS = [
    f"{word} {end}" for word in ("does it hurt", "how long is it", "it costs") for end in "?!."
]


@pytest.fixture(scope="module")
def patterns():
    return Patterns(dimensions=4, seed=0).fit(TEXTS)


@pytest.mark.parametrize("text", [*TEXTS, "HURT hurt hurt? 3.2", "", "zzz", "how lnog", "?"])
def test_one_text_is_read_as_many_are(patterns, text):
    (many,) = patterns.reduce_many([text])
    assert patterns.reduce(text) == pytest.approx(many, abs=1e-5)


def test_like_words_lie_close(patterns):
    hurts, hurt, costs = (
        patterns.reduce(text) for text in ("it hurts", "does it hurt", "the cost")
    )
    assert hurts @ hurt > hurts @ costs


def test_what_is_unknown_has_no_patterns(patterns):
    assert not patterns.reduce("zzz").any()
    assert patterns.reduce("it").dtype == np.float32
