"""Calendar dates as people type them -> ISO dates: "2024-03-14", "2024-01" (a month), "2022".

US order by default (03/14/2024); day first with dots (14.03.2024) or if the message shows it
(14/03/2024). A month without a year gets the year that fits the order of the dates. A date that
doesn't exist keeps its digits ("2024-02-30"), so that the person can be asked about it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from b2m.date_patterns import (
    DAY_WORDS,
    MONTH,
    MONTH_NAMES,
    MONTH_NUMBER,
    PATTERNS,
    TAKEN,
    TAKEN_NAME,
)
from b2m.lone_days import lone_days
from b2m.numbers import parse_words
from b2m.reader.years import NO_YEAR, midpoint, with_years

_MONTH_WITH_DECIMALS = re.compile(rf"\b{MONTH}\s\d{{1,3}}[.,]\d", re.IGNORECASE)
_PARTS_OF_YEAR = {"early": 2, "start of": 1, "beginning of": 1, "mid": 7, "late": 11, "end of": 12}
# "may" is also a verb: it is a month only where a month can stand.
_BEFORE_MAY = re.compile(
    r"(?:^|\b(?:in|last|this|since|from|by|until|for|early|late|mid|of|to|and|then|now|a|another"
    r"|remove|delete|drop|skip|take|leave|change|correct|fix|forget|ignore|keep|out|off)\s"
    rf"|[.!?]\s|[-,;:(|>/\n\d{TAKEN}{TAKEN_NAME}]\s?)$",
    re.IGNORECASE,
)
_ON = re.compile(r"\bon\s$", re.IGNORECASE)
_THIS = re.compile(r"\bthis\s$", re.IGNORECASE)
_LAST = re.compile(r"\blast\s$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:\d (?:was|is)|in|last|since|from|by|until|early|late|mid)\s$", re.IGNORECASE
)
_AFTER_MAY = re.compile(r"\s+(?:be|mean|have|i|not|also|the|need|show|you|it|cause|help)\b", re.I)
_CLAUSE = re.compile(r"[:;.,!?\n]")
_NOUN = re.compile(
    r"'?s?\s(?:one|result|value|test|reading|number|level|sample|report|paper|letter|sheet|draw"
    r"|lab|figure|entry|date|row|line)\b",
    re.IGNORECASE,
)
_RESULT_WORDS = re.compile(
    rf"\b(?:b2m|levels?|results?|values?|readings?|numbers?|markers?)\b|{TAKEN_NAME}{{3}}", re.I
)
_PLANNED = re.compile(r"\bnext\b.*\bis\s(?:on\s)?$|\b(?:appointment|due|booked|scheduled)\b", re.I)
_RECENT_YEARS = 8  # "3/16" is hardly a March ten years ago
_YEARS_AHEAD = 10  # what is later than this is no year: 2200 may be a value
_NAMES_ONE = re.compile(r"\s(?:one|result|value|reading|number|test)s?\b", re.IGNORECASE)
_VISIT = re.compile(r"\b(?:appointment|appt|visit|next|scheduled|booked|due)\b[^.;\n]*$", re.I)
_FIRST_ONE = re.compile(
    r"\bfirst\s(?:(?:one|result|value|number|reading|test)\s)?(?:is|was|from|of)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class DateMention:
    """A date in a text. `label` is set where the words say more, or less, than the ISO date;
    `estimate` is a day for sorting where the date alone doesn't give one."""

    start: int
    end: int
    date: str | None
    label: str | None = None
    estimate: datetime.date | None = None


def problem(date: str, today: datetime.date) -> Literal["future", "nonexistent"] | None:
    """Why a person should be asked about an ISO date, month or year; None if it is fine."""
    if midpoint(date) is None:
        return "nonexistent"
    return "future" if date > today.isoformat()[: len(date)] else None


def describe(date: str, short: bool = False) -> str:
    """An ISO date in words: "March 14, 2024", "January 2024", "2022"; in short "Mar 14, 2024"."""
    year, *rest = date.split("-")
    if not rest or not 1 <= int(rest[0]) <= 12:
        return date
    month = MONTH_NAMES[int(rest[0]) - 1][: 3 if short else None]
    return f"{month} {int(rest[1])}, {year}" if len(rest) == 2 else f"{month} {year}"


def _full_year(year: str, today: datetime.date) -> int:
    """A year of two digits is in the past, or a little ahead ("24" is 2024, "98" is 1998)."""
    if len(year) == 4:
        return int(year)
    century = today.year // 100 * 100
    return int(year) + (century if int(year) <= today.year % 100 + _YEARS_AHEAD else century - 100)


def _pair(match: re.Match[str], today: datetime.date, day_first: bool) -> DateMention:
    """ "3/30" is a day of a month; "3/24" alone may be March 2024 as well, so it stays a label."""
    one, two = int(match["one"]), int(match["two"])
    text = match.string
    others = [int(other["two"]) for other in PATTERNS["pair"].finditer(text)]
    days = any(not _may_be_year(other, today) for other in others)
    if _may_be_year(two, today) and not days and not _ON.search(text[: match.start()]):
        return DateMention(*match.span(), None, match[0])
    month, day = (two, one) if day_first and two <= 12 else (one, two)
    return DateMention(*match.span(), f"{NO_YEAR}-{month:02}-{day:02}")


def _may_be_year(number: int, today: datetime.date) -> bool:
    return today.year % 100 - _RECENT_YEARS <= number <= today.year % 100


def _year(match: re.Match[str], today: datetime.date) -> DateMention | None:
    if int(match["year"]) > today.year + _YEARS_AHEAD:
        return None
    if not match["part"]:
        return DateMention(*match.span(), match["year"])
    month = _PARTS_OF_YEAR[match["part"].lower()]
    estimate = datetime.date(int(match["year"]), month, 15)
    return DateMention(*match.span(), match["year"], match[0], estimate)


def _short_year(match: re.Match[str], today: datetime.date) -> DateMention | None:
    """ "in 23": a year if it is one of the last twenty."""
    year = _full_year(match["two_digits"], today)
    recent = today.year - 20 <= year <= today.year
    return DateMention(*match.span(), str(year)) if recent else None


def _year_in_words(match: re.Match[str]) -> str:
    return f"{2000 + parse_words(match['twenties'] or match['thousands']):04.0f}"


def _is_verb_may(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if match[0].lower() != "may" or _PREPOSITION.search(before) or _NOUN.match(after):
        return False
    return bool(not _BEFORE_MAY.search(before) or _AFTER_MAY.match(after))


def _starts_with_value(text: str) -> bool:
    """Whether values come before their dates: "3.2 March 14", not "May 4.2 June 5"."""
    month, value = PATTERNS["month"].search(text), re.search(r"\d[.,]\d", text)
    return bool(value and month and value.start() < month.start())


def _is_bare_date(text: str) -> bool:
    """Whether "March 14" is a date, not a month with a value: the values stand elsewhere, or there
    is no sign of a value at all."""
    if _MONTH_WITH_DECIMALS.search(text):
        return False
    pairs = len(PATTERNS["bare month day"].findall(text))
    others = len(re.findall(r"\d+", text)) > pairs
    return others or pairs == 1 or not _RESULT_WORDS.search(text)


def _is_bare_day(match: re.Match[str]) -> bool:
    """Whether "3 July" is a date, not a value with its month: no word for a result stands before
    it, and no other number or month anywhere, or each month has its value with decimals ("4.1, 3
    July"), or all are days of one month ("15 March, not 14 March")."""
    text, before = match.string, _CLAUSE.split(match.string[: match.start()])[-1]
    decimals = len(re.findall(r"(?<![\d.,])\d*[.,]\d+", text))
    numbers, months = re.findall(r"\d+(?:[.,]\d+)*", text), PATTERNS["month"].findall(text)
    pairs = PATTERNS["bare day month"].findall(text)
    if not len(pairs) == len(months) == len(numbers) - decimals:
        return False
    if decimals or len(pairs) > 1:
        one_month = len({month[:3].lower() for _, month in pairs}) == 1
        return decimals == len(pairs) or (one_month and not decimals)
    return bool(_PLANNED.search(before)) or not _RESULT_WORDS.search(before)


def _is_no_date(name: str, match: re.Match[str]) -> bool:
    """Whether what looks like a date is none, or a shorter one."""
    if name == "month":
        return _is_verb_may(match)
    if name == "day in words month":  # "the first one is of March and the second of October"
        return bool(_FIRST_ONE.search(match.string[: match.start()]))
    if name == "bare month day":
        return not _is_bare_date(match.string)
    if name == "bare day month":
        return not _is_bare_day(match)
    return name.startswith("value ") and not _starts_with_value(match.string)


def _mention(
    name: str, match: re.Match[str], today: datetime.date, day_first: bool
) -> DateMention | None:
    groups = match.groupdict()
    if _is_no_date(name, match):
        return None
    if name == "pair":
        return _pair(match, today, day_first)
    if name == "short year":
        return _short_year(match, today)
    if name == "year":
        return _year(match, today)
    if name == "year in words":
        return DateMention(*match.span(), _year_in_words(match))
    if name == "month" and _LAST.search(match.string[: match.start()]):
        number = MONTH_NUMBER[match["month"][:3].lower()]
        if number == today.month:  # in June, "last June" is that of last year
            return DateMention(*match.span(), f"{today.year - 1:04}-{number:02}")
    if name == "month" and _THIS.search(match.string[: match.start()]):
        number = MONTH_NUMBER[match["month"][:3].lower()]
        return DateMention(*match.span(), f"{today.year:04}-{number:02}")
    if name == "digits":
        one, two = int(match["one"]), int(match["two"])
        dotted = match["sep"] == "." and two <= 12  # 12.05.2023 is written where days come first
        month, day = (two, one) if day_first or dotted or one > 12 else (one, two)
    else:
        named = groups.get("month")
        month = MONTH_NUMBER[named[:3].lower()] if named else int(match["month_number"])
        day = int(groups.get("day") or DAY_WORDS.get((groups.get("day_word") or "").lower(), 0))
    short = groups.get("short_year") or groups.get("two_digits")
    typed_year = groups.get("year") or short
    year = f"{_full_year(typed_year, today):04}" if typed_year else NO_YEAR
    if groups.get("twenties") or groups.get("thousands"):
        year = _year_in_words(match)
    return DateMention(*match.span(), f"{year}-{month:02}" + (f"-{day:02}" if day else ""))


def _day_first(text: str) -> bool:
    """Whether the message's own dates in digits can only be read with the day first."""
    pairs = [(int(m["one"]), int(m["two"])) for m in PATTERNS["digits"].finditer(text)]
    return any(one > 12 for one, _ in pairs) and not any(two > 12 for _, two in pairs)


_COLON = re.compile(r"\s?:")
_CLAUSE_END = re.compile(r"\n|[.;]\s")


def _heads(text: str, mention: DateMention, following: DateMention) -> bool:
    """Whether a year heads a date without one: "2023: January 4.1", "2023: 4.1 in January"."""
    is_year, needs_year = len(mention.date or "") == 4, (following.date or "").startswith(NO_YEAR)
    between, behind = text[mention.end : following.start], text[following.end :]
    value_first = bool(_COLON.match(between)) and not _CLAUSE_END.search(between)
    if _NAMES_ONE.match(between):
        return False  # "the 2024 one was in November"
    leads = not re.search(r"\d", between) or (value_first and not _COLON.match(behind))
    return is_year and needs_year and leads


def _apply_headings(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Give "In 2023: January …, April …" its year; the heading itself then dates nothing."""
    kept: list[DateMention] = []
    year: str | None = None
    for mention, following in zip_longest(mentions, mentions[1:]):
        date = mention.date or ""
        if following and _heads(text, mention, following):
            year = date
            mention = replace(mention, date=None)
        elif year and date.startswith(NO_YEAR):
            mention = replace(mention, date=f"{year}{date[4:]}")
        else:
            year = None
        kept.append(mention)
    return kept


def _groups(text: str, mentions: list[DateMention], dated: list[int]) -> list[list[int]]:
    """The dates of one list each: "blood in June and October; urine in June" are two lists."""
    groups: list[list[int]] = [dated[:1]] if dated else []
    for i in dated[1:]:
        date, before = mentions[i].date or "", mentions[groups[-1][-1]]
        again = any(mentions[j].date == date for j in groups[-1])
        if _VISIT.search(text[before.end : mentions[i].start]):
            groups.insert(0, [i])
            continue
        named = TAKEN_NAME in text[before.end : mentions[i].start]
        if again and named and date.startswith(NO_YEAR):
            groups.append([i])
        else:
            groups[-1].append(i)
    return groups


def find_dates(text: str, today: datetime.date) -> list[DateMention]:
    """All calendar dates in a text, in order, with the years that were left out."""
    day_first, left = _day_first(text), text
    mentions: list[DateMention] = []
    for name, pattern in PATTERNS.items():
        for match in list(pattern.finditer(left)):
            mention = _mention(name, match, today, day_first)
            if mention:
                mentions.append(mention)
                left = left[: mention.start] + TAKEN * len(match[0]) + left[mention.end :]
    known = [(mention.start, mention.end, mention.date or "") for mention in mentions]
    mentions += [DateMention(*day) for day in lone_days(left, known)]
    mentions.sort(key=lambda mention: mention.start)
    mentions = _apply_headings(text, mentions)
    dated = [i for i, mention in enumerate(mentions) if mention.date]
    for group in _groups(text, mentions, dated):
        dates = with_years([mentions[i].date or "" for i in group], today.isoformat())
        for i, date in zip(group, dates, strict=True):
            mentions[i] = replace(mentions[i], date=date)
    return mentions
