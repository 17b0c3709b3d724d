"""Finds B2M readings in a message, so that Rasa knows them as entities."""

from __future__ import annotations

import datetime
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from b2m import readings
from b2m.numbers import may_hold_number

ENTITY = "b2m_reading"
DETAILS = ("text", "value", "bound", "unit", "specimen", "date", "label")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ReadingsExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity `b2m_reading` for each reading: value, bound, unit, specimen, date, label."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReadingsExtractor:
        """Create the component (called by Rasa)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities to incoming messages."""
        for message in messages:
            found = self.add_extractor_name(self._entities(message.get(TEXT)))
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    @staticmethod
    def _entities(text: str) -> list[dict[str, Any]]:
        entities: list[dict[str, Any]] = []
        if not may_hold_number(text):
            return entities
        for reading in readings.read(text, datetime.date.today()).readings:
            entities.append(
                {
                    ENTITY_ATTRIBUTE_TYPE: ENTITY,
                    ENTITY_ATTRIBUTE_START: reading.start,
                    ENTITY_ATTRIBUTE_END: reading.end,
                    ENTITY_ATTRIBUTE_VALUE: {name: getattr(reading, name) for name in DETAILS},
                }
            )
        return entities
