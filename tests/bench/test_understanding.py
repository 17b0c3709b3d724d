"""What a pipeline answered is read out of Rasa's results, the stock pipeline's included."""

import pytest

from bench.understanding import _beside, _topic

PAIN, RISKS = "ask/csf_pain", "ask/risks_csf"
ONE_SELECTOR_FOR_ALL = {
    "intent_ranking": [{"name": "ask", "confidence": 0.8}, {"name": "talk", "confidence": 0.2}],
    "response_selector": {
        "all_retrieval_intents": ["ask", "talk"],
        "default": {
            "response": {"intent_response_key": PAIN},
            "ranking": [
                {"intent_response_key": PAIN, "confidence": 0.5},
                {"intent_response_key": "talk/thank", "confidence": 0.4},
            ],
        },
    },
}
A_SELECTOR_EACH = {
    "intent_ranking": [{"name": "ask", "confidence": 1.0}],
    "response_selector": {
        "all_retrieval_intents": ["ask"],
        "ask": {
            "response": {"intent_response_key": RISKS},
            "ranking": [{"intent_response_key": RISKS, "confidence": 0.9}],
        },
    },
}


@pytest.mark.parametrize(
    ("intent", "result", "topic"),
    [
        ("ask", ONE_SELECTOR_FOR_ALL, PAIN),
        ("out_of_scope", ONE_SELECTOR_FOR_ALL, "out_of_scope"),
        ("ask", A_SELECTOR_EACH, RISKS),
        ("nlu_fallback", {}, "nlu_fallback"),
    ],
)
def test_the_topic_is_the_one_that_is_answered(intent, result, topic):
    assert _topic({**result, "intent": {"name": intent}}) == topic


def test_topics_are_ranked_with_their_groups():
    suggestions, ranking = _beside(ONE_SELECTOR_FOR_ALL)
    assert suggestions == (PAIN, "talk/thank")
    assert dict(ranking) == pytest.approx({PAIN: 0.4, "talk/thank": 0.08})
    assert _beside(A_SELECTOR_EACH) == ((RISKS,), ((RISKS, 0.9),))
