"""What the conversation so far means for the message that is being read.

Rasa's NLU sees one message and nothing else, but "2", "yes" or "mg/L" can only be understood by
what was said before. The tracker store hands every tracker that Rasa loads to `remember`, in the
same task that then parses the message; NLU components ask `current`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from b2m.content import plain

CHOICES = "choices"  # key in a bot message's metadata: the texts that it offered
TOPIC = "topic"  # key in a bot message's metadata: the topic that it answered
VALUES_SLOT = "b2m_values"  # the interpreter's state

# "2", "2.", "(2)", "number 2", "option 2"
_NUMBERED = re.compile(r"(?:number |option |no\. ?|#)?\(?([1-9])[.)]?", re.IGNORECASE)


@dataclass(frozen=True)
class Conversation:
    """The parts of a conversation that the next message can lean on."""

    choices: tuple[str, ...] = ()
    topic: str | None = None
    values_state: dict[str, Any] | None = None

    def chosen(self, text: str) -> str | None:
        """The offered choice that `text` names by its number or its words, if any."""
        numbered = _NUMBERED.fullmatch(text.strip())
        if numbered and int(numbered[1]) <= len(self.choices):
            return self.choices[int(numbered[1]) - 1]
        wanted = plain(text)
        return next((choice for choice in self.choices if plain(choice) == wanted), None)

    def answered(self, topic: str) -> str | None:
        """The offered choice that a yes (`talk/affirm`) or no (`talk/deny`) takes, if any."""
        word = {"talk/affirm": "yes", "talk/deny": "no"}.get(topic)
        if word is None:
            return None
        fitting = [choice for choice in self.choices if plain(choice).startswith(f"{word},")]
        return fitting[0] if len(fitting) == 1 else None


_EMPTY = Conversation()
_current: ContextVar[Conversation] = ContextVar("conversation", default=_EMPTY)


def summarise(events: Iterable[Any], slots: Mapping[str, Any]) -> Conversation:
    """The conversation after `events` (Rasa's): what the last turn offered, and its topic."""
    choices: list[str] = []
    topic = None
    for event in events:
        if event.type_name == "user":
            choices = []
        elif event.type_name == "bot":
            choices.extend(event.metadata.get(CHOICES, ()))
            topic = event.metadata.get(TOPIC, topic)
        elif event.type_name in ("session_started", "restart"):
            choices, topic = [], None
    return Conversation(tuple(choices), topic, slots.get(VALUES_SLOT))


def remember(conversation: Conversation) -> None:
    """Make `conversation` the one that this task's next message belongs to."""
    _current.set(conversation)


def current() -> Conversation:
    """The conversation of the message being read; an empty one outside a conversation."""
    return _current.get()
