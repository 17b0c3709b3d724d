"""A failure while handling a message is an apology, and its log says nothing of the message."""

import asyncio

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from assistant.channels.guard import guarded


def handle_with(handler, text="secret words"):
    channel = CollectingOutputChannel()
    message = UserMessage(text, channel, "secret-sender")
    asyncio.run(guarded(handler)(message))
    return " ".join(m["text"] for m in channel.messages)


def test_a_failure_gets_an_apology_and_a_log_without_words(caplog):
    async def fail(message):
        raise ValueError(f"cannot handle {message.text}")

    assert "went wrong on my side" in handle_with(fail)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_a_message_that_is_handled_is_left_alone():
    async def answer(message):
        await message.output_channel.send_text_message(message.sender_id, "fine")

    assert handle_with(answer) == "fine"


def test_what_the_conversation_will_not_remember_is_not_sent():
    async def fail_late(message):
        await message.output_channel.send_text_message(message.sender_id, "xyzzy")
        raise ValueError

    assert "xyzzy" not in handle_with(fail_late)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("my legs went numb after the spinal tap", "911"),
        ("I want to kill myself", "988"),
        ("My chest hurts and I can't breathe", "911"),
    ],
)
def test_danger_is_answered_even_when_everything_else_fails(text, words):
    async def fail(message):
        raise ConnectionError

    assert words in handle_with(fail, text)


def test_a_message_of_any_kind_gets_the_apology():
    async def fail(message):
        raise ConnectionError

    for text in (None, "", "x" * 1_000_000, "\ud83d"):
        assert "went wrong on my side" in handle_with(fail, text)
