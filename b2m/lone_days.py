"""A day without its month: "4.3 on the 3rd of November, 4.5 on the 24th"."""

from __future__ import annotations

import re

from b2m.date_patterns import DAY_WORDS

_DIGITS = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)\b"
_WORDS = "|".join(sorted(DAY_WORDS, key=len, reverse=True))
_LONE_DAY = re.compile(
    rf"(?:\bon\s(?:the\s)?(?P<day>{_DIGITS})|\bon\sthe\s(?P<word>{_WORDS})\b(?!-)"
    rf"|(?<=[\n,;(])\s?(?P<row_day>{_DIGITS})(?=\s?:))"
    r"(?!\s(?:of|one|time|result|test|visit|day|line|row|page|cycle|round|paper|sheet|report"
    r"|appointment|check|draw|dose|try|attempt|anniversary|thoughts?)\b)",
    re.IGNORECASE,
)
Dated = tuple[int, int, str]  # start, end, an ISO date


def lone_days(text: str, dates: list[Dated]) -> list[Dated]:
    """Days that have no month, in that of the day before them in the text, or else of the one
    behind ("on the 3rd and on the 24th of November"), where they follow each other in time."""
    found: list[Dated] = []
    for match in _LONE_DAY.finditer(text):
        digits = match["day"] or match["row_day"]
        day = int(digits[:-2]) if digits else DAY_WORDS[match["word"].lower()]
        days = [date for date in (*dates, *found) if len(date[2]) == len("2026-11-24")]
        before = max((date for date in days if date[1] <= match.start()), default=None)
        behind = min((date for date in days if date[0] >= match.end()), default=None)
        if before and int(before[2][8:]) < day:
            found.append((*match.span(), f"{before[2][:8]}{day:02}"))
        elif not before and behind and day < int(behind[2][8:]):
            found.append((*match.span(), f"{behind[2][:8]}{day:02}"))
    return found
