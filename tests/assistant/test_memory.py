"""What is kept of a conversation: enough for the next turn, and no more after 400 turns."""

import json

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import memory

DOMAIN = Domain.load("domain.yml")
START = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def user(text, intent="ask"):
    found = {"intent": {"name": intent}, "topic_ranking": [["ask/x", 0.5]] * 10}
    return UserUttered(text, {"name": intent, "confidence": 0.7}, parse_data=found)


def said(text, topic=None, **metadata):
    return BotUttered(text, metadata={**({"topic": topic} if topic else {}), **metadata})


def turn(number, *more):
    return [
        user(f"question {number}"),
        DefinePrevUserUtteredFeaturization(False),
        ActionExecuted("utter_ask"),
        said(f"answer {number}", "ask/csf", choices=[f"choice {number}"]),
        *more,
        ActionExecuted("action_listen"),
    ]


def tracker(*events):
    return DialogueStateTracker.from_events("someone", list(events), slots=DOMAIN.slots)


def kept(*events):
    """The events that are left after a way through the database."""
    before = tracker(*events)
    rows = json.loads(json.dumps(memory.state(before.events, before.slots)))
    return tracker(*memory.events(rows))


def test_the_last_turn_is_kept_as_it_was():
    after = kept(*START, *turn(1), *turn(2))
    texts = [e.text for e in after.events if isinstance(e, (UserUttered, BotUttered))]
    assert texts == [None, "question 2", "answer 2"]
    bot = after.events[-2]
    assert bot.metadata["choices"] == ["choice 2"]
    assert after.latest_action_name == "action_listen"
    assert after.latest_message.intent["name"] == "ask"


def test_a_session_that_nobody_has_answered_yet_is_kept_whole():
    after = kept(*START[:2], said("welcome", choices=["a"]), START[2])
    assert [type(e) for e in after.events] == [
        *(ActionExecuted, SessionStarted, BotUttered, ActionExecuted)
    ]


def test_slots_keep_their_last_value():
    after = kept(*START, *turn(1, SlotSet("b2m_values", {"n": 1})), *turn(2))
    assert after.get_slot("b2m_values") == {"n": 1}
    cleared = kept(
        *START, *turn(1, SlotSet("b2m_values", {"n": 1})), *turn(2, SlotSet("b2m_values", None))
    )
    assert cleared.get_slot("b2m_values") is None


def test_slots_do_not_outlive_their_session():
    after = kept(*START, *turn(1, SlotSet("b2m_values", {"n": 1})), *START, *turn(2))
    assert after.get_slot("b2m_values") is None
    assert "question 1" not in json.dumps([e.as_dict() for e in after.events])


def test_the_topic_outlives_turns_that_have_none():
    chat = [user("thanks", "talk"), said("you are welcome"), ActionExecuted("action_listen")]
    after = kept(*START, *turn(1), *chat)
    again = kept(*after.events, *chat)
    assert [e.metadata["topic"] for e in again.events if "topic" in e.metadata] == ["ask/csf"]


@pytest.mark.parametrize("turns", [2, 40, 400])
def test_what_is_kept_does_not_grow(turns):
    few = kept(*START, *turn(1), *turn(2))
    after = kept(*START, *(e for n in range(turns) for e in turn(n)))
    assert len(after.events) == len(few.events)


def test_what_the_nlu_noted_is_not_kept():
    after = tracker(*START, *turn(1))
    assert "topic_ranking" not in json.dumps(memory.state(after.events, after.slots))


def test_only_the_latest_messages_are_kept():
    events = [e for n in range(400) for e in turn(n)]
    rows = memory.messages(events)
    assert len(rows) == memory.MESSAGES_KEPT
    assert rows[-1]["text"] == "answer 399"
    assert rows[-1]["metadata"]["choices"] == ["choice 399"]
