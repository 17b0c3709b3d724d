"""Columns of pasted tables: units and specimens stand in the heading, dates in the row."""

import datetime

import pytest

from b2m.readings import read

TODAY = datetime.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "date,b2m_mg_L,creatinine_mg_dL\n2025-09-04,3.4,1.1\n2025-12-10,3.3,1.0",
            [("3.4", "mg/L", None, "2025-09-04"), ("3.3", "mg/L", None, "2025-12-10")],
        ),
        (
            "Month      Serum B2M (mg/L)   Urine B2M (ug/L)\n"
            "Jan 2026   4.1                240\nJul 2026   3.9                260",
            [
                ("4.1", "mg/L", "blood", "2026-01"), ("240", "µg/L", "urine", "2026-01"),
                ("3.9", "mg/L", "blood", "2026-07"), ("260", "µg/L", "urine", "2026-07"),
            ],
        ),
        (
            "| Date | Serum B2M mg/L | CSF B2M mg/L |\n| 2026-02-09 | 4.0 | 1.3 |",
            [("4.0", "mg/L", "blood", "2026-02-09"), ("1.3", "mg/L", "csf", "2026-02-09")],
        ),
        (
            "Urine beta2-microglobulin, creatinine corrected\n03/02/2026   410 µg/g creatinine",
            [("410", "µg/g creatinine", "urine", "2026-03-02")],
        ),
    ],
)  # fmt: skip
def test_columns(table, expected):
    found = [(r.text, r.unit, r.specimen, r.date) for r in read(table, TODAY).readings]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        'in the leaflet it says "for instance 4.4 mg/L before treatment and 2.6 mg/L after"',
        "example on page 12 of my folder says 7.5 mg/l",
        "is 0.7 - 1.8 mg/L the usual range for b2m",
        "hypothetically: 2.0 in spring, 2.1 in autumn. change or not?",
        "Is 2.0 normal? I havent had mine done yet",
        "her next b2m test is on dec 9 at 10.30",
    ],
)
def test_what_is_quoted_or_supposed_is_no_result(text):
    assert not read(text, TODAY).readings


def test_what_is_quoted_beside_ones_own_is_left_out():
    found = read("google says 20 mg/L is bad. my b2m is 3.2 mg/L", TODAY).readings
    assert [r.text for r in found] == ["3.2"]
