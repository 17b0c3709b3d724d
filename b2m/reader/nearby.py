"""What stands right before or behind a number, and what it says of the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from b2m.reader.tokens import SENTENCE_ENDS, Token
from b2m.reader.words import BOUNDS, EASY_WORDS, KNOWN_WORDS, RESULT_WORDS

Bound = Literal["exact", "below", "above"]
_FLAGS = frozenset({"h", "l", "*", "high", "low"})  # a laboratory's mark behind a value
_WORDS_BEFORE = 30  # characters before a number in which "less than" and the like are looked for


def text_before(text: str, start: int) -> str:
    """The words right before a number."""
    return text[max(0, start - _WORDS_BEFORE) : start]


def word_bound(text: str, start: int) -> Bound | None:
    """What words before a number make of it: "less than 0.8", "over 20"."""
    before = text_before(text, start)
    for bound, pattern in BOUNDS.items():
        if re.search(pattern, before, re.IGNORECASE):
            return bound
    return None


def sentence(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """The sentence or line in which a token stands."""
    start, end = index, index
    while start and tokens[start - 1].kind not in SENTENCE_ENDS:
        start -= 1
    while end < len(tokens) and tokens[end].kind not in SENTENCE_ENDS:
        end += 1
    return tokens[start:end]


def unit_behind(tokens: Sequence[Token], index: int) -> str | None:
    """The unit right behind a number, past the laboratory's flag ("3.4 H mg/L")."""
    for token in tokens[index + 1 : index + 3]:
        if token.kind == "unit":
            return token.name
        if token.word not in _FLAGS:
            return None
    return None


def result_behind(tokens: Sequence[Token], index: int) -> bool:
    """ "3.4 was my B2M": a name or a word for the result follows, before another number."""
    for token in tokens[index + 1 :]:
        if token.kind == "b2m" or token.word in RESULT_WORDS:
            return True
        if token.kind in ("number", "analyte", *SENTENCE_ENDS):
            return False
        if token.kind == "word" and token.word not in EASY_WORDS:
            return False
    return False


def other_test_at(tokens: Sequence[Token], index: int) -> bool:
    """ "101.5 fever", "5 mg/dL of glucose": another test's name, which has no number behind it."""
    rest = tokens[index : index + 3]
    if rest and rest[0].word in ("of", "for"):
        rest = rest[1:]
    kinds = [token.kind for token in rest]
    return kinds[:1] == ["analyte"] and kinds[1:2] not in (["number"], ["colon"])


def leads_to_noise(tokens: Sequence[Token], index: int) -> bool:
    """ "3 to 5 days", "2 or 3 times": the second number says what the first one counts."""
    if index + 2 >= len(tokens):
        return False
    joint, second = tokens[index + 1 : index + 3]
    joined = joint.word in ("to", "or") or joint.kind == "dash"
    return joined and second.kind == "noise" and second.text[0].isdigit()


def acronym_before(text: str, tokens: Sequence[Token], index: int) -> bool:
    """ "LDX: 3.4 ng/mL": a test that this program doesn't know."""
    for token in reversed(tokens[:index]):
        if token.kind == "word" and token.word not in KNOWN_WORDS:
            return bool(re.fullmatch(r"[A-Z][A-Z\d-]{1,6}", token.text)) and not text.isupper()
        if token.kind not in ("word", "colon"):
            return False
    return False


def is_arrow(tokens: Sequence[Token], index: int) -> bool:
    """Whether ">" stands between two values ("5.1 > 4.2"), not before one (", >20")."""
    if not index or tokens[index - 1].kind not in ("number", "unit", "date"):
        return False
    space_before = tokens[index].start > tokens[index - 1].end
    space_behind = tokens[index + 1].start > tokens[index].end
    return space_before == space_behind


def is_negative(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether a minus belongs to the number; a bullet and a dash between values don't."""
    dash = tokens[index - 1] if index else None
    if not dash or dash.text not in "-−" or dash.end != tokens[index].start:
        return False
    if index == 1 or tokens[index - 2].kind == "newline":
        return len(re.findall(r"^\s*[-−]", text, re.MULTILINE)) == 1
    return tokens[index - 2].kind in ("word", "colon", "open", "b2m", "specimen", "comma")
