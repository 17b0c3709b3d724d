"""Takes known readings out: "leave the 4.2 out", "that one was my wife's", "keep the last two"."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items

from b2m.message import Message
from b2m.reader.tokens import SENTENCE_ENDS
from b2m.remarks import cues
from b2m.remarks.items import Item, pointing
from b2m.remarks.plain import is_plain, leading_day
from b2m.sequences import Place, Sequence, all_places, at

_TO_DATE = re.compile(r"\s*(?:(?:rid|of|out|away|off|the|my|that|from|in)\s+)*", re.IGNORECASE)
_JOINT = re.compile(r"(?:\s?,\s|\s(?:and|&)\s)(?:the\s)?", re.IGNORECASE)
_ALL_OF_THEM = re.compile(
    r"\w+\s(?:(?:about|out|away)\s)?(?:both|all)(?:\sof)?\s(?:those|them|these|the|my)"
    r"(?:\s(?:two|three|four))?(?:\s(?:numbers|results|values|readings))?(?=\s*(?:$|[,.;!]|out|please))",
    re.IGNORECASE,
)
_THESE_TWO = re.compile(r"\w+\s(?:these|those|the)\s(?:two|both)\b|\w+\sboth\b", re.IGNORECASE)


def _in_clause(message: Message, items: Items[Item], start: int, end: int) -> list[Item]:
    """The items between two places of the text, up to the end of the clause."""
    stops = [t.start for t in message.tokens if t.kind in SENTENCE_ENDS | {"comma", "open", "dash"}
             and t.start >= start]  # fmt: skip
    limit = min([end, *stops])
    return [i for i in items if start <= message.tokens[i.at].start < limit]


def _named(pointers: Items[Item], sequences: Items[Sequence]) -> set[Place]:
    """What pointers in one clause mean together: "the urine ones", "the 4.2 and the 3.1"."""
    found = {place for item in pointers for place in item.places}
    for item in pointers:
        narrows = item.kind in ("date", "specimen") and {p.kind for p in pointers} != {item.kind}
        if narrows and found & set(item.places):
            found &= set(item.places)
    return found


def removed(message: Message, sequences: Items[Sequence], items: Items[Item]) -> set[Place] | None:
    """The readings that are to go; None if the message removes none."""
    text, pointers = message.text, pointing(items)
    if any(item.by == "place" and not item.places for item in items):
        return None  # the fifth of four
    everything = set(all_places(sequences))
    if any(item.kind == "value" for item in _of_sentence(message, items)):
        return None
    kept = cues.KEEPS.search(text)
    not_mine = cues.NOT_MINE.search(text)
    if not_mine:
        return _owned(message, items, pointers, not_mine.start())
    if kept and pointers:
        behind = [i for i in pointers
                  if message.tokens[i.at].start >= kept.start() and i.by != "other"]  # fmt: skip
        return everything - _named(behind, sequences) if behind else None
    if message.other_analytes:
        is_theirs = bool(pointers) and pointers[0].definite and _is_theirs(message, pointers[0])
        takes_back = cues.REMOVES.search(text) or cues.CORRECTS.search(text)
        return set(pointers[0].places) if is_theirs and takes_back else None
    if cues.TWICE.search(text) and _repeated(sequences, items):
        return _repeated(sequences, items)
    verb = cues.REMOVES.search(text)
    if verb is None:
        return None
    return _object(message, sequences, items, verb)


def _of_sentence(message: Message, items: Items[Item]) -> list[Item]:
    """The items of the sentence that takes something out: "Delete the last. The new one is 2.4"."""
    verb = cues.REMOVES.search(message.text)
    if verb is None:
        return list(items)
    ends = [t.start for t in message.tokens if t.kind in SENTENCE_ENDS]
    start = max((end for end in ends if end < verb.start()), default=-1)
    end = min((end for end in ends if end > verb.start()), default=len(message.text))
    return [i for i in items if start <= message.tokens[i.at].start <= end]


def _owned(
    message: Message, items: Items[Item], pointers: Items[Item], start: int
) -> set[Place] | None:
    """What isn't the person's own: what is pointed at before, a date before ("may wasn't b2m"), or
    "it" with a word that takes it out ("delete that its my wifes")."""
    before = [i for i in pointers if message.tokens[i.at].start <= start]
    dates = [i for i in items if i.kind == "date" and len(i.places) == 1
             and message.tokens[i.at].start <= start]  # fmt: skip
    if before or dates:
        said = (before or dates)[-1:]
        for item in reversed((before or dates)[:-1]):  # "August and September are my brother's"
            between = message.tokens[item.end : said[0].at]
            if not all(t.kind == "comma" or t.word in ("and", "the") for t in between):
                break
            said = [item, *said]
        return {place for item in said for place in item.places}
    it = {p for i in items if i.by == "it" for p in i.places}
    return it if cues.REMOVES.search(message.text) and len(it) == 1 else None


def _is_theirs(message: Message, pointer: Item) -> bool:
    """ "The 4.2 …", "the second was …", but not "the last creatinine"."""
    behind = message.tokens[pointer.end : pointer.end + 1]
    is_said = bool(behind) and behind[0].word in ("was", "is", "were", "came")
    return pointer.by == "value" or (pointer.by == "place" and is_said)


def _dated(message: Message, items: Items[Item], verb: re.Match[str]) -> list[Item]:
    """The date of one reading right behind a verb: "take april away"."""
    start = verb.start() + len(verb[0].split()[0])
    found = [
        item
        for item in items
        if item.kind == "date" and len(item.places) == 1 and item.moment and item.moment.date
        and _TO_DATE.fullmatch(message.text[start : message.tokens[item.at].start])
    ]  # fmt: skip
    for item in items:  # "drop February and May"
        between = message.text[message.tokens[found[-1].end - 1].end :] if found else ""
        between = between[
            : max(0, message.tokens[item.at].start - len(message.text) + len(between))
        ]
        if item.kind == "date" and len(item.places) == 1 and _JOINT.fullmatch(between):
            found.append(item)
    return found


def _repeated(sequences: Items[Sequence], items: Items[Item]) -> set[Place] | None:
    """ "I typed 4.4 twice": the later of two that are the same."""
    typed = {i.reading.value for i in items if i.by == "value" and i.reading}
    places = all_places(sequences)
    values = [at(sequences, place).value for place in places]
    again = [p for n, p in enumerate(places) if values[n] in values[:n]]
    found = [p for p in again if not typed or at(sequences, p).value in typed]
    return {found[0]} if len(found) == 1 else None


def _object(
    message: Message, sequences: Items[Sequence], items: Items[Item], verb: re.Match[str]
) -> set[Place] | None:
    """What is to be removed: what stands in the clause of the verb, or what "it" means."""
    inside = _in_clause(message, items, verb.start(), len(message.text))
    named = pointing(inside) or _dated(message, inside, verb)
    if named:
        return _named(named, sequences)
    if _ALL_OF_THEM.match(message.text, verb.start()):
        return set(all_places(sequences))
    both = _named_before(message, items, verb, 2)
    if both and _THESE_TWO.match(message.text, verb.start()):
        return both
    refers = any(i.by == "it" for i in inside) or not message.text[verb.end() :].strip(" .!?")
    said = [i for i in items if message.tokens[i.at].start < verb.start()]
    day = leading_day(said)
    months = [i for i in said if i.kind == "date" and len(i.places) == 1]
    before = pointing(said) or months or ([day] if day else [])
    refers = refers or bool(cues.OUT.match(message.text, verb.start()))
    refers = refers or verb[0].lower().startswith(("does", "should", "can"))  # "… doesn't count"
    if not refers:
        return None
    if before:
        return _named(before[-1:], sequences)
    it = {p for i in inside if i.by == "it" for p in i.places}
    clear = is_plain(message) and not cues.WANTS.search(message.text)
    return it if len(it) == 1 and clear else None


def _named_before(
    message: Message, items: Items[Item], verb: re.Match[str], count: int
) -> set[Place] | None:
    """ "The ones from 2020 and 2021 …, so drop these two": what was named before."""
    said = [i for i in items if message.tokens[i.at].start < verb.start() and len(i.places) == 1]
    named = {place for item in said for place in item.places}
    return named if len(named) == count else None


def without(sequences: Items[Sequence], places: set[Place]) -> tuple[Sequence, ...]:
    """The sequences without some readings, and without those that are empty then."""
    left = []
    for i, sequence in enumerate(sequences):
        kept = [r for j, r in enumerate(sequence.readings) if Place(i, j) not in places]
        if kept:
            left.append(sequence.with_readings(kept))
    return tuple(left)
