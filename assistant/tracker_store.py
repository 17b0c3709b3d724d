"""Where conversations are kept while the assistant runs."""

from __future__ import annotations

import time

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import conversation
from b2m.content import DELETE_CONVERSATION


class ConversationStore(InMemoryTrackerStore):
    """Keeps conversations in memory; tells the NLU which one a message belongs to."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Load a conversation, and let the NLU see what it said last."""
        tracker: DialogueStateTracker | None = await super().retrieve(sender_id)
        conversation.remember(self._summary(tracker))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation, or erase it at the end of the turn in which it was deleted."""
        message = tracker.latest_message
        if message is not None and message.intent.get("name") == DELETE_CONVERSATION:
            self.store.pop(tracker.sender_id, None)
        else:
            await super().save(tracker)

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
