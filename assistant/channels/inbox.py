"""A messaging channel's durable inbox: what came in, until it is answered.

A channel writes an event here before it acknowledges it, so that a kill loses nothing, and an
event that is delivered again is recognised by its id. Once an event is finished only its id and
time stay, for some days; payload, conversation and reply are erased (overwritten, in the file too).
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import clock
from assistant.data_folder import data_folder

SECONDS_IDS_ARE_KEPT = 7 * 24 * 3600.0

# locking_mode: one process at a time, since two would both answer what is left open.
# secure_delete, and no write-ahead log: what is erased doesn't stay readable in a file.
_SETTINGS = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    arrived REAL NOT NULL,
    conversation TEXT,
    payload TEXT,
    reply TEXT,
    begun INTEGER NOT NULL DEFAULT 0,
    begun_at REAL
);
CREATE INDEX IF NOT EXISTS events_arrived ON events (arrived);
"""
_COLUMNS = "id, conversation, payload, arrived, reply, begun, begun_at"
_ERASE = "UPDATE events SET conversation = NULL, payload = NULL, reply = NULL, begun_at = NULL"


class InboxError(Exception):
    """The inbox can't be opened; the message says why and what to do."""


@dataclass(frozen=True)
class Event:
    """One thing that happened in a conversation.

    `id` is the provider's, the same at every delivery. `payload` is whatever JSON the channel needs
    to answer it. `arrived` and `begun_at` are seconds since 1970. `reply` is None until the turn
    was made, then the parts to send in order; sending was begun for the first `begun` of them, the
    last of these at `begun_at`.
    """

    id: str
    conversation: str
    payload: dict[str, Any]
    arrived: float = field(default_factory=clock.now)
    reply: list[Any] | None = None
    begun: int = 0
    begun_at: float | None = None


class Inbox:
    """Events in the order of their arrival, in an SQLite file. Safe to call from any thread."""

    def __init__(self, path: Path) -> None:
        """Open or make the file (readable by its owner only). Raises InboxError."""
        self._lock = threading.Lock()
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._file = sqlite3.connect(path, check_same_thread=False, timeout=5)
            self._file.executescript(_SETTINGS)
        except (OSError, sqlite3.Error) as error:
            raise InboxError(
                f"{path} can't be opened ({error}). Another assistant may be using it: stop that "
                "one, or give this one a folder of its own in B2M_DATA_DIR."
            ) from None

    @classmethod
    def of(cls, channel: str) -> Inbox:
        """The inbox of a channel, in B2M_DATA_DIR. Raises InboxError."""
        return cls(data_folder() / f"inbox-{channel}.sqlite")

    def add(self, events: Iterable[Event]) -> list[Event]:
        """Keep events, all or none; returns those that were not known by their id."""
        new = []
        with self._lock, self._file:
            self._file.execute(
                "DELETE FROM events WHERE payload IS NULL AND arrived < ?",
                (clock.now() - SECONDS_IDS_ARE_KEPT,),
            )
            for event in events:
                row = (event.id, event.arrived, event.conversation, json.dumps(event.payload))
                added = self._file.execute(
                    "INSERT OR IGNORE INTO events (id, arrived, conversation, payload) "
                    "VALUES (?, ?, ?, ?)",
                    row,
                )
                if added.rowcount:
                    new.append(event)
        return new

    def open_events(self) -> list[Event]:
        """What is not finished, the oldest first."""
        with self._lock:
            rows = self._file.execute(
                f"SELECT {_COLUMNS} FROM events WHERE payload IS NOT NULL ORDER BY arrived, number"
            ).fetchall()
        return [_event(row) for row in rows]

    def store_reply(self, event: Event, parts: list[Any]) -> None:
        """Keep what is to be sent (JSON), so that a restart sends the same; the first is begun."""
        statement = "UPDATE events SET reply = ?, begun = 1, begun_at = ? WHERE id = ?"
        self._change(statement, json.dumps(parts), time.time(), event.id)

    def begin(self, event: Event, number: int) -> None:
        """Note that part `number` (from 0) is being sent now."""
        begun = "UPDATE events SET begun = ?, begun_at = ? WHERE id = ?"
        self._change(begun, number + 1, time.time(), event.id)

    def finish(self, event: Event) -> None:
        """Erase all of an event but its id and time."""
        self._change(f"{_ERASE} WHERE id = ?", event.id)

    def close(self) -> None:
        """Close the file, so that another process can open it."""
        with self._lock:
            self._file.close()

    def _change(self, statement: str, *values: object) -> None:
        with self._lock, self._file:
            self._file.execute(statement, values)


def _event(row: tuple[Any, ...]) -> Event:
    event_id, conversation, payload, arrived, reply, begun, begun_at = row
    parts = None if reply is None else json.loads(reply)
    return Event(event_id, conversation, json.loads(payload), arrived, parts, begun, begun_at)
