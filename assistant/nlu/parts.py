"""The parts of a message that could each be a question or a cry for help of their own."""

from __future__ import annotations

import re

_QUESTION_WORD = (
    r"(?:how|what|whats|when|where|why|who|which|will|does|do|did|is|are|can|could|should|would|am)"
)
_END = re.compile(
    r"[.?!;\n]+\s+|\n+|\?+"  # a sentence ends
    r"|,?\s+(?:and|also|plus|or|but)\s+(?:also\s+|then\s+)?(?=" + _QUESTION_WORD + r"\b)"
    r"|,\s+(?=" + _QUESTION_WORD + r"\b)|,?\s+(?:also|anyway|btw|by the way),?\s+",
    re.IGNORECASE,
)
FEWEST_WORDS = 2
MOST_PARTS = 8


def parts(text: str) -> list[str]:
    """Sentences and joined questions of `text`, in order; one part if there is nothing to split."""
    found = [part.strip(" ,.?!;") for part in _END.split(text) if part]
    kept = [part for part in found if len(part.split()) >= FEWEST_WORDS][:MOST_PARTS]
    return kept or [text]
