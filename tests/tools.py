"""Programs that some tests need besides Python: continuous integration must have them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

WIDGET = Path(__file__).resolve().parent.parent / "widget"


def program(*names: str, folders: Iterable[str] = ()) -> str:
    """The first of `names` that is installed, on PATH or in one of `folders`.

    Without any, CI fails and others skip the test.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), *folders])
    for name in names:
        found = shutil.which(name, path=path)
        if found:
            return found
    missing = f"This test needs {' or '.join(names)}, which is not installed."
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def npm(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run npm in the widget's folder."""
    command = [program("npm"), *arguments]
    return subprocess.run(command, cwd=WIDGET, capture_output=True, text=True, timeout=300)


def install_packages() -> Path:
    """The folder with the packages that the widget's lock file names, installed if need be."""
    folder, lock = WIDGET / "node_modules", WIDGET / "package-lock.json"
    installed = folder / ".installed-lock.json"
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        done = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        assert done.returncode == 0, done.stderr
        installed.write_bytes(lock.read_bytes())
    return folder
