"""Known results that are only spoken of are not added again; what is new is."""

import pytest

from b2m.interpreter import changes_results, reads_values
from tests.b2m.talking import TODAY, talk

KNOWN = "my b2m was 4.2 mg/L in January 2026 and 3.1 mg/L in May 2026"


def known(state):
    return [(r["text"], r["unit"], r["date"]) for s in state["sequences"] for r in s["readings"]]


@pytest.mark.parametrize(
    "said",
    [
        "so 4.2 was the highest?",
        "yes thats right 4.2 then 3.1",
        "do I tell my doctor 3.1 or does he know",
        "what were they in ug/L, 4200 and 3100?",
        "it was 4.2 in january when i felt the worst, now i feel fine",
        "would 3.1 have been called high 20 years ago too?",
    ],
)
def test_what_is_spoken_of_is_not_given(said):
    state = talk(KNOWN)
    assert not reads_values(said, TODAY, state)
    assert not changes_results(state, said, TODAY)
    assert known(talk(KNOWN, said)) == known(state)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("3.1 again last week", 3),
        ("another one, 3.1", 3),
        ("still 3.1 now", 3),
        ("3.1", 3),
        ("3.1 in August", 3),
        ("it went from 3.1 to 2.8", 3),
    ],
)
def test_the_same_number_again_may_be_another_result(said, count):
    assert len(known(talk(KNOWN, said))) == count


def test_a_known_result_takes_what_is_said_of_it_besides():
    assert known(talk("b2m 5.1", "5.1 mg/L in March 2026")) == [("5.1", "mg/L", "2026-03")]


def test_a_day_is_read_as_the_days_that_are_known():
    state = talk("b2m 2.5 on 4/10/2026", "6/19 was 2.2")
    assert known(state)[-1] == ("2.2", None, "2026-06-19")


@pytest.mark.parametrize(
    "said",
    [
        "lumbar puncture, does it hurt",
        "spinal fluid?",
        "how they do a spinal tap",
        "Last one was in January. Is it time for a new one?",
        "Doctor wants to kill the cancer cells with chemo first, would a transplant be better?",
        "urine culture for infection how to collect, wipe first?",
        "b2m normal range mg/L",
        "They did it in January and again in February. Is it supposed to be that often?",
        "dropped the lid in the toilet n lost some pee, start over??",
        "delete everything I typed",
        "sorry, one last thing, could you delete what we've talked about?",
        "How can I make this chat disappear? delete it",
        "that's wrong",
    ],
)
def test_questions_and_talk_beside_known_results_are_not_for_the_interpreter(said):
    state = talk("5.1 mg/L in January 2026 and 3.1 mg/L in May 2026")
    assert not changes_results(state, said, TODAY)
    assert not reads_values(said, TODAY, state)
