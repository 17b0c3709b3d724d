"""Where a message is cut into parts."""

import pytest

from assistant.nlu.parts import MOST_PARTS, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("will it hurt?", ["will it hurt"]),
        ("does it hurt and how long does it take", ["does it hurt", "how long does it take"]),
        ("Does it hurt? How long does it take?", ["Does it hurt", "How long does it take"]),
        ("is it painful, what are the risks", ["is it painful", "what are the risks"]),
        ("blood and urine tests", ["blood and urine tests"]),
        (
            "My dad has myeloma. Where do we bring the jug?",
            ["My dad has myeloma", "Where do we bring the jug"],
        ),
        (
            "when do I bring the jug back, also I can't feel my legs",
            ["when do I bring the jug back", "I can't feel my legs"],
        ),
        ("it was 3.5 and 2.9", ["it was 3.5 and 2.9"]),
        ("ok. thanks. where is it done", ["where is it done"]),
        ("hm", ["hm"]),
        ("", [""]),
    ],
)
def test_parts(text, expected):
    assert parts(text) == expected


def test_a_flood_of_sentences_is_cut_short():
    assert len(parts("does it hurt? " * 200)) == MOST_PARTS
