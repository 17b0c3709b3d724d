"""What people say about results in the middle of a conversation, in a table of conversations."""

import datetime
import json
from pathlib import Path

import pytest
import yaml

from b2m.interpreter import answers_question, changes_results, reads_values, respond

TODAY = datetime.date(2024, 12, 15)
CASES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


def seen(turn):
    """What the replies hold: the values of each specimen, oldest first, and the question."""
    found = {}
    for custom in (reply.custom for reply in turn.replies):
        if custom["type"] == "b2m_trend":
            unit = custom["readings"][-1]["unit"]
            values = [reading["text"] for reading in custom["readings"]]
            found[custom["specimen"]] = " ".join([*values, *([unit] if unit else [])])
        if custom["type"] == "b2m_question":
            found["asks"] = custom["about"]
    return found


@pytest.mark.parametrize("case", CASES["understood"], ids=lambda case: case["say"][-1])
def test_the_last_message_is_understood(case):
    state = None
    for said in case["say"]:
        about_results = (
            answers_question(state, said, TODAY)
            or changes_results(state, said, TODAY)
            or reads_values(said, TODAY)
        )
        turn = respond(state, said, "values/give", TODAY)
        state = json.loads(json.dumps(turn.state))
    assert about_results
    assert seen(turn) == case["seen"]


@pytest.mark.parametrize("said", CASES["no_result"])
def test_numbers_of_other_things_stay_out(said):
    state = respond(None, "b2m 3.0, 4.8 mg/L", "values/give", TODAY).state
    assert not changes_results(state, said, TODAY)
    assert not reads_values(said, TODAY)


@pytest.mark.parametrize("said", CASES["no_yes"])
def test_a_yes_with_a_request_or_a_doubt_confirms_nothing(said):
    state = respond(None, "b2m 78 mg/L", "values/give", TODAY).state
    assert not answers_question(state, said, TODAY)
