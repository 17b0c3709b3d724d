"""What a message can lean on: the choices on offer and the last topic."""

import pytest
from rasa.shared.core.events import BotUttered, Restarted, SessionStarted, UserUttered

from assistant.conversation import Conversation, summarise

OFFER = Conversation(choices=("Will it hurt?", "How long does it take?"))
DELETE = Conversation(choices=("Yes, delete it", "No, keep it"))


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("1", "Will it hurt?"),
        ("2.", "How long does it take?"),
        ("(2)", "How long does it take?"),
        ("number 1", "Will it hurt?"),
        ("Option 2", "How long does it take?"),
        ("will it hurt", "Will it hurt?"),
        ("3", None),
        ("0", None),
        ("2.9", None),
        ("12", None),
        ("what is B2M?", None),
        ("", None),
    ],
)
def test_a_choice_is_named_by_number_or_words(typed, choice):
    assert OFFER.chosen(typed) == choice


def test_without_an_offer_a_number_is_just_a_number():
    assert Conversation().chosen("1") is None


@pytest.mark.parametrize(
    ("conversation", "topic", "choice"),
    [
        (DELETE, "talk/affirm", "Yes, delete it"),
        (DELETE, "talk/deny", "No, keep it"),
        (DELETE, "ask/csf_pain", None),
        (OFFER, "talk/affirm", None),
        (Conversation(), "talk/affirm", None),
    ],
)
def test_yes_and_no_answer_an_offer_that_asks_for_them(conversation, topic, choice):
    assert conversation.answered(topic) == choice


def said(text, choices=(), topic=None):
    return BotUttered(
        text, metadata={"choices": list(choices), **({"topic": topic} if topic else {})}
    )


def test_only_the_last_turn_is_on_offer_but_the_topic_stays():
    events = [
        UserUttered("a"),
        said("…", ["Will it hurt?"], "ask/csf_procedure"),
        UserUttered("hm"),
        said("…", ["None of these"]),
    ]
    conversation = summarise(events, {"b2m_values": {"n": 1}})
    assert conversation.choices == ("None of these",)
    assert conversation.topic == "ask/csf_procedure"
    assert conversation.values_state == {"n": 1}


@pytest.mark.parametrize("boundary", [SessionStarted(), Restarted()])
def test_nothing_is_on_offer_after_a_new_start(boundary):
    events = [UserUttered("a"), said("…", ["Will it hurt?"], "ask/csf"), boundary]
    assert summarise(events, {}) == Conversation()
