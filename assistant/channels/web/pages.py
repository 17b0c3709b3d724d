"""The files that a browser gets: the widget as it was built, and the demonstration page."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse, raw

from assistant.channels.web.headers import page_policy
from assistant.channels.web.settings import WebSettings
from assistant.nlu.message_reader import LONGEST_MESSAGE
from b2m.content import Content, fill
from b2m.web_texts import load_web_texts
from b2m.widget_texts import for_widget

PROJECT = Path(__file__).resolve().parents[3]
LOADER = "loader.js"
CHAT_PAGE = "chat.html"
DEMO_PAGE = "index.html"


@dataclass(frozen=True)
class Page:
    """A file, ready to be sent."""

    body: bytes
    content_type: str
    headers: dict[str, str]
    compressed: bytes = field(init=False)
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compressed", gzip.compress(self.body, mtime=0))
        object.__setattr__(self, "tag", f'"{hashlib.sha256(self.body).hexdigest()[:32]}"')

    def response(self, request: Request) -> HTTPResponse:
        """The file, or the news that the browser's copy is still good."""
        headers = {**self.headers, "ETag": f"W/{self.tag}", "Vary": "Accept-Encoding"}
        if self.tag in request.headers.get("if-none-match", ""):
            return HTTPResponse(status=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return raw(self.compressed, headers=headers, content_type=self.content_type)
        return raw(self.body, headers=headers, content_type=self.content_type)


def load_pages(settings: WebSettings, content: Content, project: Path = PROJECT) -> dict[str, Page]:
    """Path -> file: /widget.js, /chat/…, the demonstration page at / and its files in /demo/."""
    pages = {}
    for file in sorted((project / "widget" / "dist").glob("*.*")):
        if file.name == LOADER:
            pages["/widget.js"] = _page(file)
        elif file.name == CHAT_PAGE:
            pages["/chat/"] = _page(file, page_policy(settings.origins))
        else:
            pages[f"/chat/{file.name}"] = _page(file)
    pages["/chat/texts.json"] = _texts()
    for file in sorted((project / "widget" / "demo").glob("*.*")):
        if file.name == DEMO_PAGE:
            pages["/"] = _page(file, page_policy(), content)
        else:
            pages[f"/demo/{file.name}"] = _page(file)
    return pages


def _page(file: Path, policy: str | None = None, content: Content | None = None) -> Page:
    body = file.read_bytes()
    if content is not None:
        body = _with_clinic(body.decode(), content).encode()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind == "application/javascript":
        kind = f"{kind}; charset=utf-8"
    headers = {"Cache-Control": "no-cache"}  # kept, but asked about: an update is seen at once
    if policy is not None:
        headers["Content-Security-Policy"] = policy
    return Page(body, kind, headers)


def _texts() -> Page:
    """The words of the widget, taken from `content/` when the server starts."""
    texts = {**for_widget(), "most_characters": LONGEST_MESSAGE}
    body = json.dumps(texts, ensure_ascii=False).encode()
    return Page(body, "application/json", {"Cache-Control": "no-cache"})


def _with_clinic(page: str, content: Content) -> str:
    """The demonstration page with the clinic's details."""
    clinic, otherwise = content.clinic, load_web_texts().demonstration
    details = {
        "clinic": clinic.name or otherwise.clinic,
        "phone": clinic.phone or otherwise.phone,
        "hours": clinic.hours or otherwise.hours,
        "emergency_number": clinic.emergency_number,
    }
    return fill(page, **{name: html.escape(text) for name, text in details.items()})
