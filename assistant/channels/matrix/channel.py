"""Rasa's input channel for Matrix: what the homeserver calls; the start and stop of the rest."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.channels.guard import Handler
from assistant.channels.inbox import Event, Inbox
from assistant.channels.matrix.delivery import Delivery
from assistant.channels.matrix.desk import Desk, for_inbox
from assistant.channels.matrix.events import read_event
from assistant.channels.matrix.homeserver import Homeserver
from assistant.channels.matrix.parts import say
from assistant.channels.matrix.rooms import Rooms
from assistant.channels.matrix.settings import Settings, load
from assistant.channels.matrix.texts import load_texts
from assistant.channels.plain_text import apology, ask
from assistant.channels.recall import ask_once
from assistant.channels.turns import Refused, TryLater, Turns
from assistant.data_folder import data_folder
from b2m.content import load_content

logger = logging.getLogger(__name__)

NAME = "matrix"
SECONDS_BETWEEN_TRIES = (0.2, 0.5, 1.0, 2.0, 5.0)  # to reach the homeserver at the start
TRIES_LOGGED = (2, 20)  # a homeserver's first call after our restart fails: its connection is gone
# A homeserver that could not reach us once tries again ever more rarely; a ping ends that.
SECONDS_BETWEEN_PINGS = 5.0
RouteHandler = Callable[[Request], Awaitable[HTTPResponse]]


class MatrixInput(InputChannel):
    """The assistant as an application service, where B2M_MATRIX_HOMESERVER and
    B2M_MATRIX_REGISTRATION are set; else a channel without routes."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """The channel's name, and its mount under /webhooks/."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> MatrixInput:
        """The channel as the environment sets it. Raises MatrixSettingsError."""
        return cls(load(os.environ))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes that the homeserver calls."""
        routes = Blueprint(NAME)
        if self._settings is None:
            return routes
        service = Service(self._settings, on_new_message)

        def add(method: str, path: str, name: str, handle: RouteHandler) -> None:
            admitted = service.admitted(handle)
            routes.add_route(admitted, f"/_matrix/app/v1/{path}", methods=[method], name=name)

        add("PUT", "transactions/<name>", "transactions", service.take)
        add("POST", "ping", "ping", service.ping)
        add("GET", "users/<name>", "users", service.nobody)
        add("GET", "rooms/<name>", "rooms", service.nobody)
        routes.listener("before_server_start")(service.open)
        routes.listener("after_server_start")(service.start)
        routes.listener("before_server_stop")(service.stop)
        return routes


class Service:
    """The channel at work: from the server's start to its stop."""

    _homeserver: Homeserver
    _rooms: Rooms
    _inbox: Inbox
    _turns: Turns
    _entering: asyncio.Task[None]

    def __init__(self, settings: Settings, handle: Handler) -> None:
        self._settings, self._handle = settings, handle
        self._left_open: set[str] = set()  # events that an earlier process may have handled

    def admitted(self, handle: RouteHandler) -> Callable[..., Coroutine[Any, Any, HTTPResponse]]:
        """`handle` for the homeserver alone: nobody else knows the token."""
        wanted = self._settings.hs_token.encode()

        async def handle_admitted(request: Request, name: str = "") -> HTTPResponse:
            scheme, _, token = request.headers.get("Authorization", "").partition(" ")
            if scheme != "Bearer" or not token:
                return json({"errcode": "M_UNAUTHORIZED"}, 401)
            if not hmac.compare_digest(token.encode(errors="replace"), wanted):
                return json({"errcode": "M_FORBIDDEN"}, 403)
            return await handle(request)

        return handle_admitted

    async def ping(self, request: Request) -> HTTPResponse:
        """Answer the homeserver that we can be reached."""
        return json({})

    async def nobody(self, request: Request) -> HTTPResponse:
        """Answer that no account and no room is made when somebody asks for it."""
        return json({"errcode": "M_NOT_FOUND"}, 404)

    async def take(self, request: Request) -> HTTPResponse:
        """Take in a transaction. It is written down when this returns, and answered afterwards."""
        body = request.json
        events = body.get("events") if isinstance(body, dict) else None
        if not isinstance(events, list):
            raise InvalidUsage("A transaction must be a JSON object with `events`.")
        if not self._homeserver.user:  # our own words could not be told from others'
            return json({"errcode": "M_NOT_YET"}, 503)
        read = (read_event(raw, self._homeserver.user) for raw in events)
        await self._turns.accept(for_inbox(event) for event in read if event is not None)
        return json({})

    async def open(self, app: Sanic, loop: object) -> None:
        """Open the files. Raises InboxError where another assistant has them."""
        folder = data_folder()
        self._app = app
        self._homeserver = Homeserver(self._settings)
        self._inbox, self._rooms = Inbox.of(NAME), Rooms(folder / f"rooms-{NAME}.sqlite")
        self._left_open = {event.id for event in self._inbox.open_events()}
        delivery = Delivery(self._homeserver, self._rooms, self._forget)
        desk = Desk(self._homeserver, self._rooms, self._settings.staff, self._ask, self._catch_up)
        self._turns = Turns(self._inbox, desk.reply, delivery.send, [say(apology())])

    async def start(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        """Enter the homeserver, as soon as it is there, finish what was left open, and stay."""
        self._entering = loop.create_task(self._enter())

    async def stop(self, app: Sanic, loop: object) -> None:
        """Finish the turns that have begun."""
        self._entering.cancel()
        await self._turns.stop()
        await self._homeserver.close()
        self._rooms.close()

    async def _enter(self) -> None:
        await self._until_done(lambda: self._homeserver.enter(load_texts().display_name))
        logger.info("Matrix: connected as %s.", self._homeserver.user)
        self._turns.resume()
        while True:
            await self._until_done(self._homeserver.ping)
            await asyncio.sleep(SECONDS_BETWEEN_PINGS)

    async def _until_done(self, call: Callable[[], Awaitable[None]]) -> None:
        tries = 0
        while True:
            try:
                return await call()
            except (TryLater, Refused) as error:
                if tries in TRIES_LOGGED:
                    logger.warning("Matrix: %s Trying again.", error)
            await asyncio.sleep(SECONDS_BETWEEN_TRIES[min(tries, len(SECONDS_BETWEEN_TRIES) - 1)])
            tries += 1

    async def _ask(self, text: str, room: str, event: str) -> list[dict[str, Any]]:
        store = self._app.ctx.agent.tracker_store
        conversation = conversation_in(room)
        return await ask_once(self._handle, store, self._left_open, text, conversation, NAME, event)

    async def _catch_up(self, events: list[Event]) -> None:
        await self._turns.accept(events)

    async def _forget(self, room: str) -> None:
        """Erase a conversation the way a patient would, with the button's own words."""
        erase = load_content().phrases.delete_yes
        await ask(self._handle, erase, conversation_in(room), NAME, f"forget {room}")


def conversation_in(room: str) -> str:
    """The conversation's name in Rasa: one for each room, and no name of a person or a server."""
    return f"{NAME}-{hashlib.sha256(room.encode()).hexdigest()[:32]}"
