"""SMS and WhatsApp through Twilio, in place of Rasa's channel of the same name.

Rasa's answers forged requests, and STOP; it blocks the server while it sends, answers a repeated
delivery twice, loses what is in hand when it is killed, and names conversations by phone number.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag

from rasa.core.channels.channel import InputChannel
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse

from assistant.channels.guard import Handler
from assistant.channels.inbox import Event, Inbox
from assistant.channels.plain_text import apology, split
from assistant.channels.recall import ask_once, is_first
from assistant.channels.turns import Refused, TryLater, Turns
from assistant.channels.twilio_message import LARGEST_BODY, Form, TextMessage, is_genuine
from assistant.database import Unavailable
from b2m.content import load_content

logger = logging.getLogger(__name__)
# Twilio's client logs phone numbers and texts as information.
_client_logger = logging.getLogger(f"{__name__}.client")
_client_logger.setLevel(logging.CRITICAL)

NAME = "twilio"
# Twilio takes 1 600 characters; characters outside of Unicode's first plane count twice.
LONGEST_TEXT = 1500
SECONDS_FOR_TWILIO = 10.0
SECONDS_OF_CLOCK_DIFFERENCE = 5.0
MESSAGES_LOOKED_AT = 50

# One character outside of SMS's own alphabet makes every character of a message cost twice.
_FOR_SMS = str.maketrans({"█": "=", "…": "..."})


@dataclass(frozen=True)
class Settings:
    """The clinic's account at Twilio, and the public address that Twilio was told to call."""

    account_sid: str
    auth_token: str
    url: str
    api: str | None = None  # another address of the API, for trying the channel without Twilio

    @classmethod
    def from_environment(cls) -> Settings | None:
        """From B2M_TWILIO_*; None where nothing is set. Raises InvalidConfigException."""
        names = ("ACCOUNT_SID", "AUTH_TOKEN", "URL")
        given = {name: os.environ.get(f"B2M_TWILIO_{name}", "").strip() for name in names}
        if not any(given.values()):
            return None
        missing = [f"B2M_TWILIO_{name}" for name, value in given.items() if not value]
        if missing:
            raise InvalidConfigException(f"SMS and WhatsApp also need {' and '.join(missing)}.")
        if not given["URL"].startswith(("https://", "http://127.0.0.1")):
            raise InvalidConfigException(
                "B2M_TWILIO_URL must be the https:// address that Twilio calls, exactly as it "
                "stands in Twilio's console."
            )
        return cls(
            given["ACCOUNT_SID"],
            given["AUTH_TOKEN"],
            urldefrag(given["URL"]).url,  # what follows # is for Twilio alone, and not signed
            os.environ.get("B2M_TWILIO_API"),
        )


class TwilioTextInput(InputChannel):
    """POST /webhooks/twilio/webhook, where B2M_TWILIO_* is set; no route where it isn't."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """Part of the route, and the channel's name in `content/channels.yml`."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TwilioTextInput:
        """From the environment, which keeps the secret out of files."""
        return cls(Settings.from_environment())

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The channel's route, and what it does when the server starts and stops."""
        routes = Blueprint("twilio_texts")
        if self._settings is not None:
            _Texts(self._settings, on_new_message).add_to(routes)
        return routes


class _Texts:
    """Takes messages in, and sends what the assistant says to them."""

    def __init__(self, settings: Settings, handle: Handler) -> None:
        self._settings, self._handle = settings, handle
        self._client = Client(
            settings.account_sid,
            settings.auth_token,
            http_client=TwilioHttpClient(timeout=SECONDS_FOR_TWILIO, logger=_client_logger),
        )
        if settings.api:
            self._client.api.base_url = settings.api

    def add_to(self, routes: Blueprint) -> None:
        @routes.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:  # Sanic marks it: no method will do
            return await self.receive(request)

        routes.listener("before_server_start")(self.open)
        routes.listener("after_server_start")(self.resume)
        routes.listener("before_server_stop")(self.close)

    async def open(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        inbox = Inbox.of(NAME)
        self._left_open = {event.id for event in inbox.open_events()}
        self._turns = Turns(inbox, self.reply, self.send, [apology()])

    async def resume(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self._store = app.ctx.agent.tracker_store
        self._turns.resume()

    async def close(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await self._turns.stop()

    async def receive(self, request: Request) -> HTTPResponse:
        """204 as soon as the message can't be lost; the answer goes out through Twilio's API."""
        if len(request.body) > LARGEST_BODY:
            return response.text("The message is too long.", status=413)
        try:
            form = Form.parse(request.body)
        except ValueError:
            return response.text("The form has too many fields.", status=400)
        signature = request.headers.get("X-Twilio-Signature", "")
        if not is_genuine(form, self._settings.url, signature, self._settings.auth_token):
            logger.warning("A request to the Twilio channel was not signed for B2M_TWILIO_URL.")
            return response.text("The signature is wrong.", status=403)
        message = TextMessage.of(form)
        if message is None:
            return response.text("MessageSid, From or To is missing.", status=400)
        if not message.gets_no_answer:
            conversation = message.conversation(self._settings.auth_token)
            try:
                await self._turns.accept([Event(message.id, conversation, message.payload())])
            except sqlite3.Error as error:
                logger.error("A message could not be kept (%s).", type(error).__name__)
                return _immediate(apology())
        return response.empty(status=204)

    async def reply(self, event: Event) -> list[str]:
        """The texts to send: what can't be read is said first, then what was typed is answered."""
        content, texts = load_content().on(NAME), []
        is_first = await self._is_first(event)
        if event.payload["has_media"]:
            texts.append(content.phrases.words_only)
        if event.payload["text"] or not texts:
            texts += [message["text"] for message in await self._ask(event)]
        if is_first:  # behind the answer, which may be whom to call
            texts.append(content.fill(content.phrases.first_contact))
        # One message where it fits: several may arrive in another order.
        text = "\n\n".join(texts)
        if not event.payload["to"].startswith("whatsapp:"):
            text = text.translate(_FOR_SMS)
        return split(text, LONGEST_TEXT)

    async def _is_first(self, event: Event) -> bool:
        try:
            return await is_first(self._store, event.conversation, event.id)
        except Unavailable:
            return False

    async def _ask(self, event: Event) -> list[dict[str, Any]]:
        text, conversation = event.payload["text"], event.conversation
        return await ask_once(
            self._handle, self._store, self._left_open, text, conversation, NAME, event.id
        )

    async def send(self, event: Event, number: int, part: str, in_doubt: float | None) -> None:
        """Hand one text to Twilio. Raises TryLater or Refused."""
        await asyncio.to_thread(self._deliver, event.payload, part, in_doubt)

    def _deliver(self, payload: dict[str, Any], text: str, in_doubt: float | None) -> None:
        numbers = {"to": payload["to"], "from_": payload["from"]}
        try:
            if in_doubt is None or not self._has_arrived(numbers, text, in_doubt):
                self._client.messages.create(**numbers, body=text)
        except TwilioRestException as error:
            reason = f"Twilio said {error.status}, error {error.code}."
            may_pass = error.status in (401, 408, 429) or error.status >= 500
            raise (TryLater if may_pass else Refused)(reason) from None
        except OSError as error:  # what `requests` raises is one
            raise TryLater(f"Twilio can't be reached ({type(error).__name__}).") from None

    def _has_arrived(self, numbers: dict[str, str], text: str, since: float) -> bool:
        """Whether Twilio has had this text from us since an earlier try.

        Its API has no key that makes a repeated request harmless. A trial account puts words before
        the text.
        """
        earliest = since - SECONDS_OF_CLOCK_DIFFERENCE
        return any(
            (sent.body or "").endswith(text) and sent.date_created.timestamp() >= earliest
            for sent in self._client.messages.list(**numbers, limit=MESSAGES_LOOKED_AT)
        )


def _immediate(text: str) -> HTTPResponse:
    """An answer that needs neither the inbox nor the API."""
    answer = MessagingResponse()
    answer.message(text)
    return response.text(str(answer), content_type="text/xml")
