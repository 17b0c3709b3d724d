"""A failure while handling a message is an apology, and its log says nothing of the message."""

import asyncio

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from assistant.channels.guard import guarded


def handle_with(handler):
    channel = CollectingOutputChannel()
    message = UserMessage("secret words", channel, "secret-sender")
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
