"""Messages that do two things: they give results and speak of them, or the other way round."""

from __future__ import annotations

import datetime

from b2m import changes
from b2m.answer_words import is_short_statement
from b2m.message import Message
from b2m.reader.all_results import LONGEST_COMMAND
from b2m.reader.tokens import SENTENCE_ENDS
from b2m.readings import read
from b2m.remarks.mentions import speaks_again
from b2m.remarks.named import behind_units
from b2m.remarks.remark import remark
from b2m.state import State


def in_two(state: State, message: Message, today: datetime.date) -> tuple[State, Message] | None:
    """The state after the first part of a message, and the rest, which does more; None if it is
    one thing."""
    return _remarked_first(state, message.told, today) or _said_again(state, message, today)


def _said_again(
    state: State, message: Message, today: datetime.date
) -> tuple[State, Message] | None:
    """ "5.0, 3.6, 5.3. The 3.6 was after the transplant": a message that goes on to speak of what
    it gave."""
    start = speaks_again(message)
    if start is None:
        return None
    first, rest = (message.text[:start], " " * start + message.text[start:])
    given = changes.give(state, read(first, today, after_results=bool(state.sequences)))
    return given.state, read(rest, today, after_results=True)


def _remarked_first(
    state: State, told: Message, today: datetime.date
) -> tuple[State, Message] | None:
    """What the first part of a message does to known results, and the rest, which does more:
    "Those are from 10/30. In July it was 4.0", "both mg/L, and the 5.0 was in April"."""
    sentences = [t.end for t in told.tokens if t.kind in SENTENCE_ENDS]
    for end in [*sentences[:1], *behind_units(told)[:1]]:
        if end > LONGEST_COMMAND or not told.text[end:].strip(" .,;!"):
            continue
        first = read(told.text[:end], today)
        remarked = None if first.in_time or first.removal else remark(state, first)
        if remarked is None or remarked == state:
            continue
        rest = read(" " * end + told.text[end:], today, after_results=True)
        goes_on = bool(rest.readings or rest.other_analytes) or remark(remarked, rest) is not None
        if goes_on or is_short_statement(first):
            return remarked, rest
    return None
