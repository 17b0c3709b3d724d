"""A conversation with the interpreter alone, on the day of the tables in blind/."""

import datetime
from typing import Any

from b2m.interpreter import respond

TODAY = datetime.date(2026, 11, 28)


def talk(*messages: str) -> Any:
    """The state after some messages."""
    state: Any = None
    for message in messages:
        state = respond(state, message, "values/give", TODAY).state
    return state
