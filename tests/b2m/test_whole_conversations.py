"""Whole conversations by authors who knew the specification and had not seen the code.

Each table is one author's (tests/b2m/blind/whole; the format stands in its README). The shares that
are understood from beginning to end may only grow: raise the floors when they do. docs/values.md
says what each table reached when it was first measured, unseen.
"""

from pathlib import Path

import pytest
import yaml

from bench.conversations import Rules, judge

HERE = Path(__file__).parent / "blind" / "whole"
UNDERSTOOD = {
    "older_patients": 55, "carers": 57, "record_keepers": 50, "afterwards": 70, "a_month": 79,
    "tester": 80, "everyday": 69, "acceptance": 96, "a_chat": 98, "nurse": 100, "final": 99,
    "retired": 60, "spouses": 60, "bookkeepers": 60, "from_abroad": 60, "waiting_room": 59,
    "tablet": 59, "all_walks": 59, "portals": 54, "texting": 55, "mixed_month": 99,
    "hospital": 99, "a_week": 58, "educator": 59, "phones": 55, "roundabout": 50,
    "point_by_point": 58, "relatives": 55, "evaluator": 53, "cross_section": 59, "clinic": 72,
    "fair_measure": 56,
}  # fmt: skip
MOST_CHANGED = {
    "first_alone": 2, "first_after": 2, "second_alone": 0, "second_after": 1, "third_alone": 1,
    "third_after": 0, "fourth_alone": 3, "fourth_after": 3,
}  # fmt: skip
KNOWN = "my b2m was 4.2 mg/L in January 2026 and 3.1 mg/L in May 2026"


def load(name):
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("table", "floor"), UNDERSTOOD.items())
def test_conversations(table, floor):
    results = [judge(conversation, Rules()) for conversation in load(table)]
    assert sum(result.why is None for result in results) >= floor


@pytest.mark.parametrize(("table", "most"), MOST_CHANGED.items())
def test_harmless_messages(table, most):
    changed = []
    for text in load(f"harmless/{table}"):
        listener = Rules()
        before = listener.say(KNOWN).known if table.endswith("after") else {}
        if listener.say(text).known != before:
            changed.append(text)
    assert len(changed) <= most, changed
