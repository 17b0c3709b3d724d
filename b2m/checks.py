"""Plausibility of a sequence: which reading to ask the person about, if any, and why."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from b2m import dates
from b2m.message import Reading
from b2m.settings import Settings, Specimen
from b2m.trend import Interval, exactly
from b2m.units import UNITS, family, mg_per_l, to_base

About = Literal["unit", "value", "date", "specimen"]
Reason = Literal[
    "future",
    "nonexistent",
    "unit_missing",  # a number without a unit that is unlikely in mg/L, or doesn't fit
    "unit_odd",  # a jump: perhaps one of the units is another
    "implausible",
    "impossible",
    "malformed",  # what was typed is no number
    "wrong",  # the person says so, and not what is right
    "which",  # a correction that doesn't say which reading it is for
    "specimen",
]


LEFT_OUT: tuple[Reason, ...] = ("impossible", "malformed")  # the reading is taken out meanwhile


@dataclass(frozen=True)
class Doubt:
    """A reading of a sequence that the person should be asked about."""

    about: About
    reason: Reason
    index: int


def amount(reading: Reading) -> Interval:
    """What a reading says of the amount (mg/L, mg/24 h, mg/g creatinine); "<0.8" is 0 to 0.8."""
    base = to_base(reading.value, reading.unit)
    if reading.bound == "below":
        return Interval(0.0, base)
    return Interval(base, math.inf) if reading.bound == "above" else exactly(base)


def is_impossible(reading: Reading, settings: Settings) -> bool:
    """Whether no B2M result can be this: zero or less, or above the limit in settings.yml."""
    if not math.isfinite(reading.value) or reading.value <= 0:
        return True
    per_litre = mg_per_l(reading.value, reading.unit)
    return per_litre is not None and per_litre > settings.impossible_above_mg_per_l


def _plausible(
    reading: Reading, unit: str | None, limits: tuple[float | None, float | None]
) -> bool:
    """Whether a reading lies within the limits (mg/L); "<100" says nothing against 60."""
    if family(unit) != "per litre":
        return True
    value = to_base(reading.value, unit)
    low, high = limits
    too_low = low is not None and value < low and reading.bound == "exact"
    too_high = high is not None and value > high and (reading.bound != "below" or unit is None)
    return not too_low and not too_high


def _apart(one: Interval, other: Interval, times: float) -> bool:
    return one.times(other).at_least(times) or other.times(one).at_least(times)


def _units_mixed_up(one: Reading, other: Reading, clear: float) -> bool:
    """Whether two numbers agree as typed, but not in the units typed: 2.8 mg/L and 2.6 mg/dL."""
    if not one.bound == other.bound == "exact":
        return False
    typed = abs(math.log(one.value / other.value))
    converted = abs(math.log(to_base(one.value, one.unit) / to_base(other.value, other.unit)))
    return one.unit != other.unit and typed < converted and converted >= math.log(clear)


def _odd_one(readings: Sequence[Reading], first: int) -> int:
    """Of two neighbours that don't fit, the one without a unit, or else unlike the others."""
    second = first + 1
    if bool(readings[first].unit) != bool(readings[second].unit):
        return second if readings[first].unit else first
    logs = [math.log(to_base(reading.value, reading.unit)) for reading in readings]
    middle = sorted(logs)[len(logs) // 2] if len(logs) > 2 else logs[first]
    return first if abs(logs[first] - middle) > abs(logs[second] - middle) else second


def _date_doubt(readings: Sequence[Reading], today: datetime.date) -> Doubt | None:
    for index, reading in enumerate(readings):
        problem = dates.problem(reading.date, today) if reading.date else None
        if problem:
            return Doubt("date", problem, index)
    return None


def _value_doubt(
    readings: Sequence[Reading], specimen: Specimen, settings: Settings
) -> Doubt | None:
    limits = settings.specimens[specimen].plausible_mg_per_l
    for index, reading in enumerate(readings):
        if is_impossible(reading, settings):
            return Doubt("value", "impossible", index)
        if _plausible(reading, reading.unit, limits):
            continue
        if reading.unit is None:
            return Doubt("unit", "unit_missing", index)
        if not reading.confirmed:
            return Doubt("value", "implausible", index)
    return None


def _bare_doubt(readings: Sequence[Reading]) -> Doubt | None:
    """A number without a unit beside others that were given with one in which numbers aren't those
    of mg/L: 260 nmol/L, 4.6."""
    bare = [index for index, reading in enumerate(readings) if reading.unit is None]
    units = {reading.unit for reading in readings if reading.unit}
    asked = any(reading.confirmed for reading in readings)  # "2900": "µg/L"; 3.1 needed no unit
    if not bare or not units or asked or any(UNITS[unit].per_mg == 1 for unit in units):
        return None
    return Doubt("unit", "unit_missing", bare[0])


def needs_unit(reading: Reading, specimen: Specimen, settings: Settings) -> bool:
    """Whether a number without a unit is unlikely to be one of mg/L."""
    limits = settings.specimens[specimen].plausible_mg_per_l
    return reading.unit is None and not _plausible(reading, None, limits)


def confirmed_with(
    asked: Reading, readings: Sequence[Reading], specimen: Specimen, settings: Settings
) -> list[Reading]:
    """The readings, where one above the limit is right: so are those between the limit and it."""
    high = settings.specimens[specimen].plausible_mg_per_l[1]

    def is_right(reading: Reading) -> bool:
        alike = (reading.unit, reading.bound) == (asked.unit, asked.bound)
        above = high is not None and to_base(reading.value, reading.unit) > high
        return reading.confirmed or (alike and above and reading.value <= asked.value)

    return [replace(reading, confirmed=is_right(reading)) for reading in readings]


def looks_like_urine(reading: Reading, settings: Settings) -> bool:
    """Whether a result whose specimen wasn't said is too low for blood, and in a small unit."""
    if reading.specimen or reading.unit not in ("µg/L", "ng/mL") or reading.bound != "exact":
        return False
    low, _ = settings.specimens["blood"].plausible_mg_per_l
    return low is not None and to_base(reading.value, reading.unit) < low


def _jump_doubt(readings: Sequence[Reading], jump: float, clear: float) -> Doubt | None:
    for index, (one, other) in enumerate(pairwise(readings)):
        if not _apart(amount(one), amount(other), jump) and not _units_mixed_up(one, other, clear):
            continue
        odd = _odd_one(readings, index)
        if one.confirmed or other.confirmed:
            continue
        return Doubt("unit", "unit_odd" if readings[odd].unit else "unit_missing", odd)
    return None


def first_doubt(
    readings: Sequence[Reading], specimen: Specimen, today: datetime.date, settings: Settings
) -> Doubt | None:
    """What to ask before a sequence (oldest first, one specimen and family) is interpreted."""
    return (
        _value_doubt(readings, specimen, settings)
        or _bare_doubt(readings)
        or _jump_doubt(readings, settings.jump, settings.specimens[specimen].clear)
        or _date_doubt(readings, today)
    )


def likely_units(
    readings: Sequence[Reading], index: int, specimen: Specimen, settings: Settings
) -> list[str]:
    """Units per litre in which a doubtful reading would be plausible and fit its neighbours."""
    reading, limits = readings[index], settings.specimens[specimen].plausible_mg_per_l
    others = [amount(r) for i, r in enumerate(readings) if abs(i - index) == 1 and r.unit]
    fitting = []
    for name, unit in UNITS.items():
        if unit.family != "per litre" or not _plausible(reading, name, limits):
            continue
        value = exactly(to_base(reading.value, name))
        if not any(_apart(value, other, settings.jump) for other in others):
            fitting.append(name)
    return fitting
