"""The cache gives what the encoder gives, and asks it only for what is new."""

import numpy as np
import pytest

from assistant.nlu import vector_cache
from assistant.nlu.sentence_encoder import DIMENSIONS


class CountingEncoder:
    def __init__(self, fingerprint):
        self.fingerprint = fingerprint
        self.asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        return np.array([[len(text)] * DIMENSIONS for text in texts], dtype=np.float32)


def encode(texts, file, fingerprint="these weights"):
    encoder = CountingEncoder(fingerprint)
    return vector_cache.encode(encoder, texts, file)[:, 0].tolist(), encoder.asked


def test_only_new_texts_are_encoded_and_the_order_is_kept(tmp_path):
    file = tmp_path / "deep" / "vectors.npz"
    assert encode(["a", "bb", "a"], file) == ([1, 2, 1], ["a", "bb"])
    assert encode(["bb", "ccc", "a"], file) == ([2, 3, 1], ["ccc"])
    assert encode(["a", "bb"], file) == ([1, 2], [])


def test_vectors_of_other_weights_are_not_taken(tmp_path):
    file = tmp_path / "vectors.npz"
    encode(["a"], file)
    assert encode(["a"], file, "other weights") == ([1], ["a"])


def test_texts_that_are_gone_are_forgotten(tmp_path):
    file = tmp_path / "vectors.npz"
    encode(["a", "bb"], file)
    encode(["a", "ccc"], file)
    assert encode(["bb"], file) == ([2], ["bb"])


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"PK\x03\x04 half a file"])
def test_a_damaged_file_costs_time_and_nothing_else(tmp_path, damage):
    file = tmp_path / "vectors.npz"
    file.write_bytes(damage)
    assert encode(["a"], file) == ([1], ["a"])


def test_nothing_in_nothing_out(tmp_path):
    assert encode([], tmp_path / "vectors.npz") == ([], [])
