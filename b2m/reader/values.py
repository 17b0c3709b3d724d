"""The values that were found in a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from b2m.reader.bounds import SIGNS, Bound
from b2m.reader.moments import Place
from b2m.reader.tokens import Token
from b2m.reader.words import REPEATED

_COUNTS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4, "5": 5}


@dataclass(frozen=True)
class Value:
    """A number that was taken for a B2M value; `index` is its place among the tokens."""

    index: int
    token: Token
    value: float
    bound: Bound
    unit: str | None  # only where it stands right behind the number
    place: Place | None  # "down from 5.1", "higher than 5.1": before the value named last

    @property
    def typed(self) -> str:
        """The number as the person typed it, with the sign that belongs to it."""
        return SIGNS[self.bound] + ("-" if self.value < 0 else "") + self.token.text


@dataclass
class Selection:
    """The values of a message, what stands in their place and is no number ("3.2.1"; its value is
    NaN), and what else was named."""

    values: list[Value] = field(default_factory=list)
    malformed: list[Value] = field(default_factory=list)
    other_analytes: list[str] = field(default_factory=list)


def repeated(text: str, value: Value) -> list[Value]:
    """ "3.1 both times": the same value more than once."""
    behind = REPEATED.match(text, value.token.end)
    if not behind:
        return [value]
    return [value] * _COUNTS.get((behind["count"] or "two").lower(), 2)
