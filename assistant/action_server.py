"""The action server's process, watched: started again when it ends or no longer answers."""

from __future__ import annotations

import subprocess
import threading
import urllib.request
from collections.abc import Callable

SECONDS_BEFORE_RESTART = 0.5
SECONDS_BETWEEN_CHECKS = 5.0
SECONDS_TO_ANSWER = 3.0
SECONDS_TO_STOP = 10.0
MISSES = 3  # checks in a row without an answer, before it is taken for hanging
GRACE = 12  # the same, for one that has not answered yet: it is starting


class ActionServer:
    """Keeps one action server running until it is stopped."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]], health: str) -> None:
        """`start` starts a process; `health` is a URL that it answers when it is well."""
        self._start, self._health = start, health
        self._stopping = threading.Event()
        self._process = start()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """End the process for good."""
        self._stopping.set()
        end(self._process)

    def _keep(self) -> None:
        while True:
            self._watch()
            if self._stopping.wait(SECONDS_BEFORE_RESTART):
                return
            self._process = self._start()

    def _watch(self) -> None:
        """Return when the process has ended, by itself or because it hung."""
        misses, most = 0, GRACE
        while not self._stopping.is_set():
            try:
                self._process.wait(SECONDS_BETWEEN_CHECKS)
                return
            except subprocess.TimeoutExpired:
                pass
            if answers(self._health):
                misses, most = 0, MISSES
            else:
                misses += 1
            if misses >= most:
                self._process.kill()


def answers(url: str) -> bool:
    """Whether a server is well."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS_TO_ANSWER):
            return True
    except OSError:
        return False


def end(process: subprocess.Popen[bytes], seconds: float = SECONDS_TO_STOP) -> None:
    """Stop a process politely, then by force."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
