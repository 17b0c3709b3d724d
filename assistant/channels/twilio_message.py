"""An incoming SMS or WhatsApp message as Twilio posts it: is it genuine, and what does it want?"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from twilio.request_validator import RequestValidator

from b2m.content import plain

LARGEST_BODY = 64 * 1024  # bytes; Twilio's own stay far below
_MOST_FIELDS = 500

# Twilio answers these itself when they are the whole SMS, and delivers nothing after the first row
# until the person opts in again. On WhatsApp it leaves them to us, and HELP is a question like any.
# https://help.twilio.com/articles/223134027
_OPT_OUT = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
_ANSWERED_BY_TWILIO = _OPT_OUT | {"help", "info", "unstop"}
_OPT_OUT_ON_WHATSAPP = {"stop", "stopall", "unsubscribe"}


class Form(dict[str, list[str]]):
    """A posted form with every field that was sent, the empty ones too: Twilio signs them."""

    @classmethod
    def parse(cls, body: bytes) -> Form:
        """The fields of a raw body. Raises ValueError where there are too many."""
        text = body.decode("ascii", "replace")
        return cls(parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))

    def getlist(self, name: str) -> list[str]:
        """All values of a field, as Twilio's validator asks for them."""
        return self[name]

    def one(self, name: str) -> str:
        """A field's first value; empty where it wasn't sent."""
        return self.get(name, [""])[0]


def is_genuine(form: Form, url: str, signature: str, auth_token: str) -> bool:
    """Whether Twilio signed this form for `url`, the address that it was told to call."""
    return bool(RequestValidator(auth_token).validate(url, form, signature))


@dataclass(frozen=True)
class TextMessage:
    """What a person sent. `number` and `clinic_number` as Twilio writes them: "whatsapp:+1…"."""

    id: str
    number: str
    clinic_number: str
    text: str
    has_media: bool
    keyword: bool  # Advanced Opt-Out found one of its keywords, and answered it

    @classmethod
    def of(cls, form: Form) -> TextMessage | None:
        """The message in a form; None where the form isn't one. Unknown fields don't matter."""
        message = cls(
            id=form.one("MessageSid") or form.one("SmsSid"),
            number=form.one("From"),
            clinic_number=form.one("To"),
            text=form.one("Body").strip(),
            has_media=form.one("NumMedia") not in ("", "0") or form.one("Latitude") != "",
            keyword=form.one("OptOutType") != "",
        )
        return message if message.id and message.number and message.clinic_number else None

    @property
    def by_whatsapp(self) -> bool:
        """Whether it came by WhatsApp, else by SMS."""
        return self.number.startswith("whatsapp:")

    @property
    def gets_no_answer(self) -> bool:
        """Whether the person wants silence, or Twilio has answered already."""
        words = _OPT_OUT_ON_WHATSAPP if self.by_whatsapp else _ANSWERED_BY_TWILIO
        return self.keyword or plain(self.text) in words

    def conversation(self, auth_token: str) -> str:
        """The conversation's name: always the same for a number, and not to be traced back to it.

        Keyed with the account's secret, since all phone numbers there are can be tried in minutes.
        """
        digest = hmac.new(auth_token.encode(), self.number.encode(), hashlib.sha256)
        return f"twilio-{digest.hexdigest()[:32]}"

    def payload(self) -> dict[str, Any]:
        """What the inbox keeps until the answer is sent."""
        return {
            "to": self.number,
            "from": self.clinic_number,
            "text": self.text,
            "has_media": self.has_media,
        }
