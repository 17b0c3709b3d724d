"""What people say about results they gave before: units, dates, order, slips, answers."""

import datetime
import json

import pytest

from b2m.interpreter import answers_question, changes_results, respond
from b2m.show import value_with_unit, when
from b2m.state import load

TODAY = datetime.date(2024, 6, 15)


def talk(*messages):
    """The state, as a channel keeps it, and the last turn."""
    state, turn = None, None
    for message in messages:
        turn = respond(state, message, "values/give", TODAY)
        state = json.loads(json.dumps(turn.state))
    return state, turn


def kept(*messages):
    """The results that are kept, one line for each sequence, oldest first."""
    state, _ = talk(*messages)
    return [
        f"{sequence.specimen}: "
        + ", ".join(
            value_with_unit(reading) + (f" ({when(reading)})" if when(reading) else "")
            for reading in sequence.readings
        )
        for sequence in load(state).sequences
    ]


def asks(turn):
    custom = turn.replies[-1].custom
    return custom["about"] if custom["type"] == "b2m_question" else None


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        # said again, with more
        (
            ["5.1, 3.8", "5.1 in January, 3.8 in March"],
            "5.1 (January 2024), 3.8 (March 2024)",
        ),
        (["5.1, 3.8", "5.1 mg/L, 3.8 mg/L"], "5.1 mg/L, 3.8 mg/L"),
        (["3.8, 5.1", "3.8 in March, 5.1 in January"], "5.1 (January 2024), 3.8 (March 2024)"),
        # units
        (["5.1, 3.8", "those are all mg/L"], "5.1 mg/L, 3.8 mg/L"),
        (["5.1, 3.8", "the unit is mg/dL"], "5.1 mg/dL, 3.8 mg/dL"),
        (["5.1 mg/L, 3.8", "both mg/L"], "5.1 mg/L, 3.8 mg/L"),
        # dates
        (["5.1, 3.8, 2.9", "the first one was in January"], "5.1 (January 2024), 3.8, 2.9"),
        (["5.1, 3.8, 2.9", "the 3.8 was from March"], "5.1, 3.8 (March 2024), 2.9"),
        (["5.1, 4.4", "4.4 was last week"], "5.1, 4.4 (Last week)"),
        (
            ["5.1 in Jan, 3.8 in March", "march should be april"],
            "5.1 (January 2024), 3.8 (April 2024)",
        ),
        # order
        (["5.1, 3.8, 2.9", "the last one is newest"], "5.1, 3.8, 2.9"),
        (["5.1, 3.8, 2.9", "first is oldest"], "5.1, 3.8, 2.9"),
        (["5.1, 3.8, 2.9", "I typed them newest first"], "2.9, 3.8, 5.1"),
        (["5.1, 3.8, 2.9", "newest first", "yes, newest first"], "2.9, 3.8, 5.1"),
        (["5.1, 3.8, 2.9", "newest first", "turn it round"], "5.1, 3.8, 2.9"),
        (["2.9, 3.8, 5.1 newest first", "no, oldest first"], "2.9, 3.8, 5.1"),
        (["5.1, 3.8, 2.9", "the 2.9 is the oldest"], "2.9, 3.8, 5.1"),
        (["5.1, 3.8, 2.9", "the 3.8 is the newest"], "5.1, 2.9, 3.8"),
        (["5.1, 3.8, 2.9", "you have it backwards"], "2.9, 3.8, 5.1"),
        (["5.1, 3.8, 2.9", "which of those is the newest"], "5.1, 3.8, 2.9"),
        (["5.1, 3.8, 2.9", "is 2.9 the newest?"], "5.1, 3.8, 2.9"),
        (["Jan 5.1, Mar 3.8", "newest first"], "5.1 (January 2024), 3.8 (March 2024)"),
        (["2.9", "before that 3,6 and in spring 3.9"], "3,6, 3.9 (In spring), 2.9"),
        # corrections
        (["5.1, 3.6, 2.9", "oh wait the 3,6 should be 2,6"], "5.1, 2,6, 2.9"),
        (["5.1, 3.8, 2.9", "I mistyped, 3.8 is 4.8"], "5.1, 4.8, 2.9"),
        (["5.1, 3.8", "no it was 4.8", "the second"], "5.1, 4.8"),
        (
            ["Jan 5.1, Mar 3.8", "the March one should be 3.5"],
            "5.1 (January 2024), 3.5 (March 2024)",
        ),
        (["3.4, 3.2, 33", "oh I missed the dot, it's 3.3"], "3.4, 3.2, 3.3"),
        (["5.1, 3.8", "sorry, 8.3"], "5.1, 8.3"),
        # the whole list once more, with a slip put right
        (["4.5, 4.6", "sorry, four point five and six point four"], "4.5, 6.4"),
        (["6.2, 3.1, 4.0", "correct list: 6.2, 3.5, 4.0"], "6.2, 3.5, 4.0"),
        (["3.3, 3.4", "no, the 3.4 was 4.3"], "3.3, 4.3"),
        (["3.3, 2.8", "correction, previous 1.8"], "1.8, 2.8"),
        (["3.3, 2.8", "sorry, the oldest is 4.8"], "4.8, 2.8"),
        (["2.8, 3.1", "today: 3.6", "wrong, new is 2.6"], "2.8, 3.1, 2.6 (Today)"),
        (["3.1 in 2021, 2.9 in 2022", "2021 was only 2.2 as I now see"], "2.2 (2021), 2.9 (2022)"),
        (["b2m <1.5, then 1.4", "correction, the first was exactly 1.5"], "1.5, 1.4"),
        (
            ["6.9 on 3 May 2024, 5.1 on 31 May 2024", "and correct 31 May to 6.7"],
            "6.9 (May 3, 2024), 6.7 (May 31, 2024)",
        ),
        # another one, not a correction
        (["3.9", "and the one after that was four point one"], "3.9, 4.1"),
        (["3.3, 2.8", "and the earliest, 4.8"], "4.8, 3.3, 2.8"),
        (["3.4, 3.5", "put 2.6 in front of them all"], "2.6, 3.4, 3.5"),
        (["2.2, 3.3", "of those two the 3.3 is the older"], "3.3, 2.2"),
        # a past date beside a result of which nothing was said: that is how things are now
        (["3.4", "in April it was 2.9"], "2.9 (April 2024), 3.4"),
        (
            ["3.4", "a year ago 2.9", "two years ago 2.7"],
            "2.7 (Two years ago), 2.9 (A year ago), 3.4",
        ),
        (["3.4", "then in April it was 2.9"], "3.4, 2.9 (April 2024)"),
        (["3.4", "in April it went up to 4.1"], "3.4, 4.1 (April 2024)"),
        # spoken of, or called wrong
        (["3.4, 4.1", "is 4.1 bad?"], "3.4, 4.1"),
        (["3.4, 4.1", "4.1 is wrong", "4.7"], "3.4, 4.7"),
        (["3.4, 4.1", "the second one is wrong", "leave it out"], "3.4"),
        (["3.4, 4.1", "4.1 is wrong", "yes it is right"], "3.4, 4.1"),
        # removals
        (["Jan 5.1, Mar 3.8", "take March away again"], "5.1 (January 2024)"),
        (
            ["5.1 on 3 May 2024, 3.8 on 31 May 2024", "31 May was haemolysed, disregard"],
            "5.1 (May 3, 2024)",
        ),
        (["5.1, 3.8", "the second was a blood sugar I think, remove it"], "5.1"),
        (["5.1, 6.2", "that 6.2 was my LDL, the second one is 4.2"], "5.1, 4.2"),
        (["6.2, 3.1", "6.2 was a different test"], "3.1"),
        (["5.1, 3.8", "please delete the 5.1, that was my brother's"], "3.8"),
        (["5.1, 3.8", "the 3.8 is wrong, take it out"], "5.1"),
        (["Jan 5.1, Mar 3.8", "remove the March one"], "5.1 (January 2024)"),
        (["5.1, 3.8", "leave out the last one. The newest is 2.4"], "5.1, 2.4"),
        (["5.1, 3.8", "remove all but the last"], "3.8"),
        (["5.1, 3.8", "drop me a line"], "5.1, 3.8"),
        # answers
        (["3.1 then 34", "mg/L"], "3.1, 34 mg/L"),
        (["3.1 then 34", "that's right"], "3.1, 34"),
        (["3.1 then 34", "oops 3.4"], "3.1, 3.4"),
        (["2.8 mg/L and 30 mg/L", "yes it really is mg/L"], "2.8 mg/L, 30 mg/L"),
        (["5.1, 3800", "mcg"], "5.1, 3800 µg/L"),
        (["75 mg/L", "no its ug/L"], "75 µg/L"),
        (["4.0 on 3/1/2024 and 2.9 on 12/20/2024", "sorry 12/20/2023"],
         "2.9 (December 20, 2023), 4.0 (March 1, 2024)"),
        (["3.2 in December 2025", "i mean last december"], "3.2 (December 2023)"),
        (["3.1 mg/L, 0.29", "which, the second? there it says mg/dL"], "3.1 mg/L, 0.29 mg/dL"),
        (["0.31 mg/dL", "then 0.33", "same unit"], "0.31 mg/dL, 0.33 mg/dL"),
        (
            ["4.4 mg/L, 4100, 2600", "both big ones are micrograms per litre"],
            "4.4 mg/L, 4100 µg/L, 2600 µg/L",
        ),
        (["48 mg/L, 72 mg/L", "I checked twice, it really says 72"], "48 mg/L, 72 mg/L"),
        (["45 mg/L, 72 mg/L", "I see now, seven point two"], "45 mg/L, 7.2 mg/L"),
        (["3.3 on July 2, 2024", "no idea which day, just February"], "3.3 (February 2024)"),
        (["3.3 on April 31, 2024", "sorry, the 30th"], "3.3 (April 30, 2024)"),
        (
            ["3.3 on June 20, 2024", "05/20/2024. I looked at the next appointment by mistake"],
            "3.3 (May 20, 2024)",
        ),
        # starting over
        (["5.1, 3.8", "scrap that, start over", "3.1"], "3.1"),
        (["5.1, 3.8", "clear", "3.1"], "3.1"),
        (["5.1, 3.8", "new list: 3.1, 2.9"], "3.1, 2.9"),
    ],
)  # fmt: skip
def test_results_are_kept_as_the_person_says(messages, expected):
    assert kept(*messages) == [f"blood: {expected}"]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("72 mg/L, 75 mg/L", "The needle was 22 gauge."),
        ("72 mg/L, 75 mg/L", "my dog is 12 and has lymphoma as well"),
        ("72 mg/L, 75 mg/L", "reference range 0.8 - 2.2 mg/L it says on the back"),
        ("4.4 mg/L, 310", "levothyroxine 75 mcg every morning"),
        ("4.4 mg/L, 310", "same problem here"),
        ("3.4 on April 31, 2024", "This is my 2nd b2m test"),
        ("3.4 on April 31, 2024", "My B2M test is on the 21st"),
        ("3.4 on July 3, 2024", "my appointment is on May 5, 2024"),
        ("blood and urine b2m 3.1, 0.4", "they took 4 tubes of blood"),
        ("blood and urine b2m 3.1, 0.4", "had a headache for 3 days after the spinal tap"),
        ("blood and urine b2m 3.1, 0.4", "next blood test is 3 July"),
    ],
)
def test_what_answers_no_question_is_no_answer(given, text):
    state, turn = talk(given)
    assert asks(turn)
    assert not answers_question(state, text, TODAY)


def test_two_specimens_are_kept_apart():
    assert kept("blood and csf b2m 3.2, 4.5, 1.1", "blood 3.2 then 4.5, csf 1.1") == [
        "blood: 3.2, 4.5",
        "csf: 1.1",
    ]
    assert kept("2.9, 4.4", "those two were from urine, not blood") == ["urine: 2.9, 4.4"]
    assert kept("blood 3.2, 4.5", "the spinal fluid one was 1.1", "blood again today 4.4") == [
        "blood: 3.2, 4.5, 4.4 (Today)",
        "csf: 1.1",
    ]
    assert kept("blood 3.2, csf 1.1", "remove the last blood value") == ["csf: 1.1"]
    assert kept("urine 200 ug/L", "urine 300", "serum 3.1")[1] == "blood: 3.1"


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("180 ug/L", "specimen"),  # too little for blood, in a unit of urine
        ("blood 180 ug/L", "value"),
        ("0.18 mg/L", "value"),
        ("150000 ug/L", "value"),
    ],
)
def test_what_was_tested_is_asked_where_it_matters(message, about):
    assert asks(talk(message)[1]) == about


def test_a_number_without_a_unit_is_never_taken_for_one_of_other_units():
    assert asks(talk("260 nmol/L, 270 nmol/L", "now they gave me 4.6")[1]) == "unit"
    assert asks(talk("3.1 mg/L in 2022, 0.29 in 2023", "2024 it was 0.45 mg/dL")[1]) == "unit"
    assert asks(talk("3.4 mg/L, 340", "same as the first")[1]) == "value"
    assert asks(talk("3.4 mg/L", "now 4.6")[1]) is None


@pytest.mark.parametrize("message", ["5.1, 0, 3.2", "2.8 mg/L, 3200", "5.1, 3.2 in December 2030"])
def test_what_was_understood_stands_above_each_question(message):
    _, turn = talk(message)
    assert "- 5.1" in turn.replies[0].text or "- 2.8 mg/L" in turn.replies[0].text


def test_a_request_for_input_names_no_part_of_the_page():
    for message in ("PSA 4.1", "Add another result", "b2m 3.2.1"):
        for reply in talk("5.1, 3.8", message)[1].replies:
            assert (reply.custom.get("source") or {}).get("section") is None


@pytest.mark.parametrize(
    "text",
    ["those are all mg/L", "the first one was in January", "the last one is newest",
     "march should be april", "the second one should be 3.5", "remove the March one"],
)  # fmt: skip
def test_what_is_said_of_known_results_is_recognised(text):
    state, _ = talk("Jan 5.1, Mar 3.8")
    assert changes_results(state, text, TODAY)
    assert not changes_results(None, text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["the doctor is wrong", "17 May was my birthday", "cancel my April appointment",
     "they took blood today", "I see my doctor at 4",
     "what does mg/L mean?", "which of those is the newest", "my appointment is in January",
     "is the first one high?", "thank you"],
)  # fmt: skip
def test_other_messages_change_nothing(text):
    state, _ = talk("5.1, 3.8")
    assert not changes_results(state, text, TODAY)
    assert not answers_question(state, text, TODAY)
