"""The action hands the message to the interpreter, sends its replies and keeps its state."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import values
from actions.values import ActionValues


def run(text, state=None, topic="values/give"):
    message = {
        "text": text,
        "response_selector": {"values": {"response": {"intent_response_key": topic}}},
    }
    tracker = Tracker("someone", {"b2m_values": state}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = ActionValues().run(dispatcher, tracker, {})
    return dispatcher.messages, events


def test_values_get_a_trend_and_are_kept():
    messages, events = run("5.1 mg/L in January 2024, 2.9 mg/L in July 2024")
    assert [m["response"] for m in messages] == ["utter_values_reply"]
    assert messages[0]["reply"]["custom"]["pattern"] == "decreasing"
    assert [event["name"] for event in events] == ["b2m_values"]

    messages, _ = run("and 6.0 mg/L in August 2024", events[0]["value"])
    assert messages[0]["reply"]["custom"]["pattern"] == "decreased_then_increased"


def test_the_topic_is_passed_on():
    _, events = run("5.1, 2.9")
    messages, _ = run("the newest stands first", events[0]["value"], "values/reverse")
    assert messages[0]["reply"]["custom"]["pattern"] == "increasing"


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": "", "response_selector": {}}])
def test_a_message_with_parts_missing_is_survived(message):
    tracker = Tracker("someone", {}, message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    ActionValues().run(dispatcher, tracker, {})
    assert dispatcher.messages


def test_a_failure_sends_nothing_keeps_everything_and_logs_no_words(monkeypatch, caplog):
    def fail(*args):
        raise ValueError("secret 5.1")

    monkeypatch.setattr(values.interpreter, "respond", fail)
    messages, events = run("secret 5.1")
    assert (messages, events) == ([], [])
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
