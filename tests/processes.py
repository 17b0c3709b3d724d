"""The processes that a test has started, and waiting for them."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable


def parents() -> dict[int, int]:
    """Process id -> its parent's id, of every process that lives."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def descendants(pid: int) -> set[int]:
    """Ids of the processes that `pid` started, and that those started."""
    tree = parents()
    found = {child for child, parent in tree.items() if parent == pid}
    return found.union(*(descendants(child) for child in found)) if found else found


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def connections(port: int) -> int:
    """How many requests a server on this machine is busy with."""
    listed = subprocess.run(
        ["ss", "-tnH", "state", "established", f"dport = :{port}"], capture_output=True, text=True
    )
    return len(listed.stdout.splitlines())


def eventually(condition: Callable[[], object], seconds: float = 30) -> bool:
    """Whether `condition` comes true within some seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
