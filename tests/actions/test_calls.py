"""What the action server takes for a call; tests/hostile sends it others."""

import json
import zlib

import pytest

from actions.calls import LARGEST_CALL, _json, is_call

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


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("encoding", ["", "deflate"])
def test_a_body_that_says_nothing(body, encoding):
    assert _json(body, encoding) is None


def test_a_packed_body_is_unpacked_as_far_as_it_is_no_bomb():
    assert _json(zlib.compress(json.dumps(TRACKER).encode()), "deflate") == TRACKER
    assert _json(zlib.compress(b" " * (LARGEST_CALL + 1)), "deflate") is None
    assert _json(zlib.compress(b"{}")[:-3], "deflate") is None
