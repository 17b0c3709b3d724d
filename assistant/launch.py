"""Starts the assistant: `python -m assistant.launch run` (a server) or `… shell` (a chat here).

Checks the texts, trains a model if none fits, starts the action server and keeps it alive, starts
Rasa, and stops everything at the end, however that comes.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import yaml

from assistant import model
from assistant.channels.web.settings import SettingError, read_settings
from assistant.model import PROJECT
from b2m.content import ContentError, load_content
from b2m.web_texts import load_web_texts

LOOPBACK = "127.0.0.1"
SECONDS_TO_START = 120.0
SECONDS_TO_STOP = 10.0
SECONDS_BEFORE_RESTART = 0.5
DEFAULT_PORT, DEFAULT_ACTION_PORT = 5005, 5055


class LaunchError(Exception):
    """The assistant can't start; the message says why and what to do."""


def child(*module_and_arguments: str, **settings: object) -> subprocess.Popen[bytes]:
    """A Python module as a child process that ends with this one."""
    command = [sys.executable, "-m", "assistant.follow", *module_and_arguments]
    return subprocess.Popen(command, cwd=PROJECT, **settings)  # type: ignore[call-overload, no-any-return]


class ActionServer:
    """The action server's process, started again whenever it ends."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self._log = log
        self._stopping = threading.Event()
        self._process = self._start()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._log.parent.mkdir(exist_ok=True)
        with self._log.open("ab") as log:
            return child(
                *("rasa_sdk", "--actions", "actions", "--port", str(self.port)),
                env={**model.environment(), "SANIC_HOST": LOOPBACK},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is the launcher's to handle
            )

    def _keep(self) -> None:
        while True:
            self._process.wait()
            if self._stopping.wait(SECONDS_BEFORE_RESTART):
                return
            self._process = self._start()

    def stop(self) -> None:
        """End the process for good."""
        self._stopping.set()
        end(self._process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Stop a process politely, then by force."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port on loopback where nothing listens."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def port_setting(name: str, default: int) -> int:
    """A port from the environment. Raises LaunchError if it isn't one."""
    text = os.environ.get(name, str(default))
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LaunchError(f"{name} must be a port number from 1 to 65535, not {text!r}.")
    return int(text)


def wait_until_answers(url: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Return when `url` answers. Raises LaunchError after a while, or when `process` ends."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process is not None and process.poll() is not None:
                raise LaunchError("Rasa ended before it was ready; see above.") from None
            time.sleep(0.1)
    raise LaunchError(f"Nothing answered at {url} within {SECONDS_TO_START:.0f} seconds.")


def endpoints_for(action_port: int) -> Path:
    """endpoints.yml with the action server's port; a copy of it where the port isn't the usual."""
    usual = PROJECT / "endpoints.yml"
    if action_port == DEFAULT_ACTION_PORT:
        return usual
    endpoints = yaml.safe_load(usual.read_text(encoding="utf-8"))
    endpoints["action_endpoint"]["url"] = f"http://{LOOPBACK}:{action_port}/webhook"
    copy = PROJECT / "run" / f"endpoints-{action_port}.yml"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    return copy


def rasa(verb: str, host: str, port: int, action_port: int, trained: Path) -> list[str]:
    """Arguments of `rasa run` or `rasa shell`."""
    endpoints = str(endpoints_for(action_port))
    return [
        *("rasa", verb, "--model", str(trained), "--endpoints", endpoints),
        *("--credentials", "credentials.yml", "--interface", host, "--port", str(port)),
    ]


def serve(host: str, port: int, action_port: int, trained: Path) -> int:
    """`rasa run` until it is told to stop; its exit code."""
    if not is_free(host, port):
        raise LaunchError(
            f"Port {port} is taken. Stop what listens there, or choose another: "
            f"B2M_PORT={port + 1} make run"
        )
    server = child(
        *rasa("run", host, port, action_port, trained),
        env=model.environment(),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )

    def stop(number: int, frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        seen_from_here = LOOPBACK if host == "0.0.0.0" else host
        wait_until_answers(f"http://{seen_from_here}:{port}/webhooks/rest/", server)
        print(
            f"The assistant answers at http://{seen_from_here}:{port}. Ctrl-C stops it.", flush=True
        )
        code = server.wait()
    finally:
        end(server)
    return 0 if code in (0, -signal.SIGTERM) else code


def chat(action_port: int, trained: Path) -> int:
    """`rasa shell` until the person leaves; its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the shell handles Ctrl-C
    shell = child(
        *rasa("shell", LOOPBACK, free_port(), action_port, trained),
        env={**model.environment(), "LOG_LEVEL": "WARNING"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    signal.signal(signal.SIGTERM, lambda number, frame: shell.terminate())
    try:
        return max(0, shell.wait())
    finally:
        end(shell)


def main(verb: str) -> int:
    """Start the assistant; the process's exit code."""
    load_content()
    load_web_texts()
    read_settings(os.environ)
    host = os.environ.get("B2M_HOST", LOOPBACK)
    port = port_setting("B2M_PORT", DEFAULT_PORT)
    action_port = port_setting("B2M_ACTION_PORT", DEFAULT_ACTION_PORT)
    if not is_free(LOOPBACK, action_port):
        action_port = free_port()
    trained = model.ensure()
    print("Starting (some seconds) ...", flush=True)
    actions = ActionServer(action_port, PROJECT / "logs" / "actions.log")
    try:
        if verb == "shell":
            wait_until_answers(f"http://{LOOPBACK}:{action_port}/health")
            return chat(action_port, trained)
        return serve(host, port, action_port, trained)
    finally:
        actions.stop()


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["shell"]):
        sys.exit("Usage: python -m assistant.launch run|shell")
    try:
        sys.exit(main(sys.argv[1]))
    except (LaunchError, SettingError, ContentError, model.TrainingError) as error:
        sys.exit(str(error))
