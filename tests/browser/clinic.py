"""A clinic's website of its own origin, with the assistant on its pages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Riverside Blood Clinic</title><link rel="icon" href="data:,">{style}
</head>
<body><main><h1>Riverside Blood Clinic</h1><p>Welcome.</p></main>
<script src="{assistant}/widget.js" defer></script></body>
</html>"""

# What a page may do to everything on it, by accident or not.
HOSTILE = """<style>
html { font-size: 6px !important; filter: grayscale(1); }
* { all: unset !important; color: yellow !important; background: yellow !important;
    font: 40px cursive !important; letter-spacing: 1em !important; direction: rtl; }
button, iframe, dialog, div, section, b2m-assistant, [role] { display: none !important;
    width: 3px !important; height: 3px !important; position: static !important;
    opacity: 0 !important; visibility: hidden !important; pointer-events: none !important;
    transform: rotate(90deg) !important; z-index: -1 !important; }
</style>"""

# A page that allows no script but the assistant's and no style at all.
STRICT = "default-src 'none'; script-src {assistant}; frame-src {assistant}; img-src data:"


class Clinic:
    """A website on loopback: an origin of its own on the assistant's site, and on another site."""

    def __init__(self) -> None:
        self.assistant = ""  # the address of the assistant, set before the first request
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        """Another origin on the assistant's own site, as two subdomains of a clinic are."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def other_site(self) -> str:
        """The same pages on another site, where browsers may keep nothing for the assistant."""
        return f"http://localhost:{self._server.server_port}"

    def stop(self) -> None:
        """End the website."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> Callable[..., BaseHTTPRequestHandler]:
        clinic = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                style = HOSTILE if self.path == "/hostile" else ""
                body = PAGE.format(style=style, assistant=clinic.assistant).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if self.path == "/strict":
                    policy = STRICT.format(assistant=clinic.assistant)
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        return Handler
