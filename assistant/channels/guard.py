"""What every channel does when a message could not be handled: apologise, and log no words."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from assistant.nlu.danger import danger_in
from assistant.nlu.message_reader import LONGEST_MESSAGE, clean
from b2m.content import load_content

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


def guarded(handle: Handler) -> Handler:
    """`handle`, but a failure is answered: with the apology, or with whom to call in danger.

    Rasa's channels log a failed message with its text and every local variable. What the channel
    has gathered so far is dropped, since the conversation won't remember it.
    """

    async def handle_safely(message: UserMessage) -> None:
        try:
            await handle(message)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person must not get silence
            logger.error("A message could not be handled (%s).", type(error).__name__)
            gathered = getattr(message.output_channel, "messages", None)
            if isinstance(gathered, list):
                gathered.clear()
            reply = reply_without_rasa(message.text)
            await message.output_channel.send_text_message(message.sender_id, reply)

    return handle_safely


def reply_without_rasa(text: str | None) -> str:
    """The apology; for words that show danger, what is said about it, which can't wait."""
    content = load_content()
    return whom_to_call(text) or content.fill(content.phrases.apology)


def whom_to_call(text: str | None) -> str | None:
    """What is said about the danger that `text` shows; None where it shows none."""
    content = load_content()
    danger = danger_in(clean(text or "")[:LONGEST_MESSAGE])
    return content.fill(content.topics[danger].answer) if danger else None
