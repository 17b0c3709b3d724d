"""Tables of what people type: whole messages with their readings, and sentences without any."""

import datetime
from pathlib import Path

import pytest
import yaml

from b2m.interpreter import reads_values, respond
from b2m.readings import read

HERE = Path(__file__).parent
TODAY = datetime.date(2024, 6, 15)
SIGNS = {"exact": "", "below": "<", "above": ">"}


def load(name):
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


def summary(message):
    """The readings in one line, oldest first: "<value unit specimen [date] (label)"."""
    lines = []
    for reading in read(message, TODAY).oldest_first:
        parts = [f"{SIGNS[reading.bound]}{reading.value:g}", reading.unit, reading.specimen]
        parts += [reading.date and f"[{reading.date}]", reading.label and f"({reading.label})"]
        lines.append(" ".join(part for part in parts if part))
    return " | ".join(lines)


@pytest.mark.parametrize(("message", "expected"), load("ways_to_type").items())
def test_messages_with_readings(message, expected):
    assert summary(message) == expected


@pytest.mark.parametrize("message", load("other_numbers"))
def test_sentences_with_other_numbers(message):
    assert not reads_values(message, TODAY)
    types = [reply.custom["type"] for reply in respond(None, message, "values/give", TODAY).replies]
    assert "b2m_trend" not in types
