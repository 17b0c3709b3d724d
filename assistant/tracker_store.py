"""Where conversations are kept, for a while, and erased for good."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text
from sqlalchemy.engine import Connection

from assistant import clock, conversation, memory, mends
from assistant.database import SECONDS_TO_ANSWER, Database, Unavailable, database_url
from b2m.content import DELETE_CONVERSATION

logger = logging.getLogger(__name__)

DEFAULT_RETENTION_HOURS = 24.0
SECONDS_BETWEEN_SWEEPS = 60.0
MILLISECONDS_FOR_READERS = 500  # another process that reads the file, such as a backup

_LOAD = text("SELECT messages, state FROM conversations WHERE id = :id AND changed >= :since")
# Waits while the conversation is being changed; a server may have asked for that and been killed.
_SETTLE = text("SELECT 1 FROM conversations WHERE id = :id FOR SHARE")
_MESSAGES = text("SELECT event FROM messages WHERE conversation = :id ORDER BY number")
_IDS = text("SELECT id FROM conversations WHERE changed >= :since")
_KEEP = text(
    "INSERT INTO conversations (id, changed, messages, state) "
    "VALUES (:id, :changed, :messages, :state) ON CONFLICT (id) DO UPDATE "
    "SET changed = :changed, messages = :messages, state = :state"
)
_ADD = text("INSERT INTO messages (conversation, number, event) VALUES (:id, :number, :event)")
_TRIM = text("DELETE FROM messages WHERE conversation = :id AND number <= :last")
_ERASE = (
    text("DELETE FROM messages WHERE conversation = :id"),
    text("DELETE FROM conversations WHERE id = :id"),
)
# What a server with a clock ahead of the time has kept: from now on it counts as any other.
_SET_RIGHT = text("UPDATE conversations SET changed = :now WHERE changed > :now")
_EXPIRE = (
    text(
        "DELETE FROM messages WHERE conversation IN "
        "(SELECT id FROM conversations WHERE changed < :since)"
    ),
    text("DELETE FROM conversations WHERE changed < :since"),
)


def retention_seconds() -> float:
    """How long a silent conversation is kept, from B2M_RETENTION_HOURS."""
    return 3600 * float(os.environ.get("B2M_RETENTION_HOURS", DEFAULT_RETENTION_HOURS))


class ConversationStore(TrackerStore):
    """Keeps what later turns need of each conversation; tells the NLU what was said before.

    Every method raises Unavailable where the database can't be used: a turn then ends in the
    apology, and nothing that was kept before is lost or changed.
    """

    def __init__(self, domain: Domain, event_broker: object = None, **settings: Any) -> None:
        """As Rasa calls it; the database is B2M_DATABASE_URL's, or a file in B2M_DATA_DIR."""
        mends.apply()
        super().__init__(domain)
        self._retention = retention_seconds()
        self._database = Database(database_url())
        self._stopping = threading.Event()
        threading.Thread(target=self._sweep, name="expiry", daemon=True).start()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Load what is kept of a conversation's session, and let the NLU see what it said last."""
        row = await self._database.run(
            lambda connection: connection.execute(_LOAD, self._living(sender_id)).first()
        )
        tracker = None
        if row is not None:
            tracker = self._tracker(sender_id, json.loads(row.state))
            tracker.kept = (len(tracker.events), row.messages)
        conversation.remember(self._summary(tracker))
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Load what was said as a tracker, whatever the session; it has nothing but that."""
        said = await self.said(conversation_id)
        if said is None:
            return None
        tracker = self.init_tracker(conversation_id)
        for event in said:
            tracker.update(event)
        return tracker

    async def said(self, conversation_id: str) -> list[Event] | None:
        """The last `memory.MESSAGES_KEPT` messages, whose ever; None of what isn't kept.

        A turn that a server was keeping when it was killed is either among them, or never will be.
        """

        def load(connection: Connection) -> list[str] | None:
            if not self._database.is_sqlite:  # which no other server uses
                connection.execute(_SETTLE, {"id": conversation_id})
            if connection.execute(_LOAD, self._living(conversation_id)).first() is None:
                return None
            rows = connection.execute(_MESSAGES, {"id": conversation_id})
            return [row.event for row in rows]

        rows = await self._database.run(load)
        return None if rows is None else memory.events(json.loads(row) for row in rows)

    async def exists(self, conversation_id: str) -> bool:
        """Whether the conversation is kept."""
        row = await self._database.run(
            lambda connection: connection.execute(_LOAD, self._living(conversation_id)).first()
        )
        return row is not None

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        rows = await self._database.run(
            lambda connection: connection.execute(_IDS, self._living("")).all()
        )
        return [row.id for row in rows]

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation, or erase it at the end of the turn in which it was deleted."""
        message = tracker.latest_message
        if message is not None and message.intent.get("name") == DELETE_CONVERSATION:
            await self.delete(tracker.sender_id)
        elif tracker.events:
            last = await self._database.run(lambda connection: _keep(connection, tracker))
            tracker.kept = (len(tracker.events), last)

    async def delete(self, conversation_id: str) -> None:
        """Erase a conversation for good. Of one that isn't kept nothing is left anyway."""
        await self._database.run(lambda connection: _erase(connection, conversation_id))
        await self._database.run(self._overwrite)

    def erase_old(self) -> None:
        """Erase the conversations that have been silent for longer than they are kept."""
        times = {"now": clock.now(), "since": clock.now() - self._retention}

        def erase(connection: Connection) -> None:
            connection.execute(_SET_RIGHT, times)
            for statement in _EXPIRE:
                connection.execute(statement, times)

        self._database.run_here(erase)
        self._database.run_here(self._overwrite)

    def close(self) -> None:
        """Let go of the database."""
        self._stopping.set()
        self._database.close()

    def _sweep(self) -> None:
        while not self._stopping.is_set():
            try:
                self.erase_old()
            except Unavailable as error:
                logger.warning("Old conversations could not be erased yet (%s).", error)
            self._stopping.wait(SECONDS_BETWEEN_SWEEPS)

    def _overwrite(self, connection: Connection) -> None:
        """Leave nothing of what was erased in SQLite's log of changes.

        While another process reads the file that can't be done; the next sweep does it then.
        """
        if self._database.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {MILLISECONDS_FOR_READERS}")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {1000 * SECONDS_TO_ANSWER:.0f}")

    def _living(self, conversation_id: str) -> dict[str, object]:
        return {"id": conversation_id, "since": clock.now() - self._retention}

    def _tracker(self, sender_id: str, rows: list[memory.Row]) -> DialogueStateTracker:
        tracker = self.init_tracker(sender_id)
        for event in memory.events(rows):
            tracker.update(event)
        return tracker

    def _summary(self, tracker: DialogueStateTracker | None) -> conversation.Conversation:
        if tracker is None or not tracker.events or self._has_expired(tracker):
            return conversation.Conversation()
        slots = {name: slot.value for name, slot in tracker.slots.items()}
        return conversation.summarise(tracker.events, slots)

    def _has_expired(self, tracker: DialogueStateTracker) -> bool:
        """Whether Rasa, which goes by the machine's clock, will begin a new session."""
        session = self.domain.session_config
        silence: float = time.time() - tracker.events[-1].timestamp
        limit: float = 60 * session.session_expiration_time
        return limit > 0 and silence > limit


def _keep(connection: Connection, tracker: DialogueStateTracker) -> int:
    """Replace a conversation's state, and add what was said; the number of the last message."""
    known, number = getattr(tracker, "kept", (0, 0))
    events = list(tracker.events)
    if not known:  # it didn't come from here: this is all there is
        _erase(connection, tracker.sender_id)
    said = memory.messages(events[known:])
    state = json.dumps(memory.state(events, tracker.slots))
    last = number + len(said)
    values = {"id": tracker.sender_id, "changed": clock.now(), "messages": last, "state": state}
    connection.execute(_KEEP, values)
    for place, message in enumerate(said, number + 1):
        values = {"id": tracker.sender_id, "number": place, "event": json.dumps(message)}
        connection.execute(_ADD, values)
    connection.execute(_TRIM, {"id": tracker.sender_id, "last": last - memory.MESSAGES_KEPT})
    return last


def _erase(connection: Connection, conversation_id: str) -> None:
    for statement in _ERASE:
        connection.execute(statement, {"id": conversation_id})
