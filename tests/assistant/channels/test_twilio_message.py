"""What a posted form is: genuine or forged, a question, a picture, or a wish for silence."""

from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from assistant.channels.twilio_message import Form, TextMessage, is_genuine

URL = "https://clinic.example/hook?a=1"
FIELDS = {"MessageSid": "SM1", "From": "+15551230001", "To": "+15550100000", "Body": "Hallo? ü/+&"}


def form(**fields):
    return Form.parse(urlencode({**FIELDS, **fields}).encode())


def genuine(body, url=URL, token="token", signed=FIELDS):
    signature = RequestValidator("token").compute_signature(URL, signed)
    return is_genuine(Form.parse(body), url, signature, token)


@pytest.mark.parametrize("empty", [{}, {"FromZip": ""}, {"Body": "", "Unknown": "x"}])
def test_what_twilio_signed_is_genuine_with_its_empty_fields(empty):
    signed = {**FIELDS, **empty}
    assert genuine(urlencode(signed).encode(), signed=signed)


@pytest.mark.parametrize(
    ("body", "other"),
    [
        ({**FIELDS, "Body": "another"}, {}),
        ({**FIELDS, "Extra": "1"}, {}),
        ({name: value for name, value in FIELDS.items() if name != "To"}, {}),
        (FIELDS, {"url": "https://elsewhere.example/hook?a=1"}),
        (FIELDS, {"url": "https://clinic.example/hook?a=2"}),
        (FIELDS, {"token": "another"}),
    ],
)
def test_anything_else_is_forged(body, other):
    assert not genuine(urlencode(body).encode(), **other)


@pytest.mark.parametrize("signature", ["", "x", "ä" * 28, "=" * 28])
def test_a_signature_that_is_none_is_forged(signature):
    assert not is_genuine(form(), URL, signature, "token")


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"a", b"%", b"a=%ff&&b==", b"From=1"])
def test_a_form_that_is_no_message_is_none(body):
    assert TextMessage.of(Form.parse(body)) is None


def test_a_form_with_too_many_fields_is_an_error():
    with pytest.raises(ValueError, match="fields"):
        Form.parse(b"a=1&" * 10_000)


def test_a_message_as_it_was_typed():
    message = TextMessage.of(form(Body="  /restart \n", Another="1"))
    assert (message.text, message.has_media, message.gets_no_answer) == ("/restart", False, False)


@pytest.mark.parametrize(
    ("fields", "has_media"),
    [
        ({}, False),
        ({"NumMedia": "0"}, False),
        ({"NumMedia": "2", "MediaUrl0": "https://x"}, True),
        ({"Latitude": "52.5", "Longitude": "13.4"}, True),
    ],
)
def test_pictures_and_places_are_seen(fields, has_media):
    assert TextMessage.of(form(**fields)).has_media is has_media


@pytest.mark.parametrize(
    ("text", "sms", "whatsapp"),
    [
        ("STOP", True, True),
        (" stop. ", True, True),
        ("Unsubscribe", True, True),
        ("stopall", True, True),
        ("CANCEL", True, False),
        ("end", True, False),
        ("Quit", True, False),
        ("HELP", True, False),
        ("info", True, False),
        ("start", False, False),
        ("yes", False, False),
        ("stop please", False, False),
        ("when does the pain stop?", False, False),
        ("", False, False),
    ],
)
def test_silence_where_it_is_wished_or_twilio_answers(text, sms, whatsapp):
    assert TextMessage.of(form(Body=text)).gets_no_answer is sms
    assert TextMessage.of(form(Body=text, From="whatsapp:+1555")).gets_no_answer is whatsapp


@pytest.mark.parametrize("kind", ["STOP", "HELP", "START"])
def test_silence_where_twilio_says_that_it_answered(kind):
    assert TextMessage.of(form(Body="arrêt", OptOutType=kind)).gets_no_answer


def test_a_conversation_is_named_by_a_keyed_hash():
    message, other = TextMessage.of(form()), TextMessage.of(form(From="+15551230002"))
    name = message.conversation("token")
    assert name == TextMessage.of(form(MessageSid="SM2", Body="x")).conversation("token")
    assert "5551230001" not in name
    assert len({name, other.conversation("token"), message.conversation("other")}) == 3
