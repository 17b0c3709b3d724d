"""What a message says about readings that are known already: their units, dates, or their order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from b2m.answers import is_short_statement
from b2m.reader.commands import Target, is_question, named_target, ordinal, tells_wrong
from b2m.reader.tokens import Moment
from b2m.readings import Message, Reading
from b2m.sequences import Place, Sequence, find
from b2m.state import State
from b2m.units import family

_POINTS_AT = re.compile(r"\b(?:the|that|this)\s$", re.IGNORECASE)
_SPEAKS_OF = re.compile(r"\s?(?:\S+/\S+)?\s(?:is|was)\b", re.IGNORECASE)


def _with(state: State, places: Iterable[Place], **known: object) -> tuple[Sequence, ...]:
    """The sequences, with something more known of some readings."""
    sequences = list(state.sequences)
    for place in places:
        sequence = sequences[place.sequence]
        reading = replace(sequence.readings[place.index], **known)  # type: ignore[arg-type]
        sequences[place.sequence] = sequence.replaced(place.index, reading)
    return tuple(sequence.in_time() for sequence in sequences)


def _all_places(state: State) -> list[Place]:
    return [Place(i, j) for i, s in enumerate(state.sequences) for j in range(len(s.readings))]


def _at(state: State, place: Place) -> Reading:
    return state.sequences[place.sequence].readings[place.index]


def named_unit(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "Those are all mg/L": the unit of the readings that have none, or else of all."""
    if len(message.units) != 1 or message.readings or len(state.sequences) != 1:
        return None
    (unit,) = message.units
    if family(unit) != state.sequences[0].family or not is_short_statement(message):
        return None
    places = _all_places(state)
    without = [place for place in places if _at(state, place).unit is None]
    return _with(state, without or places, unit=unit, confirmed=False)


def _dated(moment: Moment) -> dict[str, object]:
    return {"date": moment.date, "label": moment.label, "estimate": moment.estimate}


def named_date(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "The first one was in January", "March should be April": when a reading was measured."""
    moments = [moment for moment in message.dates if moment.date or moment.label]
    if message.readings or message.correction or is_question(message.text) or not moments:
        return None
    if len(moments) == 1:
        target = named_target([token for token in message.tokens if token.moment != moments[0]])
        if target is None or target.position is None:
            return None
    elif len(moments) == 2 and tells_wrong(message.text):
        target = Target(moment=moments[0])
    else:
        return None
    place = find(state.sequences, target)
    return _with(state, [place], **_dated(moments[-1])) if place else None


def _known_place(state: State, reading: Reading) -> Place | None:
    """Where a reading stands that was typed again, without its date or with it."""
    places = [
        place
        for place in _all_places(state)
        if (_at(state, place).value, _at(state, place).bound) == (reading.value, reading.bound)
        and reading.unit in (None, _at(state, place).unit)
    ]
    return places[0] if len(places) == 1 else None


def said_again(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """The known readings once more, all in their order, now with their dates or units."""
    if len(state.sequences) != 1:
        return None
    (known,) = (sequence.readings for sequence in state.sequences)
    again = message.readings
    if len(again) != len(known) or len(again) < 2:
        return None
    merged = []
    for old, new in zip(known, again, strict=True):
        says_more = (new.unit and not old.unit) or ((new.date or new.label) and not old.date)
        if (old.value, old.bound) != (new.value, new.bound) or not says_more:
            return None
        moment = new if new.date or new.label else old
        merged.append(
            replace(
                old,
                unit=new.unit or old.unit,
                date=moment.date,
                label=moment.label,
                estimate=moment.estimate,
                specimen=old.specimen or new.specimen,
            )
        )
    return (state.sequences[0].with_readings(merged).in_time(),)


def _speaks_of(message: Message, reading: Reading) -> bool:
    """Whether a number is mentioned, not given: "the 3.8 …", "3.8 was …", "is 3.8 …?"."""
    before, behind = message.text[: reading.start], message.text[reading.end :]
    asks = is_question(message.text) and ordinal(message.text) is not None
    return asks or bool(_POINTS_AT.search(before) or (_SPEAKS_OF.match(behind) and not before))


def _to_end(sequence: Sequence, index: int, end: int) -> Sequence:
    """The sequence with one reading as the oldest (0) or the newest (-1); turned round if that
    says the same."""
    last = len(sequence.readings) - 1
    if index == (last if end == 0 else 0):
        return sequence.with_readings(sequence.readings[::-1])
    left = list(sequence.readings)
    moved = left.pop(index)
    return sequence.with_readings([moved, *left] if end == 0 else [*left, moved])


def mentioned(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "The 3.8 was from March", "2.9 is the oldest": one known reading is spoken of, not given."""
    reading = message.readings[0] if len(message.readings) == 1 else None
    place = _known_place(state, reading) if reading and _speaks_of(message, reading) else None
    if reading is None or place is None:
        return None
    if is_question(message.text):
        return state.sequences
    if reading.date or reading.label:
        moment = Moment(reading.date, reading.label, reading.estimate)
        return _with(state, [place], **_dated(moment))
    end, sequence = ordinal(message.text), state.sequences[place.sequence]
    if end not in (0, -1) or place.index == end % len(sequence.readings):
        return state.sequences
    sequences = list(state.sequences)
    sequences[place.sequence] = _to_end(sequence, place.index, end)
    return tuple(sequences)


def amended(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """The sequences as a message changes them that gives no new readings; None if it does not."""
    if not state.sequences:
        return None
    for find_change in (named_unit, named_date, said_again, mentioned):
        sequences = find_change(state, message)
        if sequences is not None:
            return sequences
    return None
