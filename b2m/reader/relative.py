"""Dates that count from today: "yesterday", "three months ago", "last week", "last spring".

They stay the words that the person typed; a day is only estimated, to sort by.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from b2m.date_patterns import MONTH, MONTH_NUMBER
from b2m.dates import DateMention
from b2m.numbers import ONES, TENS

_COUNTS = {
    **ONES, **TENS, "a": 1, "an": 1, "couple of": 2, "a couple of": 2, "couple": 2, "a couple": 2,
    "a few": 3, "few": 3, "several": 5,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30.44, "mo": 30.44, "year": 365.25, "yr": 365.25}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# Month and day in the middle of a season, or about when a holiday is.
_SEASONS = {
    "winter": (1, 15), "spring": (4, 15), "summer": (7, 15), "fall": (10, 15), "autumn": (10, 15),
    "new year's": (1, 1), "new years": (1, 1), "new year": (1, 1), "easter": (4, 10),
    "thanksgiving": (11, 25), "christmas": (12, 25), "xmas": (12, 25), "halloween": (10, 31),
    "labor day": (9, 3), "memorial day": (5, 28), "the holidays": (12, 28),
}  # fmt: skip

_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True)) + r"|\d{1,3}"
_NAME = "|".join(map(re.escape, _SEASONS))
_SPAN = r"(?P<span>day|week|wk|month|mo|year|yr)"
_PATTERNS = {
    "month of year": r"(?:in |on )?(?:(?:(?P<day_before>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?"
    + MONTH
    + r"(?: (?P<day_behind>\d{1,2})(?:st|nd|rd|th)?,?)?(?: of)? (?P<year_of>last|this) year"
    rf"|(?P<in_year>last|this) year,? (?:in )?{MONTH.replace('<month>', '<month_in>')})",
    "half": r"half a year (?:ago|back)",
    "ago": rf"(?:about |around |almost |over |nearly |some )?(?P<count>{_COUNT})"
    rf"(?P<half> and a half)?(?: or so)?\s?{_SPAN}s?\.?\s(?:or so )?(?:ago|back|earlier than now)",
    "day": r"(?P<day>(?:the )?day before yesterday|yesterday|today+|this (?:morning|afternoon)"
    r"|tonight|last night)(?:'?s)?(?! at)",
    "year part": r"(?:in |at |from )?(?:the\s)?(?P<part>beginning|start|middle|end) of"
    r"\s(?P<which_year>the|this|last) year",
    "span": r"(?:in |from |back )?(?:(?<!the )(?P<which>last|this|past)\s"
    r"|the\s(?=(?:week|month|year) before last))(?P<span>week|wk|month|year|yr)(?:'?s)?"
    r"(?:\s(?P<before>before) last)?(?!\s(?:of|end))",
    "weekday": rf"(?:(?:on )?(?P<of_week>last |this )?(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r"|(?:on |from |(?P<of_short>last |this ))(?P<short>mon|tues?|weds?|thurs?|thu|fri|sat|sun))"
    r"(?! at)",
    "season": r"(?:(?:in |during |around |at )?(?:the )?(?P<which>last|this)"
    r"|(?:in|since|during|(?:round )?about|a?round|at|over|by|before|from"
    rf"|after)(?: the)?)\s(?P<season>{_NAME})"
    rf"(?!\w|(?: of)?\s20\d\d)|(?:in )?(?:the )?(?P<season_of>{_NAME})(?: of)?\s(?P<year>20\d\d)"
    r"|(?<=\n)(?P<row>winter|spring|summer|autumn)(?=\s?[:|])",
    "quarter": r"(?:in )?q(?P<quarter>[1-4])[\s/-]?(?P<year>20\d\d)",
}
_COMPILED = {
    name: re.compile(rf"(?<![\w.,-])(?:{pattern})(?![\w-])", re.IGNORECASE)
    for name, pattern in _PATTERNS.items()
}
_BACK = {"this": 0, "the": 0}
_MONTH_OF_PART = {"beginning": 1, "start": 1, "middle": 6, "end": 12}
_YEAR = datetime.timedelta(days=365)


def _words(match: re.Match[str], day: datetime.date) -> DateMention:
    words = match[0].strip()
    return DateMention(*match.span(), None, words[:1].lower() + words[1:], day)


def _month_of_year(match: re.Match[str], today: datetime.date) -> DateMention:
    month = MONTH_NUMBER[(match["month"] or match["month_in"])[:3].lower()]
    year = today.year - ((match["year_of"] or match["in_year"]).lower() == "last")
    day = int(match["day_before"] or match["day_behind"] or 0)
    return DateMention(*match.span(), f"{year:04}-{month:02}" + (f"-{day:02}" if day else ""))


def _before(
    match: re.Match[str], today: datetime.date, count: float, span: str
) -> DateMention | None:
    try:
        return _words(match, today - datetime.timedelta(days=round(count * _DAYS[span])))
    except OverflowError:
        return None


def _half(match: re.Match[str], today: datetime.date) -> DateMention | None:
    return _before(match, today, 6, "month")


def _ago(match: re.Match[str], today: datetime.date) -> DateMention | None:
    typed = match["count"].lower()
    count = _COUNTS[typed] if typed in _COUNTS else int(typed)
    return _before(match, today, count + (0.5 if match["half"] else 0), match["span"].lower())


def _day(match: re.Match[str], today: datetime.date) -> DateMention:
    words = match["day"].lower()
    back = 2 if "before" in words else words in ("yesterday", "last night")
    day = today - datetime.timedelta(days=back)
    return DateMention(*match.span(), None, words, day)  # "today" of "today's"


def _span(match: re.Match[str], today: datetime.date) -> DateMention | None:
    """ "This month" is today, "last month" a month ago."""
    back = 2 if match["before"] else _BACK.get((match["which"] or "the").lower(), 1)
    return _before(match, today, back, match["span"].lower())


def _year_part(match: re.Match[str], today: datetime.date) -> DateMention:
    year = today.year - (match["which_year"].lower() == "last")
    middle = datetime.date(year, _MONTH_OF_PART[match["part"].lower()], 15)
    return _words(match, min(middle, today))


def _weekday(match: re.Match[str], today: datetime.date) -> DateMention:
    typed = (match["weekday"] or match["short"]).lower()
    name = next(name for name in _WEEKDAYS if name.startswith(typed[:3]))
    back = (today.weekday() - _WEEKDAYS.index(name)) % 7
    day = today - datetime.timedelta(days=back)
    label = f"{match['of_week'] or match['of_short'] or ''}{name.title()}"
    return DateMention(*match.span(), None, label, day)


def _season(match: re.Match[str], today: datetime.date) -> DateMention:
    season = (match["season"] or match["season_of"] or match["row"]).lower()
    year = int(match["year"]) if match["year"] else today.year
    middle = datetime.date(year, *_SEASONS[season])
    if not match["year"] and middle > today:
        middle -= _YEAR
    return _words(match, middle)


def _quarter(match: re.Match[str], today: datetime.date) -> DateMention:
    quarter, year = int(match["quarter"]), int(match["year"])
    middle = datetime.date(year, 3 * quarter - 1, 15)
    return DateMention(*match.span(), None, f"Q{quarter} {year}", middle)


_BUILDERS: dict[str, Callable[[re.Match[str], datetime.date], DateMention | None]] = {
    "month of year": _month_of_year, "half": _half, "ago": _ago, "day": _day, "span": _span,
    "year part": _year_part, "weekday": _weekday, "season": _season, "quarter": _quarter,
}  # fmt: skip


def _in_given_order(mentions: list[DateMention]) -> list[DateMention]:
    """Two seasons without a year follow each other as typed: "in spring 3.4, in the fall 3.9"."""
    if len(mentions) != 2:
        return mentions
    first, second = sorted(mentions, key=lambda mention: mention.start)
    if first.estimate and second.estimate and first.estimate > second.estimate:
        return [replace(first, estimate=first.estimate - _YEAR), second]
    return mentions


def find_relative(text: str, today: datetime.date) -> Iterator[DateMention]:
    """All dates in a text that count from today; the kinds don't overlap each other."""
    taken: set[int] = set()
    for name, pattern in _COMPILED.items():
        mentions = []
        for match in pattern.finditer(text):
            mention = _BUILDERS[name](match, today)
            if mention and not taken & set(range(*match.span())):
                taken.update(range(*match.span()))
                mentions.append(mention)
        bare = name == "season" and not any(
            re.search(r"\d|this|last", m.label or "") for m in mentions
        )
        yield from _in_given_order(mentions) if bare else mentions
