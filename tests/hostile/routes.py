"""Every route that a serving assistant has, asked of the servers themselves: none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import lru_cache

import pytest
from rasa.core.run import configure_app, create_http_input_channels
from rasa_sdk.endpoint import create_app

from assistant.channels.web.pages import load_pages
from assistant.channels.web.settings import WebSettings
from b2m.content import load_content
from tests.conftest import PROJECT

ASSISTANT, ACTIONS = "assistant", "actions"


@dataclass(frozen=True)
class Route:
    """What answers a method at a path of one of the two servers."""

    server: str
    method: str
    path: str


@lru_cache(maxsize=1)  # Sanic takes each name of a server once in a process
def _apps(settings: tuple[tuple[str, str], ...]):
    with pytest.MonkeyPatch.context() as environment:
        for name, value in settings:
            environment.setenv(name, value)
        channels = create_http_input_channels(None, str(PROJECT / "credentials.yml"))
        return configure_app(channels, enable_api=False), create_app("actions")


def all_routes(settings: Mapping[str, str]) -> list[Route]:
    """The routes with these settings, and the files that a browser gets."""
    assistant, actions = _apps(tuple(settings.items()))
    found = [
        Route(server, method, "/" + re.sub("<.*?>", "x", route.path))
        for server, app in ((ASSISTANT, assistant), (ACTIONS, actions))
        for route in app.router.routes
        for method in sorted(route.methods)
    ]
    found.sort(key=astuple)  # a seed makes the same requests again
    pages = sorted(load_pages(WebSettings(), load_content()))
    return [*found, *(Route(ASSISTANT, "GET", page) for page in pages)]
