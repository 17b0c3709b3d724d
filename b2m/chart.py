"""A sequence as a picture: bars of characters for text channels, a PNG with an alternative text."""

from __future__ import annotations

import io
from dataclasses import dataclass

from b2m.content import fill
from b2m.sequences import Sequence
from b2m.settings import load_texts
from b2m.show import value_as_typed, value_with_unit, when, when_in_short
from b2m.units import to_base

LINE_WIDTH = 38  # characters; a line then fits on a narrow phone
SHORTEST_BAR = 8
_BAR = "█"
_LONGEST_NAME, _LONGEST_VALUE = 16, 14
# The picture, in inches and points: large letters, one calm colour, nothing that judges.
_WIDTH, _ROW_HEIGHT, _MARGIN = 6.4, 0.62, 0.9
_FONT = {"family": "DejaVu Sans", "size": 17}
BAR_COLOUR, LIMIT_COLOUR, _TEXT_COLOUR = "#1f5f8b", "#a9c6dc", "#1a1a1a"


@dataclass(frozen=True)
class Picture:
    """A PNG image and the words for people who can't see it."""

    png: bytes
    alternative: str


def _amounts(sequence: Sequence) -> list[float]:
    return [to_base(reading.value, reading.unit) for reading in sequence.readings]


def _names(sequence: Sequence) -> list[str]:
    """What stands beside each bar: the date or label, else the place in the list."""
    names = [when_in_short(r) or f"{i}." for i, r in enumerate(sequence.readings, start=1)]
    return [n if len(n) <= _LONGEST_NAME else f"{n[: _LONGEST_NAME - 1]}…" for n in names]


def _values(sequence: Sequence) -> list[str]:
    """The values, with their units where these differ."""
    same = len({reading.unit for reading in sequence.readings}) == 1
    values = [value_as_typed(r) if same else value_with_unit(r) for r in sequence.readings]
    return (
        values
        if max(map(len, values)) <= _LONGEST_VALUE
        else list(map(value_as_typed, sequence.readings))
    )


def text_chart(sequence: Sequence) -> str | None:
    """A line with a bar for each reading, oldest first; None where there is nothing to compare."""
    if len(sequence.readings) < 2:
        return None
    amounts, names, values = _amounts(sequence), _names(sequence), _values(sequence)
    name_width, value_width = max(map(len, names)), max(map(len, values))
    longest, highest = max(SHORTEST_BAR, LINE_WIDTH - name_width - value_width - 2), max(amounts)
    lines = []
    for name, value, amount in zip(names, values, amounts, strict=True):
        bar = _BAR * max(1, round(longest * amount / highest)) if highest > 0 else ""
        lines.append(f"{name:<{name_width}} {value:>{value_width}} {bar}")
    return "\n".join(lines)


def alternative(sequence: Sequence) -> str:
    """The chart in one sentence, for screen readers."""
    texts = load_texts()
    values = [
        f"{when(reading)}: {value_with_unit(reading)}"
        if when(reading)
        else value_with_unit(reading)
        for reading in sequence.readings
    ]
    return fill(
        texts.chart.alternative,
        specimen=texts.specimens[sequence.specimen],
        values=", ".join(values),
    )


def png_chart(sequence: Sequence) -> Picture:
    """A bar for each reading, oldest first; lighter where a result is only a limit (<, >)."""
    # Imported here because it is heavy, and most conversations need no picture.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-untyped]
    from matplotlib.figure import Figure  # type: ignore[import-untyped]

    amounts, names, values = _amounts(sequence), _names(sequence), _values(sequence)
    height = _MARGIN + _ROW_HEIGHT * len(amounts)
    figure = Figure(figsize=(_WIDTH, height), dpi=120, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    exact = [reading.bound == "exact" for reading in sequence.readings]
    colours = [BAR_COLOUR if is_exact else LIMIT_COLOUR for is_exact in exact]
    rows = range(len(amounts))
    bars = axes.barh(rows, amounts, height=0.6, color=colours)
    # A person's own words: "$" in them is no formula.
    axes.bar_label(bars, values, padding=6, color=_TEXT_COLOUR, parse_math=False, **_FONT)
    axes.set_yticks(list(rows), names, color=_TEXT_COLOUR, parse_math=False, **_FONT)
    axes.invert_yaxis()
    axes.set_xlim(0, max(amounts) * (1.1 + 0.05 * max(map(len, values))))
    axes.set_title(_heading(sequence), loc="left", color=_TEXT_COLOUR, pad=10, **_FONT)
    axes.xaxis.set_visible(False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return Picture(buffer.getvalue(), alternative(sequence))


def _heading(sequence: Sequence) -> str:
    """What the bars show: "B2M (mg/L)", without the unit where it differs or wasn't said."""
    texts, units = load_texts().chart, {reading.unit for reading in sequence.readings}
    unit = units.pop() if len(units) == 1 else None
    return fill(texts.axis, unit=unit) if unit else texts.axis_without_unit
