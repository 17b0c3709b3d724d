"""The encoders give unit vectors in which similar questions are close, whatever the batch."""

import numpy as np
import pytest
from safetensors.numpy import save_file
from scipy.special import erf

from assistant.nlu import sentence_encoder as module
from assistant.nlu.sentence_encoder import EncoderError, general_encoder, tuned_encoder

TEXTS = [
    "will the spinal tap hurt?",
    "does a lumbar puncture cause pain",
    "what is the weather in Paris",
    "x",
    "how long " * 100,
]


@pytest.fixture(params=[general_encoder, tuned_encoder], ids=["general", "tuned"])
def encoder(request):
    return request.param()


def test_vectors_are_of_unit_length(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), module.DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_similar_meanings_are_close(encoder):
    spinal, lumbar, weather = encoder.encode(TEXTS[:3])
    assert spinal @ lumbar > 0.6 > 0.2 > spinal @ weather


def test_the_batch_makes_no_difference(encoder):
    together = encoder.encode(TEXTS, batch=2)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-4)


def test_gelu_is_the_exact_one():
    inputs = np.linspace(-8, 8, 4001, dtype=np.float32).reshape(1, -1)
    exact = inputs * 0.5 * (1 + erf(inputs / np.sqrt(2)))
    assert module.gelu(inputs) == pytest.approx(exact, abs=2e-6)


def test_nothing_in_nothing_out(encoder):
    assert encoder.encode([]).shape == (0, module.DIMENSIONS)


@pytest.mark.parametrize(
    "questions",
    [
        ("does the spinal tap hurt", "how long does the spinal tap take"),
        ("where do I keep the urine jug", "where do I bring the urine jug"),
        ("my B2M went up", "my B2M went down"),
    ],
)
def test_the_tuned_encoder_keeps_topics_apart_that_share_their_words(questions):
    one, two = general_encoder().encode(list(questions))
    tuned_one, tuned_two = tuned_encoder().encode(list(questions))
    assert tuned_one @ tuned_two < one @ two


def test_the_encoders_share_their_word_embeddings():
    words = "embeddings.word_embeddings.weight"
    assert tuned_encoder()._weights[words] is general_encoder()._weights[words]


def test_other_weights_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(EncoderError, match="not the published"):
        module.read_weights(tmp_path)


def test_damaged_layers_are_refused(tmp_path):
    damaged = tmp_path / "layers.safetensors"
    with pytest.raises(EncoderError, match="missing or damaged"):
        general_encoder().with_layers(damaged)
    damaged.write_bytes(module.TUNED_LAYERS.read_bytes()[:5000])
    with pytest.raises(EncoderError, match="missing or damaged"):
        general_encoder().with_layers(damaged)


def test_layers_of_another_model_are_refused(tmp_path):
    other = tmp_path / "layers.safetensors"
    save_file({"encoder.layer.0.output.dense.bias": np.zeros(384, dtype=np.float16)}, other)
    with pytest.raises(EncoderError, match="does not hold the layers"):
        general_encoder().with_layers(other)
