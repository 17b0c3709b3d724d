"""The routes of the web channel, and what holds for every request.

Unlike Rasa's channels it is mounted at the server's root, since its paths are what the world sees.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import (
    Forbidden,
    MethodNotSupported,
    NotFound,
    PayloadTooLarge,
    SanicException,
)
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from assistant.channels.web import conversations, headers
from assistant.channels.web.addresses import client_address
from assistant.channels.web.health import health
from assistant.channels.web.pages import load_pages
from assistant.channels.web.rates import Rate
from assistant.channels.web.refusals import Reason, Refusal
from assistant.channels.web.settings import WebSettings, read_settings
from assistant.nlu.message_reader import LONGEST_MESSAGE
from b2m.content import load_content

logger = logging.getLogger(__name__)

LARGEST_BODY = 32_000  # bytes: the longest text, each character written as \uXXXX\uXXXX
LARGEST_DRAINED = 10_000_000  # bytes of a refused body that are read, so that the refusal arrives
INTERFACE = "/chat/"
MESSAGE_ID = "Idempotency-Key"  # a header, where a proxy sees that a message may be sent again

_MESSAGE_ID = re.compile(r"[!-~]{1,100}")

Result = TypeVar("Result")


class RootBlueprint(Blueprint):
    """Routes at the server's root, and what its channel does for every request of the server."""

    def register(self, app: Any, options: dict[str, Any]) -> None:
        """Mount at the root, not under /webhooks/ as Rasa does."""
        super().register(app, {**options, "url_prefix": None})  # type: ignore[no-untyped-call]
        app.ctx.sanic_cors.resources.clear()  # Rasa's own CORS knows no difference between paths
        channel: WebInput = self.ctx.channel
        app.register_middleware(channel.before, "request")
        app.register_middleware(channel.after, "response")
        app.error_handler.add(Exception, channel.failed)


class WebInput(InputChannel):
    """What a browser anywhere may ask for."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._pages = load_pages(settings, load_content())
        self._messages = Rate(settings.messages)
        self._sessions = Rate(settings.sessions)
        self._requests = Rate(settings.requests)
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return conversations.CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """The channel with the settings of the environment."""
        return cls(read_settings(os.environ))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        routes = RootBlueprint("web")
        routes.ctx.channel = self
        for method, path, handler in (
            ("POST", "/chat/sessions", self._begin),
            ("POST", "/chat/messages", self._say),
            ("GET", "/chat/conversation", self._transcript),
            ("DELETE", "/chat/sessions", self._delete),
            ("GET", "/health", self._health),
            ("HEAD", "/health", self._health),
        ):
            # A partial, because Sanic marks the function, which a method doesn't allow. Streamed,
            # so that a body is read in _body, and no further than its limit.
            reads_body = method == "POST"
            name = f"{method} {path}"
            routes.add_route(partial(handler), path, [method], name=name, stream=reads_body)
        return routes

    async def _begin(self, request: Request) -> HTTPResponse:
        """POST /chat/sessions: a new conversation."""
        self._limit(self._sessions, self._address(request))
        await _body(request)
        token = conversations.new_token()
        conversation = conversations.conversation_of(token)
        messages = await self._to_the_end(conversations.begin(_agent(request), conversation))
        return json_response({"token": token, "messages": messages}, status=201)

    async def _say(self, request: Request) -> HTTPResponse:
        """POST /chat/messages: a turn."""
        conversation = _conversation(request)
        self._limit(self._messages, conversation)
        message_id = _message_id(request)
        text, is_payload = _said(await _body(request))
        turn = conversations.say(_agent(request), conversation, text, is_payload, message_id)
        return json_response({"messages": await self._to_the_end(turn)})

    async def _transcript(self, request: Request) -> HTTPResponse:
        """GET /chat/conversation: what was said so far."""
        said = conversations.transcript(_agent(request), _conversation(request))
        return json_response({"messages": await said})

    async def _delete(self, request: Request) -> HTTPResponse:
        """DELETE /chat/sessions: the conversation is gone."""
        erased = conversations.erase(_agent(request), _conversation(request))
        await self._to_the_end(erased)
        return empty()

    async def _health(self, request: Request) -> HTTPResponse:
        """GET /health: 200 if everything works, else 503."""
        works = await health(getattr(request.app.ctx, "agent", None))
        is_well = all(works.values())
        status = "ok" if is_well else "failing"
        return json_response({"status": status, **works}, status=200 if is_well else 503)

    async def before(self, request: Request) -> HTTPResponse | None:
        """Serve files; refuse callers that come too often or from pages that may not call."""
        page = self._pages.get(request.path)
        if page is not None and request.method in ("GET", "HEAD"):
            return page.response(request)
        if self._is_interface(request):
            if request.method == "OPTIONS":
                return empty()
            origin = request.headers.get("origin")
            host = request.headers.get("host", "")
            if origin and not headers.is_allowed(origin, host, self._settings.origins):
                return Refusal(Reason.NOT_ALLOWED).response()
            wait = self._requests.wait(self._address(request))
            if wait:
                return Refusal(Reason.TOO_MANY, wait).response()
        return None

    async def after(self, request: Request, response: HTTPResponse) -> None:
        """Add the headers that every response has."""
        for name, value in headers.ALWAYS.items():
            response.headers.setdefault(name, value)
        if self._is_interface(request):
            origin = request.headers.get("origin", "")
            response.headers.update(headers.cross_origin(origin, self._settings.origins))

    def failed(self, request: Request, error: Exception) -> HTTPResponse:
        """Every failure becomes a refusal with words for people; nothing of it is told or kept."""
        if isinstance(error, Refusal):
            return error.response()
        if isinstance(error, PayloadTooLarge):
            if request.stream is not None:
                request.stream.request_max_size = LARGEST_DRAINED
            return Refusal(Reason.TOO_LONG).response()
        if isinstance(error, (NotFound, MethodNotSupported)):
            return Refusal(Reason.NOT_FOUND).response(error.status_code)
        if isinstance(error, Forbidden):
            return Refusal(Reason.NOT_ALLOWED).response()
        if isinstance(error, SanicException) and error.status_code < 500:
            return Refusal(Reason.MALFORMED).response(error.status_code)
        logger.error("A request failed (%s).", type(error).__name__)
        return Refusal(Reason.UNAVAILABLE).response()

    def _is_interface(self, request: Request) -> bool:
        return request.path.startswith(INTERFACE) and request.path not in self._pages

    def _address(self, request: Request) -> str:
        forwarded_for = ",".join(request.headers.getall("x-forwarded-for", ()))
        return client_address(request.ip, forwarded_for, self._settings.proxies)

    def _limit(self, rate: Rate, key: str) -> None:
        wait = rate.wait(key)
        if wait:
            raise Refusal(Reason.TOO_MANY, wait)

    async def _to_the_end(self, work: Awaitable[Result]) -> Result:
        """Do `work` even if the client leaves meanwhile, so that no turn is kept by half."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # the handler has it; asyncio would log it where the client left


def _agent(request: Request) -> Agent:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise Refusal(Reason.UNAVAILABLE)
    return agent


def _conversation(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Refusal(Reason.NO_SESSION)
    return conversations.conversation_of(token.strip())


def _message_id(request: Request) -> str:
    """What the client calls its message, so that it may send it again. Raises Refusal."""
    message_id: str = request.headers.get(MESSAGE_ID, "") or uuid4().hex
    if not _MESSAGE_ID.fullmatch(message_id):
        raise Refusal(Reason.MALFORMED)
    return message_id


async def _body(request: Request) -> bytes:
    """The body, if it isn't too large. Raises Sanic's PayloadTooLarge as soon as it is."""
    stream: Any = request.stream
    stream.request_max_size = LARGEST_BODY
    await request.receive_body()  # type: ignore[no-untyped-call]
    body: bytes = request.body
    return body


def _said(body: bytes) -> tuple[str, bool]:
    """What {"text": …} or {"payload": …} says, and whether it is a payload. Raises Refusal."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):  # the latter for a thousand brackets
        raise Refusal(Reason.MALFORMED) from None
    kinds = [kind for kind in ("text", "payload") if isinstance(data, dict) and kind in data]
    if len(kinds) != 1 or not isinstance(data[kinds[0]], str):
        raise Refusal(Reason.MALFORMED)
    text: str = data[kinds[0]].encode(errors="replace").decode()  # half characters have no form
    if len(text) > LONGEST_MESSAGE:
        raise Refusal(Reason.TOO_LONG)
    return text, kinds == ["payload"]
