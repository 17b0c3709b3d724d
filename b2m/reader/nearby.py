"""What stands right before or behind a number, and what it says of the number."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import Literal

from b2m.reader.tokens import SENTENCE_ENDS, Token
from b2m.reader.words import (
    EASY_WORDS,
    ELSEWHERE,
    KNOWN_WORDS,
    LEADING,
    LIST_WORDS,
    PRINTED,
    QUOTED,
    RESULT_WORDS,
)
from b2m.units import UNITS

_FLAGS = frozenset({"h", "l", "*", "high", "low"})  # a laboratory's mark behind a value
_QUOTING = frozenset({"says", "said", "reads", "read", "thinks", "told", "tells"})
APART = frozenset({"comma", "colon", "stop", "newline", "dash", "open", "arrow", "slash"})
LEADS_TO_NUMBER = frozenset(
    {"was", "is", "were", "of", "to", "from", "then", "and", "now", "around", "about", "almost",
     "nearly", "roughly", "approximately", "only", "just", "maybe", "like"}
)  # fmt: skip
_SEPARATORS = frozenset({"comma", "arrow", "back arrow", "slash", "dash", "newline", "date"})
_LONGEST_GAP = 12  # tokens between two values of one list
_PART_ENDS = SENTENCE_ENDS | {"comma", "dash", "open"}
_FOLLOWS_NUMBER = frozenset({"to", "then", "and", "now", "but"})
_PRONOUNS = frozenset({"they", "he", "she", "we", "i", "they'll", "he'll", "we'll", "she'll"})
_BETWEEN_GUESSES = frozenset(
    {"then", "i", "think", "guess", "believe", "maybe", "perhaps", "probably", "about", "around",
     "it", "was"}
)  # fmt: skip
_OWNERS = frozenset({"my", "his", "her", "our", "mine"})
_LONGEST_SENTENCE = 40  # tokens to either side of a number


def sentence(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """The sentence or line in which a token stands, as far as a sentence may reach."""
    start, end = index, index
    first, last = max(0, index - _LONGEST_SENTENCE), min(len(tokens), index + _LONGEST_SENTENCE)
    while start > first and tokens[start - 1].kind not in SENTENCE_ENDS:
        start -= 1
    while end < last and tokens[end].kind not in SENTENCE_ENDS:
        end += 1
    return tokens[start:end]


def unit_behind(tokens: Sequence[Token], index: int) -> str | None:
    """The unit right behind a number, past the laboratory's flag ("3.4 H mg/L"), or in the next
    column ("3.4,mg/L" and no number behind)."""
    for place, token in enumerate(tokens[index + 1 : index + 3], start=index + 1):
        if token.kind == "unit":
            return token.name
        if token.kind == "comma" and place == index + 1 and _ends_row(tokens, place):
            continue
        if token.word not in _FLAGS:
            return None
    return None


def leads_list_to(tokens: Sequence[Token], index: int, taken: Container[int]) -> bool:
    """Whether nothing but a list's separators stands between a number and a value behind it."""
    for position in range(index + 1, min(index + _LONGEST_GAP, len(tokens))):
        if position in taken:
            return True
        if tokens[position].kind not in _SEPARATORS and tokens[position].word not in LIST_WORDS:
            return False
    return False


def daily_unit(tokens: Sequence[Token], index: int) -> str | None:
    """ "The 24-hour urine was 280 mg": an amount of a day."""
    short = tokens[index + 1 : index + 2]
    unit = f"{short[0].name}/24 h" if short and short[0].kind == "short unit" else ""
    return unit if unit in UNITS else None


def begins_row(tokens: Sequence[Token], newline: int) -> bool:
    """Whether a row of B2M begins: the test was named before, and a date leads to a number with
    its unit: "…\n2024: 180 µg/g creatinine"."""
    kinds = [t.kind for t in tokens[newline + 1 : newline + 5] if t.kind != "colon"]
    named = any(t.kind == "b2m" for t in tokens[:newline])
    return named and kinds[:3] == ["date", "number", "unit"]


def _ends_row(tokens: Sequence[Token], comma: int) -> bool:
    """Whether behind a comma there is only a unit in a line of cells: "serum,3.4,mg/L"."""
    behind = tokens[comma + 1 : comma + 3]
    ends = len(behind) == 1 or (len(behind) == 2 and behind[1].kind == "newline")
    cells = comma > 1 and any(t.kind == "comma" for t in tokens[max(0, comma - 3) : comma - 1])
    return ends and cells and behind[0].kind == "unit"


def result_behind(tokens: Sequence[Token], index: int) -> bool:
    """ "3.4 was my B2M": a name or a word for the result follows, before another number. Nothing
    unknown stands before ("charged 340 for the B2M"), and "4 B2M" means "for B2M"."""
    here = tokens[index].start
    before = [t for t in sentence(tokens, index) if t.start < here and t.kind == "word"]
    if any(token.word not in KNOWN_WORDS for token in before):
        return False
    behind = tokens[index + 1 :]
    if tokens[index].whole and not (behind and behind[0].word in ("was", "is", "for")):
        return False
    for token in behind:
        if token.kind == "b2m" or token.word in RESULT_WORDS:
            return True
        if token.kind in ("number", "analyte", *SENTENCE_ENDS):
            return False
        if token.kind == "word" and token.word not in EASY_WORDS:
            return False
    return False


def in_own_list(tokens: Sequence[Token], index: int) -> bool:
    """ "My uncle's three checks: 3.5, 3.5 then 3.6": two decimals or more that stand apart from
    words that could explain them."""
    first, last = index, index
    start, end = max(0, index - _LONGEST_SENTENCE), min(len(tokens), index + _LONGEST_SENTENCE)
    while first > start and not _is_unknown(tokens[first - 1]):
        first -= 1
    while last + 1 < end and not _is_unknown(tokens[last + 1]):
        last += 1
    run = tokens[first : last + 1]
    numbers = [i for i, token in enumerate(run) if token.kind == "number" and not token.whole]
    if len(numbers) < 2:
        return False
    apart = not first or any(token.kind in APART for token in run[: numbers[0]])
    followed = last + 1 < len(tokens) and numbers[-1] == len(run) - 1
    return apart and not followed


def other_subject(tokens: Sequence[Token], index: int) -> bool:
    """ "The pH was 6.5": an unknown word leads straight to the number, so it may explain it."""
    for place, token in reversed(list(enumerate(tokens[:index]))):
        if token.kind == "word" and token.word not in KNOWN_WORDS:
            told = place > 1 and tokens[place - 1].word in _PRONOUNS  # "the B2M they'll discuss"
            return not (told and tokens[place - 2].kind == "b2m")
        leads = token.word in LEADS_TO_NUMBER | LEADING | {"at", "up", "down"}
        if token.kind not in ("colon", "bound") and not leads:
            return False
    return False


def all_dated(tokens: Sequence[Token]) -> bool:
    """Whether there are several numbers with decimals, and a date stands next to each of them."""
    decimals = [i for i, t in enumerate(tokens) if t.kind == "number" and not t.whole]
    if not decimals or any(t.kind == "analyte" for t in tokens[: decimals[-1]]):
        return False
    if any(token.kind == "analyte" for token in sentence(tokens, decimals[-1])):
        return False
    return len(decimals) > 1 and all(_is_dated(tokens, i) for i in decimals)


def _is_dated(tokens: Sequence[Token], index: int) -> bool:
    before = [t for t in tokens[max(0, index - 3) : index] if t.kind not in ("colon", "open")]
    passed = ("in", "on", "at", "from")
    behind = tokens[index + 1 : index + 4]
    behind = [t for t in behind if t.kind not in ("unit", "open") and t.word not in passed]
    while before and before[-1].word in LEADS_TO_NUMBER | {"it"}:
        before.pop()
    return any(token.kind == "date" for token in before[-1:] + behind[:1])


def is_elsewhere(tokens: Sequence[Token], index: int) -> bool:
    """ "They charged me 89.99 for the B2M": words in the same part speak of something else."""
    start, end = index, index
    first, last = max(0, index - _LONGEST_SENTENCE), min(len(tokens), index + _LONGEST_SENTENCE)
    while start > first and tokens[start - 1].kind not in _PART_ENDS:
        start -= 1
    while end < last and tokens[end].kind not in _PART_ENDS:
        end += 1
    if tokens[index].whole or any(token.word in PRINTED for token in sentence(tokens, index)):
        return any(token.word in ELSEWHERE for token in sentence(tokens, index))
    return any(token.word in ELSEWHERE for token in tokens[start:end])


def is_quoted(tokens: Sequence[Token], index: int) -> bool:
    """ "The leaflet says 4.4 mg/L", "7.5 mg/L, just an example": a number that is nobody's, unless
    the sentence names somebody's B2M."""
    said = sentence(tokens, index)
    own = any(a.word in _OWNERS and b.kind == "b2m" for a, b in pairwise(said))
    return not own and any(token.word in QUOTED for token in said)


def _is_unknown(token: Token) -> bool:
    return token.kind == "analyte" or (token.kind == "word" and token.word not in KNOWN_WORDS)


def ends_with_list(tokens: Sequence[Token], index: int) -> bool:
    """ "Her B2M results, age 59, since 2025: 3100, 2300": nothing but numbers behind a colon, in a
    sentence that names the test."""
    start, first = index, max(0, index - _LONGEST_SENTENCE)
    while start > first and tokens[start - 1].kind in ("number", "comma"):
        start -= 1
    if not start or tokens[start - 1].kind != "colon":
        return False
    end = index
    while end < len(tokens) and tokens[end].kind in ("number", "comma"):
        end += 1
    several = sum(token.kind == "number" for token in tokens[start:end]) > 1
    own = sentence(tokens, start)
    named = any(t.kind == "b2m" and t.start < tokens[start].start for t in own)
    others = any(t.kind == "analyte" for t in own)
    return several and named and not others and (end == len(tokens) or tokens[end].kind == "stop")


def is_number_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word such as "four" stands where a value does: "it was four", "six to four"."""
    before = tokens[index - 1] if index else None
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    leads = before is None or before.kind in APART or before.word in LEADS_TO_NUMBER
    leads = leads or (before is not None and before.text.lower() in ("it's", "its"))
    if before and before.kind == "date":  # "it used to be eight", but not "the previous one"
        leads = tokens[index].value != 1
    ends = behind is None or behind.kind not in ("word", "b2m", "specimen", "analyte", "noise")
    return leads and (ends or (behind is not None and behind.word in _FOLLOWS_NUMBER))


_PRESENT = frozenset(
    {"is", "its", "am", "are", "it's", "i'm", "im", "he's", "hes", "she's", "shes", "we're",
     "they're"}
)  # fmt: skip
_PAST = frozenset({"was", "were"})


def quotes(tokens: Sequence[Token], index: int) -> bool:
    """ "Now my daughter says it is 3.0", but "mine is 4.6 and my wife's is 3"."""
    behind = tokens[index + 1 : index + 2]
    return bool(behind) and behind[0].word in _QUOTING


def tense(tokens: Sequence[Token], index: int) -> Literal["present", "past"] | None:
    """ "It's at 4.6", "was 3.9": what the verb before a number says."""
    for token in reversed(tokens[max(0, index - 3) : index]):
        if token.text.lower() in _PRESENT:
            return "present"
        if token.word in _PAST:
            return "past"
        if token.kind != "word" or token.word not in ("at", "about", "around", "now", "only"):
            return None
    return None


def continues(tokens: Sequence[Token], index: int, values: Container[int]) -> bool:
    """ "Around 3.5 i think, then maybe 4": only "then" and words of doubt stand behind a value."""
    words = set()
    for position in range(index - 1, max(-1, index - _LONGEST_SENTENCE), -1):
        token = tokens[position]
        if position in values:
            return "then" in words
        if token.kind not in ("comma", "unit") and token.word not in _BETWEEN_GUESSES:
            return False
        words.add(token.word)
    return False


def begins_with_was(tokens: Sequence[Token], index: int) -> bool:
    """ "6.1. Was 4.7 in February": the sentence about the value before goes on, back in time."""
    return index > 1 and tokens[index - 1].word == "was" and tokens[index - 2].kind == "stop"


def goes_forward(tokens: Sequence[Token], first: int, second: int) -> bool:
    """ "It is 3.3 and then it was 4.8": the second of two numbers is the later one."""
    return any(token.word in ("then", "later", "afterwards") for token in tokens[first:second])


def describes_number(tokens: Sequence[Token], index: int) -> bool:
    """ "a whopping 2.1": a word between "a" and a number with decimals says nothing else of it."""
    if index < 1 or index + 1 >= len(tokens) or tokens[index - 1].word not in ("a", "an"):
        return False
    return tokens[index + 1].kind == "number" and not tokens[index + 1].whole


def is_negative(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether a minus belongs to the number; a bullet and a dash between values don't."""
    dash = tokens[index - 1] if index else None
    if dash and dash.word in ("minus", "negative"):
        return True
    if not dash or dash.text not in "-−" or dash.end != tokens[index].start:
        return False
    if index > 1 and tokens[index - 2].end == dash.start:
        return tokens[index - 2].kind in ("colon", "open")  # "b2m-3.4" has no minus
    if index == 1 or tokens[index - 2].kind == "newline":
        return len(re.findall(r"^\s*[-−]", text, re.MULTILINE)) == 1
    return tokens[index - 2].kind in ("word", "colon", "open", "b2m", "specimen", "comma")
