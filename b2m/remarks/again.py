"""Known readings that are typed once more: with more known of them, or asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from b2m.checks import LEFT_OUT
from b2m.message import Message, Reading
from b2m.remarks import cues
from b2m.sequences import Sequence, differs_by_a_slip, paired
from b2m.state import State

_TAKES_BACK = re.compile(
    r"\b(?:no|wrong|wrongly|typo|mistake|mistyped|misread|oops|whoops|sorry|i meant|should be"
    r"|should have been|forgot the (?:dot|point|decimal|comma))\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(r"\b(?:the|that|this)\s$", re.IGNORECASE)


def typed_again(state: State, message: Message) -> tuple[Reading, ...] | None:
    """All readings of the sequence that was asked about once more: as they should be ("I forgot
    the point. 6.2 and 7.4"), or as they were, which confirms them."""
    question, again = state.question, message.oldest_first
    if question is None or question.about not in ("unit", "value"):
        return None
    if question.reason in ("which", *LEFT_OUT) or message.before_known:
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
    return tuple(b.completed_by(a) for a, b in pairs)


def sorted_apart(state: State, message: Message) -> tuple[Reading, ...] | None:
    """Results that wait for their specimen, typed once more with it: "CSF 1.6, blood 2.7". One of
    two may be enough: where both specimens are known, the other is of the other one."""
    again = message.oldest_first
    if not state.waiting or state.sequences or not again:
        return None
    if not all(reading.specimen for reading in again):
        return None
    waiting = {(r.value, r.bound): r for r in state.waiting}
    values = {(r.value, r.bound): r for r in again}
    if not set(values) <= set(waiting) and not set(waiting) <= set(values):
        return None
    told = [r.completed_by(waiting[key]) if key in waiting else r for key, r in values.items()]
    rest = [r for key, r in waiting.items() if key not in values]
    return tuple(paired([*told, *rest], state.apart))


_JOINT = re.compile(r"\s?(?:[^\s\d,]+/\S+?)?\s?(?:,|;|->|→|-|and|then|to|\s)*\s?", re.IGNORECASE)


def listed_again(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "Sorry, 4.5 and 6.4" for 4.5 and 4.6: the whole list once more, with a slip put right."""
    again = message.readings
    said = message.besides_numbers
    takes_back = cues.TAKES_BACK.search(said) or cues.CORRECTS.search(said)
    if len(state.sequences) != 1 or not takes_back:
        return None
    (sequence,) = state.sequences
    if len(again) != len(sequence.readings) or len(again) < 2 or _points(message, again):
        return None
    pairs = list(zip(sequence.readings, again, strict=True))
    same = [(a.value, a.bound) == (b.value, b.bound) for a, b in pairs]
    slips = all(alike or differs_by_a_slip(a, b) for alike, (a, b) in zip(same, pairs, strict=True))
    if not slips or not any(same) or all(same):
        return None
    return (sequence.with_readings([a.with_value_of(b) for a, b in pairs]).in_time(),)


def _points(message: Message, again: tuple[Reading, ...]) -> bool:
    """Whether more than a list is said: "the 3.4 was 4.3"."""
    text, pairs = message.text, pairwise(again)
    listed = all(_JOINT.fullmatch(text[one.end : other.start]) for one, other in pairs)
    return not listed or bool(_POINTS_AT.search(text[: again[0].start]))


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
        timed = old.with_time_of(new if new.date or new.label else old)
        specimen = old.specimen or new.specimen
        merged.append(replace(timed, unit=new.unit or old.unit, specimen=specimen))
    return (state.sequences[0].with_readings(merged).in_time(),)
