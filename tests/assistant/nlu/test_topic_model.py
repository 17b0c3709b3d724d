"""The classifier learns topics from examples and gives probabilities."""

import shutil

import pytest

from assistant.nlu.normalise import normalise
from assistant.nlu.topic_model import TopicModel, harmless_parts

EXAMPLES = {
    "safety/emergency": [
        "I can't breathe",
        "the bleeding won't stop",
        "she had a fit and fell",
        "my legs went numb",
    ],
    "pain": ["will it hurt", "is it painful", "does the needle sting", "will I feel pain"],
    "time": ["how long does it take", "how many minutes", "is it quick", "when is it over"],
    "cost": ["what does it cost", "how much money is it", "is it expensive", "the price please"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
TOPICS = [topic for topic, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def model(encoders):
    return TopicModel(encoders, dimensions=8).fit(TEXTS, TOPICS)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("is this going to be sore", "pain"),
        ("what is the duration", "time"),
        ("can I afford it, what will I pay", "cost"),
    ],
)
def test_unseen_questions_get_their_topic(model, question, topic):
    (probabilities,), _ = model.assess([question])
    assert max(probabilities, key=probabilities.get) == topic


def test_probabilities_sum_to_one(model):
    for probabilities in model.assess(["", "xyz", "will it hurt"])[0]:
        assert set(probabilities) == set(EXAMPLES)
        assert sum(probabilities.values()) == pytest.approx(1.0)


def test_danger_has_a_classifier_of_its_own(model):
    _, (calm, danger) = model.assess(["the price please", "my legs are numb and won't move"])
    assert danger["safety/emergency"] > 0.5 > calm["safety/emergency"]


def test_only_parts_of_harmless_messages_teach_what_harmless_is():
    texts = ["I can't breathe. Is that normal?", "I am old. Will it hurt?", "how long"]
    assert harmless_parts(texts, ["safety/emergency", "pain", "time"]) == [
        "I am old",
        "Will it hurt",
    ]


def test_which_number_stands_there_does_not_matter(model):
    (first, second), _ = model.assess(["is it 5 minutes", "is it 2.75 minutes"])
    assert first == pytest.approx(second)
    assert normalise("On 3/14 it was 3.2") == "on 0 it was 0"


def test_a_saved_model_gives_the_same_answers(model, encoders_folder, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(encoders_folder, folder)
    model.save(folder)
    assert model.encoders
    assert TopicModel.load(folder).assess(TEXTS) == model.assess(TEXTS)
