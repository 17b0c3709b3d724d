"""How often something may happen: a moving window for each key, in memory."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW = 60.0  # seconds


class Rate:
    """Allows `most` events of one key (an address, a conversation) in any minute."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._events: OrderedDict[str, deque[float]] = OrderedDict()  # longest silent first

    def wait(self, key: str) -> float:
        """Count an event and return 0, or return the seconds until the next is allowed."""
        now = self._clock()
        self._forget(now - WINDOW)
        events = self._events.setdefault(key, deque())
        while events and events[0] <= now - WINDOW:
            events.popleft()
        if len(events) >= self._most:
            return events[0] + WINDOW - now
        events.append(now)
        self._events.move_to_end(key)
        return 0.0

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._events)

    def _forget(self, before: float) -> None:
        while self._events:
            key, events = next(iter(self._events.items()))
            if events[-1] > before:
                return
            del self._events[key]
