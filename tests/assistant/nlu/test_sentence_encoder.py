"""The encoder gives unit vectors in which similar questions are close, whatever the batch."""

import numpy as np
import pytest
from scipy.special import erf

from assistant.nlu import sentence_encoder as module
from assistant.nlu.sentence_encoder import EncoderError, SentenceEncoder, sentence_encoder

TEXTS = [
    "will the spinal tap hurt?",
    "does a lumbar puncture cause pain",
    "what is the weather in Paris",
    "x",
    "how long " * 100,
]


def test_vectors_are_of_unit_length():
    vectors = sentence_encoder().encode(TEXTS)
    assert vectors.shape == (len(TEXTS), module.DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_similar_meanings_are_close():
    spinal, lumbar, weather = sentence_encoder().encode(TEXTS[:3])
    assert spinal @ lumbar > 0.6 > 0.2 > spinal @ weather


def test_the_batch_makes_no_difference():
    together = sentence_encoder().encode(TEXTS, batch=2)
    alone = np.vstack([sentence_encoder().encode([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-4)


def test_gelu_is_the_exact_one():
    inputs = np.linspace(-8, 8, 4001, dtype=np.float32).reshape(1, -1)
    exact = inputs * 0.5 * (1 + erf(inputs / np.sqrt(2)))
    assert module.gelu(inputs) == pytest.approx(exact, abs=2e-6)


def test_nothing_in_nothing_out():
    assert sentence_encoder().encode([]).shape == (0, module.DIMENSIONS)


def test_other_weights_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(EncoderError, match="not the published"):
        SentenceEncoder(tmp_path)
