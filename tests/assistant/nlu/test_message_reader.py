"""How a message is cleaned before anything looks at it."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant import conversation
from assistant.conversation import Conversation
from assistant.nlu.message_reader import LONGEST_MESSAGE, MessageReader, clean


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  will it hurt?  ", "will it hurt?"),
        ("/restart", "restart"),
        ('/ask{"x":1}', 'ask{"x":1}'),
        ("//// /session_start", "session_start"),
        ("\u200bhello\x00 there\x1b[2J", "hello  there [2J"),
        ("ｗｉｌｌ ｉｔ ｈｕｒｔ", "will it hurt"),
        ("5.1 mg/L\n3.8 mg/L", "5.1 mg/L\n3.8 mg/L"),
        ("", ""),
        ("/", ""),
        ("😀", "😀"),
    ],
)
def test_clean(typed, cleaned):
    assert clean(typed) == cleaned


def test_a_very_long_message_is_cut_but_still_known_to_be_too_long():
    assert LONGEST_MESSAGE < len(clean("a" * 1_000_000)) <= 2 * LONGEST_MESSAGE


@pytest.fixture
def reader():
    return MessageReader(MessageReader.get_default_config())


def read(reader, text):
    return reader.process([Message.build(text=text)])[0]


def test_words_are_found_with_their_places(reader):
    message = read(reader, "Will it hurt?")
    assert [(t.text, t.start) for t in message.get("text_tokens")] == [
        ("Will", 0),
        ("it", 5),
        ("hurt", 8),
        ("?", 12),
    ]


def test_a_number_on_offer_is_the_choice_it_stands_for(reader):
    conversation.remember(Conversation(choices=("Will it hurt?", "How long does it take?")))
    assert read(reader, "2").get("text") == "How long does it take?"
    conversation.remember(Conversation())
    assert read(reader, "2").get("text") == "2"
