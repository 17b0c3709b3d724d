"""The store keeps conversations, erases deleted ones, and lets the NLU see the current one."""

import asyncio
import time

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import conversation
from assistant.conversation import Conversation
from assistant.tracker_store import ConversationStore

DOMAIN = Domain.load("domain.yml")


@pytest.fixture
def store():
    return ConversationStore(DOMAIN)


def tracker(*events):
    return DialogueStateTracker.from_events("someone", list(events), slots=DOMAIN.slots)


def user(intent, **details):
    return UserUttered("…", {"name": intent}, **details)


OFFER = BotUttered("…", metadata={"choices": ["Will it hurt?"], "topic": "ask/csf"})


def keep_and_load(store, *events):
    asyncio.run(store.save(tracker(*events)))

    async def load():
        loaded = await store.retrieve("someone")
        return loaded, conversation.current()

    return asyncio.run(load())


def test_the_nlu_sees_what_the_conversation_said(store):
    _, seen = keep_and_load(store, user("ask"), SlotSet("b2m_values", {"n": 1}), OFFER)
    assert seen == Conversation(("Will it hurt?",), "ask/csf", {"n": 1})


def test_a_stranger_sees_nothing_of_it(store):
    keep_and_load(store, user("ask"), OFFER)

    async def load():
        await store.retrieve("someone else")
        return conversation.current()

    assert asyncio.run(load()) == Conversation()


def test_a_conversation_that_fell_silent_offers_nothing_any_more(store):
    long_ago = time.time() - 60 * 61
    offer = BotUttered("…", metadata={"choices": ["Will it hurt?"]}, timestamp=long_ago)
    _, seen = keep_and_load(store, user("ask", timestamp=long_ago), offer)
    assert seen == Conversation()


def test_silent_conversations_are_erased_after_a_while(monkeypatch):
    monkeypatch.setenv("B2M_RETENTION_HOURS", "0")
    store = ConversationStore(DOMAIN)
    loaded, seen = keep_and_load(store, user("ask"), OFFER)
    assert loaded is None
    assert seen == Conversation()
    assert store.store == {}


def test_a_deleted_conversation_is_gone(store):
    keep_and_load(store, user("ask"), OFFER)
    loaded, seen = keep_and_load(store, user("ask"), OFFER, user("delete_conversation"), OFFER)
    assert loaded is None
    assert seen == Conversation()
    assert store.store == {}
