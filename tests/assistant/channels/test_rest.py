"""The REST channel is for programs on the same machine alone."""

import json
import urllib.error
import urllib.request

import pytest

BODY = json.dumps({"sender": "someone", "message": "hi"}).encode()


def ask(assistant, **headers):
    request = urllib.request.Request(f"{assistant.url}/webhooks/rest/webhook", BODY, headers)
    return urllib.request.urlopen(request, timeout=30)


def test_a_program_on_this_machine_gets_a_reply(assistant):
    assert json.load(ask(assistant))


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_what_a_proxy_passes_on_is_refused(header, assistant):
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(assistant, **{header: "203.0.113.5"})
    assert refused.value.code == 403
