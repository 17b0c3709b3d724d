"""Rasa's `rest` channel for integrations on the same machine, without its rough edges."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Any
from uuid import uuid4

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import Forbidden, InvalidUsage
from sanic.request import Request

from assistant.channels.guard import guarded


class LocalRestInput(RestInput):
    """As Rasa's: POST /webhooks/rest/webhook {"sender", "message"}.

    Unlike Rasa's, it is closed to other machines, also where the server listens to them or a proxy
    passes them on. A request without a sender gets a conversation of its own (Rasa's share one),
    a body of the wrong form is refused with status 400, and a failure is neither silent nor logged
    with the person's words.
    """

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        routes: Blueprint = super().blueprint(guarded(on_new_message))
        return routes

    async def _extract_sender(self, req: Request) -> str:
        if not _comes_from_here(req):
            raise Forbidden("Only programs on this machine may use this channel.")
        sender = _body(req).get("sender")
        if sender is None:
            return uuid4().hex
        if not isinstance(sender, str) or not 0 < len(sender) <= 200:
            raise InvalidUsage("`sender` must be a text of 1 to 200 characters.")
        return sender

    def _extract_message(self, req: Request) -> str:
        message = _body(req).get("message")
        if message is None:
            return ""
        if not isinstance(message, str):
            raise InvalidUsage("`message` must be a text.")
        return message

    def _extract_input_channel(self, req: Request) -> str:
        return str(self.name())

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """None: callers pass nothing on to the conversation."""
        return None


def _comes_from_here(req: Request) -> bool:
    forwarded = {"forwarded", "x-forwarded-for"} & {name.lower() for name in req.headers}
    return not forwarded and ip_address(req.ip).is_loopback


def _body(req: Request) -> dict[str, Any]:
    body = req.json
    if not isinstance(body, dict):
        raise InvalidUsage('The body must be a JSON object: {"sender": "…", "message": "…"}.')
    return body
