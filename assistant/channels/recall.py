"""What was said in answer to a message, as the conversation remembers it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered


def recall(events: Iterable[Event], message_id: str) -> list[dict[str, Any]]:
    """The replies to a message, as `plain_text.ask` gives them; empty if it was never handled.

    For a message whose turn was saved just before a kill: handled again, it would count twice.
    """
    replies: list[dict[str, Any]] = []
    wanted = False
    for event in events:
        if isinstance(event, UserUttered):
            wanted = event.message_id == message_id
        elif wanted and isinstance(event, BotUttered) and event.text:
            replies.append({**event.metadata, "text": event.text})
    return replies


async def said_before(
    store: TrackerStore, conversation: str, message_id: str
) -> list[dict[str, Any]]:
    """`recall` from the conversation as it is kept."""
    tracker = await store.retrieve(conversation)
    return recall(tracker.events, message_id) if tracker else []
