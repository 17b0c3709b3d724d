"""Handing a patient over to a person: what is offered, and what an answer to it means. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.channels.matrix.texts import Texts
from assistant.conversation import Conversation
from b2m.content import plain

Answer = Literal[
    "account",  # invite the staff's account into the chat
    "room",  # tell the staff's room, which may read the chat
    "room_unread",  # tell the staff's room, which may not
    "none",
    "unclear",  # a yes that could mean either
]


@dataclass(frozen=True)
class Offer:
    """The question whether to bring in a person, and its choices."""

    text: str
    choices: tuple[str, ...]


def offer(texts: Texts, staff: str) -> Offer:
    """What is offered where `staff` is an account (@…) or a room."""
    choices: tuple[str, ...]
    if staff.startswith("@"):
        question, choices = texts.offer_account, (texts.choose_account, texts.choose_none)
    else:
        question = texts.offer_room
        choices = (texts.choose_room, texts.choose_room_unread, texts.choose_none)
    numbered = "\n".join(f"{number}. {choice}" for number, choice in enumerate(choices, 1))
    return Offer(f"{question.strip()}\n\n{texts.choices_heading}\n{numbered}", choices)


def answer(text: str, choices: tuple[str, ...], texts: Texts) -> Answer | None:
    """What `text` says to an offer with these choices; None where it is about something else."""
    if not choices:
        return None
    meanings: dict[str, Answer] = {
        texts.choose_account: "account",
        texts.choose_room: "room",
        texts.choose_room_unread: "room_unread",
        texts.choose_none: "none",
    }
    chosen = Conversation(choices).chosen(text)
    if chosen is not None:
        return meanings.get(chosen)
    word = plain(text.replace(",", ""))
    if word in texts.no_words:
        return "none"
    if word in texts.yes_words:
        return "account" if texts.choose_account in choices else "unclear"
    return None


def asks_back(text: str, texts: Texts) -> bool:
    """Whether a message asks the assistant to speak again."""
    return plain(text.replace(",", "")) in texts.back_words
