"""The files that a browser gets."""

import gzip
import re

import pytest
from sanic.request import Request

from assistant.channels.web.pages import load_pages
from assistant.channels.web.settings import WebSettings
from b2m.content import load_content
from tests.assistant.channels.web.visitor import Visitor

BUILT = {
    "loader.js": "'loader'",
    "chat.html": "<title>Chat</title>",
    "chat.js": "'chat'",
    "chat.css": "body {}",
}


@pytest.fixture
def project(tmp_path):
    """A project with a widget that was built."""
    folder = tmp_path / "widget" / "dist"
    folder.mkdir(parents=True)
    for name, text in BUILT.items():
        (folder / name).write_text(text)
    demo = tmp_path / "widget" / "demo"
    demo.mkdir()
    (demo / "index.html").write_text("<p>{clinic}, {phone}, {hours}, {emergency_number}</p>")
    return tmp_path


def asked(**headers):
    return Request(b"/", headers, "1.1", "GET", None, None)


def test_where_the_built_files_are_found(project):
    pages = load_pages(WebSettings(), load_content(), project)
    built = {"/widget.js", "/chat/", "/chat/chat.js", "/chat/chat.css"}
    assert set(pages) == {"/", "/chat/texts.json"} | built
    kinds = {path: page.content_type for path, page in pages.items()}
    assert kinds["/chat/"] == "text/html; charset=utf-8"
    assert kinds["/chat/chat.css"] == "text/css; charset=utf-8"
    assert "javascript" in kinds["/widget.js"]


def test_the_clinics_pages_alone_may_frame_the_chat(project):
    settings = WebSettings(origins=("https://clinic.example",))
    pages = load_pages(settings, load_content(), project)
    for path, framed_by in (("/chat/", "'self' https://clinic.example"), ("/", "'self'")):
        policy = pages[path].headers["Content-Security-Policy"]
        assert policy.endswith(f"frame-ancestors {framed_by}")


def test_a_widget_that_was_not_built_leaves_the_rest(tmp_path):
    assert set(load_pages(WebSettings(), load_content(), tmp_path)) == {"/chat/texts.json"}


def test_the_clinics_details_are_text_and_nothing_else(project):
    content = load_content()
    clinic = content.clinic.copy(update={"name": "<b>A & B</b>", "phone": "555-0100"})
    pages = load_pages(WebSettings(), content.copy(update={"clinic": clinic}), project)
    page = pages["/"].body.decode()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;, 555-0100" in page
    assert "{" not in page


def test_a_file_is_sent_small_and_only_when_it_changed(project):
    page = load_pages(WebSettings(), load_content(), project)["/chat/chat.js"]
    small = page.response(asked(**{"accept-encoding": "gzip, br"}))
    assert gzip.decompress(small.body) == page.body
    assert small.headers["Content-Encoding"] == "gzip"
    plain = page.response(asked())
    assert plain.body == page.body
    assert "Content-Encoding" not in plain.headers
    known = page.response(asked(**{"if-none-match": plain.headers["ETag"]}))
    assert (known.status, known.body) == (304, b"")


def test_the_demonstration_page(assistant):
    visitor = Visitor(assistant.url)
    page = visitor.send("GET", "/")
    text = page.body.decode()
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert text.count("<script") == 1
    assert '<script src="/widget.js" defer></script>' in text
    assert not re.search(r"\sstyle=|<style|\son\w+=|\{\w+\}", text)
    assert "trusted-types" in page.headers["Content-Security-Policy"]
    files = re.findall(r'(?:href|src)="(/demo/[^"]+)"', text)
    assert len(set(files)) == 3
    for file in files:
        answer = visitor.send("GET", file)
        assert answer.status == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor.send("HEAD", "/").body == b""


@pytest.mark.parametrize("path", ["/demo/", "/demo/../../content/clinic.yml", "/demo/%2e%2e/x"])
def test_other_files_stay_where_they_are(path, assistant):
    assert Visitor(assistant.url).send("GET", path).status == 404
