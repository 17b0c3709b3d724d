"""The NLU component that decides a message's topic: classifier, rules and thresholds together."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant import conversation
from assistant.nlu import danger
from assistant.nlu.decision import VALUES, Decision, Signs, Thresholds, decide
from assistant.nlu.message_reader import LONGEST_MESSAGE, clean
from assistant.nlu.topic_model import TopicModel
from b2m import interpreter
from b2m.content import load_content, plain

RESPONSE_SELECTOR = "response_selector"
SUGGESTIONS = "suggestions"
TOPIC_RANKING = "topic_ranking"  # [topic, probability], likeliest first, whatever was decided
EMPTY, TOO_LONG = "empty_message", "long_message"
RANKED = 10  # topics listed in a ranking, as Rasa does


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Finds group and topic in one step and hands Rasa both.

    The intent is the group (`ask`); the `response_selector` result names the topic
    (`ask/csf_pain`), so that Rasa's own `utter_ask` finds the answer.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults for what config.yml leaves out; see there for the reasons."""
        return {
            "answer_threshold": 0.4,
            "danger_threshold": 0.3,
            "out_of_scope_threshold": 0.4,
            "suggest_threshold": 0.03,
            "model": {},
        }

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TopicModel
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model
        self._thresholds = Thresholds(
            answer=config["answer_threshold"],
            danger=config["danger_threshold"],
            out_of_scope=config["out_of_scope_threshold"],
            suggest=config["suggest_threshold"],
        )
        self._named = load_content().named()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Create an untrained component (called by Rasa)."""
        return cls(config, model_storage, resource, TopicModel(**config["model"]))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Load the trained component (called by Rasa)."""
        with model_storage.read_from(resource) as folder:
            model = joblib.load(folder / "topics.joblib")
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the topics from data/nlu and keep the model."""
        examples = [e for e in training_data.intent_examples if (e.get(TEXT) or "").strip()]
        self._model.fit(
            [clean(example.get(TEXT)) for example in examples],
            [example.get_full_intent() for example in examples],
        )
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / "topics.joblib", compress=3)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add intent, ranking, response selector's result and suggestions to messages."""
        for message in messages:
            text = message.get(TEXT) or ""
            probabilities = self._probabilities(text)
            _report(message, self._decide(text, probabilities), probabilities)
        return messages

    def _probabilities(self, text: str) -> dict[str, float]:
        if not text:
            return {}
        row = self._model.probabilities([text[:LONGEST_MESSAGE]])[0]
        return {topic: float(p) for topic, p in zip(self._model.topics, row, strict=True)}

    def _decide(self, text: str, probabilities: dict[str, float]) -> Decision:
        signs = self._signs(text)
        if not any(char.isalnum() for char in text) and signs.named is None:
            return Decision(EMPTY, 1.0)
        decision = decide(probabilities, signs, self._thresholds)
        answered = conversation.current().answered(decision.topic)
        if answered is not None:
            decision = Decision(self._named.get(plain(answered), decision.topic), 1.0)
        if len(text) > LONGEST_MESSAGE and not decision.topic.startswith("safety/"):
            return Decision(TOO_LONG, 1.0)
        return decision

    def _signs(self, text: str) -> Signs:
        today = datetime.date.today()
        context = conversation.current()
        named = self._named.get(plain(text))
        if named is None and text in context.choices:
            named = VALUES  # a choice that names no topic is the interpreter's
        return Signs(
            danger=danger.danger_in(text),
            named=named,
            answers_question=interpreter.answers_question(context.values_state, text, today),
            readings=interpreter.reads_values(text, today),
        )


def _report(message: Message, decision: Decision, probabilities: dict[str, float]) -> None:
    """Write the decision into `message` the way Rasa's own components do."""
    group = decision.topic.split("/")[0]
    ranked = sorted(probabilities.items(), key=lambda item: -item[1])
    groups: dict[str, float] = defaultdict(float)
    for topic, probability in ranked:
        groups[topic.split("/")[0]] += probability
    ranking = [
        {"name": name, "confidence": total}
        for name, total in sorted(groups.items(), key=lambda item: -item[1])
        if name != group
    ]
    intent = {"name": group, "confidence": decision.confidence}
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *ranking][:RANKED], add_to_output=True)
    message.set(SUGGESTIONS, list(decision.suggestions), add_to_output=True)
    message.set(TOPIC_RANKING, ranked[:RANKED], add_to_output=True)
    if group == decision.topic:  # not a retrieval intent
        message.set(RESPONSE_SELECTOR, {"all_retrieval_intents": []}, add_to_output=True)
        return
    selected = {
        "response": {
            "responses": [],
            "confidence": decision.confidence,
            "intent_response_key": decision.topic,
            "utter_action": f"utter_{decision.topic}",
        },
        "ranking": [
            {"intent_response_key": topic, "confidence": probability}
            for topic, probability in ranked
            if topic.startswith(f"{group}/")
        ][:RANKED],
    }
    message.set(
        RESPONSE_SELECTOR,
        {"all_retrieval_intents": [group], group: selected},
        add_to_output=True,
    )
