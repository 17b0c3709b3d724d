"""The floor of every measurement: a channel on the same server that sends back what it gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint


class EchoInput(RestInput):
    """Rasa's `rest` channel without Rasa behind it."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""

        async def echo(message: UserMessage) -> None:
            await message.output_channel.send_text_message(message.sender_id, message.text)

        return super().blueprint(echo)
