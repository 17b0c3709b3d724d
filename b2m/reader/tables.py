"""Reads the heading of a pasted table: which columns hold limits, and which another test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from b2m.reader.tokens import Token

_LIMITS = frozenset(
    {"low", "high", "min", "max", "minimum", "maximum", "lower", "upper", "lln", "uln", "limit",
     "from", "to", "range", "ref", "reference", "normal"}
)  # fmt: skip
_FEWEST_COLUMNS = 2
Cell = tuple[int, int]  # from the first token to behind the last


def _rows(tokens: Sequence[Token]) -> list[list[Cell]]:
    """The cells of each line, as they stand between commas, tabs and bars."""
    rows: list[list[Cell]] = [[]]
    start = 0
    for index, token in enumerate(tokens):
        if token.kind in ("comma", "newline"):
            rows[-1].append((start, index))
            start = index + 1
            if token.kind == "newline":
                rows.append([])
    rows[-1].append((start, len(tokens)))
    return rows


def _is_limit(cell: Sequence[Token]) -> bool:
    """ "Low", "Ref. high", "reference_low"; not "H" or "High" beside a name of the test."""
    words = [token.word for token in cell if token.kind == "word"]
    return bool(words) and set(words) <= _LIMITS


def _is_heading(tokens: Sequence[Token], row: Sequence[Cell]) -> bool:
    cells = [tokens[start:end] for start, end in row]
    numbers = any(token.kind in ("number", "range") for cell in cells for token in cell)
    return len(cells) >= _FEWEST_COLUMNS and not numbers


def mark_columns(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with the numbers below "low" and "high" turned into "range", and those below
    the name of another test, with that name, into "noise" if a column is named B2M."""
    marked = list(tokens)
    rows = _rows(tokens)
    heading: list[Cell] | None = None
    for row in rows:
        if _is_heading(tokens, row) and (heading is None or len(row) != len(heading)):
            heading = row
            continue
        if heading is None or len(row) != len(heading):
            continue
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
