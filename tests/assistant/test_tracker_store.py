"""The store keeps conversations, erases them for good, and lets the NLU see the current one."""

import asyncio
import sqlite3
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import clock, conversation, memory, tracker_store
from assistant.conversation import Conversation
from assistant.database import Unavailable
from assistant.tracker_store import ConversationStore
from tests.processes import eventually

DOMAIN = Domain.load("domain.yml")
MARK = "zanzibar"  # a word to look for in the files
OFFER = BotUttered("…", metadata={"choices": ["Will it hurt?"], "topic": "ask/csf"})


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Where the database's files are."""
    monkeypatch.setenv("B2M_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, folder, monkeypatch):
    """An empty store; once with each database."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")
        server.run("DROP TABLE IF EXISTS conversations, messages")
        monkeypatch.setenv("B2M_DATABASE_URL", server.url)
    store = ConversationStore(DOMAIN)
    yield store
    store.close()


@pytest.fixture
def file_store(folder):
    """An empty store in a file."""
    store = ConversationStore(DOMAIN)
    yield store
    store.close()


def tracker(*events):
    return DialogueStateTracker.from_events("someone", list(events), slots=DOMAIN.slots)


def user(intent, text="…", **details):
    return UserUttered(text, {"name": intent}, **details)


def keep(store, *events):
    asyncio.run(store.save(tracker(*events)))


def load(store, who="someone"):
    async def loading():
        loaded = await store.retrieve(who)
        return loaded, conversation.current()

    return asyncio.run(loading())


def turn(store, *events):
    """Add a turn, as Rasa does."""

    async def adding():
        loaded = await store.get_or_create_tracker("someone", append_action_listen=False)
        for event in events:
            loaded.update(event)
        await store.save(loaded)

    asyncio.run(adding())


def transcript(store):
    loaded = asyncio.run(store.retrieve_full_tracker("someone"))
    return loaded and [event.text for event in loaded.events]


def traces(folder):
    """The files that hold the mark."""
    return [path.name for path in folder.iterdir() if MARK.encode() in path.read_bytes()]


def test_the_nlu_sees_what_the_conversation_said(store):
    keep(store, user("ask"), SlotSet("b2m_values", {"n": 1}), OFFER)
    assert load(store)[1] == Conversation(("Will it hurt?",), "ask/csf", {"n": 1})


def test_a_stranger_sees_nothing_of_it(store):
    keep(store, user("ask"), OFFER)
    assert load(store, "someone else") == (None, Conversation())


def test_a_conversation_that_fell_silent_offers_nothing_any_more(store):
    long_ago = time.time() - 60 * 61
    offer = BotUttered("…", metadata={"choices": ["Will it hurt?"]}, timestamp=long_ago)
    keep(store, user("ask", timestamp=long_ago), offer)
    assert load(store)[1] == Conversation()


def test_a_restart_loses_nothing(store):
    keep(store, user("ask"), SlotSet("b2m_values", {"n": 1}), OFFER)
    store.close()
    again = ConversationStore(DOMAIN)
    assert load(again)[1] == Conversation(("Will it hurt?",), "ask/csf", {"n": 1})
    assert transcript(again) == ["…", "…"]
    again.close()


def test_what_was_said_is_kept_for_a_reload(store):
    for n in range(40):
        turn(store, user("ask", f"question {n}"), BotUttered(f"answer {n}"))
    said = transcript(store)
    assert len(said) == memory.MESSAGES_KEPT
    assert said[-2:] == ["question 39", "answer 39"]


def test_what_a_dead_server_was_keeping_is_seen_or_never_will_be(postgresql, folder, monkeypatch):
    monkeypatch.setenv("B2M_DATABASE_URL", postgresql.url)
    store = ConversationStore(DOMAIN)
    keep(store, user("ask", "first"))
    database = sqlalchemy.create_engine(postgresql.url)
    with ThreadPoolExecutor(1) as other_server, database.connect() as dead_server:
        keeping = dead_server.begin()
        tracker_store._keep(dead_server, tracker(user("ask", "first"), user("ask", "second")))
        seen = other_server.submit(transcript, store)
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert eventually(lambda: " 1" in postgresql.run(waiting))
        assert not seen.done()
        keeping.commit()
        assert seen.result() == ["first", "second"]
    database.dispose()
    store.close()


def test_saving_a_turn_twice_keeps_it_once(store):
    async def twice():
        loaded = await store.get_or_create_tracker("someone", append_action_listen=False)
        loaded.update(user("ask", "question"))
        await store.save(loaded)
        await store.save(loaded)

    asyncio.run(twice())
    assert transcript(store) == ["question"]


def test_nothing_is_kept_of_one_who_said_nothing(store):
    asyncio.run(store.get_or_create_tracker("someone", append_action_listen=False))
    assert not asyncio.run(store.exists("someone"))
    assert list(asyncio.run(store.keys())) == []


def test_a_deleted_conversation_is_gone(store):
    turn(store, user("ask"), OFFER)
    turn(store, user("delete_conversation"), OFFER)
    assert load(store) == (None, Conversation())
    assert transcript(store) is None
    assert not asyncio.run(store.exists("someone"))


def test_silent_conversations_are_gone_after_a_while(monkeypatch, store):
    keep(store, user("ask"), OFFER)
    store._retention = 0
    assert load(store) == (None, Conversation())
    assert transcript(store) is None
    store.erase_old()
    store._retention = 3600
    assert not asyncio.run(store.exists("someone"))


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_that_is_set_neither_erases_nor_prolongs(monkeypatch, store, days):
    keep(store, user("ask"), OFFER)
    jumped = time.time() + days * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: jumped)
    store.erase_old()
    assert transcript(store) == ["…", "…"]
    keep(store, user("ask"), OFFER)
    store._retention = 0
    store.erase_old()
    store._retention = 3600
    assert not asyncio.run(store.exists("someone"))


def test_what_was_kept_by_a_clock_ahead_of_the_time_is_not_kept_for_long(monkeypatch, store):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + 1e9)
    keep(store, user("ask"), OFFER)
    monkeypatch.setattr(clock, "now", lambda: now)
    store.erase_old()
    monkeypatch.setattr(clock, "now", lambda: now + 25 * 3600)
    store.erase_old()
    store._retention = 1e6
    assert not asyncio.run(store.exists("someone"))


@pytest.mark.parametrize("erase", ["by the person", "by a program", "by time"])
def test_nothing_of_an_erased_conversation_is_left_in_the_files(file_store, folder, erase):
    for n in range(60):
        said = user("values", f"{MARK} {n} " * 100), SlotSet("b2m_values", {MARK: n})
        turn(file_store, *said, BotUttered(f"{MARK} answer " * 100))
    assert traces(folder)
    if erase == "by the person":
        turn(file_store, user("delete_conversation", MARK), BotUttered("…"))
    elif erase == "by a program":
        asyncio.run(file_store.delete("someone"))
    else:
        file_store._retention = 0
        file_store.erase_old()
    assert sorted(path.name for path in folder.iterdir())
    assert traces(folder) == []


def test_time_alone_erases(monkeypatch, folder):
    monkeypatch.setattr(tracker_store, "SECONDS_BETWEEN_SWEEPS", 0.05)
    store = ConversationStore(DOMAIN)
    keep(store, user("ask", MARK), OFFER)
    assert traces(folder)
    store._retention = 0
    deadline = time.monotonic() + 30
    while traces(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert traces(folder) == []
    store.close()


def test_a_reader_of_the_file_delays_the_overwriting_and_does_not_prevent_it(file_store, folder):
    keep(file_store, user("ask", MARK))
    reader = sqlite3.connect(folder / "conversations.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM conversations").fetchall()
    asyncio.run(file_store.delete("someone"))
    reader.execute("ROLLBACK")
    reader.close()
    file_store.erase_old()
    assert traces(folder) == []


def test_only_the_owner_can_read_the_files(file_store, folder):
    keep(file_store, user("ask"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}


def test_a_database_that_is_away_is_noticed_and_nothing_is_lost(postgresql, folder, monkeypatch):
    postgresql.run("DROP TABLE IF EXISTS conversations, messages")
    monkeypatch.setenv("B2M_DATABASE_URL", postgresql.url)
    store = ConversationStore(DOMAIN)
    keep(store, user("ask", "before"), OFFER)
    postgresql.kill()
    with pytest.raises(Unavailable):
        load(store)
    with pytest.raises(Unavailable) as failure:
        turn(store, user("ask", MARK))
    assert MARK not in repr(failure.value)
    assert failure.value.__suppress_context__ or failure.value.__context__ is None
    postgresql.restart()
    assert transcript(store) == ["before", "…"]
    store.close()


def test_a_database_that_hangs_does_not_hold_up_the_server(postgresql, folder, monkeypatch):
    postgresql.run("DROP TABLE IF EXISTS conversations, messages")
    monkeypatch.setenv("B2M_DATABASE_URL", postgresql.url)
    store = ConversationStore(DOMAIN)
    keep(store, user("ask", "before"))
    postgresql.hang()

    async def others_go_on():
        waiting = asyncio.ensure_future(store.retrieve("someone"))
        steps = 0
        while not waiting.done():
            await asyncio.sleep(0.01)
            steps += 1
        with pytest.raises(Unavailable):
            await waiting
        return steps

    try:
        assert asyncio.run(others_go_on()) > 10
    finally:
        postgresql.go_on()
    assert transcript(store) == ["before"]
    store.close()
