"""Writes the file that introduces the assistant to a homeserver, with fresh tokens.

    python -m assistant.channels.matrix.registration b2m-registration.yaml http://127.0.0.1:5005

The second argument is where the homeserver reaches the assistant. Name the file in the homeserver's
`app_service_config_files` and in B2M_MATRIX_REGISTRATION. It is a secret: only its owner reads it.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parents[3] / "deploy" / "matrix" / "registration.yaml"
MOUNT = "/webhooks/matrix"


def registration(assistant: str) -> str:
    """The file's text, for an assistant that answers at `assistant` (a URL)."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for field, value in (
        ("ASSISTANT_URL", assistant.rstrip("/") + MOUNT),
        ("AS_TOKEN", secrets.token_urlsafe(48)),
        ("HS_TOKEN", secrets.token_urlsafe(48)),
    ):
        text = text.replace(f"<{field}>", value)
    return text


def write(path: Path, assistant: str) -> None:
    """Write the file for its owner alone. Raises FileExistsError: tokens in use must not change."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(registration(assistant))


def main(arguments: list[str]) -> str | None:
    """Write what the command line asks for; what went wrong, if anything."""
    if len(arguments) != 2 or not arguments[1].startswith(("http://", "https://")):
        return "Usage: python -m assistant.channels.matrix.registration FILE URL-OF-THE-ASSISTANT"
    try:
        write(Path(arguments[0]), arguments[1])
    except FileExistsError:
        return f"{arguments[0]} is there already. Move it away if you want fresh tokens."
    except OSError as error:
        return f"{arguments[0]} can't be written: {error.strerror}."
    print(f"{arguments[0]} is written.")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
