"""Units in which laboratories report B2M: their spellings, families and conversion.

1 mg/L = 1 µg/mL = 1000 µg/L = 1000 ng/mL = 0.1 mg/dL; nmol/L by the molar mass in settings.yml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from b2m.settings import load_settings

Family = Literal["per litre", "per day", "per gram of creatinine"]


@dataclass(frozen=True)
class Unit:
    """A unit, and how many of it make one mg/L (or mg/24 h, or mg/g creatinine)."""

    name: str
    family: Family
    per_mg: float


def _table() -> dict[str, Unit]:
    per_litre = {"mg/L": 1.0, "µg/mL": 1.0, "mg/dL": 0.1, "µg/L": 1000.0, "ng/mL": 1000.0}
    per_litre["nmol/L"] = 1e6 / load_settings().molar_mass_g_per_mol
    units = [Unit(name, "per litre", factor) for name, factor in per_litre.items()]
    for mass, factor in (("mg", 1.0), ("µg", 1000.0)):
        units.append(Unit(f"{mass}/24 h", "per day", factor))
        units.append(Unit(f"{mass}/g creatinine", "per gram of creatinine", factor))
    return {unit.name: unit for unit in units}


UNITS = _table()

# What people type -> the parts of a unit's name. After NFKC "µ" arrives as Greek "μ".
AMOUNTS = {
    "mg": r"mgs?|milligrams?|milli\s?grams?",
    "µg": r"[µμu]gs?|mcgs?|micrograms?|micro\s?grams?",
    "ng": r"ngs?|nanograms?|nano\s?grams?",
    "nmol": r"nmols?|nanomoles?|nano\s?moles?",
}
DENOMINATORS = {
    "L": r"lt?r?|lit(?:er|re)s?|1(?![\d.,])",
    "dL": r"dl|deci\s?lit(?:er|re)s?|100\s?ml",
    "mL": r"ml|cc|milli\s?lit(?:er|re)s?",
    "24 h": r"24(?:\s*-?\s*(?:hours?|hrs?|hr|h)(?![a-z]))?|days?|d",
    # Urine per gram is always per gram of creatinine.
    "g creatinine": r"g(?:ram)?s?(?:\s*(?:of\s*)?(?:-\s*)?(?:creatinine|creatine|creat|crea|cr"
    r"|kreatinin))?",
}
_SLASH = (
    r"\s{0,3}(?:/|\\|slash\b|per\s+(?:an?\s+)?|\bp\b|in\s+(?=24)|\ban?\s(?=lit|deci|milli)"
    r"|[.-](?=[dm]?l\b))\s{0,3}"
)
_INVERSE = r"(?:\s?\^?[-−]1)?"  # "mg L-1"


def _pattern() -> re.Pattern[str]:
    amounts = "|".join(f"(?P<a{i}>{spelling})" for i, spelling in enumerate(AMOUNTS.values()))
    longest_first = sorted(enumerate(DENOMINATORS.values()), key=lambda item: -item[0])
    below = "|".join(f"(?P<d{i}>{spelling})" for i, spelling in longest_first)
    return re.compile(
        rf"(?<![A-Za-zµμ/])(?:(?:{amounts})(?:{_SLASH}(?:{below})|\s?(?P<glued>dl|ml|l)){_INVERSE}"
        rf"|(?P<percent>mg\s?%))(?![A-Za-z/])",
        re.IGNORECASE,
    )


UNIT_PATTERN = _pattern()
# "3.2 mg": what people type who leave out the rest; a dose is written so, too.
SHORT_UNIT_PATTERN = re.compile(
    r"(?<=\d)\s?"
    + "(?:"
    + "|".join(f"(?P<a{i}>{spelling})" for i, spelling in enumerate(AMOUNTS.values()))
    + ")"
    + r"(?![A-Za-z/%])|^\s*"
    + "(?:"
    + "|".join(f"(?P<b{i}>{spelling})" for i, spelling in enumerate(AMOUNTS.values()))
    + r")[\s.!]*$",
    re.IGNORECASE,
)
_GLUED = {"l": "L", "dl": "dL", "ml": "mL"}


def unit_of(match: re.Match[str]) -> str | None:
    """The canonical name of a match of UNIT_PATTERN; None for a unit that B2M isn't reported in."""
    if match["percent"]:
        return "mg/dL"
    amount = next(name for i, name in enumerate(AMOUNTS) if match[f"a{i}"])
    if match["glued"]:
        below = _GLUED[match["glued"].lower()]
    else:
        below = next(name for i, name in enumerate(DENOMINATORS) if match[f"d{i}"])
    name = f"{amount}/{below}"
    return name if name in UNITS else None


def amount_of(match: re.Match[str]) -> str:
    """The canonical amount ("mg") of a match of SHORT_UNIT_PATTERN."""
    return next(name for i, name in enumerate(AMOUNTS) if match[f"a{i}"] or match[f"b{i}"])


def canonical(spelling: str) -> str | None:
    """The canonical name of a unit as typed, such as "mcg / ml"; None if it isn't a unit of B2M."""
    match = UNIT_PATTERN.fullmatch(spelling.strip())
    return unit_of(match) if match else None


def family(unit: str | None) -> Family:
    """Which amounts a unit can be compared with. No unit counts as an amount per litre."""
    return UNITS[unit].family if unit else "per litre"


def same_scale(value: float, other: float) -> bool:
    """Whether two bare numbers can have the same unit; a zero, put right later, fits any."""
    low, high = sorted((abs(value), abs(other)))
    return low == 0 or high / low < load_settings().jump


def to_base(value: float, unit: str | None) -> float:
    """`value` in mg/L, mg/24 h or mg/g creatinine; a value without a unit is taken as it stands."""
    return value / UNITS[unit].per_mg if unit else value


def mg_per_l(value: float, unit: str | None) -> float | None:
    """`value` in mg/L; None for an unnamed unit, an amount per day or per gram of creatinine."""
    return to_base(value, unit) if unit and family(unit) == "per litre" else None
