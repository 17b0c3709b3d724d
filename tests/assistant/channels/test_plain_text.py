"""One turn as plain texts: collected, never silent, cut at the ends of sentences."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.plain_text import apology, ask, split
from b2m.content import load_content


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 20, []),
        ("  \n ", 20, []),
        ("Short.", 20, ["Short."]),
        ("One two. Three four. Five.", 21, ["One two. Three four.", "Five."]),
        ("One two.\n\nThree. Four.", 16, ["One two.", "Three. Four."]),
        ("A.\n\nThree four. Five six.", 20, ["A.\n\nThree four.", "Five six."]),
        ("Try 3.5 mg or 4.5 mg", 10, ["Try 3.5 mg", "or 4.5 mg"]),
        ("- one\n- two\n- three", 13, ["- one\n- two", "- three"]),
        ("see https://medlineplus.gov/x", 26, ["see", "https://medlineplus.gov/x"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_a_long_text_is_cut_where_a_reader_would_pause(text, limit, parts):
    assert split(text, limit) == parts


@given(st.text(alphabet="ab. \n!?", max_size=200), st.integers(1, 40))
def test_cutting_loses_nothing_but_white_space(text, limit):
    parts = split(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize("topic", sorted(load_content().topics))
def test_every_answer_of_ours_is_cut_after_whole_sentences(topic):
    for part in split(load_content().topics[topic].answer, 300):
        assert part[-1] in '.!?:"' or part.splitlines()[-1].startswith("- ")


def asked(handle):
    return asyncio.run(ask(handle, "will it hurt?", "someone", "letters", "m1"))


def test_a_turn_is_collected_with_what_it_offers_and_without_data_for_programs():
    async def answer(message):
        assert (message.input_channel, message.message_id) == ("letters", "m1")
        reply = {"text": "A pinch.\n\nNo more.", "choices": ["Why?"], "custom": {"type": "answer"}}
        await message.output_channel.send_response(message.sender_id, reply)
        await message.output_channel.send_response(message.sender_id, {"text": ""})

    (message,) = asked(answer)
    assert message["text"] == "A pinch.\n\nNo more."
    assert message["choices"] == ["Why?"]


def test_silence_and_failure_are_apologies():
    async def nothing(message):
        pass

    async def fail(message):
        raise ValueError

    assert asked(nothing) == asked(fail) == [{"text": apology()}]
    assert "went wrong on my side" in apology()
