"""Turns of a conversation about a person's own results."""

import datetime
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2m.content import load_content, load_source
from b2m.interpreter import answers_question, changes_results, reads_values, respond
from b2m.settings import load_settings, load_texts

TODAY = datetime.date(2024, 12, 15)
TOPICS = load_content().topics
TEXTS = load_texts()
REVERSE, ADD, RESET, CONFIRM = (
    TOPICS[topic].title
    for topic in ("values/reverse", "values/give", "values/reset", "talk/affirm")
)


def talk(*messages, topic="values/give", state=None):
    """The last turn of a conversation in which all messages are about results."""
    turn = None
    for message in messages:
        turn = respond(state, message, topic, TODAY)
        state = json.loads(json.dumps(turn.state))  # as a channel keeps it
    return turn


def trends(turn):
    """What other software sees of the trends in a turn."""
    return [r.custom for r in turn.replies if r.custom["type"] == "b2m_trend"]


def typed(turn):
    """The readings of the only trend, oldest first, as typed."""
    (found,) = trends(turn)
    return [reading["text"] for reading in found["readings"]]


def question(turn):
    """What the last reply asks about; None if it is no question."""
    custom = turn.replies[-1].custom
    return custom["about"] if custom["type"] == "b2m_question" else None


# --- patterns -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "pattern"),
    [
        ("3.3 then 5.9", "increasing"),
        ("5.1 -> 3.2 mg/L", "decreasing"),
        ("3.0, 3.1, 3.0", "stable"),
        ("8.4, 3.2 and 6.1", "decreased_then_increased"),
        ("3, 6, 3", "increased_then_decreased"),
        ("3.0, 3.5", "small_increase"),
        ("3.5, 3.0", "small_decrease"),
        ("<0.8, 0.7", "cannot_tell"),
        ("3.4", "too_few"),
    ],
)
def test_each_pattern_has_its_words(message, pattern):
    turn = talk(message)
    (reply,) = turn.replies
    assert reply.custom["pattern"] == pattern
    assert TEXTS.patterns[pattern].may_mean.strip() in reply.text
    assert "not a diagnosis" in reply.text
    assert all(ask in reply.text for ask in TEXTS.patterns[pattern].ask)
    assert TOPICS[TEXTS.patterns[pattern].topic].title in reply.choices


def test_the_reply_lists_the_readings_oldest_first_and_says_what_changed():
    (reply,) = talk("now 2.9 mg/L, in January 5,1 mg/L").replies
    assert "- January 2024: 5,1 mg/L\n- Now: 2.9 mg/L" in reply.text
    assert "went down from 5,1 mg/L to 2.9 mg/L" in reply.text


def test_number_words_are_shown_as_digits():
    (reply,) = talk("three point two then two point one").replies
    assert "- 3.2\n- 2.1" in reply.text


def test_amounts_are_converted_only_where_units_differ():
    assert "about" not in talk("5.1 mg/dL, 4.9 mg/dL").replies[0].text.split("\n\n")[0]
    assert "0.42 mg/dL, which is about 4.2 mg/L" in talk("5.1 mg/L -> 0.42 mg/dL").replies[0].text


def test_a_rise_at_the_end_may_be_a_blip():
    blip = TEXTS.patterns["decreased_then_increased"].rests_on_last.strip()
    assert blip in talk("8, 3, 5").replies[0].text
    assert blip not in talk("8, 3, 5, 5.5").replies[0].text


def test_blood_is_assumed_and_said():
    assert TEXTS.listing.assumed_blood in talk("5.1, 3.2").replies[0].text
    assert TEXTS.listing.assumed_blood not in talk("blood 5.1, 3.2").replies[0].text
    assert "your urine results" in talk("urine 0.2 mg/L, 0.9 mg/L").replies[0].text


def test_what_other_software_sees():
    (found,) = trends(talk("blood: 5.1 mg/L in Jan 2024, 0.32 mg/dL"))
    assert found == {
        "type": "b2m_trend",
        "pattern": "decreasing",
        "specimen": "blood",
        "readings": [
            {"text": "5.1", "value": 5.1, "bound": "exact", "unit": "mg/L", "mg_per_l": 5.1,
             "date": "2024-01"},
            {"text": "0.32", "value": 0.32, "bound": "exact", "unit": "mg/dL", "mg_per_l": 3.2,
             "date": None},
        ],
        "source": load_source().describe("What do the results mean?"),
    }  # fmt: skip


def test_amounts_of_a_day_have_no_mg_per_litre():
    (found,) = trends(talk("urine 300 ug/24h, 290 ug/24h"))
    assert [reading["mg_per_l"] for reading in found["readings"]] == [None, None]


def test_several_readings_come_with_a_chart():
    assert "█" in talk("5.1, 3.2").replies[0].chart
    assert talk("5.1").replies[0].chart is None


@pytest.mark.parametrize("switch", ["off", "blood_only"])
def test_interpretation_can_be_switched_off(monkeypatch, switch):
    settings = load_settings().copy(update={"interpretation": switch})
    monkeypatch.setattr("b2m.wording.load_settings", lambda: settings)
    (urine,) = talk("urine 0.1 mg/L, 0.9 mg/L").replies
    assert urine.custom["type"] == "answer"
    assert "- 0.1 mg/L" in urine.text
    assert "may mean that" not in urine.text
    assert bool(trends(talk("5.1, 3.2"))) == (switch == "blood_only")


# --- a conversation keeps its readings ------------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (["5.1", "4.2", "3.3"], ["5.1", "4.2", "3.3"]),
        (["5.1, 4.2", "before that it was 6"], ["6", "5.1", "4.2"]),
        (["March 2024 5.1", "January 2024 6.0"], ["6.0", "5.1"]),
        (["5.1, 4.2", "5.1, 4.2"], ["5.1", "4.2"]),  # the same again
        (["5.1, 4.2", "5.1, 4.2, 3.3"], ["5.1", "4.2", "3.3"]),  # the same, and more
        (["5.1 in Jan 2024, 4.2 in May 2024", "4.2 in May 2024"], ["5.1", "4.2"]),
        (["5.1", ADD, "5.1"], ["5.1", "5.1"]),  # asked for, so meant
        (["5.1, 4.2, 3.3", "the second one should be 4.5"], ["5.1", "4.5", "3.3"]),
        (["5.1, 4.2, 3.3", "3.5, not 3.3"], ["5.1", "4.2", "3.5"]),
        (["5.1, 4.2, 3.3", "I meant 4.5", "the second one"], ["5.1", "4.5", "3.3"]),
        (["5.1, 4.2, 3.3", "I meant 4.5", "4.2"], ["5.1", "4.5", "3.3"]),
        (["5.1, 4.2, 3.3", "remove the 4.2"], ["5.1", "3.3"]),
        (["5.1, 4.2, 3.3", "delete the last one"], ["5.1", "4.2"]),
        (["5.1, 4.2, 3.3", REVERSE], ["3.3", "4.2", "5.1"]),
        (["5.1, 4.2, 3.3", REVERSE, REVERSE], ["5.1", "4.2", "3.3"]),
        (["5.1, 4.2", "those are newest first"], ["4.2", "5.1"]),
        (["5.1, 4.2", "start over: 3.3, 2.2"], ["3.3", "2.2"]),
        (["5.1, 4.2", RESET, "3.3"], ["3.3"]),
        (["urine 0.2 mg/L", "0.9 mg/L"], ["0.2", "0.9"]),  # the same specimen
    ],
)
def test_later_messages_add_correct_remove_and_turn(messages, expected):
    assert typed(talk(*messages)) == expected


def test_asking_again_shows_all_results():
    turn = talk("5.1, 4.2", state=None)
    again = respond(turn.state, "what do my results mean", "values/interpret", TODAY)
    assert typed(again) == ["5.1", "4.2"]


def test_two_specimens_are_two_sequences():
    turn = talk("blood 3.2, 2.8; urine 0.3 mg/L, 0.1 mg/L")
    assert [found["specimen"] for found in trends(turn)] == ["blood", "urine"]


def test_amounts_that_cannot_be_converted_are_separate():
    turn = talk("urine 0.3 mg/L, 0.1 mg/L", "urine 300 ug/24h, 290 ug/24h")
    (found,) = trends(turn)
    assert [reading["unit"] for reading in found["readings"]] == ["µg/24 h", "µg/24 h"]


def test_starting_over_forgets_everything():
    turn = talk("5.1, 4.2", RESET)
    assert turn.state["sequences"] == []
    assert turn.replies[0].text == TOPICS["values/reset"].answer


def test_results_are_not_lost_by_what_only_a_classifier_takes_for_starting_over():
    turn = talk("5.1, 4.2", "no more results, that's all of them", topic="values/reset")
    assert typed(turn) == ["5.1", "4.2"]


def test_starting_over_may_stand_behind_other_words():
    said = "scratch all that, i had my wife's paper. start over"
    assert talk("5.1, 4.2", said).state["sequences"] == []


def test_no_question_starts_over_or_changes_a_result():
    for said in (
        "i spilled some, do I start over?",
        "should the first one be 3.5?",
        "can it be wrong by 0.5 either way?",
    ):
        assert not changes_results(talk("5.1, 4.2").state, said, TODAY)


def test_several_results_in_one_wrong_unit_are_put_right_together():
    turn = talk("B2M 2750 mg/L, 2900 mg/L, 2810 mg/L", "My bad, all three are mcg/L")
    assert typed(turn) == ["2750", "2900", "2810"]


def test_a_number_in_a_unit_of_something_else_is_asked_about():
    assert question(talk("B2M 2.4 g/L")) == "value"
    assert typed(talk("B2M 2.4 g/L", "ah no, mg/L")) == ["2.4"]


def test_a_column_for_each_specimen():
    blood, csf = trends(talk("B2M (mg/L)  Serum  CSF\n2024-01-15  2.0  1.1\n2024-05-20  2.1  1.9"))
    assert [r["text"] for r in blood["readings"]] == ["2.0", "2.1"]
    assert [r["text"] for r in csf["readings"]] == ["1.1", "1.9"]


def test_what_is_said_of_known_results_and_then_another_result():
    turn = talk("B2M 3.9", "that is from March 2024. in May it was 4.0")
    (found,) = trends(turn)
    assert [r["date"] for r in found["readings"]] == ["2024-03", "2024-05"]


def test_removing_the_only_result_leaves_none():
    assert talk("5.1", "remove the 5.1").state["sequences"] == []


def test_where_a_correction_names_no_known_result_the_person_is_asked_which():
    turn = talk("5.1, 4.2", "the 9.9 should be 8")
    assert question(turn) == "value"
    assert typed(talk("5.1, 4.2", "the 9.9 should be 8", "4.2")) == ["5.1", "8"]


def test_every_choice_works_when_it_comes_back():
    first = talk("5.1, 4.2")
    for choice in first.replies[0].choices:
        if choice in (REVERSE, ADD, RESET):
            assert talk(choice, state=first.state, topic="values/interpret").replies


# --- checks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("3.2, 0, 4.1", "value"),
        ("my level was -3.4", "value"),
        ("500 mg/L", "value"),
        ("B2M 3.2.1", "value"),
        ("5.1 mg/L, 70 mg/L", "value"),
        ("2.8 mg/L, 3200", "unit"),
        ("3 mg/L, 40 mg/L", "unit"),
        ("B2M 2200, 1800", "unit"),
        ("3.2 in December 2030", "date"),
        ("3.2 on 02/30/2024", "date"),
        ("0.3 mg/24 h", "specimen"),
        ("3.2 and 2.8, urine 0.3, blood 3.3", "specimen"),
    ],
)
def test_questions_back(message, about):
    assert question(talk(message)) == about


@pytest.mark.parametrize("said", ["b2m 3.1 mg/L and 0 ug/L", "b2m 0 ug/L, 3.1 mg/L"])
def test_a_zero_in_another_unit_is_named_too(said):
    turn = talk(said)
    assert trends(turn) == []
    assert "- 3.1 mg/L" in turn.replies[-1].text
    assert "left it out: 0" in turn.replies[-1].text


def test_an_impossible_value_is_named_and_the_others_are_kept():
    turn = talk("3.2, 0, 4.1")
    assert trends(turn) == []  # the right number may change the pattern
    assert "- 3.2\n- 4.1" in turn.replies[-1].text
    assert "left it out: 0." in turn.replies[-1].text
    assert typed(talk("3.2, 0, 4.1", "leave it out")) == ["3.2", "4.1"]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (["3.2, 0, 4.1", "it was 3.6"], ["3.2", "3.6", "4.1"]),
        (["5.1 mg/L, 70 mg/L", CONFIRM], ["5.1", "70"]),
        (["5.1 mg/L, 70 mg/L", "yes"], ["5.1", "70"]),
        (["5.1 mg/L, 70 mg/L", "no", "7.0"], ["5.1", "7.0"]),
        (["5.1 mg/L, 70 mg/L", "it was 7.0 mg/L"], ["5.1", "7.0"]),
        (["5.1 mg/L, 70 mg/L", "leave it out"], ["5.1"]),
        (["2.8 mg/L, 3200", "µg/L"], ["2.8", "3200"]),
        (["2.8 mg/L, 3200", "it's in ng/mL"], ["2.8", "3200"]),
        (["2.8 mg/L, 3200", "3200 ug/L"], ["2.8", "3200"]),
        (["2.8 mg/L, 3200", "I don't know"], ["2.8"]),
        (["B2M 2200, 1800, 1500", "ug/L"], ["2200", "1800", "1500"]),
        (["3 mg/L, 40 mg/L", "that is right"], ["3", "40"]),
        (["3.2 in December 2030", "March 2024"], ["3.2"]),
        (["3.2 in December 2030", "it was march 3"], ["3.2"]),
        (["3.2 in December 2030", "leave the date out"], ["3.2"]),
        (["0.3 mg/24 h", "urine"], ["0.3"]),
        (["0.3 mg/24 h", "it was from urine"], ["0.3"]),
        (["blood 3.1, urine 0.2 mg/L", "4.1", "blood 4.1"], ["3.1", "4.1"]),
    ],
)
def test_answers_settle_the_question(messages, expected):
    turn = talk(*messages)
    assert typed(turn) == expected
    assert question(turn) is None


def test_a_missing_unit_is_asked_for_until_it_is_known():
    assert question(talk("2.8 mg/L, 3200", "yes", "yes, that is right")) == "unit"


def test_readings_of_an_unclear_specimen_wait_in_their_order():
    turn = talk("3.2 and 2.8, urine 0.3, blood 3.3", "blood")
    blood, urine = trends(turn)
    assert [reading["text"] for reading in blood["readings"]] == ["3.2", "2.8", "3.3"]
    assert [reading["text"] for reading in urine["readings"]] == ["0.3"]


def test_a_daily_amount_can_only_be_urine():
    assert question(talk("0.3 mg/24 h", "blood")) == "specimen"


def test_what_was_tested_may_be_said_later():
    (found,) = trends(talk("0.5, 0.9", "it was urine"))
    assert found["specimen"] == "urine"
    (named,) = trends(talk("blood 0.5, 0.9", "it was urine", topic="values/interpret"))
    assert named["specimen"] == "blood"


def test_the_answers_unit_is_kept():
    (found,) = trends(talk("2.8 mg/L, 3200", "ug/L"))
    assert [reading["unit"] for reading in found["readings"]] == ["mg/L", "µg/L"]
    assert found["pattern"] == "small_increase"


def test_the_answers_date_is_kept():
    (found,) = trends(talk("3.2 mg/L in December 2030", "march 3"))
    assert found["readings"][0]["date"] == "2024-03-03"


def test_an_open_question_does_not_hold_up_new_results():
    turn = talk("5.1 mg/L, 70 mg/L", "start over: 4.2, 3.1")
    assert typed(turn) == ["4.2", "3.1"]


def test_a_question_goes_with_what_it_is_about():
    turn = talk("5.1 mg/L, 70 mg/L", "remove the 70")
    assert typed(turn) == ["5.1"]
    assert question(turn) is None


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("2.8 mg/L, 3200", "ug/L"),
        ("2.8 mg/L, 3200", "I think it's mcg/L"),
        ("5.1 mg/L, 70 mg/L", "yes"),
        ("5.1 mg/L, 70 mg/L", "yes, that is right"),
        ("5.1 mg/L, 70 mg/L", "no"),
        ("5.1 mg/L, 70 mg/L", "it was 7.0"),
        ("3.2 in December 2030", "march"),
        ("3.2 in December 2030", "03/14/2024"),
        ("0.3 mg/24 h", "urine"),
    ],
)
def test_answers_are_recognised(message, answer):
    assert answers_question(talk(message).state, answer, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "what does mg/L mean?",
        "is the urine test painful",
        "yes but does it hurt?",
        "do I have to fast?",
        "thank you",
        "my march appointment",
        "PSA 4.1",
        "no needles please",
        "",
    ],
)
@pytest.mark.parametrize("message", ["2.8 mg/L, 3200", "5.1 mg/L, 70 mg/L", "3.2 in Dec 2030"])
def test_other_messages_are_no_answers(message, text):
    assert not answers_question(talk(message).state, text, TODAY)


@pytest.mark.parametrize("state", [None, {}, {"version": 1}])
def test_nothing_is_answered_where_nothing_was_asked(state):
    assert not answers_question(state, "yes", TODAY)
    assert not answers_question(talk("5.1, 3.2").state, "yes", TODAY)


# --- messages without readings --------------------------------------------------------------------


@pytest.mark.parametrize("topic", ["values/give", "values/interpret", "values/reverse"])
def test_without_results_the_topics_own_answer_asks_for_them(topic):
    (reply,) = respond(None, "what do my results mean", topic, TODAY).replies
    assert reply.text == TOPICS[topic].answer
    assert reply.custom["topic"] == topic


def test_other_tests_are_declined_by_name():
    (reply,) = talk("my PSA is 4.1 and my TSH 2.5").replies
    assert "PSA and TSH" in reply.text


@pytest.mark.parametrize(
    "text", ["3.4", "my levels were 5, 4 and 3", "is a B2M of 6 bad?", "the second one should be 3"]
)
def test_messages_that_carry_values(text):
    assert reads_values(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "I am 72 years old and take 20 mg a day",
        "24-hour urine",
        "does it take 5 minutes",
        "PSA 4.1",
        "my blood pressure is 140/90",
        *(topic.title for topic in TOPICS.values()),
    ],
)
def test_messages_that_carry_none(text):
    assert not reads_values(text, TODAY)


def test_commands_about_results_are_recognised_where_there_are_results():
    state = talk("5.1, 4.2").state
    for text in ("remove the 4.2", REVERSE, RESET, "the first one should be 5.3"):
        assert changes_results(state, text, TODAY)
        assert not changes_results(None, text, TODAY)
    assert not changes_results(state, "thank you", TODAY)


# --- words ----------------------------------------------------------------------------------------

EXAMPLES = ["5, 3", "3, 5", "3, 3", "8, 3, 6", "3, 6, 3", "3, 3.5", "3.5, 3", "<1, 0.9", "3.4",
            "0", "2.8 mg/L, 3200", "70 mg/L", "3 in 12/2030", "0.3 mg/24 h", "PSA 4"]  # fmt: skip


@pytest.mark.parametrize("message", EXAMPLES)
def test_replies_hold_no_unfilled_places_and_few_choices(message):
    for reply in talk(message).replies:
        assert "{" not in reply.text.replace("{care_team}", "")
        assert len(reply.choices) <= 4
        assert len(set(reply.choices)) == len(reply.choices)


@pytest.mark.parametrize("message", EXAMPLES)
def test_replies_never_show_thresholds_or_verdicts(message):
    forbidden = ("1.3", "1.1", "1.5", "60", "400", "stage", "surviv", "your cancer is growing")
    for reply in talk(message).replies:
        own_words = reply.text.replace(message, "").lower()
        assert not [word for word in forbidden if word in own_words]


# --- damage ---------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
STATE_KEYS = st.sampled_from(["version", "sequences", "waiting", "question", "adding"])


@given(JSON | st.dictionaries(STATE_KEYS, JSON), st.text())
def test_a_damaged_state_counts_as_an_empty_one(state, text):
    assert respond(state, text, "values/give", TODAY).replies


@given(st.data())
def test_a_state_with_one_field_changed_is_survived(data):
    state = talk("3.2 mg/L in Jan 2024, 0, 70 mg/L").state
    holder = data.draw(st.sampled_from([state, state["sequences"][0], state["question"]]))
    holder[data.draw(st.sampled_from(sorted(holder)))] = data.draw(JSON)
    assert respond(state, "yes", "values/give", TODAY).replies
    answers_question(state, "yes", TODAY)


def test_any_conversation_goes_on():
    rng = random.Random(1)
    answers = ["yes", "no", "mg/L", "urine", "march", "leave it out", "the first one", "it was 3.2"]
    commands = ["remove the 3", "I meant 4", REVERSE, ADD, RESET, "hello", ""]
    pieces = EXAMPLES + answers + commands
    topics = ["values/give", "values/interpret", "values/reverse", "values/reset"]
    state = None
    for _ in range(600):
        text = " ".join(rng.choices(pieces, k=rng.choice([1, 1, 1, 2, 3])))
        turn = respond(state, text, rng.choice(topics), TODAY)
        assert turn.replies
        state = json.loads(json.dumps(turn.state, allow_nan=False))
