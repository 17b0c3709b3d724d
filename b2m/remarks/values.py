"""Corrects known readings: "third is 3.8", "no, the 3.4 was 4.3", "it's a 2, not a 7"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as Items
from dataclasses import replace

from b2m.message import Message, Reading
from b2m.reader.continued import goes_on
from b2m.reader.counted import counts_others
from b2m.reader.tokens import SENTENCE_ENDS, Moment
from b2m.reader.words import AFTER_RESULTS
from b2m.remarks import cues
from b2m.remarks.items import Item
from b2m.remarks.statements import Statement
from b2m.sequences import (
    Place,
    Sequence,
    all_places,
    at,
    differs_by_a_slip,
    find_slip,
    is_dated,
    measured_then,
)

Changes = dict[Place, Reading]

_LINK = re.compile(
    r"\W*(?:(?:an?|one|result|value|number|reading|bullet|line|row|entry|is|are|=|:|->|→|should|shoud|must|be|to|say|says|only|just|exactly"
    r"|reads?|now|it|'?s|was|were|i think|i guess|i believe|actually|really|kindly|as)\W*)*",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:is|are|was|were|should|shoud|must|be|says?|reads?)\b|[=:]", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|it)\b", re.IGNORECASE)
_ENDMOST = re.compile(r"\b(?:last|latest|newest|final|recent|oldest|earliest)\b", re.IGNORECASE)
_NEWEST = re.compile(r"\b(?:newest|latest|most recent)\b", re.IGNORECASE)
_DIGITS = re.compile(
    r"\b(?:an?|with an?|in an?|on an?|starts? with(?: an?)?)\s(?P<new>\d)[,;]?\s(?:and )?(?:not"
    r"|instead of|rather than)\s"
    r"(?:an?\s)?(?P<old>\d)(?![\d.,]*\d)",
    re.IGNORECASE,
)
_FRONT, _END = (
    re.compile(r"\b(?:front|first|start|begin)", re.I),
    re.compile(r"\b(?:end|last|back)", re.I),
)
_EXACT = re.compile(
    r"\b(?:just|exactly|no (?:sign|less|more)|only|without|smudge|plain|straight)\b", re.I
)


def _is_meant(message: Message, statement: Statement, value: Item, known: Reading) -> bool:
    """Whether a value is given for the reading that is pointed at, not besides it."""
    reading = value.reading
    if reading is None:
        return False
    if statement.pointers[-1].by == "specimen" and any(_is_new_time(i) for i in statement.said):
        return False  # "yesterday the blood was 4.7": the next one
    text = message.text
    corrects = bool(cues.CORRECTS.search(text)) and not cues.BETWEEN.search(text)
    adds = _adds(message, value)
    named = {i.name for i in statement.said if i.kind == "specimen"}
    is_other = bool(named) and named != {known.specimen or "blood"}
    if is_other and statement.pointers[-1].by == "date":
        return False  # "serum on 11/02 was 4.3", where that day's CSF is known
    if reading.value == known.value and reading.bound != known.bound:
        return True
    pointer = statement.pointers[-1]
    if corrects and not adds and not _announces(message, pointer):
        return True
    if pointer.negated:
        return True
    if any(_is_new_time(i) for i in statement.said):
        return False  # "in April the spinal tap one was 1.4": another one's
    if is_other:
        return False
    between = text[message.tokens[pointer.end - 1].end : reading.start]
    linked = pointer.at < value.at and bool(_LINK.fullmatch(between)) and bool(between.strip())
    if pointer.by == "specimen":
        return False  # "and the blood one is 2.3": perhaps a new one
    if pointer.by == "value":
        return linked and pointer.definite and bool(_SAYS.search(between)) and not adds
    if pointer.by == "place":
        linked = linked and not _PAST.search(between)  # "my first ever one was 3.7" is another
        return linked and not _ENDMOST.search(message.tokens[pointer.at].text) and not adds
    # "2020 is 3.2": of the list as it stands
    says = linked and bool(_SAYS.search(between))
    return pointer.by == "date" and (pointer.definite or says) and not adds


def _announces(message: Message, pointer: Item) -> bool:
    """ "They rang with the newest, they said 3.6": another result, unless a word takes it back."""
    newest = pointer.by == "place" and _NEWEST.search(pointer.text(message))
    return bool(newest) and not cues.TAKES_BACK.search(message.besides_numbers)


def _is_time(item: Item) -> bool:
    """Whether an item says when something was measured; "now" may be when it was found."""
    return item.kind == "date" and bool(item.moment and item.moment.place != "last")


def _is_new_time(item: Item) -> bool:
    """A date of no known reading; "now" is how the person reads it: "June reads 4.5 now"."""
    return not item.places and _is_time(item)


def _adds(message: Message, value: Item) -> bool:
    """Whether a message gives another result: "I forgot one", "before that it was …". What stands
    behind the value's clause says nothing of it: "…, I need new glasses"."""
    ends = [t.end for t in message.tokens[: value.at] if t.kind in SENTENCE_ENDS]
    text = message.text[max(ends, default=0) : _end_of_clause(message, value)]
    following = zip(message.tokens, message.tokens[1:], strict=False)
    earlier = any(
        one.moment and one.moment.place in ("earlier", "previous") and two.kind != "stop"
        for one, two in following
    )
    adds = earlier or bool(cues.ADDS.search(text))
    takes_back = cues.TAKES_BACK.search(message.besides_numbers)
    return bool(cues.BRINGS.search(text)) or (adds and not takes_back)


def _end_of_clause(message: Message, item: Item) -> int:
    ends = [t.start for t in message.tokens[item.at :] if t.kind in ("comma", "stop", "newline")]
    return ends[0] if ends else len(message.text)


def _certain(message: Message, value: Item) -> bool:
    """Whether a number stands where a value does: with decimals, a unit, or behind "is", "to" …"""
    token = message.tokens[value.at]
    if not token.whole or (
        value.reading and (value.reading.unit or value.reading.bound != "exact")
    ):
        return True
    before = message.tokens[value.at - 1] if value.at else None
    lead = before is None or before.kind in ("colon", "arrow", "comma", "dash", "bound")
    words = before.word.split() if before else []  # of "one was", too
    return lead or bool(words and words[-1] in cues.LEADS_TO_VALUE)


def corrected(
    message: Message, sequences: Items[Sequence], said: Items[Statement]
) -> Changes | None:
    """The readings that get another value; None if the message corrects none."""
    changes: Changes = {}
    new_time = any(_is_new_time(i) for statement in said for i in statement.said)
    for statement in said:
        values = _different(i for i in statement.said if i.kind == "value")
        if not values:
            continue
        if not statement.pointers or len(values) != len(statement.places):
            return None
        if not all(_certain(message, value) for value in values):
            return None
        weak = all(pointer.is_weak for pointer in statement.pointers)
        for place, value in zip(statement.places, values, strict=True):
            known = at(sequences, place)
            goes_along = bool(changes) and statement.pointers[-1].by == "place"
            meant = goes_along or _is_meant(message, statement, value, known)
            if value.reading is None or not meant:
                return None
            if weak and not goes_on(message.tokens, value.at):
                return None
            if weak and new_time and is_dated(known):
                return None  # "three months ago it was 4.5, they told me not to worry"
            dates = [i for i in statement.said if _is_time(i)]
            if len(dates) == 1 and not is_dated(known):
                known = known.with_time_of(dates[0].moment or Moment())
            changes[place] = known.with_value_of(_with_unit(statement, value.reading))
    return changes or None


def _different(values: Iterable[Item]) -> list[Item]:
    """Values, each once: "was 3.0 actually. yes 3.0"."""
    once: dict[tuple[float, str], Item] = {}
    for item in values:
        if item.reading:
            once.setdefault((item.reading.value, item.reading.bound), item)
    return list(once.values())


def _with_unit(statement: Statement, reading: Reading) -> Reading:
    """A value with the unit that is named for it elsewhere: "265, and it's nmol/L"."""
    unit = statement.only("unit")
    return replace(reading, unit=unit.name) if unit and not reading.unit else reading


def _holds_nothing_else(message: Message) -> bool:
    """Whether a message holds no words that could speak of something else."""
    words = {token.word for token in message.tokens if token.kind == "word"}
    return words <= AFTER_RESULTS and not counts_others(message.tokens)


def corrected_by_dates(message: Message, sequences: Items[Sequence]) -> Changes | None:
    """ "I made a mistake: in October 6.6 and in November 4.7": other values of known dates."""
    said = message.readings
    changes: Changes = {}
    if len(said) < 2 or not cues.TAKES_BACK.search(message.besides_numbers):
        return None
    for reading in said:
        moment = Moment(reading.date)
        places = measured_then(sequences, all_places(sequences), moment) if reading.date else []
        if len(places) != 1:
            return None
        changes[places[0]] = at(sequences, places[0]).with_value_of(reading)
    return changes if len(changes) == len(said) else None


def slip_corrected(
    message: Message,
    sequences: Items[Sequence],
    said: Items[Statement],
    just_changed: Items[Place],
) -> Changes | None:
    """ "Sorry, 2.0, dot in the wrong place": the only reading, or the only one with its digits."""
    values = [i for s in said for i in s.said if i.kind == "value" and i.reading]
    others = any(i.kind in ("date", "specimen") for s in said for i in s.said)
    pointed = any(not p.is_weak for s in said for p in s.pointers)
    if len(values) != 1 or pointed or others or not cues.TAKES_BACK.search(message.besides_numbers):
        return None
    (value,), places = values, all_places(sequences)
    if value.reading is None or not _certain(message, value) or cues.ADDS.search(message.text):
        return None
    it = {p for s in said for pointer in s.pointers if pointer.by == "it" for p in pointer.places}
    place = next(iter(it)) if len(it) == 1 else find_slip(sequences, value.reading)
    if place is None and len(places) == 1:
        place = places[0]
    elif place is None and len(just_changed) == 1:
        alike = differs_by_a_slip(at(sequences, just_changed[0]), value.reading)
        place = just_changed[0] if alike else None
    if place is None or not (
        _holds_nothing_else(message) or cues.DIGITS.search(message.besides_numbers)
    ):
        return None
    units = [s for s in said if s.only("unit")]
    new = _with_unit(units[0], value.reading) if units else value.reading
    return {place: at(sequences, place).with_value_of(new)}


def _with_digit(text: str, old: str, new: str, said: str) -> str | None:
    """A number with one digit changed, where it is clear which one."""
    found = [i for i, char in enumerate(text) if char == old]
    if len(found) > 1 and _FRONT.search(said):
        found = found[:1]
    elif len(found) > 1 and _END.search(said):
        found = found[-1:]
    return text[: found[0]] + new + text[found[0] + 1 :] if len(found) == 1 else None


def digit_corrected(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> Changes | None:
    """ "I misread the last one, it's a 2 not a 7 in front": one digit of a reading."""
    match = _DIGITS.search(message.text)
    if match is None:
        return None
    named = [
        item
        for item in items
        if item.kind == "pointer"
        and not item.is_weak
        and not match.start() <= message.tokens[item.at].start < match.end()
    ]
    pointed = {place for item in named for place in item.places}
    changes: Changes = {}
    for place in pointed or set(all_places(sequences)):
        known = at(sequences, place)
        text = _with_digit(known.text, match["old"], match["new"], message.text[match.end() :])
        if text and known.text.strip("<>")[:1].isdigit():
            value = float(text.strip("<>").replace(",", "."))
            changes[place] = replace(known, text=text, value=value, confirmed=False)
    return changes if len(changes) == 1 else None


def bound_corrected(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> Changes | None:
    """ "No, it's just 0.8", where "<0.8" was understood."""
    typed = [item for item in items if item.by == "value" and item.reading and item.places]
    if len(typed) != 1 or not cues.CORRECTS.search(message.text) or not _EXACT.search(message.text):
        return None
    (item,) = typed
    known = at(sequences, item.places[0])
    if item.reading is None or item.reading.bound != "exact" or known.bound == "exact":
        return None
    return {item.places[0]: known.with_value_of(item.reading)}
