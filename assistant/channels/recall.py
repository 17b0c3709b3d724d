"""What was said in answer to a message, as the conversation remembers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered

from assistant.channels.guard import Handler
from assistant.channels.plain_text import ask


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


async def ask_once(
    handle: Handler,
    store: TrackerStore,
    left_open: Collection[str],
    text: str,
    conversation: str,
    channel: str,
    message_id: str,
) -> list[dict[str, Any]]:
    """`plain_text.ask`, but for a message of `left_open`, which an earlier process may have
    handled, what was said to it then."""
    if message_id in left_open:
        tracker = await store.retrieve(conversation)
        said = recall(tracker.events, message_id) if tracker else []
        if said:
            return said
    return await ask(handle, text, conversation, channel, message_id)
