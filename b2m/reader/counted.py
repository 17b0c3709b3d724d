"""Numbers that count, or that belong to something else: "3 results", "25 mg", "at 9"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from b2m.reader.nearby import APART, LEADS_TO_NUMBER, sentence
from b2m.reader.tokens import Token
from b2m.reader.values import Value
from b2m.reader.words import KNOWN_WORDS, RESULT_WORDS

_RESULT_NOUNS = frozenset({"result", "results", "test", "tests", "value", "values", "number",
                           "numbers", "reading", "readings"})  # fmt: skip
_AFTER_ONE = frozenset({"from", "at", "in", "on", "of", "more", "before", "after"})
_LEADS_TO_AMOUNT = LEADS_TO_NUMBER | RESULT_WORDS | {
    "showed", "shows", "says", "said", "back", "got", "read", "reads", "above", "over", "under",
    "below",
}  # fmt: skip
_LEADS_TO_AT = frozenset(
    {"was", "is", "it", "came", "come", "back", "started", "stayed", "still", "up", "down", "now",
     "level", "levels", "result", "results", "value", "stuck", "high", "low", "steady",
     "stable"}
)  # fmt: skip


_THOUSANDS = (1000, 60_000)  # as µg/L, what 1 to 60 are as mg/L
_NEAR = 40  # tokens
_LARGEST_IN_MG = 100
_HOW_MANY = {("how", "many"), ("how", "long"), ("how", "often"), ("how", "soon")}
_UPCOMING = frozenset(
    {"next", "appointment", "appt", "booked", "scheduled", "upcoming", "tomorrow"}
)


def is_mentioned(tokens: Sequence[Token], index: int) -> bool:
    """ "What is the 2 in beta-2", "why is there a 2 in it": a whole number that is spoken of."""
    if not index or index + 1 >= len(tokens) or tokens[index - 1].word not in ("the", "a", "that"):
        return False
    if tokens[index - 1].word != "the" and not any(t.word == "why" for t in tokens[:index]):
        return False
    return tokens[index].whole and tokens[index + 1].word in ("in", "of", "on", "at", "stands")


def asks_how_many(tokens: Sequence[Token], index: int) -> bool:
    """ "How many days until I get my results, 3? 5?": a whole number answers the question."""
    if not tokens[index].whole:
        return False
    before = tokens[max(0, index - _NEAR) : index]
    named = [i for i, token in enumerate(before) if token.kind == "b2m" and token.text]
    words = [token.word for token in before[max(named, default=0) :] if token.kind == "word"]
    said = [token.word for token in sentence(tokens, index) if token.kind == "word"]
    return tuple(said[:2]) in _HOW_MANY or any(pair in _HOW_MANY for pair in pairwise(words))


def counts_others(tokens: Sequence[Token]) -> bool:
    """ "5 pills", "3 days": whether something else than results is counted."""
    return any(token.kind == "noise" and re.search(r"\d", token.text) for token in tokens)


def is_one(token: Token) -> bool:
    """ "the newest one 2.2": hardly ever a number."""
    return token.in_words and token.value == 1


def stands_for_result(tokens: Sequence[Token], index: int) -> bool:
    """ "And one from last year, 4.6": the word means a result."""
    behind = tokens[index + 1 : index + 2]
    return bool(behind) and (behind[0].kind == "date" or behind[0].word in _AFTER_ONE)


def counts_results(tokens: Sequence[Token], index: int) -> bool:
    """ "1 B2M result so far": how many there are."""
    behind = tokens[index + 1 : index + 3]
    return len(behind) == 2 and behind[0].kind == "b2m" and behind[1].word in _RESULT_NOUNS


def is_several(token: Token) -> bool:
    """ "3 spinal taps": samples that are counted."""
    return token.kind == "specimen" and token.word.endswith(("taps", "tests", "samples", "draws"))


def is_dose(tokens: Sequence[Token], index: int) -> bool:
    """ "3.4 on 25 mg Revlimid": an amount without "per litre" that no word for results leads to."""
    behind = tokens[index + 2] if index + 2 < len(tokens) else None
    if behind and behind.kind == "word" and behind.word not in KNOWN_WORDS:
        return True
    before = tokens[index - 1] if index else None
    leads = before is None or before.kind in APART | {"b2m", "date"}
    return not (leads or (before is not None and before.word in _LEADS_TO_AMOUNT))


def follows_at(tokens: Sequence[Token], index: int) -> bool:
    """ "The tap is at 9", "my B2M at 10": a time, unless "came back" or the like stands before."""
    if index < 1 or tokens[index - 1].word != "at":
        return False
    return index < 2 or tokens[index - 2].word not in _LEADS_TO_AT


def is_time(tokens: Sequence[Token], index: int) -> bool:
    """ "The next one is on December 9 at 10.30": when something will be."""
    token = tokens[index]
    hour, _, minutes = token.text.replace(",", ".").partition(".")
    clock = len(minutes) == 2 and minutes < "60" and int(hour or 0) < 24
    at = index > 0 and tokens[index - 1].word == "at"
    return clock and at and any(t.word in _UPCOMING for t in sentence(tokens, index))


def has_lost_its_unit(token: Token, before: Sequence[Value]) -> bool:
    """ "2.8 mg/L at our hospital and 3100 at the other": it has to be asked which."""
    if not token.whole or token.in_words or not before:
        return False
    small = before[-1].unit is not None and before[-1].value < _LARGEST_IN_MG
    return small and _THOUSANDS[0] <= (token.value or 0) < _THOUSANDS[1]


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
        if token.kind not in ("word", "colon") or token.word == "it":
            return False
    return False
