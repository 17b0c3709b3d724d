"""Loads `content/settings.yml` (limits and thresholds) and `content/interpreter.yml` (words)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import PositiveFloat, validator

from b2m.content import FOLDER, Strict, parse, read_yaml

Specimen = Literal["blood", "urine", "csf"]
Interpretation = Literal["on", "blood_only", "off"]


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

    @validator("specimens")
    def _every_specimen(
        cls, specimens: dict[Specimen, SpecimenSettings]
    ) -> dict[Specimen, SpecimenSettings]:
        missing = {"blood", "urine", "csf"} - set(specimens)
        if missing:
            raise ValueError(f"missing: {', '.join(sorted(missing))}")
        return specimens

    def interprets(self, specimen: Specimen) -> bool:
        """Whether a pattern is told for this specimen, or the results are only listed."""
        return self.interpretation == "on" or (
            self.interpretation == "blood_only" and specimen == "blood"
        )


@lru_cache(maxsize=4)
def load_settings(folder: Path = FOLDER) -> Settings:
    """The checked settings. Raises ContentError, which names the field."""
    return parse(Settings, read_yaml(folder / "settings.yml"), "settings.yml")
