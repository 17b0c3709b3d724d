"""A turn of the conversation about a person's own results: (state, text) -> (state, replies)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from b2m import changes, settled, wording
from b2m.answers import parse_answer
from b2m.changes import Step
from b2m.checks import LEFT_OUT, first_doubt
from b2m.impossible import drop_impossible
from b2m.message import Correction, Message
from b2m.parts import in_two
from b2m.reader.all_results import may_reset
from b2m.reader.commands import Target
from b2m.reader.ordinals import ordinal
from b2m.recognition import (
    answers_question,
    changes_results,
    open_question,
    read_beside,
    reads_values,
)
from b2m.remarks.again import sorted_apart, typed_again
from b2m.remarks.mentions import (
    mentioned,
    with_days,
    with_same_unit,
    without_mentions,
)
from b2m.remarks.named import named_specimen, unit_of_all, with_unit
from b2m.remarks.remark import remark
from b2m.remarks.unclear import called_wrong, is_unclear, unplaced
from b2m.sequences import Place, all_places, find, has_twins
from b2m.settings import load_settings
from b2m.state import Question, State, dump, load
from b2m.wording import Reply

__all__ = ["Reply", "Turn", "answers_question", "changes_results", "reads_values", "respond"]

TOPICS = ("values/give", "values/interpret", "values/reverse", "values/reset")


@dataclass(frozen=True)
class Turn:
    """The conversation's new state, as JSON can hold it, and what to say."""

    state: dict[str, object]
    replies: tuple[Reply, ...]


def _without_values(state: State, message: Message, topic: str) -> Step:
    """A message about results that holds none."""
    if message.other_analytes:
        return Step(state, [], [wording.other_analytes_reply(message.other_analytes)])
    asked_to_add = topic == "values/give" or wording.is_choice(message.text, "add")
    if not state.sequences and not state.waiting:
        fallback = topic if topic in TOPICS and not asked_to_add else "values/give"
        return Step(state, [], [wording.topic_reply(fallback)])
    if is_unclear(message.told) and not wording.is_choice(message.text, "add"):
        return changes.not_found(state)
    if asked_to_add:
        return Step(replace(state, adding=True), [], [wording.add_prompt_reply()])
    return Step(state, changes.everything(state))


def _speaks_of_another(state: State, question: Question, message: Message) -> bool:
    """Whether a correction is about another reading than the open question: "the first is 3.6"."""
    target = message.correction.target if message.correction else Target()
    place = find(state.sequences, target) if target != Target() else None
    asked = Place(question.sequence, question.index)
    return place not in (None, asked) and question.reason not in ("which", *LEFT_OUT)


def _changed(state: State, after: State) -> list[int]:
    """The positions of the sequences that a remark has changed; of all if it changed none."""
    new = [i for i, sequence in enumerate(after.sequences) if sequence not in state.sequences]
    return new or changes.everything(after)


def _step(state: State, text: str, topic: str, today: datetime.date) -> Step:
    """What the message does; what it says counts more than the topic that was understood."""
    message = read_beside(state, text, today)
    told = message.told
    if state.waiting and not state.sequences:
        remarked = remark(state, message)
        if remarked:
            return Step(remarked, changes.everything(remarked))
    sorted_out = sorted_apart(state, message)
    if sorted_out:
        return changes.add_readings(replace(state, waiting=()), sorted_out, ask_specimen=True)
    if state.question and not _speaks_of_another(state, state.question, message):
        answer = parse_answer(state.question, text, today)
        if answer:
            return settled.answer_question(state, state.question, answer)
    retyped = typed_again(state, told)
    if retyped:
        return settled.type_again(state, state.question, retyped) if state.question else Step(state)
    parts = in_two(state, message, today)
    if parts:
        return _second_part(state, *parts, topic)
    return _remarked(state, message) or _given(state, message, topic)


def _second_part(before: State, state: State, rest: Message, topic: str) -> Step:
    """What the rest of a message does, after a first part that changed `before` to `state`."""
    step = _remarked(state, rest) or (_given(state, rest, topic) if rest.readings else Step(state))
    step.touched = sorted({*step.touched, *_changed(before, step.state)})
    return step


def _remarked(state: State, message: Message) -> Step | None:
    """What the message does to known results; None if it speaks of none."""
    told = message.told
    correction = message.correction
    known = correction and find(state.sequences, correction.target)
    says_more = bool(message.dates) or ordinal(message.text) is not None
    twins = correction and has_twins(state.sequences, correction.target)
    if correction and known and not (twins and says_more):
        return changes.correct(state, correction)
    remarked = remark(state, message)
    if remarked:
        return _with_the_rest(state, remarked, told)
    if message.correction:
        return changes.correct(state, message.correction)
    wrong = called_wrong(state, told)
    if wrong:
        return Step(replace(state, question=wrong))
    new = unplaced(told) if state.sequences else None
    if new:
        return changes.correct(state, Correction(Target(), new))
    if message.removal == Target() and state.question:  # "leave that out. The newest is 2.4"
        return changes.give(settled.leave_out(state, state.question).state, message)
    if message.removal and state.sequences:
        step = changes.remove(state, message.removal)
        return changes.give(step.state, message) if message.readings else step
    return None


def _with_the_rest(state: State, remarked: State, told: Message) -> Step:
    """What a remark did; after a removal also the results that the message gives in other words:
    "Delete the last one. The redraw is 2.4"."""
    step = Step(remarked, _changed(state, remarked))
    fewer = len(all_places(remarked.sequences)) < len(all_places(state.sequences))
    if not fewer or remarked.sequences == state.before or not told.readings:
        return step
    known = [r for s in state.sequences for r in s.readings]
    if any(
        r.value == old.value and r.date in (None, old.date) for r in told.readings for old in known
    ):
        return step
    return changes.give(remarked, told)


def _given(state: State, message: Message, topic: str) -> Step:
    """What the message gives, or does to all results."""
    if message.reset:
        return replace(changes.give(State(), message), forgets=True)
    mention = mentioned(state, message)
    if mention is not None:
        return Step(mention, _changed(state, mention))
    if message.in_time:
        state, message = without_mentions(state, message)
        state = replace(state, sequences=with_unit(state.sequences, unit_of_all(message)))
        return changes.give(state, with_same_unit(state, with_days(state, message)))
    if message.said_order and (state.sequences or state.waiting):
        return changes.order_as_said(state, message.said_order == "newest first")
    if message.reverse or (topic == "values/reverse" and message.told.text.strip()):
        return changes.turn_round(state)
    specimen = named_specimen(state, message)
    if specimen:
        return changes.name_specimen(state, specimen)
    if topic == "values/reset" and (may_reset(message.text) or not state.sequences):
        return Step(State(), forgets=True)
    return _without_values(state, message, topic)


def _find_question(state: State, today: datetime.date) -> Question | None:
    """What has to be asked before the results can be interpreted."""
    if state.question and state.question.reason in ("which", "wrong"):
        return state.question
    if state.waiting:
        unclear = next((r for r in state.waiting if not r.specimen), state.waiting[0])
        return Question("specimen", "specimen", 0, 0, unclear)
    for position, sequence in enumerate(state.sequences):
        doubt = first_doubt(sequence.readings, sequence.specimen, today, load_settings())
        if doubt:
            reading = sequence.readings[doubt.index]
            return Question(doubt.about, doubt.reason, position, doubt.index, reading)
    return None


def _finish(step: Step, today: datetime.date) -> Turn:
    """Replies about the sequences that were touched and raise no question; then what to ask."""
    dropped = drop_impossible(step)
    question = dropped or _find_question(step.state, today)
    state = step.state
    replies, unclear = [], []
    for sequence in (state.sequences[position] for position in step.touched):
        doubt = first_doubt(sequence.readings, sequence.specimen, today, load_settings())
        if doubt or dropped:  # a value is missing: what is left may show another pattern
            unclear.append(sequence)
        else:
            replies.append(wording.trend_reply(sequence))
    notes = step.notes
    if question and not notes:
        waiting = wording.join_values(r for r in state.waiting if not r.specimen)
        values = waiting if question.about == "specimen" else None
        notes = [wording.question_reply(question, state.sequences, values)]
    replies += [wording.below_listing(unclear, note) for note in notes[:1]] + notes[1:]
    if not replies:
        emptied = not state.sequences and not state.waiting
        replies.append(wording.topic_reply("values/reset" if emptied else "values/give"))
    return Turn(dump(replace(state, question=question)), tuple(replies))


def respond(state: dict[str, Any] | None, text: str, topic: str, today: datetime.date) -> Turn:
    """Answer a message about the person's own results.

    `topic` is what the classifier understood ("values/give", …); the readings in the text decide.
    Raises nothing on any text or state: a damaged state counts as an empty one.
    """
    known = load(state)
    known = replace(known, question=open_question(known))
    step = _step(known, text, topic, today)
    if step.state.sequences != known.sequences:
        step.state = replace(step.state, before=() if step.forgets else known.sequences)
    return _finish(step, today)
