"""Whether a message is for the interpreter: it answers, gives results, or changes those known."""

from __future__ import annotations

import datetime
from typing import Any

from b2m.answers import parse_answer
from b2m.checks import LEFT_OUT
from b2m.message import Message
from b2m.numbers import may_hold_number
from b2m.parts import in_two
from b2m.readings import read
from b2m.remarks.mentions import mentioned
from b2m.remarks.named import named_specimen
from b2m.remarks.remark import remark
from b2m.remarks.unclear import called_wrong, calls_one_wrong, unplaced
from b2m.state import Question, State, load


def open_question(state: State) -> Question | None:
    """The open question, if what it is about is still there."""
    question = state.question
    if question is None or question.reason in LEFT_OUT:
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


def answers_question(state: dict[str, Any] | None, text: str, today: datetime.date) -> bool:
    """Whether `text` answers the question that is open in `state`; False if none is."""
    question = open_question(load(state))
    return question is not None and parse_answer(question, text, today) is not None


def reads_values(text: str, today: datetime.date, state: dict[str, Any] | None = None) -> bool:
    """Whether a message carries at least one B2M reading, as a result or as a correction, and does
    more than speak of those in `state`."""
    if not may_hold_number(text):
        return False
    message = read(text, today)
    if message.correction is not None:
        return True
    return bool(message.in_time) and mentioned(load(state), message) is None


def changes_results(state: dict[str, Any] | None, text: str, today: datetime.date) -> bool:
    """Whether `text` asks to correct, remove or turn round the results, names what was tested, or
    asks to start over."""
    known = load(state)
    if not (known.sequences or known.waiting):
        return False
    message = read_beside(known, text, today)
    told = message.told
    commands = (
        message.correction, message.removal, message.reverse, message.reset, message.said_order,
    )  # fmt: skip
    mention = mentioned(known, message)
    gives = bool(message.readings) and message.after_results and mention is None
    return (
        any(commands)
        or remark(known, message) is not None
        or called_wrong(known, told) is not None
        or gives
        or mention not in (None, known)
        or calls_one_wrong(message)
        or unplaced(told) is not None
        or named_specimen(known, message) is not None
        or in_two(known, message, today) is not None
    )


def read_beside(state: State, text: str, today: datetime.date) -> Message:
    """The message `text`; where it seems to hold no results, what it holds after those known."""
    message = read(text, today)
    holds = (
        message.readings, message.correction, message.removal, message.reset, message.malformed,
    )  # fmt: skip
    if any(holds) or not state.sequences:
        return message
    return read(text, today, after_results=True)
