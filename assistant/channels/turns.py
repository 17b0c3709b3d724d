"""Answers what stands in an inbox: each event once, one turn at a time per conversation."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import itertools
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Any

from assistant import clock
from assistant.channels.inbox import Event, Inbox
from assistant.tracker_store import retention_seconds

logger = logging.getLogger(__name__)

# Seconds before the provider is tried again; the last one repeats.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
SECONDS_TO_FINISH = 5.0  # at a stop, for turns that have begun

# What a channel does with an event: makes the parts (JSON) of its reply; none is silence. It may
# raise TryLater; any other failure is answered with the apology.
Reply = Callable[[Event], Awaitable[list[Any]]]
# Sends part `number` of an event's reply. `in_doubt` is the time (seconds since 1970) of an earlier
# try of which nobody knows whether it arrived, else None.
Send = Callable[[Event, int, Any, float | None], Awaitable[None]]


class TryLater(Exception):
    """The provider could not be reached, or asks for patience; the message holds no words of it."""


class Refused(Exception):
    """The provider will never take this message; the message of this error holds no words of it."""


class Turns:
    """The way of every event: kept, answered, sent part by part, finished.

    The reply is kept before anything is sent, and each part is noted before it is sent. After a
    kill the same parts go on from where they stopped, and only the part that was under way is in
    doubt; a channel whose provider recognises a repeated message may ignore that.
    """

    def __init__(
        self,
        inbox: Inbox,
        reply: Reply,
        send: Send,
        apology: list[Any],
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """`apology`: the parts that are sent when `reply` fails."""
        self._inbox, self._reply, self._send = inbox, reply, send
        self._left_open = inbox.open_events()
        self._apology, self._pauses = apology, pauses
        self._waiting: dict[str, list[Event]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def accept(self, events: Iterable[Event]) -> None:
        """Return once the events can't be lost; they are answered by and by, known ones not again.

        Raises sqlite3.Error where they can't be kept.
        """
        new = await asyncio.to_thread(self._inbox.add, list(events))
        for event in new:
            self._enqueue(event)

    def resume(self) -> None:
        """Take up what an earlier process left open. Call it once, when Rasa is ready."""
        for event in self._left_open:
            self._enqueue(event)
        self._left_open = []

    async def stop(self, seconds: float = SECONDS_TO_FINISH) -> None:
        """Finish turns that have begun, for a while; what is left stays open for the next start."""
        self._stopping.set()
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=seconds)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await asyncio.to_thread(self._inbox.close)

    def _enqueue(self, event: Event) -> None:
        if self._stopping.is_set():
            return
        waiting = self._waiting.get(event.conversation)
        if waiting is not None:  # in the order of the provider's clock, behind what is in work
            bisect.insort(waiting, event, lo=1, key=lambda other: other.arrived)
            return
        self._waiting[event.conversation] = [event]
        worker = asyncio.get_running_loop().create_task(self._work(event.conversation))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, conversation: str) -> None:
        waiting = self._waiting[conversation]
        try:
            while waiting and not self._stopping.is_set():
                try:
                    await self._turn(waiting[0])
                except Exception as error:  # noqa: BLE001 - the next message must not wait for ever
                    logger.error("An answer stays open (%s).", type(error).__name__)
                waiting.pop(0)
        finally:
            del self._waiting[conversation]

    async def _turn(self, event: Event) -> None:
        try:
            parts = event.reply
            if parts is None:
                parts = await self._make_reply(event)
                await self._note(event, self._inbox.store_reply, parts)
            for number in range(max(0, event.begun - 1), len(parts)):
                in_doubt = event.begun_at if number == event.begun - 1 else None
                if number > 0 and in_doubt is None:
                    await self._note(event, self._inbox.begin, number)
                await self._send_patiently(event, number, parts[number], in_doubt)
        except Refused as error:
            logger.error("An answer could not be delivered: %s", error)
        await self._note(event, self._inbox.finish)

    async def _make_reply(self, event: Event) -> list[Any]:
        pauses = self._pauses_between_tries()
        while True:
            try:
                return await self._reply(event)
            except TryLater:
                await self._rest(event, next(pauses))
            except Exception as error:  # noqa: BLE001 - the person must not get silence
                logger.error("An event could not be handled (%s).", type(error).__name__)
                return self._apology

    async def _send_patiently(
        self, event: Event, number: int, part: Any, in_doubt: float | None
    ) -> None:
        pauses = self._pauses_between_tries()
        while True:
            begun = time.time()
            try:
                return await self._send(event, number, part, in_doubt)
            except TryLater as error:
                logger.warning("An answer waits. %s", error)
                await self._rest(event, next(pauses))
            in_doubt = in_doubt or begun

    async def _note(self, event: Event, note: Callable[..., None], *details: Any) -> None:
        """Write into the inbox. While that can't be done, the turn waits: it must not be lost."""
        pauses = self._pauses_between_tries()
        while True:
            try:
                return await asyncio.to_thread(note, event, *details)
            except sqlite3.Error as error:
                logger.error("The inbox can't be written (%s).", type(error).__name__)
            await self._rest(event, next(pauses))

    def _pauses_between_tries(self) -> Iterator[float]:
        return itertools.chain(self._pauses, itertools.repeat(self._pauses[-1]))

    async def _rest(self, event: Event, seconds: float) -> None:
        """Wait before the next try. Raises Refused for an event that has become too old, and
        TryLater when the server stops meanwhile."""
        if clock.now() - event.arrived > retention_seconds():
            raise Refused("The provider was away for too long.")
        if await self._stops_within(seconds):
            raise TryLater

    async def _stops_within(self, seconds: float) -> bool:
        """Wait; True at once when the server stops meanwhile."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()
