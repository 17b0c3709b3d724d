"""How well questions are understood: from parsed test questions to figures. Pure but for `parse`.

A question in scope is answered right, answered wrongly, offered (not answered, but the right topic
is among the suggestions), or lost (neither). One out of scope is refused or answered wrongly.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assistant.model import PROJECT, environment
from assistant.nlu.decision import DANGERS, OUT_OF_SCOPE, UNSURE
from tests.nlu.questions import Question

# Rasa's names: the selector that was trained on all retrieval intents together, and their list.
FOR_ALL, RETRIEVED = "default", "all_retrieval_intents"


@dataclass(frozen=True)
class Parsed:
    """A test question and what the NLU made of it.

    topic: the decision (`nlu_fallback` where unsure). ranking: topics with probabilities.
    """

    question: Question
    topic: str
    suggestions: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether the decision is the question's topic."""
        return self.topic == self.question.topic

    @property
    def is_refused(self) -> bool:
        """Whether no topic was claimed."""
        return self.topic in (UNSURE, OUT_OF_SCOPE)

    @property
    def best_topic(self) -> tuple[str, float]:
        """The likeliest topic that could be answered, and its probability."""
        answerable = [(topic, p) for topic, p in self.ranking if topic != OUT_OF_SCOPE]
        return answerable[0] if answerable else (self.topic, 0.0)


def results(python: Path, model: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
    """What a trained model's NLU makes of each text, in the environment of `python`."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "results.json"
        subprocess.run(
            [python, "-m", "bench.parse", model, written],
            cwd=PROJECT,
            env=environment(),
            input=json.dumps(texts),
            text=True,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        read: list[dict[str, Any]] = json.loads(written.read_text(encoding="utf-8"))
    return read


def parse(python: Path, model: Path, questions: Sequence[Question]) -> list[Parsed]:
    """The questions, and what a trained model makes of them."""
    parsed = results(python, model, [question.text for question in questions])
    return [
        Parsed(question, _topic(result), *_beside(result))
        for question, result in zip(questions, parsed, strict=True)
    ]


def _topic(result: dict[str, Any]) -> str:
    """What is answered: as Rasa's own action for retrieval intents finds it."""
    intent = str(result["intent"]["name"])
    selectors = result.get("response_selector", {})
    if intent not in selectors and intent not in selectors.get(RETRIEVED, ()):
        return intent
    selected = selectors.get(intent, selectors.get(FOR_ALL, {}))
    return str(selected.get("response", {}).get("intent_response_key", intent))


def _beside(result: dict[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """Suggestions and ranking; of a stock pipeline, from its response selectors' rankings."""
    if "topic_ranking" in result:
        ranking = tuple((topic, float(p)) for topic, p in result["topic_ranking"])
        return tuple(result.get("suggestions", ())), ranking
    groups = {intent["name"]: intent["confidence"] for intent in result["intent_ranking"]}
    topics = [
        (topic["intent_response_key"], topic["confidence"])
        for selector in result.get("response_selector", {}).values()
        if isinstance(selector, dict)
        for topic in selector.get("ranking", ())
    ]
    weighed = [(topic, p * groups.get(topic.split("/")[0], 0.0)) for topic, p in topics]
    ranking = tuple(sorted(weighed, key=lambda item: -item[1])[:10])
    return tuple(topic for topic, _ in ranking[:3]), ranking


@dataclass
class Figures:
    """Shares from 0 to 1 of a part of the questions."""

    answered_right: float
    answered_wrongly: float
    offered: float
    lost: float
    out_of_scope_refused: float
    danger_recognised: float
    false_alarms: float
    calibration_error: float
    by_group: dict[str, dict[str, float]] = field(default_factory=dict)


def share(of: Sequence[bool]) -> float:
    """The part that is true; 0 of nothing."""
    return float(np.mean(of)) if len(of) else 0.0


def outcomes(parsed: Sequence[Parsed]) -> dict[str, float]:
    """Shares of the four things that can happen to a question in scope."""
    return {
        "answered_right": share([p.is_right for p in parsed]),
        "answered_wrongly": share([not p.is_right and not p.is_refused for p in parsed]),
        "offered": share([p.is_refused and p.question.topic in p.suggestions for p in parsed]),
        "lost": share([p.is_refused and p.question.topic not in p.suggestions for p in parsed]),
    }


def figures(parsed: Sequence[Parsed]) -> Figures:
    """All figures of some parsed questions."""
    danger = [p for p in parsed if p.question.topic in DANGERS]
    harmless = [p for p in parsed if p.question.topic not in DANGERS]
    in_scope = [p for p in harmless if p.question.topic != OUT_OF_SCOPE]
    outside = [p for p in parsed if p.question.topic == OUT_OF_SCOPE]
    groups = sorted({p.question.topic.split("/")[0] for p in in_scope})
    return Figures(
        **outcomes(in_scope),
        out_of_scope_refused=share([p.is_refused for p in outside]),
        danger_recognised=share([p.topic in DANGERS for p in danger]),
        false_alarms=share([p.topic in DANGERS for p in harmless]),
        calibration_error=calibration_error(in_scope),
        by_group={
            group: outcomes([p for p in in_scope if p.question.topic.startswith(f"{group}/")])
            for group in groups
        },
    )


def calibration(parsed: Sequence[Parsed], bins: int = 10) -> list[tuple[float, float, int]]:
    """Reliability: (mean probability, share right, count) of each bin that is not empty."""
    probabilities = np.array([p.best_topic[1] for p in parsed])
    right = np.array([p.best_topic[0] == p.question.topic for p in parsed], dtype=float)
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    return [
        (float(probabilities[inside].mean()), float(right[inside].mean()), int(inside.sum()))
        for place in range(bins)
        if (inside := places == place).any()
    ]


def calibration_error(parsed: Sequence[Parsed]) -> float:
    """Expected calibration error: mean gap between probability and share right."""
    if not parsed:
        return 0.0
    bins = calibration(parsed)
    return sum(abs(mean - right) * count for mean, right, count in bins) / len(parsed)


def risk_coverage(parsed: Sequence[Parsed]) -> list[tuple[float, float]]:
    """(coverage, risk): answering the surest share of in-scope questions, how many are wrong."""
    surest = sorted(parsed, key=lambda p: -p.best_topic[1])
    wrong = np.cumsum([p.best_topic[0] != p.question.topic for p in surest])
    counts = np.arange(1, len(surest) + 1)
    return list(zip((counts / len(surest)).tolist(), (wrong / counts).tolist(), strict=True))


def confusions(parsed: Sequence[Parsed], most: int = 15) -> list[tuple[str, str, list[str]]]:
    """(topic, taken for, the questions) of wrong answers, the most frequent first."""
    wrong = [p for p in parsed if not p.is_right and not p.is_refused]
    pairs = Counter((p.question.topic, p.topic) for p in wrong)
    return [
        (
            topic,
            taken,
            [p.question.text for p in wrong if (p.question.topic, p.topic) == (topic, taken)],
        )
        for (topic, taken), _ in pairs.most_common(most)
    ]
