"""The NLU component that decides a message's topic: classifier, rules and thresholds together."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant import conversation
from assistant.nlu import TRAINED_WITH
from assistant.nlu.decision import Thresholds
from assistant.nlu.encoder_files import write_encoders
from assistant.nlu.message_reader import clean
from assistant.nlu.sentence_encoder import load_encoders
from assistant.nlu.topic_model import TopicModel
from assistant.nlu.understanding import Understanding, Understood
from b2m.content import load_content

RESPONSE_SELECTOR = "response_selector"
SUGGESTIONS = "suggestions"
TOPIC_RANKING = "topic_ranking"  # [topic, probability], likeliest first, whatever was decided
ALSO = "also"  # a second topic that the message asks for
RANKED = 10  # topics listed in a ranking, as Rasa does


def code_fingerprint() -> str:
    """12 hexadecimal digits that change with the code and the layers that training uses."""
    digest = hashlib.sha256()
    for name in TRAINED_WITH:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:12]


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
            "thresholds": {
                "answer": 0.45,
                "danger": 0.3,
                "danger_in_part": 0.9,
                "danger_in_words": 0.01,
                "out_of_scope": 0.25,
                "surely_out_of_scope": 0.6,
                "suggest": 0.03,
                "also": 0.7,
                "clear": 0.96,
            },
            "model": {},
            # Rasa's cache looks at this class alone; with this it also sees what training calls.
            "code": code_fingerprint(),
        }

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TopicModel
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model
        thresholds = Thresholds(**config["thresholds"])
        self._understanding = Understanding(model, thresholds, load_content())

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
            model = TopicModel.load(folder)
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the topics from data/nlu and keep the model."""
        examples = [e for e in training_data.intent_examples if (e.get(TEXT) or "").strip()]
        with self._storage.write_to(self._resource) as folder:
            write_encoders(folder)
            self._model.encoders = load_encoders(folder)
            self._model.fit(
                [clean(example.get(TEXT)) for example in examples],
                [example.get_full_intent() for example in examples],
            )
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add intent, ranking, response selector's result and suggestions to messages."""
        for message in messages:
            understood = self._understanding.understand(
                message.get(TEXT) or "", conversation.current(), datetime.date.today()
            )
            _report(message, understood)
        return messages


def _report(message: Message, understood: Understood) -> None:
    """Write what was understood into `message` the way Rasa's own components do."""
    decision, probabilities = understood.decision, understood.probabilities
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
    message.set(ALSO, understood.also, add_to_output=True)
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
