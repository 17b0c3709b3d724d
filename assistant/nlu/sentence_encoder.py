"""A sentence encoder: text in, 384 numbers out; similar meanings lie close together.

CTranslate2 computes the layers, in 8 bits, on one core, and without holding up other threads; for
one short sentence it is several times as fast as numpy or PyTorch. The mean over the word pieces,
at unit length, is the sentence's vector, as the card of all-MiniLM-L6-v2 says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

DIMENSIONS = 384
LONGEST = 128  # word pieces of a message that are read; far longer than a question
TOKENIZER = "tokenizer.json"
GENERAL, TUNED = "general", "tuned"  # folders of the two


class SentenceEncoder:
    """The encoder in a folder that `encoder_files` wrote."""

    def __init__(self, folder: Path, tokenizer: Tokenizer) -> None:
        """Raises RuntimeError where the folder holds no encoder."""
        self.name = folder.name
        self._weights = folder / "model.bin"
        self._layers = ctranslate2.Encoder(str(folder), device="cpu", intra_threads=1)
        self._tokenizer = tokenizer

    def fingerprint(self) -> str:
        """Hexadecimal digits that change with the weights; the folder must still be there."""
        return hashlib.sha256(self._weights.read_bytes()).hexdigest()

    def encode(self, texts: Sequence[str], batch: int = 32) -> Floats:
        """One row for each text, shape (texts, 384), rows of length one."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: len(pieces[row]))
        for start in range(0, len(texts), batch):
            rows = by_length[start : start + batch]
            vectors[rows] = self._forward([pieces[row] for row in rows])
        return vectors

    def _forward(self, pieces: list[list[int]]) -> Floats:
        hidden = np.array(self._layers.forward_batch(pieces).last_hidden_state)
        lengths = np.array([len(row) for row in pieces])
        inside = np.arange(hidden.shape[1]) < lengths[:, None]
        pooled = (hidden * inside[:, :, None]).sum(1)  # the mean's direction
        unit: Floats = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit


def load_encoders(folder: Path) -> list[SentenceEncoder]:
    """The general and the tuned encoder that are in `folder`."""
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return [SentenceEncoder(folder / name, tokenizer) for name in (GENERAL, TUNED)]
