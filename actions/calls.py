"""Which calls the action server takes. It answers others with 400, and repeats nothing of them.

By itself it gives back, and logs, the whole of a call that fails: a person's words.
"""

from __future__ import annotations

import json
import logging
import sys
import zlib
from collections.abc import Mapping
from typing import Any

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

logger = logging.getLogger(__name__)

LARGEST_CALL = 10_000_000  # bytes, unpacked; the last turn and a few slots have some thousand
# What the SDK reads of a call, and of the conversation in it.
_CALL = {"version": str, "next_action": str, "tracker": dict, "domain": dict}
_TRACKER = {"slots": dict, "latest_message": dict, "events": list}


@pluggy.HookimplMarker("rasa_sdk")
def attach_sanic_app_extensions(app: Sanic) -> None:
    """Called by the SDK for the server that it starts."""
    app.register_middleware(_refuse_others, "request")
    app.error_handler.add(Exception, _failed)


def is_call(data: Any) -> bool:
    """Whether `data` (JSON) has the form of a call; a conversation belongs to one of an action."""
    if not _has(data, _CALL):
        return False
    tracker = data.get("tracker")
    return not data.get("next_action") or (_has(tracker, _TRACKER) and "sender_id" in tracker)


def _has(data: Any, kinds: Mapping[str, type]) -> bool:
    """Whether `data` is an object that has values of these kinds, as far as it has them at all."""
    return isinstance(data, dict) and all(
        isinstance(data[name], kind) for name, kind in kinds.items() if data.get(name) is not None
    )


async def _refuse_others(request: Request) -> HTTPResponse | None:
    is_whole = (
        request.stream is None or not request.stream.request_body
    )  # else it is refused for that
    if (request.method, request.path) != ("POST", "/webhook") or not is_whole:
        return None
    encoding = request.headers.get("Content-Encoding", "")
    return None if is_call(_json(request.body, encoding)) else _refusal("NotACall", 400)


def _json(body: bytes, encoding: str) -> Any:
    """What a body says, which Rasa may send compressed; None where it says nothing."""
    try:
        if encoding == "deflate":
            unpacking = zlib.decompressobj()
            body = unpacking.decompress(body, LARGEST_CALL)
            if not unpacking.eof:  # cut, or too large
                return None
        return json.loads(body)
    except (ValueError, RecursionError, zlib.error):
        return None


def _refusal(code: str, status: int) -> HTTPResponse:
    return json_response({"error": code}, status=status)


def _failed(request: Request, error: Exception) -> HTTPResponse:
    status = error.status_code if isinstance(error, SanicException) else 500
    if status >= 500:
        logger.error("A call failed (%s).", type(error).__name__)
    return _refusal(type(error).__name__, status)


# The SDK imports every module of this package before it asks its plugins.
if not plugin_manager().is_registered(sys.modules[__name__]):
    plugin_manager().register(sys.modules[__name__])
