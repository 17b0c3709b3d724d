"""What a message says about readings that are known already: their units, dates, or their order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as Items
from dataclasses import replace
from typing import Literal

from b2m.answers import is_short_statement
from b2m.reader.commands import Target, is_question, named_target, ordinal, tells_wrong
from b2m.reader.tokens import Moment
from b2m.readings import Message, Reading
from b2m.sequences import Place, Sequence, find
from b2m.state import State
from b2m.units import family

_TAKES_BACK = re.compile(
    r"\b(?:no|wrong|wrongly|typo|mistake|mistyped|misread|oops|whoops|sorry|i meant|should be"
    r"|should have been|forgot the (?:dot|point|decimal|comma))\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(r"\b(?:the|that|this)\s$", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?P<side>before|after) the (?P<old>[\d.,]*\d)", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween the (?P<one>\w+)(?: \w+)? and the (?P<two>\w+)", re.IGNORECASE)
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


_OTHER = -1  # among places of readings: the one of two that isn't pointed at


def _other(text: str) -> bool:
    return "other" in text.lower().split()


def _named_for(
    message: Message, kind: Literal["unit", "specimen"], readings: Items[Reading]
) -> list[str] | None:
    """What is named for each of two or more readings: "3.1 is blood, the other one CSF".

    Each name stands behind, or each before, what points at its reading: a value or an ordinal.
    """
    items: list[int | str] = []  # places of readings and names, as they stand
    for token in message.tokens:
        place = ordinal(token.text) if token.kind in ("word", "noise", "date") else None
        if token.kind == kind and token.name:
            items.append(token.name)
        elif token.kind == "number" and not (token.in_words and token.value == 1):
            alike = [i for i, reading in enumerate(readings) if reading.value == token.value]
            if len(alike) != 1:
                return None
            items.append(alike[0])
        elif place is not None and -len(readings) <= place < len(readings):
            items.append(place % len(readings))
        elif token.kind in ("word", "noise") and _other(token.text) and len(readings) == 2:
            pointed = [item for item in items if isinstance(item, int)]
            items.append(1 - pointed[0] if pointed else _OTHER)
    if items.count(_OTHER) == 1:  # "the other one is mg/L, the first mg/dL"
        pointed = [item for item in items if isinstance(item, int) and item != _OTHER]
        items = [1 - pointed[0] if pointed and item == _OTHER else item for item in items]
    pairs = list(zip(items[::2], items[1::2], strict=False))
    found = [(a, b) if isinstance(a, int) else (b, a) for a, b in pairs]
    names = {at: name for at, name in found if isinstance(at, int) and isinstance(name, str)}
    if len(items) != 2 * len(readings) or set(names) != set(range(len(readings))):
        return None
    return [names[i] for i in range(len(readings))]


def named_units(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "The first is mg/dL, the other one mg/L": the unit of each reading."""
    if len(state.sequences) != 1 or len(message.units) < 2 or is_question(message.text):
        return None
    (sequence,) = state.sequences
    units = _named_for(message, "unit", sequence.readings)
    if units is None or any(family(unit) != sequence.family for unit in units):
        return None
    pairs = zip(sequence.readings, units, strict=True)
    return (sequence.with_readings([replace(r, unit=u, confirmed=False) for r, u in pairs]),)


def named_specimens(state: State, message: Message) -> tuple[Reading, ...] | None:
    """ "3.1 is from the blood and 1.4 from the spinal tap": the readings, each with its specimen,
    where none was named before."""
    known = [reading for sequence in state.sequences for reading in sequence.readings]
    readings = known or list(state.waiting)
    unnamed = bool(readings) and not (known and state.waiting)
    if not unnamed or any(r.specimen for r in readings) or len(message.specimens) < 2:
        return None
    if is_question(message.text) or message.correction or message.removal:
        return None
    named = _named_for(message, "specimen", readings)
    if named is None:
        return None
    pairs = zip(readings, named, strict=True)
    return tuple(replace(r, specimen=s) for r, s in pairs)  # type: ignore[arg-type]


def typed_again(state: State, message: Message) -> tuple[Reading, ...] | None:
    """All readings of the sequence that was asked about once more: as they should be ("I forgot
    the point. 6.2 and 7.4"), or as they were, which confirms them."""
    question, again = state.question, message.oldest_first
    if question is None or question.about not in ("unit", "value") or is_question(message.text):
        return None
    if question.reason in ("which", "impossible") or message.before_known:
        return None
    sequence = state.sequences[question.sequence]
    old = sequence.readings
    if len(again) != len(old) or len(again) < 2:
        return None
    if any(r.specimen not in (None, sequence.specimen) for r in again):
        return None
    pairs = list(zip(old, again, strict=True))
    same = [(a.value, a.bound) == (b.value, b.bound) for a, b in pairs]
    units_stay = all(b.unit in (None, a.unit) for a, b in pairs)
    if all(same) and units_stay and question.reason in ("implausible", "unit_odd"):
        return tuple(replace(reading, confirmed=True) for reading in old)
    slips = all(re.findall(r"\d", a.text) == re.findall(r"\d", b.text) for a, b in pairs)
    if all(same) or not (slips or _TAKES_BACK.search(message.text)):
        return None
    return tuple(
        replace(
            b,
            unit=b.unit or a.unit,
            specimen=b.specimen or a.specimen,
            date=b.date or a.date,
            label=b.label or a.label,
            estimate=b.estimate or a.estimate,
        )
        for a, b in pairs
    )


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


def inserted(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "Before the 6.2 there was a 3.9", "there's an 8.1 between the first and the second"."""
    between, beside = _BETWEEN.search(message.text), _BESIDE.search(message.text)
    if len(state.sequences) != 1 or is_question(message.text) or not (between or beside):
        return None
    (sequence,) = state.sequences
    if between and len(message.readings) == 1:
        (new,), ends = message.readings, [ordinal(between["one"]), ordinal(between["two"])]
        index = ends[1] if ends[0] is not None and ends[1] == ends[0] + 1 else None
    elif beside and len(message.readings) == 2:
        old, new = sorted(message.readings, key=lambda r: r.start != beside.start("old"))
        place = _known_place(state, old) if old.start == beside.start("old") else None
        index = place.index + (beside["side"].lower() == "after") if place else None
    else:
        return None
    if index is None or not 0 <= index <= len(sequence.readings):
        return None
    known = list(sequence.readings)
    return (sequence.with_readings([*known[:index], new, *known[index:]]).in_time(),)


def amended(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """The sequences as a message changes them that gives no new readings; None if it does not."""
    if not state.sequences:
        return None
    for find_change in (named_unit, named_units, named_date, said_again, mentioned, inserted):
        sequences = find_change(state, message)
        if sequences is not None:
            return sequences
    return None
