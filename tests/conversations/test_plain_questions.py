"""Every topic is reached by its own plain questions."""

from pathlib import Path

import pytest
import yaml

from b2m.content import load_content

PLAIN = yaml.safe_load(
    (Path(__file__).parent.parent / "nlu" / "plain.yml").read_text(encoding="utf-8")
)
GIVES_VALUES = "values/give"
CHANGES_VALUES = ("values/reverse", "values/reset")


def test_every_topic_has_plain_questions():
    assert set(PLAIN) == set(load_content().topics)


@pytest.mark.parametrize("topic", [topic for topic in PLAIN if not topic.startswith("values/")])
def test_a_plain_question_is_understood(topic, person):
    for question in PLAIN[topic]:
        assert person.say(question).topics[:1] == [topic], question


def test_plain_results_are_interpreted(person):
    for message in PLAIN[GIVES_VALUES]:
        assert person.say(message).patterns, message
        assert person.say("start over").topics == ["values/reset"]


def test_results_without_numbers_are_asked_for(person):
    for question in PLAIN["values/interpret"]:
        assert person.say(question).topics == ["values/interpret"], question


def test_results_are_turned_round(person):
    for request in PLAIN["values/reverse"]:
        person.say("start over")
        assert person.say("b2m 5.0, 2.0").patterns == ["decreasing"]
        assert person.say(request).patterns == ["increasing"], request


def test_results_are_cleared(person):
    for request in PLAIN["values/reset"]:
        assert person.say("b2m 5.0, 2.0").patterns == ["decreasing"], request
        assert person.say(request).topics == ["values/reset"], request
