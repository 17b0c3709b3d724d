"""Starts what is compared: this project, Rasa's quickstart project, and an echo as the floor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psutil

from assistant import model
from assistant.launch import free_port
from bench.quickstart import training

PROJECT = model.PROJECT
SECONDS_TO_START = 300.0
FIRST_QUESTION = "will the spinal tap hurt?"


@dataclass
class Server:
    """Something that answers Rasa's `rest` channel, with all its processes."""

    name: str
    url: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    seconds_to_start: float = 0.0

    def memory(self) -> float:
        """MB of all its processes; what several share is counted once (PSS)."""
        family = [psutil.Process(process.pid) for process in self.processes]
        family += [child for parent in family for child in parent.children(recursive=True)]
        return sum(process.memory_full_info().pss for process in family) / 1e6

    def stop(self) -> None:
        """End all of its processes."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def this_project(data: Path) -> Server:
    """As `make run` starts it; conversations in a file in `data`."""
    port, action_port = free_port(), free_port()
    settings = {
        "B2M_PORT": str(port),
        "B2M_ACTION_PORT": str(action_port),
        "B2M_DATA_DIR": str(data),
    }
    command = [sys.executable, "-m", "assistant.launch", "run"]
    return _started("this project", port, [(command, PROJECT)], settings)


def quickstart(folder: Path) -> Server:
    """Rasa as its documentation starts it, in its own environment, and its action server."""
    port = free_port()
    endpoints = (folder / "endpoints.yml").read_text(encoding="utf-8")
    action_port = endpoints.rsplit(":", 1)[1].split("/")[0]
    rasa = [str(training.PYTHON), "-m", "rasa", "run", "--port", str(port), "-i", "127.0.0.1"]
    actions = [str(training.PYTHON), "-m", "rasa_sdk", "--actions", "actions"]
    settings = {"SANIC_HOST": "127.0.0.1", "PYTHONPATH": str(PROJECT)}
    commands = [(rasa, folder), ([*actions, "--port", action_port], PROJECT)]
    return _started("quickstart", port, commands, settings)


def echo(folder: Path) -> Server:
    """The same web server and channel, with nothing behind it."""
    port = free_port()
    credentials = folder / "credentials.yml"
    credentials.write_text("bench.echo.EchoInput:\n", encoding="utf-8")
    rasa = [sys.executable, "-m", "rasa", "run", "--port", str(port), "-i", "127.0.0.1"]
    more = ["--credentials", str(credentials), "--model", str(model.ensure())]
    return _started("echo", port, [([*rasa, *more], PROJECT)], {})


def _started(
    name: str, port: int, commands: Sequence[tuple[list[str], Path]], settings: dict[str, str]
) -> Server:
    server = Server(name, f"http://127.0.0.1:{port}/webhooks/rest/webhook")
    begun = time.perf_counter()
    for command, folder in commands:
        server.processes.append(
            subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", **settings},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
    while not answers(server.url):
        if time.perf_counter() - begun > SECONDS_TO_START:
            server.stop()
            raise RuntimeError(f"{name} did not start.")
        time.sleep(0.05)
    server.seconds_to_start = time.perf_counter() - begun
    return server


def answers(url: str) -> bool:
    """Whether a question gets a reply with words in it."""
    body = json.dumps({"sender": uuid4().hex, "message": FIRST_QUESTION}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return any(message.get("text") for message in json.load(answer))
    except (OSError, ValueError):
        return False
