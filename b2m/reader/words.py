"""Plain words between numbers (words.yml), and words before a number that change its sense."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from b2m.content import read_yaml

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))


def read_words(name: str) -> frozenset[str]:
    """One of the lists in words.yml."""
    return frozenset(str(_LISTS[name]).split())


RESULT_WORDS = read_words("results")
PERSONS = read_words("persons")
GLUE = RESULT_WORDS | PERSONS | read_words("glue")
EASY_WORDS = GLUE | read_words("talk")
KNOWN_WORDS = EASY_WORDS | read_words("with_decimals")
HYPOTHETICAL_WORDS = read_words("hypothetical")
LIST_WORDS = read_words("in_lists")
COUNTED = read_words("counted")
CORRECTING_WORDS = KNOWN_WORDS | read_words("correcting")

# "it was", "went from": pairs of words that lead to a result as a word for results does.
_LEADING = read_words("leading")
CUES = (
    {(subject, verb) for subject in ("it", "mine", "they") for verb in _LEADING}
    | {(verb, way) for verb in _LEADING - {"is", "was", "were"} for way in ("from", "to")}
    | {(way, side) for way in ("up", "down") for side in ("from", "to")}
)

# Between two values: the person takes the first one back.
TAKEN_BACK = re.compile(
    r"\b(?:no,? (?:wait|sorry|it'?s|it was|that|i)|wait|sorry|oops|whoops|i mean|i meant"
    r"|scratch that|correction|make that|typo|hang on|hold on|strike that|or rather|wrong"
    r"|mistake)\b"
    r"|[,.;-]\s*no\W*$",
    re.IGNORECASE,
)
_NOT_JUST = r"(?<!just )(?<!little )(?<!slightly )(?<!a bit )(?<!tad )"
# Right before a number: it stands for what is below, or above.
BOUNDS: dict[Literal["below", "above"], str] = {
    "below": r"(?:less|fewer|lower|smaller) than\s*$"
    rf"|{_NOT_JUST}\b(?:under|below|at most)\s*$",
    "above": r"(?:more|greater|higher|bigger) than\s*$"
    rf"|{_NOT_JUST}\b(?:over|above|at least|exceeding)\s*$",
}
# … or it is compared with the value named before, which then is the later one.
COMPARING = r"(?:higher|lower|bigger|smaller|better|worse) than\s*$"
EARLIER_VALUE = (
    r"(?:\bfrom|\bvs\.?|\bversus|\bcompared (?:to|with)|\((?:it\s)?was"
    r"|\bafter (?:being|having been|an? )"
    r"|\bused to be)\s(?:about\s|around\s)?$"
)
