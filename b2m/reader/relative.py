"""Dates that count from today: "yesterday", "three months ago", "last week", "last spring"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from b2m.dates import DateMention
from b2m.numbers import ONES, TENS

_COUNTS = {
    **ONES, **TENS, "a": 1, "an": 1, "couple of": 2, "a couple of": 2, "couple": 2, "a couple": 2,
    "a few": 3, "few": 3,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30.44, "mo": 30.44, "year": 365.25, "yr": 365.25}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SEASON_MONTH = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}

_COUNT = "|".join(sorted(_COUNTS, key=len, reverse=True)) + r"|\d{1,3}"
_PATTERNS = {
    "half": r"half a year ago|six months ago",
    "ago": rf"(?:about |around |almost |over )?(?P<count>{_COUNT})(?P<half> and a half)?\s?"
    r"(?P<span>day|week|wk|month|mo|year|yr)s?\.?\s(?:ago|back|prior to now)",
    "day": r"(?P<day>yesterday|today|this morning)(?! at)",
    "span": r"(?:in |from )?(?P<which>last|this|past)\s(?P<span>week|wk|month|year|yr)",
    "weekday": rf"(?:on )?(?P<of_week>last |this )?(?P<weekday>{'|'.join(_WEEKDAYS)})(?! at)",
    "season": r"(?:(?:in |during )?(?:the )?(?P<which>last|this)|(?:in|since|during)(?: the)?)\s"
    r"(?P<season>spring|summer|fall|autumn|winter)(?!(?: of)?\s20\d\d)"
    r"|(?:in )?(?:the )?(?P<season_of>spring|summer|fall|autumn|winter)(?: of)?\s(?P<year>20\d\d)",
    "quarter": r"(?:in )?q(?P<quarter>[1-4])[\s/-]?(?P<year>20\d\d)",
}
_COMPILED = {
    name: re.compile(rf"(?<![\w.,-])(?:{pattern})(?![\w-])", re.IGNORECASE)
    for name, pattern in _PATTERNS.items()
}


def _half(match: re.Match[str], today: datetime.date) -> DateMention | None:
    return _before(match, today, 6, "month")


def _before(
    match: re.Match[str], today: datetime.date, count: float, span: str
) -> DateMention | None:
    """A month or a year that long ago; for weeks the words themselves, for days the date."""
    try:
        day = today - datetime.timedelta(days=round(count * _DAYS[span]))
    except OverflowError:
        return None
    label = None
    date: str | None = day.isoformat()
    if span in ("week", "wk"):
        date, label = None, match[0]
    elif span in ("month", "mo"):
        date = day.isoformat()[:7]
    elif span in ("year", "yr"):
        date = str(day.year)
    return DateMention(*match.span(), date, label, day)


def _ago(match: re.Match[str], today: datetime.date) -> DateMention | None:
    typed = match["count"].lower()
    count = _COUNTS[typed] if typed in _COUNTS else int(typed)
    return _before(match, today, count + (0.5 if match["half"] else 0), match["span"].lower())


def _day(match: re.Match[str], today: datetime.date) -> DateMention:
    day = today - datetime.timedelta(days=match["day"].lower() == "yesterday")
    return DateMention(*match.span(), day.isoformat())


def _span(match: re.Match[str], today: datetime.date) -> DateMention | None:
    span, back = match["span"].lower(), match["which"].lower() != "this"
    if span in ("week", "wk"):
        day = today - datetime.timedelta(days=7 * back)
        return DateMention(*match.span(), None, f"{match['which']} week".lower(), day)
    if span in ("year", "yr"):
        return DateMention(*match.span(), str(today.year - back))
    last_of_month = today.replace(day=1) - datetime.timedelta(days=1) if back else today
    return DateMention(*match.span(), last_of_month.isoformat()[:7])


def _weekday(match: re.Match[str], today: datetime.date) -> DateMention:
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
    day = today - datetime.timedelta(days=back)
    label = f"{match['of_week'] or ''}{match['weekday'].title()}"
    return DateMention(*match.span(), None, label, day)


def _season(match: re.Match[str], today: datetime.date) -> DateMention:
    season = (match["season"] or match["season_of"]).lower()
    year = int(match["year"]) if match["year"] else today.year
    middle = datetime.date(year, _SEASON_MONTH[season], 15)
    if not match["year"] and middle > today:
        middle = middle.replace(year=year - 1)
    if match["year"]:
        label = f"{season} {year}"
    else:
        label = f"{match['which']} {season}".lower() if match["which"] else f"in {season}"
    return DateMention(*match.span(), None, label, middle)


def _quarter(match: re.Match[str], today: datetime.date) -> DateMention:
    quarter, year = int(match["quarter"]), int(match["year"])
    middle = datetime.date(year, 3 * quarter - 1, 15)
    return DateMention(*match.span(), None, f"Q{quarter} {year}", middle)


_BUILDERS: dict[str, Callable[[re.Match[str], datetime.date], DateMention | None]] = {
    "half": _half, "ago": _ago, "day": _day, "span": _span, "weekday": _weekday, "season": _season,
    "quarter": _quarter,
}  # fmt: skip


def find_relative(text: str, today: datetime.date) -> Iterator[DateMention]:
    """All dates in a text that count from today; the kinds don't overlap each other."""
    taken: set[int] = set()
    for name, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            mention = _BUILDERS[name](match, today)
            if mention and not taken & set(range(*match.span())):
                taken.update(range(*match.span()))
                yield mention
