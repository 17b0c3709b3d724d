"""Handing over to a person, on a real homeserver: only when the patient agrees, and back again."""

import pytest

from assistant.channels.matrix.texts import load_texts
from tests.assistant.channels.matrix.stand_in import HUMAN
from tests.assistant.channels.matrix.world import BOT, Chat, asynchronous

TEXTS = load_texts()


@pytest.fixture
def staffed(world):
    """Serves with a setting for the staff, and without one afterwards."""

    def serve(staff):
        world.bot.restart(B2M_MATRIX_STAFF=staff)
        return world

    yield serve
    world.bot.restart()


@asynchronous
async def test_without_staff_the_answer_about_people_stands(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        assert await chat.ask(HUMAN) == ["Call your care team."]


@asynchronous
async def test_a_staff_account_is_invited_and_the_bot_is_quiet_until_asked_back(world, staffed):
    async with world.patient() as patient, world.patient("nurse") as nurse:
        staffed(nurse.user)
        chat = await patient.chat()
        (offer,) = await chat.ask(HUMAN)
        assert f"1. {TEXTS.choose_account}" in offer
        assert "Call your care team." not in chat.texts
        assert await chat.ask("1") == [TEXTS.asked]
        assert (await patient.members(chat.room))[nurse.user] == "invite"
        assert await chat.ask("I am afraid") == [TEXTS.waiting]

        await nurse.join(chat.room)
        unheard = [
            await patient.send(chat.room, "are you there?"),
            await nurse.send(chat.room, "yes, I am"),
            await patient.send(chat.room, "1"),
        ]
        assert await chat.ask("Chatbot, please.") == [TEXTS.back]
        assert not any(chat.answers_to(event) for event in unheard)
        assert await chat.ask("does it hurt?") == ["You said: does it hurt?"]
        remark = await nurse.send(chat.room, "I told you so")
        await chat.ask("thank you")
        assert not chat.answers_to(remark)


@asynchronous
async def test_the_staff_can_hand_back(world, staffed):
    async with world.patient() as patient, world.patient("nurse") as nurse:
        staffed(nurse.user)
        chat = await patient.chat()
        await chat.ask(HUMAN)
        await chat.ask("yes please")
        await nurse.join(chat.room)
        await nurse.send(chat.room, "chatbot")
        await chat.until(lambda: chat.texts[-1] == TEXTS.back)


@asynchronous
async def test_an_offer_is_refused_or_lapses_with_the_next_question(world, staffed):
    async with world.patient() as patient, world.patient("nurse") as nurse:
        staffed(nurse.user)
        chat = await patient.chat()
        await chat.ask(HUMAN)
        assert await chat.ask("No, thanks.") == [TEXTS.not_asked]
        await chat.ask(HUMAN)
        assert await chat.ask("does it hurt?") == ["You said: does it hurt?"]
        assert await chat.ask("1") == ["You said: 1"]
        assert nurse.user not in await patient.members(chat.room)


@asynchronous
async def test_a_staff_account_that_is_not_there_is_admitted(world, staffed):
    async with world.patient() as patient:
        staffed("@nobody:elsewhere.invalid")
        chat = await patient.chat()
        await chat.ask(HUMAN)
        assert await chat.ask("1") == [TEXTS.not_reached]
        assert await chat.ask("so?") == ["You said: so?"]


@asynchronous
async def test_a_staff_room_that_is_not_there_is_admitted(world, staffed):
    async with world.patient() as patient:
        staffed("#nowhere:clinic.localhost")
        chat = await patient.chat()
        await chat.ask(HUMAN)
        assert await chat.ask("2") == [TEXTS.not_reached]
        assert await chat.ask("so?") == ["You said: so?"]


@pytest.mark.parametrize("by_alias", [False, True])
@asynchronous
async def test_a_staff_room_hears_of_it_and_who_answers_is_invited(world, staffed, by_alias):
    async with world.patient() as patient, world.patient("nurse") as nurse:
        name = f"staff-{nurse.user[1:15]}"
        board = Chat(nurse, await nurse.create_room(room_alias_name=name))
        staffed(f"#{name}:clinic.localhost" if by_alias else board.room)
        await nurse.invite(board.room, BOT)
        chat = await patient.chat()
        await chat.ask("something private")
        (offer,) = await chat.ask(HUMAN)
        assert f"2. {TEXTS.choose_room_unread}" in offer
        assert (await chat.ask("yes"))[0] == offer, "a bare yes says nothing of reading along"
        assert await chat.ask("1") == [TEXTS.asked]

        await board.until(lambda: board.said)
        assert board.texts == [TEXTS.staff_post.replace("{patient}", patient.user)]
        post = next(e for e in board.seen if e["sender"] == BOT and e["type"] == "m.room.message")
        await nurse.send(board.room, "who takes this?")
        reply = {"m.relates_to": {"m.in_reply_to": {"event_id": post["event_id"]}}}
        await nurse.send(board.room, "me", **reply)
        await board.until(lambda: TEXTS.invited in board.texts)
        assert (await patient.members(chat.room))[nurse.user] == "invite"
        assert len(board.texts) == 2


@asynchronous
async def test_a_chat_that_the_patient_does_not_show_stays_closed(world, staffed):
    async with world.patient() as patient, world.patient("nurse") as nurse:
        board = Chat(nurse, await nurse.create_room())
        staffed(board.room)
        await nurse.invite(board.room, BOT)
        chat = await patient.chat()
        await chat.ask("something private")
        await chat.ask(HUMAN)
        assert await chat.ask("2") == [TEXTS.asked_unread]
        await board.until(lambda: board.said)
        assert board.texts == [TEXTS.staff_post_unread.replace("{patient}", patient.user)]
        post = next(e for e in board.seen if e["sender"] == BOT and e["type"] == "m.room.message")
        reply = {"m.relates_to": {"m.in_reply_to": {"event_id": post["event_id"]}}}
        await nurse.send(board.room, "let me in", **reply)
        await chat.ask("still waiting")  # comes after it
        assert nurse.user not in await patient.members(chat.room)
