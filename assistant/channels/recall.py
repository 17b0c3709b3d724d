"""What was said in answer to a message, as the conversation remembers it.

For a message that comes again (its turn was saved just before a kill, or the reply was lost on its
way): handled again, it would count twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered

from assistant.channels.guard import Handler
from assistant.channels.plain_text import ask


def replies_to(events: Iterable[Event], message_id: str) -> list[BotUttered]:
    """What the assistant said to a message; empty if it was never handled."""
    replies: list[BotUttered] = []
    wanted = False
    for event in events:
        if isinstance(event, UserUttered):
            wanted = event.message_id == message_id
        elif wanted and isinstance(event, BotUttered) and event.text:
            replies.append(event)
    return replies


def recall(events: Iterable[Event], message_id: str) -> list[dict[str, Any]]:
    """The replies to a message, as `plain_text.ask` gives them; empty if it was never handled."""
    return [{**event.metadata, "text": event.text} for event in replies_to(events, message_id)]


async def is_first(store: TrackerStore, conversation: str, message_id: str) -> bool:
    """Whether nobody said anything in the conversation before this message, as far as is kept."""
    tracker = await store.retrieve_full_tracker(conversation)
    said = [e for e in tracker.events if isinstance(e, UserUttered)] if tracker else []
    return not said or said[0].message_id == message_id


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
