"""Only the published weights are taken, and only layers that fit them."""

import numpy as np
import pytest
from safetensors.numpy import save_file

from assistant.nlu import encoder_weights as module
from assistant.nlu.encoder_weights import EncoderError

BIAS = "encoder.layer.0.output.dense.bias"


@pytest.fixture(scope="module")
def published():
    return module.published_weights(module.weights_folder())


def test_other_weights_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(EncoderError, match="not the published"):
        module.published_weights(tmp_path)


def test_tuned_layers_take_the_place_of_the_published_ones(published):
    tuned = module.with_layers(published, module.TUNED_LAYERS)
    words = "embeddings.word_embeddings.weight"
    assert tuned[words] is published[words]
    assert tuned.keys() == published.keys()
    assert tuned[BIAS].dtype == np.float32
    assert not np.array_equal(tuned[BIAS], published[BIAS])


def test_damaged_layers_are_refused(published, tmp_path):
    damaged = tmp_path / "layers.safetensors"
    with pytest.raises(EncoderError, match="missing or damaged"):
        module.with_layers(published, damaged)
    damaged.write_bytes(module.TUNED_LAYERS.read_bytes()[:5000])
    with pytest.raises(EncoderError, match="missing or damaged"):
        module.with_layers(published, damaged)


def test_layers_of_another_model_are_refused(published, tmp_path):
    other = tmp_path / "layers.safetensors"
    save_file({BIAS: np.zeros(384, dtype=np.float16)}, other)
    with pytest.raises(EncoderError, match="does not hold the layers"):
        module.with_layers(published, other)
