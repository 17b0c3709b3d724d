"""From what was seen in a message to the topic that answers it. Pure; no Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNSURE = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
VALUES = "values/give"
DANGERS = ("safety/emergency", "safety/self_harm")

# Topics that make no sense as "did you mean …?"
_NOT_SUGGESTED = ("talk/", "safety/", OUT_OF_SCOPE, VALUES, "values/reverse", "values/reset")


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, 0 to 1, above which a class is believed. Set in config.yml."""

    answer: float
    danger: float  # in the whole message
    danger_in_part: float  # in a part of it
    danger_in_words: float  # anywhere, for the lexical net to be believed
    out_of_scope: float  # for a message not to be answered
    surely_out_of_scope: float  # for nothing to be suggested either
    suggest: float
    also: float  # for each of two questions in the same message
    clear: float  # for a whole message to be one question, whatever its parts look like


@dataclass(frozen=True)
class Signs:
    """What the rules saw, beside the classifier's probabilities."""

    danger: str | None = None  # the danger topic that wording or classifiers show
    named: str | None = None  # the topic whose title or offered choice the text is
    about_results: bool = False  # it answers the interpreter's question or changes its results
    readings: bool = False  # it carries B2M readings


@dataclass(frozen=True)
class Decision:
    """The topic, how sure that is (0 to 1), and the topics to suggest when it isn't."""

    topic: str
    confidence: float
    suggestions: tuple[str, ...] = ()


def decide(
    probabilities: Mapping[str, float],
    signs: Signs,
    thresholds: Thresholds,
) -> Decision:
    """Danger first, then what is certain by rule, then the classifier, else unsure."""
    if signs.danger is not None:
        return Decision(signs.danger, 1.0)
    if signs.about_results:
        return Decision(VALUES, 1.0)
    if signs.named is not None:
        return Decision(signs.named, 1.0)
    if signs.readings:
        return Decision(VALUES, 1.0)
    outside = probabilities.get(OUT_OF_SCOPE, 0.0)
    if outside >= thresholds.surely_out_of_scope:
        return Decision(OUT_OF_SCOPE, outside)
    best = max(_answerable(probabilities), key=lambda topic: probabilities[topic], default=UNSURE)
    confidence = probabilities.get(best, 0.0)
    if outside < thresholds.out_of_scope and confidence >= thresholds.answer:
        return Decision(best, confidence)
    return Decision(UNSURE, confidence, suggestions(probabilities, thresholds))


def _answerable(probabilities: Mapping[str, float]) -> list[str]:
    """The topics that remain when no danger was seen."""
    return [topic for topic in probabilities if topic not in (*DANGERS, OUT_OF_SCOPE)]


def suggestions(
    probabilities: Mapping[str, float], thresholds: Thresholds, most: int = 3
) -> tuple[str, ...]:
    """The topics worth asking about, likeliest first."""
    likely = sorted(probabilities, key=lambda topic: -probabilities[topic])
    return tuple(
        topic
        for topic in likely
        if not topic.startswith(_NOT_SUGGESTED) and probabilities[topic] >= thresholds.suggest
    )[:most]
