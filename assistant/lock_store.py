"""One turn at a time for each conversation, in the order in which the messages came.

In this process an asyncio lock; between servers that share a PostgreSQL database one of its
advisory locks, which the database releases when a server dies. Rasa's own lock in memory looks once
a second whether it is its turn; its lock in Redis is not atomic
(https://github.com/RasaHQ/rasa/issues/9213).
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar
from weakref import WeakValueDictionary

from rasa.core.lock_store import LockStore
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from assistant.database import SECONDS_TO_ANSWER, Database, Unavailable, database_url

Taken = TypeVar("Taken")

SECONDS_TO_WAIT = 30.0  # for earlier turns of the conversation on other servers
THREADS = 64  # each waits for one turn on another server

_LOCK, _UNLOCK = text("SELECT pg_advisory_lock(:key)"), text("SELECT pg_advisory_unlock(:key)")


class ConversationLocks(LockStore):
    """Endpoints.yml names it as `lock_store`."""

    def __init__(self, endpoint_config: object = None) -> None:
        """As Rasa calls it; servers share what B2M_DATABASE_URL names."""
        super().__init__()
        self._here: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._shared: SharedLocks | None = None
        if not database_url().startswith("sqlite"):
            self._shared = SharedLocks(Database(database_url(), SECONDS_TO_WAIT))

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 0.0, wait_time_in_seconds: float = 0.0
    ) -> AsyncIterator[None]:
        """Wait for earlier turns, then keep later ones waiting. Raises Unavailable."""
        here = self._here.get(conversation_id)
        if here is None:
            here = self._here[conversation_id] = asyncio.Lock()
        async with here:
            if self._shared is None:
                yield
            else:
                async with self._shared.lock(conversation_id):
                    yield

    def get_lock(self, conversation_id: str) -> None:
        """Raises Unavailable where locks can't be had; health checks ask."""
        if self._shared is not None:
            self._shared.check()


class SharedLocks:
    """Advisory locks of a PostgreSQL database, each held by a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="locks")

    @asynccontextmanager
    async def lock(self, conversation_id: str) -> AsyncIterator[None]:
        """Hold the conversation's lock. Raises Unavailable."""
        key = key_of(conversation_id)
        connection = await self._in_time(
            SECONDS_TO_ANSWER, self._database.borrow, lambda late: late.close()
        )
        await self._in_time(
            SECONDS_TO_WAIT,
            lambda: _acquire(connection, key),
            lambda _: _release(connection, key),
        )
        try:
            yield
        finally:
            loop = asyncio.get_running_loop()
            await asyncio.shield(loop.run_in_executor(self._threads, _release, connection, key))

    def check(self) -> None:
        """Raise Unavailable where the database doesn't answer."""
        self._database.run_here(lambda connection: connection.execute(text("SELECT 1")))

    async def _in_time(
        self, seconds: float, take: Callable[[], Taken], give_back: Callable[[Taken], None]
    ) -> Taken:
        """What `take` takes in a thread; given back if it comes too late. Raises Unavailable."""
        taking = asyncio.get_running_loop().run_in_executor(self._threads, take)
        try:
            return await asyncio.wait_for(asyncio.shield(taking), seconds)
        except BaseException as error:
            taking.add_done_callback(partial(self._give_back, give_back))
            if isinstance(error, asyncio.TimeoutError):
                raise Unavailable("no lock in time") from None
            raise

    def _give_back(self, give_back: Callable[[Taken], None], taken: asyncio.Future[Taken]) -> None:
        if not taken.cancelled() and taken.exception() is None:
            self._threads.submit(give_back, taken.result())


def _acquire(connection: Connection, key: int) -> None:
    try:
        connection.execute(_LOCK, {"key": key})
    except SQLAlchemyError as error:
        connection.invalidate()
        connection.close()
        raise Unavailable(type(error).__name__) from None


def _release(connection: Connection, key: int) -> None:
    try:
        connection.execute(_UNLOCK, {"key": key})
    except SQLAlchemyError:
        connection.invalidate()  # its session, and the lock with it, ends
    finally:
        connection.close()


def key_of(conversation_id: str) -> int:
    """The number, of 64 bits, that a conversation's advisory lock has."""
    digest = hashlib.blake2b(conversation_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
