"""Charts: the same readings for eyes, for text channels and for screen readers."""

import io

import pytest
from matplotlib import image

from b2m.chart import BAR_COLOUR, LIMIT_COLOUR, SHORTEST_BAR, alternative, png_chart, text_chart
from b2m.message import Reading
from b2m.sequences import Sequence
from b2m.units import UNITS


def sequence(*readings, specimen="blood"):
    return Sequence(specimen, "per litre", readings)


FALLING = sequence(
    Reading("5,1", 5.1, unit="mg/L", date="2024-01"),
    Reading("2.55", 2.55, unit="mg/L", label="after cycle 4"),
    Reading("<0.8", 0.8, "below"),
)


def bars(chart):
    return [line.count("█") for line in chart.splitlines()]


def test_a_bar_for_each_reading_in_proportion_to_its_amount():
    longest, half, short = bars(text_chart(FALLING))
    assert longest >= SHORTEST_BAR
    assert half == pytest.approx(longest / 2, abs=0.5)
    assert short == pytest.approx(longest * 0.8 / 5.1, abs=0.5)


def test_each_line_shows_when_and_what_as_the_person_typed_it():
    lines = text_chart(FALLING).splitlines()
    assert lines[0].startswith("Jan 2024       5,1 mg/L █")
    assert lines[1].startswith("After cycle 4 2.55 mg/L █")
    assert lines[2].startswith("3.                 <0.8 █")


def test_one_unit_is_not_repeated_in_each_line():
    readings = [Reading(str(v), v, unit="mg/L") for v in (5.1, 3.2)]
    assert "mg/L" not in text_chart(sequence(*readings))


@pytest.mark.parametrize("unit", [*UNITS, None])
@pytest.mark.parametrize("label", [None, "now", "three months after the second transplant"])
def test_a_chart_fits_into_forty_columns(unit, label):
    readings = (
        Reading("12345.6", 12345.6, unit=unit, date="2023-09-14"),
        Reading("<4321.9", 4321.9, "below", unit=unit, label=label),
    )
    assert max(map(len, text_chart(sequence(*readings)).splitlines())) <= 40


def test_bars_compare_amounts_not_digits():
    readings = (Reading("5.1", 5.1, unit="mg/L"), Reading("5100", 5100, unit="µg/L"))
    first, second = bars(text_chart(sequence(*readings)))
    assert first == second > 0


def test_no_chart_for_a_single_reading():
    assert text_chart(sequence(Reading("3.4", 3.4))) is None


def test_the_alternative_text_says_all_that_the_picture_shows():
    words = alternative(FALLING)
    assert "January 2024: 5,1 mg/L, After cycle 4: 2.55 mg/L, <0.8" in words
    assert "blood" in words


def pixels_of(picture, colour):
    """Where a picture has a colour: rows and columns of True and False."""
    shown = (image.imread(io.BytesIO(picture.png))[:, :, :3] * 255).round().astype(int)
    return (shown == [int(colour[i : i + 2], 16) for i in (1, 3, 5)]).all(axis=2)


@pytest.mark.parametrize("count", [1, 2, 12])
def test_the_picture_has_a_bar_for_each_reading(count):
    readings = [Reading(f"{v}.5", v + 0.5, unit="mg/L") for v in range(1, count + 1)]
    picture = png_chart(sequence(*readings))
    assert picture.png.startswith(b"\x89PNG")
    bar = pixels_of(picture, BAR_COLOUR).any(axis=1)
    assert int((bar[1:] & ~bar[:-1]).sum()) == count


def test_a_result_that_is_only_a_limit_has_a_lighter_bar():
    assert pixels_of(png_chart(FALLING), LIMIT_COLOUR).any()


@pytest.mark.parametrize("label", ["after $x^{ and $", "\\frac", "<b>", "第二次", "😀"])
def test_whatever_a_person_calls_a_day_is_drawn_as_words(label):
    readings = (Reading("5.1", 5.1, label=label), Reading("$4.2$", 4.2, label=label))
    assert png_chart(sequence(*readings)).png.startswith(b"\x89PNG")
