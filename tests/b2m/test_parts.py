"""Messages that do two things: say something of known results, and give others, or the reverse."""

import pytest

from b2m.interpreter import changes_results, respond
from tests.b2m.talking import TODAY, talk


def known(state):
    return [
        (r["text"], r["unit"], r["date"] or r["label"])
        for s in state["sequences"]
        for r in s["readings"]
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "b2m was 5.0, now 4.3",
            "both mg/L and the 5.0 was in april",
            [("5.0", "mg/L", "2026-04"), ("4.3", "mg/L", "now")],
        ),
        (
            "my b2m was 3.9 in August, 2.7 in October",
            "oh all in mg/L. his sugar was 180",
            [("3.9", "mg/L", "2026-08"), ("2.7", "mg/L", "2026-10")],
        ),
        (
            "b2m 9.4, then 6.8",
            "third 4.1, and all three are mg/L",
            [("9.4", "mg/L", None), ("6.8", "mg/L", None), ("4.1", "mg/L", None)],
        ),
        (
            "b2m in May was 4.7, in august 3.3",
            "both mg/L. And that second one was in July not august",
            [("4.7", "mg/L", "2026-05"), ("3.3", "mg/L", "2026-07")],
        ),
    ],
)
def test_what_holds_for_all_and_what_comes_besides(first, second, expected):
    state = talk(first)
    assert changes_results(state, second, TODAY) or any(char.isdigit() for char in second)
    assert known(talk(first, second)) == expected


def test_a_result_spoken_of_again_in_the_same_message_is_no_other_one():
    assert [text for text, *_ in known(talk("b2m 3.0 and 4.2, the 4.2 is older"))] == ["4.2", "3.0"]


@pytest.mark.parametrize(
    "told",
    [
        "4.1 is the blood, 1.7 the spinal fluid",
        "the higher one is the blood",
        "the blood one is the 4.1 and the other is the spinal fluid",
        "the sheet from the lumbar puncture says 1.7",
    ],
)
def test_of_two_results_one_told_tells_the_other(told):
    both = "b2m in blood and in spinal fluid, one came back 1.7 and the other 4.1, both mg/L, "
    state = talk(both + "I don't know which is which")
    assert state["question"]["about"] == "specimen"
    state = talk(both + "I don't know which is which", told)
    found = {
        s["specimen"]: [(r["text"], r["unit"]) for r in s["readings"]] for s in state["sequences"]
    }
    assert found == {"blood": [("4.1", "mg/L")], "csf": [("1.7", "mg/L")]}


def test_a_new_date_beside_a_specimen_is_a_new_result():
    state = talk("serum b2m 4.1 mg/L in jan 2026", "October 2026: serum 5.9 mg/L, urine not done")
    assert known(state) == [("4.1", "mg/L", "2026-01"), ("5.9", "mg/L", "2026-10")]


def test_what_is_told_beside_a_question_still_counts():
    state = talk("b2m 5.4 mg/L in april, 4.3 mg/L in may", "drop the may one")
    assert changes_results(state, "why do you say that?? put it back", TODAY)
    state = respond(state, "why do you say that?? put it back", "values/give", TODAY).state
    assert [text for text, *_ in known(state)] == ["5.4", "4.3"]
