"""What is written computes what the published model computes, but for the rounding to 8 bits."""

import numpy as np
import pytest

from assistant.nlu.encoder_files import write
from assistant.nlu.encoder_weights import published_weights, weights_folder

# First numbers of the vector that the published model gives in 32 bits.
QUESTION = "will the spinal tap hurt?"
IN_32_BITS = (0.0187, -0.0747, 0.0096, 0.0045, -0.1143, -0.0552)
A_BIT_OF_ROUNDING = 0.015


def test_vectors_are_those_of_the_published_model(encoders):
    general, _ = encoders
    (vector,) = general.encode([QUESTION])
    assert vector[: len(IN_32_BITS)] == pytest.approx(IN_32_BITS, abs=A_BIT_OF_ROUNDING)


def test_a_weight_takes_eight_bits(encoders_folder):
    published = (weights_folder() / "model.safetensors").stat().st_size
    assert (encoders_folder / "general" / "model.bin").stat().st_size < 0.27 * published


def test_writing_leaves_the_weights_as_they_are(tmp_path):
    weights = published_weights(weights_folder())
    before = {name: weight.copy() for name, weight in weights.items()}
    write(weights, tmp_path / "general")
    assert all(np.array_equal(before[name], weights[name]) for name in before)
