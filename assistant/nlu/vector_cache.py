"""Keeps the sentence vectors of training examples, so that a changed example costs a second.

Encoding is most of the training time, and an example's vector depends on its text alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from assistant.nlu.sentence_encoder import DIMENSIONS, SentenceEncoder

Floats = npt.NDArray[np.float32]

FOLDER = Path(".rasa")


def _key(fingerprint: str, text: str) -> str:
    return hashlib.sha256(f"{fingerprint}{text}".encode()).hexdigest()[:32]


def encode(encoder: SentenceEncoder, texts: list[str], folder: Path = FOLDER) -> Floats:
    """As `encoder.encode(texts)`; vectors in `folder` are taken from there, and new ones kept."""
    file = folder / f"{encoder.name}_vectors.npz"
    known = _load(file)
    fingerprint = encoder.fingerprint()
    keys = [_key(fingerprint, text) for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known.update(zip(missing, encoder.encode(list(missing.values())), strict=True))
    vectors = np.array([known[key] for key in keys], dtype=np.float32)
    if missing:
        _save(file, dict(zip(keys, vectors, strict=True)))
    return vectors.reshape(len(texts), DIMENSIONS)


def _load(file: Path) -> dict[str, Floats]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, BadZipFile):  # none yet, or damaged: encode again
        return {}


def _save(file: Path, vectors: dict[str, Floats]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"unfinished-{file.name}")
    np.savez(unfinished, keys=np.array(list(vectors)), vectors=np.array(list(vectors.values())))
    unfinished.replace(file)
