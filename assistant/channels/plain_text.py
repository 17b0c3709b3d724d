"""What channels share whose people read text alone: one turn as texts, cut where it must be.

The generator of replies has already put source and numbered choices into the text
(`assistant/responses.py`), and the NLU understands the numbers (`assistant/conversation.py`).
"""

from __future__ import annotations

import re
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from assistant.channels.guard import Handler, guarded
from b2m.content import load_content

# Where a text may be cut, the best place first: after a paragraph, a sentence or line, a word.
_CUTS = (re.compile(r"\n\n+"), re.compile(r"(?<=[.!?])\s+|\n"), re.compile(r"\s+"))


class TextOutput(OutputChannel):
    """Collects what is said in one turn as `{"text": …, **metadata}`, for sending afterwards.

    The metadata are those of the reply: `choices`, `topic`, and what else the generator adds.
    """

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keep one text."""
        self.messages.append({**kwargs, "text": text})

    async def send_custom_json(
        self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any
    ) -> None:
        """Nothing: data are for programs. They also stand in the metadata of their text."""


def apology() -> str:
    """What is said when something is broken on our side."""
    content = load_content()
    return content.fill(content.phrases.apology)


async def ask(
    handle: Handler, text: str, conversation: str, channel: str, message_id: str
) -> list[dict[str, Any]]:
    """What the assistant says to `text`: one message or more, the apology where there is none.

    `handle` is what Rasa hands to a channel's `blueprint`. Never raises for a failed turn.
    """
    output = TextOutput()
    message = UserMessage(text, output, conversation, input_channel=channel, message_id=message_id)
    await guarded(handle)(message)
    return output.messages or [{"text": apology()}]


def split(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` characters, cut at the end of a paragraph or sentence.

    Only white space is lost at a cut. A single word longer than `limit` is cut inside.
    """
    parts, rest = [], text.strip()
    while len(rest) > limit:
        head = rest[: _cut(rest, limit)].rstrip()
        parts.append(head)
        rest = rest[len(head) :].lstrip()
    return [*parts, rest] if rest else parts


def _cut(text: str, limit: int) -> int:
    """Where the first part ends: the best place in its second half, else the best at all."""
    for earliest in (limit // 2, 1):
        for cut in _CUTS:
            ends = [found.start() for found in cut.finditer(text[: limit + 1])]
            fitting = [end for end in ends if earliest <= end <= limit]
            if fitting:
                return fitting[-1]
    return limit
