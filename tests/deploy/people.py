"""People who talk through the proxy, and notice what is lost, doubled or out of order."""

from __future__ import annotations

import calendar
import threading
import time
import urllib.error
from dataclasses import dataclass, field
from http.client import HTTPException
from uuid import uuid4

from tests.assistant.channels.web.visitor import Answer, Visitor

MONTHS = calendar.month_name[1:11]
VALUES = [f"{2 + number / 10:.1f}" for number in range(1, len(MONTHS) + 1)]
SECONDS_TO_ANSWER = 60.0
SECONDS_TO_TYPE = 0.1


@dataclass
class Person:
    """Tells one result after the other, in one conversation after the other."""

    url: str
    messages: int = 0
    tries: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    _ending: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._talking = threading.Thread(target=self._talk)
        self._talking.start()

    def finish(self) -> None:
        """End with the conversation that has begun."""
        self._ending.set()
        self._talking.join()

    def _talk(self) -> None:
        while not self._ending.is_set():
            visitor = Visitor(self.url)
            visitor.token = self._ask(visitor, "/chat/sessions", "").data["token"]
            for number in range(len(VALUES)):
                body = f'{{"text": "my b2m was {VALUES[number]} mg/L in {MONTHS[number]} 2024"}}'
                answer = self._ask(visitor, "/chat/messages", body)
                self.messages += 1
                self._look(VALUES[: number + 1], readings(answer))
                time.sleep(SECONDS_TO_TYPE)
            self._look(VALUES, [text.split()[3] for text in typed(visitor)])

    def _ask(self, visitor: Visitor, path: str, body: str) -> Answer:
        """What the widget does: try again, with the same id, until there is an answer."""
        message_id, deadline = uuid4().hex, time.monotonic() + SECONDS_TO_ANSWER
        while True:
            self.tries += 1
            try:
                answer = visitor.send("POST", path, body.encode(), Idempotency_Key=message_id)
            except (urllib.error.URLError, HTTPException, OSError):
                answer = Answer(0, None, b"")
            if 200 <= answer.status < 500:
                return answer
            assert time.monotonic() < deadline, f"no answer but {answer.status}"
            time.sleep(0.05)

    def _look(self, told: list[str], found: list[str]) -> None:
        self.lost += len(set(told) - set(found))
        self.doubled += len(found) - len(set(found))
        self.out_of_order += found != sorted(found)


def readings(answer: Answer) -> list[str]:
    """The values that a reply shows."""
    found = [m["custom"]["readings"] for m in answer.messages if "readings" in m["custom"]]
    return [reading["text"] for reading in found[0]] if found else []


def typed(visitor: Visitor) -> list[str]:
    """What the conversation has of the person."""
    return [message["text"] for message in visitor.said().messages if message["from"] == "person"]
