"""How a reading is shown back to the person."""

from __future__ import annotations

import re

from b2m.dates import describe
from b2m.message import Reading
from b2m.reader.bounds import SIGNS
from b2m.units import mg_per_l


def value_as_typed(reading: Reading) -> str:
    """The number as the person typed it; number words as digits."""
    if re.search(r"[A-Za-z]", reading.text):
        return f"{SIGNS[reading.bound]}{reading.value:g}"
    return reading.text


def value_with_unit(reading: Reading) -> str:
    """ "5,1 mg/L", "<0.8"."""
    return f"{value_as_typed(reading)} {reading.unit}" if reading.unit else value_as_typed(reading)


def converted(reading: Reading) -> str | None:
    """The value in mg/L, rounded to three figures, for a reading in another unit per litre."""
    value = mg_per_l(reading.value, reading.unit)
    if value is None or reading.unit == "mg/L":
        return None
    return f"{SIGNS[reading.bound]}{float(f'{value:.3g}'):g}"


def when(reading: Reading) -> str | None:
    """When it was measured, beginning with a capital: the person's own words, the date, or both."""
    words, date = reading.label, describe(reading.date) if reading.date else None
    if words and date and date[-4:] not in words:
        words = f"{words}, {date}"
    words = words or date
    return words[:1].upper() + words[1:] if words else None


def when_in_short(reading: Reading) -> str | None:
    """When it was measured, for the narrow column of a chart: "Mar 14, 2024", "After cycle 4"."""
    words = reading.label or (describe(reading.date, short=True) if reading.date else None)
    return words[:1].upper() + words[1:] if words else None
