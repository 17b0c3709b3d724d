"""The conversations of the web channel: each belongs to whoever holds its token.

A conversation's id is derived from a random token that the server makes, so no client can name a
conversation, the store holds no token, and several servers with one store know the same ones. A
session lasts as long as the tracker store keeps its conversation.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from rasa.core.actions.action import create_bot_utterance
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    UserUttered,
)

from assistant.channels.guard import guarded, whom_to_call
from assistant.channels.recall import replies_to
from assistant.channels.web.refusals import Reason, Refusal
from assistant.conversation import CHOICES
from assistant.database import Unavailable
from assistant.responses import answer
from assistant.tracker_store import ConversationStore
from b2m.content import load_content

logger = logging.getLogger(__name__)

CHANNEL = "web"
# How many turns back a button may have been offered: an answer that was lost on its way to the
# person can be asked for again.
TURNS = 5
SECONDS_FOR_A_TURN = 40.0  # then an apology; Sanic would end the request after 60
SECONDS_BETWEEN_LOOKS = 0.1  # at the lock, while another turn of the conversation runs
# What a new conversation begins with: who speaks, then what happens to what is typed.
GREETING, NOTICE = "talk/greet", "talk/privacy"

_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)

Message = dict[str, Any]  # {"text", "buttons", "custom"}


class Collector(OutputChannel):
    """Gathers the messages of one turn."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take a message of Rasa's; one without words says nothing."""
        if message.get("text"):
            self.messages.append(_message(message["text"], message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Take an apology."""
        self.messages.append(_message(text, {}))


def new_token() -> str:
    """256 random bits in 43 letters, digits, - and _."""
    return secrets.token_urlsafe(32)


def conversation_of(token: str) -> str:
    """The id of the conversation that `token` opens. Raises Refusal for what is no token."""
    if not _TOKEN.fullmatch(token):
        raise Refusal(Reason.NO_SESSION)
    return f"{CHANNEL}-{hashlib.sha256(token.encode()).hexdigest()}"


async def begin(agent: Agent, conversation: str) -> list[Message]:
    """Keep a new conversation; its first messages."""
    store, content = agent.tracker_store, load_content()
    greeting = answer(content, content.topics[GREETING], with_data=True)
    notice = answer(content, content.topics[NOTICE], with_data=True)
    notice.update({"buttons": greeting["buttons"], CHOICES: greeting[CHOICES]})  # they come last
    greeting.update({"buttons": [], CHOICES: []})
    said = [create_bot_utterance(greeting), create_bot_utterance(notice)]
    tracker = store.init_tracker(conversation)
    begun = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    for event in (*begun, *said, ActionExecuted(ACTION_LISTEN_NAME)):
        tracker.update(event, agent.domain)
    await store.save(tracker)
    return [_message(event.text, event.data) for event in said]


async def say(
    agent: Agent, conversation: str, text: str, is_payload: bool, message_id: str
) -> list[Message]:
    """One turn: what the assistant replies to a text or a button. Raises Refusal.

    A message whose turn is kept, because it came before, gets the reply that it got then. Raises
    Unavailable while the database is away, but not to words that show danger, which can't wait.
    """
    try:
        async with _alone(agent, conversation):
            said = await _said(agent, conversation)
            known = _replies(said, message_id)
            if known:
                return known
            if is_payload and text not in offered(said):
                raise Refusal(Reason.NOT_OFFERED)
            return await _turn(agent, conversation, text, message_id)
    except Unavailable:
        danger = whom_to_call(text)
        if danger is None:
            raise
        return [_message(danger, {})]


async def _turn(agent: Agent, conversation: str, text: str, message_id: str) -> list[Message]:
    collector = Collector()

    async def handle(message: UserMessage) -> None:
        try:
            await asyncio.wait_for(agent.processor.handle_message(message), SECONDS_FOR_A_TURN)
        except Exception:
            # The database may have kept the turn, and been cut off before it said so.
            collector.messages = _replies(await _said(agent, conversation), message_id)
            if not collector.messages:
                raise

    await guarded(handle)(
        UserMessage(text, collector, conversation, input_channel=CHANNEL, message_id=message_id)
    )
    if not collector.messages:
        content = load_content()
        await collector.send_text_message("", content.fill(content.phrases.apology))
    return collector.messages


async def transcript(agent: Agent, conversation: str) -> list[Message]:
    """Everything that was said, each with who said it: "person" or "assistant". Raises Refusal."""
    return [
        {"from": "assistant", **_message(event.text, event.data)}
        if isinstance(event, BotUttered)
        else {"from": "person", **_message(event.text, {"custom": {}})}
        for event in await _said(agent, conversation)
        if isinstance(event, (BotUttered, UserUttered)) and event.text
    ]


async def erase(agent: Agent, conversation: str) -> None:
    """Delete a conversation for good, after the turn that may be running. Raises Refusal."""
    async with _alone(agent, conversation):
        if not await agent.tracker_store.exists(conversation):
            raise Refusal(Reason.NO_SESSION)
        await agent.tracker_store.delete(conversation)


def offered(said: Sequence[Event]) -> set[str]:
    """The payloads of the buttons that the latest turns offered."""
    payloads: set[str] = set()
    turns = 0
    for event in reversed(said):
        if isinstance(event, UserUttered):
            turns += 1
            if turns == TURNS:
                break
        elif isinstance(event, BotUttered):
            payloads.update(button["payload"] for button in event.data.get("buttons") or ())
    return payloads


def _replies(said: list[Event], message_id: str) -> list[Message]:
    return [_message(event.text, event.data) for event in replies_to(said, message_id)]


async def _said(agent: Agent, conversation: str) -> list[Event]:
    """What was said, and is kept. Raises Refusal."""
    said = await cast(ConversationStore, agent.tracker_store).said(conversation)
    if said is None:
        raise Refusal(Reason.NO_SESSION)
    return said


@asynccontextmanager
async def _alone(agent: Agent, conversation: str) -> AsyncIterator[None]:
    """One turn at a time: Rasa's own lock, which servers may share."""
    lock = agent.lock_store.lock(conversation, wait_time_in_seconds=SECONDS_BETWEEN_LOOKS)
    async with lock:
        yield


def _message(text: str, parts: dict[str, Any]) -> Message:
    custom = parts.get("custom")
    return {
        "text": text,
        "buttons": parts.get("buttons") or [],
        "custom": {"type": "fallback", "suggestions": []} if custom is None else custom,
    }
