"""One turn at a time for each conversation, in the order in which the messages came.

In this process an asyncio lock; between servers that share a PostgreSQL database one of its
advisory locks, which the database releases when a server dies. Rasa's own lock in memory looks once
a second whether it is its turn; its lock in Redis is not atomic
(https://github.com/RasaHQ/rasa/issues/9213).
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from rasa.core.lock_store import LockStore
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from assistant.database import Database, Unavailable, database_url

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
        loop = asyncio.get_running_loop()
        key = key_of(conversation_id)
        acquiring = loop.run_in_executor(self._threads, self._acquire, key)
        try:
            connection = await asyncio.wait_for(asyncio.shield(acquiring), SECONDS_TO_WAIT)
        except BaseException as error:
            acquiring.add_done_callback(lambda late: self._release_late(late, key))
            if isinstance(error, asyncio.TimeoutError):
                raise Unavailable("no lock in time") from None
            raise
        try:
            yield
        finally:
            await asyncio.shield(
                loop.run_in_executor(self._threads, self._release, connection, key)
            )

    def check(self) -> None:
        """Raise Unavailable where the database doesn't answer."""
        self._database.run_here(lambda connection: connection.execute(text("SELECT 1")))

    def _acquire(self, key: int) -> Connection:
        connection = self._database.borrow()
        try:
            connection.execute(_LOCK, {"key": key})
        except SQLAlchemyError as error:
            connection.invalidate()
            connection.close()
            raise Unavailable(type(error).__name__) from None
        return connection

    def _release(self, connection: Connection, key: int) -> None:
        try:
            connection.execute(_UNLOCK, {"key": key})
        except SQLAlchemyError:
            connection.invalidate()  # its session, and the lock with it, ends
        finally:
            connection.close()

    def _release_late(self, acquired: asyncio.Future[Connection], key: int) -> None:
        """Give back a lock that came when nobody waited for it any more."""
        if not acquired.cancelled() and acquired.exception() is None:
            self._threads.submit(self._release, acquired.result(), key)


def key_of(conversation_id: str) -> int:
    """The number, of 64 bits, that a conversation's advisory lock has."""
    digest = hashlib.blake2b(conversation_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
