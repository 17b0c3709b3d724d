"""Ways to say where a body ends, few of them honest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Frame:
    """How a body is announced and sent; whether it is all there."""

    headers: tuple[tuple[bytes, bytes], ...]
    sent: bytes
    is_whole: bool = True


def length(value: bytes | int) -> tuple[bytes, bytes]:
    """A header that announces so many bytes."""
    return b"Content-Length", value if isinstance(value, bytes) else b"%d" % value


def _chunks(dice: Random, body: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    size = dice.choice((1, 7, 1000, 100_000))
    size = max(size, len(body) // 50)
    cut = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in cut) + end


CHUNKED = (b"Transfer-Encoding", b"chunked")
FRAMES: dict[str, Callable[[Random, bytes], Frame]] = {
    "no length": lambda dice, body: Frame((), body),
    "length twice": lambda dice, body: Frame((length(len(body)),) * 2, body),
    "two lengths": lambda dice, body: Frame((length(len(body)), length(3)), body),
    "length a word": lambda dice, body: Frame((length(b"many"),), body),
    "length empty": lambda dice, body: Frame((length(b""),), body),
    "length below 0": lambda dice, body: Frame((length(-len(body) - 1),), body),
    "length with a sign": lambda dice, body: Frame((length(b"+%d" % len(body)),), body),
    "length with _": lambda dice, body: Frame((length(b"1_0"),), body),
    "length in other digits": lambda dice, body: Frame((length("٣".encode()),), body),
    "length of 5000 digits": lambda dice, body: Frame((length(b"9" * 5000),), body),
    "length too small": lambda dice, body: Frame((length(len(body) // 2),), body),
    "length too large": lambda dice, body: Frame((length(len(body) + 9),), body, False),
    "length huge": lambda dice, body: Frame((length(10**12),), body, False),
    "chunks": lambda dice, body: Frame((CHUNKED,), _chunks(dice, body)),
    "chunks and a length": lambda dice, body: Frame((CHUNKED, length(5)), _chunks(dice, body)),
    "chunks broken off": lambda dice, body: Frame(
        (CHUNKED,), _chunks(dice, body, b"5\r\nab"), False
    ),
    "chunk of no number": lambda dice, body: Frame((CHUNKED,), b"zz\r\nab\r\n0\r\n\r\n"),
    "chunk below 0": lambda dice, body: Frame((CHUNKED,), b"-5\r\nab\r\n0\r\n\r\n"),
    "chunk huge": lambda dice, body: Frame((CHUNKED,), b"f" * 12 + b"\r\nab", False),
    "chunk size endless": lambda dice, body: Frame((CHUNKED,), b"1" * 3000, False),
    "gzip transfer": lambda dice, body: Frame(((b"Transfer-Encoding", b"gzip"),), body),
    "chunked, capitals": lambda dice, body: Frame(
        ((b"Transfer-Encoding", b"Chunked"),), _chunks(dice, body)
    ),
    "two transfers": lambda dice, body: Frame(
        (CHUNKED, (b"Transfer-Encoding", b"identity")), _chunks(dice, body)
    ),
    "head broken off": lambda dice, body: Frame((), b"", False),
}
