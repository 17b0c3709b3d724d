"""What the widget's form writes is what the reader reads; Vitest has the same cases."""

import datetime
import json

import pytest

from b2m.readings import read
from tests.tools import WIDGET

CASES = json.loads((WIDGET / "test" / "form_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_form_is_read_as_it_was_filled_in(case):
    found = read(case["message"], datetime.date(2026, 1, 15)).readings
    assert [[r.text, r.unit, r.specimen, r.date] for r in found] == case["readings"]
