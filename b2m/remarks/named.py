"""A unit or a specimen that a message names for the known readings: "those are all mg/L"."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from dataclasses import replace
from itertools import pairwise, takewhile

from b2m.answer_words import is_short_statement
from b2m.message import Message
from b2m.reader.counted import counts_others
from b2m.remarks import cues
from b2m.remarks.finder import find_items
from b2m.remarks.items import LINK, Item
from b2m.remarks.plain import is_plain, unknown_words
from b2m.sequences import Sequence, is_dated
from b2m.settings import Specimen
from b2m.state import State
from b2m.units import family

_OF_RESULTS = re.compile(
    r"\b(?:units?|every|each|values|results|numbers|readings|ones|lot|forgot)\b"
    r"|\b(?:they|lab) (?:all )?uses?\b"
    r"|\b(?:slip|sheet|paper|report|letter|printout|portal|lab|it) (?:says?|reads|has|shows?)\b",
    re.IGNORECASE,
)
_ALL = frozenset({"all", "both", "everything"})
_UPCOMING = re.compile(
    r"\b(?:next(?! to)|appointment|appt|booked|scheduled|tomorrow)\b", re.IGNORECASE
)
_OF_SAMPLE = re.compile(
    r"\b(?:dated?|taken|took|drawn|drew|collected|done|measured|tested|sample|draw)\b",
    re.IGNORECASE,
)
_IS = frozenset({"is", "are", "was", "were", "in", "both", "all"})
_FEW_BESIDE_ALL = 8
_MANY_BESIDE_ALL = 14  # "let me put my glasses on … so mg/L, behind both of them"
_FEW_BESIDE = 4  # words of other things: "they were in the column heading"


def named_unit(state: State, message: Message, items: Items[Item]) -> tuple[Sequence, ...] | None:
    """ "Those are all mg/L": the unit of the readings that have none, or else of all."""
    said = [item.name for item in items if item.kind == "unit" and not item.negated]
    units = set(said[-1:] if cues.TAKEN_BACK.search(message.text) else said)
    others = any(item.kind == "value" or (item.moment and item.moment.date) for item in items)
    others = others or any(token.kind in ("range", "analyte") for token in message.tokens)
    if len(units) != 1 or others or len(state.sequences) != 1:
        return None
    refers = any(item.is_weak or item.negated for item in items)
    refers = refers or bool(_OF_RESULTS.search(message.text))
    pairs = list(pairwise(message.tokens))
    refers = refers or any(b.kind == "unit" and a.word in ("was", "were") for a, b in pairs)
    refers = refers or message.tokens[0].kind == "unit"  # "mg/L I think, let me look"
    named = any(token.kind == "b2m" for token in message.tokens)
    if not (refers or is_short_statement(message) or (is_plain(message) and not named)):
        return None  # "B2M normal range mg/L"
    linked = any(b.kind == "unit" and a.word in _IS for a, b in pairs)
    few = _FEW_BESIDE_ALL if refers and linked else _FEW_BESIDE
    if any(_ALL & set(item.text(message).lower().split()) for item in items if item.by == "all"):
        few = _MANY_BESIDE_ALL
    if len(unknown_words(message)) > few:
        return None
    unit = str(units.pop())
    if family(unit) != state.sequences[0].family:
        return None
    (sequence,) = state.sequences
    all_named = all(reading.unit for reading in sequence.readings)
    readings = [
        replace(r, unit=unit, confirmed=False) if all_named or not r.unit else r
        for r in sequence.readings
    ]
    return (sequence.with_readings(readings),)


def told_of_only_one(
    state: State, message: Message, items: Items[Item]
) -> tuple[Sequence, ...] | None:
    """ "The nurse wrote mg/L next to it and the date is November 9": a unit and a day of the only
    result there is."""
    if len(state.sequences) != 1 or len(state.sequences[0].readings) != 1:
        return None
    (sequence,), (known,) = state.sequences, state.sequences[0].readings
    units = {i.name for i in items if i.kind == "unit"}
    days = [i.moment for i in items if i.kind == "date" and i.moment and i.moment.date]
    others = any(i.kind in ("value", "specimen") for i in items) or message.other_analytes
    if others or len(units) > 1 or len(days) > 1 or not (units or days):
        return None
    if _UPCOMING.search(message.text) or len(unknown_words(message)) > _FEW_BESIDE:
        return None
    if days and (is_dated(known) or not _OF_SAMPLE.search(message.text)):
        return None
    unit = str(units.pop()) if units else known.unit
    if family(unit) != sequence.family:
        return None
    reading = replace(known, unit=unit)
    return (sequence.with_readings([reading.with_time_of(days[0]) if days else reading]),)


def unit_of_all(message: Message) -> str | None:
    """The unit in "and all three are mg/L btw", "mg/L both", whatever else a message says."""
    tokens, found = message.told.tokens, []
    for i, token in enumerate(tokens):
        if token.kind != "unit" or (i and tokens[i - 1].kind == "number"):
            continue
        behind = tokens[i + 1 : i + 2]
        near = takewhile(lambda t: t.kind in ("word", "noise"), reversed(tokens[max(0, i - 4) : i]))
        if any(_ALL & set(t.word.split()) for t in near) or (behind and behind[0].word in _ALL):
            found.append(token.name)
    return found[0] if len(set(found)) == 1 else None


def with_unit(sequences: Items[Sequence], unit: str | None) -> tuple[Sequence, ...]:
    """The sequences with a unit for the readings that have none; none where it doesn't fit."""
    if unit is None:
        return tuple(sequences)
    return tuple(
        s.with_readings([r if r.unit else replace(r, unit=unit) for r in s.readings])
        if s.family == family(unit)
        else s
        for s in sequences
    )


def behind_units(message: Message) -> list[int]:
    """Where "they are all mg/L and …" goes on: behind a unit of all, at a comma or "and"."""
    tokens = message.tokens
    return [
        tokens[i + 1].end
        for i, token in enumerate(tokens[:-1])
        if token.kind == "unit"
        and (tokens[i + 1].kind == "comma" or tokens[i + 1].word == "and")
        and _ALL & {t.word for t in tokens[:i]}
    ]


def named_specimen(state: State, message: Message) -> Specimen | None:
    """The specimen in "it was urine, not blood", where blood was assumed for the only sequence."""
    if len(state.sequences) != 1 or state.sequences[0].specimen_was_named:
        return None
    if message.holds_question or len(unknown_words(message)) > _FEW_BESIDE:
        return None
    items = find_items(state, message, state.sequences)
    named = {item.name for item in items if item.kind == "specimen" and not item.negated}
    nothing_else = {item.kind for item in items} <= {"specimen", "pointer"} and not counts_others(
        message.tokens
    )
    said = [item for item in items if item.kind == "specimen"]
    refers = any(_leads_to(message, item, said[0]) for item in items) if said else False
    plain = is_short_statement(message) or (refers and is_plain(message, said))
    if len(named) == 1 and nothing_else and plain and not message.readings:
        return named.pop()  # type: ignore[return-value]
    return None


def _leads_to(message: Message, pointer: Item, fact: Item) -> bool:
    """ "These are from the pee", but not "how they do a spinal tap"."""
    if not pointer.is_weak or pointer.at > fact.at:
        return False
    start, end = message.tokens[pointer.at].start, message.tokens[fact.at].start
    return bool(LINK.fullmatch(message.text[start:end]))
