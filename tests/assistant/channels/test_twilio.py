"""SMS and WhatsApp: a served assistant, and a stand-in for Twilio that checks what it gets."""

import concurrent.futures
import itertools
import os
import random
import re
import signal
import stat
import subprocess
import sys

import pytest
from rasa.shared.exceptions import InvalidConfigException
from twilio.request_validator import RequestValidator

from assistant.channels.twilio import Settings
from assistant.launch import free_port
from b2m.content import load_content
from tests.assistant.channels.twilio_stand_in import ACCOUNT, PUBLIC_URL, TOKEN, Patient, StandIn
from tests.conftest import PROJECT, start, stop
from tests.processes import descendants, eventually, listening

CONTENT = load_content()
NUMBERS = (f"+1555123{number:04}" for number in itertools.count())


@pytest.fixture(scope="module")
def twilio():
    stand_in = StandIn()
    yield stand_in
    stand_in.close()
    assert stand_in.wrong == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def texting(trained, twilio, folder, tmp_path_factory):
    served = start(tmp_path_factory.mktemp("texting") / "output.log", **twilio.settings(folder))
    # The action server's first turn is slow, and a slow turn is an apology.
    first = Patient(twilio, f"{served.url}/webhooks/twilio/webhook", next(NUMBERS))
    assert eventually(lambda: "Here is your" in first.text("my b2m blood result was 5.1 mg/L"), 60)
    yield served
    stop(served)


@pytest.fixture
def somebody(texting, twilio):
    """Makes patients with numbers of their own; `whatsapp=True` for a WhatsApp user."""

    def make(whatsapp=False):
        prefix = "whatsapp:" if whatsapp else ""
        return Patient(twilio, f"{texting.url}/webhooks/twilio/webhook", prefix + next(NUMBERS))

    return make


@pytest.fixture
def patient(somebody):
    return somebody()


def title(topic):
    return CONTENT.topics[topic].title


@pytest.mark.parametrize("whatsapp", [False, True])
def test_a_question_gets_one_message_with_answer_source_and_numbered_choices(somebody, whatsapp):
    patient = somebody(whatsapp)
    answer = patient.text("will the spinal tap hurt?")
    assert answer.startswith("You will get an anesthetic")
    assert "https://medlineplus.gov/" in answer
    choices = re.findall(r"^(\d)\. (.+)$", answer, re.MULTILINE)
    assert [number for number, _ in choices] == ["1", "2", "3"]
    chosen = patient.text("2")
    topic = next(t for t in CONTENT.topics.values() if t.title == choices[1][1])
    assert chosen.startswith(CONTENT.fill(topic.answer)[:40])
    assert len(patient.answers) == 2


def test_the_first_answer_says_that_it_is_from_a_program(patient):
    notice = CONTENT.fill(CONTENT.phrases.first_contact)
    first = patient.text("I can't breathe and my chest hurts")
    assert "911" in first.split("\n")[0] + first.split("\n")[2]
    assert first.endswith(notice)
    assert notice not in patient.text("what is the b2m test?")


def test_values_over_several_texts(patient):
    assert "5.1" in patient.text("my b2m blood result was 5.1 mg/L in January 2024")
    answer = patient.text("3.8 mg/L in April 2024 and 2.9 mg/L in July 2024")
    assert "went down from 5.1" in answer
    assert "=====" in answer  # bars in SMS's own alphabet
    assert "█" not in answer


def test_a_forged_request_is_refused_and_not_answered(patient):
    assert patient.post(Body="will it hurt?", signature="forged") == 403
    assert patient.post(Body="will it hurt?", signature="") == 403
    url = "http://127.0.0.1/webhooks/twilio/webhook"
    signed_for_another_url = RequestValidator(TOKEN).compute_signature(url, {"Body": "x"})
    assert patient.post_raw(b"Body=x", signed_for_another_url) == 403
    patient.text("what is the b2m test?")
    assert len(patient.answers) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 403), (b"\xff" * 100, 403), (b"a=1&" * 1000, 400), (b"x" * 100_000, 413)],
)
def test_a_request_of_the_wrong_form_is_refused(patient, body, status):
    assert patient.post_raw(body, "x") == status


def test_a_signed_form_that_is_no_message_is_refused(patient):
    assert patient.post(Body="hello", From=None) == 400


def test_a_repeated_delivery_is_answered_once(patient):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        sent = [
            pool.submit(
                patient.post, Body="what is the b2m test?", MessageSid=f"SM-{patient.number}"
            )
            for _ in range(8)
        ]
    assert {future.result() for future in sent} == {204}
    patient.next_answer(0)
    patient.text("will the spinal tap hurt?")
    assert len(patient.answers) == 2


def test_silence_on_stop_and_what_twilio_answers(patient):
    for fields in (
        {"Body": "STOP"},
        {"Body": "Unsubscribe"},
        {"Body": "help"},
        {"Body": "arrêt", "OptOutType": "STOP"},
    ):
        assert patient.post(**fields) == 204
    patient.text("what is the b2m test?")
    assert len(patient.answers) == 1


def test_help_by_whatsapp_is_a_question(somebody):
    assert somebody(whatsapp=True).text("HELP").startswith("You can ask me about")


def test_pictures_get_a_polite_reply_and_words_beside_them_an_answer(patient):
    picture = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "x"}
    assert patient.text("", **picture).startswith(CONTENT.phrases.words_only)
    answer = patient.text("will the spinal tap hurt?", **picture)
    assert answer.startswith(CONTENT.phrases.words_only)
    assert "anesthetic" in answer


@pytest.mark.parametrize(
    "text",
    ["", "   ", "/restart", '/ask{"x": 1}', "/session_start", "word " * 300, "😀" * 800, "¿Qué?"],
)
def test_whatever_is_typed_gets_a_polite_reply(patient, text):
    answer = patient.text(text)
    assert len(answer) > 20
    assert "utter_" not in answer


def test_unknown_fields_are_no_matter(patient):
    assert "anesthetic" in patient.text(
        "will the spinal tap hurt?", Später="?", ChannelMetadata="{}"
    )


def test_a_long_answer_comes_in_parts_cut_at_sentences(patient):
    months = "January February March April May June July August September October November December"
    typed = ", ".join(
        f"{3 + n / 10} mg/L in {month} {year}"
        for year in (2022, 2023, 2024)
        for n, month in enumerate(months.split())
    )
    assert patient.post(Body=f"my b2m blood results: {typed}") == 204
    last = CONTENT.phrases.choices_heading
    patient.twilio.wait(lambda: any(last in text for text in patient.answers))
    assert len(patient.answers) > 1
    for part in patient.answers[:-1]:
        assert 750 <= len(part) <= 1500
        assert "\n" in part
    text = "\n".join(patient.answers)
    assert text.index("January 2022") < text.index("December 2024") < text.index(last)


def test_to_talk_to_a_person_gives_the_clinics_contact(patient):
    assert CONTENT.care_team in patient.text("I want to talk to a person")


def test_a_conversation_is_deleted_and_the_reply_says_what_stays_elsewhere(patient):
    patient.text("my b2m blood result was 5.1 mg/L in January 2024")
    asked = patient.text("delete my conversation")
    assert "Your phone will still have the messages" in asked
    assert "Your conversation is deleted here" in patient.text("yes")
    assert "5.1" not in patient.text("my b2m was 3.8 mg/L in blood in April 2024")


def test_twenty_patients_at_once_are_not_mixed_up(somebody):
    patients = [somebody(whatsapp=number % 2 == 0) for number in range(20)]
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        first = list(
            pool.map(
                lambda n: patients[n].text(f"my b2m blood results: {n + 10}.1 mg/L"), range(20)
            )
        )
    for number, answer in enumerate(first):
        assert answer.startswith("Here are your blood results") or "blood result" in answer
        shown = {float(value) for value in re.findall(r"\b\d\d\.1\b", answer)}
        assert shown == {number + 10.1}
    assert all(len(patient.answers) == 1 for patient in patients)


def test_messages_of_one_patient_are_answered_in_order(patient):
    topics = ["ask/headache", "ask/csf_pain", "talk/greet"]
    for topic in topics:
        assert patient.post(Body=title(topic)) == 204
    patient.twilio.wait(
        lambda: len([to for to, _ in patient.twilio.texts if to == patient.number]) == 3
    )
    for topic, answer in zip(topics, patient.answers, strict=True):
        assert answer.startswith(CONTENT.fill(CONTENT.topics[topic].answer)[:30])


@pytest.mark.parametrize("status", [429, 500, 503, 401])
def test_a_provider_in_trouble_is_tried_again(patient, status):
    patient.twilio.faults[patient.number] = [status, status]
    assert "anesthetic" in patient.text("will the spinal tap hurt?")
    assert len(patient.answers) == 1


def test_a_message_that_the_provider_refuses_does_not_hold_up_the_next(patient):
    patient.twilio.faults[patient.number] = [400]
    assert patient.post(Body="will the spinal tap hurt?") == 204
    assert patient.text("what is the b2m test?").startswith(
        CONTENT.fill(CONTENT.topics["ask/test_overview"].answer)[:30]
    )
    assert len(patient.answers) == 1


def test_nothing_of_a_patient_is_in_a_log(patient, texting):
    patient.twilio.faults[patient.number] = [500, 400]
    patient.post(Body="zanzibar? my b2m was 77.77")
    patient.text("zanzibar")
    output = texting.output()
    for private in ("zanzibar", "77.77", patient.number, TOKEN, ACCOUNT, "anesthetic"):
        assert private not in output


def test_what_is_answered_is_no_longer_in_the_inbox(patient, folder, texting):
    patient.text("zanzibar?")
    patient.text("hello")  # the first one's row was erased before this turn began
    file = folder / "inbox-twilio.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"zanzibar" not in file.read_bytes()


def test_without_its_settings_there_is_no_such_route(assistant, twilio):
    patient = Patient(twilio, f"{assistant.url}/webhooks/twilio/webhook", next(NUMBERS))
    assert patient.post(Body="hello") == 404


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"ACCOUNT_SID": "AC1"}, "also need B2M_TWILIO_AUTH_TOKEN and B2M_TWILIO_URL"),
        (
            {"ACCOUNT_SID": "AC1", "AUTH_TOKEN": "x", "URL": "http://clinic.example"},
            "must be the https",
        ),
    ],
)
def test_settings_that_do_not_suffice_are_named(monkeypatch, given, problem):
    for name in ("ACCOUNT_SID", "AUTH_TOKEN", "URL"):
        monkeypatch.setenv(f"B2M_TWILIO_{name}", given.get(name, ""))
    with pytest.raises(InvalidConfigException, match=problem):
        Settings.from_environment()


def test_settings_without_the_part_of_the_url_that_is_for_twilio_alone(monkeypatch, twilio):
    for name, value in twilio.settings("x").items():
        monkeypatch.setenv(name, value)
    assert Settings.from_environment().url == PUBLIC_URL


def test_kills_at_random_moments_lose_nothing_and_send_nothing_twice(tmp_path):
    """The channel alone, killed again and again under 200 messages of ten patients."""
    twilio, dice = StandIn(), random.Random(7)
    port = free_port()
    patients = [
        Patient(twilio, f"http://127.0.0.1:{port}/webhook", next(NUMBERS)) for _ in range(10)
    ]
    to_send = [(patients[n % 10], f"message {n}.") for n in range(200)]
    expected = sorted((patient.number, text) for patient, text in to_send)
    environment = {**os.environ, **twilio.settings(tmp_path)}

    def deliver(message):
        """Whether it was acknowledged; if not, Twilio delivers it again."""
        patient, text = message
        try:
            return patient.post(Body=text, MessageSid=f"SM-{text}") == 204
        except OSError:
            return False

    serve = [sys.executable, "-m", "tests.assistant.channels.repeat_after_me", str(port)]
    for kill in (True, True, True, False):
        server = subprocess.Popen(serve, cwd=PROJECT, env=environment)
        assert eventually(lambda: listening(port), 120)
        moment = min(200, len(twilio.texts) + dice.randint(20, 80))
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            acknowledged = [pool.submit(deliver, message) for message in to_send]
            if kill:
                twilio.wait(lambda moment=moment: len(twilio.texts) >= moment)
                server.kill()
        left = zip(to_send, acknowledged, strict=True)
        to_send = [message for message, known in left if not known.result()]
        if kill:
            server.wait()
    twilio.wait(lambda: len(twilio.texts) >= len(expected))
    server.terminate()
    server.wait()
    # Nothing is kept here, so each message counts as somebody's first.
    assert sorted((number, text.split("\n\n")[0]) for number, text in twilio.texts) == expected
    assert to_send == twilio.wrong == []
    twilio.close()


def test_what_was_acknowledged_before_a_kill_is_answered_at_the_next_start(
    trained, texting, twilio, folder, somebody, tmp_path
):
    """The last test with this server: it ends here."""
    unheard, unsent = somebody(), somebody()
    twilio.faults[unheard.number] = ["lost answer"]
    twilio.faults[unsent.number] = [503] * 1000
    unheard.text("what is the b2m test?")
    assert unsent.post(Body="what is the b2m test?") == 204
    twilio.wait(lambda: len(twilio.faults[unsent.number]) < 1000)
    # Acknowledged, and behind an answer that doesn't get through.
    assert unsent.post(Body="will the spinal tap hurt?") == 204
    for process in descendants(texting.process.pid):
        os.kill(process, signal.SIGKILL)
    texting.process.wait(timeout=60)
    twilio.faults.clear()

    again = start(tmp_path / "output.log", **twilio.settings(folder))
    for patient, answers in ((unheard, 2), (unsent, 3)):
        patient.webhook = f"{again.url}/webhooks/twilio/webhook"
        assert patient.post(Body="Goodbye for now") == 204
        twilio.wait(lambda to=patient.number, n=answers: sum(t == to for t, _ in twilio.texts) == n)
        assert patient.answers[-1].startswith("Goodbye")
        assert len(set(patient.answers)) == answers
    stop(again)
