"""The database that conversations are kept in: SQLite in B2M_DATA_DIR, or B2M_DATABASE_URL.

A PostgreSQL database may be away for a while: whatever is asked of it then raises Unavailable, soon
and without taking the event loop, and the next call tries again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from assistant.data_folder import data_folder

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

SECONDS_TO_ANSWER = 4.0  # a person waits no longer for a database that hangs
THREADS = 8

_TABLES = (
    """CREATE TABLE IF NOT EXISTS conversations (
        id TEXT PRIMARY KEY,
        changed DOUBLE PRECISION NOT NULL,
        messages INTEGER NOT NULL,
        state TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS conversations_changed ON conversations (changed)",
    """CREATE TABLE IF NOT EXISTS messages (
        conversation TEXT NOT NULL,
        number INTEGER NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (conversation, number))""",
)
# synchronous: what was answered survives a power cut. secure_delete: what is erased is overwritten.
# temp_store: no copies in other files.
_SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
_POSTGRESQL = {  # a server that has vanished is noticed in seconds
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,
    "application_name": "b2m-assistant",
}


class Unavailable(Exception):
    """The database can't be used now; the message has nothing of what was to be kept."""


def database_url() -> str:
    """Where conversations are kept, as an SQLAlchemy URL."""
    return os.environ.get("B2M_DATABASE_URL") or f"sqlite:///{data_folder()}/conversations.sqlite"


class Database:
    """Runs functions that take an SQLAlchemy connection, each in a transaction of its own."""

    def __init__(self, url: str, seconds: float = SECONDS_TO_ANSWER) -> None:
        """`url`: SQLAlchemy's form. `seconds`: the longest that a call takes. Opens nothing yet."""
        self._seconds = seconds
        self._engine = _engine(url, seconds)
        self._is_prepared = False
        self._preparing = threading.Lock()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="database")

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this machine's."""
        return bool(self._engine.dialect.name == "sqlite")

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """`work` in a transaction, off the event loop. Raises Unavailable."""
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._threads, self.run_here, work), self._seconds
            )
        except asyncio.TimeoutError:
            raise Unavailable("no answer in time") from None

    def run_here(self, work: Callable[[Connection], Result]) -> Result:
        """`work` in a transaction, in this thread. Raises Unavailable."""
        try:
            self._prepare()
            with self._engine.begin() as connection:
                return work(connection)
        except (SQLAlchemyError, OSError) as error:
            # From None: SQLAlchemy's errors quote the values that were to be written.
            cause = getattr(error, "orig", None) or error
            if type(cause) is sqlite3.DatabaseError:  # its subclasses are other troubles
                self._leave_damaged_file()
            raise Unavailable(type(cause).__name__) from None

    def borrow(self) -> Connection:
        """A connection to hold for a while, outside any transaction. Raises Unavailable."""
        try:
            self._prepare()
            return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable(type(error).__name__) from None

    def close(self) -> None:
        """Let go of every connection."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    def _leave_damaged_file(self) -> None:
        """Open the file anew with the next call: another may be in its place then."""
        path = self._engine.url.database
        logger.error("%s is damaged. Move it away: conversations then begin anew.", path)
        self._engine.dispose()
        self._is_prepared = False

    def _prepare(self) -> None:
        if self._is_prepared:
            return
        with self._preparing:
            if self.is_sqlite and self._engine.url.database:
                _make_private(Path(self._engine.url.database))
            with self._engine.begin() as connection:
                if not self.is_sqlite:  # two servers may start at once
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(823650)")
                for statement in _TABLES:
                    connection.exec_driver_sql(statement)
            self._is_prepared = True


def _engine(url: str, seconds: float) -> Engine:
    """An engine: SQLite with one connection (it writes one at a time), PostgreSQL with a pool."""
    if not url.startswith("sqlite"):
        options = f"-c statement_timeout={1000 * seconds:.0f}"
        return sqlalchemy.create_engine(
            url.replace("postgres://", "postgresql://", 1),
            connect_args={**_POSTGRESQL, "options": options},
            pool_pre_ping=True,
            pool_timeout=seconds,
            max_overflow=40,
            hide_parameters=True,
        )
    engine = sqlalchemy.create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": seconds},
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=seconds,
        hide_parameters=True,
    )

    def configure(connection: Any, record: object) -> None:
        for statement in _SQLITE:
            connection.execute(statement)

    sqlalchemy.event.listen(engine, "connect", configure)
    return engine


def _make_private(path: Path) -> None:
    """Make the file if need be, for its owner alone; SQLite gives its other files the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
