"""The classifier of topics: sentence vectors and word patterns in, a probability per topic out.

Two sentence encoders know that "needle in my back" is near "spinal tap": a general one and one
tuned on the topics; the patterns are the exact words. Each encoder, with the patterns beside it,
has a classifier of its own, and the geometric mean of the two is taken: they err on different
questions, and a topic that either of them rules out is none. docs/understanding.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import joblib
import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.nlu import vector_cache
from assistant.nlu.danger import danger_in
from assistant.nlu.decision import DANGERS
from assistant.nlu.linear import Linear, Probabilities, geometric_mean
from assistant.nlu.normalise import normalise
from assistant.nlu.parts import parts
from assistant.nlu.patterns import Patterns
from assistant.nlu.sentence_encoder import DIMENSIONS, SentenceEncoder, load_encoders

FILE = "topics.joblib"
HARMLESS = "harmless"
MOST_HARMLESS_PARTS = 8000  # half as many: half a point more false alarms

_ENCODING = ThreadPoolExecutor(2, thread_name_prefix="encoder")


@dataclass
class TopicModel:
    """Logistic regressions on sentence vectors and patterns, for topics and for danger.

    encoders: each has regressions of its own; they are kept beside the model, not in its file.
    encoder_weight, pattern_weight: how much each view counts (factors on unit-length blocks).
    dimensions, seed: of the patterns. regularisation: scikit-learn's C.
    """

    encoders: Sequence[SentenceEncoder] = ()
    encoder_weight: float = 3.0
    pattern_weight: float = 3.0
    dimensions: int = 300
    regularisation: float = 10.0
    seed: int = 0
    _patterns: Patterns = field(init=False, repr=False)
    _topics: Linear = field(init=False, repr=False)
    _dangers: Linear = field(init=False, repr=False)

    def fit(self, texts: Sequence[str], topics: Sequence[str]) -> TopicModel:
        """Learn from examples and the topic of each.

        Danger is looked for in every part of a message, so its classifier also learns what parts
        of harmless messages look like.
        """
        self._patterns = Patterns(self.dimensions, self.seed).fit(texts)
        pieces = harmless_parts(texts, topics)
        learned = [*texts, *pieces]
        plain = [normalise(text) for text in learned]
        reduced = self._patterns.reduce_many(learned) * self.pattern_weight
        views = [
            np.hstack([vector_cache.encode(encoder, plain) * self.encoder_weight, reduced])
            for encoder in self.encoders
        ]
        dangers = [topic if topic in DANGERS else HARMLESS for topic in topics]
        dangers += [HARMLESS] * len(pieces)
        # numpy lets go of the interpreter while it computes: two cores, half the time
        with ThreadPoolExecutor(2) as pool:
            fitted = [
                (
                    pool.submit(self._regression().fit, view[: len(texts)], topics),
                    pool.submit(self._regression().fit, view, dangers),
                )
                for view in views
            ]
        self._topics = geometric_mean([by_topic.result() for by_topic, _ in fitted], DIMENSIONS)
        self._dangers = geometric_mean([by_danger.result() for _, by_danger in fitted], DIMENSIONS)
        return self

    def assess(self, texts: Sequence[str]) -> tuple[list[Probabilities], list[Probabilities]]:
        """For each text, the probabilities of the topics, and those of the dangers."""
        plain = [normalise(text) for text in texts]
        encoded = _ENCODING.map(lambda encoder: encoder.encode(plain), self.encoders)
        reduced = np.array([self._patterns.reduce(text) for text in texts])  # meanwhile
        vectors = (vector * self.encoder_weight for vector in encoded)
        features = np.hstack([*vectors, reduced * self.pattern_weight])
        return self._topics.probabilities(features), self._dangers.probabilities(features)

    def save(self, folder: Path) -> None:
        """Keep the model in `folder`, beside its encoders."""
        without_encoders = copy(self)
        without_encoders.encoders = ()
        joblib.dump(without_encoders, folder / FILE, compress=3)

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """The model and the encoders in `folder`."""
        model: TopicModel = joblib.load(folder / FILE)
        model.encoders = load_encoders(folder)
        return model

    def _regression(self) -> LogisticRegression:
        # A finer tolerance doubles the time and changes no figure of bench/evaluate.py.
        return LogisticRegression(C=self.regularisation, max_iter=400, tol=0.03)


def harmless_parts(texts: Sequence[str], topics: Sequence[str]) -> list[str]:
    """Different parts of the messages that hold more than one and no danger, evenly chosen."""
    found: set[str] = set()
    for text, topic in zip(texts, topics, strict=True):
        pieces = parts(text)
        if topic not in DANGERS and len(pieces) > 1:
            found.update(pieces)
    step = max(1, len(found) // MOST_HARMLESS_PARTS)
    return [piece for piece in sorted(found)[::step] if danger_in(piece) is None]
