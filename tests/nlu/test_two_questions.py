"""A message with two questions gets both answers, in order."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from bench.understanding import results

MESSAGES = yaml.safe_load(Path(__file__).with_name("two_questions.yml").read_text(encoding="utf-8"))
ANSWERED = 10  # of 12; may only rise


def answered(result):
    group = result["intent"]["name"]
    first = result.get("response_selector", {}).get(group, {}).get("response", {})
    return [first.get("intent_response_key", group), result.get("also")]


def test_both_are_answered_in_order(trained):
    found = results(Path(sys.executable), trained, [text for text, *_ in MESSAGES])
    both = [
        answered(result) == topics for result, (_, *topics) in zip(found, MESSAGES, strict=True)
    ]
    assert sum(both) >= ANSWERED, [m for m, right in zip(MESSAGES, both, strict=True) if not right]
