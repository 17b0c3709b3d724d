"""A sequence as a picture: bars of characters for text channels, a PNG with an alternative text."""

from __future__ import annotations

import io
from dataclasses import dataclass

from b2m.content import fill
from b2m.sequences import Sequence
from b2m.settings import load_texts
from b2m.show import value_with_unit, when
from b2m.units import to_base

BAR_WIDTH = 24  # characters; a line then fits on a narrow phone
_BAR = "█"


@dataclass(frozen=True)
class Picture:
    """A PNG image and the words for people who can't see it."""

    png: bytes
    alternative: str


def _amounts(sequence: Sequence) -> list[float]:
    return [to_base(reading.value, reading.unit) for reading in sequence.readings]


def _names(sequence: Sequence) -> list[str]:
    """What stands beside each bar: the date or label, else the place in the list."""
    return [when(r) or f"{i}." for i, r in enumerate(sequence.readings, start=1)]


def text_chart(sequence: Sequence) -> str | None:
    """A line with a bar for each reading, oldest first; None where there is nothing to compare."""
    if len(sequence.readings) < 2:
        return None
    amounts, names = _amounts(sequence), _names(sequence)
    values = [value_with_unit(reading) for reading in sequence.readings]
    highest = max(amounts)
    name_width, value_width = max(map(len, names)), max(map(len, values))
    lines = []
    for name, value, amount in zip(names, values, amounts, strict=True):
        bar = _BAR * max(1, round(BAR_WIDTH * amount / highest)) if highest > 0 else ""
        lines.append(f"{name:<{name_width}}  {value:<{value_width}}  {bar}")
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
    """A line through the readings, oldest first, evenly spaced; no limits or colours that judge."""
    # Imported here because it is heavy, and most conversations need no picture.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-untyped]
    from matplotlib.figure import Figure  # type: ignore[import-untyped]

    texts, amounts, names = load_texts(), _amounts(sequence), _names(sequence)
    units = {reading.unit for reading in sequence.readings}
    unit = {"per litre": "mg/L", "per day": "mg/24 h"}.get(sequence.family, "mg/g creatinine")
    axis = texts.chart.axis_without_unit if units == {None} else texts.chart.axis
    figure = Figure(figsize=(6, 3.5), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    positions = range(len(amounts))
    axes.plot(positions, amounts, marker="o", color="#1f4e79", linewidth=2)
    for position, reading in enumerate(sequence.readings):
        axes.annotate(
            value_with_unit(reading),
            (position, amounts[position]),
            textcoords="offset points",
            xytext=(0, 8),
            ha="center",
            parse_math=False,
        )
    # A person's own words: "$" in them is no formula.
    axes.set_xticks(list(positions), names, rotation=30, ha="right", parse_math=False)
    axes.set_ylim(bottom=0, top=max(amounts) * 1.25)
    axes.set_ylabel(fill(axis, unit=unit))
    axes.spines[["top", "right"]].set_visible(False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return Picture(buffer.getvalue(), alternative(sequence))
