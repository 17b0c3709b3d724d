"""One of several assistants that share a database."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from assistant import launch
from assistant.action_server import end

SECONDS_FOR_A_PORT = 10.0  # a server that was killed leaves it within one


class Server:
    """`make run` on a free port, with a folder and a log of its own; may be started again."""

    def __init__(self, name: str, folder: Path, database_url: str, **settings: str) -> None:
        """`settings` are B2M_* variables."""
        self.name = name
        self.port, self.action_port = launch.free_port(), launch.free_port()
        self.log = folder / f"{name}.log"
        self._environment = {
            **os.environ,
            "B2M_HOST": launch.LOOPBACK,
            "B2M_PORT": str(self.port),
            "B2M_ACTION_PORT": str(self.action_port),
            "B2M_DATA_DIR": str(folder / name),
            "B2M_DATABASE_URL": database_url,
            "B2M_TRUSTED_PROXIES": launch.LOOPBACK,
            **settings,
        }
        self.process = self._started()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{launch.LOOPBACK}:{self.port}"

    def restart(self) -> None:
        """Start it again after its process has ended. Raises LaunchError."""
        deadline = time.monotonic() + SECONDS_FOR_A_PORT
        while not launch.is_free(launch.LOOPBACK, self.port) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.process = self._started()

    def wait_until_answers(self) -> None:
        """Return when it serves people. Raises LaunchError."""
        launch.wait_until_answers(f"http://{self.address}/webhooks/rest/", self.process)

    def stop(self) -> None:
        """End it when its turns are finished."""
        end(self.process, 2 * launch.SECONDS_TO_FINISH)

    def _started(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return launch.child(
                *("assistant.launch", "run"),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for whoever started this
            )
