"""From a message in its conversation to what it asks: model, rules and context. No Rasa here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.conversation import Conversation
from assistant.nlu import danger
from assistant.nlu.context import asks_what_it_means, is_ellipsis, leaning
from assistant.nlu.decision import (
    DANGERS,
    OUT_OF_SCOPE,
    UNSURE,
    VALUES,
    Decision,
    Signs,
    Thresholds,
    decide,
)
from assistant.nlu.message_reader import LONGEST_MESSAGE
from assistant.nlu.parts import parts
from assistant.nlu.topic_model import TopicModel
from b2m import interpreter
from b2m.content import DELETE_CONVERSATION, Content, plain

VALUES_GROUP, INTERPRET = "values/", "values/interpret"
EMPTY, TOO_LONG = "empty_message", "long_message"
READ_WHOLE = 60  # words; the encoders cut off what is much longer
# Groups of which two questions in one message both get an answer.
_ANSWERED_TOGETHER = ("ask/", "not_covered/")


@dataclass(frozen=True)
class Understood:
    """The decision, a second topic that was asked as well, and every topic's probability."""

    decision: Decision
    also: str | None
    probabilities: Mapping[str, float]


class Understanding:
    """Understands messages with a trained model, thresholds, and the topics of `content/`."""

    def __init__(self, model: TopicModel, thresholds: Thresholds, content: Content) -> None:
        self._model = model
        self._thresholds = thresholds
        self._topics = content.topics
        self._named = content.named()

    def understand(self, text: str, context: Conversation, today: datetime.date) -> Understood:
        """What `text` (cleaned) means in its conversation."""
        signs = self._signs(text, context, today)
        if not any(char.isalnum() for char in text) and signs.named is None:
            return Understood(Decision(EMPTY, 1.0), None, {})
        pieces = parts(text[:LONGEST_MESSAGE])
        texts = [text[:LONGEST_MESSAGE], *(pieces if len(pieces) > 1 else [])]
        (whole, *partial), dangers = self._model.assess(texts)
        if signs.danger is None or self._is_sure_of_no_danger(text, [whole, *partial, *dangers]):
            signs = replace(signs, danger=self._danger(whole, dangers))
        decided = decide(whole, signs, self._thresholds)
        decision = self._in_context(text, decided, whole, context)
        if len(text) > LONGEST_MESSAGE and decision.topic not in DANGERS:
            return Understood(Decision(TOO_LONG, 1.0), None, whole)
        asked = self._asked(pieces, partial, today)
        is_clear = max(whole.values()) >= self._thresholds.clear
        if decision.topic == VALUES and signs.readings:
            return Understood(decision, next(iter(asked), None), whole)
        if decision.topic.startswith(_ANSWERED_TOGETHER) and len(asked) > 1 and not is_clear:
            return Understood(Decision(asked[0], decision.confidence), asked[1], whole)
        return Understood(decision, None, whole)

    def _signs(self, text: str, context: Conversation, today: datetime.date) -> Signs:
        named = self._named.get(plain(text))
        if named is None and text in context.choices:
            named = VALUES  # a choice that names no topic is the interpreter's
        state = context.values_state
        return Signs(
            danger=danger.danger_in(text),
            named=named,
            about_results=named != DELETE_CONVERSATION  # "Yes, delete it" takes out no result
            and (
                interpreter.answers_question(state, text, today)
                or interpreter.changes_results(state, text, today)
            ),
            readings=interpreter.reads_values(text, today, state),
        )

    def _is_sure_of_no_danger(self, text: str, seen: Sequence[Mapping[str, float]]) -> bool:
        """Whether no classifier sees danger in any part of a message short enough to be read whole.

        Then a wording that is one of danger elsewhere ("suicide squad") does not count.
        """
        most = max(part[danger] for part in seen for danger in DANGERS)
        return len(text.split()) <= READ_WHOLE and most < self._thresholds.danger_in_words

    def _danger(
        self, whole: Mapping[str, float], dangers: Sequence[Mapping[str, float]]
    ) -> str | None:
        """The danger that the classifiers see in the whole message, or plainly in a part of it.

        Over the whole message the mean of both classifiers is better than either.
        """
        in_whole = {danger: (whole[danger] + dangers[0][danger]) / 2 for danger in DANGERS}
        in_parts = {danger: max(part[danger] for part in dangers) for danger in DANGERS}
        for seen, least in (
            (in_whole, self._thresholds.danger),
            (in_parts, self._thresholds.danger_in_part),
        ):
            worst = max(DANGERS, key=lambda danger: seen[danger])
            if seen[worst] >= least:
                return worst
        return None

    def _in_context(
        self, text: str, decision: Decision, whole: Mapping[str, float], context: Conversation
    ) -> Decision:
        """The decision, seen in the light of what was said before."""
        answered = context.answered(decision.topic)
        if answered is not None:
            return Decision(self._named.get(plain(answered), VALUES), 1.0)
        understood = decision.topic
        after_results = (context.topic or "").startswith(VALUES_GROUP)
        if after_results and understood not in DANGERS and asks_what_it_means(text):
            return Decision(INTERPRET, 1.0)
        if understood == UNSURE or (understood == OUT_OF_SCOPE and is_ellipsis(text)):
            understood = max(self._topics, key=lambda topic: whole.get(topic, 0.0))
        meant = leaning(text, understood, context.topic, self._topics)
        if meant == understood:
            return decision
        return Decision(meant, whole.get(understood, 0.0))

    def _asked(
        self, pieces: list[str], partial: Sequence[Mapping[str, float]], today: datetime.date
    ) -> list[str]:
        """The different topics that parts of the message clearly ask for, in order."""
        asked: list[str] = []
        for piece, probabilities in zip(pieces, partial, strict=False):
            best = max(probabilities, key=lambda topic: probabilities[topic])
            if probabilities[best] < self._thresholds.also or not best.startswith(
                _ANSWERED_TOGETHER
            ):
                continue
            if interpreter.reads_values(piece, today):
                continue
            topic = leaning(piece, best, asked[-1] if asked else None, self._topics)
            if topic not in asked:
                asked.append(topic)
        return asked
