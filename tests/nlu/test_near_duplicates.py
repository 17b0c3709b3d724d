"""Examples of different topics that are nearly the same text differ in a word that decides."""

from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer

from tests.nlu.questions import examples

NEARLY_THE_SAME = 0.9  # cosine of their counts of three letters in a row
ROWS_AT_ONCE = 1000

# Read and found to differ in the word that decides.
DIFFERENT = [
    {
        "can you explain the link between B2M and HIV",
        "can you explain the link between B2M and MS",
    },
    {"results explained pls", "cbc results explained pls"},
    {
        "How much time stays the needle in the arm",
        "How much time the needle stays in the back?",
    },
    {"why is B2M tested in people with HIV", "why is B2M tested in people with MS"},
    {
        "My B2M is higher than before, what does that mean?",
        "My B2M is lower than before, what does that mean?",
    },
    {"That is correct.", "That is not correct."},
    {"B2M test meaning", "b2m hiv test meaning"},
    {"is the needle painful in the arm", "is the needle in the spine painful"},
    {
        "beta 2 microglobulin increasing during treatment",
        "decreasing beta 2 microglobulin during treatment",
    },
]


def near_duplicates(by_topic: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Pairs of nearly the same text in different topics."""
    lines = [(topic, text) for topic, texts in by_topic.items() for text in texts]
    _, topics = np.unique([topic for topic, _ in lines], return_inverse=True)
    letters = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 3),
        n_features=1024,
        alternate_sign=False,
        dtype=np.float32,
    )
    rows = letters.transform([text.lower() for _, text in lines]).toarray()
    found = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        near = rows[start : start + ROWS_AT_ONCE] @ rows.T >= NEARLY_THE_SAME
        near &= topics[start : start + ROWS_AT_ONCE, None] != topics[None, :]
        found += [(first + start, second) for first, second in np.argwhere(near)]
    return [(lines[one][1], lines[two][1]) for one, two in found if one < two]


def test_near_duplicates_are_found():
    same = {
        "ask/csf_pain": ["does the spinal tap hurt a lot?"],
        "ask/csf": ["does the spinal tap hurt a lot"],
    }
    assert near_duplicates(same) != []


def test_nearly_the_same_text_stands_in_one_topic():
    assert [pair for pair in near_duplicates(examples()) if set(pair) not in DIFFERENT] == []
