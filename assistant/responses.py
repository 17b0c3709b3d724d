"""Rasa's generator of replies: takes the words from `content/` and fits them to the channel.

Endpoints.yml names it as `nlg`. It runs inside the Rasa server, so answers need no action server.
It must not raise: Rasa would lose the turn and the person would get silence.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant.conversation import CHOICES, TOPIC, summarise
from b2m.content import DELETE_CONVERSATION, Content, Topic, load_content

logger = logging.getLogger(__name__)

# Channels whose clients read the `custom` object; everywhere else people read text alone.
DATA_CHANNELS = ("rest", "web")
PICTURE_CHANNELS = ("matrix",)  # text, but with pictures in place of charts of characters
PICTURE = "picture"  # key in a bot message's metadata: what to draw
VALUES = "values/give"  # what every reply of the interpreter is about
SUGGESTIONS, ALSO = "suggestions", "also"  # what the NLU reports beside the intent


class AnswerGenerator(NaturalLanguageGenerator):
    """Answers by topic, from the reviewed texts."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        self._content = load_content()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """The reply that Rasa's action `utter_<name>` sends; never None, never an exception."""
        try:
            channel = tracker.get_latest_input_channel()
            content, with_data = self._content.on(channel), channel in DATA_CHANNELS
            name = utter_action.removeprefix("utter_")
            message = _reply(content, name, tracker, kwargs, with_data)
            if with_data:
                return message
            return numbered(content, message, len(summarise(tracker.events, {}).choices))
        except Exception as error:  # noqa: BLE001 - see the module's docstring
            logger.error("A reply could not be made (%s).", type(error).__name__)
            return {"text": self._content.fill(self._content.phrases.apology)}


def _reply(
    content: Content,
    name: str,
    tracker: DialogueStateTracker,
    details: dict[str, Any],
    with_data: bool,
) -> dict[str, Any]:
    message = tracker.latest_message
    if name == "apology_unless_answered":
        return {"text": ""} if _answered(tracker) else _phrase(content, "apology", with_data)
    if name == "also":
        also = message.parse_data.get(ALSO) if message else None
        return answer(content, content.topics[also], with_data) if also else {"text": ""}
    if name == "values_reply":
        with_pictures = tracker.get_latest_input_channel() in PICTURE_CHANNELS
        return values_reply(content, details["reply"], with_data, with_pictures)
    if name in content.topics:
        return answer(content, content.topics[name], with_data)
    if name == "deleted":
        return {**_phrase(content, name, with_data), TOPIC: DELETE_CONVERSATION}
    if name in ("empty_message", "long_message"):
        return _phrase(content, name, with_data)
    suggestions = message.parse_data.get(SUGGESTIONS, []) if message else []
    return unsure(content, suggestions, with_data)


def _phrase(content: Content, name: str, with_data: bool) -> dict[str, Any]:
    text = content.fill(getattr(content.phrases, name))
    custom = {"type": "deleted"} if name == "deleted" else {"type": "fallback", "suggestions": []}
    return for_channel(text, [], custom, with_data)


def answer(content: Content, topic: Topic, with_data: bool) -> dict[str, Any]:
    """The reviewed answer of `topic` with its source and follow-up questions."""
    text = content.fill(topic.answer)
    if topic.section is not None:
        text = f"{text}\n\n{content.source_line(topic.section)}"
    choices = [content.topics[follow_up].title for follow_up in topic.next]
    if topic.id == "talk/delete_data":
        choices = [content.phrases.delete_yes, content.phrases.delete_no]
    data = content.answer_data(topic.id)
    return {**for_channel(text, choices, data, with_data), TOPIC: topic.id}


def unsure(content: Content, suggestions: list[str], with_data: bool) -> dict[str, Any]:
    """Says that the message was not understood, and offers the closest topics."""
    custom = {"type": "fallback", "suggestions": suggestions}
    if not suggestions:
        text = content.fill(content.phrases.unsure_without_suggestions)
        offered = [content.topics[topic].title for topic in ("talk/help", "talk/human")]
    else:
        text = content.phrases.unsure
        offered = [content.topics[topic].title for topic in suggestions]
        offered.append(content.phrases.none_of_these)
    return for_channel(text, offered, custom, with_data)


def values_reply(
    content: Content, reply: dict[str, Any], with_data: bool, with_pictures: bool = False
) -> dict[str, Any]:
    """A reply of the interpreter (`b2m.interpreter.Reply` as a dict)."""
    text = content.fill(reply["text"])
    source = reply["custom"].get("source")
    if source is not None and source["section"] is not None:
        text = f"{text}\n\n{content.source_line(source['section'])}"
    if not with_data and not with_pictures and reply.get("chart"):
        text = f"{text}\n\n{reply['chart']}"
    message = for_channel(text, list(reply["choices"]), reply["custom"], with_data)
    message[TOPIC] = VALUES
    return {**message, PICTURE: reply.get("picture")} if with_pictures else message


def for_channel(
    text: str, choices: list[str], custom: dict[str, Any], with_data: bool
) -> dict[str, Any]:
    """A message for Rasa, with buttons and data where they are seen.

    A button's payload is its own text: nothing but plain words ever comes back.
    """
    message: dict[str, Any] = {"text": text, CHOICES: choices}
    if with_data:
        message["buttons"] = [{"title": choice, "payload": choice} for choice in choices]
        message["custom"] = custom
    return message


def numbered(content: Content, message: dict[str, Any], already_offered: int) -> dict[str, Any]:
    """`message` with its choices as a numbered list, for people who see no buttons.

    Numbers go on where the turn's earlier messages stopped, so that each means one choice.
    """
    choices = message.get(CHOICES)
    if not choices:
        return message
    lines = [f"{number}. {choice}" for number, choice in enumerate(choices, already_offered + 1)]
    return {
        **message,
        "text": "\n".join([f"{message['text']}\n", content.phrases.choices_heading, *lines]),
    }


def _answered(tracker: DialogueStateTracker) -> bool:
    """Whether the bot has said something since the last message of the person."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return False
        if isinstance(event, BotUttered) and event.text:
            return True
    return False
