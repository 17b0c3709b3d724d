"""When a turn of a conversation counts as understood."""

import pytest

from bench.conversations import Heard, Rules, judge, problem

TREND = {
    "type": "b2m_trend",
    "pattern": "decreasing",
    "specimen": "blood",
    "readings": [{"unit": "mg/L"}, {"unit": "mg/L"}],
}
KNOWN = {"blood": [["5.1", "mg/L", "2026-01"], ["3.8", "mg/L", None]]}
RIGHT = {"pattern": "decreasing", "readings": [[5.1, "mg/L", "2026-01"], [3.8, "mg/L", None]]}


@pytest.mark.parametrize(
    ("turn", "heard", "is_right"),
    [
        ({"blood": RIGHT}, Heard([TREND], KNOWN), True),
        ({"blood": {**RIGHT, "pattern": "stable"}}, Heard([TREND], KNOWN), False),
        ({"blood": {**RIGHT, "readings": RIGHT["readings"][::-1]}}, Heard([TREND], KNOWN), False),
        ({"blood": RIGHT}, Heard([{"type": "b2m_question", "about": "unit"}], KNOWN), False),
        ({"urine": RIGHT}, Heard([TREND], KNOWN), False),
        ({"question": "unit"}, Heard([{"type": "b2m_question", "about": "unit"}]), True),
        ({"question": "unit"}, Heard([{"type": "b2m_question", "about": "date"}]), False),
        ({"question": "date", "or": {"blood": RIGHT}}, Heard([TREND], KNOWN), True),
        ({"nothing": True}, Heard([], {}), True),
        ({"nothing": True}, Heard([], KNOWN), False),
        ({"removed": True}, Heard([], {}), True),
        ({"removed": True}, Heard([], KNOWN), False),
        ({"answer": "ask/csf"}, Heard([{"type": "answer", "topic": "ask/csf"}]), True),
        ({"answer": "ask/csf"}, Heard([{"type": "answer", "topic": "ask/kidney"}]), False),
    ],
)
def test_what_counts_as_understood(turn, heard, is_right):
    assert (problem(turn, heard, {}) is None) is is_right


def test_a_conversation_ends_with_the_first_answer_that_is_wrong():
    turns = [{"say": "b2m 5.1", "question": "unit"}, {"say": "b2m 4.0", "nothing": True}]
    result = judge({"id": "one", "turns": turns}, Rules())
    assert result.said == ["b2m 5.1"]
    assert result.why
