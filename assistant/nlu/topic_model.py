"""The classifier of topics: sentence vectors and word patterns in, a probability per topic out.

Two views of a message complement each other: the sentence encoder knows that "needle in my back"
is near "spinal tap"; TF-IDF over words and characters sees the exact words, and survives
misspellings. TF-IDF is reduced by SVD, which trains ten times faster than the sparse matrix and
generalises slightly better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu import vector_cache
from assistant.nlu.danger import danger_in
from assistant.nlu.decision import DANGERS
from assistant.nlu.parts import parts
from assistant.nlu.sentence_encoder import sentence_encoder

HARMLESS = "harmless"
MOST_HARMLESS_PARTS = 3000  # more of them cost training time and bring nothing

Floats = npt.NDArray[np.float32]
Probabilities = dict[str, float]

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


def normalise(text: str) -> str:
    """Lower case, every number the same: which number it is says nothing about the topic."""
    return _NUMBER.sub("0", text.lower())


@dataclass
class TopicModel:
    """Logistic regression on sentence vectors and reduced TF-IDF, and a second one for danger.

    encoder_weight, pattern_weight: how much each view counts (factors on unit-length blocks).
    dimensions: of the reduced TF-IDF. regularisation: scikit-learn's C. seed: of the SVD.
    """

    encoder_weight: float = 3.0
    pattern_weight: float = 3.0
    dimensions: int = 300
    regularisation: float = 10.0
    seed: int = 0
    _words: TfidfVectorizer = field(init=False, repr=False)
    _characters: TfidfVectorizer = field(init=False, repr=False)
    _reduction: TruncatedSVD = field(init=False, repr=False)
    _topics: LogisticRegression = field(init=False, repr=False)
    _dangers: LogisticRegression = field(init=False, repr=False)

    def fit(self, texts: Sequence[str], topics: Sequence[str]) -> TopicModel:
        """Learn from examples and the topic of each.

        Danger is looked for in every part of a message, so its classifier also learns what parts
        of harmless messages look like.
        """
        self._words = TfidfVectorizer(
            preprocessor=normalise,
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=2,
            token_pattern=r"(?u)\b\w+\b|[?!]",
        ).fit(texts)
        self._characters = TfidfVectorizer(
            preprocessor=normalise,
            analyzer="char_wb",
            ngram_range=(2, 5),
            sublinear_tf=True,
            min_df=3,
        ).fit(texts)
        patterns = self._patterns(texts)
        dimensions = min(self.dimensions, min(patterns.shape) - 1)
        self._reduction = TruncatedSVD(dimensions, n_iter=2, random_state=self.seed).fit(patterns)
        pieces = harmless_parts(texts, topics)
        learned = [*texts, *pieces]
        vectors = vector_cache.encode(sentence_encoder(), [normalise(text) for text in learned])
        features = self._features(learned, vectors)
        dangers = [topic if topic in DANGERS else HARMLESS for topic in topics]
        dangers += [HARMLESS] * len(pieces)
        with ThreadPoolExecutor(
            2
        ) as pool:  # numpy lets go of the interpreter: two cores, half the time
            by_topic = pool.submit(self._regression().fit, features[: len(texts)], topics)
            by_danger = pool.submit(self._regression().fit, features, dangers)
            self._topics, self._dangers = by_topic.result(), by_danger.result()
        return self

    def assess(self, texts: Sequence[str]) -> tuple[list[Probabilities], list[Probabilities]]:
        """For each text, the probabilities of the topics, and those of the dangers."""
        vectors = sentence_encoder().encode([normalise(text) for text in texts])
        features = self._features(texts, vectors)
        return _named(self._topics, features), _named(self._dangers, features)

    def _regression(self) -> LogisticRegression:
        # A finer tolerance doubles the time and changes no figure of bench/evaluate.py.
        return LogisticRegression(C=self.regularisation, max_iter=400, tol=0.03)

    def _patterns(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return sparse.hstack([self._words.transform(texts), self._characters.transform(texts)])

    def _features(self, texts: Sequence[str], vectors: Floats) -> Floats:
        reduced = self._reduction.transform(self._patterns(texts)).astype(np.float32)
        return np.hstack([vectors * self.encoder_weight, reduced * self.pattern_weight])


def _named(regression: LogisticRegression, features: Floats) -> list[Probabilities]:
    classes = regression.classes_.tolist()
    rows = regression.predict_proba(features).tolist()
    return [dict(zip(classes, row, strict=True)) for row in rows]


def harmless_parts(texts: Sequence[str], topics: Sequence[str]) -> list[str]:
    """Different parts of the messages that hold more than one and no danger, evenly chosen."""
    found: set[str] = set()
    for text, topic in zip(texts, topics, strict=True):
        pieces = parts(text)
        if topic not in DANGERS and len(pieces) > 1:
            found.update(pieces)
    step = max(1, len(found) // MOST_HARMLESS_PARTS)
    return [piece for piece in sorted(found)[::step] if danger_in(piece) is None]
