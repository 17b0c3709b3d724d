"""Whole dialogues over a real server: what people say and what comes back (`*.yml` beside this)."""

from pathlib import Path

import pytest
import yaml

FILES = sorted(Path(__file__).parent.glob("*.yml"))
DIALOGUES = [
    pytest.param(dialogue, id=f"{path.stem}: {dialogue['dialogue']}")
    for path in FILES
    for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_dialogue(dialogue, person):
    for turn in dialogue["turns"]:
        reply = person.say(turn["say"])
        where = f"after {turn['say']!r}: {reply.text!r}"
        assert reply.text, where
        assert reply.data, where
        if "topic" in turn:
            assert turn["topic"] in reply.topics, where
        if "pattern" in turn:
            assert reply.patterns == [turn["pattern"]], where
        if "question" in turn:
            questions = [d["about"] for d in reply.data if d["type"] == "b2m_question"]
            assert questions == [turn["question"]], where
        if "values" in turn:
            readings = next(d["readings"] for d in reply.data if d["type"] == "b2m_trend")
            assert [reading["text"] for reading in readings] == turn["values"], where
        if "fallback" in turn:
            assert (reply.data[0]["type"] == "fallback") is turn["fallback"], where
        for words in turn.get("holds", []):
            assert words in reply.text, where
        for words in turn.get("lacks", []):
            assert words.casefold() not in reply.text.casefold(), where
