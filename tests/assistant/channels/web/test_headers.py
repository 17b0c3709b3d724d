"""Headers: what is sent is never cached, framed or run where it doesn't belong."""

import pytest

from assistant.channels.web.headers import is_allowed, page_policy
from tests.assistant.channels.web.visitor import Visitor

CLINIC = "https://clinic.example"  # allowed by the fixture `assistant`
STRANGER = "https://stranger.example"


def directives(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        pytest.param(CLINIC, "bot.example", True, id="a configured page"),
        pytest.param("https://bot.example", "bot.example", True, id="the assistant's own page"),
        pytest.param("http://127.0.0.1:5005", "127.0.0.1:5005", True, id="on this machine"),
        pytest.param("http://127.0.0.1:5006", "127.0.0.1:5005", False, id="another port"),
        pytest.param(STRANGER, "bot.example", False, id="another page"),
        pytest.param("http://clinic.example", "bot.example", False, id="without TLS"),
        pytest.param("https://clinic.example.evil", "bot.example", False, id="a longer name"),
        pytest.param("null", "bot.example", False, id="a page without an origin"),
        pytest.param("null", "", False, id="no host"),
    ],
)
def test_whose_pages_may_call(origin, host, allowed):
    assert is_allowed(origin, host, [CLINIC]) is allowed


def test_pages_run_their_own_scripts_alone():
    policy = directives(page_policy([CLINIC]))
    assert policy["default-src"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    assert policy["frame-ancestors"] == ["'self'", CLINIC]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert "unsafe" not in page_policy()
    assert directives(page_policy())["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/chat/sessions"),
        ("POST", "/chat/messages"),
        ("GET", "/chat/conversation"),
        ("GET", "/health"),
        ("GET", "/nothing"),
        ("PUT", "/chat/sessions"),
        ("DELETE", "/chat/sessions"),
    ],
)
def test_every_response_of_the_interface(method, path, visitor):
    headers = visitor.send(method, path, b"{" if method == "POST" else None).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["Access-Control-Allow-Origin"] is None
    assert headers["Access-Control-Allow-Credentials"] is None


def test_a_page_of_the_clinic_may_call_and_read(assistant):
    visitor = Visitor(assistant.url)
    asked = visitor.send("OPTIONS", "/chat/messages", Origin=CLINIC)
    assert asked.status == 204
    assert asked.headers["Access-Control-Allow-Origin"] == CLINIC
    assert {"GET", "POST", "DELETE"} <= set(
        asked.headers["Access-Control-Allow-Methods"].split(", ")
    )
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    begun = visitor.send("POST", "/chat/sessions", Origin=CLINIC)
    assert begun.status == 201
    assert begun.headers["Access-Control-Allow-Origin"] == CLINIC
    assert begun.headers["Vary"] == "Origin"
    refused = visitor.send("POST", "/chat/messages", b"{}", Origin=CLINIC)
    assert refused.status == 401
    assert refused.headers["Access-Control-Allow-Origin"] == CLINIC


@pytest.mark.parametrize("origin", [STRANGER, "null", "http://clinic.example"])
def test_a_strangers_page_may_not(origin, assistant, visitor):
    asked = visitor.send("OPTIONS", "/chat/messages", Origin=origin)
    assert asked.headers["Access-Control-Allow-Origin"] is None
    for method, path in (("POST", "/chat/sessions"), ("GET", "/chat/conversation")):
        refused = visitor.send(method, path, Origin=origin)
        assert (refused.status, refused.code) == (403, "not_allowed")
        assert refused.headers["Access-Control-Allow-Origin"] is None


def test_the_assistants_own_page_may_call(assistant, visitor):
    assert visitor.send("GET", "/chat/conversation", Origin=assistant.url).status == 200
