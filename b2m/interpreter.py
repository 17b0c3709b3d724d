"""A turn of the conversation about a person's own results: (state, text, topic, day) -> (state, replies)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any

from b2m import wording
from b2m.answers import Answer, parse_answer
from b2m.checks import Reason, first_doubt, is_impossible, needs_unit
from b2m.readings import Message, Reading, read
from b2m.sequences import Place, Sequence, add, find, specimen_of
from b2m.settings import Specimen, load_settings, load_texts
from b2m.state import Question, State, dump, load
from b2m.units import family
from b2m.wording import Reply

__all__ = ["Reply", "Turn", "answers_question", "reads_values", "respond"]


@dataclass(frozen=True)
class Turn:
    """The conversation's new state, as JSON can hold it, and what to say."""

    state: dict[str, object]
    replies: tuple[Reply, ...]


@dataclass
class Step:
    """What a message did to the results: the new state, the sequences to speak of, things to say first."""

    state: State
    touched: list[int] = field(default_factory=list)
    notes: list[Reply] = field(default_factory=list)


def answers_question(state: dict[str, Any] | None, text: str, today: datetime.date) -> bool:
    """Whether `text` answers the question that is open in `state`; False if none is."""
    question = load(state).question
    return question is not None and parse_answer(question, text, today) is not None


def reads_values(text: str, today: datetime.date) -> bool:
    """Whether a message carries at least one B2M reading."""
    return bool(read(text, today).readings)


def _all(state: State) -> list[int]:
    return list(range(len(state.sequences)))


def _with_sequences(state: State, sequences: list[Sequence], **changes: Any) -> State:
    return replace(state, sequences=tuple(sequences), **changes)


# --- values given ---------------------------------------------------------------------------------


def _add(state: State, readings: list[Reading], older: bool, several_named: bool) -> Step:
    """Readings, oldest first, join their sequences; those of an unclear specimen wait."""
    known: list[Reading] = []
    waiting = list(state.waiting)
    for reading in readings:
        unclear = specimen_of(reading, state.sequences) is None or (
            several_named and reading.specimen is None
        )
        (waiting if unclear else known).append(reading)

    def specimen(reading: Reading) -> Specimen:
        return specimen_of(reading, state.sequences) or "blood"

    sequences, touched = add(state.sequences, known, specimen, older, state.adding)
    return Step(
        _with_sequences(state, sequences, waiting=tuple(waiting), adding=False, question=None),
        touched,
    )


def _give(state: State, message: Message) -> Step:
    several = len(message.specimens) > 1
    return _add(state, list(message.oldest_first), message.before_known, several)


# --- commands -------------------------------------------------------------------------------------


def _reverse(state: State) -> Step:
    turned = [s.with_readings(s.readings[::-1]) for s in state.sequences]
    step = Step(_with_sequences(state, turned), _all(state))
    return step if turned else Step(state, [], [wording.topic_reply("values/reverse")])


def _put(state: State, place: Place, reading: Reading) -> Step:
    """Another value in the place of a reading; what the new one doesn't say stays as it was."""
    sequence = state.sequences[place.sequence]
    old = sequence.readings[place.index]
    new = replace(
        old,
        text=reading.text,
        value=reading.value,
        bound=reading.bound,
        unit=reading.unit or old.unit,
        date=reading.date or old.date,
        label=reading.label or old.label,
        confirmed=False,
    )
    if family(new.unit) != sequence.family and reading.unit:
        new = replace(new, specimen=old.specimen or sequence.specimen)
        step = _take_out(state, place)
        return _add(step.state, [new], older=False, several_named=False)
    sequences = list(state.sequences)
    sequences[place.sequence] = sequence.replaced(place.index, new)
    return Step(_with_sequences(state, sequences, question=None), [place.sequence])


def _take_out(state: State, place: Place) -> Step:
    sequences = list(state.sequences)
    left = sequences[place.sequence].removed(place.index)
    if left.readings:
        sequences[place.sequence] = left
        return Step(_with_sequences(state, sequences, question=None), [place.sequence])
    del sequences[place.sequence]
    step = Step(_with_sequences(state, sequences, question=None))
    step.touched = _all(step.state)
    return step


def _correct(state: State, message: Message) -> Step:
    correction = message.correction
    assert correction is not None
    if not state.sequences:
        return _add(state, [correction.reading], older=False, several_named=False)
    place = find(state.sequences, correction.target)
    if place:
        return _put(state, place, correction.reading)
    if correction.target.value is not None or correction.target.position is not None:
        return Step(state, [], [wording.note_reply(load_texts().no_such_reading)])
    return Step(replace(state, question=Question("value", "which", 0, 0, correction.reading)))


def _remove(state: State, message: Message) -> Step:
    assert message.removal is not None
    place = find(state.sequences, message.removal)
    if place:
        return _take_out(state, place)
    return Step(state, [], [wording.note_reply(load_texts().no_such_reading)])


# --- answers to the open question -----------------------------------------------------------------


def _change(state: State, question: Question, **changes: Any) -> Step:
    sequence = state.sequences[question.sequence]
    reading = replace(sequence.readings[question.index], **changes)
    sequences = list(state.sequences)
    sequences[question.sequence] = sequence.replaced(question.index, reading)
    return Step(_with_sequences(state, sequences, question=None), [question.sequence])


def _leave_out(state: State, question: Question) -> Step:
    if question.about == "date":
        return _change(state, question, date=None, label=None, estimate=None)
    if question.about == "specimen":
        cleared = replace(state, waiting=(), question=None)
        return Step(cleared, _all(cleared))
    if question.reason in ("impossible", "which"):
        return Step(replace(state, question=None), _all(state))
    return _take_out(state, Place(question.sequence, question.index))


def _set_unit(state: State, question: Question, unit: str) -> Step:
    """The unit of the reading that was asked about, and of others like it that have none."""
    if question.reason == "impossible":
        return _insert(state, question, replace(question.reading, unit=unit))
    sequence = state.sequences[question.sequence]
    if family(unit) != sequence.family:
        reading = replace(question.reading, unit=unit)
        return _put(state, Place(question.sequence, question.index), reading)
    settings = load_settings()
    changed = []
    for index, reading in enumerate(sequence.readings):
        alike = question.reason == "unit_unlikely" and needs_unit(
            reading, sequence.specimen, settings
        )
        if index == question.index or alike:
            reading = replace(reading, unit=unit, confirmed=True)
        changed.append(reading)
    sequences = list(state.sequences)
    sequences[question.sequence] = sequence.with_readings(changed)
    return Step(_with_sequences(state, sequences, question=None), [question.sequence])


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
        return _add(closed, [new], older=False, several_named=False)
    sequence = state.sequences[question.sequence]
    if family(new.unit) != sequence.family:
        return _add(closed, [new], older=False, several_named=False)
    readings = list(sequence.readings)
    readings.insert(question.index, new)
    sequences = list(state.sequences)
    sequences[question.sequence] = sequence.with_readings(readings)
    return Step(_with_sequences(closed, sequences), [question.sequence])


def _set_specimen(state: State, specimen: Specimen) -> Step:
    readings = [replace(reading, specimen=specimen) for reading in state.waiting]
    if specimen != "urine":  # an amount per day or per gram of creatinine is one of urine
        readings = [
            r if family(r.unit) == "per litre" else replace(r, unit=None) for r in readings
        ]
    return _add(replace(state, waiting=()), readings, older=False, several_named=False)


def _set_value(state: State, question: Question, reading: Reading) -> Step:
    if question.reason == "impossible":
        return _insert(state, question, reading)
    return _put(state, Place(question.sequence, question.index), reading)


def _correct_which(state: State, question: Question, answer: Answer) -> Step:
    place = find(state.sequences, answer.target) if answer.target else None
    if place:
        return _put(replace(state, question=None), place, question.reading)
    return Step(state, [], [wording.note_reply(load_texts().no_such_reading)])


def _apply_answer(state: State, question: Question, answer: Answer) -> Step:
    if answer.kind in ("leave out", "unknown"):
        return _leave_out(state, question)
    if answer.kind == "specimen" and answer.specimen:
        return _set_specimen(state, answer.specimen)
    if answer.kind == "which":
        return _correct_which(state, question, answer)
    if answer.kind == "unit" and answer.unit:
        return _set_unit(state, question, answer.unit)
    if answer.kind == "value" and answer.reading:
        return _set_value(state, question, answer.reading)
    if answer.kind == "date" and answer.moment:
        moment = answer.moment
        return _change(
            state, question, date=moment.date, label=moment.label, estimate=moment.estimate
        )
    if answer.kind == "yes" and question.reason in ("unit_odd", "unit_unlikely", "implausible"):
        return _change(state, question, confirmed=True)
    if answer.kind == "no" and question.reason in ("unit_odd", "implausible"):
        return Step(state, [], [wording.ask_again_reply(question)])
    return Step(state, [], [wording.question_reply(question, state.sequences)])


# --- a turn ---------------------------------------------------------------------------------------


def _valid_question(state: State) -> Question | None:
    """The open question, if what it is about is still there."""
    question = state.question
    if question is None or question.reason == "impossible":
        return question
    if question.about == "specimen":
        return question if state.waiting else None
    if question.reason == "which":
        return question if state.sequences else None
    if question.sequence < len(state.sequences):
        readings = state.sequences[question.sequence].readings
        if question.index < len(readings) and readings[question.index] == question.reading:
            return question
    return None


def _no_values(state: State, message: Message, topic: str) -> Step:
    """A message about results that holds none."""
    if message.malformed:
        return Step(state, [], [wording.malformed_reply(message.malformed)])
    if message.other_analytes and topic != "values/reset":
        return Step(state, [], [wording.other_analytes_reply(message.other_analytes)])
    if not state.sequences and not state.waiting:
        known = ("values/give", "values/interpret", "values/reverse", "values/reset")
        return Step(state, [], [wording.topic_reply(topic if topic in known else known[0])])
    if topic == "values/give":
        return Step(replace(state, adding=True), [], [wording.add_prompt_reply()])
    return Step(state, _all(state))


def _step(state: State, text: str, topic: str, today: datetime.date) -> Step:
    if state.question:
        answer = parse_answer(state.question, text, today)
        if answer:
            return _apply_answer(state, state.question, answer)
    message = read(text, today)
    if message.correction:
        return _correct(state, message)
    if message.removal and state.sequences:
        return _remove(state, message)
    if message.reset or (topic == "values/reset" and not message.readings):
        return _give(State(), message) if message.readings else Step(State())
    if message.readings:
        return _give(state, message)
    if message.reverse or topic == "values/reverse":
        return _reverse(state)
    return _no_values(state, message, topic)


def _drop_impossible(step: Step) -> Question | None:
    """Take out what can't be a B2M value. The question asks for the right number of the last one."""
    settings, question = load_settings(), None
    sequences: list[Sequence] = []
    dropped: list[Reading] = []
    for position, sequence in enumerate(step.state.sequences):
        kept = []
        for reading in sequence.readings:
            if is_impossible(reading, settings):
                of = replace(reading, specimen=sequence.specimen if sequence.specimen_was_named else None)
                question = Question("value", "impossible", position, len(kept), of)
                dropped.append(of)
            else:
                kept.append(reading)
        sequences.append(sequence.with_readings(kept))
    if question is None:
        return None
    values = wording.join_values(dropped)
    _keep_filled(step, sequences)
    step.notes.append(wording.question_reply(question, step.state.sequences, values))
    return question


def _keep_filled(step: Step, sequences: list[Sequence]) -> None:
    """Forget sequences that have become empty; `touched` follows the places of the others."""
    filled = [position for position, sequence in enumerate(sequences) if sequence.readings]
    step.touched = [filled.index(position) for position in step.touched if position in filled]
    step.state = _with_sequences(step.state, [sequences[position] for position in filled])


def _find_question(state: State, today: datetime.date) -> Question | None:
    """What has to be asked before the results can be interpreted."""
    if state.waiting:
        return Question("specimen", "specimen", 0, 0, state.waiting[0])
    for position, sequence in enumerate(state.sequences):
        doubt = first_doubt(sequence.readings, sequence.specimen, today, load_settings())
        if doubt:
            reading = sequence.readings[doubt.index]
            return Question(doubt.about, doubt.reason, position, doubt.index, reading)
    return None


def _finish(step: Step, today: datetime.date) -> Turn:
    """Replies: the sequences that the message touched and that raise no question, then what to ask."""
    impossible = _drop_impossible(step)
    state = step.state
    asked: Reason | None = state.question.reason if state.question else None
    question = impossible or (state.question if asked == "which" else _find_question(state, today))
    replies = []
    for position in step.touched:
        sequence = state.sequences[position]
        if not first_doubt(sequence.readings, sequence.specimen, today, load_settings()):
            replies.append(wording.trend_reply(sequence))
    replies += step.notes
    if question and not step.notes:
        values = wording.join_values(state.waiting) if question.about == "specimen" else None
        replies.append(wording.question_reply(question, state.sequences, values))
    if not replies:
        emptied = "values/reset" if not state.sequences else "values/give"
        replies.append(wording.topic_reply(emptied))
    return Turn(dump(replace(state, question=question)), tuple(replies))


def respond(
    state: dict[str, Any] | None, text: str, topic: str, today: datetime.date
) -> Turn:
    """Answer a message about the person's own results.

    `topic` is what the classifier understood ("values/give", …); the readings in the text decide.
    Raises nothing on any text or state: a damaged state counts as an empty one.
    """
    known = load(state)
    known = replace(known, question=_valid_question(known))
    return _finish(_step(known, text, topic, today), today)
