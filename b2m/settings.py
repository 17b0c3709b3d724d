"""Loads `content/settings.yml` (limits and thresholds) and `content/interpreter.yml` (words)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, PositiveFloat, validator

from b2m.content import FOLDER, Strict, parse, read_yaml
from b2m.trend import Pattern

Specimen = Literal["blood", "urine", "csf"]
Choice = Literal["blood", "urine", "csf", "leave_out", "leave_date_out"]
QuestionName = Literal[
    "future", "nonexistent", "unit_missing", "unit_odd", "implausible", "implausible_no",
    "impossible", "malformed", "which", "specimen",
]  # fmt: skip
Interpretation = Literal["on", "blood_only", "off"]


def _holding(names: Any) -> Callable[[dict[str, object]], dict[str, object]]:
    """A check that a mapping has a value for every name of a Literal."""

    def check(mapping: dict[str, object]) -> dict[str, object]:
        missing = set(get_args(names)) - set(mapping)
        if missing:
            raise ValueError(f"missing: {', '.join(sorted(missing))}")
        return mapping

    return check


class SpecimenSettings(Strict):
    """How large a change counts, and which values (mg/L) are believed without asking."""

    clear: PositiveFloat
    same: PositiveFloat
    plausible_mg_per_l: tuple[float | None, float | None]

    @validator("same")
    def _same_below_clear(cls, same: float, values: dict[str, float]) -> float:
        if not 1 <= same < values.get("clear", same + 1):
            raise ValueError("must be at least 1 and below `clear`")
        return same


class Settings(Strict):
    """Everything in `content/settings.yml`; the file gives the source of each number."""

    interpretation: Interpretation
    molar_mass_g_per_mol: PositiveFloat
    impossible_above_mg_per_l: PositiveFloat
    jump: PositiveFloat
    specimens: dict[Specimen, SpecimenSettings]

    @validator("interpretation", pre=True)
    def _yaml_switch(cls, value: object) -> object:
        return {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value

    _complete = validator("specimens", allow_reuse=True)(_holding(Specimen))

    def interprets(self, specimen: Specimen) -> bool:
        """Whether a pattern is told for this specimen, or the results are only listed."""
        return self.interpretation == "on" or (
            self.interpretation == "blood_only" and specimen == "blood"
        )


@lru_cache(maxsize=4)
def load_settings(folder: Path = FOLDER) -> Settings:
    """The checked settings. Raises ContentError, which names the field."""
    return parse(Settings, read_yaml(folder / "settings.yml"), "settings.yml")


class PatternTexts(Strict):
    """What is said of one pattern, which questions it gives rise to, and which topic fits it."""

    seen: str
    may_mean: str
    rests_on_last: str | None = None
    ask: tuple[str, ...]
    topic: str


class ListingTexts(Strict):
    """How readings are listed."""

    heading: str
    heading_one: str
    dated: str
    undated: str
    converted: str
    assumed_blood: str
    assumed_blood_one: str


class ChartTexts(Strict):
    """The words of a chart."""

    alternative: str
    axis: str
    axis_without_unit: str


class Texts(Strict):
    """Everything in `content/interpreter.yml`."""

    section: str
    specimens: dict[Specimen, str]
    choices: dict[str, str]
    listing: ListingTexts
    patterns: dict[Pattern, PatternTexts]
    caveat: str
    ask_heading: str
    ask_item: str
    not_interpreted: str
    questions: dict[QuestionName, str]
    other_analytes: str
    and_: str = Field(alias="and")
    no_such_reading: str
    add_prompt: str
    chart: ChartTexts

    _all_specimens = validator("specimens", allow_reuse=True)(_holding(Specimen))
    _all_choices = validator("choices", allow_reuse=True)(_holding(Choice))
    _all_patterns = validator("patterns", allow_reuse=True)(_holding(Pattern))
    _all_questions = validator("questions", allow_reuse=True)(_holding(QuestionName))


@lru_cache(maxsize=4)
def load_texts(folder: Path = FOLDER) -> Texts:
    """The interpreter's words. Raises ContentError, which names the field."""
    return parse(Texts, read_yaml(folder / "interpreter.yml"), "interpreter.yml")
