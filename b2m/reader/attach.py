"""Gives each value of a message its specimen and its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from b2m.reader.dating import segments
from b2m.reader.tables import Heading
from b2m.reader.tokens import SENTENCE_ENDS, Token
from b2m.reader.values import Value
from b2m.settings import Specimen
from b2m.units import same_scale

_JOINING = frozenset(
    {"a", "an", "and", "&", "from", "in", "of", "the", "my", "her", "his", "for", "both"}
)
_TOLD = frozenset({"say", "says", "know", "tell", "sure", "track", "remember", "idk"})
Item = TypeVar("Item")


def _named_apart(tokens: Sequence[Token], values: Sequence[Value], named: Sequence[int]) -> bool:
    """ "I had a spinal tap and a blood test. b2m 3.1 and 1.4": which is which isn't said."""
    if not values or len({tokens[i].name for i in named}) < 2:
        return False
    words = [token.word for token in tokens if token.kind == "word"]
    if any(
        word == "which" and _TOLD & set(words[max(0, i - 5) : i]) for i, word in enumerate(words)
    ):
        return True  # "… and it doesn't say which"
    before, behind = named[-1] < values[0].index, named[0] > values[-1].index
    if not (before or behind):
        return False
    joint = tokens[named[0] + 1 : named[-1]]
    if before and all(t.kind in ("specimen", "comma") or t.word in _JOINING for t in joint):
        return True  # "B2M from blood and from spinal fluid: 3.1, 1.2, 2.8, 1.0"
    last, first = (named[-1], values[0].index) if before else (values[-1].index, named[0])
    return any(token.kind == "stop" for token in tokens[last:first])


def _in_columns(tokens: Sequence[Token], values: Sequence[Value]) -> list[Specimen | None] | None:
    """The specimens of a table whose heading names one for each column: "B2M  Serum  CSF"."""
    lines: list[list[int]] = [[]]
    for index, token in enumerate(tokens):
        if token.kind == "newline":
            lines.append([])
        else:
            lines[-1].append(index)
    heading = [tokens[i].name for i in lines[0] if tokens[i].kind == "specimen"]
    rows = [[v for v in values if v.index in line] for line in lines[1:] if line]
    if len(set(heading)) < 2 or any(tokens[i].kind == "number" for i in lines[0]) or not rows:
        return None
    named_below = any(t.kind == "specimen" for t in tokens[len(lines[0]) :])
    if named_below or any(len(row) != len(heading) for row in rows):
        return None
    return heading * len(rows)  # type: ignore[return-value]


def _only_in_sentence(tokens: Sequence[Token], index: int) -> int | None:
    """Where the only specimen of a value's sentence or line is named."""
    start, end = index, index
    while start and tokens[start - 1].kind not in SENTENCE_ENDS:
        start -= 1
    while end < len(tokens) and tokens[end].kind not in SENTENCE_ENDS:
        end += 1
    named = [i for i in range(start, end) if tokens[i].kind == "specimen"]
    return named[0] if len({tokens[i].name for i in named}) == 1 else None


def specimens(
    tokens: Sequence[Token], values: Sequence[Value], above: Mapping[int, Heading]
) -> list[Specimen | None]:
    """The specimen of each value: that of its column (`above`), the only one named, or the one that
    stands nearest to it."""
    named = [i for i, token in enumerate(tokens) if token.kind == "specimen"]
    if not named:
        return [None] * len(values)
    parts = segments(tokens)
    columns = [above[v.index].specimen if v.index in above else None for v in values]
    if all(columns) and len(set(columns)) > 1:
        return columns  # type: ignore[return-value]
    in_columns = _in_columns(tokens, values)
    if in_columns:
        return in_columns
    if _named_apart(tokens, values, named):
        return [None] * len(values)
    found: list[int | None] = []
    for value in values:
        same_part = [i for i in named if parts[i] == parts[value.index]]
        found.append(min(same_part, key=lambda i: abs(i - value.index)) if same_part else None)
    if len({tokens[i].name for i in named}) == 1:
        found = [named[0]] * len(values)
    found = [
        i if i is not None else _only_in_sentence(tokens, value.index)
        for i, value in zip(found, values, strict=True)
    ]
    for number, value in enumerate(values):  # "0.4 urine, and blood before that 2.9"
        before = values[number - 1].index if number else 0
        own = [i for i in named if i not in found and before < i < value.index]
        if found[number] is None and len(own) == 1:
            found[number] = own[0]
    behind = any(i is not None and i > value.index for i, value in zip(found, values, strict=True))
    for number, value in enumerate(values):
        if found[number] is None:
            side = [i for i in named if (i > value.index) == behind]
            found[number] = (min(side) if behind else max(side)) if side else None
    return [None if i is None else tokens[i].name for i in found]  # type: ignore[misc]


def _unit_in_line(tokens: Sequence[Token], value: Value, values: Sequence[Value]) -> str | None:
    """The unit of a table's row, behind the reference range: "5.6 HIGH 1.21-2.70 mcg/mL"."""
    start, end = value.index, value.index
    while start and tokens[start - 1].kind != "newline":
        start -= 1
    while end < len(tokens) and tokens[end].kind != "newline":
        end += 1
    line = tokens[start:end]
    named = {token.name for token in line if token.kind == "unit"}
    alone = sum(start <= other.index < end for other in values) == 1
    ranged = any(token.kind == "range" for token in line)
    return named.pop() if alone and ranged and len(named) == 1 else None


def _free_units(tokens: Sequence[Token], values: Sequence[Value]) -> set[str | None]:
    """Units that don't stand right behind a number of something else ("creatinine 1.1 mg/dL")."""
    taken = {value.index for value in values}
    others = {i + 1 for i, t in enumerate(tokens) if t.kind in ("number", "range")} - {
        i + 1 for i in taken
    }
    ranged = {i + 1 for i, t in enumerate(tokens) if t.kind == "range"}
    others |= {i + 1 for i, t in enumerate(tokens) if t.kind == "analyte"}
    return {t.name for i, t in enumerate(tokens) if t.kind == "unit" and i not in others - ranged}


def units(
    tokens: Sequence[Token],
    values: Sequence[Value],
    of: Sequence[Specimen | None],
    above: Mapping[int, Heading],
) -> list[str | None]:
    """The unit of each value. A unit named once covers the values of its list that it fits, or
    those of its column (`above`)."""
    ranged = any(token.kind == "range" for token in tokens)
    alone = _free_units(tokens, values) - {value.unit for value in values}
    said = [
        v.unit
        or (above[v.index].unit if v.index in above else None)
        or (_unit_in_line(tokens, v, values) if ranged else None)
        for v in values
    ]
    found = list(said)
    if alone and not any(found):
        only = alone.pop() if len(alone) == 1 else None
        return [only] * len(values)
    for number, value in enumerate(values):
        if said[number]:
            continue
        same = [j for j, unit in enumerate(said) if unit and of[j] == of[number]]
        behind = [j for j in same if j > number][:1]
        before = [j for j in same if j < number][-1:]
        fitting = [j for j in behind + before if same_scale(value.value, values[j].value)]
        if len({said[j] for j in fitting}) == 1:
            found[number] = said[fitting[0]]
    return found
