"""What the assistant remembers of each room besides the conversation: who is in charge of it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

Mode = Literal[
    "talking",  # to one patient
    "handed_over",  # a person is asked for, or has taken over: the assistant is quiet
    "crowded",  # more than one patient: the assistant has said why it is quiet
    "staff",  # the staff's own room
]


@dataclass(frozen=True)
class Room:
    """One room. `offer` holds the choices of the channel's own last question, `staff` the accounts
    that were invited, `post` the message in the staff's room whose answer invites the writer."""

    id: str
    mode: Mode = "talking"
    offer: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    post: str | None = None

    @classmethod
    def load(cls, fields: dict[str, Any]) -> Room:
        """A room from its fields, as JSON gives them back."""
        tuples = {"offer": tuple(fields["offer"]), "staff": tuple(fields["staff"])}
        return cls(**{**fields, **tuples})


class Rooms:
    """The rooms, in an SQLite file that only its owner reads."""

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA secure_delete = ON")
        self._file.execute(
            "CREATE TABLE IF NOT EXISTS room (id TEXT PRIMARY KEY, post TEXT, data TEXT NOT NULL)"
        )
        self._file.execute("CREATE INDEX IF NOT EXISTS room_post ON room (post)")

    def get(self, room: str) -> Room | None:
        """A room that is known."""
        return self._first(self._file.execute("SELECT data FROM room WHERE id = ?", (room,)))

    def by_post(self, post: str) -> Room | None:
        """The room that a message in the staff's room is about."""
        return self._first(self._file.execute("SELECT data FROM room WHERE post = ?", (post,)))

    def put(self, room: Room) -> None:
        """Remember a room as it is now."""
        row = (room.id, room.post, json.dumps(asdict(room)))
        self._file.execute("INSERT OR REPLACE INTO room (id, post, data) VALUES (?, ?, ?)", row)

    def forget(self, room: str) -> None:
        """Erase all that is known of a room."""
        self._file.execute("DELETE FROM room WHERE id = ?", (room,))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @staticmethod
    def _first(rows: Iterable[tuple[str]]) -> Room | None:
        return next((Room.load(json.loads(data)) for (data,) in rows), None)
