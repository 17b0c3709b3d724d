"""The readings that a conversation keeps: one sequence for each specimen and family of units."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from collections.abc import Sequence as Items
from dataclasses import dataclass, replace

from b2m.date_patterns import day_in_year
from b2m.message import Reading
from b2m.reader.commands import Target
from b2m.reader.order import day_of, sortable
from b2m.reader.ordinals import MIDDLE
from b2m.reader.tokens import Moment
from b2m.settings import Specimen
from b2m.units import Family, family, to_base

_LEADING = re.compile(r"^(?:(?:in|at|by|on|during|around|about|over|from|the|my) )+", re.IGNORECASE)
_CYCLE = re.compile(r"\b(?:cycle\s?#?|c)(\d{1,2})\b", re.IGNORECASE)
MAX_READINGS = 200  # in one sequence; the oldest go first


@dataclass(frozen=True)
class Sequence:
    """Readings that can be compared with each other, oldest first."""

    specimen: Specimen
    family: Family
    readings: tuple[Reading, ...]

    @property
    def specimen_was_named(self) -> bool:
        """Whether the person said what was tested; else blood was assumed."""
        return any(reading.specimen for reading in self.readings)

    def with_readings(self, readings: Items[Reading]) -> Sequence:
        """The same sequence with other readings."""
        return replace(self, readings=tuple(readings))

    def replaced(self, index: int, reading: Reading) -> Sequence:
        """The sequence with another reading in one place."""
        return self.with_readings([*self.readings[:index], reading, *self.readings[index + 1 :]])

    @property
    def is_dated(self) -> bool:
        """Whether dates alone give the order."""
        days = [day_of(reading.date, reading.estimate) for reading in self.readings]
        return sortable([reading.date for reading in self.readings], days)

    def in_time(self) -> Sequence:
        """The same readings by date, where every one has a date."""
        return self.with_readings(by_date(self.readings))

    def removed(self, index: int) -> Sequence:
        """The sequence without one reading."""
        return self.with_readings([*self.readings[:index], *self.readings[index + 1 :]])


@dataclass(frozen=True)
class Place:
    """Where a reading stands: in which sequence, and where in it."""

    sequence: int
    index: int


def all_places(sequences: Items[Sequence]) -> list[Place]:
    """Where the readings of all sequences stand."""
    return [Place(i, j) for i, s in enumerate(sequences) for j in range(len(s.readings))]


def at(sequences: Items[Sequence], place: Place) -> Reading:
    """The reading in a place."""
    return sequences[place.sequence].readings[place.index]


def is_dated(reading: Reading) -> bool:
    """Whether anything is known of when a reading was measured."""
    return bool(reading.date or reading.label or reading.estimate)


def _cycle(reading: Reading) -> int:
    """The number of the cycle after which a reading was measured; 0 without one."""
    found = _CYCLE.search(reading.label or "")
    return int(found[1]) if found else 0


def by_date(readings: Items[Reading]) -> list[Reading]:
    """Sorted by date where every reading has one; else as they stand, but numbered cycles of
    treatment in their order."""
    days = [day_of(reading.date, reading.estimate) for reading in readings]
    if not sortable([reading.date for reading in readings], days):
        numbered = [r for r in readings if not r.date and _cycle(r)]
        in_order = iter(sorted(numbered, key=_cycle))
        return [next(in_order) if reading in numbered else reading for reading in readings]
    order = sorted(range(len(readings)), key=lambda i: days[i] or datetime.date.min)
    return [readings[i] for i in order]


def _same(one: Reading, other: Reading) -> bool:
    return (one.value, one.bound, one.unit, one.date) == (
        other.value,
        other.bound,
        other.unit,
        other.date,
    )


def _begins_with(new: Items[Reading], known: Items[Reading]) -> bool:
    """Whether a message repeats the known readings from the start, perhaps with more behind."""
    pairs = zip(known, new, strict=False)
    return len(new) >= len(known) and all(_same(a, b) or _may_be_same(a, b) for a, b in pairs)


def _overlap(known: Items[Reading], new: Items[Reading]) -> int:
    """How many of the last known readings a message begins with before it goes on: "from 3.1 to
    2.8" after 3.1. They are known already."""
    for count in range(min(len(known), len(new) - 1), 0, -1):
        pairs = zip(known[-count:], new, strict=False)
        if all(_may_be_same(old, again) for old, again in pairs):
            return count
    return 0


def _may_be_same(known: Reading, again: Reading) -> bool:
    if (known.value, known.bound) != (again.value, again.bound):
        return False
    if again.unit not in (None, known.unit):
        return False
    said = again.date or again.label or again.estimate
    return not said or (bool(again.date) and again.date == known.date)


def merge(
    known: Items[Reading], new: Items[Reading], older: bool, on_purpose: bool
) -> list[Reading]:
    """Known readings and new ones, oldest first, without those that were typed again.

    `older`: the message says that the new ones come before. `on_purpose`: the person was asked for
    another result, so the same number again is another result.
    """
    if not on_purpose and _begins_with(by_date(new), known):
        return [*known, *by_date(new)[len(known) :]]
    if not on_purpose:
        new = new[_overlap(known, new) :]
    fresh = [
        reading
        for reading in new
        if not (reading.date and any(_same(reading, other) for other in known))
    ]
    joined = [*fresh, *known] if older else [*known, *fresh]
    if older and not is_dated(joined[-1]):  # how things are now, behind those with dates
        return [*by_date(joined[:-1]), joined[-1]][-MAX_READINGS:]
    return by_date(joined)[-MAX_READINGS:]


def paired(readings: Items[Reading], specimens: Items[Specimen]) -> list[Reading]:
    """Two readings of two specimens: where one is known, so is the other."""
    told = [reading.specimen for reading in readings if reading.specimen]
    rest = [specimen for specimen in specimens if specimen not in told]
    if len(readings) == len(specimens) == 2 and len(told) == len(rest) == 1:
        return [r if r.specimen else replace(r, specimen=rest[0]) for r in readings]
    return list(readings)


def specimen_of(reading: Reading, sequences: Items[Sequence]) -> Specimen | None:
    """What was tested: as said, as in the only sequence, or blood; None if it has to be asked."""
    if reading.specimen:
        return reading.specimen
    if family(reading.unit) != "per litre":
        urine = [s for s in sequences if s.family == family(reading.unit)]
        return "urine" if urine else None
    specimens = {sequence.specimen for sequence in sequences}
    if len(specimens) > 1:
        return None
    return specimens.pop() if specimens else "blood"


def _family_of(reading: Reading, specimen: Specimen, sequences: Items[Sequence]) -> Family:
    """A number without a unit joins the only sequence of its specimen."""
    families = {s.family for s in sequences if s.specimen == specimen}
    return families.pop() if reading.unit is None and len(families) == 1 else family(reading.unit)


def add(
    sequences: Items[Sequence],
    new: Items[Reading],
    specimen: Callable[[Reading], Specimen],
    older: bool = False,
    on_purpose: bool = False,
) -> tuple[list[Sequence], list[int]]:
    """The sequences with new readings (oldest first), and the positions of those that changed."""
    groups: dict[tuple[Specimen, Family], list[Reading]] = {}
    for reading in sorted(new, key=lambda reading: reading.unit is None):
        of = specimen(reading)
        key = (of, _family_of(reading, of, [*sequences, *(Sequence(*k, ()) for k in groups)]))
        groups.setdefault(key, []).append(reading)
    result, touched = list(sequences), []
    for key, group in sorted(groups.items(), key=lambda item: min(map(new.index, item[1]))):
        ordered = [reading for reading in new if reading in group]
        known = [i for i, s in enumerate(result) if (s.specimen, s.family) == key]
        if not known:
            result.append(Sequence(*key, tuple(by_date(ordered)[-MAX_READINGS:])))
            touched.append(len(result) - 1)
            continue
        old = result[known[0]]
        result[known[0]] = old.with_readings(merge(old.readings, ordered, older, on_purpose))
        touched.append(known[0])
    return result, sorted(touched)


def find(sequences: Items[Sequence], target: Target) -> Place | None:
    """Where the reading stands that a correction or a removal means; None if that isn't clear."""
    places = all_places(sequences)
    if target.specimen:
        places = [p for p in places if sequences[p.sequence].specimen == target.specimen]
    if target.moment:
        places = measured_then(sequences, places, target.moment, target.year_typed)
    if target.value is not None:
        matching = [p for p in places if _has_value(sequences, p, target.value)]
        return matching[-1] if matching else None
    if target.position is not None and len({place.sequence for place in places}) == 1:
        count = len(places)
        if target.position == MIDDLE:
            return places[count // 2] if count % 2 else None
        inside = -count <= target.position < count
        return places[target.position] if inside else None
    return places[0] if len(places) == 1 and target.position in (None, 0, -1) else None


def has_twins(sequences: Items[Sequence], target: Target) -> bool:
    """Whether a value that is to be corrected stands in several places, and nothing says which."""
    if target.value is None or target.moment or target.position is not None or target.specimen:
        return False
    places = all_places(sequences)
    return sum(_has_value(sequences, place, target.value) for place in places) > 1


def measured_then(
    sequences: Items[Sequence], places: Items[Place], moment: Moment, year_typed: bool = True
) -> list[Place]:
    """Where the readings stand that were measured then; where no year was typed and none is of the
    likeliest one, those of the same day or month of another year."""
    found = [p for p in places if is_from(at(sequences, p), moment)]
    if found or year_typed or not moment.date:
        return found
    day = moment.date[4:]
    return [p for p in places if (at(sequences, p).date or "")[4:].startswith(day) and day]


def is_from(reading: Reading, moment: Moment) -> bool:
    """Whether a reading was measured then: the same date or words, or the same month or year."""
    if moment.date and reading.date:
        known, named = reading.date, moment.date
        return known.startswith(named) or named.startswith(known)
    day = day_in_year(moment.label, reading.date[:4]) if reading.date else None
    if day and not moment.date:
        return reading.date == day
    label, words = (_LEADING.sub("", text or "").lower() for text in (reading.label, moment.label))
    return bool(words) and (words in label or (bool(label) and label in words))


def _digits(reading: Reading) -> str:
    """The digits of a number, also of one in words: "four point five" has 4 and 5."""
    return re.sub(r"\D", "", reading.text) or re.sub(r"\D", "", f"{reading.value:g}")


def differs_by_a_slip(typed: Reading, meant: Reading) -> bool:
    """Whether two numbers differ by one digit, two that changed places, or the point: 33, 3.3."""
    one, other = _digits(typed), _digits(meant)
    changed = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
    return changed < 2 or _has_digits_of(typed, meant)


def _has_digits_of(typed: Reading, meant: Reading) -> bool:
    """Whether two numbers have the same digits, in whatever order: 33 and 3.3, 5.1 and 1.5."""
    return sorted(_digits(typed)) == sorted(_digits(meant))


def find_slip(sequences: Items[Sequence], meant: Reading) -> Place | None:
    """The only reading with the digits of another number; None if there is none, or several."""
    places = all_places(sequences)
    alike = [p for p in places if _has_digits_of(at(sequences, p), meant)]
    return alike[0] if len(alike) == 1 else None


def _has_value(sequences: Items[Sequence], place: Place, value: float) -> bool:
    reading = at(sequences, place)
    return value in (reading.value, to_base(reading.value, reading.unit))
