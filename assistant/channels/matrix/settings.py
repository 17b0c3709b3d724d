"""What a clinic sets for Matrix: where the homeserver is, the registration file, who takes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from rasa.shared.exceptions import RasaException

HOMESERVER, REGISTRATION, STAFF = (
    "B2M_MATRIX_HOMESERVER",
    "B2M_MATRIX_REGISTRATION",
    "B2M_MATRIX_STAFF",
)
_FIELDS = ("id", "as_token", "hs_token", "sender_localpart")


class MatrixSettingsError(RasaException):  # Rasa prints one without a traceback
    """Something that was set for Matrix can't be; the message says what and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """The homeserver's address, the registration that it shares, and the staff."""

    homeserver: str  # https://matrix.example.org, without a slash at the end
    id: str
    as_token: str = field(repr=False)
    hs_token: str = field(repr=False)
    localpart: str  # of the assistant's own account: "b2m" is @b2m:example.org
    staff: str | None = None  # an account (@…), a room (!…) or a room's alias (#…)


def load(environment: Mapping[str, str]) -> Settings | None:
    """The settings; None where nothing of Matrix is set. Raises MatrixSettingsError."""
    homeserver = environment.get(HOMESERVER, "").rstrip("/")
    registration = environment.get(REGISTRATION, "")
    staff = environment.get(STAFF, "") or None
    if not homeserver and not registration:
        return None
    if not homeserver or not registration:
        missing = REGISTRATION if homeserver else HOMESERVER
        raise MatrixSettingsError(f"For Matrix, set {missing} too.")
    if not homeserver.startswith(("https://", "http://")):
        raise MatrixSettingsError(f"{HOMESERVER} must start with https:// or http://.")
    if staff and not (staff[0] in "@!#" and (":" in staff or staff[0] == "!")):
        raise MatrixSettingsError(
            f"{STAFF} must be an account (@nurse:example.org) or a room (!… or #…)."
        )
    fields = _registration(Path(registration))
    return Settings(
        homeserver=homeserver,
        id=fields["id"],
        as_token=fields["as_token"],
        hs_token=fields["hs_token"],
        localpart=fields["sender_localpart"],
        staff=staff,
    )


def _registration(path: Path) -> dict[str, str]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not a text file"
        raise MatrixSettingsError(f"{REGISTRATION}: {path} can't be read: {reason}.") from None
    except yaml.YAMLError:
        # The parser's own message would quote the file, and with it a token.
        raise MatrixSettingsError(f"{REGISTRATION}: {path} is not valid YAML.") from None
    if not isinstance(data, dict):
        raise MatrixSettingsError(f"{REGISTRATION}: {path} is not a registration file.")
    wrong = [name for name in _FIELDS if not (isinstance(data.get(name), str) and data[name])]
    if wrong:
        raise MatrixSettingsError(f"{REGISTRATION}: {path} lacks {', '.join(wrong)}.")
    return data
