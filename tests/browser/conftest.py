"""A real Chromium, the real assistant, and a clinic's website of another origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.clinic import Clinic
from tests.browser.visitor import Visitor
from tests.conftest import Assistant, start, stop
from tests.tools import install_packages, program

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
# All tests come from one address, faster than people do.
MANY = {"B2M_SESSIONS_PER_MINUTE": "9999", "B2M_REQUESTS_PER_MINUTE": "9999"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or another that is installed."""
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def clinic() -> Iterator[Clinic]:
    """The clinic's website."""
    website = Clinic()
    yield website
    website.stop()


@pytest.fixture(scope="session")
def embedded(trained: Path, clinic: Clinic, tmp_path_factory: Any) -> Iterator[Assistant]:
    """The assistant that the clinic's website embeds."""
    log = tmp_path_factory.mktemp("embedded") / "output.log"
    served = start(log, B2M_ALLOWED_ORIGINS=f"{clinic.origin},{clinic.other_site}", **MANY)
    clinic.assistant = served.url
    yield served
    stop(served)


@pytest.fixture
def come(browser: Browser, embedded: Assistant, clinic: Clinic) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; none of them may have met a broken policy or a script's failure."""
    visitors: list[Visitor] = []

    def visitor(path: str = "/", origin: str | None = None, **settings: Any) -> Visitor:
        address = (origin or clinic.origin) + path
        visitors.append(Visitor(browser, address, **{"viewport": WIDE, **settings}))
        return visitors[-1]

    yield visitor
    blocked = [text for somebody in visitors for text in somebody.blocked]
    failures = [text for somebody in visitors for text in somebody.failures]
    for somebody in visitors:
        somebody.context.close()
    assert blocked == []
    assert failures == []


@pytest.fixture
def visitor(come: Callable[..., Visitor]) -> Visitor:
    """Somebody who has opened the widget on a wide screen."""
    somebody = come()
    somebody.open()
    return somebody


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (install_packages() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
