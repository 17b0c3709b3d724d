"""What the generator of replies sends, by topic and channel: never silence, never an exception."""

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.responses import AnswerGenerator
from b2m.content import load_content

CONTENT = load_content()


def tracker(channel="rest", *later, suggestions=()):
    parse_data = {"text": "?", "intent": {"name": "x"}, "entities": [], "suggestions": suggestions}
    asked = UserUttered("?", parse_data=parse_data, input_channel=channel)
    return DialogueStateTracker.from_events("someone", [asked, *later])


def reply(name, to=None, **details):
    generator = AnswerGenerator(None, Domain.empty())
    return asyncio.run(generator.generate(f"utter_{name}", to or tracker(), "collector", **details))


@pytest.mark.parametrize("topic", sorted(CONTENT.topics))
def test_every_topic_answers_with_its_text_source_and_data(topic):
    message = reply(topic)
    assert CONTENT.fill(CONTENT.topics[topic].answer) in message["text"]
    assert message["custom"]["type"] == "answer"
    assert message["custom"]["topic"] == topic
    assert message["custom"]["source"]["url"].startswith("https://medlineplus.gov/")
    if topic.startswith(("ask/", "not_covered/")):
        assert message["custom"]["source"]["section"] in message["text"]
        assert message["custom"]["source"]["url"] in message["text"]
        assert len(message["buttons"]) in (2, 3)


def test_a_buttons_payload_is_its_own_text():
    for button in reply("ask/csf_pain")["buttons"]:
        assert button["payload"] == button["title"]


@pytest.mark.parametrize("channel", ["cmdline", "matrix", None])
def test_people_on_text_channels_see_numbered_choices_and_no_data(channel):
    message = reply("ask/csf_pain", tracker(channel))
    assert not {"custom", "buttons"} & set(message)
    first = CONTENT.topics[CONTENT.topics["ask/csf_pain"].next[0]].title
    assert f"\n1. {first}" in message["text"]
    assert message["choices"][0] == first


def test_the_numbers_of_a_second_answer_go_on_where_the_first_stopped():
    first = BotUttered("…", metadata={"choices": ["a?", "b?"]})
    message = reply("ask/csf_pain", tracker("matrix", first))
    assert "\n3. " in message["text"]
    assert "\n1. " not in message["text"]


def test_a_channel_of_other_companies_says_so():
    usual, texted = (reply("talk/privacy", tracker(name))["text"] for name in ("rest", "twilio"))
    assert "not sent to other companies" in usual
    assert "pass through other companies" in texted
    assert "not sent to other companies" not in texted
    assert "Your phone still has" in reply("deleted", tracker("twilio"))["text"]


def test_unsure_offers_the_suggested_topics_and_a_way_out():
    message = reply("nlu_fallback", tracker(suggestions=["ask/csf_pain", "ask/headache"]))
    titles = [button["title"] for button in message["buttons"]]
    assert titles == [
        CONTENT.topics["ask/csf_pain"].title,
        CONTENT.topics["ask/headache"].title,
        CONTENT.phrases.none_of_these,
    ]
    assert message["custom"] == {
        "type": "fallback",
        "suggestions": ["ask/csf_pain", "ask/headache"],
    }


def test_unsure_without_suggestions_leads_to_help_and_to_people():
    message = reply("nlu_fallback")
    assert message["text"] == CONTENT.fill(CONTENT.phrases.unsure_without_suggestions)
    assert [b["title"] for b in message["buttons"]] == [
        CONTENT.topics["talk/help"].title,
        CONTENT.topics["talk/human"].title,
    ]


def test_an_apology_follows_only_where_nothing_was_said():
    assert "I am sorry" in reply("apology_unless_answered")["text"]
    answered = tracker("rest", BotUttered("Your B2M went down."))
    assert reply("apology_unless_answered", answered)["text"] == ""


def test_an_interpreters_reply_gets_its_chart_only_where_there_are_no_pictures():
    details = {
        "text": "Your B2M went down. Ask {care_team}.",
        "choices": ["Start over"],
        "custom": {"type": "b2m_trend", "source": {"section": "What do the results mean?"}},
        "chart": "5 ***",
    }
    on_data = reply("values_reply", reply=details)
    said, source = on_data["text"].split("\n\n")
    assert said == CONTENT.fill("Your B2M went down. Ask {care_team}.")
    assert source == CONTENT.source_line("What do the results mean?")
    assert on_data["custom"]["type"] == "b2m_trend"
    assert "5 ***" in reply("values_reply", tracker("cmdline"), reply=details)["text"]


def test_a_picture_stands_in_for_the_chart_where_pictures_can_be_shown():
    details = {"text": "Down.", "choices": [], "custom": {}, "chart": "5 ***", "picture": {"x": 1}}
    shown = reply("values_reply", tracker("matrix"), reply=details)
    assert (shown["text"], shown["picture"]) == ("Down.", {"x": 1})
    assert "picture" not in reply("values_reply", tracker("cmdline"), reply=details)


@pytest.mark.parametrize("name", ["no_such_thing", "ask/no_such_topic", "default"])
def test_an_unknown_reply_is_not_silence(name):
    assert reply(name)["text"]


def test_a_failure_is_an_apology_and_the_log_has_no_words_of_the_person(caplog):
    message = reply("values_reply", reply={"text": 7, "choices": "secret words"})
    assert "I am sorry" in message["text"]
    assert "secret" not in caplog.text
