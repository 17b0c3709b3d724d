"""Kills, restarts, repeats and forged calls: no message is lost, and none is answered twice."""

import asyncio
import json
import random

import pytest
from aiohttp import ClientSession

from assistant.channels.matrix.settings import load
from tests.assistant.channels.matrix.stand_in import DYING, SLOW
from tests.assistant.channels.matrix.world import MESSAGES, asynchronous

PATIENTS = 5
MESSAGES_BETWEEN_KILLS = 10  # on average


@pytest.fixture
def settings(world):
    return load(
        {
            "B2M_MATRIX_HOMESERVER": world.synapse.url,
            "B2M_MATRIX_REGISTRATION": str(world.synapse.registration),
        }
    )


async def deliver(world, events, token, path="transactions/t1", scheme="Bearer"):
    """Call the bot as a homeserver would; status and body of the answer."""
    url = f"http://127.0.0.1:{world.bot.port}/webhooks/matrix/_matrix/app/v1/{path}"
    headers = {"Authorization": f"{scheme} {token}"} if token else {}
    async with (
        ClientSession() as session,
        session.put(
            url,
            data=events if isinstance(events, bytes) else json.dumps({"events": events}),
            headers=headers,
        ) as answer,
    ):
        return answer.status


def turns_made(bot):
    """The id of every message that the stand-in for Rasa has answered, as often as it has."""
    files = bot.conversations.glob("matrix-*.json")
    return [turn["id"] for file in files for turn in json.loads(file.read_text())]


@asynchronous
async def test_none_lost_and_none_answered_twice_while_it_is_killed_at_random(world):
    dice = random.Random(20260101)
    async with world.patient() as patient:
        chats = [await patient.chat() for _ in range(PATIENTS)]
        asked, kills = [], 0
        for number in range(MESSAGES):
            chat = dice.choice(chats)
            asked.append(await patient.send(chat.room, f"question {number}"))
            if dice.random() < 1 / MESSAGES_BETWEEN_KILLS:
                await asyncio.sleep(dice.random() * 0.3)  # somewhere in the way of a message
                kills += world.bot.kill()
        for chat in chats:  # what is answered last: a conversation goes in order
            await chat.ask("is that all?")
        answers = [await chat.all_answers() for chat in chats]
    counts = [n for found in answers for event, n in found.items() if event in asked]
    made = [turn for turn in turns_made(world.bot) if turn in asked]
    print(
        f"\n{len(counts)} messages, {kills} kills: lost {counts.count(0)}, "
        f"answered twice {sum(n > 1 for n in counts)}, "
        f"taken up twice by the conversation {len(made) - len(set(made))}"
    )
    assert counts == [1] * MESSAGES
    assert sorted(made) == sorted(asked)


@asynchronous
async def test_a_kill_between_the_turn_and_its_note_repeats_neither_turn_nor_answer(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        assert await chat.ask(DYING) == [f"You said: {DYING}"]
        await chat.ask("still there?")
        counts = await chat.all_answers()
        assert max(counts.values()) == 1
        made = [turn for turn in turns_made(world.bot) if turn in counts]
        assert len(made) == len(set(made)) == 3, "the greeting and two answers"


@asynchronous
async def test_what_came_while_it_was_down_is_answered_when_it_is_back(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        world.bot.stop()
        asked = [await patient.send(chat.room, f"question {number}") for number in range(3)]
        world.bot.start()
        await chat.until(lambda: all(chat.answers_to(event) for event in asked))
        said = [f"You said: question {number}" for number in range(3)]
        assert chat.texts[-3:] == said, "in the order in which they were sent"


@pytest.mark.parametrize("how", ["stop", "kill"])
@asynchronous
async def test_the_homeserver_is_restarted_in_the_middle_of_a_turn(world, how):
    async with world.patient() as patient:
        chat = await patient.chat()
        asked = await patient.send(chat.room, f"{SLOW}, please")
        await chat.until(lambda: chat.read_up_to == asked)  # the turn has begun
        getattr(world.synapse, how)()
        world.synapse.start()
        await chat.until(lambda: chat.answers_to(asked))
        await chat.ask("and now?")
        assert max((await chat.all_answers()).values()) == 1


@asynchronous
async def test_a_repeated_transaction_is_answered_once(world, settings):
    async with world.patient() as patient:
        chat = await patient.chat()
        asked = await patient.send(chat.room, "once?")
        await chat.until(lambda: chat.answers_to(asked))
        event = next(e for e in chat.seen if e["event_id"] == asked)
        for transaction in ("transactions/t1", "transactions/t1", "transactions/t2"):
            again = [{**event, "room_id": chat.room}]
            assert await deliver(world, again, settings.hs_token, transaction) == 200
        await chat.ask("something else")
        assert (await chat.all_answers())[asked] == 1


@asynchronous
async def test_only_the_homeserver_is_believed(world, settings):
    async with world.patient() as patient:
        chat = await patient.chat()
        forged = {
            "type": "m.room.message",
            "event_id": "$forged",
            "room_id": chat.room,
            "sender": patient.user,
            "origin_server_ts": 1,
            "content": {"msgtype": "m.text", "body": "forged"},
        }
        token = settings.hs_token
        assert await deliver(world, [forged], None) == 401
        assert await deliver(world, [forged], token, scheme="Basic") == 401
        assert await deliver(world, [forged], "wrong") == 403
        assert await deliver(world, [forged], "wröng") == 403
        assert await deliver(world, [forged], settings.as_token) == 403
        in_the_address = f"transactions/t9?access_token={token}"
        assert await deliver(world, [forged], None, in_the_address) == 401
        await chat.ask("is that all?")
        assert "You said: forged" not in chat.texts


@pytest.mark.parametrize("path", ["transactions/t", "users/@x", "rooms/%23x", "ping"])
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@asynchronous
async def test_every_route_asks_for_the_token(world, method, path):
    url = f"http://127.0.0.1:{world.bot.port}/webhooks/matrix/_matrix/app/v1/{path}"
    async with ClientSession() as session, session.request(method, url) as answer:
        assert answer.status in (401, 405)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"events": 5}', b"\xff"])
@asynchronous
async def test_a_transaction_of_the_wrong_form_is_refused(world, settings, body):
    assert await deliver(world, body, settings.hs_token) == 400


@asynchronous
async def test_events_of_the_wrong_form_do_not_hold_up_the_others(world, settings):
    strange = [None, 5, {}, {"type": 7}, {"type": "m.room.message", "content": None}]
    assert await deliver(world, strange, settings.hs_token) == 200


@asynchronous
async def test_it_does_not_need_its_memory_of_rooms(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        world.bot.stop()
        for file in (world.bot.folder / "data").glob("rooms-*"):
            file.unlink()
        world.bot.start()
        assert await chat.ask("do you know me?") == ["You said: do you know me?"]


@asynchronous
async def test_20_patients_at_once(world):
    async def converse(patient):
        async with patient:
            chat = await patient.chat()
            return await chat.ask(f"I am {patient.user}"), await chat.all_answers()

    patients = [world.patient() for _ in range(20)]
    results = await asyncio.gather(*(converse(patient) for patient in patients))
    for patient, (answers, counts) in zip(patients, results, strict=True):
        assert answers == [f"You said: I am {patient.user}"]
        assert max(counts.values()) == 1


@asynchronous
async def test_its_files_are_its_owners(world):
    async with world.patient() as patient:
        await patient.chat()
    files = [p for p in (world.bot.folder / "data").iterdir() if p.is_file()]
    assert {p.stat().st_mode & 0o777 for p in [*files, world.synapse.registration]} == {0o600}
