"""What a message does to the results that a conversation keeps: adds, corrects, removes …"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from b2m import wording
from b2m.answers import Answer
from b2m.checks import confirmed_with, looks_like_urine, needs_unit
from b2m.reader.commands import Target
from b2m.readings import Correction, Message, Reading
from b2m.sequences import Place, Sequence, add, find, find_slip, specimen_of
from b2m.settings import Specimen, load_settings, load_texts
from b2m.state import Question, State
from b2m.units import family
from b2m.wording import Reply


@dataclass
class Step:
    """The state after a message, the sequences to speak of (positions), and what to say besides."""

    state: State
    touched: list[int] = field(default_factory=list)
    notes: list[Reply] = field(default_factory=list)


def everything(state: State) -> list[int]:
    """The positions of all sequences."""
    return list(range(len(state.sequences)))


def _with(state: State, sequences: Iterable[Sequence], **changes: Any) -> State:
    return replace(state, sequences=tuple(sequences), **changes)


def _with_one(state: State, position: int, sequence: Sequence) -> Step:
    """The state with another sequence in one place, and no open question."""
    sequences = list(state.sequences)
    sequences[position] = sequence
    return Step(_with(state, sequences, question=None), [position])


def _not_found(state: State) -> Step:
    return Step(state, [], [wording.note_reply(load_texts().no_such_reading)])


# --- results and commands -------------------------------------------------------------------------


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
        unclear += [reading for reading in new if looks_like_urine(reading, load_settings())]
    if unclear or (ask_specimen and not all(reading.specimen for reading in new)):
        waiting = (*state.waiting, *new)[: wording.MAX_LISTED]
        return Step(replace(state, waiting=waiting, adding=False, question=None))

    def specimen(reading: Reading) -> Specimen:
        return specimen_of(reading, state.sequences) or "blood"

    sequences, touched = add(state.sequences, new, specimen, older, state.adding)
    return Step(_with(state, sequences, adding=False, question=None), touched)


def give(state: State, message: Message) -> Step:
    """The readings of a message."""
    several = len(message.specimens) > 1
    if len(message.readings) > 1:
        state = replace(state, newest_first=message.newest_first)
    step = add_readings(state, message.oldest_first, message.before_known, several)
    if message.malformed:
        step.notes.append(wording.malformed_reply(message.malformed))
    return step


def turn_round(state: State) -> Step:
    """Every sequence the other way round."""
    if not state.sequences:
        return Step(state, [], [wording.topic_reply("values/reverse")])
    turned = [sequence.with_readings(sequence.readings[::-1]) for sequence in state.sequences]
    flipped = not state.newest_first
    return Step(_with(state, turned, question=None, newest_first=flipped), everything(state))


def order_as_said(state: State, newest_first: bool) -> Step:
    """The person says in which order the results were given; dates tell more than that."""
    turned = list(state.sequences)
    if newest_first != state.newest_first:
        turned = [s if s.is_dated else s.with_readings(s.readings[::-1]) for s in turned]
    return Step(_with(state, turned, newest_first=newest_first), everything(state))


def _put(state: State, place: Place, reading: Reading) -> Step:
    """Another value in the place of a reading; what the new one doesn't say stays as it was."""
    sequence = state.sequences[place.sequence]
    old = sequence.readings[place.index]
    dated = reading.date or reading.label
    new = replace(
        old,
        text=reading.text,
        value=reading.value,
        bound=reading.bound,
        unit=reading.unit or old.unit,
        date=reading.date if dated else old.date,
        label=reading.label if dated else old.label,
        estimate=reading.estimate if dated else old.estimate,
        confirmed=False,
    )
    if reading.unit and family(new.unit) != sequence.family:  # it belongs to another sequence now
        new = replace(new, specimen=old.specimen or sequence.specimen)
        return add_readings(take_out(state, place).state, [new])
    return _with_one(state, place.sequence, sequence.replaced(place.index, new).in_time())


def take_out(state: State, place: Place) -> Step:
    """One reading is removed; a sequence without readings is forgotten."""
    left = state.sequences[place.sequence].removed(place.index)
    if left.readings:
        return _with_one(state, place.sequence, left)
    others = [s for i, s in enumerate(state.sequences) if i != place.sequence]
    changed = _with(state, others, question=None)
    return Step(changed, everything(changed))


def correct(state: State, correction: Correction) -> Step:
    """A reading gets another value; where it isn't clear which one, the person is asked."""
    if not state.sequences:
        return add_readings(state, [correction.reading])
    place = find(state.sequences, correction.target)
    if place is None and correction.target == Target():
        place = find_slip(state.sequences, correction.reading)
    if place:
        return _put(state, place, correction.reading)
    if correction.target != Target():
        return _not_found(state)
    return Step(replace(state, question=Question("value", "which", 0, 0, correction.reading)))


def remove(state: State, target: Target) -> Step:
    """A reading is removed, if it is clear which one."""
    place = find(state.sequences, target)
    return take_out(state, place) if place else _not_found(state)


# --- answers to the open question -----------------------------------------------------------------


def _change(state: State, question: Question, **changes: Any) -> Step:
    sequence = state.sequences[question.sequence]
    reading = replace(sequence.readings[question.index], **changes)
    return _with_one(state, question.sequence, sequence.replaced(question.index, reading).in_time())


def _confirm(state: State, question: Question) -> Step:
    """What was asked about is right; so are those that lie between it and what is plausible."""
    step = _change(state, question, confirmed=True)
    if question.reason != "implausible":
        return step
    sequence = step.state.sequences[question.sequence]
    readings = confirmed_with(
        question.reading, sequence.readings, sequence.specimen, load_settings()
    )
    return _with_one(step.state, question.sequence, sequence.with_readings(readings))


def leave_out(state: State, question: Question) -> Step:
    """What the question is about is no longer used."""
    if question.about == "date":
        return _change(state, question, date=None, label=None, estimate=None)
    if question.about == "specimen":
        clear = [reading for reading in state.waiting if reading.specimen]
        return add_readings(replace(state, waiting=()), clear)
    if question.reason not in ("impossible", "which"):
        return take_out(state, Place(question.sequence, question.index))
    return Step(replace(state, question=None), everything(state))


def _set_unit(state: State, question: Question, unit: str, every: bool) -> Step:
    """The unit of the reading that was asked about, and of others like it that have none, or of
    every one of its sequence."""
    if question.reason == "impossible":
        return _insert(state, question, replace(question.reading, unit=unit))
    sequence = state.sequences[question.sequence]
    if family(unit) != sequence.family and not every:
        reading = replace(question.reading, unit=unit)
        return _put(state, Place(question.sequence, question.index), reading)
    settings, readings = load_settings(), []
    for index, reading in enumerate(sequence.readings):
        alike = needs_unit(reading, sequence.specimen, settings)
        if index == question.index or (question.reason == "unit_missing" and alike):
            reading = replace(reading, unit=unit, confirmed=True)
        elif every:
            reading = replace(reading, unit=unit, confirmed=reading.unit == unit)
        readings.append(reading)
    if every:
        return type_again(state, question, tuple(readings))
    return _with_one(state, question.sequence, sequence.with_readings(readings))


def _insert(state: State, question: Question, reading: Reading) -> Step:
    """A value for the place from which an impossible one was taken."""
    old = question.reading
    new = replace(
        reading,
        unit=reading.unit or old.unit,
        specimen=reading.specimen or old.specimen,
        date=reading.date or old.date,
        label=reading.label or old.label,
        estimate=reading.estimate or old.estimate,
    )
    closed = replace(state, question=None)
    if question.sequence >= len(state.sequences):
        return add_readings(closed, [new])
    sequence = state.sequences[question.sequence]
    if new.unit and family(new.unit) != sequence.family:
        return add_readings(closed, [new])
    readings = list(sequence.readings)
    readings.insert(question.index, new)
    return _with_one(closed, question.sequence, sequence.with_readings(readings))


def _set_specimen(state: State, specimen: Specimen) -> Step:
    """The specimen of the waiting readings. A daily or per-creatinine amount can only be urine."""
    readings = [replace(r, specimen=r.specimen or specimen) for r in state.waiting]
    if any(r.specimen != "urine" and family(r.unit) != "per litre" for r in readings):
        return Step(state)
    return add_readings(replace(state, waiting=()), readings)


def name_specimen(state: State, specimen: Specimen) -> Step:
    """ "It was urine": what was tested in the only sequence, where blood was assumed."""
    (sequence,) = state.sequences
    readings = [replace(reading, specimen=specimen) for reading in sequence.readings]
    return add_readings(State(), readings)


def type_again(state: State, question: Question, readings: tuple[Reading, ...]) -> Step:
    """The readings of the sequence that was asked about, typed once more."""
    sequence = state.sequences[question.sequence].with_readings(readings)
    if all(family(reading.unit) == sequence.family for reading in readings):
        return _with_one(state, question.sequence, sequence.in_time())
    others = [s for i, s in enumerate(state.sequences) if i != question.sequence]
    said = [replace(r, specimen=r.specimen or sequence.specimen) for r in readings]
    return add_readings(_with(state, others), said)


def _set_value(state: State, question: Question, reading: Reading) -> Step:
    if question.reason == "impossible":
        return _insert(state, question, reading)
    return _put(state, Place(question.sequence, question.index), reading)


def _set_which(state: State, question: Question, target: Target) -> Step:
    place = find(state.sequences, target)
    return _put(state, place, question.reading) if place else _not_found(state)


def _can_confirm(state: State, question: Question) -> bool:
    """Whether "yes" settles a question: not where a number without a unit can't be one of mg/L."""
    if question.reason == "unit_missing":
        sequence = state.sequences[question.sequence]
        with_units = any(reading.unit for reading in sequence.readings)
        unlikely = needs_unit(question.reading, sequence.specimen, load_settings())
        return not with_units and not unlikely
    return question.reason in ("unit_odd", "implausible")


def answer_question(state: State, question: Question, answer: Answer) -> Step:
    """What the answer to the open question changes; an answer that settles nothing repeats it."""
    if answer.kind in ("leave out", "unknown"):
        return leave_out(state, question)
    if answer.specimen:
        return _set_specimen(state, answer.specimen)
    if answer.target:
        return _set_which(state, question, answer.target)
    if answer.unit:
        return _set_unit(state, question, answer.unit, answer.of_all)
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
