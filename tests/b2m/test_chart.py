"""Charts: the same readings for eyes, for text channels and for screen readers."""

import pytest

from b2m.chart import BAR_WIDTH, alternative, png_chart, text_chart
from b2m.readings import Reading
from b2m.sequences import Sequence


def sequence(*readings, specimen="blood"):
    return Sequence(specimen, "per litre", readings)


FALLING = sequence(
    Reading("5,1", 5.1, unit="mg/L", date="2024-01"),
    Reading("2.55", 2.55, unit="mg/L", label="after cycle 4"),
    Reading("<0.8", 0.8, "below"),
)


def test_a_bar_for_each_reading_in_proportion_to_its_amount():
    lines = text_chart(FALLING).splitlines()
    assert [line.count("█") for line in lines] == [BAR_WIDTH, BAR_WIDTH // 2, 4]


def test_each_line_shows_when_and_what_as_the_person_typed_it():
    lines = text_chart(FALLING).splitlines()
    assert lines[0].startswith("January 2024   5,1 mg/L")
    assert lines[1].startswith("After cycle 4  2.55 mg/L")
    assert lines[2].startswith("3.             <0.8")


def test_bars_compare_amounts_not_digits():
    readings = (Reading("5.1", 5.1, unit="mg/L"), Reading("5100", 5100, unit="µg/L"))
    first, second = text_chart(sequence(*readings)).splitlines()
    assert first.count("█") == second.count("█") == BAR_WIDTH


def test_no_chart_for_a_single_reading():
    assert text_chart(sequence(Reading("3.4", 3.4))) is None


def test_the_alternative_text_says_all_that_the_picture_shows():
    words = alternative(FALLING)
    assert "January 2024: 5,1 mg/L, After cycle 4: 2.55 mg/L, <0.8" in words
    assert "blood" in words


@pytest.mark.parametrize("readings", [FALLING.readings, FALLING.readings[:1]])
def test_the_picture_is_a_png(readings):
    picture = png_chart(sequence(*readings))
    assert picture.png.startswith(b"\x89PNG")
    assert picture.alternative


@pytest.mark.parametrize("label", ["after $x^{ and $", "\\frac", "<b>", "第二次", "😀"])
def test_whatever_a_person_calls_a_day_is_drawn_as_words(label):
    readings = (Reading("5.1", 5.1, label=label), Reading("$4.2$", 4.2, label=label))
    assert png_chart(sequence(*readings)).png.startswith(b"\x89PNG")
