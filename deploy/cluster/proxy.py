"""nginx in front of several assistants, set up from deploy/nginx.conf.template."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from string import Template

from assistant import launch
from assistant.action_server import end

TEMPLATE = Path(__file__).resolve().parents[1] / "nginx.conf.template"
ADMINISTRATORS = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")  # not on everybody's PATH
PATHS = r"chat/|widget\.js$|demo/|$"  # the demonstration page, too
SECONDS_TO_FINISH = 10.0  # requests that have begun


class ProxyError(Exception):
    """nginx can't be had; the message says why and what to do."""


def program() -> str:
    """Where nginx is. Raises ProxyError."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *ADMINISTRATORS])
    found = shutil.which("nginx", path=path)
    if found is None:
        raise ProxyError(
            "nginx is not installed. On Debian and Ubuntu: sudo apt install nginx-light "
            "(sudo systemctl disable --now nginx ends the one that Debian then starts by itself). "
            "On macOS: brew install nginx. Then try again."
        )
    return found


def configuration(listen: str, servers: Sequence[str], folder: Path, paths: str = PATHS) -> str:
    """The template filled in; `servers` are host:port."""
    values = {
        "B2M_LISTEN": listen,
        "B2M_SERVERS": " ".join(f"server {server} max_fails=0;" for server in servers),
        "B2M_PATHS": paths,
        "B2M_FOLDER": str(folder),
    }
    return Template(TEMPLATE.read_text(encoding="utf-8")).safe_substitute(values)


class Proxy:
    """An nginx on loopback, whose files are all in `folder`."""

    def __init__(self, folder: Path, port: int, servers: Sequence[str]) -> None:
        """Start it, and return when it answers. Raises ProxyError, LaunchError."""
        folder.mkdir(parents=True, exist_ok=True)
        self.url = f"http://{launch.LOOPBACK}:{port}"
        configured = folder / "nginx.conf"
        text = configuration(f"{launch.LOOPBACK}:{port}", servers, folder)
        configured.write_text(text, encoding="utf-8")
        log = folder / "nginx.log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [program(), "-p", str(folder), "-c", str(configured), "-g", "daemon off;"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for whoever started this
            )
        try:
            launch.wait_until_answers(f"{self.url}/chat/texts.json", self._process)
        except launch.LaunchError:
            end(self._process)
            raise ProxyError(f"nginx did not start:\n{log.read_text(errors='replace')}") from None

    def stop(self) -> None:
        """End it when the requests that have begun are answered."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            try:
                self._process.wait(SECONDS_TO_FINISH)
            except subprocess.TimeoutExpired:
                end(self._process)
