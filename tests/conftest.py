"""A running assistant for the tests that talk to it: started once, on free ports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from assistant import model
from assistant.launch import free_port

PROJECT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 120


@dataclass
class Assistant:
    """A served assistant: `say` sends a message and returns what comes back."""

    port: int
    action_port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, body: bytes) -> tuple[int, Any]:
        request = urllib.request.Request(
            f"{self.url}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def say(self, text: str, sender: str) -> list[dict[str, Any]]:
        status, messages = self.post(json.dumps({"sender": sender, "message": text}).encode())
        assert status == 200
        return messages

    def output(self) -> str:
        """All that any process of it has written, the action server's log included."""
        logs = [self.log, PROJECT / "logs" / "actions.log"]
        return "\n".join(p.read_text(errors="replace") for p in logs if p.exists())


@dataclass
class Person:
    """One conversation with the assistant."""

    assistant: Assistant
    name: str = field(default_factory=lambda: uuid4().hex)

    def say(self, text: str) -> Reply:
        return Reply(self.assistant.say(text, self.name))


@dataclass
class Reply:
    """What came back in one turn."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(m["text"] for m in self.messages if m.get("text"))

    @property
    def data(self) -> list[dict[str, Any]]:
        return [m["custom"] for m in self.messages if m.get("custom")]

    @property
    def topics(self) -> list[str]:
        return [data["topic"] for data in self.data if data["type"] == "answer"]

    @property
    def patterns(self) -> list[str]:
        return [data["pattern"] for data in self.data if data["type"] == "b2m_trend"]

    @property
    def buttons(self) -> list[str]:
        return [b["payload"] for m in self.messages for b in m.get("buttons", [])]


@pytest.fixture(autouse=True, scope="session")
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that a test keeps mixes with what this checkout keeps."""
    os.environ["B2M_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def trained() -> Path:
    """The model that fits the data."""
    return model.ensure()


def start(log: Path, port: int = 0, action_port: int = 0, **settings: str) -> Assistant:
    """Serve the assistant, on free ports unless they are given, and wait until it answers."""
    port, action_port = port or free_port(), action_port or free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant.launch", "run"],
            cwd=PROJECT,
            env={
                **os.environ,
                "B2M_PORT": str(port),
                "B2M_ACTION_PORT": str(action_port),
                "B2M_DATA_DIR": str(log.parent / "data"),
                **settings,
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    deadline = time.monotonic() + SECONDS_TO_START
    while "The assistant answers" not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"The assistant did not start:\n{log.read_text(errors='replace')[-3000:]}")
        time.sleep(0.2)
    wait_for_actions(action_port)
    return Assistant(port, action_port, process, log)


def wait_for_actions(port: int) -> None:
    """Return when the action server answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return
        except OSError:
            if time.monotonic() > deadline:
                pytest.fail("The action server did not start.")
            time.sleep(0.1)


def stop(assistant: Assistant) -> int:
    """Stop it as a service manager would; the exit code."""
    assistant.process.send_signal(signal.SIGTERM)
    return assistant.process.wait(timeout=30)


@pytest.fixture(scope="session")
def assistant(trained, tmp_path_factory):
    """One assistant for all tests that only talk to it."""
    served = start(
        tmp_path_factory.mktemp("assistant") / "output.log",
        B2M_ALLOWED_ORIGINS="https://clinic.example",
        B2M_TRUSTED_PROXIES="127.0.0.1",  # each test's visitor comes from an address of its own
    )
    yield served
    stop(served)


@pytest.fixture
def person(assistant) -> Person:
    """Somebody who has just come."""
    return Person(assistant)
