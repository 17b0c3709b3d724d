"""How requests are read from the network: broken ones are refused, slow ones end.

Sanic 21.12, which Rasa 3.6.21 is tied to, was not made for strangers. A negative Content-Length
keeps its event loop busy for ever; one that is no number is an internal error, as is a path of a
thousand slashes; a head that can't be decoded is dropped without a word; who sends a byte now and
then keeps a connection for ever.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Sequence
from time import monotonic
from typing import Any

import sanic.app
from sanic.compat import Header
from sanic.exceptions import InvalidUsage, RequestTimeout, SanicException
from sanic.http import Http, Stage
from sanic.request import Request
from sanic.server import HttpProtocol

MOST_SLASHES = 50  # in a row; Sanic takes them off one by one, each in a deeper call
MOST_DIGITS = 15  # of a length; more can't be counted exactly by everything in between


def apply() -> None:
    """Have every Sanic server of this process read so; a second time changes nothing."""
    sanic.app.HttpProtocol = StrictProtocol  # type: ignore[attr-defined]


def check_length(lengths: Sequence[str], encodings: Sequence[str]) -> None:
    """Raise InvalidUsage unless it is plain where a body ends.

    `lengths`: all Content-Length headers, `encodings`: all Transfer-Encoding headers. Where two
    servers in a row take a body to end at different places, one person's request becomes part of
    another's (RFC 9112, 11.2).
    """
    if encodings:
        is_plain = list(encodings) == ["chunked"] and not lengths
    else:
        digits = lengths[0].strip() if lengths else "0"
        is_decimal = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
        is_plain = len(lengths) <= 1 and is_decimal
    if not is_plain:
        raise InvalidUsage("It is not plain where the body ends.")


class StrictRequest(Request):
    """A request that Sanic can handle: with a path, and a body that has a plain end.

    Raises InvalidUsage.
    """

    def __init__(self, url_bytes: bytes, headers: Header, *arguments: Any, **more: Any) -> None:
        if b"/" * (MOST_SLASHES + 1) in url_bytes:
            raise InvalidUsage("The path is none.")
        check_length(headers.getall("content-length", ()), headers.getall("transfer-encoding", ()))
        super().__init__(url_bytes, headers, *arguments, **more)


class StrictHttp(Http):
    """Sanic's, but whatever can't be read is answered with 400."""

    # No route is a WebSocket, and a request that asks for one would never time out.
    upgrade_websocket = property(lambda self: False, lambda self, value: None)

    def create_empty_request(self) -> None:
        """Stand in for a request that could not be read; its address is not read again."""
        self.url = None
        super().create_empty_request()

    async def error_response(self, exception: Exception) -> None:
        """Answer a failure, if anybody is there; without a request yet, it is the client's."""
        if self.protocol.transport.is_closing():
            raise CancelledError
        if self.request is None and not isinstance(exception, SanicException):
            exception = InvalidUsage("Bad Request")
        await super().error_response(exception)
        if isinstance(exception, RequestTimeout):
            self.request_body = None  # what doesn't come is not waited for any longer


class StrictProtocol(HttpProtocol):
    """Sanic's, but REQUEST_TIMEOUT is for the whole of a request, however it trickles in."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.request_class = StrictRequest

    def _setup_connection(self) -> None:
        self._http = StrictHttp(self)  # type: ignore[no-untyped-call]
        self._time = monotonic()
        self.check_timeouts()

    def data_received(self, data: bytes) -> None:
        """Take in what came; a request that has begun gets no more time for it."""
        before = self._time
        super().data_received(data)
        http = getattr(self, "_http", None)  # set when the connection's task has begun
        if http is not None and (http.stage is not Stage.IDLE or _is_unread(http)):
            self._time = before

    def check_timeouts(self) -> None:
        """End a request whose body doesn't come; the rest is Sanic's."""
        http, task = self._http, self._task
        waits = http is not None and _is_unread(http) and not self._data_received.is_set()
        if task and waits and monotonic() - self._time > self.request_timeout:
            http.exception = RequestTimeout("Request Timeout")
            task.cancel()
        else:
            super().check_timeouts()  # type: ignore[no-untyped-call]


def _is_unread(http: Http) -> bool:
    """Whether a part of the request's body has not been read yet."""
    return bool(getattr(http, "request_body", None))  # not there before the first request
