"""The time, by a clock that nobody can set while the assistant runs.

What is kept for hours must not be erased early, nor kept for longer, because the machine's clock
was set. A process looks at that clock once, when it starts, and counts the seconds from then on;
where the system tells it, those of a suspended machine too.
"""

from __future__ import annotations

import time

_COUNTER = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_START = time.time() - time.clock_gettime(_COUNTER)


def now() -> float:
    """Seconds since 1970."""
    return _START + time.clock_gettime(_COUNTER)
