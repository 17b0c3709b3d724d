"""What a message does to the results that a conversation keeps: adds, corrects, removes …"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from b2m import wording
from b2m.checks import looks_like_urine
from b2m.message import Correction, Message, Reading
from b2m.reader.commands import Target
from b2m.reader.tokens import Moment
from b2m.sequences import (
    Place,
    Sequence,
    add,
    find,
    find_slip,
    has_twins,
    is_dated,
    is_from,
    specimen_of,
)
from b2m.settings import Specimen, load_settings
from b2m.state import Question, State
from b2m.units import family, same_scale
from b2m.wording import Reply


@dataclass
class Step:
    """The state after a message, the sequences to speak of (positions), and what to say besides."""

    state: State
    touched: list[int] = field(default_factory=list)
    notes: list[Reply] = field(default_factory=list)
    forgets: bool = False  # nothing that was there before can be brought back


def everything(state: State) -> list[int]:
    """The positions of all sequences."""
    return list(range(len(state.sequences)))


def with_sequences(state: State, sequences: Iterable[Sequence], **changes: Any) -> State:
    return replace(state, sequences=tuple(sequences), **changes)


def with_one(state: State, position: int, sequence: Sequence) -> Step:
    """The state with another sequence in one place, and no open question."""
    sequences = list(state.sequences)
    sequences[position] = sequence
    return Step(with_sequences(state, sequences, question=None), [position])


def not_found(state: State) -> Step:
    """It isn't clear which result is meant."""
    return Step(state, [], [wording.no_such_reading_reply()])


def add_readings(
    state: State, readings: Iterable[Reading], older: bool = False, ask_specimen: bool = False
) -> Step:
    """Readings, oldest first, join their sequences. If the specimen of one is unclear, all of them
    wait for the answer, so that their order isn't lost.

    `older`: they come before the known ones. `ask_specimen`: don't assume one where none is named.
    """
    new = list(readings)
    unclear = [r for r in new if specimen_of(r, state.sequences) is None]
    if not state.sequences:
        unclear += [r for r in new if looks_like_urine(r, load_settings()) and not _fits(r, new)]
    if unclear or (ask_specimen and not all(reading.specimen for reading in new)):
        waiting = (*state.waiting, *new)[: wording.MAX_LISTED]
        return Step(replace(state, waiting=waiting, adding=False, question=None))

    def specimen(reading: Reading) -> Specimen:
        return specimen_of(reading, state.sequences) or "blood"

    sequences, touched = add(state.sequences, new, specimen, older, state.adding)
    return Step(with_sequences(state, sequences, adding=False, question=None), touched)


def _fits(reading: Reading, others: Iterable[Reading]) -> bool:
    """Whether a number fits others in another unit: a slip of the unit, no other specimen."""
    return any(
        other.unit not in (None, reading.unit) and same_scale(reading.value, other.value)
        for other in others
    )


def _holds_current(state: State) -> bool:
    """Whether the last result alone says nothing of when it was: so it is how things are now."""
    for sequence in state.sequences:
        *dated, last = sequence.readings
        if is_dated(last) or not all(map(is_dated, dated)):
            return False
    return bool(state.sequences)


def give(state: State, message: Message) -> Step:
    """The readings of a message."""
    several = len(message.specimens) > 1
    if len(message.readings) > 1:
        state = replace(state, newest_first=message.newest_first)
    older = message.before_known or (message.long_ago and _holds_current(state))
    step = add_readings(state, message.in_time, older, several)
    if step.state.waiting:  # it can't wait with the others
        still = state.apart if state.waiting else ()
        apart = tuple(sorted(message.specimens)) if several else still
        step.state = replace(step.state, apart=apart)
        clear = tuple(reading for reading in step.state.waiting if reading.is_number)
        step.state = replace(step.state, waiting=clear)
        if message.malformed:
            step.notes.append(wording.malformed_reply(message.malformed))
    return step


def turn_round(state: State) -> Step:
    """Every sequence the other way round."""
    if not state.sequences:
        return Step(state, [], [wording.topic_reply("values/reverse")])
    turned = [sequence.with_readings(sequence.readings[::-1]) for sequence in state.sequences]
    flipped = not state.newest_first
    return Step(
        with_sequences(state, turned, question=None, newest_first=flipped), everything(state)
    )


def order_as_said(state: State, newest_first: bool) -> Step:
    """The person says in which order the results were given; dates tell more than that."""
    turned = list(state.sequences)
    if newest_first != state.newest_first:
        turned = [s if s.is_dated else s.with_readings(s.readings[::-1]) for s in turned]
    return Step(with_sequences(state, turned, newest_first=newest_first), everything(state))


def put(state: State, place: Place, reading: Reading) -> Step:
    """Another value in the place of a reading; what the new one doesn't say stays as it was."""
    sequence = state.sequences[place.sequence]
    old = sequence.readings[place.index]
    new = old.with_value_of(reading)
    if (reading.date or reading.label) and not is_from(old, Moment(reading.date, reading.label)):
        new = new.with_time_of(reading)
    if reading.unit and family(new.unit) != sequence.family:  # it belongs to another sequence now
        new = replace(new, specimen=old.specimen or sequence.specimen)
        return add_readings(take_out(state, place).state, [new])
    return with_one(state, place.sequence, sequence.replaced(place.index, new).in_time())


def take_out(state: State, place: Place) -> Step:
    """One reading is removed; a sequence without readings is forgotten."""
    left = state.sequences[place.sequence].removed(place.index)
    if left.readings:
        return with_one(state, place.sequence, left)
    others = [s for i, s in enumerate(state.sequences) if i != place.sequence]
    changed = with_sequences(state, others, question=None)
    return Step(changed, everything(changed))


def correct(state: State, correction: Correction) -> Step:
    """A reading gets another value; where it isn't clear which one, the person is asked."""
    if not state.sequences:
        return add_readings(state, [correction.reading])
    place = find(state.sequences, correction.target)
    if place is None and correction.target == Target():
        place = find_slip(state.sequences, correction.reading)
    if place and not has_twins(state.sequences, correction.target):
        return put(state, place, correction.reading)
    return Step(replace(state, question=Question("value", "which", 0, 0, correction.reading)))


def remove(state: State, target: Target) -> Step:
    """A reading is removed, if it is clear which one."""
    place = find(state.sequences, target)
    return take_out(state, place) if place else not_found(state)


def name_specimen(state: State, specimen: Specimen) -> Step:
    """ "It was urine": what was tested in the only sequence, where blood was assumed."""
    (sequence,) = state.sequences
    readings = [replace(reading, specimen=specimen) for reading in sequence.readings]
    return add_readings(State(), readings)
