"""Numbers that somebody only supposes, or compares units with: no result of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from b2m.reader import nearby
from b2m.reader.bounds import text_before, word_bound
from b2m.reader.tokens import Token
from b2m.reader.words import CONVERTING, HYPOTHETICAL_WORDS, SUPPOSING


def is_supposed(text: str, tokens: Sequence[Token], index: int) -> bool:
    """ "Stage 3 is above 5.5", "what if it goes over 5" speak of limits, not of a value."""
    start = tokens[index].start
    if SUPPOSING.search(text_before(text, start)):
        return True
    if not word_bound(text, start):
        return False
    words = {token.word for token in nearby.sentence(tokens, index)}
    staged = any(token.word.startswith("stage") for token in tokens)
    return staged or bool(words & HYPOTHETICAL_WORDS)


def compares_units(text: str, tokens: Sequence[Token]) -> bool:
    """ "Is 1 mg/L the same as 1000 µg/L?"."""
    units = {token.name for token in tokens if token.kind == "unit"}
    return len(units) > 1 and bool(CONVERTING.search(text))
