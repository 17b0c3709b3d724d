"""A trained quickstart project in run/, kept for later measurements.

DIET, at the 100 epochs of the quickstart configuration, takes hours on all examples with two cores;
fewer epochs or examples give a model of about the same size and speed that understands less.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.quickstart import project

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "bench" / "quickstart"
PYTHON = FOLDER / ".venv" / "bin" / "python"
NOTE = "cpu-seconds-of-training"


@dataclass(frozen=True)
class Trained:
    """A project folder, its model, and the processor time in seconds that training took."""

    folder: Path
    model: Path
    cpu_seconds: float


def trained(actions_url: str, epochs: int, every: int = 1) -> Trained:
    """The project as `project.write` makes it, trained now if it isn't yet."""
    subprocess.run(["sh", "scripts/environment.sh", FOLDER], cwd=PROJECT, check=True)
    folder = PROJECT / "run" / f"quickstart-{_fingerprint(epochs, every)}"
    note = folder / NOTE
    if not note.exists():
        print(f"Training Rasa's quickstart, {epochs} epochs (this takes long) ...", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        project.write(folder, actions_url, epochs, every)
        note.write_text(f"{train([str(PYTHON), '-m', 'rasa', 'train'], folder):.1f}")
    project.write(folder, actions_url, epochs, every)  # another port for its action
    return Trained(folder, next((folder / "models").glob("*.tar.gz")), float(note.read_text()))


def train(command: Sequence[str], folder: Path) -> float:
    """Processor time in seconds that a training takes: other work on the machine adds nothing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(folder)}
    subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _fingerprint(epochs: int, every: int) -> str:
    """Changes with whatever the quickstart learns from."""
    digest = hashlib.sha256(f"{epochs} {every}".encode())
    for path in [*sorted((PROJECT / "data" / "nlu").glob("*.yml")), FOLDER / "config.yml"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
