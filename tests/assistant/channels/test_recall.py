"""What was said in answer to a message can be told from the conversation."""

from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

from assistant.channels.recall import recall

EVENTS = [
    UserUttered("does it hurt?", message_id="$1"),
    ActionExecuted("utter_ask"),
    BotUttered("Some.", metadata={"choices": ["Why?"], "topic": "ask/csf_pain"}),
    BotUttered(""),
    SlotSet("x", 1),
    BotUttered("Ask your care team."),
    UserUttered("why?", message_id="$2"),
    BotUttered("Because."),
    UserUttered("ok", message_id="$3"),
]


def test_the_replies_to_a_message_with_their_metadata():
    assert recall(EVENTS, "$1") == [
        {"choices": ["Why?"], "topic": "ask/csf_pain", "text": "Some."},
        {"text": "Ask your care team."},
    ]
    assert recall(EVENTS, "$2") == [{"text": "Because."}]


def test_nothing_was_said_to_a_message_that_was_not_handled():
    assert recall(EVENTS, "$3") == recall(EVENTS, "$4") == recall([], "$1") == []
