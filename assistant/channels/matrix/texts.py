"""The words of this channel, from `content/matrix.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import validator

from b2m.content import FOLDER, Strict, load_content, parse, read_yaml


class Texts(Strict):
    """What is said on Matrix besides the answers."""

    display_name: str
    picture_name: str
    encrypted: str
    crowded: str
    edited: str
    wordless: str
    deleted_here: str
    offer_account: str
    offer_room: str
    choose_account: str
    choose_room: str
    choose_room_unread: str
    choose_none: str
    choices_heading: str
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    asked: str
    asked_unread: str
    not_asked: str
    not_reached: str
    waiting: str
    back: str
    back_words: tuple[str, ...]
    staff_post: str
    staff_post_unread: str
    invited: str
    not_invited: str

    @validator("display_name")
    def _says_what_it_is(cls, name: str) -> str:
        if not name.endswith("(Chatbot)"):
            raise ValueError('must end in "(Chatbot)"')
        return name

    @validator("*")
    def _with_the_clinics_details(cls, text: object) -> object:
        return load_content().fill(text) if isinstance(text, str) else text


@lru_cache(maxsize=4)
def load_texts(folder: Path = FOLDER) -> Texts:
    """The words, with the clinic's details in. Raises ContentError, which names the field."""
    return parse(Texts, read_yaml(folder / "matrix.yml"), "matrix.yml")
