"""Messages that call a known reading wrong, and don't say which, or what is right."""

from __future__ import annotations

import re

from b2m.message import Message, Reading
from b2m.remarks import cues
from b2m.remarks.finder import find_items
from b2m.remarks.plain import is_plain, unknown_words
from b2m.sequences import at
from b2m.state import Question, State

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
_NAMED_ONE = re.compile(
    r"\b(?:the|that|this|both)\s(?:[\w']+\s){1,2}ones?\b|\bone of (?:them|those|these)\b"
    r"|\b(?:those|these|results?|values?|readings?)\b",
    re.IGNORECASE,
)
_FEW = 2  # words of other things: "leave the flu one out"


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


def calls_one_wrong(message: Message) -> bool:
    """Whether a message without a question names a result, unclearly, that is wrong or is to go:
    "one of those is wrong", "drop the LabCorp one"; not "that's wrong", which may be anything."""
    named = _NAMED_ONE.search(message.text)
    return bool(named) and not message.holds_question and is_unclear(message)
