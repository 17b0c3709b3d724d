"""Understands answers to the questions that the interpreter asks. Anything longer is no answer."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from b2m import answer_words as says
from b2m.answer_dates import said_moment
from b2m.checks import LEFT_OUT, likely_units
from b2m.message import Message, Reading
from b2m.reader.bounds import SIGNS, find_bound
from b2m.reader.commands import Target, tells_wrong
from b2m.reader.ordinals import ordinal
from b2m.reader.tokens import Moment
from b2m.reader.words import AFTER_RESULTS, LEADING, read_words
from b2m.readings import read
from b2m.sequences import differs_by_a_slip, is_from
from b2m.settings import Specimen, load_settings
from b2m.state import Question

_NO = read_words("denying")
_AROUND_TARGET = read_words("around_target")
_AGREEING = says.AROUND | {"what", "thats", "how"}
_ALL = read_words("all_of_them")
_FEW = 2  # words of other things that an answer may hold
_DAILY = re.compile(r"\b24\b")
_OF_THEM = re.compile(r"\bthey (?:are|were|all|both)\b", re.IGNORECASE)
MAX_WORDS_TOLD = 20  # behind "yes"
_WHO = frozenset({"i", "they", "he", "she", "we", "the", "my"})
_QUOTING = frozenset({"says", "said", "reads", "really"})
_LEADING = LEADING | _QUOTING | {"be", "its"}
_TELLING = read_words("telling")


@dataclass(frozen=True)
class Answer:
    """What a person answered; the field that belongs to the kind is set."""

    kind: Literal["yes", "no", "leave out", "unknown", "unit", "value", "date", "specimen", "which"]
    unit: str | None = None
    of_all: bool = False  # the unit is that of all readings …
    of_two: bool = False  # … or of both
    same_unit: bool = False  # the unit is that of the other readings
    reading: Reading | None = None
    moment: Moment | None = None
    specimen: Specimen | None = None
    target: Target | None = None


def _holds_other_things(message: Message, asked: Reading) -> bool:
    """Whether a message counts something else: "they took 4 tubes of blood", "75 mcg every day"."""
    counted = any(
        t.value != asked.value
        if t.kind == "number"
        else bool(re.search(r"\d", _DAILY.sub("", t.text)))
        for t in message.tokens
        if t.kind in ("number", "noise", "range") and not t.in_words
    )
    others = sum(t.kind == "word" and t.word not in AFTER_RESULTS for t in message.tokens)
    if says.OF_VISIT.search(message.text):
        return True
    happened = any(t.kind in ("date", "noise") for t in message.tokens)  # "… since the spinal tap"
    return counted or others > (0 if happened else _FEW)


def _left_out(question: Question, message: Message) -> Answer | None:
    """ "The 0 was a draw that got cancelled, ignore it": nothing else is spoken of."""
    numbers = {t.value for t in message.tokens if t.kind == "number" and not t.in_words}
    if numbers - {question.reading.value}:
        return None
    dates = [moment for moment in message.dates if moment.date or moment.label]
    if dates:  # "just leave June out"
        its = question.reason in LEFT_OUT and all(is_from(question.reading, day) for day in dates)
        return Answer("leave out") if its and says.LEAVES.search(message.text) else None
    return Answer("leave out") if says.LEAVE_IT.search(message.text) else None


def _begins_with_yes(words: list[str]) -> bool:
    """ "Yes", "correct", "that's right", "it is"."""
    pair = [word.replace("'", "") for word in words[:2]]
    return bool(says.YES & set(words[:1])) or pair in (
        ["thats", "right"],
        ["it", "is"],
        ["that", "is"],
    )


def _agrees_and_tells(message: Message) -> bool:
    """ "Yes that is right, I'm on dialysis": yes, and why; nothing is asked for or denied."""
    text = says.RIGHT_AFTER_ALL.sub("", says.TAG.sub("", message.text.lower()))
    words = re.sub(r"[^\w' ]+", " ", text).split()
    agreeing = list(takewhile(lambda word: word in _AGREEING and word not in _WHO, words))
    tail = words[len(agreeing) :]
    holds = message.readings or message.correction or message.units
    return bool(
        _begins_with_yes(agreeing)
        and 0 < len(tail) <= MAX_WORDS_TOLD
        and (tail[0] in _TELLING or tail[-1] in ("low", "high"))
        and not holds
        and not any(token.kind == "number" for token in message.tokens)
        and not says.WANTS.search(text)
    )


def _plain(message: Message) -> Answer | None:
    """Yes, no, leave it out, I don't know."""
    text = says.RIGHT_AFTER_ALL.sub("", message.text.lower().removeprefix("on "))
    said = re.sub(r"[^\w' ]+", " ", text)
    said = re.sub(r"\s+", " ", said).strip()
    if says.UNKNOWN.fullmatch(said):
        return Answer("unknown")
    if (message.removal == Target() and not message.readings) or says.LEAVE_OUT.fullmatch(said):
        return Answer("leave out")
    if _agrees_and_tells(message):
        return Answer("yes")
    words = said.split()
    if not words or len(words) > 6 or message.readings or message.units or message.dates:
        return None
    if words[0] in _NO and all(word in says.AROUND | _NO | {"not", "isn't"} for word in words):
        return Answer("no")
    return (
        Answer("yes")
        if _begins_with_yes(words) and all(word in says.AROUND for word in words)
        else None
    )


def _stated(question: Question, message: Message) -> list[Reading]:
    """The number that should stand there, among more words: "512 is the room. It should be 5.1",
    or that does: "I checked twice, it really says 72"."""
    tokens = message.tokens
    numbers = [
        token
        for index, token in enumerate(tokens)
        if token.kind == "number"
        and token.value is not None
        and (
            (token.value == question.reading.value and question.reason not in LEFT_OUT)
            or (not token.in_words and not token.whole)
            or (not token.in_words and index and tokens[index - 1].word in _LEADING)
        )
    ]
    asked = [token for token in numbers if token.value == question.reading.value]
    if asked != numbers or tells_wrong(message.text):
        numbers = [
            token
            for token in numbers
            if token not in asked
            and not (token.whole and tokens[tokens.index(token) - 1].word in _QUOTING)
        ]
    plain = all(t.word in AFTER_RESULTS for t in tokens if t.kind == "word")
    numbers = [token for token in numbers if plain or token in asked or not token.whole]
    said = {token.value for token in numbers}
    elsewhen = any(not is_from(question.reading, moment) for moment in message.dates)
    if len(said) != 1 or message.other_analytes or elsewhen:
        return []
    number = numbers[0]
    bound, _ = find_bound(message.text, tokens, tokens.index(number), False)
    typed = SIGNS[bound] + number.text
    return [Reading(typed, number.value or 0.0, bound, start=number.start, end=number.end)]


def _value(question: Question, message: Message) -> Answer | None:
    """A new value; the same value with a unit is an answer about the unit."""
    readings = [message.correction.reading] if message.correction else list(message.readings)
    readings = readings or _stated(question, message)
    if len(readings) != 1:
        return None
    reading = readings[0]
    if reading.specimen not in (None, question.reading.specimen or "blood"):
        return None  # it is about another sequence
    if (
        reading.date
        and question.reading.date
        and not is_from(question.reading, Moment(reading.date))
    ):
        return None  # it is about another day
    slip = differs_by_a_slip(question.reading, reading) or tells_wrong(message.text)
    missing = question.reason in LEFT_OUT and message.removal is None
    plain = slip or (missing and not (reading.date or reading.label))
    if not says.is_short_statement(message) and not (plain and says.little_else(message)):
        return None
    same = reading.value == question.reading.value and question.reason not in LEFT_OUT
    if same and reading.unit and reading.unit != question.reading.unit:
        return Answer("unit", unit=reading.unit)
    return Answer("yes") if same else Answer("value", reading=reading)


def _specimen(question: Question, message: Message) -> Answer | None:
    named = _of_all(message) or [*message.specimens]
    no_values = not message.readings and message.correction is None
    fits = no_values or [r.value for r in message.readings] == [question.reading.value]
    return Answer("specimen", specimen=named[0]) if len(named) == 1 and fits else None


def _of_all(message: Message) -> list[Specimen]:
    """What all were: "all three are blood, the urine one isn't back yet"."""
    all_said = says.ALL_ARE.search(message.text)
    if all_said is None:
        return []
    behind = [t.name for t in message.tokens if t.kind == "specimen" and t.start >= all_said.end()]
    return behind[:1]  # type: ignore[return-value]


def _which(message: Message) -> Answer | None:
    place = ordinal(message.text)
    if len(message.readings) == 1:
        return Answer("which", target=Target(value=message.readings[0].value))
    if len(message.dates) == 1 and (message.dates[0].date or message.dates[0].label):
        return Answer("which", target=Target(moment=message.dates[0]))
    return Answer("which", target=Target(place)) if place is not None else None


def _plausible_unit(question: Question, message: Message) -> str | None:
    """The unit for "mg", "mcg": the only one of these in which the number can be one of B2M."""
    specimen = question.reading.specimen or "blood"
    units = likely_units([question.reading], 0, specimen, load_settings())
    fitting = [unit for unit in units if unit.split("/")[0] in message.short_units]
    return fitting[0] if len(fitting) == 1 else None


def _specific(question: Question, message: Message) -> Answer | None:
    no_values = not message.readings and message.correction is None
    if question.about == "specimen":
        other = _holds_other_things(message, question.reading) and not message.readings
        other = other and not _of_all(message)
        return _specimen(question, message) if says.little_else(message) and not other else None
    if question.about in ("unit", "value") and question.reason != "which":
        if message.specimens - {question.reading.specimen or "blood"}:
            return None  # it is about what was tested
        if no_values and tells_wrong(message.text):
            stated = _stated(question, message)  # "June should be 3.5 mg/L, typing is hard"
            if stated:
                unit = min(message.units) if len(message.units) == 1 else None
                return Answer("value", reading=replace(stated[0], unit=unit))
        if len(message.units) > 1 and no_values:
            return None  # "the 260 is nmol/L, the others are mg/L": a remark of each
        if len(message.units) == 1 and no_values:
            unit = next(iter(message.units))
            asked = any(t.value == question.reading.value for t in message.tokens)
            named = set() if asked else set(says.words(message)) & _ALL
            if not _OF_THEM.search(message.text):
                named -= {"they"}  # "µg/L, they switched"
            answer = Answer("unit", unit=unit, of_all=bool(named), of_two=named == {"both"})
            ranged = any(t.kind == "range" for t in message.tokens)
            little = says.little_else(message) or (asked and not message.other_analytes)
            return answer if little and not ranged else None
        if no_values and says.SAME_UNIT.search(message.text) and says.little_else(message):
            return Answer("unit", same_unit=True)
        if message.short_units and no_values:
            likely = _plausible_unit(question, message)
            other = not says.little_else(message) or _holds_other_things(message, question.reading)
            return Answer("unit", unit=likely) if likely and not other else None
        return _value(question, message)
    if question.reason == "which":
        pointing = all(word in says.AROUND | _AROUND_TARGET for word in says.words(message))
        return _which(message) if pointing else None
    moment = said_moment(question, message) if no_values else None
    return Answer("date", moment=moment) if moment else None


def parse_answer(question: Question, text: str, today: datetime.date) -> Answer | None:
    """What `text` answers to the open question; None if it speaks of something else."""
    if question.about == "date":  # so that the 3 of "March 3" is a day, not a value
        text = f"on {says.BEFORE_DATE.sub('', text.strip())}"
        text = says.UNSURE.sub("on ", text)  # "no idea which day, just february"
    elif question.about == "unit":
        text = says.ECHO.sub("", text)
    whole = read(text, today)
    message = whole.told
    if message.reset or message.reverse or message.other_analytes:
        return None
    if message.removal not in (None, Target()):
        return None  # "remove the 70"
    answer = _plain(message) or _left_out(question, message) or _specific(question, message)
    first = says.FIRST_CLAUSE.match(text)
    if answer is None and question.about == "value" and first:
        return parse_answer(question, first[1], today)  # "the middle one was 3.0, my keyboard …"
    if answer and answer.kind == "yes" and whole.asked:
        return None  # "yes, what is dialysis?": yes to what?
    return answer
