"""A reply as the content of a Matrix message: the plain text, and the same as HTML."""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import Any

_LINK = re.compile(r"https://[^\s<>\"]*[^\s<>\".,;:!?)\]]")
_BULLET, _NUMBER = re.compile(r"-( )(.*)"), re.compile(r"(\d+)\. (.*)")


def text_content(text: str) -> dict[str, Any]:
    """A text message. Its plain body is `text` as it stands."""
    return {
        "msgtype": "m.text",
        "body": text,
        "format": "org.matrix.custom.html",
        "formatted_body": as_html(text),
    }


def picture_content(url: str, alternative: str, name: str, size: int) -> dict[str, Any]:
    """A PNG that was uploaded to `url`; its body says what it shows. `size` in bytes."""
    return {
        "msgtype": "m.image",
        "body": alternative,
        "filename": name,
        "url": url,
        "info": {"mimetype": "image/png", "size": size},
    }


def as_html(text: str) -> str:
    """`text` with its paragraphs, line breaks, lists ("- …", "1. …") and links as HTML."""
    return "".join(_block(block) for block in re.split(r"\n{2,}", text.strip()) if block)


def _block(block: str) -> str:
    return "".join(_lines(tag, list(lines)) for tag, lines in groupby(block.split("\n"), key=_tag))


def _lines(tag: str, lines: list[str]) -> str:
    if tag == "p":
        return f"<p>{'<br>'.join(map(_inline, lines))}</p>"
    found = [item for line in lines if (item := _BULLET.fullmatch(line) or _NUMBER.fullmatch(line))]
    items = "".join(f"<li>{_inline(item[2])}</li>" for item in found)
    start = f' start="{int(found[0][1])}"' if tag == "ol" and int(found[0][1]) != 1 else ""
    return f"<{tag}{start}>{items}</{tag}>"


def _tag(line: str) -> str:
    if _BULLET.fullmatch(line):
        return "ul"
    return "ol" if _NUMBER.fullmatch(line) else "p"


def _inline(text: str) -> str:
    escaped = html.escape(text, quote=False)
    return _LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escaped)
