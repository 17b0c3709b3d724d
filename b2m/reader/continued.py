"""Numbers that go on with results given before, which need no name of the test: "add 3.5"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from b2m.reader.clauses import Parts, is_in
from b2m.reader.counted import counts_others, is_one, is_time
from b2m.reader.nearby import unit_behind
from b2m.reader.tokens import SENTENCE_ENDS, Token
from b2m.reader.words import AFTER_RESULTS

_FEW = 2  # words in other parts of the message that aren't used of results
_ENDS = SENTENCE_ENDS | {"comma", "open", "colon"}
_LEADS_ON = frozenset({"one", "add", "another", "new", "next", "newest", "latest", "result"})
# Whose results are hardly those that are known: "my neighbour has 6.5"
_DISTANT = frozenset(
    {
        "neighbour",
        "neighbor",
        "friend",
        "colleague",
        "coworker",
        "uncle",
        "aunt",
        "cousin",
        "lady",
        "guy",
        "gentleman",
    }
)
_NEW = frozenset({"new", "another", "next", "repeat", "fresh", "more", "today's", "todays"})
_NEWEST = frozenset({"newest", "latest", "redraw", "retest"})
_RESULT = frozenset(
    {"one", "result", "results", "value", "number", "reading", "test", "level", "draw", "blood",
     "bloods", "labs", "sample"}
)  # fmt: skip
_ANNOUNCING = frozenset(
    {"today", "today's", "todays", "new", "newest", "latest", "next", "same", "again"}
)


def goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number may be another result where results are known already: "add 3.5". The words
    beside it say nothing else of it; a whole number needs more: "next one 310"."""
    if _is_announced(tokens, index):
        return True
    if sum(t.kind == "word" and t.word not in AFTER_RESULTS for t in tokens) > _FEW:
        return False
    part = _part(tokens, index)
    beside = [
        *part[max(0, part.index(index) - 4) : part.index(index)],
        *part[part.index(index) + 1 :][:2],
    ]
    if any(tokens[i].word in _DISTANT for i in part):
        return False
    words_beside = {t.word for t in (tokens[i] for i in beside) if t.kind == "word"}
    if not words_beside <= AFTER_RESULTS or counts_others([tokens[i] for i in beside]):
        return False
    return not tokens[index].whole or bool(unit_behind(tokens, index)) or _leads_on(tokens, index)


def _is_announced(tokens: Sequence[Token], index: int) -> bool:
    """ "The newest just popped up, 4.3", "they drew another one and the nurse rang me: 4.9": what
    was said before leaves no doubt, whatever stands between."""
    words = [word for token in tokens[:index] for word in token.word.split()]
    pairs = pairwise(words)
    if not (_NEWEST & set(words) or any(a in _NEW and b in _RESULT for a, b in pairs)):
        return False
    if tokens[index].whole and not unit_behind(tokens, index):
        return False
    before, behind = tokens[max(0, index - 1) : index], tokens[index + 1 : index + 2]
    beside = [t for t in (*before, *behind) if t.kind == "word"]
    if any(token.word not in AFTER_RESULTS for token in beside) or _DISTANT & set(words):
        return False
    return not any(t.kind in ("noise", "short unit") and t.text[:1].isdigit() for t in behind)


def _leads_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether words lead to a whole number: "next one 310", "and 410 in June", "today's came in,
    58"."""
    before, behind = tokens[max(0, index - 1) : index], tokens[index + 1 : index + 2]
    if not before or tokens[index].in_words:
        return False
    if before[0].kind == "colon" or set(before[0].word.split()) & _LEADS_ON:
        return True
    words = {word for token in tokens for word in token.word.split()}
    if before[0].kind == "comma" and words & _ANNOUNCING:
        return all(token.word in AFTER_RESULTS for token in tokens if token.kind == "word")
    return before[0].word == "and" and bool(behind and behind[0].kind == "date")


def _part(tokens: Sequence[Token], index: int) -> list[int]:
    """Where the tokens stand that no comma or end of a sentence parts from a token."""
    start, end = index, index
    while start and tokens[start - 1].kind not in _ENDS:
        start -= 1
    while end < len(tokens) and tokens[end].kind not in _ENDS:
        end += 1
    return list(range(start, end))


def with_subject(tokens: list[Token], asked: Parts) -> list[Token]:
    """With the name of the test in front of the first number, where nothing else can be meant:
    "They repeated it: 4.3" after results of B2M. Numbers in a question (`asked`) need its name."""
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number" and not is_one(token)]
    named = any(token.kind in ("analyte", "b2m") for token in tokens)
    if not numbers or named or not all(map(partial(goes_on, tokens), numbers)):
        return tokens
    if any(is_in(tokens[i].start, asked) or is_time(tokens, i) for i in numbers):
        return tokens
    first = numbers[0]
    while first and tokens[first - 1].kind in ("dash", "bound"):
        first -= 1
    start = tokens[first].start
    return [*tokens[:first], Token("b2m", start, start, "b2m"), *tokens[first:]]
