"""Does the parts of a reply: says, draws, remembers, invites, leaves. Each can be done again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from assistant.channels.inbox import Event
from assistant.channels.matrix.formatting import picture_content, text_content
from assistant.channels.matrix.homeserver import Homeserver
from assistant.channels.matrix.parts import Part
from assistant.channels.matrix.rooms import Room, Rooms
from assistant.channels.matrix.texts import load_texts
from assistant.channels.turns import Refused
from b2m.chart import png_chart
from b2m.state import load_sequence

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Act:
    """Where and as what a part is done. `in_doubt`: perhaps it was done before."""

    event: Event
    number: int
    in_doubt: bool

    @property
    def room(self) -> str:
        return self.event.conversation

    @property
    def transaction(self) -> str:
        return f"{self.event.id}.{self.number}"


class Delivery:
    """Carries out parts. `forget` erases the conversation of a room."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, forget: Callable[[str], Awaitable[None]]
    ) -> None:
        self._homeserver, self._rooms, self._forget = homeserver, rooms, forget

    async def send(self, event: Event, number: int, part: Part, in_doubt: float | None) -> None:
        """Do one part of the reply to `event`. Raises TryLater or Refused.

        The homeserver takes a transaction once, but forgets that when it is restarted: so where
        there is doubt, the room itself is asked.
        """
        await getattr(self, f"_{part['do']}")(_Act(event, number, in_doubt is not None), part)

    async def _say(self, act: _Act, part: Part) -> None:
        await self._write(act, part["text"])

    async def _draw(self, act: _Act, part: Part) -> None:
        try:
            picture = await asyncio.to_thread(png_chart, load_sequence(part["sequence"]))
        except Exception as error:  # noqa: BLE001 - the words are said; nothing must wait for this
            return logger.error("A picture could not be drawn (%s).", type(error).__name__)
        name = load_texts().picture_name
        url = await self._homeserver.upload(picture.png, "image/png", name)
        content = picture_content(url, picture.alternative, name, len(picture.png))
        await self._once(act.room, act.transaction, content, act.in_doubt)
        return None

    async def _remember(self, act: _Act, part: Part) -> None:
        self._rooms.put(Room.load(part["room"]))

    async def _invite(self, act: _Act, part: Part) -> None:
        room = self._rooms.get(part["room"]) or Room(part["room"])
        try:
            await self._homeserver.invite(room.id, part["user"])
        except Refused:
            self._rooms.put(replace(room, offer=()))
            return await self._write(act, part["otherwise"])
        self._rooms.put(_handed_over(room, part["user"]))
        return await self._write(act, part["text"])

    async def _post(self, act: _Act, part: Part) -> None:
        room, staff_room = self._rooms.get(act.room) or Room(act.room), part["staff_room"]
        try:
            await self._homeserver.join(staff_room)
            content, transaction = text_content(part["text"]), f"{act.transaction}.post"
            post = await self._once(staff_room, transaction, content, act.in_doubt)
        except Refused:
            self._rooms.put(replace(room, offer=()))
            return await self._write(act, part["otherwise"])
        self._rooms.put(replace(_handed_over(room), post=post if part["admits"] else None))
        return await self._write(act, part["said"])

    async def _leave(self, act: _Act, part: Part) -> None:
        await self._forget(act.room)
        self._rooms.forget(act.room)
        if part["in_room"]:
            await self._homeserver.leave(act.room)

    async def _write(self, act: _Act, text: str) -> None:
        await self._once(act.room, act.transaction, text_content(text), act.in_doubt)

    async def _once(
        self, room: str, transaction: str, content: dict[str, Any], in_doubt: bool
    ) -> str:
        """Send, unless it was sent before; the message's id."""
        sent = await self._homeserver.sent(room, transaction) if in_doubt else None
        return sent or await self._homeserver.send(room, transaction, content)


def _handed_over(room: Room, *staff: str) -> Room:
    return replace(room, mode="handed_over", offer=(), staff=tuple(sorted({*room.staff, *staff})))
