"""The web channel over HTTP: conversations that belong to whoever holds their token."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.channels.web.conversations import TURNS
from assistant.channels.web.rates import WINDOW
from assistant.channels.web.settings import (
    MESSAGES_PER_MINUTE,
    REQUESTS_PER_MINUTE,
    SESSIONS_PER_MINUTE,
)
from tests.assistant.channels.web.visitor import Visitor

UNKNOWN = "A" * 43  # has the form of a token


def test_a_conversation_begins_with_who_speaks_and_what_happens_to_what_is_typed(assistant):
    begun = Visitor(assistant.url).begin()
    assert begun.status == 201
    assert set(begun.data) == {"token", "messages"}
    assert begun.topics == ["talk/greet", "talk/privacy"]
    for words in ("computer program, not a person", "emergency", "erased", "delete"):
        assert words in begun.text
    assert begun.messages[-1]["buttons"]


def test_a_reply_has_text_buttons_and_data(visitor):
    answer = visitor.say("will the spinal tap hurt?")
    assert answer.status == 200
    for message in answer.messages:
        assert set(message) == {"text", "buttons", "custom"}
        for button in message["buttons"]:
            assert set(button) == {"title", "payload"}
    assert answer.topics == ["ask/csf_pain"]
    assert "anesthetic" in answer.text


def test_a_button_of_the_greeting_and_one_of_an_answer_lead_on(assistant):
    visitor = Visitor(assistant.url)
    begun = visitor.begin()
    first = visitor.press(begun.buttons[0])
    assert first.topics == ["ask/test_overview"]
    assert visitor.press(first.buttons[0]).topics


def test_a_choice_can_be_typed_by_its_number(assistant):
    visitor = Visitor(assistant.url)
    visitor.begin()
    assert visitor.say("1").topics == ["ask/test_overview"]


def test_a_button_still_works_when_its_answer_was_lost_on_the_way(visitor):
    payload = visitor.say("will the spinal tap hurt?").buttons[0]
    assert visitor.press(payload).topics == visitor.press(payload).topics


@pytest.mark.parametrize(
    "payload",
    ["/restart", "/session_start", '/ask{"x": 1}', "Yes, delete it", "will it hurt?", ""],
)
def test_a_payload_that_was_not_offered_is_refused(payload, visitor):
    answer = visitor.press(payload)
    assert (answer.status, answer.code) == (400, "not_offered")


def test_a_message_that_comes_again_gets_the_answer_it_got_and_counts_once(visitor):
    visitor.say("my b2m was 5.1 mg/L in march 2024")
    first = visitor.say("and 4.0 mg/L in may 2024", "m2")
    later = visitor.say("and 3.0 mg/L in june 2024", "m3")
    assert visitor.say("and 4.0 mg/L in may 2024", "m2").messages == first.messages
    assert visitor.say("and 3.0 mg/L in june 2024", "m3").messages == later.messages
    readings = visitor.say("and 2.0 mg/L in july 2024").messages[0]["custom"]["readings"]
    assert [reading["text"] for reading in readings] == ["5.1", "4.0", "3.0", "2.0"]


def test_a_button_that_comes_again_gets_the_answer_it_got(visitor):
    payload = visitor.say("will the spinal tap hurt?").buttons[0]
    first = visitor.press(payload, "m2")
    for _ in range(TURNS):
        visitor.say("thanks")
    assert visitor.press(payload, "m2").messages == first.messages
    assert visitor.press(payload, "m3").code == "not_offered"


def test_what_a_client_calls_its_message_belongs_to_its_conversation(assistant, visitor):
    visitor.say("will the spinal tap hurt?", "m1")
    other = Visitor(assistant.url)
    other.begin()
    assert other.say("what is the b2m test?", "m1").topics == ["ask/test_overview"]


@pytest.mark.parametrize("message_id", ["x" * 101, "two words", "\xe9"])
def test_a_message_id_of_the_wrong_form_is_refused(message_id, visitor):
    answer = visitor.say("hi", message_id)
    assert (answer.status, answer.code) == (400, "malformed")


def test_what_one_conversation_offered_another_cannot_press(assistant, visitor):
    offered = visitor.say("will the spinal tap hurt?").buttons[0]
    other = Visitor(assistant.url)
    other.begin()
    assert other.press(offered).code == "not_offered"


@pytest.mark.parametrize(
    "text", ["/restart", "/session_start", '/delete_conversation{"x": 1}', "/back", "///restart"]
)
def test_what_is_typed_is_never_a_command(text, visitor):
    visitor.say("will the spinal tap hurt?")
    before = visitor.said().messages
    answered = visitor.say(text).messages
    assert answered[0]["text"]  # words, answered as words; "restart" may be taken for "start over"
    assert visitor.said().messages[: len(before)] == before  # Rasa's restart would hide them


def test_conversations_share_nothing(assistant):
    one, other = Visitor(assistant.url), Visitor(assistant.url)
    for visitor, value in ((one, "5.1"), (other, "3.3")):
        visitor.begin()
        visitor.say(f"my b2m was {value} mg/L in march 2024")
    for visitor, value in ((one, "5.1"), (other, "3.3")):
        answer = visitor.say("and 4.0 mg/L in may 2024")
        readings = answer.messages[0]["custom"]["readings"]
        assert [reading["text"] for reading in readings] == [value, "4.0"]
    assert "3.3" not in one.said().text


def test_the_client_names_nothing(assistant):
    asked = json.dumps({"sender": "me", "token": "me", "conversation": "me"}).encode()
    tokens = {
        Visitor(assistant.url).send("POST", "/chat/sessions", asked).data["token"] for _ in range(3)
    }
    assert len(tokens) == 3
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {UNKNOWN}",
        f"Basic {UNKNOWN}",
        UNKNOWN,
        f"Bearer {UNKNOWN[:-1]}",
        "Bearer web-0123",
        "Bearer ../../etc/passwd",
    ],
)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/chat/messages", b'{"text": "hi"}'),
        ("GET", "/chat/conversation", None),
        ("DELETE", "/chat/sessions", None),
    ],
)
def test_without_a_good_token_there_is_no_conversation(
    method, path, body, authorization, assistant
):
    answer = Visitor(assistant.url).send(method, path, body, Authorization=authorization)
    assert (answer.status, answer.code) == (401, "no_session")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_is_not_the_name_that_the_rest_channel_knows(assistant, visitor):
    visitor.say("my b2m was 7.3 in january 2024")
    for sender in (visitor.token, f"web-{visitor.token}"):
        assert "7.3" not in json.dumps(assistant.say("what did I type?", sender))


def test_the_conversation_can_be_read_again(visitor):
    visitor.say("will the spinal tap hurt?")
    said = visitor.said().messages
    assert [m["from"] for m in said] == ["assistant", "assistant", "person", "assistant"]
    assert said[2]["text"] == "will the spinal tap hurt?"
    assert said[3]["custom"]["topic"] == "ask/csf_pain"
    assert said[3]["buttons"]


def test_a_deleted_conversation_is_gone(visitor):
    visitor.say("my b2m was 5.1 in january 2024")
    left = visitor.leave()
    assert (left.status, left.body) == (204, b"")
    for answer in (visitor.say("hi"), visitor.said(), visitor.leave()):
        assert (answer.status, answer.code) == (401, "no_session")


def test_a_conversation_that_was_deleted_in_words_is_gone(visitor):
    visitor.say("delete my conversation")
    assert "deleted" in visitor.press("Yes, delete it").text
    assert visitor.say("hi").status == 401


def test_turns_of_one_conversation_wait_for_each_other(visitor):
    values = [f"my b2m was {number}.5 mg/L in 202{number}" for number in range(1, 5)]
    with ThreadPoolExecutor(len(values)) as together:
        answers = list(together.map(visitor.say, values))
    assert all(answer.status == 200 for answer in answers)
    readings = visitor.say("and 6.5 mg/L in 2025").messages[0]["custom"]["readings"]
    assert len(readings) == 5


def test_who_deletes_during_a_turn_finds_nothing_left(visitor):
    with ThreadPoolExecutor(2) as together:
        turn = together.submit(visitor.say, "my b2m was 5.1 in january 2024")
        left = together.submit(visitor.leave)
        assert left.result().status == 204
        assert turn.result().status in (200, 401)
    assert visitor.said().status == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b'{"payload": ["a"]}',
        b'{"text": "a", "payload": "b"}',
        b"\xff",
        pytest.param(b"[" * 20_000, id="many brackets"),
    ],
)
def test_a_body_of_the_wrong_form_is_refused_in_words(body, visitor):
    answer = visitor.send("POST", "/chat/messages", body)
    assert (answer.status, answer.code) == (400, "malformed")
    assert visitor.say("what is the b2m test?").status == 200


@pytest.mark.parametrize(
    "text", ["", " ", "😀", "\x00", "\ud83d", "<script>alert(1)</script>", "{care_team}"]
)
def test_any_text_gets_a_reply(text, visitor):
    answer = visitor.say(text)
    assert answer.text
    assert "<script>" not in answer.text
    assert visitor.said().status == 200


def test_the_longest_text_and_one_that_is_too_long(visitor):
    assert visitor.say("😀" * 2000).status == 200
    answer = visitor.say("x" * 2001)
    assert (answer.status, answer.code) == (413, "too_long")


def chunks(count):
    return (b"x" * 1000 for _ in range(count))


@pytest.mark.parametrize("body", [b"x" * 2_000_000, chunks(2000)], ids=["a length", "chunks"])
@pytest.mark.parametrize("path", ["/chat/messages", "/chat/sessions"])
def test_a_large_body_is_refused(path, body, visitor):
    body = body if isinstance(body, bytes) else chunks(2000)
    answer = visitor.send("POST", path, body)
    assert (answer.status, answer.code) == (413, "too_long")


def test_a_conversation_that_sends_too_much_waits(visitor):
    answers = [visitor.say("") for _ in range(MESSAGES_PER_MINUTE + 1)]
    assert [answer.status for answer in answers] == [200] * MESSAGES_PER_MINUTE + [429]
    assert answers[-1].code == "too_many"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW
    assert visitor.leave().status == 204  # who wants to leave need not wait


def test_an_address_that_begins_too_much_waits(assistant):
    visitor = Visitor(assistant.url)
    for _ in range(SESSIONS_PER_MINUTE):
        visitor.begin()
    answer = visitor.send("POST", "/chat/sessions")
    assert (answer.status, answer.code) == (429, "too_many")
    assert int(answer.headers["Retry-After"]) > 0
    assert visitor.say("hi").status == 200  # who has a conversation goes on with it
    Visitor(assistant.url).begin()  # and nobody else is held up


def test_an_address_that_asks_too_much_waits(assistant):
    visitor = Visitor(assistant.url, token=UNKNOWN)
    statuses = [visitor.said().status for _ in range(REQUESTS_PER_MINUTE + 1)]
    assert statuses == [401] * REQUESTS_PER_MINUTE + [429]
    assert visitor.say("hi").code == "too_many"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/chat/messages", 405),
        ("PUT", "/chat/sessions", 405),
        ("GET", "/chat/nothing", 404),
        ("GET", "/chat/../content/clinic.yml", 404),
        ("GET", "/nothing", 404),
    ],
)
def test_what_is_not_there(method, path, status, visitor):
    answer = visitor.send(method, path)
    assert (answer.status, answer.code) == (status, "not_found")


def test_nothing_that_was_said_is_logged(assistant, visitor):
    visitor.say("/zebrafish")
    visitor.say("is zebrafish painful?")
    visitor.post({"text": {"zebrafish": 1}})
    visitor.press("zebrafish")
    output = assistant.output()
    assert "zebrafish" not in output
    assert visitor.token not in output
