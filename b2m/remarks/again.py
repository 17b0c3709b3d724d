"""Known readings that are typed once more: with more known of them, or asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from b2m.answers import is_short_statement
from b2m.checks import LEFT_OUT
from b2m.message import Message, Reading
from b2m.remarks import cues
from b2m.remarks.finder import find_items
from b2m.remarks.items import LINK, Item, at
from b2m.remarks.plain import is_plain, unknown_words
from b2m.sequences import Sequence, differs_by_a_slip
from b2m.settings import Specimen
from b2m.state import Question, State
from b2m.units import family

_TAKES_BACK = re.compile(
    r"\b(?:no|wrong|wrongly|typo|mistake|mistyped|misread|oops|whoops|sorry|i meant|should be"
    r"|should have been|forgot the (?:dot|point|decimal|comma))\b",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(r"\b(?:the|that|this)\s$", re.IGNORECASE)
_IS_WRONG = re.compile(
    r"\b(?:(?:is|was|are|were|looks|seems|must be|that'?s)(?: (?:all|completely|also|just))?"
    r" (?:wrong|incorrect|not (?:right|correct)|an? (?:mistake|typo|error))"
    r"|(?:isn'?t|wasn'?t|is not|was not|can'?t be) (?:right|correct))\W*(?:sorry\W*)?$",
    re.IGNORECASE,
)
_ONE_WRONG = re.compile(
    r"\bone (?:of (?:them|those|these|the \w+)|(?:result|value|number)) (?:is|was) (?:wrong|off"
    r"|incorrect|not right)\b",
    re.IGNORECASE,
)
_WRONG_FOR = re.compile(
    r"^\W*(?:(?:sorry|oops|that'?s|that is|it'?s|the|a|i (?:gave|typed|put|have|had))\W+)*wrong "
    r"(?:number|value|result|one) (?:for|in|from|of)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\b(?:results|values|numbers|readings)\b", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:ones?|results?|values?|numbers?|readings?|entry)\b", re.IGNORECASE)
_OF_RESULTS = re.compile(r"\b(?:units?|every|each)\b", re.IGNORECASE)
_FEW_BESIDE = 4  # words of other things: "they were in the column heading"
_FEW = 2  # words of other things: "leave the flu one out"


def named_unit(state: State, message: Message) -> tuple[Sequence, ...] | None:
    """ "Those are all mg/L": the unit of the readings that have none, or else of all."""
    items = find_items(state, message, state.sequences)
    units = {item.name for item in items if item.kind == "unit" and not item.negated}
    others = any(item.kind in ("value", "date") for item in items)
    others = others or any(token.kind in ("range", "analyte") for token in message.tokens)
    if len(units) != 1 or others or len(state.sequences) != 1 or message.holds_question:
        return None
    refers = any(item.by in ("it", "all") or item.negated for item in items)
    refers = refers or bool(_OF_RESULTS.search(message.text))
    if not (refers or is_short_statement(message)):
        return None  # "B2M normal range mg/L"
    if len(unknown_words(message)) > _FEW_BESIDE:
        return None
    unit = str(units.pop())
    if family(unit) != state.sequences[0].family:
        return None
    (sequence,) = state.sequences
    all_named = all(reading.unit for reading in sequence.readings)
    readings = [
        replace(r, unit=unit, confirmed=False) if all_named or not r.unit else r
        for r in sequence.readings
    ]
    return (sequence.with_readings(readings),)


def named_specimen(state: State, message: Message) -> Specimen | None:
    """The specimen in "it was urine, not blood", where blood was assumed for the only sequence."""
    if len(state.sequences) != 1 or state.sequences[0].specimen_was_named:
        return None
    if message.holds_question or len(unknown_words(message)) > _FEW_BESIDE:
        return None
    items = find_items(state, message, state.sequences)
    named = {item.name for item in items if item.kind == "specimen" and not item.negated}
    counts = any(t.kind == "noise" and re.search(r"\d", t.text) for t in message.tokens)
    nothing_else = {item.kind for item in items} <= {"specimen", "pointer"} and not counts
    said = [item for item in items if item.kind == "specimen"]
    refers = any(_leads_to(message, item, said[0]) for item in items) if said else False
    plain = is_short_statement(message) or (refers and is_plain(message, said))
    if len(named) == 1 and nothing_else and plain and not message.readings:
        return named.pop()  # type: ignore[return-value]
    return None


def _leads_to(message: Message, pointer: Item, fact: Item) -> bool:
    """ "These are from the pee", but not "how they do a spinal tap"."""
    if pointer.by not in ("it", "all") or pointer.at > fact.at:
        return False
    start, end = message.tokens[pointer.at].start, message.tokens[fact.at].start
    return bool(LINK.fullmatch(message.text[start:end]))


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


def sorted_apart(state: State, message: Message) -> State | None:
    """Results that wait for their specimen, typed once more with it: "CSF 1.6, blood 2.7"."""
    again = message.oldest_first
    if not state.waiting or state.sequences or not all(reading.specimen for reading in again):
        return None
    values, waiting = (
        [(r.value, r.bound) for r in readings] for readings in (again, state.waiting)
    )
    return replace(state, waiting=()) if set(values) >= set(waiting) else None


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


def called_wrong(state: State, message: Message) -> Question | None:
    """ "The 4.4 is wrong", which doesn't say what is right: so it is asked."""
    wrong_for = _WRONG_FOR.search(message.text)
    if not state.sequences or not (wrong_for or _IS_WRONG.search(message.text)):
        return None
    items = find_items(state, message, state.sequences)
    by_date = [item for item in items if item.kind == "date" and (item.definite or wrong_for)]
    pointing = [item for item in items if item.by in ("value", "place")] or by_date
    named = {place for item in pointing for place in item.places}
    if len(named) != 1 or any(i.kind != "pointer" and i not in by_date for i in items):
        return None
    if message.other_analytes or not is_plain(message):
        return None
    (place,) = named
    reading = at(state.sequences, place)
    return Question("value", "wrong", place.sequence, place.index, reading)


def unplaced(message: Message) -> Reading | None:
    """ "One of them is wrong, it should be 3.9": a value in the place of another, but of which?"""
    said = [r for r in message.readings if not (r.date or r.label)]
    said = said or [
        Reading(t.text, t.value or 0.0, start=t.start, end=t.end)
        for t in message.tokens
        if t.kind == "number" and t.value and not t.whole
    ]
    wrong = _ONE_WRONG.search(message.besides_numbers)
    if not wrong or len(said) != 1 or message.other_analytes or cues.ADDS.search(message.text):
        return None
    return said[0]


def is_unclear(message: Message) -> bool:
    """ "That's not right", "take the wrong one out": a change, but of what?"""
    text, others = message.text, len(unknown_words(message))
    if message.units or cues.ELSEWHERE.search(text):
        return False
    refers = bool(_RESULT.search(text)) or any(
        token.word in ("it", "that", "this", "those", "these", "they", "that's", "it's")
        for token in message.tokens
    )
    # "forget the results I entered" means all of them
    one = _RESULT.search(text) and not _RESULTS.search(text)
    removes = bool(cues.REMOVES.search(text) and one)
    return (removes and others <= _FEW) or (bool(_IS_WRONG.search(text)) and not others and refers)


_NAMED_ONE = re.compile(
    r"\b(?:the|that|this|both)\s(?:[\w']+\s){1,2}ones?\b|\bone of (?:them|those|these)\b"
    r"|\b(?:those|these|results?|values?|readings?)\b",
    re.IGNORECASE,
)


def calls_one_wrong(message: Message) -> bool:
    """Whether a message without a question names a result, unclearly, that is wrong or is to go:
    "one of those is wrong", "drop the LabCorp one"; not "that's wrong", which may be anything."""
    named = _NAMED_ONE.search(message.text)
    return bool(named) and not message.holds_question and is_unclear(message)
