"""What people say of known results in free words: another result, a correction, a date, a unit."""

import pytest

from tests.b2m.talking import talk

TWO = "b2m 5.1 mg/L in January 2026, 4.2 mg/L in May 2026"
BARE = "b2m 5.1 and 4.2"


def values(*messages):
    return [r["text"] for s in talk(*messages)["sequences"] for r in s["readings"]]


def facts(*messages):
    return [(r["text"], r["date"]) for s in talk(*messages)["sequences"] for r in s["readings"]]


@pytest.mark.parametrize(
    "said",
    [
        "ugh newest just popped up 3.6",
        "they rang from the hospital with the newest. they said 3.6",
        "she had another one drawn, not in the portal yet but they told me over the phone: 3.6",
        "ok and the new one from thurs is 3.6",
        "theres a new one from thursday. 3.6",
        "got the new jug result today 3.6",
        "the last page is October and there it's 3.6",
    ],
)
def test_another_result(said):
    assert values(TWO, said) == ["5.1", "4.2", "3.6"]


@pytest.mark.parametrize(
    "said",
    [
        "Hold on, I have an older paper as well, from June 2025, and there it was 6.4",
        "I have an earlier one too, from May the 4th of 2025, that one is 6.4",
        "put 6.4 in front of those, that was December 2025",
    ],
)
def test_an_older_result(said):
    assert values(TWO, said) == ["6.4", "5.1", "4.2"]


def test_what_it_was_months_ago_takes_the_place_of_none():
    said = "Three months ago it was 4.5, and that time they told me not to worry"
    assert sorted(values("my b2m is 4.4 mg/L now", said)) == ["4.4", "4.5"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("second value s/b 4.7", ["5.1", "4.7"]),
        ("may shud be 4.7", ["5.1", "4.7"]),
        ("i typed 4.2 but its 4.7 sorry fat fingers", ["5.1", "4.7"]),
        ("the second first said 4.2. Correction, the current one is 4.7", ["5.1", "4.7"]),
        ("my first was 5.7, sorry, old eyes", ["5.7", "4.2"]),
        ("the May one is wrong, it was 5.1 as well", ["5.1", "5.1"]),
        (
            "I looked again and the May one is 4.9, what I took for a 2 is a 9",
            ["5.1", "4.9"],
        ),
    ],
)
def test_another_value(said, expected):
    assert values(TWO, said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the May row belongs to someone else, delete it", ["5.1"]),
        ("the first result was done during an infection, can we leave it aside", ["4.2"]),
        ("scrap all that, wrong chart, it was my sister's", []),
    ],
)
def test_a_removal(said, expected):
    assert values(TWO, said) == expected


@pytest.mark.parametrize(
    ("first", "said", "expected"),
    [
        (TWO, "the 5.1 was last december actually", [("5.1", "2025-12"), ("4.2", "2026-05")]),
        (TWO, "4.2 should've been february not may", [("5.1", "2026-01"), ("4.2", "2026-02")]),
        (BARE, "Collection dates: first 05/05/2026, second 08/11/2026",
         [("5.1", "2026-05-05"), ("4.2", "2026-08-11")]),
        ("b2m 3.8", "that was in May", [("3.8", "2026-05")]),
    ],
)  # fmt: skip
def test_a_date(first, said, expected):
    assert facts(first, said) == expected


def test_an_order():
    first = "b2m newest first: 3.3, 3.9, 5.0, 6.4"
    said = "No, the wrong way round. The 3.3 was the oldest and the 6.4 the newest."
    assert values(first, said) == ["3.3", "3.9", "5.0", "6.4"]
    assert values(BARE, "the other way please, 4.2 came before") == ["4.2", "5.1"]


@pytest.mark.parametrize(
    "said",
    [
        "I think it says milligrams, let me see... yes, mg and a slash and an L, so mg/L, on both",
        "It says mg/L at the top of the column, so for all of them",
    ],
)
def test_a_unit_of_all(said):
    assert {r["unit"] for s in talk(BARE, said)["sequences"] for r in s["readings"]} == {"mg/L"}


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("blood and csf b2m: 3.1, 3.2, 0.9, 1.2 mg/L", "first two blood, last two csf"),
        ("b2m 0.9 mg/L, 1.1 mg/L", "these aren't blood, they're all from lumbar punctures"),
    ],
)
def test_what_was_tested(first, said):
    assert "csf" in [sequence["specimen"] for sequence in talk(first, said)["sequences"]]


@pytest.mark.parametrize(
    "said", ["is 2.7 normal", "how bad is 7.1", "was the 6.4 really that high", "is 3.9 too high"]
)
def test_a_question_about_a_number_gives_none(said):
    assert values(TWO, said) == ["5.1", "4.2"]
