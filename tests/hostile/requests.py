"""Requests that no honest client sends: each follows from a seed and a number alone.

A request begins as one that its route would take. Then some tricks are played on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.hostile.bodies import CONTENT_TYPES, nasty_body, spoil, well_formed
from tests.hostile.frames import FRAMES, Frame, length
from tests.hostile.routes import Route

METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT")
STRANGE_METHODS = ("get", "BREW", "GET\x00", "P" * 3000, "", "NONE", "Pöst", "POST POST")
LINES_WITHOUT_SENSE = (
    b"",
    b"\r\n",
    b"GET",
    b"GET /",
    b"GET / HTTP/0.9",
    b"GET / HTTP/2.0",
    b"GET / HTTP/1.1 x",
    b"PRI * HTTP/2.0\r\n\r\nSM",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS to a port that speaks none
    b"\xff\xfe\x00GET / HTTP/1.1",
    b"G" * 20_000,
)
PATHS = (
    b"//%s",
    b"%s/",
    b"%s//",
    b"/x/..%s",
    b"/.%s",
    b"/%%2e%%2e/%%2e%%2e%s",
    b"%s%%00",
    b"%s%%0d%%0aX:y",
    b"%s%%ff%%fe",
    b"%s%%ed%%a0%%bd",
    b"%s%%",
    b"%s%%zz",
    b"%s;a=b",
    b"%s#part",
    b"%s\\..\\",
    b"%s\xff\xfe",
    b"%s\xed\xa0\xbd",
    b"%s\x00",
    b"%s\x7f\x1b",
    "%s/ü/😀".encode(),
    b"http://elsewhere.example%s",
    b"http://[::1%s",
    b"http://elsewhere.example:99999999%s",
    b"://%s",
    b"*",
    b"nothing",
    b"",
    b"%s/" + b"x" * 5000,
    b"/" * 5000,
)
QUERIES = (
    b"?stream=true",
    b"?stream=TRUE&stream=false",
    b"?stream=",
    b"?",
    b"??&&==",
    b"?%",
    b"?a=%ff&%00=1",
    b"?\xff=\xfe",
    b"?a[]=1&a[b][c]=2",
    b"?" + b"&".join(b"k%d=v" % number for number in range(1000)),
    b"?x=" + b"y" * 5000,
    b"?__proto__=1&constructor=2&sender=3&token=4&access_token=5",
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"Host", b""),
    (b"Host", b"\xff:0"),
    (b"Host", b"a" * 3000),
    (b"Host", b"[::1"),
    (b"Authorization", b""),
    (b"Authorization", b"Bearer"),
    (b"Authorization", b"Bearer \xff\xfe"),
    (b"Authorization", "Bearer ｔｏｋｅｎ".encode()),
    (b"Authorization", b"Basic " + b"A" * 4000),
    (b"X-Twilio-Signature", b"\xff\xfe"),
    (b"X-Twilio-Signature", "é".encode()),
    (b"Origin", b"null"),
    (b"Origin", b"https://\xff"),
    (b"X-Forwarded-For", b"999.1.1.1, ::ffff:1.2.3.4, [::1]:x, \xff"),
    (b"X-Forwarded-For", b"," * 3000),
    (b"X-Forwarded-For", b"fe80::1%25eth0"),
    (b"Forwarded", b'for="_x";by=\xff'),
    (b"Content-Encoding", b"gzip"),
    (b"Content-Encoding", b"deflate"),
    (b"Content-Encoding", b"\xff"),
    (b"Accept-Encoding", b"gzip;q=x, \xff"),
    (b"Accept", b"\xff/*;q=1e999"),
    (b"If-None-Match", b"*, W/\xff"),
    (b"Range", b"bytes=-1-,99999999999-"),
    (b"Cookie", b"\xff=\xfe; a=" + b"b" * 3000),
    (b"Expect", b"100-continue"),
    (b"Expect", b"a miracle"),
    (b"Connection", b"Upgrade"),
    (b"Upgrade", b"websocket"),
    (b"Connection", b"close, keep-alive"),
    (b"", b"a name is missing"),
    (b"no colon follows", b""),
    (b" folded", b"line"),
    (b"N\x00l", b"\x00"),
    (b"Long", b"x" * 7000),
    (b"Longer", b"x" * 30_000),
    (b"X-Request-ID", b"\xff" * 100),
)


@dataclass(frozen=True)
class Hostile:
    """A request; `is_whole`: a server can see where it ends, and owes an answer."""

    number: int
    route: Route
    method: str
    tricks: tuple[str, ...]
    data: bytes
    is_whole: bool


@dataclass
class Parts:
    """A request in the making."""

    route: Route
    method: str
    path: bytes
    body: bytes
    headers: list[tuple[bytes, bytes]]
    query: bytes = b""
    line: bytes | None = None  # in place of method, path and version
    frame: Callable[[Random, bytes], Frame] | None = None


def _another_method(dice: Random, parts: Parts) -> None:
    parts.method = dice.choice(METHODS)


def _strange_method(dice: Random, parts: Parts) -> None:
    parts.method = dice.choice(STRANGE_METHODS)


def _line_without_sense(dice: Random, parts: Parts) -> None:
    parts.line = dice.choice(LINES_WITHOUT_SENSE)


def _strange_path(dice: Random, parts: Parts) -> None:
    form = dice.choice(PATHS)
    parts.path = form % parts.path if b"%s" in form else form


def _query(dice: Random, parts: Parts) -> None:
    parts.query = dice.choice(QUERIES)


def _header(dice: Random, parts: Parts) -> None:
    name, value = dice.choice(HEADERS)
    if dice.random() < 0.5:
        parts.headers = [h for h in parts.headers if h[0].lower() != name.lower()]
    parts.headers.insert(dice.randrange(len(parts.headers) + 1), (name, value))


def _many_headers(dice: Random, parts: Parts) -> None:
    parts.headers += [(b"X-%d" % number, b"y") for number in range(dice.choice((100, 500, 3000)))]


def _content_type(dice: Random, parts: Parts) -> None:
    parts.headers = [h for h in parts.headers if h[0] != b"Content-Type"]
    parts.headers.append((b"Content-Type", dice.choice(CONTENT_TYPES)))


def _spoiled_body(dice: Random, parts: Parts) -> None:
    parts.body = spoil(dice, parts.body)


def _nasty_body(dice: Random, parts: Parts) -> None:
    parts.body = nasty_body(dice)


def _framing(dice: Random, parts: Parts) -> None:
    parts.frame = FRAMES[dice.choice(sorted(FRAMES))]


TRICKS: tuple[Callable[[Random, Parts], None], ...] = (
    _another_method,
    _strange_method,
    _line_without_sense,
    _strange_path,
    _query,
    _header,
    _header,
    _many_headers,
    _content_type,
    _spoiled_body,
    _spoiled_body,
    _nasty_body,
    _framing,
    _framing,
)


@dataclass
class Fuzzer:
    """Makes the requests of a seed. `mark`: a word that is in each body, and may get nowhere."""

    seed: str
    routes: Sequence[Route]
    mark: str
    credentials: Callable[[Random, Route, bytes], list[tuple[bytes, bytes]]]

    def request(self, number: int) -> Hostile:
        """The request of that number."""
        dice = Random(f"{self.seed} {number}")
        route = self.routes[number % len(self.routes)]
        content_type, body = well_formed(dice, route.path, self.mark)
        address = ".".join(str(dice.randrange(1, 250)) for _ in range(4)).encode()
        headers = [
            (b"Host", b"localhost"),
            (b"Content-Type", content_type),
            (b"X-Mark", self.mark.encode()),
        ]
        if route.path.startswith("/chat"):  # other channels don't answer who comes through a proxy
            headers.append((b"X-Forwarded-For", address))
        parts = Parts(route, route.method, route.path.encode(), body, headers)
        tricks = dice.sample(TRICKS, dice.choice((0, 1, 1, 1, 2, 3)))
        for trick in tricks:
            trick(dice, parts)
        if dice.random() < 0.8:
            parts.headers += self.credentials(dice, route, parts.body)
        return _assemble(dice, number, parts, tuple(trick.__name__ for trick in tricks))


def _assemble(dice: Random, number: int, parts: Parts, tricks: tuple[str, ...]) -> Hostile:
    frame = Frame((length(len(parts.body)),) if parts.body else (), parts.body)
    cut = False
    if parts.frame is not None:
        frame = parts.frame(dice, parts.body)
        cut = parts.frame is FRAMES["head broken off"]
    line = parts.line
    if line is None:
        line = b"%s %s%s HTTP/1.1" % (parts.method.encode(), parts.path, parts.query)
    lines = [line, *(b"%s: %s" % header for header in (*parts.headers, *frame.headers))]
    head = b"\r\n".join(lines) + (b"" if cut else b"\r\n\r\n")
    named = next((n for n, frame_of in FRAMES.items() if frame_of is parts.frame), None)
    labels = (*tricks, named) if named else tricks
    return Hostile(number, parts.route, parts.method, labels, head + frame.sent, frame.is_whole)
