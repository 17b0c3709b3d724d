"""Numbers as people type them: 3.2, 3,2, 3·2, .8, 1,200, "three point two", 3½."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

VULGAR_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
DIGIT_WORDS = {**{name: value for name, value in ONES.items() if value < 10}, "oh": 0, "o": 0}


@dataclass(frozen=True)
class Number:
    """A number in a text: where it stands, as typed, and its value (None: not a proper number)."""

    start: int
    end: int
    text: str
    value: float | None
    in_words: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it was typed without decimals ("5", "five", not "5.0")."""
        return not re.search(r"[.,]|point|dot|comma|half|quarter", self.text)


# Before the digits may stand nothing that belongs to a word, but for a word that lost its space:
# "is3.4". Behind them neither, but for that, the laboratory's flag ("3.4H") and "3ish".
_START = r"(?:(?<!\w)|(?<=\bis)|(?<=\bwas)|(?<=\bof)|(?<=\bto)|(?<=\band)|(?<=\bthen)|(?<=\bnow))"
_END = r"(?![.,]?\d)(?:(?!\w)|(?=[HLhl](?!\w))|(?=(?:ish|and|to|then|now|in|on)(?!\w)))"
_SPACED_THOUSANDS = r"(?<![\d.,]\s)[1-9]\d{0,2}(?:\s\d{3})+(?=\s?\ue000)"  # a unit stands behind
_DIGITS = re.compile(
    rf"{_START}(?:{_SPACED_THOUSANDS}|\d+\.{{2,}}\d+|\d+\s\.\d+|\d+(?:[.,]\d+)*|(?<!\.)\.\d+){_END}"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_THOUSANDS_WITH_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+")
# A letter typed for a digit, and "3 1/2".
_LETTERS = {r"(?<!\w)[oO](?=[.,]\d)|(?<=\d[.,])[oO](?!\w)": "0", r"(?<!\w)[lI](?=[.,]\d)": "1"}
_HALF = re.compile(r"(?<=\d)\s1/2(?![\d/])")
_RAISED_POINT = re.compile(r"(?<![\d.,·])(\d+)·(\d+)(?![\d.,·])")  # "3·2", as Britain writes it


def normalise_fractions(text: str) -> str:
    """Vulgar fractions as decimals ("3½" is "3.5"; NFKC alone would turn it into "31⁄2"), and
    digits for the letters that look like them ("O.8")."""
    for sign, decimals in VULGAR_FRACTIONS.items():
        text = re.sub(rf"(?<=\d)\s?{sign}", decimals, text).replace(sign, f"0{decimals}")
    for letter, digit in _LETTERS.items():
        text = re.sub(letter, digit, text)
    return _HALF.sub(".5", _RAISED_POINT.sub(r"\1.\2", text))


def parse(text: str) -> float | None:
    """The value of one number in digits, with a decimal point or comma; None if it isn't one."""
    text = "".join(text.split())
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    if _THOUSANDS_WITH_DOTS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _in_digits(start: int, text: str) -> Iterator[Number]:
    """One run of digits, points and commas: a number, or several ("5,4,3", "3.4,3.5")."""
    value = parse(text)
    if value is not None or "," not in text:
        yield Number(start, start + len(text), text, value)
        return
    for piece in re.finditer(r"[^,]+", text):
        yield Number(start + piece.start(), start + piece.end(), piece[0], parse(piece[0]))


def _words_pattern() -> re.Pattern[str]:
    ones, tens, digits = ("|".join(words) for words in (ONES, TENS, DIGIT_WORDS))
    small = rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|{ones})"
    hundreds = rf"(?:(?:{small}|a)\shundred(?:\s(?:and\s)?{small})?|{small})"
    whole = rf"(?:(?:{small}|a)\sthousand(?:\s(?:and\s)?{hundreds})?|{hundreds})"
    next_point = r"(?!\s(?:point|dot)\s)"  # "two point five three point one" are two numbers
    decimals = rf"\s?(?:point|dot)\s(?:\d+|(?:{digits})(?:\s(?:{digits}){next_point})*)"
    # "four comma two", as much of Europe says it; "five comma four comma three" is a list
    comma = rf"(?<!comma\s)(?:{ones})\scomma\s(?:{digits})(?!\s(?:comma|point|dot))"
    half = r"\sand\s(?:a\s(?:half|quarter)|half|three[\s-]quarters)"
    return re.compile(
        rf"(?<![\w.-])(?:{comma}|(?:{whole}|\d+)(?:{decimals}|{half})|point\s(?:{digits})|{whole})"
        r"(?![\w-])",
        re.IGNORECASE,
    )


_WORDS = _words_pattern()
_SIGNS = re.compile(rf"\d|\b(?:{'|'.join([*ONES, *TENS, 'hundred', 'thousand', 'point'])})\b", re.I)


def may_hold_number(text: str) -> bool:
    """False where no number can be in `text`: far quicker than to look for one."""
    return _SIGNS.search(unicodedata.normalize("NFKC", text)) is not None


_FRACTIONS = {" half": 0.5, "three quarters": 0.75, " quarter": 0.25}


def _whole_value(words: list[str]) -> float:
    thousands = part = 0.0
    for word in words:
        if word == "thousand":
            thousands, part = 1000 * max(part, 1), 0.0
        elif word == "hundred":
            part = 100 * max(part, 1)
        else:
            part += int(word) if word.isdigit() else ONES.get(word, TENS.get(word, 0))
    return thousands + part


def parse_words(text: str) -> float:
    """The value of a match of the number-word grammar, such as "three point two" (3.2)."""
    lowered = text.lower().replace("-", " ")
    for ending, fraction in _FRACTIONS.items():
        if lowered.endswith(ending):
            return _whole_value(re.split(r"\sand\s", lowered)[0].split()) + fraction
    whole, _, decimals = re.sub(r"\b(?:dot|comma)\b", "point", lowered).partition("point")
    decimal = "".join(str(DIGIT_WORDS.get(word, word)) for word in decimals.split())
    return _whole_value(whole.split()) + (float(f"0.{decimal}") if decimal else 0.0)


def _in_words(text: str) -> Iterator[Number]:
    """Number words. "Three two" may mean 3.2, 32, or 3 and 2: no proper number."""
    matches = list(_WORDS.finditer(text))
    while matches:
        run = [matches.pop(0)]
        while matches and text[run[-1].end() : matches[0].start()] == " ":
            run.append(matches.pop(0))
        spoken = [m for m in run if not re.search(r"point|dot|comma|half|quarter|\d", m[0])]
        if len(spoken) == len(run) > 1:
            start, end = run[0].start(), run[-1].end()
            yield Number(start, end, text[start:end], None, in_words=True)
        else:
            for m in run:
                yield Number(m.start(), m.end(), m[0], parse_words(m[0]), in_words=True)


def find_numbers(text: str) -> list[Number]:
    """All numbers in a text, in order. Digits that belong to a word ("17p") are not numbers."""
    found = list(_in_words(text))
    taken = {position for number in found for position in range(number.start, number.end)}
    for match in _DIGITS.finditer(text):
        if match.start() not in taken:
            found.extend(_in_digits(match.start(), match[0]))
    return sorted(found, key=lambda number: number.start)
