"""Where conversations are kept while the assistant runs."""

from __future__ import annotations

import itertools
import os
import time
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import conversation
from b2m.content import DELETE_CONVERSATION

DEFAULT_RETENTION_HOURS = 24.0


def retention_seconds() -> float:
    """How long a silent conversation is kept, from B2M_RETENTION_HOURS."""
    return 3600 * float(os.environ.get("B2M_RETENTION_HOURS", DEFAULT_RETENTION_HOURS))


class ConversationStore(InMemoryTrackerStore):
    """Keeps conversations in memory for a while; tells the NLU which one a message belongs to."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._retention = retention_seconds()
        self._last_kept: dict[str, float] = {}  # conversation -> when, the longest ago first

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Load a conversation, and let the NLU see what it said last."""
        self._forget_old()
        tracker: DialogueStateTracker | None = await super().retrieve(sender_id)
        conversation.remember(self._summary(tracker))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation, or erase it at the end of the turn in which it was deleted."""
        self._forget_old()
        message = tracker.latest_message
        self._last_kept.pop(tracker.sender_id, None)
        if message is not None and message.intent.get("name") == DELETE_CONVERSATION:
            self.store.pop(tracker.sender_id, None)
        else:
            await super().save(tracker)
            self._last_kept[tracker.sender_id] = time.monotonic()

    async def exists(self, conversation_id: str) -> bool:
        """Whether the conversation is kept."""
        self._forget_old()
        return conversation_id in self.store

    async def delete(self, sender_id: str) -> None:
        """Erase a conversation now, if it is kept."""
        self._last_kept.pop(sender_id, None)
        self.store.pop(sender_id, None)

    def _forget_old(self) -> None:
        """Erase the conversations that have been silent for longer than they are kept."""
        limit = time.monotonic() - self._retention
        old = list(itertools.takewhile(lambda kept: kept[1] < limit, self._last_kept.items()))
        for sender_id, _ in old:
            del self._last_kept[sender_id]
            self.store.pop(sender_id, None)

    def _summary(self, tracker: DialogueStateTracker | None) -> conversation.Conversation:
        if tracker is None or not tracker.events or self._has_expired(tracker):
            return conversation.Conversation()
        slots = {name: slot.value for name, slot in tracker.slots.items()}
        return conversation.summarise(tracker.events, slots)

    def _has_expired(self, tracker: DialogueStateTracker) -> bool:
        """Whether Rasa will begin a new session with the next message."""
        session = self.domain.session_config
        silence: float = time.time() - tracker.events[-1].timestamp
        limit: float = 60 * session.session_expiration_time
        return limit > 0 and silence > limit
