"""Finds the years that people leave out: "in January 4.1, in April 3.0".

Dates are ISO dates, months or years; one without its year begins with NO_YEAR. `today` is ISO, too.
"""

from __future__ import annotations

import datetime

NO_YEAR = "????"
_ABOUT_A_YEAR = 366  # days
_REGULAR = 4  # so many months in the order of the calendar are hardly so by chance
_RECENT = 60  # days
_LONG_AGO = 30  # years; a date before is one of birth, and says nothing of the months beside it


def midpoint(date: str) -> datetime.date | None:
    """A day inside an ISO date, month or year, for sorting; None if the date doesn't exist."""
    try:
        year, *rest = (int(part) for part in date.split("-"))
        month, day = (*rest, *(7, 1)[len(rest) :]) if len(rest) != 1 else (rest[0], 15)
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _latest_year(date: str, limit: str) -> str:
    """The last year in which a month (and day) isn't later than an ISO date."""
    year = int(limit[:4])
    rest, limit_rest = date[4:], limit[4:]
    shared = min(len(rest), len(limit_rest))
    return f"{year - (rest[:shared] > limit_rest[:shared]):04}{rest}"


def _first_year(date: str, start: str) -> str:
    """The first year in which a month (and day) isn't earlier than an ISO date."""
    year = int(start[:4])
    rest, start_rest = date[4:], start[4:]
    shared = min(len(rest), len(start_rest))
    return f"{year + (rest[:shared] < start_rest[:shared]):04}{rest}"


def _chained(dates: list[str], today: str) -> tuple[int, list[str]]:
    """The days that dates span in the latest years in which they follow each other; the dates."""
    chain = [today]
    for date in reversed(dates):
        chain.insert(0, _latest_year(date, chain[0]))
    first, last = midpoint(chain[0]), midpoint(chain[-2])
    return (last - first).days if first and last else _ABOUT_A_YEAR, chain[:-1]


def _all_without_year(dates: list[str], today: str) -> list[str]:
    """Oldest first, as given, unless newest first brings the dates closer together.

    "January …, April …" is of one year, "August …, May …" too, "November …, January …" is not.
    """
    latest = [_latest_year(date, today) for date in dates]
    if latest == sorted(latest):
        return latest
    span, oldest_first = _chained(dates, today)
    other_span, turned = _chained(dates[::-1], today)
    if min(span, other_span) >= _ABOUT_A_YEAR:
        return latest
    mixed = latest != sorted(latest, reverse=True) and len(set(latest)) == len(latest)
    in_order = sorted(dates) in (dates, dates[::-1])
    if mixed and not in_order and (span >= _ABOUT_A_YEAR or len(latest) < _REGULAR):
        return latest
    as_given = dates == sorted(dates) or span <= other_span
    return oldest_first if as_given and span < _ABOUT_A_YEAR else turned[::-1]


def _is_recent(date: str, today: str) -> bool:
    """Whether a day lies in the last weeks: "2.7 in Sept 2025 and 3.9 on November 12"."""
    day, now = midpoint(date), midpoint(today)
    return day is not None and now is not None and (now - day).days <= _RECENT


def with_years(dates: list[str], today: str) -> list[str]:
    """ISO dates for dates that partly lack their year, in the order of the text."""
    oldest = str(int(today[:4]) - _LONG_AGO)
    recent = [i for i, date in enumerate(dates) if date.startswith(NO_YEAR) or date >= oldest]
    if 0 < len(recent) < len(dates):
        found = dict(zip(recent, with_years([dates[i] for i in recent], today), strict=True))
        return [found.get(i, date) for i, date in enumerate(dates)]
    if all(date.startswith(NO_YEAR) for date in dates):
        return _all_without_year(dates, today)
    known = dates.copy()
    for i, date in enumerate(known):  # after a date with a year: the next such month
        if i and date.startswith(NO_YEAR) and not known[i - 1].startswith(NO_YEAR):
            following = _first_year(date, known[i - 1])
            if len(known[i - 1]) == 4:
                following = _latest_year(date, today)  # "in 2022 … and in April"
            latest = _latest_year(date, today)
            just_now = len(date) == len("????-11-12") and _is_recent(latest, today)
            known[i] = latest if just_now or following > today else following
    for i in reversed(range(len(known) - 1)):  # before one: the last such month
        if known[i].startswith(NO_YEAR):
            again = any(date[4:7] == known[-1][4:7] for date in known[:-1])
            # "in May 2.7, in June 2.8 and in May of 2025 3.9": the year says which is the other one
            known[i] = _latest_year(known[i], today if again else known[i + 1])
    return known
