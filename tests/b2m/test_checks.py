"""Plausibility: what to ask the person about before their results are interpreted."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2m.checks import first_doubt, is_impossible, likely_units
from b2m.message import Reading
from b2m.settings import load_settings

SETTINGS = load_settings()
TODAY = datetime.date(2024, 12, 15)


def reading(typed, **fields):
    """ "3.2 mg/L", "<0.8", ">20 mg/L" as a reading."""
    number, _, unit = typed.partition(" ")
    bound = {"<": "below", ">": "above"}.get(number[0], "exact")
    value = float(number.strip("<>"))
    return Reading(number, value, bound, unit=unit or None, **fields)


def doubt(*typed, specimen="blood"):
    readings = [reading(t) if isinstance(t, str) else t for t in typed]
    found = first_doubt(readings, specimen, TODAY, SETTINGS)
    return found and (found.about, found.reason, found.index)


@pytest.mark.parametrize("typed", ["0 mg/L", "-3.4", "0", "401 mg/L", "500000 µg/L", "<0"])
def test_impossible_values(typed):
    assert is_impossible(reading(typed), SETTINGS)


@pytest.mark.parametrize("typed", ["0.1 mg/L", "400 mg/L", "3200", "5000 µg/24 h", "<0.8"])
def test_possible_values(typed):
    assert not is_impossible(reading(typed), SETTINGS)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_impossible(value):
    assert is_impossible(Reading("?", value), SETTINGS)


@pytest.mark.parametrize(
    ("specimen", "typed", "expected"),
    [
        ("blood", "3.2 mg/L", None),
        ("blood", "0.3 mg/L", None),
        ("blood", "60 mg/L", None),
        ("blood", "0.2 mg/L", ("value", "implausible", 0)),
        ("blood", "61 mg/L", ("value", "implausible", 0)),
        ("blood", "7 mg/dL", ("value", "implausible", 0)),  # 70 mg/L
        ("blood", "<0.2 mg/L", None),  # a laboratory's lowest value
        ("blood", ">70 mg/L", ("value", "implausible", 0)),
        ("blood", "3200", ("unit", "unit_missing", 0)),
        ("blood", "0.2", ("unit", "unit_missing", 0)),
        ("csf", "0.2 mg/L", None),
        ("csf", "31 mg/L", ("value", "implausible", 0)),
        ("csf", "0.05 mg/L", ("value", "implausible", 0)),
        ("urine", "0.01 mg/L", None),
        ("urine", "301 mg/L", ("value", "implausible", 0)),
        ("urine", "90000 µg/24 h", None),
    ],
)
def test_limits_of_each_specimen(specimen, typed, expected):
    assert doubt(typed, specimen=specimen) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("2.8 mg/L", "3.1 mg/L"), None),
        (("5 mg/L", "49 mg/L"), None),
        (("5 mg/L", "50 mg/L"), ("unit", "unit_odd", 1)),
        (("50 mg/L", "5 mg/L", "5.1 mg/L"), ("unit", "unit_odd", 0)),  # unlike the others
        (("2.8 mg/L", "3200"), ("unit", "unit_missing", 1)),
        (("28 mg/L", "2.1"), ("unit", "unit_missing", 1)),  # the one without a unit
        (("2.1", "28 mg/L"), ("unit", "unit_missing", 0)),
        (("2.8 mg/L", "2.6 mg/dL"), ("unit", "unit_odd", 1)),  # agree only as typed
        (("5.1 mg/L", "0.42 mg/dL"), None),
        (("3.2 mg/L", "3200 µg/L"), None),
    ],
)
def test_numbers_that_do_not_fit_each_other(typed, expected):
    assert doubt(*typed) == expected


def test_what_the_person_has_confirmed_is_not_asked_again():
    assert doubt(reading("70 mg/L", confirmed=True)) is None
    assert doubt("5 mg/L", reading("55 mg/L", confirmed=True)) is None
    assert doubt("5", reading("70 mg/L", confirmed=True)) is None


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-12-15", None),
        ("2025-01", ("date", "future", 0)),
        ("2024-02-30", ("date", "nonexistent", 0)),
    ],
)
def test_dates(date, expected):
    assert doubt(reading("3.2 mg/L", date=date)) == expected


def test_units_that_would_make_an_odd_number_fit():
    readings = [reading("2.8 mg/L"), reading("3200")]
    assert likely_units(readings, 1, "blood", SETTINGS) == ["µg/L", "ng/mL"]


VALUES = st.floats(0.5, 4.9)


@given(st.lists(VALUES, min_size=1, max_size=8), st.sampled_from(["mg/L", "µg/mL", None]))
def test_ordinary_results_raise_no_doubt(values, unit):
    readings = [Reading(f"{value}", value, unit=unit) for value in values]
    assert first_doubt(readings, "blood", TODAY, SETTINGS) is None


@given(st.lists(st.floats(0, 1e9), max_size=8), st.sampled_from(["mg/L", "nmol/L", None]))
def test_any_sequence_can_be_checked(values, unit):
    readings = [Reading(f"{value}", value, unit=unit) for value in values]
    first_doubt(readings, "urine", TODAY, SETTINGS)
