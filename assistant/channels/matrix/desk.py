"""Decides what to do about each event: greet, answer, explain, hand over, or be quiet.

Nothing is changed here but memberships and the conversation with Rasa; all else is a part, which
the inbox keeps before it is done.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any

from assistant.channels import inbox
from assistant.channels.matrix import handover
from assistant.channels.matrix.events import Event, read_event
from assistant.channels.matrix.homeserver import Homeserver
from assistant.channels.matrix.parts import Part, draw, invite, leave, post, remember, say
from assistant.channels.matrix.rooms import Room, Rooms
from assistant.channels.matrix.signs import Signs
from assistant.channels.matrix.texts import load_texts
from assistant.channels.plain_text import split
from assistant.channels.turns import Refused
from assistant.conversation import TOPIC
from assistant.responses import PICTURE
from b2m.content import DELETE_CONVERSATION, load_content

LONGEST_TEXT = 10_000  # characters; an event holds 65 536 bytes, and the text in it twice
GREETING, HUMAN = "talk/greet", "talk/human"

# (text, room, event's id) -> what the assistant says
Ask = Callable[[str, str, str], Awaitable[list[dict[str, Any]]]]


def for_inbox(event: Event) -> inbox.Event:
    """A Matrix event as the inbox keeps it; its room is the conversation."""
    payload = asdict(event)
    room = payload.pop("room")
    return inbox.Event(payload.pop("id"), room, payload, payload.pop("sent"))


def _from_inbox(event: inbox.Event) -> Event:
    return Event(event.id, event.conversation, sent=event.arrived, **event.payload)


class Desk:
    """What the assistant does in its rooms. `catch_up` takes in events found in a room's past."""

    def __init__(
        self,
        homeserver: Homeserver,
        rooms: Rooms,
        staff: str | None,
        ask: Ask,
        catch_up: Callable[[list[inbox.Event]], Awaitable[None]],
    ) -> None:
        self._homeserver, self._rooms, self._staff = homeserver, rooms, staff
        self._ask, self._catch_up = ask, catch_up
        self._texts = load_texts()
        self._signs = Signs(homeserver)
        self._staff_room_id: str | None = None

    async def reply(self, kept: inbox.Event) -> list[Part]:
        """The parts of the reply to an event. Raises TryLater."""
        event = _from_inbox(kept)
        try:
            return await self._reply(event)
        except Refused:  # we are not in that room any more
            return []

    async def _reply(self, event: Event) -> list[Part]:
        if event.kind == "invited":
            return await self._enter(event)
        if event.kind == "dismissed":
            return [leave(in_room=False)]
        known = self._rooms.get(event.room)
        if event.kind == "members":
            return await self._look_again(known or Room(event.room))
        room = known or await self._look(Room(event.room))
        if room is None:
            return [leave()]
        return [*([] if known else [remember(room)]), *await self._reply_in(room, event)]

    async def _reply_in(self, room: Room, event: Event) -> list[Part]:
        if room.mode == "staff":
            return self._from_staff(event)
        if room.mode == "crowded":
            return []
        if room.mode == "handed_over":
            return await self._while_quiet(event, room)
        if event.sender in room.staff:
            return []
        if event.kind == "text":
            return await self._answer(event, room)
        explanations = {"edit": "edited", "wordless": "wordless", "encrypted": "encrypted"}
        return [say(getattr(self._texts, explanations[event.kind]))]

    async def _enter(self, event: Event) -> list[Part]:
        """Join, and answer what was written before: the homeserver sends us none of that."""
        await self._homeserver.join(event.room)
        room = await self._look(Room(event.room))
        if room is None:
            return [leave()]
        if room.mode == "staff":
            return [remember(room)]
        if room.mode == "crowded":
            return [say(self._texts.crowded), leave()]
        if await self._homeserver.is_encrypted(event.room):
            return [remember(room), say(self._texts.encrypted)]
        await self._catch_up(await self._written_before(event.room))
        greeting = load_content().topics[GREETING].title
        replies = await self._ask(greeting, event.room, event.id)
        return [remember(room), *(say(reply["text"]) for reply in replies)]

    async def _written_before(self, room: str) -> list[inbox.Event]:
        """What others wrote since we last said something there."""
        found = []
        for raw in await self._homeserver.latest(room):
            if raw.get("sender") == self._homeserver.user and raw.get("type") == "m.room.message":
                break
            event = read_event({**raw, "room_id": room}, self._homeserver.user)
            if event is not None and event.kind in ("text", "wordless"):
                found.append(for_inbox(event))
        return found

    async def _look(self, room: Room) -> Room | None:
        """The room with the people who are in it now; None if no patient is left."""
        if self._staff and room.id == await self._staff_room():
            return replace(room, mode="staff")
        people = (await self._homeserver.people(room.id)).keys()
        staff = set(room.staff) & people
        if self._staff in people and len(people) > 1:
            staff.add(str(self._staff))
        patients = people - staff
        if not patients:
            return None
        mode = room.mode
        if mode != "handed_over":
            mode = "crowded" if len(patients) > 1 else "talking"
        return replace(room, mode=mode, staff=tuple(sorted(staff)))

    async def _look_again(self, known: Room) -> list[Part]:
        room = await self._look(known)
        if room is None:
            return [leave()]
        parts = [remember(room)] if room != known else []
        if room.mode == "crowded" != known.mode:
            parts.append(say(self._texts.crowded))
        if known.mode == "crowded" != room.mode:
            parts.append(say(self._texts.back))
        return parts

    def _from_staff(self, event: Event) -> list[Part]:
        """In the staff's room, only an answer to our own message means something."""
        room = self._rooms.by_post(event.about) if event.kind == "text" and event.about else None
        if room is None or room.mode != "handed_over":
            return []
        return [invite(room.id, event.sender, self._texts.invited, self._texts.not_invited)]

    async def _while_quiet(self, event: Event, room: Room) -> list[Part]:
        """A person is in charge. Say so while none is there: nobody should wait unheard."""
        if event.kind == "text" and handover.asks_back(event.text, self._texts):
            seen = await self._look(replace(room, mode="talking", post=None))
            return [leave()] if seen is None else [remember(seen), say(self._texts.back)]
        if event.sender in room.staff:
            return []
        people = await self._homeserver.people(room.id)
        somebody_is_there = any(people.get(user) == "join" for user in room.staff)
        return [] if somebody_is_there else [say(self._texts.waiting)]

    async def _answer(self, event: Event, room: Room) -> list[Part]:
        decided = handover.answer(event.text, room.offer, self._texts)
        if decided is not None:
            return await self._hand_over(decided, event, room)
        self._signs.show_read(event.room, event.id)
        async with self._signs.typing(event.room):
            replies = await self._ask(event.text, event.room, event.id)
        parts = [remember(replace(room, offer=()))] if room.offer else []
        for reply in replies:
            if self._staff and reply.get(TOPIC) == HUMAN:
                parts += self._offer(room)
            else:
                parts += self._said(reply)
        return parts

    def _said(self, reply: dict[str, Any]) -> list[Part]:
        text = reply["text"]
        if reply.get(TOPIC) == DELETE_CONVERSATION:
            text = f"{text}\n\n{self._texts.deleted_here}"
        parts = [say(part) for part in split(text, LONGEST_TEXT)]
        return [*parts, draw(reply[PICTURE])] if reply.get(PICTURE) else parts

    def _offer(self, room: Room) -> list[Part]:
        offered = handover.offer(self._texts, str(self._staff))
        return [remember(replace(room, offer=offered.choices)), say(offered.text)]

    async def _hand_over(self, decided: handover.Answer, event: Event, room: Room) -> list[Part]:
        texts = self._texts
        if decided == "unclear":
            return self._offer(room)
        if decided == "none":
            return [remember(replace(room, offer=())), say(texts.not_asked)]
        if decided == "account":
            return [invite(room.id, str(self._staff), texts.asked, texts.not_reached)]
        may_read = decided == "room"
        wanted, said = (
            (texts.staff_post, texts.asked)
            if may_read
            else (texts.staff_post_unread, texts.asked_unread)
        )
        text = wanted.replace("{patient}", event.sender)
        return [post(await self._staff_room(), text, may_read, said, texts.not_reached)]

    async def _staff_room(self) -> str:
        """The id of the staff's room; the setting itself where it names no such room."""
        staff = str(self._staff)
        if self._staff_room_id is None and staff.startswith("#"):
            try:
                self._staff_room_id = await self._homeserver.room_of(staff)
            except Refused:  # it may be made later
                return staff
        return self._staff_room_id or staff
