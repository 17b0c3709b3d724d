"""A Synapse homeserver on loopback, for trying the assistant and for its tests."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import yaml

from assistant.channels.matrix import registration

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = PROJECT / ".tools" / "synapse" / "bin" / "python"
HERE = Path(__file__).resolve().parent
SECONDS_TO_START, SECONDS_TO_STOP = 120.0, 20.0
REGISTRATION, CONFIGURATION = "b2m-registration.yaml", "homeserver.yaml"


class SynapseError(Exception):
    """The homeserver can't be had; the message says why and what to do."""


def install() -> None:
    """Make Synapse's environment if it isn't there. Raises SynapseError."""
    result = subprocess.run(
        ["sh", str(PROJECT / "scripts" / "synapse.sh")], stdin=subprocess.DEVNULL
    )
    if result.returncode != 0:
        raise SynapseError("Without Synapse there is nothing to talk to; see above.")


class Synapse:
    """A homeserver whose files are all in `folder`: a later start goes on where it stopped."""

    def __init__(self, folder: Path, port: int, assistant: str, **settings: Any) -> None:
        """`assistant` is the URL where the assistant answers; `settings` are Synapse's own."""
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write(assistant, settings)

    @property
    def registration(self) -> Path:
        """The file that introduces the assistant."""
        return self.folder / REGISTRATION

    def _write(self, assistant: str, settings: dict[str, Any]) -> None:
        self._secret = self._kept_secret()
        if self.registration.exists():  # another port than last time
            introduced = yaml.safe_load(self.registration.read_text(encoding="utf-8"))
            introduced["url"] = assistant + registration.MOUNT
            self.registration.write_text(yaml.safe_dump(introduced), encoding="utf-8")
        else:
            registration.write(self.registration, assistant)
        (self.folder / "log.yaml").write_text((HERE / "log.yaml").read_text(encoding="utf-8"))
        text = (HERE / CONFIGURATION).read_text(encoding="utf-8")
        for name, value in (("FOLDER", self.folder), ("PORT", self.port), ("SECRET", self._secret)):
            text = text.replace(f"<{name}>", str(value))
        configuration = {**yaml.safe_load(text), **settings}
        path = self.folder / CONFIGURATION
        path.touch(mode=0o600)
        path.write_text(yaml.safe_dump(configuration), encoding="utf-8")

    def _kept_secret(self) -> str:
        path = self.folder / "secret"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        return path.read_text()

    def start(self) -> None:
        """Start it, and return when it answers. Raises SynapseError."""
        arguments = ["-c", str(self.folder / CONFIGURATION)]
        if not (self.folder / "signing.key").exists():
            self._run(*arguments, "--generate-keys")
        log = self.folder / "homeserver.log"
        log.touch(mode=0o600)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                # follow.py: it never outlives us
                [PYTHON, "-m", "assistant.follow", "synapse.app.homeserver", *arguments],
                **self._surroundings(),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise SynapseError(f"The homeserver did not start; see {log}.")
            time.sleep(0.1)

    def _run(self, *arguments: str) -> None:
        subprocess.run(
            [PYTHON, "-m", "synapse.app.homeserver", *arguments],
            **self._surroundings(),
            check=True,
            capture_output=True,
        )

    def _surroundings(self) -> dict[str, Any]:
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        return {"cwd": self.folder, "env": environment, "stdin": subprocess.DEVNULL, "umask": 0o077}

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=2):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """Stop it as a service manager would."""
        self._end(lambda process: process.terminate())

    def kill(self) -> None:
        """Stop it as a power cut would."""
        self._end(lambda process: process.kill())

    def _end(self, how: Any) -> None:
        if self._process is None:
            return
        how(self._process)
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def account(self, name: str, password: str | None = None) -> str:
        """Make an account that isn't there yet; its access token."""
        nonce = self._post("/_synapse/admin/v1/register", None)["nonce"]
        word = password or secrets.token_urlsafe(16)
        digest = hmac.new(self._secret.encode(), digestmod=hashlib.sha1)
        digest.update(b"\x00".join([nonce.encode(), name.encode(), word.encode(), b"notadmin"]))
        body = {"nonce": nonce, "username": name, "password": word, "mac": digest.hexdigest()}
        return str(self._post("/_synapse/admin/v1/register", body)["access_token"])

    def login(self, name: str, password: str) -> str:
        """The access token of an account that is there."""
        identifier = {"type": "m.id.user", "user": name}
        body = {"type": "m.login.password", "identifier": identifier, "password": password}
        return str(self._post("/_matrix/client/v3/login", body)["access_token"])

    def _post(self, path: str, body: dict[str, Any] | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
