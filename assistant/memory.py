"""Which parts of a conversation are kept after a turn, so that the 400th costs what the first did.

Rasa replays and copies every event of a conversation several times a turn. Rules look at the
current turn alone, and the rest of what later turns lean on is little: the slots, the last turn
(what it offered) and the topic that was last answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot

from assistant.conversation import TOPIC

MESSAGES_KEPT = 50  # for showing the conversation again
TURN = (UserUttered, BotUttered, ActionExecuted)

Row = dict[str, Any]  # an event as JSON, in the form that Rasa's Event.from_parameters reads


def state(happened: Iterable[Event], slots: Mapping[str, Slot]) -> list[Row]:
    """What the next turn needs of the latest session: its start, the slots, and the last turn."""
    session = _latest_session(list(happened))
    start = [event for event in session if _begins_session(event)]
    turns = [e for e in session if isinstance(e, TURN) and not _begins_session(e)]
    last = max((n for n, event in enumerate(turns) if isinstance(event, UserUttered)), default=0)
    changed = {name: slot.value for name, slot in slots.items() if slot.value != slot.initial_value}
    before: list[Event] = [*start, *(SlotSet(name, value) for name, value in changed.items())]
    topics = [e.metadata[TOPIC] for e in turns[:last] if _has_topic(e)]
    if topics:
        before.append(BotUttered(metadata={TOPIC: topics[-1]}))
    if last:
        before.append(ActionExecuted(ACTION_LISTEN_NAME))
    return [_row(event) for event in (*before, *turns[last:])]


def messages(happened: Iterable[Event]) -> list[Row]:
    """What was said, by whom: the last MESSAGES_KEPT of `happened` that have words."""
    said = [e for e in happened if isinstance(e, (UserUttered, BotUttered)) and e.text]
    return [_row(e) for e in said[-MESSAGES_KEPT:]]


def events(rows: Iterable[Row]) -> list[Event]:
    """The events that `state` or `messages` made rows of."""
    return [_kind(row["event"])._from_parameters(row) for row in rows]


@lru_cache
def _kind(name: str) -> Any:
    """An event's class by its name; Rasa walks through all of its classes for each event."""
    return Event.resolve_by_type(name)


def _latest_session(happened: list[Event]) -> list[Event]:
    starts = [n for n, event in enumerate(happened) if _is_session_start(event)]
    return happened[starts[-1] :] if starts else happened


def _is_session_start(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME


def _begins_session(event: Event) -> bool:
    return isinstance(event, SessionStarted) or _is_session_start(event)


def _has_topic(event: Event) -> bool:
    return isinstance(event, BotUttered) and TOPIC in event.metadata


def _row(event: Event) -> Row:
    """An event without what the NLU noted about its message, which is far longer than the words."""
    row: Row = event.as_dict()
    if isinstance(event, UserUttered):
        intent = {"name": event.intent_name, "confidence": 1.0}
        row["parse_data"] = {"text": event.text, "intent": intent, "entities": []}
    if isinstance(event, BotUttered):
        row["data"] = {key: value for key, value in event.data.items() if value is not None}
    return row
