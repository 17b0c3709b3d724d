"""Where the assistant keeps what must survive a restart: B2M_DATA_DIR, or `run/data` here."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT = Path(__file__).resolve().parent.parent / "run" / "data"


def data_folder() -> Path:
    """The folder, made if need be; its owner alone can look into one that is made here."""
    folder = Path(os.environ.get("B2M_DATA_DIR") or DEFAULT).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
