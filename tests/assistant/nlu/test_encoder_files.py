"""What is written computes what the published model computes, but for the rounding to 8 bits."""

import shutil

import numpy as np
import pytest

from assistant.nlu.encoder_files import write
from assistant.nlu.encoder_weights import published_weights, weights_folder
from assistant.nlu.sentence_encoder import GENERAL, TOKENIZER, TUNED, load_encoders

# First numbers of the vector that the published model gives in 32 bits.
QUESTION = "will the spinal tap hurt?"
IN_32_BITS = (0.0187, -0.0747, 0.0096, 0.0045, -0.1143, -0.0552)
A_BIT_OF_ROUNDING = 0.015


@pytest.fixture(scope="module")
def weights():
    return published_weights(weights_folder())


@pytest.fixture(scope="module")
def whole(weights, encoders_folder, tmp_path_factory):
    """The published model with all of its layers."""
    folder = tmp_path_factory.mktemp("whole")
    write(weights, folder / GENERAL)
    shutil.copytree(encoders_folder / TUNED, folder / TUNED)
    shutil.copy(encoders_folder / TOKENIZER, folder / TOKENIZER)
    return load_encoders(folder)[0]


def test_vectors_are_those_of_the_published_model(whole):
    (vector,) = whole.encode([QUESTION])
    assert vector[: len(IN_32_BITS)] == pytest.approx(IN_32_BITS, abs=A_BIT_OF_ROUNDING)


def test_a_weight_takes_eight_bits(encoders_folder):
    published = (weights_folder() / "model.safetensors").stat().st_size
    assert (encoders_folder / TUNED / "model.bin").stat().st_size < 0.27 * published


def test_the_general_encoder_has_fewer_layers(encoders_folder):
    general, tuned = (encoders_folder / name / "model.bin" for name in (GENERAL, TUNED))
    assert general.stat().st_size < 0.7 * tuned.stat().st_size


def test_writing_leaves_the_weights_as_they_are(weights, tmp_path):
    before = {name: weight.copy() for name, weight in weights.items()}
    write(weights, tmp_path / GENERAL)
    assert all(np.array_equal(before[name], weights[name]) for name in before)
