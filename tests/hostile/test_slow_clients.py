"""Who sends slowly, much, or nothing is cut off, and everybody else is served meanwhile.

The assistant here waits but a second for a request, and takes bodies of a megabyte at most.
"""

import contextlib
import resource
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.assistant.channels.web.visitor import Visitor
from tests.conftest import PROJECT, start, stop
from tests.processes import eventually

HALF_OPEN = 50  # of each kind, at once
SECONDS_BETWEEN_BYTES = 0.3  # less than the assistant waits
LARGEST = 1_000_000
OFFERED = 60_000_000  # bytes of a body that is far too large
MOST_TAKEN = 30_000_000  # of them: what is read, and what two sockets hold

BEGIN = b"POST %s HTTP/1.1\r\nHost: localhost\r\n"
KINDS = {
    "head": b"GET /health HTTP/1.1\r\nX-Slow: ",
    "body": BEGIN % b"/chat/sessions" + b"Content-Length: 30000\r\n\r\n{",
    "body of another channel": BEGIN % b"/webhooks/rest/webhook"
    + b"Content-Length: 900000\r\n\r\n{",
    "chunk": BEGIN % b"/chat/sessions" + b"Transfer-Encoding: chunked\r\n\r\n7000\r\n{",
    "size of a chunk": BEGIN % b"/chat/sessions" + b"Transfer-Encoding: chunked\r\n\r\n",
    "body that is refused": BEGIN % b"/chat/messages" + b"Content-Length: 30000\r\n\r\n{",
    "what claims to be a WebSocket": BEGIN % b"/chat/sessions"
    + b"Upgrade: websocket\r\nContent-Length: 30000\r\n\r\n{",
}


@pytest.fixture(scope="module")
def hurried(trained, tmp_path_factory):
    served = start(
        tmp_path_factory.mktemp("hurried") / "output.log",
        SANIC_REQUEST_TIMEOUT="1",
        SANIC_REQUEST_MAX_SIZE=str(LARGEST),
        B2M_REQUESTS_PER_MINUTE="1000000",
        B2M_SESSIONS_PER_MINUTE="1000000",
    )
    yield served
    stop(served)


class Drip:
    """Connections that each send a byte now and then, until the server closes them."""

    def __init__(self, port, begins):
        self.said = {}
        self._open = {}
        for begin in begins:
            connection = socket.create_connection(("127.0.0.1", port), 30)
            connection.sendall(begin)
            connection.setblocking(False)
            self._open[connection] = begin
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._drip)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._enough.set()
        self._thread.join()
        for connection in self._open:
            connection.close()

    @property
    def left(self):
        return len(self._open)

    def _drip(self):
        while not self._enough.wait(SECONDS_BETWEEN_BYTES):
            for connection in list(self._open):
                if self._is_closed(connection):
                    del self._open[connection]
                    connection.close()

    def _is_closed(self, connection):
        try:
            connection.send(b"a")
            received = connection.recv(10_000)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True
        begin = self._open[connection]
        self.said[begin] = self.said.get(begin, b"") + received
        return received == b""


@pytest.mark.parametrize("kind", KINDS)
def test_who_drips_is_cut_off_and_others_are_served(kind, hurried):
    visitor = Visitor(hurried.url)
    visitor.begin()
    with Drip(hurried.port, [KINDS[kind]] * HALF_OPEN) as drip:
        assert drip.left == HALF_OPEN
        assert visitor.say("will the spinal tap hurt?").topics == ["ask/csf_pain"]
        assert eventually(lambda: drip.left == 0)
    wanted = b"HTTP/1.1 401" if kind == "body that is refused" else b"HTTP/1.1 408"
    assert drip.said[KINDS[kind]].startswith(wanted)
    assert "Traceback" not in hurried.output()


def test_the_action_server_cuts_them_off_too(hurried):
    begin = BEGIN % b"/webhook" + b"Content-Length: 30000\r\n\r\n{"
    with Drip(hurried.action_port, [begin] * HALF_OPEN) as drip:
        assert eventually(lambda: drip.left == 0)
    assert drip.said[begin].startswith(b"HTTP/1.1 408")


def test_an_answer_may_take_longer_than_a_request(hurried):
    """What the time is limited of is the request's way here, not what it asks for."""
    with socket.create_connection(("127.0.0.1", hurried.port), 30) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(10_000).startswith(b"HTTP/1.1 200")
        time.sleep(2.5)  # the connection is kept for the next request
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(10_000).startswith(b"HTTP/1.1 200")


def large(kind):
    """How a body of OFFERED bytes is announced, and the piece that is sent again and again."""
    if kind == "length":
        return b"Content-Length: %d\r\n\r\n" % OFFERED, b"x" * 100_000
    return b"Transfer-Encoding: chunked\r\n\r\n", b"186a0\r\n" + b"x" * 100_000 + b"\r\n"


@pytest.mark.parametrize("kind", ["length", "chunks"])
@pytest.mark.parametrize(
    "path", ["/chat/sessions", "/chat/messages", "/webhooks/rest/webhook", "/nowhere", "/health"]
)
def test_a_body_that_is_far_too_large_is_not_taken(path, kind, hurried):
    announced, piece = large(kind)
    sent = 0
    with socket.create_connection(("127.0.0.1", hurried.port), 30) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(BEGIN % path.encode() + announced)
            while sent < OFFERED:
                connection.sendall(piece)
                sent += len(piece)
        assert sent < MOST_TAKEN
    assert Visitor(hurried.url).send("GET", "/health").status == 200


def test_idle_connections_do_not_use_up_what_the_system_allows(hurried):
    """Half-open connections alone must not keep others out: the usual limit of files is raised."""
    program = (
        "import resource; most = resource.getrlimit(resource.RLIMIT_NOFILE)[1];"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, most));"
        "from assistant.launch import allow_connections; allow_connections();"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    allowed = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True
    )
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert int(allowed.stdout) == (min(most, 20_000) if most > 0 else 20_000)
    with contextlib.ExitStack() as idle:
        for _ in range(200):
            idle.enter_context(socket.create_connection(("127.0.0.1", hurried.port), 30))
        assert Visitor(hurried.url).begin().status == 201
