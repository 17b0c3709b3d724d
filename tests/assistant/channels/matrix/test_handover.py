"""What is offered when a patient wants a person, and what an answer means."""

import pytest

from assistant.channels.matrix.handover import answer, asks_back, offer
from assistant.channels.matrix.texts import load_texts

TEXTS = load_texts()
ACCOUNT, ROOM = offer(TEXTS, "@nurse:x").choices, offer(TEXTS, "!room:x").choices


@pytest.mark.parametrize(
    ("text", "choices", "meaning"),
    [
        ("1", ACCOUNT, "account"),
        ("2.", ACCOUNT, "none"),
        ("3", ACCOUNT, None),
        ("Yes, please!", ACCOUNT, "account"),
        ("ok", ACCOUNT, "account"),
        (TEXTS.choose_account.upper(), ACCOUNT, "account"),
        ("no thanks", ACCOUNT, "none"),
        ("1", ROOM, "room"),
        ("(2)", ROOM, "room_unread"),
        ("3", ROOM, "none"),
        ("yes", ROOM, "unclear"),
        ("Yes, but do not show them this chat", ROOM, "room_unread"),
        ("yes it hurts", ACCOUNT, None),
        ("no, will it hurt?", ACCOUNT, None),
        ("I want to die", ACCOUNT, None),
        ("1", (), None),
        ("yes", (), None),
    ],
)
def test_answer(text, choices, meaning):
    assert answer(text, choices, TEXTS) == meaning


@pytest.mark.parametrize("staff", ["@nurse:x", "!room", "#room:x"])
def test_an_offer_shows_its_choices_with_numbers_and_whom_to_call(staff):
    offered = offer(TEXTS, staff)
    for number, choice in enumerate(offered.choices, 1):
        assert f"\n{number}. {choice}" in offered.text
    assert "911" in offered.text


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Chatbot", True),
        ("chatbot, please.", True),
        ("is the chatbot any good?", False),
        ("", False),
    ],
)
def test_asks_back(text, back):
    assert asks_back(text, TEXTS) is back
