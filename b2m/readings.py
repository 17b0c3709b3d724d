"""Reads the B2M results in a message: value, bound, unit, specimen, date, and their order."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from b2m.message import Correction, Message, Reading
from b2m.reader.all_results import LONGEST_COMMAND, find_reset, find_reverse
from b2m.reader.aside import mark_asides
from b2m.reader.attach import specimens, units
from b2m.reader.bounds import SIGNS, find_bound, word_bound
from b2m.reader.clauses import Parts, asked, is_in, supposed, without
from b2m.reader.commands import RemovalCommand, Target, find_correction, find_removal
from b2m.reader.continued import with_subject
from b2m.reader.counted import counts_others
from b2m.reader.dating import moments
from b2m.reader.moments import Place
from b2m.reader.nearby import unit_behind
from b2m.reader.order import chronological, day_of
from b2m.reader.placed import said_places
from b2m.reader.ranges import mark_ranges
from b2m.reader.select import select
from b2m.reader.tables import Heading, headings, mark_columns
from b2m.reader.tokens import Moment, Token, normalise, tokenize
from b2m.reader.values import Selection, Value
from b2m.reader.words import AFTER_RESULTS, CORRECTING_WORDS, LIST_WORDS, TAKEN_BACK
from b2m.settings import Specimen
from b2m.units import to_base

ROUNDED = 0.02  # how far a converted value may be off by rounding
_LATER_START = re.compile(
    r"after|since|around|more|second|third|fourth|fifth|sixth|last|relapse|\d", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:then|after|later|next|since|newer|newest|latest|new|now|(?:up|down) to|(?:went|gone|came"
    r"|got|shot) (?:back )?(?:up|down)|rose|fell|dropped|climbed|jumped|(?:in|de)creased)\b",
    re.IGNORECASE,
)
_I_MEANT = re.compile(r"\W*(?:(?:oh|ah|sorry|oops|no|wait|ugh)\W+)*i meant\s[\d.,]", re.IGNORECASE)
_THEN = re.compile(r"\W*(?:and )?then\b", re.IGNORECASE)  # "then came 3.0 in the last test"
_FEW = 2  # words of other things
_RECENT = 30  # days; an undated result is hardly older than one from before
MAX_READINGS = 100  # in one message; more is a pasted document, not a list of results


def _reading(value: Value, moment: Moment, specimen: Specimen | None, unit: str | None) -> Reading:
    return Reading(
        text=value.typed,
        value=value.value,
        bound=value.bound,
        unit=unit,
        specimen=specimen,
        date=moment.date,
        label=moment.label,
        start=value.token.start,
        end=value.token.end,
        estimate=moment.estimate,
    )


def _readings(
    tokens: list[Token], values: list[Value], when: list[Moment], table: Mapping[int, Heading]
) -> list[Reading]:
    named = specimens(tokens, values, table)
    return list(map(_reading, values, when, named, units(tokens, values, named, table)))


def _without_conversions(tokens: list[Token], values: list[Value]) -> list[Value]:
    """Without what repeats a value in another unit: "5.1 mg/L (0.51 mg/dL)"."""
    kept: list[Value] = []
    for value in values:
        before = kept[-1] if kept else None
        if before and before.unit and value.unit and before.unit != value.unit:
            amounts = to_base(before.value, before.unit), to_base(value.value, value.unit)
            joint = tokens[value.index - 1].text in ("(", "=", "[")
            if joint and math.isclose(*amounts, rel_tol=ROUNDED):
                continue
        kept.append(value)
    return kept


def _without_echo(tokens: list[Token], values: list[Value]) -> list[Value]:
    """Without a value that is only said again: "6.2. My level is 6.2", unless words count them."""
    if len(values) != 2 or values[0].value != values[1].value:
        return values
    between = tokens[values[0].index : values[1].index]
    again = any(token.kind == "date" or token.word in LIST_WORDS for token in tokens)
    said_twice = any(token.kind == "stop" for token in between) and not again
    return values[:1] if said_twice else values


def _retracts(text: str, tokens: list[Token], value: Value, following: Value) -> bool:
    """Whether the person takes a value back for the next one: "4.1, no wait, 4.7"."""
    between = tokens[value.index + 1 : following.index]
    if any(token.kind in ("b2m", "analyte", "newline") for token in between):
        return False
    dates = [token.moment for token in between if token.kind == "date"]
    beside = tokens[max(0, value.index - 1) : value.index]
    beside += tokens[following.index + 1 : following.index + 2]
    if any(date not in [token.moment for token in beside] for date in dates):
        return False  # but "Jan 4.5, no, wrong line, Jan is 5.4" is of one date
    return bool(TAKEN_BACK.search(text[value.token.end : following.token.start]))


def _without_retracted(text: str, tokens: list[Token], values: list[Value]) -> list[Value]:
    pairs = pairwise(values)
    kept = [value for value, following in pairs if not _retracts(text, tokens, value, following)]
    return kept + values[-1:]


def _values(text: str, tokens: list[Token], selection: Selection, questions: Parts) -> list[Value]:
    """The values, each of them once, and what stands in the place of one, as in the text."""
    values = [
        value
        for value in selection.values
        if not (is_in(value.token.start, questions) and word_bound(text, value.token.start))
    ]  # "why is it still above 3"
    values = _without_conversions(tokens, values)[:MAX_READINGS]
    values = _without_retracted(text, tokens, _without_echo(tokens, values))
    return sorted([*values, *selection.malformed], key=lambda value: value.index)


def _has_back_arrow(tokens: list[Token], values: list[Value]) -> bool:
    if len(values) < 2:
        return False
    between = tokens[values[0].index : values[-1].index]
    return any(token.kind == "back arrow" for token in between)


def _is_number(tokens: list[Token], position: int) -> bool:
    """Whether a number with decimals stands at a position of the text."""
    return any(t.start == position and t.kind == "number" and not t.whole for t in tokens)


def _find_correction(text: str, tokens: list[Token], readings: list[Reading]) -> Correction | None:
    command = find_correction(text) if len(text) <= LONGEST_COMMAND else None
    words = {token.word for token in tokens if token.kind == "word"}
    if command and command.target == Target() and len(readings) > 1:
        return None  # "5.1, then 4.2, sorry, 4.3": it is corrected already
    if command is None or counts_others(tokens):
        return None
    target = command.target
    told_outright = target.value is not None or bool(_I_MEANT.match(text))
    certain = told_outright and _is_number(tokens, command.start)
    if not certain and not words <= CORRECTING_WORDS:
        return None
    if target.value is not None and not any(
        t.kind == "number" and t.value == target.value for t in tokens
    ):
        target = Target()  # "correct 31 May to 6.7"
    dated = [t.moment for t in tokens if t.kind == "date" and t.moment]
    named = [moment for moment in dated if moment.date or moment.label]
    year_typed = any(token.kind == "date" and token.has_year for token in tokens)
    said = {token.name for token in tokens if token.kind == "specimen"}
    if target.position is not None and len(said) == 1:  # "the first urine one should be 0.3"
        target = replace(target, specimen=said.pop())  # type: ignore[arg-type]
    if target == Target() and len(named) == 1:  # "the March one should be 3.5"
        target = Target(moment=named[0], year_typed=year_typed)
    for reading in readings:
        if reading.start <= command.start < reading.end and reading.is_number:
            return Correction(target, reading)
    for index, token in enumerate(tokens):
        if token.start == command.start and token.kind == "number" and token.value is not None:
            units = {t.name for t in tokens if t.kind == "unit"}  # "265, and it's nmol/L"
            unit = unit_behind(tokens, index) or (units.pop() if len(units) == 1 else None)
            bound, _ = find_bound(text, tokens, index, False)
            typed = SIGNS[bound] + token.text
            reading = Reading(typed, token.value, bound, unit, start=token.start, end=token.end)
            return Correction(target, reading)
    return None


def _find_removal(told: str, tokens: list[Token], asks: bool) -> RemovalCommand | None:
    removal = find_removal(told, tokens) if len(told) <= LONGEST_COMMAND else None
    if removal and removal.target == Target() and asks:
        return None  # "how can I make this chat disappear? delete it"
    return removal


def _turns_round(told: str, tokens: list[Token], asks: bool) -> bool:
    """Whether the part that tells asks to turn the results round, and tells hardly more: not "his
    words are all in the wrong order"."""
    span = find_reverse(told)
    if span is None or (asks and "?" in told):
        return False
    others = (t for t in tokens if t.kind == "word" and t.word not in AFTER_RESULTS)
    return sum(not is_in(token.start, [span]) for token in others) <= _FEW


def _in_time(
    readings: list[Reading], places: list[Place | None], newest_first: bool
) -> tuple[int, ...]:
    dates = [reading.date for reading in readings]
    estimates = [reading.estimate for reading in readings]
    return tuple(chronological(dates, estimates, places, newest_first))


def _is_before_known(readings: list[Reading], places: list[Place | None]) -> bool:
    """Whether words put the readings before those of earlier messages: "before that 4.1", or a
    single one from the start: "it was 5.1 before treatment"."""
    if places == ["first"] and readings:
        return not _LATER_START.search(readings[0].label or "")
    return places[:1] in (["earlier"], ["previous"]) and "last" not in places


def _is_long_ago(text: str, readings: tuple[Reading, ...], today: datetime.date) -> bool:
    """Whether all readings have a day some weeks back, and no words before put them later."""
    days = [day_of(reading.date, reading.estimate) for reading in readings]
    if not days or _LATER.search(text[: min(reading.start for reading in readings)]):
        return False
    return all(day and (today - day).days > _RECENT for day in days)


def _is_newest_first(readings: list[Reading], order: tuple[int, ...]) -> bool:
    """Whether words, not only dates, put the readings the other way round."""
    turned = len(order) > 1 and list(order) == list(range(len(order)))[::-1]
    return turned and not all(reading.date for reading in readings)


def read(text: str, today: datetime.date, after_results: bool = False) -> Message:
    """Everything that a message says about B2M results. Deterministic; raises on no text.

    `after_results`: the conversation has results, so that a number needs no name of the test.
    """
    text = normalise(text)
    text = without(text, supposed(text))
    questions = asked(text)
    told = without(text, questions)
    reset = find_reset(told)
    if reset is not None:  # what follows is read as if it stood alone
        text, told = (" " * reset + said[reset:] for said in (text, told))
    tokens = mark_ranges(text, mark_columns(mark_asides(tokenize(text, today))))
    if after_results:
        tokens = with_subject(tokens, questions)
    selection = select(text, tokens)
    values = _values(text, tokens, selection, questions)
    table = headings(tokens)
    when = moments(tokens, values, table)
    readings = _readings(tokens, values, when, table)
    telling = [token for token in tokens if not is_in(token.start, questions)]
    orders = {token.name for token in telling if token.kind == "order"}
    newest_first = "newest first" in orders or _has_back_arrow(tokens, values)
    places = said_places(tokens, values, when)
    order = _in_time(readings, places, newest_first)
    correction = _find_correction(told, telling, readings)
    removal = _find_removal(told, telling, bool(questions))
    if removal:  # "leave that out. The newest is 2.4"
        order = tuple(i for i in order if readings[i].start >= removal.end)
    order = () if correction else order
    newest_first = newest_first or _is_newest_first(readings, order)
    in_time = tuple(readings[i] for i in order)
    readings = [readings[i] for i in sorted(order) if readings[i].is_number]
    tells_order = bool(orders) and not readings
    return Message(
        text=text,
        asked=tuple(questions),
        tokens=tuple(token for token in tokens if token.start < token.end),
        readings=tuple(readings),
        in_time=in_time,
        newest_first=newest_first,
        before_known=_is_before_known(readings, places) and not _THEN.match(text),
        long_ago=_is_long_ago(text, in_time, today),
        other_analytes=tuple(dict.fromkeys(selection.other_analytes)),
        correction=correction,
        removal=removal.target if removal else None,
        reset=reset is not None,
        reverse=not (readings or tells_order) and _turns_round(told, telling, bool(questions)),
        today=today,
        after_results=after_results,
        said_order=min(filter(None, orders)) if tells_order else None,
    )
