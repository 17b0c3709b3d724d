"""The action server is started again when it ends, and when it hangs."""

import subprocess
import sys
import time

import pytest

from assistant import action_server
from assistant.action_server import ActionServer

# Answers a port; after `GOOD` requests it hangs.
SERVER = """
import socket, sys, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
for _ in range(int(sys.argv[2])):
    connection, _ = listener.accept()
    connection.recv(1000)
    connection.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n")
    connection.close()
time.sleep(600)
"""


@pytest.fixture
def started(monkeypatch):
    """The processes that were started; checks come quickly."""
    monkeypatch.setattr(action_server, "SECONDS_BETWEEN_CHECKS", 0.05)
    monkeypatch.setattr(action_server, "SECONDS_BEFORE_RESTART", 0.01)
    monkeypatch.setattr(action_server, "SECONDS_TO_ANSWER", 0.3)
    return []


def serve(started, program, *arguments, health="http://127.0.0.1:9/"):
    def start():
        process = subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)])
        started.append(process)
        return process

    return ActionServer(start, health)


def wait_for(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_one_that_ends_is_started_again(started):
    server = serve(started, "pass")
    wait_for(lambda: len(started) >= 3)
    server.stop()


def test_one_that_hangs_is_started_again(started, monkeypatch):
    from assistant.launch import free_port

    monkeypatch.setattr(action_server, "GRACE", 200)
    port = free_port()
    server = serve(started, SERVER, port, 2, health=f"http://127.0.0.1:{port}/health")
    wait_for(lambda: len(started) >= 2)
    assert started[0].poll() is not None
    server.stop()


def test_one_that_never_answers_gets_time_to_start(started, monkeypatch):
    monkeypatch.setattr(action_server, "GRACE", 5)
    server = serve(started, "import time; time.sleep(600)")
    wait_for(lambda: len(started) >= 2)
    assert started[0].poll() is not None
    server.stop()


def test_stopping_ends_the_last_one(started):
    server = serve(started, "import time; time.sleep(600)")
    server.stop()
    wait_for(lambda: all(process.poll() is not None for process in started))
    assert len(started) == 1
