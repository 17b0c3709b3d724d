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

from b2m.numbers import ONES, parse_words
from b2m.reader.years import NO_YEAR, midpoint, with_years

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}

# In a text that is searched, it stands for characters that belong to something else (a unit …).
TAKEN = "\ue000"
TAKEN_NAME = "\ue002"  # … to the name of a test or a specimen
TAKEN_TIME = "\ue001"  # … to another date, or to words about the order

MONTH = (
    r"(?P<month>jan(?:uary)?|febr?(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
    r"(?:(?<!ary)(?<!rch)(?<!ril)(?<!may)(?<!une)(?<!uly)(?<!ust)(?<!ber)\.)?"  # "Jan."
)
_YEAR = r"(?P<year>(?:19[89]|20\d)\d)"
_YEAR_OR_SHORT = rf"(?:{_YEAR}|'(?P<short_year>\d\d))"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_NUMBER = r"[<>~]?\s?\d"
_END = rf"(?!\w|[.,/]\d|[^\S\n]?{TAKEN})"
# "January 5" may be a month with a value. The 5 is a day if a value follows ("March 14: 3.2") …
_VALUE_AHEAD = (
    rf"(?=\s*(?:[:=–—|]|-\s|it was\s|was\s|is\s|\s)\s*{_NUMBER}"
    rf"|\s*,\s*(?:it was |was )?[<>~]?\s?\d*[.]\d)"
)
# … or stands right before ("3.2 March 14"), or if words make it a date ("on March 14").
_VALUE_BEHIND = rf"(?:(?<=[.,]\d\s)|(?<={TAKEN}\s)|(?<=\d:\s))"
_DATE_WORDS = r"(?:(?<=\bon\s)|(?<=\bdated\s)|(?<=\bon the\s)|(?<=(?:report|result) of\s))"

_PARTS = r"early|beginning of|start of|mid|middle of|late|end of"
# "twenty twenty three", "two thousand and nineteen"; "twenty three" is a number.
_ONE, _TEEN = (
    "|".join(n for n, v in ONES.items() if v in r) for r in (range(1, 10), range(10, 20))
)
_LATE = rf"twenty(?:[\s-](?:{_ONE}))?|{_TEEN}"
_WORD_YEAR = (
    rf"(?:twenty[\s-](?P<twenties>{_LATE})|two thousand(?: and)?\s(?P<thousands>{_LATE}|{_ONE}))\b"
)
# Most specific first: what one pattern has found is out of reach for the next.
_PATTERNS = {
    "iso": r"\b(?P<year>\d{4})[-/.](?P<month_number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d|[-/.]\d)",
    "iso basic": r"(?<![\w.,])(?P<year>20\d\d)(?P<month_number>0[1-9]|1[0-2])"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?![\w.,])",
    "iso month": r"\b(?P<year>(?:19|20)\d\d)[-/](?P<month_number>0[1-9]|1[0-2])(?!\d|[-/.]\d)",
    "digits": r"(?<![\d/.-])(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?P=sep)"
    r"(?P<year>\d{4}|\d\d)(?!\d|[-/.]\d)",
    "month/year": rf"(?<![\d/.-])(?P<month_number>0?[1-9]|1[0-2])[/.-]{_YEAR}{_END}",
    "day month year": rf"(?<![\d/.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s)?{MONTH}"
    rf"[\s,-]*(?:{_YEAR_OR_SHORT}|(?<=-)(?P<two_digits>\d\d)){_END}",
    "month day year": rf"\b{MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+"
    rf"{_YEAR_OR_SHORT}{_END}",
    "mon-yy": rf"\b{MONTH}-(?P<two_digits>\d\d)(?![\w/.-])",
    "month year": rf"\b{MONTH}[\s,-]*(?:of\s)?{_YEAR_OR_SHORT}{_END}",
    "month with year glued": rf"\b{MONTH}(?P<two_digits>[12]\d)(?![\w/.,-])",
    "month year in words": rf"\b{MONTH},?\s(?:of\s)?{_WORD_YEAR}",
    "part of month": rf"(?:in\s|at\s)?\b(?:the\s)?(?P<part>{_PARTS})[\s-](?:in\s)?(?:the\s)?"
    rf"{MONTH}(?:,?\s{_YEAR_OR_SHORT})?(?!\s?\d{{1,2}}(?:st|nd|rd|th))",
    "month ordinal": rf"\b{MONTH}\s*(?:the\s)?{_DAY}(?:st|nd|rd|th)\b",
    "ordinal month": rf"\b{_DAY}(?:st|nd|rd|th)\s(?:of\s)?{MONTH}",
    "on month day": rf"{_DATE_WORDS}{MONTH}\s{_DAY}{_END}",
    "on day month": rf"{_DATE_WORDS}{_DAY}\s{MONTH}",
    "(month day)": rf"(?<=\(){MONTH}\s{_DAY}(?=\))",
    "(day month)": rf"(?<=\(){_DAY}\s{MONTH}(?=\))",
    "month day: value": rf"\b{MONTH}\s{_DAY}{_END}{_VALUE_AHEAD}",
    "day month: value": rf"(?<![\d/.,])(?<![A-Za-z.]\s)\b{_DAY}\s{MONTH}{_VALUE_AHEAD}",
    "value month day": rf"{_VALUE_BEHIND}{MONTH}\s{_DAY}{_END}",
    "value day month": rf"{_VALUE_BEHIND}{_DAY}\s{MONTH}",
    "bare month day": rf"(?<!\bin\s)\b{MONTH}\s{_DAY}{_END}",
    "pair": r"(?<![\d/.,-])(?P<one>0?[1-9]|1[0-2])/(?P<two>0?[1-9]|[12]\d|3[01])(?!\w|[-/.,]\d|/)",
    "month": rf"\b{MONTH}(?!\w)",
    "short year": rf"(?:(?<=\bin\s)'?|(?<!\w)')(?P<two_digits>\d\d){_END}(?!\s?[a-z]+/)",
    "year in words": rf"\b(?:in |of )?{_WORD_YEAR}",
    "year": r"(?<![\d/.,-])(?:\b(?P<part>early|mid|late|start of|end of|beginning of)[\s-])?"
    rf"\b{_YEAR}(?!\w|[.,/]\d|-\d|[^\S\n]?{TAKEN})",
}
_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}

_MONTH_WITH_DECIMALS = re.compile(rf"\b{MONTH}\s\d{{1,3}}[.,]\d", re.IGNORECASE)
_PARTS_OF_YEAR = {"early": 2, "start of": 1, "beginning of": 1, "mid": 7, "late": 11, "end of": 12}
# "may" is also a verb: it is a month only where a month can stand.
_BEFORE_MAY = re.compile(
    r"(?:^|\b(?:in|last|this|since|from|by|until|for|early|late|mid|of|to|and|then|now|a|another)\s"
    rf"|[-,;:(|>\n\d{TAKEN}{TAKEN_NAME}]\s?)$",
    re.IGNORECASE,
)
_ON = re.compile(r"\bon\s$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:in|last|since|from|by|until|early|late|mid)\s$", re.IGNORECASE)
_AFTER_MAY = re.compile(r"\s+(?:be|mean|have|i|not|also|the|need|show|you|it|cause|help)\b", re.I)
_RESULT_WORDS = re.compile(
    rf"\b(?:b2m|levels?|results?|values?|readings?|numbers?|markers?)\b|{TAKEN_NAME}{{3}}", re.I
)
_YEARS_AHEAD = 10  # what is later than this is no year: 2200 may be a value


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
    others = [int(other["two"]) for other in _COMPILED["pair"].finditer(text)]
    days = any(not _may_be_year(other, today) for other in others)
    if _may_be_year(two, today) and not days and not _ON.search(text[: match.start()]):
        return DateMention(*match.span(), None, match[0])
    month, day = (two, one) if day_first and two <= 12 else (one, two)
    return DateMention(*match.span(), f"{NO_YEAR}-{month:02}-{day:02}")


def _may_be_year(number: int, today: datetime.date) -> bool:
    return 10 <= number <= today.year % 100


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
    if match[0].lower() != "may" or _PREPOSITION.search(before):
        return False
    return bool(not _BEFORE_MAY.search(before) or _AFTER_MAY.match(after))


def _starts_with_value(text: str) -> bool:
    """Whether values come before their dates: "3.2 March 14", not "May 4.2 June 5"."""
    month, value = _COMPILED["month"].search(text), re.search(r"\d[.,]\d", text)
    return bool(value and month and value.start() < month.start())


def _is_bare_date(text: str) -> bool:
    """Whether "March 14" is a date, not a month with a value: the values stand elsewhere, or there
    is no sign of a value at all."""
    if _MONTH_WITH_DECIMALS.search(text):
        return False
    pairs = len(_COMPILED["bare month day"].findall(text))
    others = len(re.findall(r"\d+", text)) > pairs
    return others or pairs == 1 or not _RESULT_WORDS.search(text)


def _mention(
    name: str, match: re.Match[str], today: datetime.date, day_first: bool
) -> DateMention | None:
    groups = match.groupdict()
    if name == "pair":
        return _pair(match, today, day_first)
    if name == "short year":
        return _short_year(match, today)
    if name == "year":
        return _year(match, today)
    if name == "year in words":
        return DateMention(*match.span(), _year_in_words(match))
    if name == "month" and _is_verb_may(match):
        return None
    if name == "bare month day" and not _is_bare_date(match.string):
        return None
    if name.startswith("value ") and not _starts_with_value(match.string):
        return None
    if name == "digits":
        one, two = int(match["one"]), int(match["two"])
        dotted = match["sep"] == "." and two <= 12  # 12.05.2023 is written where days come first
        month, day = (two, one) if day_first or dotted or one > 12 else (one, two)
    else:
        named = groups.get("month")
        month = MONTH_NUMBER[named[:3].lower()] if named else int(match["month_number"])
        day = int(groups.get("day") or 0)
    short = groups.get("short_year") or groups.get("two_digits")
    typed_year = groups.get("year") or short
    year = f"{_full_year(typed_year, today):04}" if typed_year else NO_YEAR
    if name == "month year in words":
        year = _year_in_words(match)
    return DateMention(*match.span(), f"{year}-{month:02}" + (f"-{day:02}" if day else ""))


def _day_first(text: str) -> bool:
    """Whether the message's own dates in digits can only be read with the day first."""
    pairs = [(int(m["one"]), int(m["two"])) for m in _COMPILED["digits"].finditer(text)]
    return any(one > 12 for one, _ in pairs) and not any(two > 12 for _, two in pairs)


_COLON = re.compile(r"\s?:")
_CLAUSE_END = re.compile(r"\n|[.;]\s")


def _heads(text: str, mention: DateMention, following: DateMention) -> bool:
    """Whether a year heads a date without one: "2023: January 4.1", "2023: 4.1 in January"."""
    is_year = len(mention.date or "") == 4
    needs_year = (following.date or "").startswith(NO_YEAR)
    between, behind = text[mention.end : following.start], text[following.end :]
    value_first = bool(_COLON.match(between)) and not _CLAUSE_END.search(between)
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


def find_dates(text: str, today: datetime.date) -> list[DateMention]:
    """All calendar dates in a text, in order, with the years that were left out."""
    day_first, left = _day_first(text), text
    mentions: list[DateMention] = []
    for name, pattern in _COMPILED.items():
        for match in list(pattern.finditer(left)):
            mention = _mention(name, match, today, day_first)
            if mention:
                mentions.append(mention)
                left = left[: mention.start] + TAKEN * len(match[0]) + left[mention.end :]
    mentions.sort(key=lambda mention: mention.start)
    mentions = _apply_headings(text, mentions)
    dated = [i for i, mention in enumerate(mentions) if mention.date]
    dates = with_years([mentions[i].date or "" for i in dated], today.isoformat()) if dated else []
    for i, date in zip(dated, dates, strict=True):
        mentions[i] = replace(mentions[i], date=date)
    return mentions
