"""Writes the sentence encoders in 8 bits: the files of CTranslate2 that `sentence_encoder` reads.

Training does so, and they become part of the model.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ctranslate2.specs import common_spec, transformer_spec
from tokenizers import Tokenizer

from assistant.nlu.encoder_weights import (
    TUNED_LAYERS,
    Weights,
    published_weights,
    weights_folder,
    with_layers,
)
from assistant.nlu.sentence_encoder import GENERAL, TOKENIZER, TUNED

LAYERS, HEADS, NORM_EPSILON = 6, 12, 1e-12  # of the published model's config.json
# The general encoder's first layer says as much beside the tuned one as all six, for a sixth of the
# time (docs/understanding.md).
GENERAL_LAYERS = 1


def write_encoders(folder: Path) -> None:
    """Write the general and the tuned encoder, and the tokenizer of both, into `folder`."""
    published = published_weights(weights_folder())
    shutil.copy(weights_folder() / TOKENIZER, folder / TOKENIZER)
    write(published, folder / GENERAL, GENERAL_LAYERS)
    write(with_layers(published, TUNED_LAYERS), folder / TUNED)


def write(weights: Weights, folder: Path, layers: int = LAYERS) -> None:
    """Write the encoder with the first `layers` of these weights to `folder`, 8 bits a weight.

    Every row of a weight matrix has its own scale, so vectors differ from those of 32 bits by a
    cosine of about 0.997; which topics are found does not change (docs/understanding.md).
    """
    folder.mkdir(parents=True)
    model = _model(weights, layers)
    pieces = Tokenizer.from_file(str(weights_folder() / TOKENIZER)).get_vocab()
    model.register_vocabulary(sorted(pieces, key=lambda piece: pieces[piece]))
    model.validate()
    model.optimize(quantization="int8")
    model.save(str(folder))


def _model(weights: Weights, layers: int) -> transformer_spec.TransformerEncoderModelSpec:
    """BERT (Devlin et al. 2019) in CTranslate2's terms."""
    model = transformer_spec.TransformerEncoderModelSpec(
        transformer_spec.TransformerEncoderSpec(
            layers,
            HEADS,
            pre_norm=False,
            activation=common_spec.Activation.GELU,
            layernorm_embedding=True,
            num_source_embeddings=2,
            embeddings_merge=common_spec.EmbeddingsMerge.ADD,
        )
    )
    model.config.layer_norm_epsilon = NORM_EPSILON

    def copied(name: str) -> npt.NDArray[np.float32]:
        return weights[name].copy()  # CTranslate2 rounds them in place

    def dense(spec: common_spec.LinearSpec, *names: str) -> None:
        spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
        spec.bias = np.concatenate([weights[f"{name}.bias"] for name in names])

    def norm(spec: common_spec.LayerNormSpec, name: str) -> None:
        spec.gamma, spec.beta = copied(f"{name}.weight"), copied(f"{name}.bias")

    encoder = model.encoder
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = copied("embeddings.word_embeddings.weight")
    encoder.embeddings[1].weight = copied("embeddings.token_type_embeddings.weight")
    encoder.position_encodings.encodings = copied("embeddings.position_embeddings.weight")
    norm(encoder.layernorm_embedding, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        name = f"encoder.layer.{number}"
        projections = (f"{name}.attention.self.{part}" for part in ("query", "key", "value"))
        dense(layer.self_attention.linear[0], *projections)
        dense(layer.self_attention.linear[1], f"{name}.attention.output.dense")
        norm(layer.self_attention.layer_norm, f"{name}.attention.output.LayerNorm")
        dense(layer.ffn.linear_0, f"{name}.intermediate.dense")
        dense(layer.ffn.linear_1, f"{name}.output.dense")
        norm(layer.ffn.layer_norm, f"{name}.output.LayerNorm")
    return model
