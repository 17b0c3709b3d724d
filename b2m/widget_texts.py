"""The texts of `content/widget.yml`: what the web widget says by itself."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import StrictStr

from b2m.content import FOLDER, Strict, load_content, parse, read_yaml


class WidgetTexts(Strict):
    """All of `content/widget.yml`. The names are the widget's own: its compiler checks them."""

    language: StrictStr
    loader: dict[str, StrictStr]  # the button on the clinic's page and its frame; built in
    page: dict[str, StrictStr]  # the page in the frame before its program runs; built in
    chat: dict[str, StrictStr | dict[str, StrictStr]]

    def named(self) -> dict[str, str]:
        """Every text that people read by its name, such as `chat.patterns.stable`."""
        return _flat(self.dict(exclude={"language"}))


def _flat(texts: dict[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, text in texts.items():
        flat |= (
            _flat(text, f"{prefix}{name}.")
            if isinstance(text, dict)
            else {prefix + name: str(text)}
        )
    return flat


@lru_cache(maxsize=4)
def load_widget_texts(folder: Path = FOLDER) -> WidgetTexts:
    """The texts, checked. Raises ContentError, which names the field."""
    return parse(WidgetTexts, read_yaml(folder / "widget.yml"), "widget.yml")


def for_widget(folder: Path = FOLDER) -> dict[str, object]:
    """What the widget asks for when it starts: its texts and the clinic's details."""
    content, texts = load_content(folder), load_widget_texts(folder)
    clinic = content.clinic.dict(exclude={"name"}) | {"care_team": content.care_team}
    return {**texts.chat, "language": texts.language, "clinic": clinic}
