"""Known results that a message only speaks of: "so 4.2 was the highest", "yes, 4.2 then 3.1"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence as Items
from dataclasses import replace

from b2m.answer_words import SAME_UNIT
from b2m.date_patterns import day_in_year
from b2m.message import Message, Reading
from b2m.reader.names import either
from b2m.reader.tokens import Moment
from b2m.sequences import Place, Sequence, all_places, at, is_dated, is_from
from b2m.state import State
from b2m.units import family, to_base

_ROUNDED = 0.005  # how far a value may be off that is said in another unit
# The same number once more is another result.
_AGAIN = re.compile(
    r"\b"
    + either(
        r"again|another|still|same|also|too|as well|new(?:er|est)?|latest|now|today'?s?|next|add",
        r"repeat(?:ed)?|re-?test(?:ed)?|redone|redid|unchanged|once more|back (?:in|from)",
        r"this (?:time|week|month|morning)|just (?:got|had)|stayed",
    )
    + r"\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:mine|my|i|i'?ve|his|her|hers|he|she|our|we|got|came|come|just|new(?:er|est)?|latest"
    r"|today'?s?|another|now|down|up|from|went|dropped|again|done|repeat(?:ed)?)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|that|this)\s$", re.IGNORECASE)
_LONGEST_LEAD = 20  # characters: ". Oh and btw the "
_CLAUSE_WITH_THE = re.compile(
    r"(?:[,.;!\n]|\band\b|\bbut\b)\s*(?:(?:and|but|oh|btw|so)\s)*(?:the|that)\s$", re.IGNORECASE
)
_MORE = re.compile(r"\b(?:more|another|again|new|next)\b", re.IGNORECASE)


def _is_alike(known: Reading, said: Reading) -> bool:
    """Whether two readings may be one: the same amount, and nothing said that doesn't fit."""
    if known.bound != said.bound:
        return False
    if said.unit and known.unit and said.unit != known.unit:
        same_family = family(said.unit) == family(known.unit)
        amounts = to_base(known.value, known.unit), to_base(said.value, said.unit)
        if not (same_family and math.isclose(*amounts, rel_tol=_ROUNDED)):
            return False
    elif known.value != said.value:
        return False
    return _is_of_the_time(known, said)


def _is_of_the_time(known: Reading, said: Reading) -> bool:
    """Whether nothing is said of when it was, or what is known already, or nothing is known."""
    if not (said.date or said.label or said.estimate):
        return True
    return not is_dated(known) or is_from(known, Moment(said.date, said.label, said.estimate))


def _place_of(sequences: Items[Sequence], said: Reading, in_question: bool) -> Place | None:
    """Where the reading stands that is spoken of, the latest if there are several. In a question
    the time beside it is of something else: "would 3.1 have been high 20 years ago?"."""
    said = said.with_time_of(Moment()) if in_question else said
    places = [
        place
        for place in all_places(sequences)
        if said.specimen in (None, sequences[place.sequence].specimen)
        and _is_alike(at(sequences, place), said)
    ]
    return places[-1] if places else None


def _is_bare(message: Message) -> bool:
    """Whether a message holds nothing but a number: then it is another result."""
    return not any(token.kind in ("word", "date", "unit", "specimen") for token in message.tokens)


def _only_judges(message: Message) -> bool:
    """ "Is 2.7 normal", "how bad is 7.1": whether numbers stand in a question alone that calls none
    of them somebody's result."""
    return not message.told.readings and not _OWNED.search(message.text)


def mentioned(state: State, message: Message) -> State | None:
    """The state, with what is said besides of known results, where a message gives no new one.

    None if it holds no results, or one that isn't known.
    """
    said = message.oldest_first
    if not said or state.adding or (len(said) == 1 and _is_bare(message)):
        return None
    if state.sequences and _only_judges(message):
        return state
    again = _AGAIN if len(said) == 1 and not said[0].date else _MORE
    if again.search(message.told.text):
        return None
    told = {reading.start for reading in message.told.readings}
    places = [_place_of(state.sequences, r, in_question=r.start not in told) for r in said]
    sequences = list(state.sequences)
    for place, reading in zip(places, said, strict=True):
        if place is None:
            return None
        sequence = sequences[place.sequence]
        known = sequence.readings[place.index]
        if reading.start in told and reading.value == known.value:
            sequences[place.sequence] = sequence.replaced(place.index, _with(known, reading))
    return replace(state, sequences=tuple(s.in_time() for s in sequences))


def with_same_unit(state: State, message: Message) -> Message:
    """The readings of "11/2: 4.3, same unit as the others" with the unit of those known."""
    units = {r.unit for s in state.sequences for r in s.readings if r.unit}
    if len(units) != 1 or not SAME_UNIT.search(message.told.text):
        return message
    (unit,) = units

    def completed(readings: Items[Reading]) -> tuple[Reading, ...]:
        return tuple(
            reading if reading.unit else replace(reading, unit=unit) for reading in readings
        )

    return replace(
        message, readings=completed(message.readings), in_time=completed(message.in_time)
    )


def without_mentions(state: State, message: Message) -> tuple[State, Message]:
    """ "The September one was 2.95, today's is the 2.10": what is said of a known result joins it,
    and the message without it."""
    sequences, told = list(state.sequences), message
    for reading in message.told.readings if len(message.readings) > 1 else ():
        place = _place_of(state.sequences, reading, in_question=False)
        if place is None or not _DEFINITE.search(message.text[: reading.start]):
            continue
        sequence = sequences[place.sequence]
        joined = _with(sequence.readings[place.index], reading)
        sequences[place.sequence] = sequence.replaced(place.index, joined)
        told = replace(
            told,
            readings=tuple(r for r in told.readings if r != reading),
            in_time=tuple(r for r in told.in_time if r != reading),
        )
    return replace(state, sequences=tuple(sequences)), told


def speaks_again(message: Message) -> int | None:
    """Where a message begins to speak of a result that it has given: "…. The 3.6 was …"."""
    for number, reading in enumerate(message.readings):
        window = max(0, reading.start - _LONGEST_LEAD)
        lead = _CLAUSE_WITH_THE.search(message.text, window, reading.start)
        before = message.readings[:number]
        if lead and any((r.value, r.bound) == (reading.value, reading.bound) for r in before):
            return lead.start()
    return None


def with_days(state: State, message: Message) -> Message:
    """The message with "6/19" read as a day of the year that fits, where the known results have
    days: it might else be June 2019."""
    dates = [r.date for s in state.sequences for r in s.readings if r.date]
    days = [date for date in dates if len(date) > len("2024-06")]
    if not days:
        return message

    def dated(reading: Reading) -> Reading:
        day = None if reading.date else day_in_year(reading.label, max(days)[:4])
        return replace(reading, date=day, label=None) if day else reading

    return replace(
        message,
        readings=tuple(map(dated, message.readings)),
        in_time=tuple(map(dated, message.in_time)),
    )


def _with(known: Reading, said: Reading) -> Reading:
    """A known reading with the unit and time that were not said of it before."""
    if not is_dated(known):
        known = known.with_time_of(said)
    return replace(known, unit=known.unit or said.unit)
