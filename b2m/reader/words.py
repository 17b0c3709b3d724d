"""Plain words between numbers (words.yml), and words before a number that change its sense."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from b2m.content import read_yaml

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))


def read_words(name: str) -> frozenset[str]:
    """One of the lists in words.yml."""
    listed = str(_LISTS[name]).split()
    return frozenset(listed + [word.replace("'", "") for word in listed])  # "thats", "dont"


RESULT_WORDS = read_words("results")
PERSONS = read_words("persons")
GLUE = RESULT_WORDS | PERSONS | read_words("glue")
EASY_WORDS = GLUE | read_words("talk")
KNOWN_WORDS = EASY_WORDS | read_words("with_decimals")
HYPOTHETICAL_WORDS = read_words("hypothetical")
ELSEWHERE = read_words("elsewhere")
PRINTED = frozenset({"booklet", "leaflet", "brochure", "pamphlet", "example"})
QUOTED = PRINTED | {"google", "googled", "internet", "wikipedia", "reddit", "forum", "article",
                    "study", "studies", "webmd", "textbook"}  # fmt: skip
LIST_WORDS = read_words("in_lists")
COUNTED = read_words("counted")
CORRECTING_WORDS = KNOWN_WORDS | read_words("correcting")
AFTER_RESULTS = CORRECTING_WORDS | read_words("in_conversation")

# "it was", "went from": pairs of words that lead to a result as a word for results does.
LEADING = read_words("leading")
CUES = (
    {(subject, verb) for subject in ("it", "mine", "they") for verb in LEADING}
    | {(verb, way) for verb in LEADING - {"is", "was", "were"} for way in ("from", "to")}
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
# … or right behind it.
BOUND_BEHIND = re.compile(
    r"\s?(?:(?P<below>or (?:less|lower|below|under)|and below|max)\b"
    r"|(?:or (?:more|higher|above|over|greater)"
    r"|and (?:above|up)|plus(?! \d))\b|\+(?!\s?\d))",
    re.IGNORECASE,
)
# "Is 1 mg/L the same as 1000 µg/L": it speaks of units, not of a result.
CONVERTING = re.compile(
    r"\b(?:the same as|equals?|equal to|convert\w*|turn\b.*\binto)\b|\bthe same\W*$", re.IGNORECASE
)
# Right before a number: it speaks of what would be.
SUPPOSING = re.compile(
    r"\b(?:can|could|should|would|will|might)\s(?:\S+\s){0,3}?(?:be|go|get|reach|rise|drop|fall|have)\s"
    r"(?:(?:up|down|to|above|over|below|under|about|around)\s)*$"
    r"|\bwhat (?:does|would|is|do) an?\s(?:\S+\s){1,5}of\s$"
    r"|\b(?:wish|hop(?:e|ing)|pray(?:ing)?)\s(?:\S+\s){1,5}$|\bwould\s(?:an?\s)?$",
    re.IGNORECASE,
)
# Right behind a number: there are several results of that size.
REPEATED = re.compile(
    r"\s?,?\s?(?:both (?:times|visits|tests)|twice|(?P<count>two|three|four|[2-5]) times)\b",
    re.IGNORECASE,
)
# … or it is compared with the value named before, which then is the later one.
COMPARING = r"(?:higher|lower|bigger|smaller|better|worse) than\s*$"
EARLIER_VALUE = (
    r"(?:\bfrom|\bvs\.?|\bversus|\bcompared (?:to|with)|\((?:it\s)?was"
    r"|\bafter (?:being|having been|an? )"
    r"|\bused to be)\s(?:about\s|around\s)?$"
)
