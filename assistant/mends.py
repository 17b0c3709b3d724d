"""What Rasa does otherwise than patients need, and offers no setting for.

Each of these replaces one name in Rasa 3.6.21, which is frozen. tests/assistant/test_mends.py holds
them to what they claim.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from types import SimpleNamespace
from typing import Any

import dask.core
import rasa.core.actions.action
import rasa.core.agent
import rasa.engine.runner.dask
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

SECONDS_FOR_AN_ACTION = 4.0  # an apology must come within 5
THREADS_THAT_READ = 1  # of two, each mostly waits for the other: a tenth fewer replies a second

_readers = ThreadPoolExecutor(THREADS_THAT_READ, thread_name_prefix="nlu")


def apply() -> None:
    """Mend Rasa in this process; a second time changes nothing."""
    # Rasa waits five minutes.
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = SECONDS_FOR_AN_ACTION
    # Rasa goes on without the conversation when the store fails, and never merges the two again.
    rasa.core.agent.FailSafeTrackerStore = _the_store_itself
    # Rasa reads each message on the event loop, where a long one holds up everybody.
    MessageProcessor.parse_message = _parse_message
    # Rasa checks the schema of an action server's answers anew with each of them, for 60 ms.
    RemoteAction._validate_action_result = _validate_action_result
    # Rasa has its small graphs scheduled as if they were large ones, three times a turn.
    rasa.engine.runner.dask.dask = SimpleNamespace(get=dask.core.get)


_ACTION_RESULT = Draft202012Validator(RemoteAction.action_response_format_spec())


def _validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """Rasa's own, by a schema that was read once. Raises jsonschema's ValidationError."""
    _ACTION_RESULT.validate(result)
    return True


def _the_store_itself(store: TrackerStore) -> TrackerStore:
    return store


_parse_here = MessageProcessor.parse_message


async def _parse_message(
    processor: MessageProcessor,
    message: UserMessage,
    tracker: DialogueStateTracker | None = None,
    only_output_properties: bool = True,
) -> dict[str, Any]:
    """Rasa's own, in a thread; what `assistant.conversation` says of the task holds there too."""

    def parse() -> dict[str, Any]:
        reading = _parse_here(processor, message, tracker, only_output_properties)
        try:
            reading.send(None)
        except StopIteration as done:  # it awaits nothing
            return dict(done.value)
        raise RuntimeError("Rasa's parse_message waits for something")

    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_readers, copy_context().run, parse)
