"""Which topic a message gets, from what the classifier and the rules saw."""

import pytest

from assistant.nlu.decision import Signs, Thresholds, decide

THRESHOLDS = Thresholds(
    answer=0.4,
    danger=0.5,
    danger_in_part=0.9,
    danger_in_words=0.01,
    out_of_scope=0.3,
    surely_out_of_scope=0.5,
    suggest=0.05,
    also=0.7,
    clear=0.9,
)
PAIN = {"ask/csf_pain": 0.7, "ask/csf_procedure": 0.2, "out_of_scope": 0.1}


@pytest.mark.parametrize(
    ("probabilities", "signs", "topic"),
    [
        pytest.param(PAIN, Signs(), "ask/csf_pain", id="a clear question gets its topic"),
        pytest.param(
            {"ask/csf_pain": 0.35, "ask/csf_procedure": 0.33},
            Signs(),
            "nlu_fallback",
            id="an unclear one is not guessed",
        ),
        pytest.param(
            {"out_of_scope": 0.6, "ask/csf_pain": 0.4},
            Signs(),
            "out_of_scope",
            id="another subject is refused",
        ),
        pytest.param(
            {"out_of_scope": 0.45, "ask/csf_pain": 0.42},
            Signs(),
            "nlu_fallback",
            id="perhaps another subject: neither refused nor answered",
        ),
        pytest.param(
            {"safety/emergency": 0.2, "ask/csf_pain": 0.6},
            Signs(danger="safety/emergency"),
            "safety/emergency",
            id="danger comes before a likelier answer",
        ),
        pytest.param(
            PAIN,
            Signs(danger="safety/emergency", readings=True, named="ask/csf_pain"),
            "safety/emergency",
            id="wording that shows danger comes before everything",
        ),
        pytest.param(PAIN, Signs(readings=True), "values/give", id="readings are values"),
        pytest.param(
            PAIN,
            Signs(danger="safety/self_harm", readings=True),
            "safety/self_harm",
            id="danger beside readings is danger",
        ),
        pytest.param(PAIN, Signs(named="ask/csf"), "ask/csf", id="a button's text is its topic"),
        pytest.param(
            PAIN,
            Signs(named="talk/affirm", about_results=True),
            "values/give",
            id="an answer to the interpreter's question goes to it",
        ),
        pytest.param(
            {"safety/emergency": 0.6, "ask/csf_pain": 0.3},
            Signs(),
            "nlu_fallback",
            id="no danger was seen: one classifier's suspicion is no answer",
        ),
        pytest.param({}, Signs(), "nlu_fallback", id="nothing known: unsure"),
    ],
)
def test_decision(probabilities, signs, topic):
    assert decide(probabilities, signs, THRESHOLDS).topic == topic


def test_unsure_suggests_the_likeliest_topics_but_no_small_talk_and_nothing_unlikely():
    probabilities = {
        "ask/csf_pain": 0.30,
        "talk/greet": 0.25,
        "ask/headache": 0.20,
        "out_of_scope": 0.12,
        "ask/csf_where": 0.08,
        "ask/kidney": 0.05,
        "ask/uses": 0.01,
    }
    decision = decide(probabilities, Signs(), THRESHOLDS)
    assert decision.suggestions == ("ask/csf_pain", "ask/headache", "ask/csf_where")


def test_a_decided_topic_suggests_nothing():
    assert decide(PAIN, Signs(), THRESHOLDS).suggestions == ()
