"""A local stand-in for Twilio: signs and posts what patients text, and takes the answers.

It refuses what Twilio would refuse: wrong credentials, addresses that don't belong together, bodies
that are empty or too long, fields that don't exist.
"""

from __future__ import annotations

import base64
import json
import re
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from twilio.request_validator import RequestValidator

ACCOUNT, TOKEN = "AC" + "5" * 32, "a-token-of-the-tests"
CLINIC = "+15550100000"
PUBLIC_URL = "https://clinic.example/webhooks/twilio/webhook?from=twilio"
SECONDS = 60  # no test waits so long unless it fails

_ADDRESS = re.compile(r"(?:whatsapp:)?\+[1-9]\d{6,14}")


@dataclass
class StandIn:
    """`texts`: what arrived, as (to, body); `wrong`: what Twilio would have refused, and why.

    `faults` maps a patient's number to what happens to the next messages for it: a status, or
    "lost answer" (the message arrives, its sender never hears of it).
    """

    texts: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    tries: int = 0

    def __post_init__(self) -> None:
        self._changed = threading.Condition()  # with a lock that its holder may take again
        self._messages: list[dict[str, str]] = []
        self._closing = threading.Event()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                stand_in._create(self, {k: v[0] for k, v in parse_qs(body).items()})

            def do_GET(self) -> None:
                query = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
                stand_in._list(self, query)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def settings(self, folder: object) -> dict[str, str]:
        return {
            "B2M_TWILIO_ACCOUNT_SID": ACCOUNT,
            "B2M_TWILIO_AUTH_TOKEN": TOKEN,
            "B2M_TWILIO_URL": f"{PUBLIC_URL}#rc=5&rp=all",
            "B2M_TWILIO_API": self.url,
            "B2M_DATA_DIR": str(folder),
        }

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()

    def sent_to(self, number: str) -> list[str]:
        with self._changed:
            return [body for to, body in self.texts if to == number]

    def wait(self, condition) -> None:
        """Return when `condition` holds; it is looked at whenever something arrives."""
        with self._changed:
            assert self._changed.wait_for(condition, SECONDS), (self.texts, self.wrong)

    def _authorised(self, request: BaseHTTPRequestHandler) -> bool:
        expected = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        path = urlsplit(request.path).path
        return (
            request.headers["Authorization"] == f"Basic {expected}"
            and path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        )

    def _create(self, request: BaseHTTPRequestHandler, fields: dict[str, str]) -> None:
        to, sender, body = (fields.get(name, "") for name in ("To", "From", "Body"))
        problems = {
            "not authorised": not self._authorised(request),
            "unknown fields": set(fields) != {"To", "From", "Body"},
            "no such address": not (_ADDRESS.fullmatch(to) and _ADDRESS.fullmatch(sender)),
            "from another channel": to.startswith("whatsapp:") != sender.startswith("whatsapp:"),
            "not the clinic's number": not sender.endswith(CLINIC),
            "empty": not body.strip(),
            "too long": len(body.encode("utf-16-le")) // 2 > 1600,
        }
        wrong = [problem for problem, found in problems.items() if found]
        with self._changed:
            self.tries += 1
            fault = next(iter(self.faults.get(to, [])), None)
            if fault is not None:
                self.faults[to].pop(0)
            if wrong:
                self.wrong += wrong
                fault = 400
            if fault in (None, "lost answer"):
                message = {"sid": f"SM{uuid4().hex}", "to": to, "from": sender, "body": body}
                message["date_created"] = formatdate(usegmt=True)
                self._messages.insert(0, message)
                self.texts.append((to, body))
            self._changed.notify_all()
        if fault == "lost answer":
            self._closing.wait()
        elif fault is not None:
            code = 21610 if fault == 400 else 20001
            self._answer(request, fault, {"code": code, "message": body, "status": fault})
        else:
            self._answer(request, 201, message)

    def _list(self, request: BaseHTTPRequestHandler, query: dict[str, str]) -> None:
        with self._changed:
            fitting = [
                message
                for message in self._messages
                if message["to"] == query["To"] and message["from"] == query["From"]
            ]
        authorised = self._authorised(request)
        self._answer(request, 200 if authorised else 401, {"messages": fitting})

    @staticmethod
    def _answer(request: BaseHTTPRequestHandler, status: int, data: object) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        request.wfile.write(json.dumps(data).encode())


@dataclass
class Patient:
    """Somebody with a phone: what they text is posted to `webhook` as Twilio does it."""

    twilio: StandIn
    webhook: str
    number: str

    @property
    def answers(self) -> list[str]:
        return self.twilio.sent_to(self.number)

    def post(self, signature: str | None = None, **fields: str) -> int:
        """Deliver a form; the status. `signature` in place of the right one."""
        prefix = "whatsapp:" if self.number.startswith("whatsapp:") else ""
        usual = {
            "MessageSid": f"SM{uuid4().hex}",
            "AccountSid": ACCOUNT,
            "From": self.number,
            "To": f"{prefix}{CLINIC}",
            "NumMedia": "0",
            "FromCity": "",  # Twilio sends and signs empty fields
        }
        form = {name: value for name, value in {**usual, **fields}.items() if value is not None}
        if signature is None:
            signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL, form)
        return self.post_raw(urlencode(form).encode(), signature)

    def post_raw(self, body: bytes, signature: str) -> int:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature,
        }
        request = urllib.request.Request(self.webhook, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code

    def text(self, body: str, **fields: str) -> str:
        """Text something, and wait for the answer; several messages joined by a line."""
        before = len(self.answers)
        assert self.post(Body=body, **fields) == 204
        return self.next_answer(before)

    def next_answer(self, before: int) -> str:
        self.twilio.wait(
            lambda: len([1 for to, _ in self.twilio.texts if to == self.number]) > before
        )
        return "\n".join(self.answers[before:])
