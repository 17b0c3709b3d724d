"""Words for the place of a reading: "the second one", "the last but one"."""

from __future__ import annotations

import re

MIDDLE = 1000  # of an odd number of readings, wherever that is
ORDINALS = {
    "first": 0, "1st": 0, "oldest": 0, "earliest": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2,
    "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "7th": 6,
    "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "eleventh": 10, "11th": 10, "twelfth": 11, "12th": 11, "penultimate": -2,
    "last": -1, "latest": -1, "newest": -1, "final": -1, "recent": -1, "current": -1,
    "middle": MIDDLE, "centre": MIDDLE, "center": MIDDLE,
}  # fmt: skip
LAST_BUT_ONE = (
    r"(?:(?:second|2nd|next|one)[\s-](?:(?:to|from)[\s-])?(?:the[\s-])?last"
    r"(?!\s(?:week|month|year|spring|summer|autumn|fall|winter|\w+day)\b)|last but one)"
)


def ordinal(text: str) -> int | None:
    """The place that an ordinal word names: "the second one" is 1, "last" is -1."""
    words = re.findall(r"[a-z\d]+", text.lower())
    if re.search(rf"\b{LAST_BUT_ONE}\b", text.lower()):
        return ORDINALS["penultimate"]
    return next((ORDINALS[word] for word in words if word in ORDINALS), None)
