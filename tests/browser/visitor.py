"""Somebody in a browser: what they do with the widget, and what they see."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FrameLocator, Locator, Page

SCREENSHOTS = Path(__file__).resolve().parents[2] / "results" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MILLISECONDS = 45_000  # patience on a busy machine; nothing waits for it without need
BLOCKED_BY_POLICY = re.compile(
    r"Content Security Policy|Trusted ?(?:Type|HTML|Script)", re.IGNORECASE
)


class Visitor:
    """A page of the clinic in a browser of its own, and the widget on it."""

    def __init__(self, browser: Browser, address: str, **settings: Any) -> None:
        self.context: BrowserContext = browser.new_context(**settings)
        self.context.set_default_timeout(MILLISECONDS)
        self.page: Page = self.context.new_page()
        self.blocked: list[str] = []  # by a Content-Security-Policy
        self.failures: list[str] = []  # uncaught errors of scripts
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.address = address

    def _listen(self, message: ConsoleMessage) -> None:
        if BLOCKED_BY_POLICY.search(message.text):
            self.blocked.append(message.text)

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Ask about the B2M test")

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("b2m-assistant iframe")

    @property
    def input(self) -> Locator:
        return self.frame.get_by_label("Your question")

    @property
    def alert(self) -> Locator:
        return self.frame.locator(".composer [role=alert]")

    @property
    def replies(self) -> Locator:
        return self.frame.locator("li.assistant")

    @property
    def announced(self) -> Locator:
        return self.frame.locator("[role=log] p")

    def button(self, name: str) -> Locator:
        return self.frame.get_by_role("button", name=name, exact=True)

    def visit(self) -> None:
        self.page.goto(self.address)

    def open(self) -> None:
        """Open the widget and wait for the welcome."""
        self.visit()
        self.launcher.click()
        self.replies.get_by_text("Hello. I am a computer program").wait_for()

    def ask(self, text: str) -> str:
        """Type a message, send it, and wait for the reply; its text."""
        self.input.fill(text)
        return self._after(self.button("Send").click)

    def press(self, name: str) -> str:
        """Choose a quick reply; the reply's text."""
        choice = self.frame.locator(".choices").get_by_text(name, exact=True)
        return self._after(choice.click)

    def _after(self, act: Callable[[], None]) -> str:
        before = self.replies.count()
        act()
        self.replies.nth(before).wait_for()
        return "\n".join(self.replies.all_inner_texts()[before:])

    def picture(self, name: str) -> None:
        """Keep a screenshot."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def inside(self, script: str, argument: Any = None) -> Any:
        """The value of `script` in the widget's own page."""
        return self.frame.locator(":root").evaluate(
            f"(_, argument) => ({script})(argument)", argument
        )
