"""What a sign or words before or behind a number make of it: "<0.8", "over 20", "20 or more"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from b2m.reader.tokens import Token
from b2m.reader.words import BOUND_BEHIND, BOUNDS, COMPARING, EARLIER_VALUE

Bound = Literal["exact", "below", "above"]
SIGNS: dict[Bound, str] = {"exact": "", "below": "<", "above": ">"}
_WORDS_BEFORE = 30  # characters before a number in which "less than" and the like are looked for


def text_before(text: str, start: int) -> str:
    """The words right before a number."""
    return text[max(0, start - _WORDS_BEFORE) : start]


def word_bound(text: str, start: int) -> Bound | None:
    """What words before a number make of it: "less than 0.8", "over 20"."""
    before = text_before(text, start)
    if not before.rstrip()[-1:].isalpha():
        return None
    for bound, pattern in BOUNDS.items():
        if re.search(pattern, before, re.IGNORECASE):
            return bound
    return None


def is_arrow(tokens: Sequence[Token], index: int) -> bool:
    """Whether ">" stands between two values ("5.1 > 4.2"), not before one (", >20")."""
    if not index or tokens[index - 1].kind not in ("number", "unit", "date"):
        return False
    space_before = tokens[index].start > tokens[index - 1].end
    space_behind = tokens[index + 1].start > tokens[index].end
    return space_before == space_behind


def find_bound(
    text: str, tokens: Sequence[Token], index: int, has_neighbour: bool
) -> tuple[Bound, bool]:
    """Whether the number stands for what is below or above it; whether it is an earlier one than
    the value named before."""
    before = text_before(text, tokens[index].start)
    if index and tokens[index - 1].kind == "bound":
        sign: Bound = "below" if tokens[index - 1].text[0] in "<≤" else "above"
        return "exact" if is_arrow(tokens, index - 1) else sign, False
    if not before.rstrip()[-1:].isalpha():
        return _bound_behind(text, tokens[index]), False
    if has_neighbour and re.search(COMPARING, before, re.IGNORECASE):
        return "exact", True
    if re.search(EARLIER_VALUE, before, re.IGNORECASE):
        following = tokens[index + 1 : index + 4]
        leads_on = any(t.word in ("to", "down", "up") or t.kind == "arrow" for t in following)
        return "exact", has_neighbour and not leads_on
    return word_bound(text, tokens[index].start) or _bound_behind(text, tokens[index]), False


def _bound_behind(text: str, number: Token) -> Bound:
    """ "0.5 or less", "20+", "20 or more"."""
    behind = BOUND_BEHIND.match(text, number.end)
    if not behind:
        return "exact"
    return "below" if behind["below"] else "above"
