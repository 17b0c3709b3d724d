"""One turn at a time for each conversation, in order, on one server and on several."""

import asyncio
import os
import subprocess
import sys

import pytest

from assistant import lock_store
from assistant.database import Unavailable
from assistant.lock_store import ConversationLocks, key_of
from tests.conftest import PROJECT


@pytest.fixture(params=["one server", "several servers"])
def servers(request, monkeypatch, tmp_path):
    """The lock stores of one server, or of three with a common database."""
    monkeypatch.setenv("B2M_DATA_DIR", str(tmp_path))
    if request.param == "one server":
        return [ConversationLocks()]
    monkeypatch.setenv("B2M_DATABASE_URL", request.getfixturevalue("postgresql").url)
    return [ConversationLocks() for _ in range(3)]


def test_turns_of_a_conversation_never_overlap(servers):
    running, most, done = 0, 0, []

    async def turn(number):
        nonlocal running, most
        async with servers[number % len(servers)].lock("someone"):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.002)
            running -= 1
            done.append(number)

    async def all_turns():
        await asyncio.gather(*(turn(number) for number in range(60)))

    asyncio.run(all_turns())
    assert most == 1
    assert sorted(done) == list(range(60))


def test_turns_on_one_server_keep_their_order(servers):
    done = []

    async def turn(number):
        async with servers[0].lock("someone"):
            await asyncio.sleep(0)
            done.append(number)

    async def all_turns():
        await asyncio.gather(*(turn(number) for number in range(30)))

    asyncio.run(all_turns())
    assert done == list(range(30))


def test_conversations_do_not_wait_for_each_other(servers):
    async def both():
        async with servers[0].lock("someone"), servers[-1].lock("someone else"):
            return True

    assert asyncio.run(asyncio.wait_for(both(), 20))


def test_a_turn_that_fails_lets_the_next_go_on(servers):
    async def turns():
        with pytest.raises(ValueError, match="failed"):
            async with servers[0].lock("someone"):
                raise ValueError("failed")
        async with servers[-1].lock("someone"):
            return True

    assert asyncio.run(asyncio.wait_for(turns(), 20))


def test_one_who_stops_waiting_leaves_nothing_locked(servers):
    async def turns():
        async with servers[0].lock("someone"):
            waiting = asyncio.ensure_future(servers[-1].lock("someone").__aenter__())
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with servers[0].lock("someone"):
            return True

    assert asyncio.run(asyncio.wait_for(turns(), 20))


def test_locks_leave_nothing_behind(servers):
    async def turns():
        for number in range(100):
            async with servers[0].lock(f"person {number}"):
                pass

    asyncio.run(turns())
    assert len(servers[0]._here) == 0


def test_without_the_database_no_turn_begins(postgresql, monkeypatch):
    monkeypatch.setenv("B2M_DATABASE_URL", postgresql.url)
    locks = ConversationLocks()

    async def turn():
        async with locks.lock("someone"):
            return True

    postgresql.kill()
    with pytest.raises(Unavailable):
        asyncio.run(turn())
    with pytest.raises(Unavailable):
        locks.get_lock("someone")
    postgresql.restart()
    assert asyncio.run(turn())


def test_keys_fit_the_database_and_differ():
    keys = {key_of(f"person {number}") for number in range(1000)}
    assert len(keys) == 1000
    assert all(-(2**63) <= key < 2**63 for key in keys)


HOLDER = """
import asyncio, sys
from assistant.lock_store import ConversationLocks

async def hold():
    async with ConversationLocks().lock("someone"):
        print("held", flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


def test_a_server_that_is_killed_gives_its_locks_back(postgresql, monkeypatch):
    monkeypatch.setenv("B2M_DATABASE_URL", postgresql.url)
    locks = ConversationLocks()

    async def turn():
        async with locks.lock("someone"):
            return True

    holder = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", HOLDER],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline() == b"held\n"

    async def waits_for_the_dead():
        waiting = asyncio.ensure_future(turn())
        done, _ = await asyncio.wait({waiting}, timeout=0.3)
        assert not done
        holder.kill()
        return await asyncio.wait_for(waiting, 20)

    assert asyncio.run(waits_for_the_dead())
    holder.wait()


def test_a_database_that_hangs_is_given_up_long_before_a_turn_elsewhere(postgresql, monkeypatch):
    monkeypatch.setenv("B2M_DATABASE_URL", postgresql.url)
    monkeypatch.setattr(lock_store, "SECONDS_TO_ANSWER", 0.2)
    monkeypatch.setattr(lock_store, "SECONDS_TO_WAIT", 600.0)
    locks = ConversationLocks()

    async def turn():
        async with locks.lock("someone"):
            pass

    asyncio.run(turn())  # from now on there is a connection that looks alive
    postgresql.hang()
    try:
        with pytest.raises(Unavailable):
            asyncio.run(turn())
    finally:
        postgresql.go_on()
    asyncio.run(turn())
