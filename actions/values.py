"""The custom action that interprets a person's own B2M values."""

from __future__ import annotations

import datetime
import logging
from dataclasses import asdict
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from b2m import interpreter

logger = logging.getLogger(__name__)

SLOT = "b2m_values"


class ActionValues(Action):
    """Adds what the message says to the person's sequences and explains what they show."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_values"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Send the interpreter's replies and keep its state.

        Never raises: the action server would log the whole conversation. With nothing sent,
        the rule's next step apologises.
        """
        try:
            turn = interpreter.respond(
                tracker.get_slot(SLOT),
                tracker.latest_message.get("text") or "",
                _topic(tracker.latest_message),
                datetime.date.today(),
            )
            for reply in turn.replies:
                dispatcher.utter_message(response="utter_values_reply", reply=asdict(reply))
            return [SlotSet(SLOT, turn.state)]
        except Exception as error:  # noqa: BLE001 - see the docstring
            logger.error("Values could not be interpreted (%s).", type(error).__name__)
            dispatcher.messages.clear()
            return []


def _topic(message: dict[str, Any]) -> str:
    """The topic that the NLU found: "values/give" or another of the group."""
    selected = message.get("response_selector", {}).get("values", {}).get("response", {})
    return str(selected.get("intent_response_key", "values/give"))
