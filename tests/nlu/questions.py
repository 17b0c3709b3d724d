"""Reads the training examples and the test questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "data" / "nlu"


@dataclass(frozen=True)
class Question:
    """A test question, the topic it belongs to, and whether it only looks like danger."""

    text: str
    topic: str
    looks_like_danger: bool = False


def questions(part: str) -> list[Question]:
    """The test questions of a part: `questions` or `sealed`."""
    data = yaml.safe_load((HERE / f"{part}.yml").read_text(encoding="utf-8"))
    return [
        Question(text, topic, kind == "look_alikes")
        for kind, topics in data.items()
        for topic, texts in topics.items()
        for text in texts
    ]


def examples() -> dict[str, list[str]]:
    """The training examples: topic -> texts."""
    found = {}
    for path in sorted(DATA.glob("*.yml")):
        for intent in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = intent["examples"].splitlines()
            found[intent["intent"]] = [line.removeprefix("- ") for line in lines]
    return found
