"""What must be right before the assistant starts. Each check says what is wrong and what to do."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from assistant.data_folder import data_folder

DATABASES = ("postgresql://", "postgres://", "sqlite:///")
BYTES_FOR_TRAINING = 500_000_000  # a model, and what Rasa unpacks and caches meanwhile
BYTES_FOR_CONVERSATIONS = 1_000_000


class CheckError(Exception):
    """The assistant can't start; the message says why and what to do."""


def check_settings(environment: Mapping[str, str]) -> None:
    """Raise CheckError where a B2M_* variable about conversations can't be used."""
    hours = environment.get("B2M_RETENTION_HOURS", "24")
    try:
        usable = 0 < float(hours) < float("inf")
    except ValueError:
        usable = False
    if not usable:
        raise CheckError(f"B2M_RETENTION_HOURS must be a number above 0, not {hours!r}.")
    url = environment.get("B2M_DATABASE_URL")
    if url and not url.startswith(DATABASES):  # not shown: it may hold a password
        raise CheckError(
            "B2M_DATABASE_URL must begin with postgresql://, as in "
            "postgresql://name:password@host/database. Without it a file is used."
        )


def check_data_folder() -> None:
    """Raise CheckError where conversations can't be kept."""
    wanted = os.environ.get("B2M_DATA_DIR") or "run/data"
    try:
        folder = data_folder()
        trial = folder / f"trial-{os.getpid()}"
        try:
            with trial.open("wb") as file:
                file.write(bytes(BYTES_FOR_CONVERSATIONS))
                os.fsync(file.fileno())
        finally:
            trial.unlink(missing_ok=True)
    except OSError as error:
        raise CheckError(
            f"Conversations can't be kept in {wanted} ({error.strerror}). Make room or allow "
            "writing there, or name another folder: B2M_DATA_DIR=/path/to/folder"
        ) from None
    check_database_file(folder / "conversations.sqlite")


def check_database_file(path: Path) -> None:
    """Raise CheckError where the file is there and is no database."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise CheckError(
            f"{path} is damaged ({error}). Move it away and start again: conversations then begin "
            "anew, everything else goes on."
        ) from None


def check_room_for_training(folder: Path) -> None:
    """Raise CheckError where the disk is too full to train a model."""
    free = shutil.disk_usage(folder).free
    if free < BYTES_FOR_TRAINING:
        raise CheckError(
            f"Only {free // 1_000_000} MB are free for a new model in {folder}; "
            f"training needs {BYTES_FOR_TRAINING // 1_000_000} MB. Make room, then start again."
        )


def check_model(path: Path) -> None:
    """Raise CheckError where the model's file is damaged."""
    try:
        with gzip.open(path) as file:
            is_whole = bool(file.read(1))
            while file.read(1 << 20):
                pass
    except (OSError, EOFError, zlib.error):
        is_whole = False
    if not is_whole:
        raise CheckError(
            f"The model {path} is damaged. Delete it: the next start trains a new one."
        )
