"""The cache gives what the encoder gives, and asks it only for what is new."""

import numpy as np
import pytest

from assistant.nlu import vector_cache
from assistant.nlu.sentence_encoder import DIMENSIONS

FILE = "general_vectors.npz"


class CountingEncoder:
    name = "general"

    def __init__(self, weights):
        self.weights = weights
        self.asked = []

    def fingerprint(self):
        return self.weights

    def encode(self, texts):
        self.asked.extend(texts)
        return np.array([[len(text)] * DIMENSIONS for text in texts], dtype=np.float32)


def encode(texts, folder, weights="these weights"):
    encoder = CountingEncoder(weights)
    return vector_cache.encode(encoder, texts, folder)[:, 0].tolist(), encoder.asked


def test_only_new_texts_are_encoded_and_the_order_is_kept(tmp_path):
    folder = tmp_path / "deep"
    assert encode(["a", "bb", "a"], folder) == ([1, 2, 1], ["a", "bb"])
    assert encode(["bb", "ccc", "a"], folder) == ([2, 3, 1], ["ccc"])
    assert encode(["a", "bb"], folder) == ([1, 2], [])


def test_vectors_of_other_weights_are_not_taken(tmp_path):
    encode(["a"], tmp_path)
    assert encode(["a"], tmp_path, "other weights") == ([1], ["a"])


def test_texts_that_are_gone_are_forgotten(tmp_path):
    encode(["a", "bb"], tmp_path)
    encode(["a", "ccc"], tmp_path)
    assert encode(["bb"], tmp_path) == ([2], ["bb"])


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"PK\x03\x04 half a file"])
def test_a_damaged_file_costs_time_and_nothing_else(tmp_path, damage):
    (tmp_path / FILE).write_bytes(damage)
    assert encode(["a"], tmp_path) == ([1], ["a"])


def test_nothing_in_nothing_out(tmp_path):
    assert encode([], tmp_path) == ([], [])
