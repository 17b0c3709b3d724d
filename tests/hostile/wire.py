"""Sends bytes as they are, and reads what comes back."""

from __future__ import annotations

import contextlib
import socket
import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse

from tests.hostile.requests import Hostile

SECONDS_UNTIL_IT_HANGS = 120.0  # also on a busy machine; nothing waits for it


@dataclass(frozen=True)
class Outcome:
    """What became of a request: a status, or none where the connection was closed."""

    request: Hostile
    status: int | None
    body: bytes
    seconds: float
    hangs: bool = False


def exchange(port: int, request: Hostile) -> Outcome:
    """Send a request and read the first answer."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), SECONDS_UNTIL_IT_HANGS) as connection:
        with contextlib.suppress(ConnectionError):  # it may have heard enough
            connection.sendall(request.data)
            if not request.is_whole:
                connection.shutdown(socket.SHUT_WR)
        answer = HTTPResponse(connection, method=request.method)
        status, body, hangs = None, b"", False
        try:
            answer.begin()
            status, body = answer.status, answer.read()
        except TimeoutError:
            hangs = True
        except (ConnectionError, HTTPException, ValueError):
            pass
        return Outcome(request, status, body, time.monotonic() - began, hangs)
