"""How long the reader takes for a message: ordinary ones, and the worst of 2 000 characters.

    python -m bench.reading

Times depend on the machine, so each stands beside a reference measured in the same run: counting to
a million in a loop. The goal is 50 ms for any message on a machine that counts in about 25 ms.
"""

from __future__ import annotations

import datetime
import random
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from b2m.readings import read

TABLE = Path(__file__).resolve().parent.parent / "tests" / "b2m" / "ways_to_type.yml"
LONGEST = 2000  # characters that the channels let through
TODAY = datetime.date(2024, 6, 15)
REPEATED = (
    "1", "1/", "1 ", "3.4, ", "3 mg/L, ", "jan 3.4 ", "1.", "24 ", "one ", "twenty ", "-", "(",
    "three point two ", "<", "\n", " ", "a ", "aa", "a.", "@", "a@", "www.", "t(", "b2m ", "mg ",
    "normal ", "the ", "please ", "no ", "in ", "last ", "before ", "after x ", "what if ",
    "remove ", "sorry ",
)  # fmt: skip


def milliseconds(work: Callable[[], object], times: int = 3) -> float:
    """CPU time of the quickest of several runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return 1000 * best


def _count() -> int:
    total = 0
    for number in range(1_000_000):
        total += number
    return total


def _long_messages(messages: Iterable[str]) -> list[str]:
    """Random ones from the pieces of real messages, and single pieces over and over."""
    pieces, rng = [piece for text in messages for piece in text.split(" ")], random.Random(1)
    mixed = [" ".join(rng.choices(pieces, k=LONGEST))[:LONGEST] for _ in range(20)]
    return mixed + [(piece * LONGEST)[:LONGEST] for piece in REPEATED]


def main() -> None:
    """Print the median of ordinary messages, and the worst of the long ones."""
    messages = list(yaml.safe_load(TABLE.read_text(encoding="utf-8")))
    read(messages[0], TODAY)  # loads settings and patterns
    reference = milliseconds(_count)
    ordinary = [milliseconds(lambda text=text: read(text, TODAY)) for text in messages]  # type: ignore[misc]
    long = {
        text: milliseconds(lambda text=text: read(text, TODAY)) for text in _long_messages(messages)
    }  # type: ignore[misc]
    worst = max(long, key=lambda text: long[text])
    rows = [
        ("counting to a million", reference),
        (f"median of {len(messages)} messages", statistics.median(ordinary)),
        ("slowest of them", max(ordinary)),
        (
            f"median of {len(long)} messages of {LONGEST} characters",
            statistics.median(long.values()),
        ),
        (f"slowest of them ({worst[:12]!r} …)", long[worst]),
    ]
    for name, taken in rows:
        print(f"{name:<60} {taken:8.1f} ms {taken / reference:8.2f} x")


if __name__ == "__main__":
    main()
