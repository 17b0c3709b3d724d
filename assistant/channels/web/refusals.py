"""Why a request is refused, and how that is said: to programs by a code, to people in words."""

from __future__ import annotations

import math
from enum import Enum

from sanic.response import HTTPResponse, json

from b2m.web_texts import load_web_texts


class Reason(Enum):
    """A reason's code and its HTTP status; its words are in content/web.yml."""

    MALFORMED = ("malformed", 400)
    NOT_OFFERED = ("not_offered", 400)
    NO_SESSION = ("no_session", 401)
    NOT_ALLOWED = ("not_allowed", 403)
    NOT_FOUND = ("not_found", 404)
    TOO_LONG = ("too_long", 413)
    TOO_MANY = ("too_many", 429)
    UNAVAILABLE = ("unavailable", 503)


class Refusal(Exception):
    """A request is refused; `wait` is how many seconds later it may be tried again."""

    def __init__(self, reason: Reason, wait: float = 0.0) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.wait = wait

    def response(self, status: int | None = None) -> HTTPResponse:
        """{"error": {"code", "message"}} with the reason's status, or with `status`."""
        code, usual_status = self.reason.value
        message = getattr(load_web_texts().errors, code)
        headers = {}
        if self.reason is Reason.NO_SESSION:
            headers["WWW-Authenticate"] = "Bearer"
        if self.wait > 0:
            headers["Retry-After"] = str(math.ceil(self.wait))
        body = {"error": {"code": code, "message": message}}
        return json(body, status=status or usual_status, headers=headers)
