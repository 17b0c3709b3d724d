"""The classifier learns topics from examples and gives probabilities."""

import joblib
import numpy as np
import pytest

from assistant.nlu.topic_model import TopicModel, normalise

EXAMPLES = {
    "pain": ["will it hurt", "is it painful", "does the needle sting", "will I feel pain"],
    "time": ["how long does it take", "how many minutes", "is it quick", "when is it over"],
    "cost": ["what does it cost", "how much money is it", "is it expensive", "the price please"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
TOPICS = [topic for topic, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def model():
    return TopicModel(dimensions=8).fit(TEXTS, TOPICS)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("is this going to be sore", "pain"),
        ("what is the duration", "time"),
        ("can I afford it, what will I pay", "cost"),
    ],
)
def test_unseen_questions_get_their_topic(model, question, topic):
    assert model.topics[int(model.probabilities([question])[0].argmax())] == topic


def test_probabilities_sum_to_one(model):
    probabilities = model.probabilities(["", "xyz", "will it hurt"])
    assert probabilities.shape == (3, 3)
    assert probabilities.sum(axis=1) == pytest.approx(1.0)


def test_which_number_stands_there_does_not_matter(model):
    first, second = model.probabilities(["is it 5 minutes", "is it 2.75 minutes"])
    assert first == pytest.approx(second)
    assert normalise("On 3/14 it was 3.2") == "on 0 it was 0"


def test_a_saved_model_gives_the_same_answers(model, tmp_path):
    joblib.dump(model, tmp_path / "model.joblib")
    loaded = joblib.load(tmp_path / "model.joblib")
    assert np.array_equal(loaded.probabilities(TEXTS), model.probabilities(TEXTS))
