"""An assistant with every channel, which strangers may reach."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from random import Random
from uuid import uuid4

import psutil
import pytest
import yaml
from twilio.request_validator import RequestValidator

from assistant.channels.matrix import registration
from assistant.channels.twilio_message import Form
from tests.assistant.channels.web.visitor import Visitor
from tests.conftest import PROJECT, Assistant, start, stop
from tests.hostile.provider import Provider
from tests.hostile.routes import Route

TOKEN, URL = "a-token-of-the-tests", "https://clinic.example/webhooks/twilio/webhook"
MANY = "1000000"
ACTIONS_LOG = PROJECT / "logs" / "actions.log"
REQUESTS_PER_TOKEN = 20


@dataclass
class Open:
    """The assistant, and what one must know to get past its doors."""

    assistant: Assistant
    settings: dict[str, str]
    log_before: int  # bytes in the action server's log, which others wrote

    def __post_init__(self) -> None:
        with open(self.settings["B2M_MATRIX_REGISTRATION"]) as file:
            self._hs_token = yaml.safe_load(file)["hs_token"]
        self._tokens = [self._begun()]
        self._asked = itertools.count()

    def credentials(self, dice: Random, route: Route, body: bytes) -> list[tuple[bytes, bytes]]:
        """The headers with which the route believes a request."""
        if route.path.startswith("/chat"):
            return [(b"Authorization", b"Bearer " + self._token(dice).encode())]
        if "/matrix/" in route.path:
            return [(b"Authorization", f"Bearer {self._hs_token}".encode())]
        if "/twilio/" in route.path:
            return [(b"X-Twilio-Signature", _signature(body).encode())]
        return []

    def written(self) -> str:
        """What its processes have written since it was started."""
        actions = ACTIONS_LOG.read_bytes()[self.log_before :]
        return self.assistant.log.read_text(errors="replace") + actions.decode(errors="replace")

    def processes(self) -> list[psutil.Process]:
        """All of its processes."""
        launcher = psutil.Process(self.assistant.process.pid)
        return [launcher, *launcher.children(recursive=True)]

    def memory(self) -> int:
        """Bytes that its processes have in memory."""
        return sum(process.memory_info().rss for process in self.processes())

    def _token(self, dice: Random) -> str:
        """That of a conversation, one of the latest: requests delete conversations too."""
        if next(self._asked) % REQUESTS_PER_TOKEN == 0:
            self._tokens = [*self._tokens[-4:], self._begun()]
        return dice.choice(self._tokens)

    def _begun(self) -> str:
        return str(Visitor(self.assistant.url).begin().data["token"])


def _signature(body: bytes) -> str:
    try:
        return RequestValidator(TOKEN).compute_signature(URL, Form.parse(body))
    except ValueError:
        return "none"


@pytest.fixture(scope="session")
def everything(tmp_path_factory) -> dict[str, str]:
    """Settings with which every channel has its routes."""
    provider = Provider()
    file = tmp_path_factory.mktemp("registration") / "registration.yaml"
    registration.write(file, "http://127.0.0.1:1")
    yield {
        "B2M_TWILIO_ACCOUNT_SID": "AC" + "5" * 32,
        "B2M_TWILIO_AUTH_TOKEN": TOKEN,
        "B2M_TWILIO_URL": URL,
        "B2M_TWILIO_API": provider.url,
        "B2M_MATRIX_HOMESERVER": provider.url,
        "B2M_MATRIX_REGISTRATION": str(file),
    }
    provider.close()


@pytest.fixture(scope="module")
def opened(trained, everything, tmp_path_factory) -> Open:
    """One assistant for the tests of a module; nobody comes too often for it."""
    before = ACTIONS_LOG.stat().st_size if ACTIONS_LOG.exists() else 0
    served = start(
        tmp_path_factory.mktemp("hostile") / "output.log",
        **everything,
        B2M_ALLOWED_ORIGINS="https://clinic.example",
        B2M_TRUSTED_PROXIES="127.0.0.1",
        B2M_MESSAGES_PER_MINUTE=MANY,
        B2M_SESSIONS_PER_MINUTE=MANY,
        B2M_REQUESTS_PER_MINUTE=MANY,
    )
    yield Open(served, everything, before)
    if served.process.poll() is None:
        stop(served)


@pytest.fixture
def mark(opened) -> str:
    """A word that is in what is sent; afterwards no log has it."""
    word = f"zanzibar{uuid4().hex[:8]}"
    yield word
    assert word not in opened.assistant.output()
