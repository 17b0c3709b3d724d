"""Signs that somebody is there: the message was read, an answer is being written."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from assistant.channels.matrix.homeserver import Homeserver
from assistant.channels.turns import Refused, TryLater

SECONDS_BEFORE_TYPING = 0.3  # most answers are there before
SECONDS_OF_TYPING = 30.0  # the homeserver takes the sign away then, whatever happens to us


class Signs:
    """Shows signs beside the conversation: nothing waits for them, their failure is no matter."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver
        self._tasks: set[asyncio.Task[None]] = set()  # a task that nothing holds may vanish

    def show_read(self, room: str, event: str) -> None:
        """Mark a message as read."""
        self._start(_quietly(self._homeserver.mark_read(room, event)))

    @contextlib.asynccontextmanager
    async def typing(self, room: str) -> AsyncIterator[None]:
        """Show that an answer is being written, if the block takes a while."""
        done = asyncio.Event()
        self._start(self._show_typing(room, done))
        try:
            yield
        finally:
            done.set()

    async def _show_typing(self, room: str, done: asyncio.Event) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(done.wait(), SECONDS_BEFORE_TYPING)
            return
        await _quietly(self._homeserver.show_typing(room, SECONDS_OF_TYPING))
        await done.wait()
        await _quietly(self._homeserver.show_typing(room, None))

    def _start(self, sign: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(sign)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(call: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(TryLater, Refused):
        await call
