"""A database, assistants that share it, and a proxy in front of them, all on loopback."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.cluster.proxy import Proxy
from deploy.cluster.server import Server


class DatabaseError(Exception):
    """PostgreSQL can't be had; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """What runs: `proxy` in front of `servers`, which share a database."""

    proxy: Proxy
    servers: tuple[Server, ...]
    database_url: str


@contextmanager
def cluster(port: int, servers: int, **settings: str) -> Iterator[Cluster]:
    """`servers` assistants behind a proxy on `port`; `settings` are B2M_* variables.

    At the end everything is stopped and what was kept is erased. Raises LaunchError, ProxyError,
    DatabaseError.
    """
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="b2m-cluster-")))
        url = ending.enter_context(database(folder / "postgresql"))
        started = []
        for number in range(1, servers + 1):
            server = Server(f"server-{number}", folder, url, **settings)
            ending.callback(server.stop)
            started.append(server)
        for server in started:
            server.wait_until_answers()
        proxy = Proxy(folder / "nginx", port, [server.address for server in started])
        ending.callback(proxy.stop)
        yield Cluster(proxy, tuple(started), url)


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The URL of a PostgreSQL server whose files are in `folder`. Raises DatabaseError."""
    try:
        import pgserver  # for development alone: a clinic has a PostgreSQL of its own
    except ImportError:
        raise DatabaseError("PostgreSQL is missing here: run `make setup`.") from None
    try:
        server = pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:  # noqa: BLE001 - it raises what it likes
        raise DatabaseError(f"PostgreSQL did not start ({type(error).__name__}).") from None
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
