"""A patient's chat on a real homeserver: greeted, answered, explained, left alone, forgotten."""

import asyncio

import pytest

from assistant.channels.matrix.texts import load_texts
from assistant.channels.plain_text import apology
from deploy.matrix.client import MatrixError
from tests.assistant.channels.matrix.stand_in import BROKEN, SILENT, SLOW
from tests.assistant.channels.matrix.world import BOT, Chat, asynchronous

TEXTS = load_texts()


@asynchronous
async def test_it_joins_greets_and_answers(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        assert chat.texts == ["You said: Hello, can we start?"]
        assert await chat.ask("does it hurt?") == ["You said: does it hurt?"]
        answer = chat.said[-1]
        assert answer["msgtype"] == "m.text"
        assert answer["formatted_body"] == "<p>You said: does it hurt?</p>"
        await chat.until(lambda: chat.read_up_to)


@asynchronous
async def test_its_name_says_that_it_is_a_program(world):
    async with world.patient() as patient:
        profile = await patient.call("GET", f"/profile/{BOT}/displayname")
        assert profile["displayname"].endswith("(Chatbot)")


@asynchronous
async def test_what_was_written_before_it_joined_is_answered_in_30_rooms(world):
    async def begin(patient, number):
        """Write into a new room at once; the room when that is answered."""
        room = await patient.create_room(BOT)
        chat, asked = Chat(patient, room), await patient.send(room, f"question {number}")
        while not (await chat.all_answers())[asked]:
            await asyncio.sleep(0.2)
        return chat, asked

    async with world.patient() as patient:
        for chat, asked in await asyncio.gather(*(begin(patient, number) for number in range(30))):
            assert (await chat.all_answers())[asked] == 1


@asynchronous
async def test_it_shows_that_it_is_writing_when_that_takes_a_while(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        await chat.ask(f"{SLOW}, please")
        await chat.until(lambda: chat.typing[-1:] == [[]])
        assert chat.typing[-2:] == [[BOT], []]


@pytest.mark.parametrize("text", [BROKEN, SILENT])
@asynchronous
async def test_nobody_is_left_without_an_answer(world, text):
    async with world.patient() as patient:
        chat = await patient.chat()
        assert await chat.ask(text) == [apology()]
    assert "ValueError" in world.bot.log.read_text() or text == SILENT


@asynchronous
async def test_an_edit_is_no_new_question(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        first = await patient.send(chat.room, "my b2m was 51")
        changed = await chat.ask(
            "* my b2m was 5.1",
            **{
                "m.new_content": {"msgtype": "m.text", "body": "my b2m was 5.1"},
                "m.relates_to": {"rel_type": "m.replace", "event_id": first},
            },
        )
        assert changed == [TEXTS.edited]
        assert "You said: * my b2m was 5.1" not in chat.texts


@pytest.mark.parametrize("kind", ["m.image", "m.file", "m.audio", "m.video", "m.location"])
@asynchronous
async def test_what_has_no_words_is_explained(world, kind):
    async with world.patient() as patient:
        chat = await patient.chat()
        assert await chat.ask("report.pdf", msgtype=kind) == [TEXTS.wordless]


@asynchronous
async def test_other_programs_are_not_answered(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        notice = await patient.send(chat.room, "I am a program too", msgtype="m.notice")
        await chat.ask("I am not")
        assert (await chat.all_answers())[notice] == 0


@asynchronous
async def test_a_message_as_long_as_matrix_allows(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        text = "word " * 12_800  # 64 000 bytes; an event holds 65 536
        answers = await chat.ask(text.strip(), count=7)
        assert " ".join(answers).split() == ["You", "said:", *text.split()]


@asynchronous
async def test_an_encrypted_room_gets_a_plain_explanation(world):
    encryption = {"algorithm": "m.megolm.v1.aes-sha2"}
    state = {"type": "m.room.encryption", "state_key": "", "content": encryption}
    async with world.patient() as patient:
        chat = await patient.chat(initial_state=[state])
        assert chat.texts == [TEXTS.encrypted]
        sealed = {**encryption, "ciphertext": "AwgAEnACg", "session_id": "x", "sender_key": "y"}
        asked = await patient.send_event(chat.room, "m.room.encrypted", sealed)
        await chat.until(lambda: chat.answers_to(asked))
        assert chat.texts[-1] == TEXTS.encrypted


@asynchronous
async def test_encryption_that_is_turned_on_later_is_explained_too(world):
    async with world.patient() as patient:
        chat = await patient.chat()
        path = f"/rooms/{chat.room}/state/m.room.encryption"
        await patient.call("PUT", path, {"algorithm": "m.megolm.v1.aes-sha2"})
        await chat.until(lambda: chat.texts[-1] == TEXTS.encrypted)


@asynchronous
async def test_a_group_is_told_why_and_left(world):
    async with world.patient() as patient, world.patient("daughter") as daughter:
        chat = await patient.chat(daughter.user)
        assert chat.texts == [TEXTS.crowded]
        while (await patient.members(chat.room))[BOT] != "leave":
            await patient.sync(1)


@asynchronous
async def test_a_third_person_makes_it_quiet_until_they_are_gone(world):
    async with world.patient() as patient, world.patient("daughter") as daughter:
        chat = await patient.chat()
        await patient.invite(chat.room, daughter.user)
        await chat.until(lambda: chat.texts[-1] == TEXTS.crowded)
        await daughter.join(chat.room)
        asked = await daughter.send(chat.room, "what did mother ask?")
        await daughter.leave(chat.room)
        await chat.until(lambda: chat.texts[-1] == TEXTS.back)
        assert not chat.answers_to(asked)
        assert chat.texts.count(TEXTS.crowded) == 1
        assert await chat.ask("thank you") == ["You said: thank you"]


@asynchronous
async def test_when_the_patient_leaves_it_leaves_and_forgets(world):
    async with world.patient() as patient, world.patient("witness") as witness:
        chat = await patient.chat()
        await chat.ask("zanzibar")
        assert b"zanzibar" in world.bot.bytes_kept()
        await patient.leave(chat.room)
        other = await witness.chat()  # a later event in another room
        await other.ask("and now")
        while b"zanzibar" in world.bot.bytes_kept():
            await witness.sync(1)
        with pytest.raises(MatrixError, match="403"):
            await patient.send(chat.room, "still there?")


@asynchronous
async def test_no_message_and_no_name_is_logged(world):
    async with world.patient("mirabelle") as patient:
        chat = await patient.chat()
        await chat.ask(f"{BROKEN} quetzalcoatl")
    log = world.bot.log.read_text()
    assert "quetzalcoatl" not in log
    assert "mirabelle" not in log
