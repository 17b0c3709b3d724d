"""What the assistant does in answer to an event, step by step, as the inbox can keep it (JSON).

Each step can be done twice without harm: after a kill nobody knows whether the last one was done.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.channels.matrix.rooms import Room

Part = dict[str, Any]


def say(text: str) -> Part:
    """Say something in the event's room."""
    return {"do": "say", "text": text}


def draw(sequence: dict[str, Any]) -> Part:
    """Show a sequence of readings (`b2m.state.dump_sequence`) as a picture."""
    return {"do": "draw", "sequence": sequence}


def remember(room: Room) -> Part:
    """Note how it now stands with a room."""
    return {"do": "remember", "room": asdict(room)}


def invite(room: str, user: str, text: str, otherwise: str) -> Part:
    """Invite a member of the staff into `room`, be quiet there, and say `text` in the event's room;
    `otherwise` where that is refused."""
    return {"do": "invite", "room": room, "user": user, "text": text, "otherwise": otherwise}


def post(staff_room: str, text: str, admits: bool, said: str, otherwise: str) -> Part:
    """Write `text` to the staff's room about the event's room, be quiet there, and say `said`;
    `otherwise` where that is refused. `admits`: who answers the post is invited."""
    details = {"admits": admits, "said": said, "otherwise": otherwise}
    return {"do": "post", "staff_room": staff_room, "text": text, **details}


def leave(in_room: bool = True) -> Part:
    """Leave the event's room (`in_room`: we are still in it), and forget what was said there."""
    return {"do": "leave", "in_room": in_room}
