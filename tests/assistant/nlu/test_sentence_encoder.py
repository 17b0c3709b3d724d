"""The encoders give unit vectors in which similar questions are close, whatever the batch."""

import numpy as np
import pytest

from assistant.nlu.sentence_encoder import DIMENSIONS, SentenceEncoder, load_encoders

TEXTS = [
    "will the spinal tap hurt?",
    "does a lumbar puncture cause pain",
    "what is the weather in Paris",
    "x",
    "how long " * 100,
]


@pytest.fixture(params=[0, 1], ids=["general", "tuned"])
def encoder(request, encoders):
    return encoders[request.param]


def test_vectors_are_of_unit_length(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_similar_meanings_are_close(encoder):
    spinal, lumbar, weather = encoder.encode(TEXTS[:3])
    assert spinal @ lumbar > spinal @ weather + 0.1


def test_the_batch_makes_next_to_no_difference(encoder):
    together = encoder.encode(TEXTS, batch=2)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(1) == pytest.approx(1.0, abs=0.01)


def test_what_is_very_long_is_read_as_far_as_the_limit(encoder):
    shorter, longer = encoder.encode(["how long " * 100, "how long " * 1000])
    assert shorter @ longer == pytest.approx(1.0, abs=0.001)


def test_nothing_in_nothing_out(encoder):
    assert encoder.encode([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize(
    "questions",
    [
        ("does the spinal tap hurt", "how long does the spinal tap take"),
        ("where do I keep the urine jug", "where do I bring the urine jug"),
        ("my B2M went up", "my B2M went down"),
    ],
)
def test_the_tuned_encoder_keeps_topics_apart_that_share_their_words(questions, encoders):
    (one, two), (tuned_one, tuned_two) = (encoder.encode(questions) for encoder in encoders)
    assert tuned_one @ tuned_two < one @ two


def test_each_has_a_fingerprint_of_its_own(encoders, encoders_folder):
    general, tuned = (encoder.fingerprint() for encoder in encoders)
    assert general != tuned
    again, _ = load_encoders(encoders_folder)
    assert again.fingerprint() == general


def test_a_folder_without_an_encoder_is_refused(tmp_path):
    with pytest.raises(RuntimeError):
        SentenceEncoder(tmp_path, tokenizer=None)
