"""The pattern of a sequence, by the table of ratios in docs and content/settings.yml."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from b2m.settings import load_settings
from b2m.trend import Interval, exactly, trend
from b2m.units import UNITS

BLOOD = load_settings().specimens["blood"]


def interval(typed):
    """3.2, "<0.8" or ">20"."""
    if isinstance(typed, str):
        value = float(typed[1:])
        return Interval(0, value) if typed[0] == "<" else Interval(value, float("inf"))
    return exactly(typed)


def pattern(*typed, specimen="blood"):
    of = load_settings().specimens[specimen]
    return trend([interval(value) for value in typed], of.clear, of.same).pattern


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), "too_few"),
        ((3.2,), "too_few"),
        ((3.3, 5.9), "increasing"),
        ((3.0, 3.9), "increasing"),  # exactly 1.30
        ((5.1, 3.2), "decreasing"),
        ((3.9, 3.0), "decreasing"),
        ((8, 6, 5, 4), "decreasing"),
        ((3.0, 3.0), "stable"),
        ((3.0, 3.3), "stable"),  # exactly 1.10
        ((3.3, 3.0), "stable"),
        ((3.0, 3.1, 2.9, 3.0), "stable"),
        ((3.0, 3.5), "small_increase"),
        ((3.5, 3.0), "small_decrease"),
        ((8.4, 3.2, 6.1), "decreased_then_increased"),
        ((8, 4, 3, 3.1, 5), "decreased_then_increased"),
        ((3, 6, 3), "increased_then_decreased"),
        ((4, 1, 6, 2), "increased_then_decreased"),  # the later turn decides
        ((2, 6, 1, 4), "decreased_then_increased"),
        ((8, 3, 3.5), "decreasing"),  # a small rise at the end is no turn
        ((5, 4.5, 5), "stable"),  # a small dip is no turn
    ],
)
def test_patterns_of_blood(values, expected):
    assert pattern(*values) == expected


@pytest.mark.parametrize(
    ("specimen", "values", "expected"),
    [
        ("csf", (1.0, 1.4), "small_increase"),
        ("csf", (1.0, 1.5), "increasing"),
        ("urine", (0.1, 0.2), "small_increase"),
        ("urine", (0.1, 0.3), "increasing"),
        ("urine", (0.30, 0.25), "stable"),
    ],
)
def test_each_specimen_has_its_own_thresholds(specimen, values, expected):
    assert pattern(*values, specimen=specimen) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("<0.8", 2.0), "increasing"),
        ((2.0, "<0.8"), "decreasing"),
        ((5, ">20"), "increasing"),
        ((">20", 5), "decreasing"),
        (("<0.8", "<0.8"), "cannot_tell"),
        (("<0.8", 0.7), "cannot_tell"),
        ((">20", 21), "cannot_tell"),
        ((">20", ">20"), "cannot_tell"),
        ((5, "<0.8", 3), "decreased_then_increased"),
        ((5, "<0.8", 0.9), "decreasing"),
        ((2, ">20", 5), "increased_then_decreased"),
    ],
)
def test_bounds_count_as_the_interval_they_stand_for(values, expected):
    assert pattern(*values) == expected


def test_a_turn_may_rest_on_the_last_reading_alone():
    alone = trend([exactly(v) for v in (8, 3, 5)], BLOOD.clear, BLOOD.same)
    confirmed = trend([exactly(v) for v in (8, 3, 5, 5.5)], BLOOD.clear, BLOOD.same)
    assert (alone.turn, alone.rests_on_last) == (1, True)
    assert (confirmed.turn, confirmed.rests_on_last) == (1, False)
    steady = trend([exactly(v) for v in (8, 5, 3)], BLOOD.clear, BLOOD.same)
    assert (steady.turn, steady.rests_on_last) == (None, False)


AMOUNTS = st.lists(st.integers(1, 500).map(lambda n: n / 10), min_size=1, max_size=10)
MIRRORED = {
    "increasing": "decreasing",
    "decreasing": "increasing",
    "small_increase": "small_decrease",
    "small_decrease": "small_increase",
}


@given(AMOUNTS, st.sampled_from(sorted(UNITS)))
def test_another_unit_changes_no_pattern(values, unit):
    scaled = [value * UNITS[unit].per_mg for value in values]
    assert pattern(*scaled) == pattern(*values)


@given(AMOUNTS.map(sorted))
def test_an_increasing_sequence_turned_round_is_decreasing(values):
    turned_round = pattern(*reversed(values))
    assert turned_round == MIRRORED.get(pattern(*values), pattern(*values))


@given(st.floats(1, 50), st.lists(st.floats(1, BLOOD.same), min_size=2, max_size=10))
def test_a_steady_sequence_never_increases(base, factors):
    assert pattern(*[base * factor for factor in factors]) == "stable"


@given(AMOUNTS)
def test_a_repeated_last_value_keeps_the_pattern(values):
    assume(len(values) > 1)
    assert pattern(*values, values[-1]) == pattern(*values)


@given(st.lists(st.tuples(st.sampled_from(" <>"), st.floats(0.01, 400)), max_size=8))
def test_any_sequence_has_a_pattern(readings):
    typed = [value if sign == " " else f"{sign}{value:.4f}" for sign, value in readings]
    of = load_settings().specimens["blood"]
    assert trend([interval(value) for value in typed], of.clear, of.same).pattern
