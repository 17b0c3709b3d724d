"""The training data: every topic has enough examples, and none is where it shouldn't be."""

import re
from collections import defaultdict

import pytest

from assistant.nlu.message_reader import LONGEST_MESSAGE
from b2m.content import load_content, plain
from tests.nlu.questions import examples, questions

LEAST = {"ask": 60, "not_covered": 60, "safety": 80, "values": 40, "talk": 40, "out_of_scope": 600}
EXAMPLES = examples()


def test_every_topic_has_examples_and_an_answer():
    assert set(EXAMPLES) == set(load_content().topics)


@pytest.mark.parametrize("topic", sorted(EXAMPLES))
def test_every_topic_has_enough_examples(topic):
    assert len(EXAMPLES[topic]) >= LEAST[topic.split("/")[0]]


def test_no_example_stands_twice():
    places = defaultdict(list)
    for topic, texts in EXAMPLES.items():
        for text in texts:
            places[" ".join(plain(text).split())].append(topic)
    assert {text: topics for text, topics in places.items() if len(topics) > 1} == {}


def test_no_example_is_empty_or_too_long():
    for topic, texts in EXAMPLES.items():
        assert all(0 < len(text) <= LONGEST_MESSAGE for text in texts), topic


@pytest.mark.parametrize("part", ["questions", "sealed"])
def test_no_test_question_is_trained_on(part):
    trained = {plain(text) for texts in EXAMPLES.values() for text in texts}
    asked = {plain(question.text) for question in questions(part)}
    assert asked & trained == set()


def test_no_example_stands_in_another_topic_with_its_words_in_another_order():
    topics = defaultdict(set)
    for topic, texts in EXAMPLES.items():
        for text in texts:
            words = re.findall(r"\w+", text.lower())
            if len(words) > 2:
                topics[" ".join(sorted(set(words)))].add(topic)
    assert {words: found for words, found in topics.items() if len(found) > 1} == {}
