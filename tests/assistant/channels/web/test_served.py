"""A server that is set up otherwise, and one whose action server is away."""

import os
import signal
import subprocess
import sys

import pytest

from tests.assistant.channels.web.visitor import Visitor
from tests.assistant.test_launch import action_server_of
from tests.conftest import PROJECT, start, stop, wait_for_actions


@pytest.fixture(scope="module")
def guarded(trained, tmp_path_factory):
    """An assistant that trusts no proxy and allows little."""
    log = tmp_path_factory.mktemp("guarded") / "output.log"
    served = start(log, B2M_TRUSTED_PROXIES="", B2M_SESSIONS_PER_MINUTE="3")
    yield served
    served.process.send_signal(signal.SIGCONT)
    stop(served)


def test_without_the_action_server_health_says_so_and_values_get_an_apology(guarded):
    visitor = Visitor(guarded.url)
    visitor.begin()
    assert visitor.send("GET", "/health").status == 200
    guarded.process.send_signal(signal.SIGSTOP)  # it can't restart what is killed now
    os.kill(action_server_of(guarded), signal.SIGKILL)

    health = visitor.send("GET", "/health")
    assert health.status == 503
    assert [part for part, works in health.data.items() if works is False] == ["actions"]
    assert "went wrong on my side" in visitor.say("my b2m was 5.1 in january 2024").text
    assert visitor.say("will the spinal tap hurt?").topics == ["ask/csf_pain"]

    guarded.process.send_signal(signal.SIGCONT)
    wait_for_actions(guarded.action_port)
    assert visitor.send("GET", "/health").status == 200
    assert visitor.say("my b2m was 5.1 in january 2024").messages[0]["custom"]["readings"]


def test_an_address_that_is_only_claimed_is_not_believed(guarded):
    statuses = [Visitor(guarded.url).send("POST", "/chat/sessions").status for _ in range(4)]
    assert statuses[-1] == 429


@pytest.mark.parametrize("name", ["B2M_ALLOWED_ORIGINS", "B2M_TRUSTED_PROXIES"])
def test_a_setting_that_cannot_be_used_is_named_at_the_start(name):
    result = subprocess.run(
        [sys.executable, "-m", "assistant.launch", "run"],
        cwd=PROJECT,
        env={**os.environ, name: "nonsense!"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr
