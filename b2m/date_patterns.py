"""The forms in which people type calendar dates, most specific first."""

from __future__ import annotations

import re

from b2m.numbers import ONES

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
MONTH_NUMBER |= {"mai": 5, "okt": 10, "dez": 12}  # of people who think in another language

# In a text that is searched, it stands for characters that belong to something else (a unit …).
TAKEN = "\ue000"
TAKEN_NAME = "\ue002"  # … to the name of a test or a specimen
TAKEN_TIME = "\ue001"  # … to another date, or to words about the order

MONTH = (
    # often misspelt: febuary, agust, novemeber
    r"(?P<month>jan(?:uary|urary|uray|aury|uar)?|feb(?:r?uary|urary|br?uary|ruar|r)?|mar(?:ch)?"
    r"|apr(?:ill?)?|ma[iy]|jun[ei]?|jul[iy]?|aug(?:ust|ast)?|sep(?:t?tember|tembre|tmber|etember|t)?"
    r"|o[ck]t(?:ober|obre)?|nov(?:emeber|ember|embre|mber)?|de[cz](?:emeber|ember|embre|mber)?)"
    r"(?:(?<!ma[riy])s)?(?![a-z])"
    r"(?:(?<!ary)(?<!rch)(?<!ril)(?<!may)(?<!une)(?<!uly)(?<!ust)(?<!ber)\.)?"  # "Jan."
)
_YEAR = r"(?P<year>(?:19[89]|20\d)\d)"
_YEAR_OR_SHORT = rf"(?:{_YEAR}|'(?P<short_year>\d\d))"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_NUMBER = r"[<>~]?\s?\d"
_NAMED = rf"(?:{TAKEN_NAME}+\s?(?:was\s|[:=]\s?)?)?"  # "10 Jan b2m 3.6"
_END = rf"(?!\w|[.,/]\d|[^\S\n]?{TAKEN})"
# "January 5" may be a month with a value. The 5 is a day if a value follows ("March 14: 3.2") …
_VALUE_AHEAD = (
    rf"(?=\s*(?:[:=–—|]|-\s|it was\s|was\s|is\s|to\s|should be\s|\s)\s*{_NAMED}{_NUMBER}"
    rf"|\s*,\s*(?:it was |was )?[<>~]?\s?\d*[.]\d)"
)
# "and 3 August 3.2", "7 July it came back at 320": what follows the month can only be the value,
# and has no month of its own ("was 3 August, 3.2 September").
_LEADS_TO_VALUE = (
    r"(?:\s?(?:[,:=–—|]|-\s)|\s(?:(?:it\s)?(?:was|is|gave|showed|shows|says?|said|read|had|came out"
    r"|came(?:\sback)?)(?:\s(?:at|as|with))?))?"
)
_SURE_VALUE = (
    rf"(?={_LEADS_TO_VALUE}\s*{_NAMED}[<>~]?\s?(?:\d*[.,]\d+|\d{{1,5}}\s?{TAKEN}|\d{{3,5}})(?![\d.])"
    rf"(?![^\S\n]?{TAKEN}*[^\S\n]?(?:in\s|,\s)?{MONTH.replace('<month>', '<next_month>')}))"
)
_NOT_SAID = r"(?<!\bwas\s)(?<!\bis\s)(?<!\bat\s)(?<!\bto\s)(?<!\bof\s)(?<!\bwere\s)(?<!\bbeen\s)"
# … or stands right before ("3.2 March 14"), or if words make it a date ("on March 14").
_VALUE_BEHIND = rf"(?:(?<=[.,]\d\s)|(?<={TAKEN}\s)|(?<=\d:\s))"
_DATE_WORDS = r"(?:(?<=\bon\s)|(?<=\bfor\s)|(?<=\bfrom\s)|(?<=\bdated\s)|(?<=\bon the\s)"
_DATE_WORDS += r"|(?<=(?:report|result) of\s))"
_TAKEN_WORDS = r"(?:(?<=\bis from\s)|(?<=\bwas from\s)|(?<=\bdone\s)|(?<=\btaken\s)|(?<=\bdrawn\s)"
_TAKEN_WORDS += (
    r"|(?<=\bput\s)|(?<=\bcorrect\s)|(?<=\bchange\s)|(?<=\bfix\s)|(?<=\bremove\s)|(?<=\bdelete\s))"
)

# "november eighteenth"
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
DAY_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    **{f"{tens}{dash}{word}": start + number
       for tens, start in (("twenty", 20), ("thirty", 30)) for dash in (" ", "-")
       for number, word in enumerate(_ONES, start=1) if start + number < 32},
}  # fmt: skip
_DAY_WORD = rf"(?P<day_word>{'|'.join(sorted(DAY_WORDS, key=len, reverse=True))})\b"

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
    "day in words month": rf"\b{_DAY_WORD}\sof\s{MONTH}(?:,?\s{_WORD_YEAR}|,?\s{_YEAR})?",
    "mon-yy": rf"\b{MONTH}-(?P<two_digits>\d\d)(?![\w/.-])",
    "month year": rf"\b{MONTH}[\s,-]*(?:of\s)?{_YEAR_OR_SHORT}{_END}",
    "month with year glued": rf"\b{MONTH}(?P<two_digits>[12]\d)(?![\w/.,-])",
    "month year in words": rf"\b{MONTH},?\s(?:of\s)?{_WORD_YEAR}",
    "part of month": rf"(?:in\s|at\s)?\b(?:the\s)?(?P<part>{_PARTS})[\s-](?:in\s)?(?:the\s)?"
    rf"{MONTH}(?:,?\s{_YEAR_OR_SHORT})?(?!\s?\d{{1,2}}(?:st|nd|rd|th))",
    "month day in words": rf"\b{MONTH}\s(?:the\s)?{_DAY_WORD}(?!\s(?:one|time|result|test))"
    rf"(?:,?\s{_WORD_YEAR}|,?\s{_YEAR})?",
    "year month": rf"(?<!in\s)(?<![\d/.,-]){_YEAR}\s{MONTH}(?![\s-]?\d{{1,2}}(?:st|nd|rd|th|,))"
    rf"(?!\s?(?:19|20)\d\d)",
    "month ordinal": rf"\b{MONTH}\s*(?:the\s)?{_DAY}(?:st|nd|rd|th)\b",
    "day of month": rf"(?<![\d/.,-])\b{_DAY}\sof\s{MONTH}",
    "the day month": rf"(?<=\bthe\s){_DAY}\s{MONTH}",
    "ordinal month": rf"\b{_DAY}(?:st|nd|rd|th)\s(?:of\s)?{MONTH}",
    "on month day": rf"{_DATE_WORDS}{MONTH}\s{_DAY}{_END}",
    "on day month": rf"{_DATE_WORDS}{_DAY}\s{MONTH}",
    "taken month day": rf"{_TAKEN_WORDS}{MONTH}\s{_DAY}{_END}",
    "taken day month": rf"{_TAKEN_WORDS}{_DAY}\s{MONTH}",
    "(month day)": rf"(?<=\(){MONTH}\s{_DAY}(?=\))",
    "(day month)": rf"(?<=\(){_DAY}\s{MONTH}(?=\))",
    "month day: value": rf"\b{MONTH}\s{_DAY}{_END}{_VALUE_AHEAD}",
    "day month: value": rf"(?<![\d/.,])(?<![A-Za-z.]\s)\b{_DAY}\s{MONTH}{_VALUE_AHEAD}",
    "day month sure value": rf"(?<![\d/.,-])\b{_NOT_SAID}{_DAY}\s{MONTH}{_SURE_VALUE}",
    "value month day": rf"{_VALUE_BEHIND}{MONTH}\s{_DAY}{_END}",
    "value day month": rf"{_VALUE_BEHIND}{_DAY}\s{MONTH}",
    "bare month day": rf"(?<!\bin\s)\b{MONTH}\s{_DAY}{_END}",
    "bare day month": rf"(?<![\d/.,-])(?<!\bin\s)\b{_DAY}\s{MONTH}(?!\w)",
    "pair": r"(?<![\d/.,-])(?P<one>0?[1-9]|1[0-2])/(?P<two>0?[1-9]|[12]\d|3[01])(?!\w|[-/.,]\d|/)",
    "month": rf"\b{MONTH}(?!\w)",
    "short year": rf"(?:(?<=\bin\s)'?|(?<!\w)')(?P<two_digits>\d\d){_END}(?!\s?[a-z]+/)",
    "year in words": rf"\b(?:in |of )?{_WORD_YEAR}",
    "year": r"(?<![\d/.,-])(?:\b(?P<part>early|mid|late|start of|end of|beginning of)[\s-])?"
    rf"\b{_YEAR}(?!\w|[.,/]\d|-\d|[^\S\n]?{TAKEN})",
}
PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}

_MONTH_AND_DAY = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])")


def day_in_year(label: str | None, year: str) -> str | None:
    """ "9/14", which may mean a year, too, as a day: "2026-09-14"; None for other words."""
    pair = _MONTH_AND_DAY.fullmatch(label or "")
    return f"{year}-{int(pair['month']):02}-{int(pair['day']):02}" if pair else None
