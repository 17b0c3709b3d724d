"""What a Matrix event means to the assistant: a pure reading of the homeserver's JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "invited",  # somebody invites the assistant into a room
    "dismissed",  # somebody removed it from a room, or took the invitation back
    "members",  # somebody else came, was invited, or went
    "encrypted",  # the room is, or the message was, encrypted
    "text",
    "edit",  # of an earlier message, `about`
    "wordless",  # a picture, a file, a voice message, a place
]
_WORDS = ("m.text", "m.emote")
_WORDLESS = ("m.image", "m.file", "m.audio", "m.video", "m.location")
# Clients put what a reply answers before it: lines with "> ", then an empty one.
_QUOTED = re.compile(r"(?:> .*(?:\n|$))+\n?")
_HALF_OF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")
LATEST = 10**15  # milliseconds since 1970; a time beyond it, which JSON may name, is none


@dataclass(frozen=True)
class Event:
    """Something in a room that the assistant may have to answer."""

    id: str
    room: str
    sender: str
    sent: float  # seconds since 1970, by the homeserver's clock
    kind: Kind
    text: str = ""
    about: str | None = None  # the event that an edit changes or a reply answers


def read_event(raw: object, assistant: str) -> Event | None:
    """The event that `raw` (JSON) is; None where it means nothing to `assistant` (a user's id).

    Never raises: a homeserver repeats a transaction that is refused, and all others wait for it.
    """
    if not isinstance(raw, dict):
        return None
    content = raw.get("content")
    named = [raw.get(key) for key in ("event_id", "room_id", "sender", "type")]
    if not isinstance(content, dict) or not all(_can_be_kept(name) for name in named):
        return None
    event_id, room, sender, event_type = map(str, named)
    if sender == assistant:
        return None
    kind, text, about = _meaning(event_type, raw, content, assistant)
    if kind is None:
        return None
    sent = raw.get("origin_server_ts")
    seconds = sent / 1000 if isinstance(sent, int) and abs(sent) < LATEST else 0.0
    return Event(event_id, room, sender, seconds, kind, text, about)


def _meaning(
    event_type: str, raw: dict[str, Any], content: dict[str, Any], assistant: str
) -> tuple[Kind | None, str, str | None]:
    """Kind, text and what it is about."""
    if event_type == "m.room.member":
        return _membership(raw, content, assistant), "", None
    if event_type in ("m.room.encryption", "m.room.encrypted"):
        return "encrypted", "", None
    if event_type == "m.sticker":
        return "wordless", "", None
    if event_type != "m.room.message":
        return None, "", None
    return _message(content)


def _membership(raw: dict[str, Any], content: dict[str, Any], assistant: str) -> Kind | None:
    now = content.get("membership")
    if raw.get("state_key") == assistant:
        return {"invite": "invited", "leave": "dismissed", "ban": "dismissed"}.get(now)  # type: ignore[arg-type, return-value]
    unsigned = raw.get("unsigned")
    before = unsigned.get("prev_content") if isinstance(unsigned, dict) else None
    unchanged = isinstance(before, dict) and before.get("membership") == now
    return None if unchanged else "members"


def _message(content: dict[str, Any]) -> tuple[Kind | None, str, str | None]:
    message_type, body = content.get("msgtype"), content.get("body")
    relation = content.get("m.relates_to")
    relation = relation if isinstance(relation, dict) else {}
    if relation.get("rel_type") == "m.replace":
        return "edit", "", _name_or_none(relation.get("event_id"))
    if message_type in _WORDLESS:
        return "wordless", "", None
    if message_type not in _WORDS or not isinstance(body, str):
        return (
            None,
            "",
            None,
        )  # m.notice is what other programs say: answering it could go on for ever
    replied = relation.get("m.in_reply_to")
    about = _name_or_none(replied.get("event_id")) if isinstance(replied, dict) else None
    return (
        "text",
        _QUOTED.sub("", body, count=1) if about and body.startswith("> ") else body,
        about,
    )


def _can_be_kept(name: object) -> bool:
    """Whether it is a text, and no half of a character: JSON may name one, no file can hold it."""
    return isinstance(name, str) and not _HALF_OF_A_CHARACTER.search(name)


def _name_or_none(name: object) -> str | None:
    return str(name) if _can_be_kept(name) else None
