"""Finds what stands beside results and is none: birth dates, a body's temperature, differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from b2m.reader.tokens import Token

_BIRTH = frozenset({"born", "dob", "birthday", "birthdate", "birth"})
_LONGEST_TO_DATE = 3  # tokens from such a word to its date
_CELSIUS, _FAHRENHEIT = (35.0, 42.9), (95.0, 107.9)  # of a living body
_OF_DAY = ("night", "morning", "evening", "afternoon")
_FEVERISH = frozenset(
    {"night", "tonight", "overnight", "morning", "evening", "afternoon", "hot", "chills", "shivers",
     "shivering", "shaking", "sweating", "sweats", "burning", "thermometer", "paracetamol",
     "tylenol"}
)  # fmt: skip
_UP = frozenset({"up", "rose", "risen", "increased", "climbed", "jumped"})
_DOWN = frozenset({"down", "fell", "fallen", "dropped", "decreased"})
_REACHING = frozenset(
    {"to", "and", "it", "is", "its", "it's", "now", "stands", "sits", "at", "was", "reached"}
)
_LARGEST_STEP, _SMALLEST_RATIO = 1.5, 3.0  # where "up 0.4 to 3.6" can't be two results


def _birth_dates(tokens: Sequence[Token]) -> Iterator[int]:
    """ "born 03/11/1951", "DOB: 3/11/51"."""
    for index, token in enumerate(tokens):
        if token.word not in _BIRTH:
            continue
        for position in range(index + 1, min(index + 1 + _LONGEST_TO_DATE, len(tokens))):
            if tokens[position].kind == "date":
                yield from (index, position)
            elif tokens[position].kind not in ("colon", "word"):
                break


def _temperatures(tokens: Sequence[Token]) -> Iterator[int]:
    """ "38.4 last night and 37.1 this morning", where nothing speaks of a test."""
    numbers = [i for i, token in enumerate(tokens) if token.kind == "number"]
    if any(token.kind in ("b2m", "unit", "specimen") for token in tokens):
        return
    told = any(
        token.word in _FEVERISH or (token.kind == "date" and token.word.endswith(_OF_DAY))
        for token in tokens
    )
    values = [tokens[i].value or 0.0 for i in numbers]
    if told and any(all(low <= v <= high for v in values) for low, high in (_CELSIUS, _FAHRENHEIT)):
        yield from numbers


def _differences(tokens: Sequence[Token]) -> Iterator[int]:
    """ "Up 0.4 to 3.6", "rose 0.4 and is now 3.6": the first number is how far it went."""
    for index in range(1, len(tokens) - 2):
        step, rest = tokens[index], [t for t in tokens[index + 1 : index + 8] if t.kind != "unit"]
        way = tokens[index - 1].word
        if step.kind != "number" or way not in _UP | _DOWN:
            continue
        reaching = next((t for t in rest if t.word not in _REACHING), None)
        reaches = rest[:1] and rest[0].word in ("to", "and")
        if not reaches or reaching is None or reaching.kind != "number":
            continue
        amount, reached = step.value or 0.0, reaching.value or 0.0
        tiny = amount < _LARGEST_STEP and reached >= _SMALLEST_RATIO * amount
        if tiny or (way in _DOWN and amount < reached):
            yield index


def mark_asides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with those that stand beside the results turned into the kind "noise"."""
    found = {*_birth_dates(tokens), *_temperatures(tokens), *_differences(tokens)}
    return [replace(t, kind="noise") if i in found else t for i, t in enumerate(tokens)]
