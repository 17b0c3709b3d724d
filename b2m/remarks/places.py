"""Swaps and reorders known readings, and puts new ones between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as Items
from itertools import pairwise

from b2m.message import Message
from b2m.reader.tokens import Moment
from b2m.remarks import cues
from b2m.remarks.items import Item, pointing
from b2m.sequences import Sequence

_AT_END = re.compile(
    r"\b(?:at|to|on) the (?:very )?(?P<end>end|bottom|start|beginning|top|front)\b", re.I
)
_CAME = re.compile(
    r"\b(?:came|comes|come|goes|go|went|belongs?|was|is)\s(?:really |actually )?(?:the )?"
    r"(?P<end>first|last|older|newer|later|earlier|(?:before|after)(?=\W*$))\b(?! than)"
    r"(?!\s(?:week|month|year|time|one|spring|summer|autumn|fall|winter|\w*day)\b)",
    re.I,
)  # fmt: skip
_IN_TURN = re.compile(r"after(?:wards?)?|before|then|later", re.IGNORECASE)
_MOVES = re.compile(r"\b(?:move|put|belongs?|goes|go|shift)\b", re.I)
_CAME_BESIDE = re.compile(
    r"\b(?:came|comes|was|is|goes|belongs|should be)\s(?:really |actually |just |right )?"
    r"(?P<side>before|after)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?P<side>before|after) (?:the |that |my )?(?P<old>[\d.,]*\d)", re.IGNORECASE
)


def swapped(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> tuple[Sequence, ...] | None:
    """ "Swap the first two", "the 2023 and 2024 ones are mixed up": two values change places; the
    dates stay where they are."""
    if not cues.SWAPS.search(message.text) or any(i.kind in ("value", "unit") for i in items):
        return None
    if any(i.by == "place" for i in items) and any(i.by == "value" for i in items):
        return None  # "other way round, the 5.5 was the first one"
    pointed = sorted({p for i in pointing(items) for p in i.places}, key=lambda p: p.index)
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
    paired: list[Item] = []
    for one, other in pairwise(pointers):
        if {one.by, other.by} != {"value", "place"} or one in paired:
            continue
        value, place = (one, other) if one.by == "value" else (other, one)
        if place is one and len(pointers) < 2 * size and not cues.CORRECTS.search(message.text):
            continue  # "the newest is 2.6" gives another result
        if value.places[0].index not in pairs:
            pairs[value.places[0].index] = place.places[0].index
            paired += [one, other]
    if not pairs and len(pointers) == 1:
        (only,) = pointers
        word = _AT_END.search(message.text) or _CAME.search(message.text)
        compared = bool(word) and word["end"].lower().endswith(("er", "before"))  # type: ignore[index]
        if word and message.tokens[only.at].start < word.start() and not (compared and size != 2):
            at_end = word["end"].lower() in ("end", "bottom", "last", "newer", "later", "after")
            pairs[only.places[0].index] = size - 1 if at_end else 0
    return pairs


def reordered(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> tuple[Sequence, ...] | None:
    """ "The 4.6 is the newest", "4.0 came first", "first was 5.1, after was 3.8"."""
    items = [i for i in items if not _AT_END.search(message.tokens[i.at].text)]
    items = [i for i in items if not (i.kind == "date" and _IN_TURN.fullmatch(i.text(message)))]
    if len(sequences) != 1 or any(i.kind in ("value", "date", "unit", "specimen") for i in items):
        return None
    (sequence,) = sequences
    if sequence.is_dated and not cues.NO_DATES.search(message.text):
        return None
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
    if pairs.get(0) == size - 1 and pairs.get(size - 1) == 0:  # "the 3.3 was the oldest, …"
        return (sequence.with_readings(sequence.readings[::-1]),)
    rest = [i for i in range(size) if i not in pairs]
    order = [next((i for i, p in pairs.items() if p == n), None) for n in range(size)]
    return (_in_order(message, sequence, [rest.pop(0) if i is None else i for i in order]),)


def _beside_known(message: Message, items: Items[Item]) -> Callable[[int], list[int]] | None:
    """ "The 3.9 came before the 4.6": one known reading moves to the side of another."""
    typed = [i for i in items if i.by == "value" and len(i.places) == 1]
    others = [i for i in items if i not in typed and i.by != "place" and not i.is_weak]
    if len(typed) != 2 or others or not _CAME_BESIDE.search(message.text):
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
    pointed = sorted({p.index for i in pointing(items) for p in i.places if i.kind == "pointer"})
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
