"""What the Rasa component reports, and what makes Rasa train it again."""

from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu import TRAINED_WITH, topic_classifier
from assistant.nlu.decision import Decision
from assistant.nlu.topic_classifier import TopicClassifier, code_fingerprint
from assistant.nlu.understanding import Understood

PROBABILITIES = {"ask/csf_pain": 0.6, "ask/csf": 0.2, "out_of_scope": 0.15, "talk/greet": 0.05}


def report(decision, also=None):
    message = Message.build("?")
    topic_classifier._report(message, Understood(decision, also, PROBABILITIES))
    return message.as_dict(only_output_properties=True)


def test_intent_is_the_group_and_the_response_selector_names_the_topic():
    result = report(Decision("ask/csf_pain", 0.6), also="ask/csf")
    assert result["intent"] == {"name": "ask", "confidence": 0.6}
    assert [i["name"] for i in result["intent_ranking"]] == ["ask", "out_of_scope", "talk"]
    selected = result["response_selector"]["ask"]
    assert selected["response"]["utter_action"] == "utter_ask/csf_pain"
    assert [t["intent_response_key"] for t in selected["ranking"]] == ["ask/csf_pain", "ask/csf"]
    assert result["also"] == "ask/csf"
    assert result["topic_ranking"][0] == ("ask/csf_pain", 0.6)


def test_unsure_reports_suggestions_and_no_topic():
    result = report(Decision("nlu_fallback", 0.3, ("ask/csf_pain", "ask/csf")))
    assert result["intent"]["name"] == "nlu_fallback"
    assert result["suggestions"] == ["ask/csf_pain", "ask/csf"]
    assert result["response_selector"] == {"all_retrieval_intents": []}


@pytest.mark.parametrize("changed", TRAINED_WITH)
def test_a_change_in_what_trains_is_seen(changed, tmp_path, monkeypatch):
    before = code_fingerprint()
    for name in TRAINED_WITH:
        (tmp_path / name).symlink_to(Path(topic_classifier.__file__).with_name(name))
    monkeypatch.setattr(topic_classifier, "__file__", str(tmp_path / "topic_classifier.py"))
    assert code_fingerprint() == before
    original = (tmp_path / changed).read_bytes()
    (tmp_path / changed).unlink()
    (tmp_path / changed).write_bytes(original + b"# changed")
    assert code_fingerprint() != before
    assert TopicClassifier.get_default_config()["code"] == code_fingerprint()


@pytest.mark.parametrize("name", TopicClassifier.get_default_config()["thresholds"])
def test_thresholds_are_probabilities(name):
    assert 0 < TopicClassifier.get_default_config()["thresholds"][name] < 1
