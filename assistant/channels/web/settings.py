"""What an installation decides about the web channel: B2M_* environment variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network

# Nobody types a message every two seconds for a minute; a script does.
MESSAGES_PER_MINUTE = 30
# A whole clinic may share one address, so these leave room for about ten people at once.
SESSIONS_PER_MINUTE = 30
REQUESTS_PER_MINUTE = 300

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?")


class SettingError(Exception):
    """A setting can't be used; the message names it and says what it must be."""


@dataclass(frozen=True)
class WebSettings:
    """The web channel's settings; limits count per minute."""

    origins: tuple[str, ...] = ()  # whose pages may embed the widget or call the interface
    proxies: tuple[Network, ...] = ()  # whose word on a client's address is taken
    messages: int = MESSAGES_PER_MINUTE  # of one conversation
    sessions: int = SESSIONS_PER_MINUTE  # begun from one address
    requests: int = REQUESTS_PER_MINUTE  # of any kind, from one address


def read_settings(environment: Mapping[str, str]) -> WebSettings:
    """The settings in `environment`. Raises SettingError."""
    return WebSettings(
        origins=tuple(_origin(item) for item in _items(environment, "B2M_ALLOWED_ORIGINS")),
        proxies=tuple(_network(item) for item in _items(environment, "B2M_TRUSTED_PROXIES")),
        messages=_count(environment, "B2M_MESSAGES_PER_MINUTE", MESSAGES_PER_MINUTE),
        sessions=_count(environment, "B2M_SESSIONS_PER_MINUTE", SESSIONS_PER_MINUTE),
        requests=_count(environment, "B2M_REQUESTS_PER_MINUTE", REQUESTS_PER_MINUTE),
    )


def _items(environment: Mapping[str, str], name: str) -> list[str]:
    return environment.get(name, "").replace(",", " ").split()


def _origin(text: str) -> str:
    origin = text.lower().rstrip("/")
    if not _ORIGIN.fullmatch(origin):
        raise SettingError(
            "B2M_ALLOWED_ORIGINS must list origins such as https://clinic.example, "
            f"with commas between them; {text!r} is none."
        )
    return origin


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError:
        raise SettingError(
            "B2M_TRUSTED_PROXIES must list addresses or networks such as 10.0.0.0/8, "
            f"with commas between them; {text!r} is none."
        ) from None


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or int(text) == 0:
        raise SettingError(f"{name} must be a whole number of at least 1, not {text!r}.")
    return int(text)
