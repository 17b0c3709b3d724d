"""The processes that a test has started."""

from __future__ import annotations

import subprocess


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
