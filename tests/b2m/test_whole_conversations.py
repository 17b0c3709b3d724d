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
    "older_patients": 54, "carers": 56, "record_keepers": 49, "afterwards": 68, "a_month": 78,
    "tester": 79, "everyday": 69, "acceptance": 94, "a_chat": 97, "nurse": 99, "final": 98,
}  # fmt: skip
MOST_CHANGED = {"first_alone": 3, "first_after": 2, "second_alone": 0, "second_after": 1}
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
