"""What the answer to the open question changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from b2m import wording
from b2m.answers import Answer
from b2m.changes import (
    Step,
    add_readings,
    everything,
    not_found,
    put,
    take_out,
    with_one,
    with_sequences,
)
from b2m.checks import LEFT_OUT, confirmed_with, needs_unit
from b2m.message import Reading
from b2m.numbers import find_numbers
from b2m.reader.commands import Target
from b2m.sequences import Place, find
from b2m.settings import Specimen, load_settings
from b2m.state import Question, State
from b2m.units import family


def _change(state: State, question: Question, **changes: Any) -> Step:
    sequence = state.sequences[question.sequence]
    reading = replace(sequence.readings[question.index], **changes)
    return with_one(state, question.sequence, sequence.replaced(question.index, reading).in_time())


def _confirm(state: State, question: Question) -> Step:
    """What was asked about is right; so are those that lie between it and what is plausible."""
    step = _change(state, question, confirmed=True)
    if question.reason != "implausible":
        return step
    sequence = step.state.sequences[question.sequence]
    readings = confirmed_with(
        question.reading, sequence.readings, sequence.specimen, load_settings()
    )
    return with_one(step.state, question.sequence, sequence.with_readings(readings))


def leave_out(state: State, question: Question) -> Step:
    """What the question is about is no longer used."""
    if question.about == "date":
        return _change(state, question, date=None, label=None, estimate=None)
    if question.about == "specimen":
        clear = [reading for reading in state.waiting if reading.specimen]
        return add_readings(replace(state, waiting=()), clear)
    if question.reason not in ("which", *LEFT_OUT):
        return take_out(state, Place(question.sequence, question.index))
    return Step(replace(state, question=None), everything(state))


def _other_unit(state: State, question: Question) -> str | None:
    """The unit of the readings beside the one that was asked about, where they have one."""
    if question.sequence >= len(state.sequences):
        return None
    readings = state.sequences[question.sequence].readings
    others = [r for i, r in enumerate(readings) if i != question.index or r != question.reading]
    units = {reading.unit for reading in others if reading.unit}
    return units.pop() if len(units) == 1 else None


def _set_unit(state: State, question: Question, answer: Answer) -> Step:
    """The unit of the reading that was asked about, and of others like it that have none, or of
    every one of its sequence."""
    unit = answer.unit or _other_unit(state, question)
    if unit is None:
        return Step(state, [], [wording.question_reply(question, state.sequences)])
    if question.reason in LEFT_OUT:
        left_out = [replace(_as_number(r), unit=unit) for r in (*question.others, question.reading)]
        if question.others:
            return add_readings(replace(state, question=None), left_out)
        return _insert(state, question, left_out[0])
    sequence = state.sequences[question.sequence]
    every = answer.of_all and not (answer.of_two and len(sequence.readings) != 2)
    if family(unit) != sequence.family and not every:
        reading = replace(question.reading, unit=unit)
        return put(state, Place(question.sequence, question.index), reading)
    settings, readings = load_settings(), []
    for index, reading in enumerate(sequence.readings):
        alike = needs_unit(reading, sequence.specimen, settings)
        if index == question.index or (question.reason == "unit_missing" and alike):
            reading = replace(reading, unit=unit, confirmed=not answer.same_unit)
        elif every:
            reading = replace(reading, unit=unit, confirmed=reading.unit == unit)
        readings.append(reading)
    if every:
        return type_again(state, question, tuple(readings))
    return with_one(state, question.sequence, sequence.with_readings(readings))


def _as_number(reading: Reading) -> Reading:
    """A reading that was typed in a unit of something else, "2.4 g/L", without it."""
    numbers = find_numbers(reading.text)
    if len(numbers) != 1 or numbers[0].value is None:
        return reading
    return replace(reading, text=numbers[0].text, value=numbers[0].value)


def _insert(state: State, question: Question, reading: Reading) -> Step:
    """A value for the place from which an impossible one was taken."""
    new = reading.completed_by(question.reading)
    closed = replace(state, question=None)
    if question.sequence >= len(state.sequences):
        return add_readings(closed, [new])
    sequence = state.sequences[question.sequence]
    if new.unit and family(new.unit) != sequence.family:
        return add_readings(closed, [new])
    readings = list(sequence.readings)
    readings.insert(question.index, new)
    return with_one(closed, question.sequence, sequence.with_readings(readings))


def _set_specimen(state: State, specimen: Specimen) -> Step:
    """The specimen of the waiting readings. A daily or per-creatinine amount can only be urine."""
    readings = [replace(r, specimen=r.specimen or specimen) for r in state.waiting]
    if any(r.specimen != "urine" and family(r.unit) != "per litre" for r in readings):
        return Step(state)
    return add_readings(replace(state, waiting=()), readings)


def type_again(state: State, question: Question, readings: tuple[Reading, ...]) -> Step:
    """The readings of the sequence that was asked about, typed once more."""
    sequence = state.sequences[question.sequence].with_readings(readings)
    if all(family(reading.unit) == sequence.family for reading in readings):
        return with_one(state, question.sequence, sequence.in_time())
    others = [s for i, s in enumerate(state.sequences) if i != question.sequence]
    said = [replace(r, specimen=r.specimen or sequence.specimen) for r in readings]
    return add_readings(with_sequences(state, others), said)


def _set_value(state: State, question: Question, reading: Reading) -> Step:
    if question.reason in LEFT_OUT:
        return _insert(state, question, reading)
    return put(state, Place(question.sequence, question.index), reading)


def _set_which(state: State, question: Question, target: Target) -> Step:
    place = find(state.sequences, target)
    return put(state, place, question.reading) if place else not_found(state)


def _can_confirm(state: State, question: Question) -> bool:
    """Whether "yes" settles a question: not where a number without a unit can't be one of mg/L."""
    if question.reason == "unit_missing":
        sequence = state.sequences[question.sequence]
        with_units = any(reading.unit for reading in sequence.readings)
        unlikely = needs_unit(question.reading, sequence.specimen, load_settings())
        return not with_units and not unlikely
    return question.reason in ("unit_odd", "implausible", "wrong")


def answer_question(state: State, question: Question, answer: Answer) -> Step:
    """What the answer to the open question changes; an answer that settles nothing repeats it."""
    if answer.kind in ("leave out", "unknown"):
        return leave_out(state, question)
    if answer.specimen:
        return _set_specimen(state, answer.specimen)
    if answer.target:
        return _set_which(state, question, answer.target)
    if answer.kind == "unit":
        return _set_unit(state, question, answer)
    if answer.reading:
        return _set_value(state, question, answer.reading)
    if answer.moment:
        date, label, estimate = answer.moment.date, answer.moment.label, answer.moment.estimate
        return _change(state, question, date=date, label=label, estimate=estimate)
    if answer.kind == "yes" and _can_confirm(state, question):
        return _confirm(state, question)
    if answer.kind == "no" and question.reason in ("unit_odd", "implausible"):
        return Step(state, [], [wording.ask_again_reply(question)])
    return Step(state, [], [wording.question_reply(question, state.sequences)])
