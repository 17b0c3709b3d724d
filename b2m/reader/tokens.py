"""Cuts a message into tokens: dates, units, names of tests, numbers, words, punctuation."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from b2m.date_patterns import TAKEN, TAKEN_NAME, TAKEN_TIME
from b2m.dates import DateMention, find_dates
from b2m.numbers import find_numbers, normalise_fractions
from b2m.reader.moments import MOMENTS, NEWEST_FIRST, OLDEST_FIRST, Place
from b2m.reader.names import B2M_NAME, OTHER_ANALYTES, SPECIMENS
from b2m.reader.noise import NOISE
from b2m.reader.relative import find_relative
from b2m.reader.shorthand import written_out
from b2m.units import SHORT_UNIT_PATTERN, UNIT_PATTERN, amount_of, unit_of

Kind = Literal[
    "b2m", "analyte", "unit", "date", "specimen", "noise", "range", "order", "number", "word",
    "short unit", "newline", "stop", "comma", "arrow", "back arrow", "dash", "slash", "colon",
    "bound", "open", "close", "sign",
]  # fmt: skip
SENTENCE_ENDS: frozenset[Kind] = frozenset({"newline", "stop"})
MAX_LENGTH = 4000  # characters; the channels refuse longer messages anyway


@dataclass(frozen=True)
class Moment:
    """When a value was measured, as far as the words say it."""

    date: str | None = None
    label: str | None = None
    estimate: datetime.date | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Token:
    """A piece of a message. What else is known depends on the kind: a name, a value or a moment."""

    kind: Kind
    start: int
    end: int
    text: str
    name: str | None = None  # of a unit, a specimen, another analyte, an order or a bound
    value: float | None = None  # of a number; None for digits that are no proper number
    in_words: bool = False
    whole: bool = False
    moment: Moment | None = None

    @cached_property
    def word(self) -> str:
        """The token in lower case, without a possessive ending; "sooo" is "so"."""
        return _LONG_DRAWN.sub(r"\1", self.text.lower().removesuffix("'s"))

    @property
    def has_year(self) -> bool:
        """Whether a date was typed with its year."""
        return bool(_YEAR.search(self.text))


_HEADED = re.compile(r"_(?:mg|[uµμ]g|mcg|ng|nmol)_(?:d?l|ml)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|'\d\d|\d[/.-]\d{1,2}[/.-]\d\d|-\d\d$|year")
_SIGNS: dict[Kind, str] = {
    "newline": r"\n",
    "back arrow": rf"<-+|<=+(?!\s?[\d.{TAKEN}])|[←⇐⟵]",
    "arrow": r"[-=–—]+>+|>>+|[→⇒⟶➔➜►▶»]|\.{2,}|…",
    "bound": r"[<>≤≥](?:\s?=)?",
    "stop": r"[.?!]+(?=\s|$)",
    "comma": r"[,;|\t]",
    "dash": r"[-–—−•*·]",
    "slash": r"/",
    "colon": r"[:=~≈]",
    "open": r"[(\[{]",
    "close": r"[)\]}]",
}
_PUNCTUATION = re.compile(
    "|".join(f"(?P<s{i}>{pattern})" for i, pattern in enumerate(_SIGNS.values()))
    + r"|(?P<word>[^\W\d_][\w'&]*(?:-[^\W\d_]+)*)|(?P<sign>[^\s\ue000-\ue002])"
)


_FILLERS: dict[Kind, str] = {
    "date": TAKEN_TIME, "order": TAKEN_TIME,
    "b2m": TAKEN_NAME, "analyte": TAKEN_NAME, "specimen": TAKEN_NAME,
}  # fmt: skip
_FILLED = {TAKEN, TAKEN_NAME, TAKEN_TIME}
_LONG_DRAWN = re.compile(r"([a-z])\1{2,}")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the lexicon, in small letters, that stands between word boundaries."""
    return re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")


def lowered(text: str) -> str:
    """The text in small letters, each in its old place; searching is faster than without case."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def normalise(text: str) -> str:
    """One way to write each character: NFKC, plain apostrophes, at most MAX_LENGTH characters."""
    text = unicodedata.normalize("NFKC", normalise_fractions(text[:MAX_LENGTH]))
    text = written_out(text)
    text = re.sub(r"ß(?=[\s-]?2)", "β", text)  # as typed in Germany
    text = text.replace("\u2019", "'").replace("\u2018", "'")
    text = re.sub(f"[{TAKEN}{TAKEN_NAME}{TAKEN_TIME}]", " ", text)
    text = re.sub(r"(?<=\d\d-\d\d)T(?=\d\d:\d\d)", " ", text)  # 2024-03-14T08:30
    text = _HEADED.sub(lambda match: " " + match[0][1:].replace("_", "/"), text)  # b2m_mg_L
    return re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)


class Scanner:
    """Takes pieces out of a text, most certain first; the next step sees only what is left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self._left = list(lowered(text))
        self._joined: str | None = None

    @property
    def left(self) -> str:
        """What no step has taken yet, in small letters."""
        if self._joined is None:
            self._joined = "".join(self._left)
        return self._joined

    def take(self, kind: Kind, start: int, end: int, **known: object) -> None:
        """Make text[start:end] a token."""
        token = Token(kind, start, end, self.text[start:end], **known)  # type: ignore[arg-type]
        self.tokens.append(token)
        filler = _FILLERS.get(kind, TAKEN)
        self._left[start:end] = filler * (end - start)
        self._joined = None

    def matches(self, pattern: str) -> Iterator[re.Match[str]]:
        """The matches in what is left; more may be taken while iterating."""
        return compiled(pattern).finditer(self.left)


def _take_units(scan: Scanner) -> None:
    for match in UNIT_PATTERN.finditer(scan.left):
        unit = unit_of(match)
        scan.take("unit" if unit else "noise", *match.span(), name=unit)
    for match in SHORT_UNIT_PATTERN.finditer(scan.left):
        scan.take("short unit", *match.span(), name=amount_of(match))


def _take_names(scan: Scanner) -> None:
    for name, pattern in OTHER_ANALYTES.items():
        for match in scan.matches(pattern):
            scan.take("analyte", *match.span(), name=name)
    for match in scan.matches(B2M_NAME):
        scan.take("b2m", *match.span())
    for specimen, pattern in SPECIMENS.items():
        for match in scan.matches(pattern):
            scan.take("specimen", *match.span(), name=specimen)


_CYCLE = re.compile(r"(?<!\w)c\d{1,2}(?=\s?[:=-]?\s?\d+[.,]\d)")


def _take_cycles(scan: Scanner) -> None:
    """ "C1 3.4, C2 3.1, C3 2.9": cycles, if they aren't C3 and C4 alone, which are tests."""
    found = list(_CYCLE.finditer(scan.left))
    if len(found) > 1 and any(match[0] not in ("c3", "c4") for match in found):
        for match in found:
            moment = Moment(label=scan.text[match.start() : match.end()])
            scan.take("date", *match.span(), moment=moment)


def _take_order(scan: Scanner) -> None:
    for name, pattern in (("newest first", NEWEST_FIRST), ("oldest first", OLDEST_FIRST)):
        for match in scan.matches(pattern):
            scan.take("order", *match.span(), name=name)


def _as_typed(text: str, date: DateMention) -> str | None:
    """The label of a date with the capitals that the person typed ("last Tuesday")."""
    typed = text[date.start : date.end].strip()
    if date.label is None or typed.lower() != date.label.lower():
        return date.label
    return date.label[:1] + typed[1:]


def _take_dates(scan: Scanner, today: datetime.date) -> None:
    for find in (find_relative, find_dates):
        for date in list(find(scan.left, today)):
            moment = Moment(date.date, _as_typed(scan.text, date), date.estimate)
            kind: Kind = "noise" if moment == Moment() else "date"
            scan.take(kind, date.start, date.end, moment=moment)


def _label(typed: str) -> str:
    """Words as typed, but for the capital that begins a sentence ("At diagnosis", not "C1D1")."""
    return typed if not typed[1:2].islower() else typed[:1].lower() + typed[1:]


def _take_moments(scan: Scanner, today: datetime.date) -> None:
    for words in MOMENTS:
        for match in scan.matches(words.pattern):
            start = match.end() - len(match[0].lstrip())
            typed = scan.text[start : match.end()]
            moment = Moment(
                label=_label(typed) if words.shown else None,
                estimate=today if words.place == "last" and words.shown else None,
                place=words.place,
            )
            scan.take("date", start, match.end(), moment=moment)


def _take_enumeration(scan: Scanner) -> None:
    """The numbers of a list: "1. 3.4  2. 3.1" or "1) …" where they count up from one."""
    found = list(re.finditer(r"(?<![\d.,/])(\d{1,2})[.):]\s+(?=[^\d\n]*\d)", scan.left))
    if [int(match[1]) for match in found] == list(range(1, len(found) + 1)) and len(found) > 1:
        for match in found:
            scan.take("noise", match.start(), match.start() + len(match[0].rstrip()))


def _take_noise(scan: Scanner) -> None:
    for pattern in NOISE:
        for match in scan.matches(pattern):
            inner = match[0].rstrip("".join(_FILLED))
            if not _FILLED & set(inner):
                scan.take("noise", *match.span())


_UNCERTAIN = (
    r"(?<![\d.,])\d{1,3}[.,]\d{1,3} or (?:maybe )?\d{1,3}[.,]\d{1,3}(?![\d.,]*\d)"
    r"|(?<![\d.,])\d{0,3}[.,](?:\?+|\d\?\d)|(?<![\d.,])\?[.,]\d"
    r"|(?<![\d.,])\d+ (?:point|dot) some\w*"
)
# … or in a unit that B2M isn't reported in
_FOREIGN = r"(?<![\d.,])\d+(?:[.,]\d+)?\s?(?:k?g|[mµμu]mol|pmol|pg|m?iu|u)/(?:d?l|ml)(?!\w)"


def _take_uncertain(scan: Scanner) -> None:
    """ "3.8 or 8.3", "4.?", "2.4 g/L": no number that can be read."""
    for pattern in (_UNCERTAIN, _FOREIGN):
        for match in scan.matches(pattern):
            scan.take("number", *match.span())


def _take_numbers(scan: Scanner) -> None:
    for number in find_numbers(scan.left):
        scan.take(
            "number",
            number.start,
            number.end,
            value=number.value,
            in_words=number.in_words,
            whole=number.is_whole,
        )


def _take_rest(scan: Scanner) -> None:
    names = list(_SIGNS)
    for match in _PUNCTUATION.finditer(scan.left):
        group = match.lastgroup or "sign"
        kind: Kind = names[int(group[1:])] if group[1:].isdigit() else group  # type: ignore[assignment]
        scan.take(kind, *match.span())


def tokenize(text: str, today: datetime.date) -> list[Token]:
    """The tokens of a normalised text, in order. Digits of dates and doses are no numbers."""
    scan = Scanner(text)
    steps: tuple[Callable[[Scanner], None], ...] = (
        _take_units, _take_cycles, _take_names, _take_order,
        lambda s: _take_dates(s, today), lambda s: _take_moments(s, today),
        _take_enumeration, _take_uncertain, _take_noise, _take_numbers, _take_rest,
    )  # fmt: skip
    for step in steps:
        step(scan)
    return sorted(scan.tokens, key=lambda token: token.start)
