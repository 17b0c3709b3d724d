"""Whatever is typed, a polite reply comes back and nothing of it reaches a log."""

import json

import pytest

MARK = "zanzibar"  # a word to look for in the logs


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("   \n ", id="white space"),
        pytest.param("word " * 1000, id="5 000 characters"),
        pytest.param("x" * 1_000_000, id="a million characters"),
        pytest.param("😀🎉", id="emoji"),
        pytest.param("\x00\x07\x1b[2J", id="control characters"),
        pytest.param("/restart", id="a command of Rasa's"),
        pytest.param('/ask{"x":1}', id="an intent of Rasa's"),
        pytest.param("/session_start", id="another command"),
        pytest.param('/b2m_values{"b2m_values":"x"}', id="an entity"),
        pytest.param("¿Me va a doler la punción lumbar?", id="Spanish"),
        pytest.param("這個測試會痛嗎？", id="Chinese"),
        pytest.param("<script>alert(1)</script><b>hi</b>", id="HTML"),
        pytest.param("{care_team} {x} %s ${HOME}", id="placeholders"),
        pytest.param("\ud83d", id="half a character"),
        pytest.param("?" * 300, id="marks alone"),
    ],
)
def test_a_polite_reply(text, person):
    reply = person.say(text)
    assert reply.text
    assert reply.data
    for leaked in ("<script>", "Traceback", "utter_", "{care_team}"):
        assert leaked not in reply.text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"text"', b'{"message": 5}', b'{"message": "hi", "sender": {}}', b"\xff"],
)
def test_a_request_of_the_wrong_form_is_refused(body, assistant):
    status, _ = assistant.post(body)
    assert status == 400


def test_requests_without_a_sender_share_nothing(assistant):
    values = json.dumps({"message": "my b2m was 5.1 mg/L"}).encode()
    for _ in range(2):
        _, messages = assistant.post(values)
        trend = next(m["custom"] for m in messages if m.get("custom"))
        assert len(trend["readings"]) == 1


def test_nothing_that_was_typed_is_logged(person):
    for text in (f"/{MARK}", f'/ask{{"{MARK}": 1}}', f"is {MARK} painful?", f"b2m 77.77 {MARK}"):
        person.say(text)
    output = person.assistant.output()
    assert MARK not in output
    assert "77.77" not in output
    assert person.name not in output
