"""Each event is answered once and in order, whatever fails and whenever the process is killed."""

import asyncio
import sqlite3
import time

import pytest

from assistant.channels.inbox import Event, Inbox
from assistant.channels.turns import Refused, TryLater, Turns


def event(number, conversation="room", **details):
    return Event(f"{conversation}-{number}", conversation, {"text": str(number)}, **details)


class Provider:
    """Notes what it is given; `faults` are raised first, one a call."""

    def __init__(self, *faults):
        self.sent, self.doubts, self.faults = [], [], list(faults)
        self.active = self.most_active = 0

    async def reply(self, event):
        self.active += 1
        self.most_active = max(self.active, self.most_active)
        await asyncio.sleep(0)
        self.active -= 1
        return [f"{event.id}:a", f"{event.id}:b"]

    async def send(self, event, number, part, in_doubt):
        self.doubts.append(in_doubt)
        if self.faults:
            fault = self.faults.pop(0)
            if fault:
                raise fault
        self.sent.append(part)


async def until_idle(turns):
    while turns._workers:
        await asyncio.wait(turns._workers)


@pytest.fixture
def inbox(tmp_path):
    return Inbox(tmp_path / "inbox.sqlite")


def answer(inbox, provider, *batches, reply=None):
    """Deliver batches of events, wait for the answers, and stop; returns what is left open."""

    async def run():
        turns = Turns(inbox, reply or provider.reply, provider.send, ["sorry"], pauses=(0, 0))
        turns.resume()
        for batch in batches:
            await turns.accept(batch)
        await until_idle(turns)
        return inbox.open_events()

    return asyncio.run(run())


def test_an_event_is_answered_once_however_often_it_is_delivered(inbox):
    provider = Provider()
    assert answer(inbox, provider, [event(1)], [event(1), event(1)], [event(1)]) == []
    assert answer(inbox, provider, [event(1)]) == []
    assert provider.sent == ["room-1:a", "room-1:b"]


def test_one_turn_at_a_time_in_a_conversation_and_in_order(inbox):
    provider = Provider()
    answer(inbox, provider, [event(n) for n in range(5)], [event(n) for n in range(5, 9)])
    assert provider.sent == [f"room-{n}:{part}" for n in range(9) for part in "ab"]
    assert provider.most_active == 1


def test_messages_that_come_late_are_answered_in_the_order_of_the_providers_clock(inbox):
    provider = Provider()
    now = time.time()
    answer(inbox, provider, [event(n, arrived=now + n) for n in (1, 4, 2, 3)])
    assert provider.sent == [f"room-{n}:{part}" for n in (1, 2, 3, 4) for part in "ab"]


def test_a_provider_that_is_away_while_the_reply_is_made_is_asked_again(inbox, caplog):
    provider, faults = Provider(), [TryLater(), TryLater()]

    async def reply(event):
        if faults:
            raise faults.pop()
        return await provider.reply(event)

    assert answer(inbox, provider, [event(1)], reply=reply) == []
    assert provider.sent == ["room-1:a", "room-1:b"]
    assert not caplog.records


def test_conversations_do_not_wait_for_each_other(inbox):
    provider = Provider()
    answer(inbox, provider, [event(n, room) for n in range(3) for room in ("one", "two", "three")])
    assert provider.most_active == 3
    for room in ("one", "two", "three"):
        own = [part for part in provider.sent if part.startswith(room)]
        assert own == [f"{room}-{n}:{part}" for n in range(3) for part in "ab"]


def test_a_provider_that_is_away_is_tried_again_in_doubt(inbox):
    provider = Provider(None, TryLater(), TryLater())
    before = time.time()
    assert answer(inbox, provider, [event(1)]) == []
    assert provider.sent == ["room-1:a", "room-1:b"]
    assert provider.doubts[:2] == [None, None]
    assert before <= provider.doubts[2] == provider.doubts[3] <= time.time()


def test_a_message_that_is_refused_for_good_does_not_hold_up_the_next(inbox, caplog):
    provider = Provider(Refused("status 400."))
    assert answer(inbox, provider, [event(1), event(2)]) == []
    assert provider.sent == ["room-2:a", "room-2:b"]
    assert "status 400" in caplog.text


def test_after_a_too_long_absence_the_answer_is_given_up(inbox, monkeypatch):
    monkeypatch.setenv("B2M_RETENTION_HOURS", "1")
    provider = Provider(TryLater())
    assert answer(inbox, provider, [event(1, arrived=time.time() - 3700)]) == []
    assert provider.sent == []


def test_a_failed_turn_is_an_apology_and_its_log_has_no_words(inbox, caplog):
    async def fail(event):
        raise ValueError("marzipan")

    provider = Provider()
    assert answer(inbox, provider, [event(1)], reply=fail) == []
    assert provider.sent == ["sorry"]
    assert "ValueError" in caplog.text
    assert "marzipan" not in caplog.text


def test_an_unforeseen_failure_of_sending_stays_open_for_the_next_start(inbox):
    provider = Provider(KeyError())
    assert [left.id for left in answer(inbox, provider, [event(1), event(2)])] == ["room-1"]
    assert answer(inbox, provider) == []
    assert provider.sent == ["room-2:a", "room-2:b", "room-1:a", "room-1:b"]


def test_what_comes_in_before_the_old_is_taken_up_is_answered_once(inbox):
    inbox.add([event(1)])
    provider = Provider()

    async def run():
        turns = Turns(inbox, provider.reply, provider.send, ["sorry"])
        await turns.accept([event(1), event(2)])
        turns.resume()
        await until_idle(turns)

    asyncio.run(run())
    assert sorted(provider.sent) == ["room-1:a", "room-1:b", "room-2:a", "room-2:b"]


@pytest.mark.parametrize(
    ("reply", "begun", "sent", "in_doubt"),
    [
        (None, 0, ["room-1:a", "room-1:b"], False),
        (["x", "y"], 1, ["x", "y"], True),
        (["x", "y"], 2, ["y"], True),
        ([], 1, [], False),
    ],
)
def test_after_a_kill_it_goes_on_where_it_stopped(inbox, reply, begun, sent, in_doubt):
    inbox.add([event(1)])
    if reply is not None:
        inbox.store_reply(event(1), reply)
    for number in range(1, begun):
        inbox.begin(event(1), number)
    provider = Provider()
    assert answer(inbox, provider) == []
    assert provider.sent == sent
    assert [doubt is not None for doubt in provider.doubts[:1]] == [in_doubt] * bool(sent)
    assert not any(provider.doubts[1:])


def test_a_stop_finishes_the_turn_under_way_and_leaves_the_rest_open(tmp_path):
    path = tmp_path / "inbox.sqlite"
    provider = Provider()

    async def run():
        inbox = Inbox(path)
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def slow_reply(event):
            begun.set()
            await go_on.wait()
            return ["done"]

        turns = Turns(inbox, slow_reply, provider.send, ["sorry"])
        await turns.accept([event(1), event(2)])
        await begun.wait()
        stopping = asyncio.create_task(turns.stop())
        await asyncio.sleep(0)
        go_on.set()
        await stopping

    asyncio.run(run())
    assert provider.sent == ["done"]
    assert [left.id for left in Inbox(path).open_events()] == ["room-2"]


def test_a_stop_does_not_wait_for_a_provider_that_is_away(tmp_path):
    path = tmp_path / "inbox.sqlite"

    async def run():
        tried = asyncio.Event()

        async def send(event, number, part, in_doubt):
            tried.set()
            raise TryLater

        turns = Turns(Inbox(path), Provider().reply, send, ["sorry"], pauses=(3600,))
        await turns.accept([event(1)])
        await tried.wait()
        await asyncio.wait_for(turns.stop(seconds=3600), timeout=60)

    asyncio.run(run())
    (left,) = Inbox(path).open_events()
    assert (left.reply, left.begun) == (["room-1:a", "room-1:b"], 1)


@pytest.mark.parametrize("step", ["store_reply", "begin", "finish"])
def test_a_full_disk_delays_the_answer_and_repeats_nothing(inbox, monkeypatch, step):
    faults = [sqlite3.OperationalError("database or disk is full")] * 3
    write = getattr(inbox, step)

    def write_if_there_is_room(*arguments):
        if faults:
            raise faults.pop()
        write(*arguments)

    monkeypatch.setattr(inbox, step, write_if_there_is_room)
    provider = Provider()
    assert answer(inbox, provider, [event(1), event(2)]) == []
    assert provider.sent == ["room-1:a", "room-1:b", "room-2:a", "room-2:b"]
    assert faults == []


def test_a_clock_that_is_set_does_not_make_a_message_too_old(inbox, monkeypatch):
    new = event(1)
    monkeypatch.setattr(time, "time", lambda: 4e9)
    provider = Provider(TryLater("not now"))
    assert answer(inbox, provider, [new]) == []
    assert provider.sent == ["room-1:a", "room-1:b"]
