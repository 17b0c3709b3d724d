"""A real PostgreSQL server for the tests of what several servers share."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pgserver
import psutil
import pytest


class Server:
    """A PostgreSQL server that a test may take away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres = pgserver.get_server(folder, cleanup_mode="stop")

    @property
    def url(self) -> str:
        """For B2M_DATABASE_URL."""
        return self._postgres.get_uri()

    def run(self, sql: str) -> str:
        """What the server answers."""
        return self._postgres.psql(sql)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._each(signal.SIGKILL)

    def hang(self) -> None:
        """Let it take connections and say nothing."""
        self._each(signal.SIGSTOP)

    def go_on(self) -> None:
        """After `hang`."""
        self._each(signal.SIGCONT)

    def restart(self) -> None:
        """After `kill`."""
        self._postgres.ensure_postgres_running()

    def stop(self) -> None:
        """End it for good."""
        self.go_on()
        self._postgres.cleanup()

    def _each(self, number: signal.Signals) -> None:
        main = int((self._folder / "postmaster.pid").read_text().split()[0])
        children = psutil.Process(main).children(recursive=True)
        for process in [psutil.Process(main), *children]:
            process.send_signal(number)
        if number is signal.SIGKILL:
            psutil.wait_procs([psutil.Process(main)] if psutil.pid_exists(main) else [], timeout=10)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One server for all tests; in a folder that its own user may look into."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        yield server
        server.stop()
