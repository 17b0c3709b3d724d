"""The texts of `content/web.yml`: the web interface's refusals, and its demonstration page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from b2m.content import FOLDER, Strict, load_content, parse, read_yaml


class Errors(Strict):
    """One text for each reason to refuse; the field's name is the code that programs see."""

    malformed: str
    not_offered: str
    no_session: str
    not_allowed: str
    not_found: str
    too_long: str
    too_many: str
    unavailable: str


class Demonstration(Strict):
    """What stands on the demonstration page for details that a clinic has not filled in."""

    clinic: str
    phone: str
    hours: str


class WebTexts(Strict):
    """All of `content/web.yml`."""

    errors: Errors
    demonstration: Demonstration


@lru_cache(maxsize=4)
def load_web_texts(folder: Path = FOLDER) -> WebTexts:
    """The texts, the clinic's details filled in. Raises ContentError."""
    texts = parse(WebTexts, read_yaml(folder / "web.yml"), "web.yml")
    fill = load_content(folder).fill
    errors = Errors(**{code: fill(text) for code, text in texts.errors})
    return WebTexts(errors=errors, demonstration=texts.demonstration)
