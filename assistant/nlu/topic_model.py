"""The classifier of topics: sentence vectors and word patterns in, a probability per topic out.

Two views of a message complement each other: the sentence encoder knows that "needle in my back"
is near "spinal tap"; TF-IDF over words and characters sees the exact words, and survives
misspellings. TF-IDF is reduced by SVD, which trains ten times faster than the sparse matrix and
generalises slightly better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu import vector_cache
from assistant.nlu.sentence_encoder import sentence_encoder

Floats = npt.NDArray[np.float32]

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


def normalise(text: str) -> str:
    """Lower case, every number the same: which number it is says nothing about the topic."""
    return _NUMBER.sub("0", text.lower())


@dataclass
class TopicModel:
    """Logistic regression on sentence vectors and reduced TF-IDF.

    encoder_weight, pattern_weight: how much each view counts (factors on unit-length blocks).
    dimensions: of the reduced TF-IDF. regularisation: scikit-learn's C. seed: of the SVD.
    """

    encoder_weight: float = 3.0
    pattern_weight: float = 2.0
    dimensions: int = 300
    regularisation: float = 10.0
    seed: int = 0
    _words: TfidfVectorizer = field(init=False, repr=False)
    _characters: TfidfVectorizer = field(init=False, repr=False)
    _reduction: TruncatedSVD = field(init=False, repr=False)
    _regression: LogisticRegression = field(init=False, repr=False)

    def fit(self, texts: Sequence[str], topics: Sequence[str]) -> TopicModel:
        """Learn from examples and the topic of each."""
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
        self._reduction = TruncatedSVD(dimensions, n_iter=3, random_state=self.seed).fit(patterns)
        self._regression = LogisticRegression(C=self.regularisation, max_iter=400, tol=1e-3)
        plain = [normalise(text) for text in texts]
        vectors = vector_cache.encode(sentence_encoder(), plain)
        self._regression.fit(self._features(vectors, patterns), topics)
        return self

    @property
    def topics(self) -> list[str]:
        """The topics, in the order of the columns of `probabilities`."""
        return [str(topic) for topic in self._regression.classes_]

    def probabilities(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Shape (texts, topics); each row sums to one."""
        vectors = sentence_encoder().encode([normalise(text) for text in texts])
        features = self._features(vectors, self._patterns(texts))
        result: npt.NDArray[np.float64] = self._regression.predict_proba(features)
        return result

    def _patterns(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return sparse.hstack([self._words.transform(texts), self._characters.transform(texts)])

    def _features(self, vectors: Floats, patterns: sparse.csr_matrix) -> Floats:
        reduced = self._reduction.transform(patterns).astype(np.float32)
        return np.hstack([vectors * self.encoder_weight, reduced * self.pattern_weight])
