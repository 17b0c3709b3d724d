"""Removes, swaps, reorders known readings, and puts new ones between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as Items
from itertools import pairwise

from b2m.message import Message
from b2m.reader.tokens import SENTENCE_ENDS, Moment
from b2m.remarks import cues
from b2m.remarks.items import Item, all_places, at
from b2m.remarks.plain import is_plain, leading_day
from b2m.sequences import Place, Sequence

_AT_END = re.compile(
    r"\b(?:at|to|on) the (?:very )?(?P<end>end|bottom|start|beginning|top|front)\b", re.I
)
_CAME = re.compile(
    r"\b(?:came|comes|come|goes|go|went|belongs?|was|is)\s(?:really |actually )?(?:the )?"
    r"(?P<end>first|last|older|newer|later|earlier)\b(?! than)"
    r"(?!\s(?:week|month|year|time|one|spring|summer|autumn|fall|winter|\w*day)\b)",
    re.I,
)  # fmt: skip
_TO_DATE = re.compile(r"\s*(?:(?:rid|of|out|away|off|the|my|that|from|in)\s+)*", re.IGNORECASE)
_MOVES = re.compile(r"\b(?:move|put|belongs?|goes|go|shift)\b", re.I)
_CAME_BESIDE = re.compile(
    r"\b(?:came|comes|was|is|goes|belongs|should be)\s(?:really |actually |just |right )?"
    r"(?P<side>before|after)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?P<side>before|after) (?:the |that |my )?(?P<old>[\d.,]*\d)", re.IGNORECASE
)


def _pointers(items: Items[Item]) -> list[Item]:
    """What points at readings; dates and specimens that readings have do so, too."""
    strong = [i for i in items if i.kind == "pointer" and i.by not in ("it", "all") and i.places]
    named = [i for i in items if i.kind in ("date", "specimen") and i.places]
    return sorted(
        strong or [i for i in named if i.definite and (i.results or i.kind == "date")],
        key=lambda item: item.at,
    )


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
    text, pointers = message.text, _pointers(items)
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
        return set((before or dates)[-1].places)
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
    return [
        item
        for item in items
        if item.kind == "date" and len(item.places) == 1 and item.moment and item.moment.date
        and _TO_DATE.fullmatch(message.text[start : message.tokens[item.at].start])
    ]  # fmt: skip


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
    named = _pointers(inside) or _dated(message, inside, verb)
    if named:
        return _named(named, sequences)
    if _ALL_OF_THEM.match(message.text, verb.start()):
        return set(all_places(sequences))
    both = _THESE_TWO.match(message.text, verb.start())
    if both and before_verb(message, items, verb, 2):
        return before_verb(message, items, verb, 2)
    refers = any(i.by == "it" for i in inside) or not message.text[verb.end() :].strip(" .!?")
    said = [i for i in items if message.tokens[i.at].start < verb.start()]
    day = leading_day(said)
    before = _pointers(said) or ([day] if day else [])
    refers = refers or bool(cues.OUT.match(message.text, verb.start()))
    if not refers:
        return None
    if before:
        return _named(before[-1:], sequences)
    it = {p for i in inside if i.by == "it" for p in i.places}
    clear = is_plain(message) and not cues.WANTS.search(message.text)
    return it if len(it) == 1 and clear else None


_ALL_OF_THEM = re.compile(
    r"\w+\s(?:(?:about|out|away)\s)?(?:both|all)(?:\sof)?\s(?:those|them|these|the|my)"
    r"(?:\s(?:two|three|four))?(?:\s(?:numbers|results|values|readings))?(?=\s*(?:$|[,.;!]|out|please))",
    re.IGNORECASE,
)
_THESE_TWO = re.compile(r"\w+\s(?:these|those|the)\s(?:two|both)\b|\w+\sboth\b", re.IGNORECASE)


def before_verb(
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


def swapped(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> tuple[Sequence, ...] | None:
    """ "Swap the first two", "the 2023 and 2024 ones are mixed up": two values change places; the
    dates stay where they are."""
    if not cues.SWAPS.search(message.text) or any(i.kind in ("value", "unit") for i in items):
        return None
    pointed = sorted({p for i in _pointers(items) for p in i.places}, key=lambda p: p.index)
    if len(pointed) != 2 or pointed[0].sequence != pointed[1].sequence:
        return None
    one, other = pointed
    sequence = sequences[one.sequence]
    first, second = sequence.readings[one.index], sequence.readings[other.index]
    turned = sequence.replaced(one.index, second.with_time_of(first))
    turned = turned.replaced(other.index, first.with_time_of(second))
    return tuple(turned if s is sequence else s for s in sequences)


def _order_pairs(message: Message, items: Items[Item], size: int) -> dict[int, int]:
    """Which reading is said to be the first, the last …: place now -> place said."""
    pairs: dict[int, int] = {}
    pointers = [i for i in items if i.by in ("value", "place") and len(i.places) == 1]
    for one, other in pairwise(pointers):
        if {one.by, other.by} != {"value", "place"} or one.places[0].index in pairs:
            continue
        value, place = (one, other) if one.by == "value" else (other, one)
        if place is one and len(pointers) < 2 * size and not cues.CORRECTS.search(message.text):
            continue  # "the newest is 2.6" gives another result
        if value.places[0].index not in pairs:
            pairs[value.places[0].index] = place.places[0].index
    if not pairs and len(pointers) == 1:
        (only,) = pointers
        word = _AT_END.search(message.text) or _CAME.search(message.text)
        compared = bool(word) and word["end"].lower().endswith("er")  # type: ignore[index]
        if word and message.tokens[only.at].start < word.start() and not (compared and size != 2):
            at_end = word["end"].lower() in ("end", "bottom", "last", "newer", "later")
            pairs[only.places[0].index] = size - 1 if at_end else 0
    return pairs


def reordered(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> tuple[Sequence, ...] | None:
    """ "The 4.6 is the newest", "4.0 came first", "first was 5.1, after was 3.8"."""
    items = [i for i in items if not _AT_END.search(message.tokens[i.at].text)]
    if len(sequences) != 1 or any(i.kind in ("value", "date", "unit", "specimen") for i in items):
        return None
    (sequence,) = sequences
    size = len(sequence.readings)
    typed = [i.places[0].index for i in items if i.by == "value"]
    told = cues.CORRECTS.search(message.text) or cues.IN_TURN.search(message.text)
    if told and size > 1 and sorted(typed) == list(range(size)) and typed != sorted(typed):
        return (_in_order(message, sequence, typed),)
    beside = _beside_known(message, items)
    if beside:
        return (_in_order(message, sequence, beside(size)),)
    pairs = _order_pairs(message, items, size)
    if not pairs or len(set(pairs.values())) < len(pairs):
        return None
    if len(pairs) == 1 and next(iter(pairs.values())) not in (0, size - 1):
        return None
    if len(pairs) == 1 and typed and not _MOVES.search(message.text):
        (now, said), last = next(iter(pairs.items())), size - 1
        if now == last - said:  # the other end: so are all the others turned round
            return (sequence.with_readings(sequence.readings[::-1]),)
    rest = [i for i in range(size) if i not in pairs]
    order = [next((i for i, p in pairs.items() if p == n), None) for n in range(size)]
    return (_in_order(message, sequence, [rest.pop(0) if i is None else i for i in order]),)


def _beside_known(message: Message, items: Items[Item]) -> Callable[[int], list[int]] | None:
    """ "The 3.9 came before the 4.6": one known reading moves to the side of another."""
    typed = [i for i in items if i.by == "value" and len(i.places) == 1]
    if len(typed) != 2 or len(items) != 2 or not _CAME_BESIDE.search(message.text):
        return None
    first, second = (item.places[0].index for item in typed)
    after = _CAME_BESIDE.search(message.text)["side"].lower() == "after"  # type: ignore[index]

    def order(size: int) -> list[int]:
        rest = [i for i in range(size) if i != first]
        rest.insert(rest.index(second) + after, first)
        return rest

    return order


def _in_order(message: Message, sequence: Sequence, order: Items[int]) -> Sequence:
    """The readings in another order; without their dates if those are taken back."""
    readings = [sequence.readings[i] for i in order]
    if cues.NO_DATES.search(message.text):
        readings = [reading.with_time_of(Moment()) for reading in readings]
    return sequence.with_readings(readings)


def inserted(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> tuple[Sequence, ...] | None:
    """ "Between the two there is also 4.1", "straight after the 3.3 there was a 4.9"."""
    values = [i for i in items if i.kind == "value" and i.reading]
    if len(sequences) != 1 or len(values) != 1:
        return None
    (sequence,), (value,) = sequences, values
    pointed = sorted({p.index for i in _pointers(items) for p in i.places if i.kind == "pointer"})
    beside = _BESIDE.search(message.text)
    if cues.BETWEEN.search(message.text):
        if len(pointed) != 2 and len(sequence.readings) == 2:
            pointed = [0, 1]
        if len(pointed) != 2 or pointed[1] != pointed[0] + 1:
            return None
        index = pointed[1]
    elif beside and len(pointed) == 1:
        index = pointed[0] + (beside["side"].lower() == "after")
    else:
        return None
    known = list(sequence.readings)
    new = next((r for r in message.readings if r.start == value.reading.start), value.reading)  # type: ignore[union-attr]
    return (sequence.with_readings([*known[:index], new, *known[index:]]).in_time(),)  # type: ignore[list-item]
