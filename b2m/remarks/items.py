"""The pieces of a message that speaks of known results: what it points at, and what it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from dataclasses import dataclass
from typing import Literal

from b2m.message import Message, Reading
from b2m.reader.tokens import Moment
from b2m.sequences import Place, all_places, at
from b2m.state import State

Kind = Literal["pointer", "value", "date", "unit", "specimen"]
By = Literal["value", "place", "date", "specimen", "all", "it", "other"]
# From "it" or "all of them" to what is said: "those are both from", "its from the".
LINK = re.compile(
    r"(?:(?:it|that|thats|this|they|those|these|both|all|everything)"
    r"(?:\s(?:two|three|four|of (?:them|those|these)|results?))*"
    r"(?:(?P<dated>(?:\sall|\sboth)?\s(?:was|were))|'?s|'?re|\s(?:is|are|from))|both|all)"
    r"(?:\s(?:all|both|actually|really|just|in fact|not))*"
    r"(?:\s(?:from|in|of|done|taken|on|measured))*(?:\s(?:my|the|a|his|her|this))*\s",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """A piece of a message. `places` are the known readings that a pointer means, or that have the
    date or specimen that is named."""

    kind: Kind
    at: int  # its place among the tokens
    end: int  # behind its last token
    places: tuple[Place, ...] = ()
    by: By | None = None  # how a pointer points
    reading: Reading | None = None  # a number, whether it is known or new
    moment: Moment | None = None
    name: str | None = None  # of a unit or a specimen
    year_typed: bool = False  # of a date
    negated: bool = False  # "not 4.2"
    definite: bool = False  # "the 4.2", "the March one"
    results: bool = False  # "the urine ones", not "the urine test"

    def text(self, message: Message) -> str:
        """The piece as it was typed."""
        return message.text[message.tokens[self.at].start : message.tokens[self.end - 1].end]

    @property
    def is_strong(self) -> bool:
        """Whether it points at certain readings."""
        return self.kind == "pointer" and not self.is_weak

    @property
    def is_weak(self) -> bool:
        """Whether a pointer is a word such as "it" or "all", which may mean anything."""
        return self.by in ("it", "all")


def last_changed(state: State) -> tuple[Place, ...]:
    """The readings that the message before gave or changed: what "that" means now."""
    known = [reading for sequence in state.before for reading in sequence.readings]
    return tuple(p for p in all_places(state.sequences) if at(state.sequences, p) not in known)


def pointing(items: Items[Item]) -> list[Item]:
    """What points at readings; dates and specimens that readings have do so, too."""
    strong = [i for i in items if i.is_strong and i.places]
    named = [i for i in items if i.kind in ("date", "specimen") and i.places]
    return sorted(
        strong or [i for i in named if i.definite and (i.results or i.kind == "date")],
        key=lambda item: item.at,
    )
