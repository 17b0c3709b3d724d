"""The first NLU component: cleans a message, sees what it answers, and splits it into words."""

from __future__ import annotations

import unicodedata
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant import conversation

# Longer messages get a kind request to write less; a whole page pasted from a portal still fits.
LONGEST_MESSAGE = 2000


def clean(text: str) -> str:
    """`text` in one form: composed characters, no control characters, no leading slash.

    Rasa takes "/name{...}" for an intent and skips the NLU; nobody who types may do that.
    """
    text = unicodedata.normalize("NFKC", text[: 2 * LONGEST_MESSAGE])
    printable = (
        char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in text
    )
    return "".join(printable).lstrip("/ \n").rstrip()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class MessageReader(Tokenizer):
    """Cleans the text, puts an offered choice in place of its number, and tokenises with spaCy."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own settings for a tokenizer; none of ours."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._tokenizer = spacy.blank("en").tokenizer

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """Create the component (called by Rasa)."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Clean and tokenise incoming messages."""
        for message in messages:
            text = clean(message.get(TEXT) or "")
            message.set(TEXT, conversation.current().chosen(text) or text, add_to_output=True)
        processed: list[Message] = super().process(messages)
        return processed

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of an attribute, by spaCy's rules for English."""
        text = message.get(attribute)
        return [Token(word.text, word.idx) for word in self._tokenizer(text) if word.text.strip()]
