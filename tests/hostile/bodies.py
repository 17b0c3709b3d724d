"""What routes take, and what they should not be sent."""

from __future__ import annotations

import json
import zlib
from random import Random
from typing import Any
from urllib.parse import quote_plus, urlencode

JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
CONTENT_TYPES = (
    b"",
    b"text/plain",
    b"application/json; charset=utf-16",
    b"application/json; charset=\xff",
    b"application/xml",
    b"multipart/form-data",
    b"multipart/form-data; boundary=",
    b"multipart/form-data; boundary=" + b"x" * 500,
    b"multipart/form-data; boundary=\xff",
    b"application/octet-stream",
    b"/;;;=",
    b"\x00",
    b"a" * 3000,
)
TEXTS = (
    "will the spinal tap hurt?",
    "my b2m was 5.1 mg/L in January 2024 and 2.9 in March",
    "",
    "   \n\t",
    "\x00",
    "a\x00b\x1b[2J\x07",
    "\ud83d",
    "half \udc00 a character",
    "\ufeff\u202e\u200b\u2028",
    "e\u0301" * 400,
    "Z" + "\u0335" * 1000,
    "👨‍👩‍👧‍👦" * 100,
    "word " * 399,
    "x" * 2000,
    "x" * 2001,
    "7 " * 300,
    "5.1 mg/L, " * 200,
    "1" * 1999,
    "1e999 mg/L",
    "-0.0 mg/L on 31 February 0000",
    "9" * 400 + "." + "9" * 400 + " mg/L",
    "(" * 1000,
    "a" * 500 + "!" * 500,
    "/restart",
    '/ask{"x": 1}',
    "/session_start",
    "'; DROP TABLE conversations; --",
    "{care_team} %s %(x)s ${jndi:ldap://x} {{7*7}}",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "delete my conversation",
    "I want to talk to a person",
)
VALUES: tuple[Any, ...] = (
    *TEXTS,
    None,
    True,
    0,
    -1,
    2**63,
    10**400,
    1e308,
    float("nan"),
    float("inf"),
    [],
    {},
    [[]],
    {"": ""},
    {"text": {"text": []}},
    ["x"] * 1000,
    {str(number): number for number in range(1000)},
)
BODIES = (
    b"",
    b"null",
    b"true",
    b"7",
    b'"text"',
    b"[]",
    b"{}",
    b"{",
    b'{"a": 1,}',
    b"{'a': 1}",
    b'{"a": 1}{"b": 2}',
    b'{"text": "a", "text": {}}',
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    '{"text": "hi"}'.encode("utf-16"),
    b'{"text": "\xff\xfe"}',
    b'{"text": "\xed\xa0\xbd"}',
    b'{"text": "\x00"}',
    b"\x00" * 1000,
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"[" * 900 + b"]" * 900,
    b"1" * 10_000,
    b"-" + b"9" * 5000 + b"e" + b"9" * 5000,
    b'{"text": 1e999}',
    b'{"text": NaN, "payload": Infinity}',
    b'"' + b"\\u0000" * 5000 + b'"',
    b"x" * 31_999,
    b"x" * 40_000,
    b"x" * 300_000,
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--',
    b"&".join(b"a=%d" % number for number in range(3000)),
    b"a=%ff&b=%00&c=%ed%a0%bd&&&==",
    zlib.compress(bytes(3_000_000)),
    zlib.compress(b"{}")[:-3],
)


def well_formed(dice: Random, path: str, mark: str) -> tuple[bytes, bytes]:
    """Content type and body as the route at `path` takes them, with odd texts."""
    text = dice.choice(TEXTS) + (f" {mark}" if dice.random() < 0.8 else "")
    if path.endswith("/twilio/webhook"):
        fields = {
            "MessageSid": f"SM{dice.randrange(10**9)}{mark}",
            "From": f"+1555{dice.randrange(10**7):07}",
            "To": "+15550100000",
            "Body": text,
        }
        return FORM, urlencode(fields, errors="surrogatepass").encode()
    return JSON, json.dumps(_taken(dice, path, text, mark)).encode()


def _taken(dice: Random, path: str, text: str, mark: str) -> Any:
    if path == "/chat/messages":
        return {dice.choice(("text", "text", "payload")): text}
    if path == "/webhooks/rest/webhook":
        return {"sender": f"{mark}{dice.randrange(50)}", "message": text}
    if path.endswith("/transactions/x"):
        return {"events": [_matrix_event(dice, text, mark)]}
    if path == "/webhook":  # of the action server
        message = {"text": text, "intent": {"name": "values"}, "entities": []}
        tracker = {
            "sender_id": mark,
            "slots": {"b2m_values": None},
            "latest_message": message,
            "events": [],
            "paused": False,
            "active_loop": {},
            "latest_action_name": "action_listen",
        }
        call = {"next_action": "action_values", "sender_id": mark, "tracker": tracker}
        return {**call, "domain": {}, "version": "3.6.21"}
    return {"text": text}


def _matrix_event(dice: Random, text: str, mark: str) -> dict[str, Any]:
    return {
        "type": "m.room.message",
        "event_id": f"${mark}{dice.randrange(10**9)}",
        "room_id": f"!{mark}{dice.randrange(50)}:clinic.localhost",
        "sender": f"@{mark}:clinic.localhost",
        "origin_server_ts": 1_700_000_000_000,
        "content": {"msgtype": "m.text", "body": text},
    }


def spoil(dice: Random, body: bytes) -> bytes:
    """A body with one value replaced, or with bytes changed."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return _changed_bytes(dice, body)
    if dice.random() < 0.3:
        return _changed_bytes(dice, body)
    spoiled = _replaced(dice, data)
    if dice.random() < 0.2:
        return json.dumps(spoiled, ensure_ascii=False).encode(errors="surrogatepass")
    return json.dumps(spoiled).encode()


def _replaced(dice: Random, data: Any) -> Any:
    """`data` with a value somewhere in it replaced, left out or put under another name."""
    if not isinstance(data, (dict, list)) or not data or dice.random() < 0.1:
        return dice.choice(VALUES)
    if isinstance(data, list):
        place = dice.randrange(len(data))
        return [*data[:place], _replaced(dice, data[place]), *data[place + 1 :]]
    key = dice.choice(sorted(data))
    kept = {name: value for name, value in data.items() if name != key}
    if dice.random() < 0.1:
        return kept
    return {**kept, key: _replaced(dice, data[key])}


def _changed_bytes(dice: Random, body: bytes) -> bytes:
    changed = bytearray(body or b"x")
    for _ in range(dice.choice((1, 2, 20))):
        place = dice.randrange(len(changed))
        changed[place : place + dice.choice((0, 1, 5))] = dice.randbytes(dice.choice((0, 1, 3)))
        changed = changed or bytearray(b"{")
    return bytes(changed[: dice.randrange(len(changed) + 1)] if dice.random() < 0.3 else changed)


def nasty_body(dice: Random) -> bytes:
    """A body that no route takes."""
    if dice.random() < 0.2:
        return quote_plus(dice.choice(TEXTS), errors="surrogatepass").encode()
    return dice.choice(BODIES)
