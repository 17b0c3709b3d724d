"""The pattern of a sequence of B2M readings, decided by ratios (content/settings.yml)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Pattern = Literal[
    "increasing",
    "decreasing",
    "stable",
    "decreased_then_increased",
    "increased_then_decreased",
    "small_increase",
    "small_decrease",
    "cannot_tell",
    "too_few",
]

# Thresholds include their own value; this keeps 3.9 / 3.0 from falling short of 1.30 by rounding.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Interval:
    """What is known of an amount: exactly `low` = `high`, or somewhere between them."""

    low: float
    high: float

    def times(self, other: Interval) -> Interval:
        """The ratio of this amount to the other, as the interval of all possible ratios."""
        low = self.low / other.high if math.isfinite(other.high) else 0.0
        high = self.high / other.low if other.low > 0 else math.inf
        return Interval(low, high)

    def at_least(self, limit: float) -> bool:
        """Whether the whole interval is `limit` or more."""
        return self.low >= limit * (1 - ROUNDING)

    def at_most(self, limit: float) -> bool:
        """Whether the whole interval is `limit` or less."""
        return self.high <= limit * (1 + ROUNDING)


@dataclass(frozen=True)
class Trend:
    """A pattern; where it turns, if it does, and whether the last reading alone makes the turn."""

    pattern: Pattern
    turn: int | None = None
    rests_on_last: bool = False


def exactly(value: float) -> Interval:
    """An amount that is known."""
    return Interval(value, value)


def _turns(amounts: Sequence[Interval], clear: float) -> tuple[int, int]:
    """The last trough and the last peak that the latest amount turned away from (-1: none)."""
    last = amounts[-1]
    highest, lowest = amounts[0], amounts[0]  # so far: the surely highest, the surely lowest
    trough = peak = -1
    for j, turn in enumerate(amounts[:-1]):
        if highest.times(turn).at_least(clear) and last.times(turn).at_least(clear):
            trough = j
        if turn.times(lowest).at_least(clear) and turn.times(last).at_least(clear):
            peak = j
        highest = max(highest, turn, key=lambda amount: amount.low)
        lowest = min(lowest, turn, key=lambda amount: amount.high)
    return trough, peak


def _overall(amounts: Sequence[Interval], clear: float, same: float) -> Pattern:
    ratio = amounts[-1].times(amounts[0])
    if ratio.at_least(clear):
        return "increasing"
    if ratio.at_most(1 / clear):
        return "decreasing"
    if ratio.at_least(1 / same) and ratio.at_most(same):
        return "stable"
    if ratio.at_least(same) and ratio.at_most(clear):
        return "small_increase"
    if ratio.at_least(1 / clear) and ratio.at_most(1 / same):
        return "small_decrease"
    return "cannot_tell"


def _pattern(amounts: Sequence[Interval], clear: float, same: float) -> tuple[Pattern, int | None]:
    if len(amounts) < 2:
        return "too_few", None
    trough, peak = _turns(amounts, clear)
    if trough == peak == -1:
        return _overall(amounts, clear, same), None
    if trough > peak:
        return "decreased_then_increased", trough
    return "increased_then_decreased", peak


def trend(amounts: Sequence[Interval], clear: float, same: float) -> Trend:
    """The pattern of amounts in one unit, oldest first; `clear` and `same` are ratios above 1."""
    pattern, turn = _pattern(amounts, clear, same)
    if turn is None:
        return Trend(pattern)
    without_last, _ = _pattern(amounts[:-1], clear, same)
    return Trend(pattern, turn, rests_on_last=without_last != pattern)
