"""Where conversations are kept while the assistant runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import conversation


class ConversationStore(InMemoryTrackerStore):
    """Keeps conversations in memory; tells the NLU which one a message belongs to."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Load a conversation, and let the NLU see what it said last."""
        tracker: DialogueStateTracker | None = await super().retrieve(sender_id)
        if tracker is None:
            conversation.remember(conversation.Conversation())
        else:
            slots = {name: slot.value for name, slot in tracker.slots.items()}
            conversation.remember(conversation.summarise(tracker.events, slots))
        return tracker

    def delete(self, sender_id: str) -> None:
        """Forget a conversation for good."""
        self.store.pop(sender_id, None)
