"""What a conversation keeps between two messages, as JSON with a version."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import ValidationError, conint, constr, validator

from b2m.checks import About, Reason
from b2m.content import Strict
from b2m.message import Reading
from b2m.sequences import Sequence
from b2m.settings import Specimen
from b2m.units import UNITS, Family

VERSION = 1
_ShortText = constr(max_length=60)


@dataclass(frozen=True)
class Question:
    """The question that is open. `reading` is what it is about, or what a correction gave;
    `index` is where that reading stands, or stood before it was taken out."""

    about: About
    reason: Reason
    sequence: int
    index: int
    reading: Reading
    others: tuple[Reading, ...] = ()  # left out for the same reason, in their order


@dataclass(frozen=True)
class State:
    """The results given so far, those whose specimen isn't known yet, and the open question."""

    sequences: tuple[Sequence, ...] = ()
    waiting: tuple[Reading, ...] = ()
    question: Question | None = None
    adding: bool = False  # the person was asked for another result
    newest_first: bool = False  # how the person gave several results; the sequences are turned
    apart: tuple[Specimen, ...] = ()  # of the waiting results, which is which isn't said
    before: tuple[Sequence, ...] = ()  # the sequences before the last change, to put them back


class _StoredReading(Strict):
    text: _ShortText  # type: ignore[valid-type]
    value: float
    bound: Literal["exact", "below", "above"]
    unit: str | None
    specimen: Specimen | None
    date: constr(regex=r"^\d{4}(-\d\d){0,2}$") | None  # type: ignore[valid-type]
    label: _ShortText | None  # type: ignore[valid-type]
    estimate: datetime.date | None
    confirmed: bool

    @validator("unit")
    def _known_unit(cls, unit: str | None) -> str | None:
        if unit is not None and unit not in UNITS:
            raise ValueError("not a unit of B2M")
        return unit

    def reading(self) -> Reading:
        return Reading(**self.__dict__)


class _StoredSequence(Strict):
    specimen: Specimen
    family: Family
    readings: tuple[_StoredReading, ...]

    def sequence(self) -> Sequence:
        readings = tuple(reading.reading() for reading in self.readings)
        return Sequence(self.specimen, self.family, readings)


class _StoredQuestion(Strict):
    about: About
    reason: Reason
    sequence: conint(ge=0)  # type: ignore[valid-type]
    index: conint(ge=0)  # type: ignore[valid-type]
    reading: _StoredReading
    others: tuple[_StoredReading, ...] = ()

    def question(self) -> Question:
        reading = self.reading.reading()
        others = tuple(other.reading() for other in self.others)
        return Question(self.about, self.reason, self.sequence, self.index, reading, others)


class _StoredState(Strict):
    version: Literal[1]
    sequences: tuple[_StoredSequence, ...]
    waiting: tuple[_StoredReading, ...]
    question: _StoredQuestion | None
    adding: bool
    newest_first: bool = False
    apart: tuple[Specimen, ...] = ()
    before: tuple[_StoredSequence, ...] = ()


def _stored(reading: Reading) -> dict[str, Any]:
    fields = {name: getattr(reading, name) for name in _StoredReading.__fields__}
    fields["estimate"] = reading.estimate.isoformat() if reading.estimate else None
    return fields


def dump_sequence(sequence: Sequence) -> dict[str, Any]:
    """A sequence as JSON can hold it."""
    return {
        "specimen": sequence.specimen,
        "family": sequence.family,
        "readings": [_stored(reading) for reading in sequence.readings],
    }


def load_sequence(data: object) -> Sequence:
    """A sequence from JSON. Raises pydantic's ValidationError, a ValueError, where it is none."""
    return _StoredSequence.parse_obj(data).sequence()


def dump(state: State) -> dict[str, object]:
    """The state as JSON can hold it."""
    question = state.question
    return {
        "version": VERSION,
        "sequences": [dump_sequence(sequence) for sequence in state.sequences],
        "waiting": [_stored(reading) for reading in state.waiting],
        "question": question
        and {
            **asdict(question),
            "reading": _stored(question.reading),
            "others": [_stored(other) for other in question.others],
        },
        "adding": state.adding,
        "newest_first": state.newest_first,
        "apart": list(state.apart),
        "before": [dump_sequence(sequence) for sequence in state.before],
    }


def load(data: object) -> State:
    """The state from JSON; an empty one if it is missing, damaged or of another version."""
    try:
        json.dumps(data, allow_nan=False)  # NaN and infinity are damage
        stored = _StoredState.parse_obj(data)
    except (ValidationError, ValueError, TypeError, RecursionError, OverflowError):
        return State()
    sequences = tuple(s.sequence() for s in stored.sequences if s.readings)
    before = tuple(s.sequence() for s in stored.before if s.readings)
    return State(
        sequences,
        tuple(reading.reading() for reading in stored.waiting),
        stored.question.question() if stored.question else None,
        stored.adding,
        stored.newest_first,
        stored.apart,
        before,
    )
