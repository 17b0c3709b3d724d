"""Starts the assistant: `python -m assistant.launch run` (a server) or `… shell` (a chat here).

Checks the texts, trains a model if none fits, starts the action server and keeps it alive, starts
Rasa, and stops everything at the end, however that comes.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
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

from assistant import checks, model
from assistant.action_server import ActionServer, end
from assistant.channels.web.settings import SettingError, read_settings
from assistant.checks import CheckError
from assistant.model import PROJECT
from b2m.content import ContentError, load_content
from b2m.web_texts import load_web_texts

LOOPBACK = "127.0.0.1"
SECONDS_TO_START = 120.0
SECONDS_TO_FINISH = 20.0  # turns that have begun; none takes longer
# Rasa keeps its connections to the action server for 15 seconds. If the server hung up first (after
# 5, by itself) while Rasa was busy, the next action would go to a dead connection and fail.
SECONDS_CONNECTIONS_STAY = "60"
DEFAULT_PORT, DEFAULT_ACTION_PORT = 5005, 5055
# Sanic's settings, unless the environment has others: how long a request may take to come in
# (seconds), and how large it may be. Matrix sends up to 100 events of 65 kB at once.
LIMITS = {"SANIC_REQUEST_TIMEOUT": "20", "SANIC_REQUEST_MAX_SIZE": "10000000"}
MOST_CONNECTIONS = 20_000  # where the system allows it; its usual 1 024 are soon taken


class LaunchError(Exception):
    """The assistant can't start; the message says why and what to do."""


REASONS = (LaunchError, SettingError, CheckError, ContentError, model.TrainingError)


def child(*module_and_arguments: str, **settings: object) -> subprocess.Popen[bytes]:
    """A Python module as a child process that ends with this one."""
    private = [] if os.environ.get("LOG_LEVEL", "").upper() == "DEBUG" else ["--private"]
    command = [
        sys.executable,
        "-m",
        "assistant.follow",
        *private,
        "--strict",
        *module_and_arguments,
    ]
    return subprocess.Popen(command, cwd=PROJECT, **settings)  # type: ignore[call-overload, no-any-return]


def action_server(port: int, log: Path) -> ActionServer:
    """A running action server."""

    def start() -> subprocess.Popen[bytes]:
        log.parent.mkdir(exist_ok=True)
        with log.open("ab") as output:
            log.chmod(0o600)
            return child(
                *("rasa_sdk", "--actions", "actions", "--port", str(port)),
                env={
                    **serving(),
                    "SANIC_HOST": LOOPBACK,
                    "SANIC_KEEP_ALIVE_TIMEOUT": SECONDS_CONNECTIONS_STAY,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is the launcher's to handle
            )

    return ActionServer(start, f"http://{LOOPBACK}:{port}/health")


def serving() -> dict[str, str]:
    """The environment of what serves people: logs of warnings and errors, unless told otherwise."""
    level = os.environ.get("LOG_LEVEL", "WARNING")
    workers = os.environ.get("SANIC_WORKERS", "1") if "B2M_DATABASE_URL" in os.environ else "1"
    return {**LIMITS, **model.environment(), "LOG_LEVEL": level, "SANIC_WORKERS": workers}


def allow_connections() -> None:
    """Let the servers hold more connections than a few half-open ones can take."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS if most == resource.RLIM_INFINITY else min(most, MOST_CONNECTIONS)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


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
                raise LaunchError(
                    "Rasa ended before it was ready. LOG_LEVEL=DEBUG make run tells more."
                ) from None
            time.sleep(0.1)
    raise LaunchError(f"Nothing answered at {url} within {SECONDS_TO_START:.0f} seconds.")


def has_model(health: str) -> bool:
    """Whether the server at that address has loaded a model; without one it would be silent."""
    try:
        with urllib.request.urlopen(health, timeout=SECONDS_TO_START) as answer:
            report = json.load(answer)
    except urllib.error.HTTPError as error:  # 503: something isn't well
        report = json.load(error)
    return bool(report["model"])


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
    atexit.register(copy.unlink, missing_ok=True)
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
        env=serving(),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )

    def stop(number: int, frame: FrameType | None) -> None:
        server.terminate()
        late = threading.Timer(SECONDS_TO_FINISH, server.kill)  # one that hangs hears nothing
        late.daemon = True
        late.start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        seen_from_here = LOOPBACK if host == "0.0.0.0" else host
        wait_until_answers(f"http://{seen_from_here}:{port}/webhooks/rest/", server)
        if not has_model(f"http://{seen_from_here}:{port}/health"):
            checks.check_model(trained)
            raise LaunchError(
                f"Rasa could not load {trained}. Delete it: the next start trains a new one."
            )
        print(
            f"The assistant answers at http://{seen_from_here}:{port}. Ctrl-C stops it.", flush=True
        )
        code = server.wait()
    finally:
        end(server, SECONDS_TO_FINISH)
    return 0 if code in (0, -signal.SIGTERM) else code


def chat(action_port: int, trained: Path) -> int:
    """`rasa shell` until the person leaves; its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the shell handles Ctrl-C
    shell = child(
        *rasa("shell", LOOPBACK, free_port(), action_port, trained),
        env=serving(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    signal.signal(signal.SIGTERM, lambda number, frame: shell.terminate())
    try:
        return max(0, shell.wait())
    finally:
        end(shell)


def main(verb: str) -> int:
    """Start the assistant; the process's exit code."""
    os.umask(0o077)  # what is written, models and logs included, is the owner's alone
    allow_connections()
    load_content()
    load_web_texts()
    read_settings(os.environ)
    checks.check_settings(os.environ)
    checks.check_data_folder()
    host = os.environ.get("B2M_HOST", LOOPBACK)
    port = port_setting("B2M_PORT", DEFAULT_PORT)
    action_port = port_setting("B2M_ACTION_PORT", DEFAULT_ACTION_PORT)
    if not is_free(LOOPBACK, action_port):
        action_port = free_port()
    trained = model.ensure()
    print("Starting (some seconds) ...", flush=True)
    actions = action_server(action_port, PROJECT / "logs" / "actions.log")
    try:
        if verb == "shell":
            checks.check_model(trained)
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
    except REASONS as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename or 'The system'}: {error.strerror}. The assistant can't start.")
