"""The few calls of Matrix's client API that the assistant makes, as an application service."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from assistant.channels.matrix.settings import Settings
from assistant.channels.turns import Refused, TryLater

SECONDS_FOR_A_CALL = 60.0
MESSAGES_LOOKED_BACK = 100
# In each message of ours: the transaction that sent it. The homeserver forgets transactions when it
# is restarted; this it keeps.
TRANSACTION = "b2m.transaction"
_CLIENT, _MEDIA = "/_matrix/client/v3", "/_matrix/media/v3"

Json = dict[str, Any]


class Homeserver:
    """Calls as the assistant's own account.

    Every call raises TryLater where the homeserver can't be reached, is overloaded, or doesn't know
    our token (yet), and Refused where it will never do what was asked.
    """

    user = ""  # our account's id, known after `enter`

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session = ClientSession(
            headers={"Authorization": f"Bearer {settings.as_token}"},
            timeout=ClientTimeout(total=SECONDS_FOR_A_CALL),
        )

    async def close(self) -> None:
        """End all connections."""
        await self._session.close()

    async def enter(self, display_name: str) -> None:
        """Make the account if it isn't there, learn its id, and show its name."""
        account = {"type": "m.login.application_service", "username": self._settings.localpart}
        try:
            await self._call("POST", f"{_CLIENT}/register", {**account, "inhibit_login": True})
        except Refused as refused:
            if "M_USER_IN_USE" not in str(refused):
                raise
        self.user = (await self._call("GET", f"{_CLIENT}/account/whoami"))["user_id"]
        name = {"displayname": display_name}
        await self._call("PUT", f"{_CLIENT}/profile/{_part(self.user)}/displayname", name)

    async def ping(self) -> None:
        """Have the homeserver call us, which makes it send what has queued up without delay."""
        service = _part(self._settings.id)
        await self._call("POST", f"/_matrix/client/v1/appservice/{service}/ping", {})

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        await self._call("POST", f"{_CLIENT}/join/{_part(room)}", {})

    async def leave(self, room: str) -> None:
        """Leave a room, and have it forgotten for us."""
        await self._call("POST", f"{_room(room)}/leave", {})
        await self._call("POST", f"{_room(room)}/forget", {})

    async def invite(self, room: str, user: str) -> None:
        """Bring somebody in; nothing happens where they are in the room."""
        if user not in await self.people(room):
            await self._call("POST", f"{_room(room)}/invite", {"user_id": user})

    async def room_of(self, alias: str) -> str:
        """The id of the room that an alias names."""
        return str((await self._call("GET", f"{_CLIENT}/directory/room/{_part(alias)}"))["room_id"])

    async def people(self, room: str) -> dict[str, str]:
        """Who else is in a room ("join") or invited to it ("invite")."""
        events = (await self._call("GET", f"{_room(room)}/members"))["chunk"]
        memberships = {event["state_key"]: event["content"].get("membership") for event in events}
        return {
            user: membership
            for user, membership in memberships.items()
            if membership in ("join", "invite") and user != self.user
        }

    async def is_encrypted(self, room: str) -> bool:
        """Whether the room is set to encryption."""
        try:
            return bool(await self._call("GET", f"{_room(room)}/state/m.room.encryption"))
        except Refused:
            return False

    async def latest(self, room: str) -> list[Json]:
        """The latest events of a room, the newest first."""
        query = f"dir=b&limit={MESSAGES_LOOKED_BACK}"
        chunk: list[Json] = (await self._call("GET", f"{_room(room)}/messages?{query}"))["chunk"]
        return chunk

    async def sent(self, room: str, transaction: str) -> str | None:
        """The id of the message that a transaction has put into the room, if it has lately."""
        for event in await self.latest(room):
            ours = event.get("sender") == self.user
            if ours and event.get("content", {}).get(TRANSACTION) == transaction:
                return str(event["event_id"])
        return None

    async def send(self, room: str, transaction: str, content: Json) -> str:
        """Send a message; the same transaction sends once. The event's id."""
        path = f"{_room(room)}/send/m.room.message/{_part(transaction)}"
        return str(
            (await self._call("PUT", path, {**content, TRANSACTION: transaction}))["event_id"]
        )

    async def upload(self, data: bytes, content_type: str, name: str) -> str:
        """Store a file; its `mxc://` address."""
        path = f"{_MEDIA}/upload?filename={_part(name)}"
        return str(
            (await self._call("POST", path, data=data, content_type=content_type))["content_uri"]
        )

    async def show_typing(self, room: str, seconds: float | None) -> None:
        """Show that an answer is being written, for a while at most; None: no longer."""
        body = (
            {"typing": False}
            if seconds is None
            else {"typing": True, "timeout": int(seconds * 1000)}
        )
        await self._call("PUT", f"{_room(room)}/typing/{_part(self.user)}", body)

    async def mark_read(self, room: str, event: str) -> None:
        """Show that a message was read."""
        await self._call("POST", f"{_room(room)}/receipt/m.read/{_part(event)}", {})

    async def _call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        data: bytes | None = None,
        content_type: str = "application/json",
    ) -> Json:
        sent = data if body is None else json.dumps(body).encode()
        headers = {} if sent is None else {"Content-Type": content_type}
        url = URL(self._settings.homeserver + path, encoded=True)
        try:
            async with self._session.request(method, url, data=sent, headers=headers) as answer:
                return await _read(answer)
        except (ClientError, asyncio.TimeoutError, OSError) as error:
            raise TryLater(f"The homeserver can't be reached ({type(error).__name__}).") from None


async def _read(answer: ClientResponse) -> Json:
    try:
        body = await answer.json(content_type=None)
    except ValueError:
        body = None
    if answer.status == 200 and isinstance(body, dict):
        return body
    code = body.get("errcode") if isinstance(body, dict) else None
    said = f"The homeserver said {answer.status} {code or ''}".rstrip() + "."
    if answer.status == 401:  # mended by the homeserver's configuration, not by giving up
        raise TryLater(f"{said} Does its configuration name our registration file?")
    if answer.status in (200, 408, 429) or answer.status >= 500 or code is None:
        raise TryLater(said)
    raise Refused(said)


def _part(text: str) -> str:
    return quote(text, safe="")


def _room(room: str) -> str:
    return f"{_CLIENT}/rooms/{_part(room)}"
