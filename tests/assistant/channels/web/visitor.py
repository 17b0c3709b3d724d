"""Somebody who uses the web channel from an address of their own."""

from __future__ import annotations

import itertools
import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

_hosts = itertools.count(1)


def new_address() -> str:
    """An address that no other visitor has (RFC 2544's range for tests)."""
    number = next(_hosts)
    return f"198.18.{number // 256}.{number % 256}"


@dataclass
class Answer:
    """What came back over HTTP."""

    status: int
    headers: Message
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a refusal, which also has words."""
        error = self.data["error"]
        assert error["message"]
        assert set(error) == {"code", "message"}
        return error["code"]

    @property
    def messages(self) -> list[dict[str, Any]]:
        assert self.status in (200, 201), self.body
        return self.data["messages"]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def buttons(self) -> list[str]:
        return [button["payload"] for m in self.messages for button in m["buttons"]]

    @property
    def topics(self) -> list[str]:
        return [m["custom"]["topic"] for m in self.messages if m["custom"]["type"] == "answer"]


@dataclass
class Visitor:
    """A client of the server at `url`; `token` is its conversation, if it has one."""

    url: str
    token: str | None = None
    address: str = field(default_factory=new_address)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        seconds: float = 60,
        **headers: str | None,
    ) -> Answer:
        """A request; header names are written with _, and None leaves a header out."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        usual = {"X-Forwarded-For": self.address}
        if self.token is not None:
            usual["Authorization"] = f"Bearer {self.token}"
        sent = {name: value for name, value in {**usual, **given}.items() if value is not None}
        request = urllib.request.Request(self.url + path, body, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def begin(self) -> Answer:
        """Begin a conversation and keep its token."""
        answer = self.send("POST", "/chat/sessions")
        assert answer.status == 201, answer.body
        self.token = answer.data["token"]
        return answer

    def post(self, body: Any, message_id: str | None = None) -> Answer:
        """Send any body to the conversation, as a message of that id if one is given."""
        text = json.dumps(body).encode()
        return self.send("POST", "/chat/messages", text, Idempotency_Key=message_id)

    def say(self, text: str, message_id: str | None = None) -> Answer:
        """Type a text."""
        return self.post({"text": text}, message_id)

    def press(self, payload: str, message_id: str | None = None) -> Answer:
        """Press a button."""
        return self.post({"payload": payload}, message_id)

    def said(self) -> Answer:
        """The conversation so far."""
        return self.send("GET", "/chat/conversation")

    def leave(self) -> Answer:
        """Delete the conversation."""
        return self.send("DELETE", "/chat/sessions")
