"""The classifier of topics: sentence vectors and word patterns in, a probability per topic out.

Two sentence encoders know that "needle in my back" is near "spinal tap": a general one and one
tuned on the topics. TF-IDF over words and characters sees the exact words, and survives
misspellings; it is reduced by SVD, which trains ten times faster than the sparse matrix and
generalises slightly better. Each encoder, with the patterns beside it, has a classifier of its
own, and the geometric mean of the two is taken: they err on different questions, and a topic that
either of them rules out is none. docs/understanding.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import joblib
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import softmax
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.nlu import vector_cache
from assistant.nlu.danger import danger_in
from assistant.nlu.decision import DANGERS
from assistant.nlu.normalise import normalise
from assistant.nlu.parts import parts
from assistant.nlu.sentence_encoder import SentenceEncoder, load_encoders

FILE = "topics.joblib"
HARMLESS = "harmless"
MOST_HARMLESS_PARTS = 8000  # half as many: half a point more false alarms

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Probabilities = dict[str, float]

_ENCODING = ThreadPoolExecutor(2, thread_name_prefix="encoder")


@dataclass
class TopicModel:
    """Logistic regressions on sentence vectors and reduced TF-IDF, for topics and for danger.

    encoders: each has regressions of its own; they are kept beside the model, not in its file.
    encoder_weight, pattern_weight: how much each view counts (factors on unit-length blocks).
    dimensions: of the reduced TF-IDF. regularisation: scikit-learn's C. seed: of the SVD.
    """

    encoders: Sequence[SentenceEncoder] = ()
    encoder_weight: float = 3.0
    pattern_weight: float = 3.0
    dimensions: int = 300
    regularisation: float = 10.0
    seed: int = 0
    _words: TfidfVectorizer = field(init=False, repr=False)
    _characters: TfidfVectorizer = field(init=False, repr=False)
    _projection: Halves = field(init=False, repr=False)  # of the patterns, (patterns, dimensions)
    _topics: list[LogisticRegression] = field(init=False, repr=False)  # one for each encoder
    _dangers: list[LogisticRegression] = field(init=False, repr=False)

    def fit(self, texts: Sequence[str], topics: Sequence[str]) -> TopicModel:
        """Learn from examples and the topic of each.

        Danger is looked for in every part of a message, so its classifier also learns what parts
        of harmless messages look like.
        """
        self._words = TfidfVectorizer(
            preprocessor=normalise,
            ngram_range=(1, 2),
            sublinear_tf=True,
            min_df=3,
            token_pattern=r"(?u)\b\w+\b|[?!]",
        ).fit(texts)
        self._characters = TfidfVectorizer(
            preprocessor=normalise,
            analyzer="char_wb",
            ngram_range=(2, 5),
            sublinear_tf=True,
            min_df=5,
        ).fit(texts)
        for patterns_known in (self._words, self._characters):
            del patterns_known.stop_words_  # what was too rare: megabytes that nothing reads
        patterns = self._patterns(texts)
        dimensions = min(self.dimensions, min(patterns.shape) - 1)
        reduction = TruncatedSVD(dimensions, n_iter=2, random_state=self.seed).fit(patterns)
        # Its own `transform` converts and copies all of this at every message.
        self._projection = np.ascontiguousarray(reduction.components_.T, dtype=np.float16)
        pieces = harmless_parts(texts, topics)
        learned = [*texts, *pieces]
        plain = [normalise(text) for text in learned]
        vectors = [vector_cache.encode(encoder, plain) for encoder in self.encoders]
        views = self._views(self._reduced(learned), vectors)
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
        self._topics = [by_topic.result() for by_topic, _ in fitted]
        self._dangers = [by_danger.result() for _, by_danger in fitted]
        return self

    def assess(self, texts: Sequence[str]) -> tuple[list[Probabilities], list[Probabilities]]:
        """For each text, the probabilities of the topics, and those of the dangers."""
        plain = [normalise(text) for text in texts]
        vectors = _ENCODING.map(lambda encoder: encoder.encode(plain), self.encoders)
        reduced = self._reduced(texts)  # meanwhile
        views = self._views(reduced, list(vectors))
        return _named(self._topics, views), _named(self._dangers, views)

    def _regression(self) -> LogisticRegression:
        # A finer tolerance doubles the time and changes no figure of bench/evaluate.py.
        return LogisticRegression(C=self.regularisation, max_iter=400, tol=0.03)

    def _patterns(self, texts: Sequence[str]) -> sparse.csr_matrix:
        views = [self._words.transform(texts), self._characters.transform(texts)]
        return sparse.hstack(views, format="csr", dtype=np.float32)

    def _reduced(self, texts: Sequence[str]) -> Floats:
        """The patterns' part of a view, shape (texts, dimensions)."""
        reduced = np.empty((len(texts), self._projection.shape[1]), dtype=np.float32)
        for row, found in enumerate(self._patterns(texts)):
            # A message holds a few hundred of the patterns: 16 bits for the rest save memory.
            reduced[row] = found.data @ self._projection[found.indices].astype(np.float32)
        return reduced

    def _views(self, reduced: Floats, vectors: Sequence[Floats]) -> list[Floats]:
        """One matrix of features for each encoder's vectors."""
        return [
            np.hstack([encoded * self.encoder_weight, reduced * self.pattern_weight])
            for encoded in vectors
        ]

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


def _named(
    regressions: Sequence[LogisticRegression], views: Sequence[Floats]
) -> list[Probabilities]:
    """The classes' probabilities of each row, from the regressions on their views together."""
    classes = regressions[0].classes_.tolist()
    each = [one.predict_log_proba(view) for one, view in zip(regressions, views, strict=True)]
    together = softmax(np.mean(each, axis=0), axis=1)
    return [dict(zip(classes, row, strict=True)) for row in together.tolist()]


def harmless_parts(texts: Sequence[str], topics: Sequence[str]) -> list[str]:
    """Different parts of the messages that hold more than one and no danger, evenly chosen."""
    found: set[str] = set()
    for text, topic in zip(texts, topics, strict=True):
        pieces = parts(text)
        if topic not in DANGERS and len(pieces) > 1:
            found.update(pieces)
    step = max(1, len(found) // MOST_HARMLESS_PARTS)
    return [piece for piece in sorted(found)[::step] if danger_in(piece) is None]
