"""What a message says about B2M results: readings, and what to do with those given before."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar

from b2m.reader.clauses import is_in, without
from b2m.reader.commands import Target
from b2m.reader.tokens import Kind, Moment, Token
from b2m.settings import Specimen


@dataclass(frozen=True)
class Reading:
    """One result and what was said about it. `start` and `end` span the number in the message."""

    text: str  # as typed, with its bound: "5,1", "<0.8"
    value: float  # in `unit`
    bound: Literal["exact", "below", "above"] = "exact"
    unit: str | None = None  # a name of b2m.units.UNITS; None: not said
    specimen: Specimen | None = None
    date: str | None = None  # "2024-03-14", "2024-01", "2022"; None: not said
    label: str | None = None  # "at diagnosis", "last week": shown back where there is no date
    start: int = 0
    end: int = 0
    estimate: datetime.date | None = None  # a day for sorting, where the date alone gives none
    confirmed: bool = False  # the person was asked about this value and said that it is right

    @property
    def is_number(self) -> bool:
        """Whether what was typed could be read; else the value is NaN."""
        return not math.isnan(self.value)

    def with_value_of(self, new: Reading) -> Reading:
        """With another value; what the new one doesn't say stays as it was."""
        return replace(
            self,
            text=new.text,
            value=new.value,
            bound=new.bound,
            unit=new.unit or self.unit,
            confirmed=False,
        )

    def with_time_of(self, other: Reading | Moment) -> Reading:
        """Measured when the other one was."""
        return replace(self, date=other.date, label=other.label, estimate=other.estimate)

    def completed_by(self, known: Reading) -> Reading:
        """With what an earlier wording of the same result said, and this one doesn't."""
        return replace(
            self,
            unit=self.unit or known.unit,
            specimen=self.specimen or known.specimen,
            date=self.date or known.date,
            label=self.label or known.label,
            estimate=self.estimate or known.estimate,
        )


_Item = TypeVar("_Item", Token, Reading)


@dataclass(frozen=True)
class Correction:
    """A reading given before, and what it should be."""

    target: Target
    reading: Reading


@dataclass(frozen=True)
class Message:
    """What a message says about B2M results. `readings` are in the order of the text."""

    text: str
    asked: tuple[tuple[int, int], ...] = ()  # where the text asks, and doesn't tell
    tokens: tuple[Token, ...] = ()
    readings: tuple[Reading, ...] = ()
    in_time: tuple[Reading, ...] = ()  # the same oldest first, and among them what is no number
    newest_first: bool = False
    before_known: bool = False  # older than what was given in earlier messages ("before that …")
    long_ago: bool = False  # all readings have a day, and none is of the last weeks
    other_analytes: tuple[str, ...] = ()
    correction: Correction | None = None
    removal: Target | None = None
    reset: bool = False
    reverse: bool = False  # turn round what was given
    today: datetime.date | None = None
    after_results: bool = False  # read as one that goes on with known results
    said_order: str | None = None  # "newest first", "oldest first": how it was given; no readings

    def _named(self, kind: Kind) -> frozenset[str]:
        return frozenset(token.name for token in self.tokens if token.kind == kind and token.name)

    @cached_property
    def specimens(self) -> frozenset[Specimen]:
        """All that are named."""
        return self._named("specimen")  # type: ignore[return-value]

    @cached_property
    def units(self) -> frozenset[str]:
        """All that are named."""
        return self._named("unit")

    @cached_property
    def short_units(self) -> frozenset[str]:
        """All that are named without "per litre": "mg"."""
        return self._named("short unit")

    @cached_property
    def told(self) -> Message:
        """The same message without what it asks."""
        if not self.asked:
            return self
        parts = self.asked

        def kept(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
            return tuple(item for item in items if not is_in(item.start, parts))

        return replace(
            self,
            text=without(self.text, parts),
            asked=(),
            tokens=kept(self.tokens),
            readings=kept(self.readings),
            in_time=kept(self.in_time),
        )

    @property
    def holds_question(self) -> bool:
        """Whether a part of it asks, or is not sure."""
        return bool(self.asked) or "?" in self.text

    @cached_property
    def besides_numbers(self) -> str:
        """The text with blanks in place of the numbers: "four point one" speaks of no point."""
        text = self.text
        for token in self.tokens:
            if token.kind == "number":
                text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
        return text

    @cached_property
    def dates(self) -> tuple[Moment, ...]:
        """All that are named."""
        return tuple(t.moment for t in self.tokens if t.kind == "date" and t.moment)

    @cached_property
    def plain_words(self) -> tuple[str, ...]:
        """All that are no part of a value, unit, date or specimen."""
        return tuple(t.text for t in self.tokens if t.kind in ("word", "noise", "analyte"))

    @property
    def oldest_first(self) -> tuple[Reading, ...]:
        """The readings in the order in which they were measured, as far as the message says it."""
        return tuple(reading for reading in self.in_time if reading.is_number)

    @property
    def malformed(self) -> tuple[str, ...]:
        """What stands where a value should and is no number: "3.2.1"."""
        return tuple(reading.text for reading in self.in_time if not reading.is_number)
