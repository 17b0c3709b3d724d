"""The whole assistant behind a real homeserver: answers, choices, values, a picture, deletion."""

import pytest

from assistant.channels.matrix.texts import load_texts
from b2m.content import load_content
from tests.assistant.channels.matrix.world import BOT, Chat, asynchronous
from tests.conftest import start, stop

CONTENT, TEXTS = load_content(), load_texts()


@pytest.fixture(scope="module")
def assistant(trained, world, tmp_path_factory):
    """The assistant itself, in the place of the light stand-in."""
    folder = tmp_path_factory.mktemp("real")
    world.bot.stop()
    served = start(
        folder / "output.log",
        B2M_PORT=str(world.bot.port),
        B2M_DATA_DIR=str(folder / "data"),
        B2M_MATRIX_HOMESERVER=world.synapse.url,
        B2M_MATRIX_REGISTRATION=str(world.synapse.registration),
        B2M_MATRIX_STAFF="@nurse:clinic.localhost",
    )
    yield served
    stop(served)
    world.bot.start()


def title(topic):
    return CONTENT.topics[topic].title


@asynchronous
async def test_a_conversation(world, assistant):
    async with world.patient() as patient:
        room = await patient.create_room(BOT)
        chat = Chat(patient, room)
        asked = await patient.send(room, "will the spinal tap hurt?")  # before it has joined
        await chat.until(lambda: chat.answers_to(asked))
        greeting, answer = chat.texts
        assert greeting.startswith(CONTENT.fill(CONTENT.topics["talk/greet"].answer))
        assert "anesthetic" in answer
        assert CONTENT.source_line(CONTENT.topics["ask/csf_pain"].section) in answer
        first = title(CONTENT.topics["ask/csf_pain"].next[0])
        assert f"\n1. {first}" in answer
        assert f"<li>{first}</li>" in chat.said[-1]["formatted_body"]

        assert "headache" in (await chat.ask("1"))[0]
        (by_words,) = await chat.ask("Are there risks to a spinal tap?")
        assert "risk" in by_words
        (polite,) = await chat.ask('/restart{"b2m_values": 1}')
        assert polite
        assert "call 911" in (await chat.ask("I can't breathe"))[0].lower()


@asynchronous
async def test_results_come_with_a_picture_that_has_words_and_can_be_deleted(world, assistant):
    async with world.patient() as patient:
        chat = await patient.chat()
        text, alternative = await chat.ask("b2m was 5.1 in March 2024, 3.8 in May 2024", count=2)
        assert "went down" in text
        assert "█" not in text
        picture = chat.said[-1]
        assert picture["msgtype"] == "m.image"
        assert picture["info"]["mimetype"] == "image/png"
        assert "5.1" in alternative
        assert "3.8" in alternative

        await chat.ask("delete my conversation")
        (deleted,) = await chat.ask("1")
        assert deleted == f"{CONTENT.phrases.deleted}\n\n{TEXTS.deleted_here}"
        (alone, *_) = await chat.ask("b2m 2.9 in July 2024")
        assert "5.1" not in alone


@asynchronous
async def test_a_number_means_something_only_while_it_is_on_offer(world, assistant):
    async with world.patient() as patient:
        chat = await patient.chat()
        (offer,) = await chat.ask("I want to talk to a person")
        assert f"1. {TEXTS.choose_account}" in offer
        assert "anesthetic" in (await chat.ask("will the spinal tap hurt?"))[0]
        (answer,) = await chat.ask("1")
        assert "headache" in answer
        assert "@nurse:clinic.localhost" not in await patient.members(chat.room)
