"""A person's side of Matrix: the few calls that the terminal patient, tests and bench make."""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

_CLIENT = "/_matrix/client/v3"
SECONDS_OF_LONG_POLL = 20
SECONDS_BETWEEN_TRIES = 0.5
Json = dict[str, Any]


class MatrixError(Exception):
    """The homeserver refused a call: status and errcode."""


class Client:
    """An account on a homeserver. Use it as an asynchronous context manager."""

    user = ""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._session = ClientSession(
            headers={"Authorization": f"Bearer {token}"},
            timeout=ClientTimeout(total=4 * SECONDS_OF_LONG_POLL),
        )
        self._transactions = (f"{secrets.token_hex(8)}.{n}" for n in itertools.count())
        self._since: str | None = None

    async def __aenter__(self) -> Client:
        self.user = (await self.call("GET", "/account/whoami"))["user_id"]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def call(self, method: str, path: str, body: Json | None = None) -> Any:
        """A call of the client API. Raises MatrixError where it is refused."""
        url = URL(self._url + _CLIENT + path, encoded=True)
        async with self._session.request(method, url, json=body) as answer:
            data = await answer.json(content_type=None)
            if answer.status != 200:
                raise MatrixError(f"{answer.status} {data.get('errcode')}")
            return data

    async def create_room(self, *invited: str, **options: Any) -> str:
        """A private room; its id."""
        body = {"invite": list(invited), "preset": "private_chat", "is_direct": True, **options}
        return str((await self.call("POST", "/createRoom", body))["room_id"])

    async def send(self, room: str, text: str, **content: Any) -> str:
        """Send a text, or what `content` makes of it; the event's id."""
        return await self.send_event(
            room, "m.room.message", {"msgtype": "m.text", "body": text, **content}
        )

    async def send_event(self, room: str, kind: str, content: Json) -> str:
        """Send an event of any type; its id."""
        path = f"{in_room(room)}/send/{kind}/{next(self._transactions)}"
        return str((await self.call("PUT", path, content))["event_id"])

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        await self.call("POST", f"/join/{part(room)}", {})

    async def leave(self, room: str) -> None:
        """Leave a room."""
        await self.call("POST", f"{in_room(room)}/leave", {})

    async def invite(self, room: str, user: str) -> None:
        """Invite somebody."""
        await self.call("POST", f"{in_room(room)}/invite", {"user_id": user})

    async def members(self, room: str) -> dict[str, str]:
        """Everybody who is, was or is to be in a room, and how."""
        chunk = (await self.call("GET", f"{in_room(room)}/members"))["chunk"]
        return {event["state_key"]: event["content"]["membership"] for event in chunk}

    async def history(self, room: str) -> list[Json]:
        """All events of a room, the oldest first."""
        events: list[Json] = []
        start = ""
        while True:
            page = await self.call("GET", f"{in_room(room)}/messages?dir=f&limit=500{start}")
            events += page["chunk"]
            if "end" not in page:
                return events
            start = f"&from={part(page['end'])}"

    async def sync(self, seconds: int = SECONDS_OF_LONG_POLL) -> Json:
        """What is new since the last call; waits up to `seconds` for something."""
        since = f"&since={part(self._since)}" if self._since else ""
        try:
            body: Json = await self.call("GET", f"/sync?timeout={1000 * seconds}{since}")
        except ClientError:  # the homeserver is being restarted
            await asyncio.sleep(SECONDS_BETWEEN_TRIES)
            return {}
        self._since = body["next_batch"]
        return body

    async def events(self, room: str) -> AsyncIterator[Json]:
        """The events of a room as they come, without end."""
        while True:
            rooms = (await self.sync()).get("rooms", {}).get("join", {})
            for event in rooms.get(room, {}).get("timeline", {}).get("events", []):
                yield event


def part(text: str) -> str:
    """`text` as a part of a URL."""
    return quote(text, safe="")


def in_room(room: str) -> str:
    """The path of a room."""
    return f"/rooms/{part(room)}"
