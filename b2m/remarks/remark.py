"""The conversation's results after a message that speaks of those given before."""

from __future__ import annotations

from collections.abc import Sequence as Items
from dataclasses import replace

from b2m.checks import LEFT_OUT
from b2m.message import Message, Reading
from b2m.reader.all_results import LONGEST_COMMAND
from b2m.remarks import cues, facts
from b2m.remarks.again import listed_again, said_again
from b2m.remarks.days import (
    dated_alone,
    dated_in_order,
    dated_late,
    day_of_month,
    days_first,
    redated,
)
from b2m.remarks.finder import find_items
from b2m.remarks.items import Item, last_changed
from b2m.remarks.named import named_unit, told_of_only_one, unit_of_all, with_unit
from b2m.remarks.places import inserted, reordered, swapped
from b2m.remarks.plain import in_one_clause, is_grounded, unknown_words
from b2m.remarks.removal import removed, without
from b2m.remarks.statements import statements
from b2m.remarks.values import (
    Changes,
    bound_corrected,
    corrected,
    corrected_by_dates,
    digit_corrected,
    slip_corrected,
)
from b2m.sequences import Sequence, add, all_places, at, paired, specimen_of
from b2m.state import State
from b2m.units import family

_FEW = 5  # words of other things that may stand beside "put it back"


def undone(state: State, message: Message, items: Items[Item]) -> State | None:
    """The results as they were before the last change: "put it back how it was"."""
    if not state.before or state.before == state.sequences or not cues.UNDOES.search(message.text):
        return None
    if len(unknown_words(message)) > _FEW or cues.ELSEWHERE.search(message.text):
        return None
    known = {reading.value for sequence in state.before for reading in sequence.readings}
    named = {item.reading.value for item in items if item.reading}
    if not named <= known or message.reset:
        return None
    return replace(state, sequences=state.before, question=None)


def removed_another(state: State, message: Message) -> State | None:
    """ "Sorry, I meant the first": another one was to be removed."""
    fewer = len(all_places(state.before)) - len(all_places(state.sequences))
    if fewer != 1 or not cues.MEANT.search(message.text):
        return None
    items = find_items(state, message, state.before)
    if any(item.kind != "pointer" for item in items):
        return None
    meant = cues.MEANT.search(message.text)
    places = [i.places for i in items if meant and message.tokens[i.at].start >= meant.end()]
    if not places or len(places[0]) != 1:
        return None
    return replace(state, sequences=without(state.before, set(places[0])), question=None)


def applied(state: State, changes: Changes) -> State:
    """The state with other readings in their places; what is of another specimen or kind of unit
    now moves to its own sequence."""
    stay: list[Sequence] = []
    moved: list[Reading] = []
    for i, sequence in enumerate(state.sequences):
        kept = []
        for place in all_places([sequence]):
            old = sequence.readings[place.index]
            new = changes.get(replace(place, sequence=i), old)
            if new.specimen not in (None, sequence.specimen) or (
                new.unit and family(new.unit) != sequence.family
            ):
                moved.append(replace(new, specimen=new.specimen or sequence.specimen))
            else:
                kept.append(new)
        if kept:
            stay.append(sequence.with_readings(kept).in_time())
    if moved:
        joined, _ = add(stay, moved, lambda reading: specimen_of(reading, ()) or "urine")
        stay = list(joined)
    return replace(state, sequences=tuple(stay), question=None)


def _sorted_out(state: State, message: Message) -> State | None:
    """ "The 0.2 is the pee one": what was tested, of results that wait for it."""
    if not state.waiting:
        return None
    waiting = [Sequence("blood", "per litre", state.waiting)]
    changes = facts.told(message, waiting, statements(find_items(state, message, waiting)))
    if not changes or not any(new.specimen for new in changes.values()):
        return None
    readings = [changes.get(place, at(waiting, place)) for place in all_places(waiting)]
    readings = paired(readings, state.apart)
    if not all(reading.specimen for reading in readings):
        return replace(state, waiting=tuple(readings), question=None)
    joined, _ = add((), readings, lambda reading: specimen_of(reading, ()) or "urine")
    return replace(state, sequences=tuple(joined), waiting=(), question=None)


def _other_corrected(state: State, message: Message, items: Items[Item]) -> State | None:
    """ "That 6.2 was my LDL, the third one is 4.2": a reading was another test's."""
    theirs = [i for i in items if i.by == "value" and _is_of_another(message, i)]
    values = [i.reading for i in items if i.kind == "value" and i.reading]
    if len(theirs) != 1:
        return None
    (place,) = theirs[0].places
    of_b2m = {reading.start for reading in message.readings}
    if len(values) == 1 and values[0].start in of_b2m:
        known = at(state.sequences, place)
        return applied(state, {place: known.with_value_of(values[0])})
    if not values:
        return _with(state, without(state.sequences, {place}))
    changes = corrected(message, state.sequences, statements(items))
    return applied(state, changes) if changes and set(changes) == {place} else None


def _is_of_another(message: Message, item: Item) -> bool:
    """ "9.9 was her hemoglobin": another test follows a known value."""
    behind = message.tokens[item.end : item.end + 4]
    verb = bool(behind) and behind[0].word in ("is", "was", "were", "are", "belongs")
    return verb and any(token.kind == "analyte" for token in behind)


def _near_the_value(message: Message, items: list[Item]) -> list[Item]:
    """Where one value is given, without the dates and specimens of other clauses: "The October CSF
    is 2.3, I copied April's"."""
    values = [item for item in items if item.kind == "value"]
    if len(values) != 1:
        return items
    near = [i for i in items if in_one_clause(message, i.at, values[0].at)]
    if not any(i.kind != "value" and i.places and not i.is_weak for i in near):
        return items
    by_date = any(i.kind == "date" and i.places for i in near)
    return [
        i
        for i in items
        if i in near
        or not i.places
        or not (i.kind in ("date", "specimen") or (by_date and i.by == "place"))
    ]


def remark(state: State, message: Message) -> State | None:
    """The state as a message changes it that speaks of known results; None if it does not. Beside
    a question only what takes something back or gives a number counts: "lumbar puncture, does it
    hurt" says nothing of them."""
    told = message.told
    if len(told.text) > LONGEST_COMMAND or told.reset or _only_asks(message):
        return None
    if not state.sequences:
        return _sorted_out(state, told)
    found = find_items(state, told, state.sequences)
    if told.readings and cues.BRINGS.search(told.text) and not any(i.is_strong for i in found):
        return None  # "I have an older paper as well, there it was 3.9"
    items = _near_the_value(told, found)
    changed = undone(state, told, items) or removed_another(state, told)
    if changed:
        return changed
    dated = _dated(state, told, items)
    if dated:
        return applied(state, dated)
    return _said_of_results(state, told, items, found)


def _dated(state: State, message: Message, items: Items[Item]) -> Changes | None:
    """The readings that get another date."""
    sequences, changed = state.sequences, last_changed(state)
    return (
        days_first(message, sequences)
        or redated(message, sequences, items)
        or dated_in_order(message, sequences, items)
        or day_of_month(message, sequences, items, changed)
        or dated_late(message, sequences, items, changed)
        or dated_alone(message, sequences, items, changed)
    )


def _said_of_results(
    state: State, message: Message, items: Items[Item], found: Items[Item]
) -> State | None:
    """What a message removes, rearranges or says of known results; `found`: also what stands far
    from a value that it gives."""
    sequences = state.sequences
    if not is_grounded(message, items):
        return _with(state, _named(state, message, found))
    places = removed(message, sequences, items)
    if places:
        return _with(state, without(sequences, places))
    if message.other_analytes:
        return _other_corrected(state, message, items)
    exact = bound_corrected(message, sequences, items)
    if exact:
        return applied(state, exact)
    turned = _rearranged(state, message, items)
    if turned is not None:
        return _with(state, turned)
    changes = _changes(state, message, items)
    if changes is not None:
        after = applied(state, changes)
        unit = unit_of_all(message)  # "the 3.6 is from today, mg/L both"
        return replace(after, sequences=with_unit(after.sequences, unit))
    return _with(state, _named(state, message, found))


def _named(state: State, message: Message, items: Items[Item]) -> tuple[Sequence, ...] | None:
    return named_unit(state, message, items) or told_of_only_one(state, message, items)


def _only_asks(message: Message) -> bool:
    """Whether what a message tells beside a question says nothing of results."""
    told = message.told
    request = not message.asked  # "the August one, could you take it out?", "when? in May"
    plain = cues.REMOVES.search(told.text) or not unknown_words(told)
    return message.holds_question and not (_insists(told) or (request and plain))


def _insists(message: Message) -> bool:
    numbers = any(t.kind == "number" and not t.in_words for t in message.tokens)
    takes_back = cues.CORRECTS.search(message.text) or cues.UNDOES.search(message.text)
    says_unit = message.units and len(unknown_words(message)) <= _FEW
    return bool(numbers or message.readings or takes_back or says_unit)


def _with(state: State, sequences: tuple[Sequence, ...] | None) -> State | None:
    """The state with other sequences; None without."""
    return None if sequences is None else replace(state, sequences=sequences, question=None)


def _rearranged(state: State, message: Message, items: Items[Item]) -> tuple[Sequence, ...] | None:
    """The sequences where a message swaps, inserts or reorders results, or lists them again."""
    for find in (swapped, inserted, reordered):
        turned = find(message, state.sequences, items)
        if turned is not None:
            return turned
    return said_again(state, message) or listed_again(state, message)


def _changes(state: State, message: Message, items: Items[Item]) -> Changes | None:
    """The readings that get another value, or more that is known of them."""
    sequences, said = state.sequences, statements(items)
    missing = state.question is not None and state.question.reason in LEFT_OUT
    found = (
        digit_corrected(message, sequences, items)
        or corrected_by_dates(message, sequences)
        or corrected(message, sequences, said)
    )
    if not found and not missing:
        found = slip_corrected(message, sequences, said, last_changed(state))
    return found or facts.told(message, sequences, said)
