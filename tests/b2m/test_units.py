"""Units: every spelling has one name, and amounts convert as the laboratories' tables say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2m.units import UNITS, canonical, family, mg_per_l, to_base


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mg/L", "mg/L"),
        ("MG / l", "mg/L"),
        ("mg per liter", "mg/L"),
        ("milligrams per litre", "mg/L"),
        ("mgl", "mg/L"),
        ("mg l", "mg/L"),
        ("mg L-1", "mg/L"),
        ("mg/dl", "mg/dL"),
        ("mg%", "mg/dL"),
        ("mg/100 ml", "mg/dL"),
        ("µg/mL", "µg/mL"),  # micro sign
        ("μg/mL", "µg/mL"),  # Greek letter mu
        ("ug/ml", "µg/mL"),
        ("mcg / mL", "µg/mL"),
        ("micrograms per milliliter", "µg/mL"),
        ("ug/L", "µg/L"),
        ("mcg/l", "µg/L"),
        ("ng/ml", "ng/mL"),
        ("nmol/L", "nmol/L"),
        ("µg/24 h", "µg/24 h"),
        ("ug/24hr", "µg/24 h"),
        ("mg/24 hours", "mg/24 h"),
        ("mg/day", "mg/24 h"),
        ("mg per day", "mg/24 h"),
        ("mg in 24 hours", "mg/24 h"),
        ("µg/g creatinine", "µg/g creatinine"),
        ("mcg/g creat", "µg/g creatinine"),
        ("mg/g cr", "mg/g creatinine"),
    ],
)
def test_spellings(typed, name):
    assert canonical(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["mg", "g/dL", "mmol/L", "mg/mL", "ng/L", "IU/mL", "mg a day", "mg/kg", "%", "", "liter"],
)
def test_other_units_have_no_name(typed):
    assert canonical(typed) is None


@pytest.mark.parametrize(
    ("value", "unit"),
    [(3.4, "mg/L"), (3.4, "µg/mL"), (3400, "µg/L"), (3400, "ng/mL"), (0.34, "mg/dL")],
)
def test_the_same_amount_in_each_unit_per_litre(value, unit):
    assert mg_per_l(value, unit) == pytest.approx(3.4)


def test_nmol_per_litre_converts_by_the_molar_mass():
    assert mg_per_l(84.7, "nmol/L") == pytest.approx(1.0, rel=1e-3)


@pytest.mark.parametrize("unit", ["mg/24 h", "µg/24 h", "mg/g creatinine", "µg/g creatinine", None])
def test_other_amounts_are_not_per_litre(unit):
    assert mg_per_l(3.4, unit) is None


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("mg/dL", "per litre"),
        (None, "per litre"),
        ("mg/24 h", "per day"),
        ("µg/g creatinine", "per gram of creatinine"),
    ],
)
def test_families(unit, expected):
    assert family(unit) == expected


@given(st.floats(0.001, 1000), st.sampled_from(sorted(UNITS)))
def test_converting_there_and_back_gives_the_same(value, unit):
    assert to_base(value, unit) * UNITS[unit].per_mg == pytest.approx(value)


@given(st.sampled_from(sorted(UNITS)))
def test_every_name_is_a_spelling_of_itself(unit):
    assert canonical(unit) == unit
