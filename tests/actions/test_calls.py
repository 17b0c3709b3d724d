"""What the action server takes for a call; tests/hostile sends it others."""

import pytest

from actions.calls import is_call

TRACKER = {"sender_id": "x", "slots": {}, "latest_message": {}, "events": []}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"next_action": None, "tracker": None},
        {"next_action": "action_values", "tracker": TRACKER, "domain": {}, "version": "3.6.21"},
        {"next_action": "action_values", "tracker": {"sender_id": None}},
    ],
)
def test_a_call(data):
    assert is_call(data)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "action_values",
        {"next_action": 5},
        {"next_action": "action_values"},
        {"next_action": "action_values", "tracker": None},
        {"next_action": "action_values", "tracker": {}},
        {"next_action": "action_values", "tracker": [TRACKER]},
        {"next_action": "action_values", "tracker": {**TRACKER, "slots": [1]}},
        {"next_action": "action_values", "tracker": {**TRACKER, "latest_message": "hi"}},
        {"next_action": "action_values", "tracker": TRACKER, "domain": []},
        {"next_action": "action_values", "tracker": TRACKER, "version": 3},
    ],
)
def test_no_call(data):
    assert not is_call(data)
