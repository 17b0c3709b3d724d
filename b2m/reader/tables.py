"""Reads the heading of a pasted table: which columns hold limits, which another test, and what the
heading says of the numbers below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from b2m.reader.tokens import Moment, Token

_LIMITS = frozenset(
    {"low", "high", "min", "max", "minimum", "maximum", "lower", "upper", "lln", "uln", "limit",
     "from", "to", "range", "ref", "reference", "normal"}
)  # fmt: skip
_FEWEST_COLUMNS = 2
_WIDE = 2  # blanks between the columns of a table that has no commas or bars
Cell = tuple[int, int]  # from the first token to behind the last


@dataclass(frozen=True)
class Heading:
    """What a table says of a number: the unit and specimen above it, the date beside it."""

    unit: str | None
    specimen: str | None
    moment: Moment | None


def _lines(tokens: Sequence[Token]) -> list[Cell]:
    ends = [i for i, token in enumerate(tokens) if token.kind == "newline"]
    return list(zip([0, *(end + 1 for end in ends)], [*ends, len(tokens)], strict=True))


def _cells(tokens: Sequence[Token], line: Cell) -> list[Cell]:
    """The cells of a line, as they stand between commas, tabs and bars, or else wide blanks."""
    start, end = line
    commas = [i for i in range(start, end) if tokens[i].kind == "comma"]
    if commas:
        return list(zip([start, *(i + 1 for i in commas)], [*commas, end], strict=True))
    pairs = pairwise(range(start, end))
    gaps = [b for a, b in pairs if tokens[b].start - tokens[a].end >= _WIDE]
    return list(zip([start, *gaps], [*gaps, end], strict=True))


def _rows(tokens: Sequence[Token]) -> list[list[Cell]]:
    return [_cells(tokens, line) for line in _lines(tokens)]


def _is_limit(cell: Sequence[Token]) -> bool:
    """ "Low", "Ref. high", "reference_low"; not "H" or "High" beside a name of the test."""
    words = [token.word for token in cell if token.kind == "word"]
    return bool(words) and set(words) <= _LIMITS


def _is_heading(tokens: Sequence[Token], row: Sequence[Cell]) -> bool:
    cells = [tokens[start:end] for start, end in row]
    numbers = any(token.kind in ("number", "range") for cell in cells for token in cell)
    return len(cells) >= _FEWEST_COLUMNS and not numbers


def _below_headings(tokens: Sequence[Token]) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Each row with the heading above it that has as many columns."""
    heading: list[Cell] | None = None
    for row in _rows(tokens):
        if _is_heading(tokens, row) and (heading is None or len(row) != len(heading)):
            heading = row
        elif heading and len(row) == len(heading):
            yield heading, row


def _only(tokens: Sequence[Token], kind: str) -> Token | None:
    found = [token for token in tokens if token.kind == kind]
    return found[0] if len(found) == 1 else None


def headings(tokens: Sequence[Token]) -> dict[int, Heading]:
    """What a table says of its numbers, for each of them."""
    found: dict[int, Heading] = {}
    for heading, row in _below_headings(tokens):
        date = _only(tokens[row[0][0] : row[-1][1]], "date")
        for (start, end), (first, last) in zip(heading, row, strict=True):
            unit, specimen = (_only(tokens[start:end], kind) for kind in ("unit", "specimen"))
            says = Heading(
                unit.name if unit else None,
                specimen.name if specimen else None,
                date.moment if date else None,
            )
            found |= {i: says for i in range(first, last) if tokens[i].kind == "number"}
    return found


def mark_columns(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with the numbers below "low" and "high" turned into "range", and those below
    the name of another test, with that name, into "noise" if a column is named B2M."""
    marked = list(tokens)
    for heading, row in _below_headings(tokens):
        named_b2m = any(t.kind == "b2m" for start, end in heading for t in tokens[start:end])
        for (start, end), (first, last) in zip(heading, row, strict=True):
            name = tokens[start:end]
            other = named_b2m and any(token.kind == "analyte" for token in name)
            if other:
                marked[start:end] = [replace(token, kind="noise") for token in name]
            if other or _is_limit(name):
                kind = "noise" if other else "range"
                marked[first:last] = [
                    replace(t, kind=kind) if t.kind == "number" else t  # type: ignore[arg-type]
                    for t in tokens[first:last]
                ]
    return marked
