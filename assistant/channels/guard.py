"""What every channel does when a message could not be handled: apologise, and log no words."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage

from b2m.content import load_content

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


def guarded(handle: Handler) -> Handler:
    """`handle`, but a failure is answered with the apology.

    Rasa's channels log a failed message with its text and every local variable.
    """

    async def handle_safely(message: UserMessage) -> None:
        try:
            await handle(message)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person must not get silence
            logger.error("A message could not be handled (%s).", type(error).__name__)
            content = load_content()
            apology = content.fill(content.phrases.apology)
            await message.output_channel.send_text_message(message.sender_id, apology)

    return handle_safely
