"""Whatever strangers send: an answer below 500, at once, and everybody else is served meanwhile.

`make faults` sends 10 000 requests. B2M_FAULTS_SEED chooses others; a seed and a number make the
same request again.
"""

import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.assistant.channels.web.visitor import Visitor
from tests.hostile.requests import Fuzzer
from tests.hostile.routes import ACTIONS, ASSISTANT, all_routes
from tests.hostile.wire import exchange

REQUESTS = int(os.environ.get("B2M_FAULTS_REQUESTS", "600"))
SEED = os.environ.get("B2M_FAULTS_SEED", "1")
AT_ONCE = 4
MOST_GROWTH = 1.3  # of memory, after the first third; 10 000 requests may take no more than 600


class OrdinaryPerson:
    """Somebody who meanwhile asks, gives results, and deletes the conversation, again and again."""

    def __init__(self, url):
        self._visitor = Visitor(url)
        self._enough = threading.Event()
        self.seconds = []
        self.wrong = []
        self._thread = threading.Thread(target=self._converse)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._enough.set()
        self._thread.join()

    def _converse(self):
        while not self._enough.is_set():
            self._visitor.begin()
            self._ask("will the spinal tap hurt?", "ask/csf_pain")
            self._ask("my b2m was 5.1 mg/L in January 2024", "too_few")
            self._ask("and 2.9 mg/L in May 2024", "decreasing")
            self._visitor.leave()

    def _ask(self, text, wanted):
        began = time.monotonic()
        answer = self._visitor.say(text)
        self.seconds.append(time.monotonic() - began)
        said = [m["custom"].get("pattern") or m["custom"].get("topic") for m in answer.messages]
        if wanted not in said:
            self.wrong.append((text, answer.text))


def is_wrong(outcome):
    """No answer where one is owed, or one that says that the server failed."""
    if outcome.hangs or outcome.status is None:
        return outcome.hangs or outcome.request.is_whole
    return outcome.status >= 500 or b"Traceback" in outcome.body


def kind(outcome):
    return f"{outcome.status // 100}xx" if outcome.status else "connection closed"


def report(outcomes, person, memory):
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    kinds = sorted(Counter(kind(outcome) for outcome in outcomes).items())
    print(
        f"\n{len(outcomes)} requests (seed {SEED}): "
        + ", ".join(f"{count} {name}" for name, count in kinds)
        + f"\nlongest answer: {slowest.seconds:.1f} s; another person meanwhile: "
        f"{len(person.seconds)} answers, {len(person.wrong)} wrong, longest "
        f"{max(person.seconds):.1f} s; memory {memory[0] / 1e6:.0f} -> {memory[1] / 1e6:.0f} MB"
    )


def describe(outcome):
    request = outcome.request
    said = (
        f"{request.number} {request.route} {request.tricks}: {outcome.status} {outcome.body[:200]}"
    )
    return f"{said}\n    {request.data[:400]}"


@pytest.fixture(scope="module")
def warm(opened):
    """Its first turn with results is slow."""
    visitor = Visitor(opened.assistant.url)
    visitor.begin()
    visitor.say("my b2m was 5.1 mg/L")
    return opened


def test_no_request_breaks_anything_or_holds_up_others(warm, mark):
    served = warm.assistant
    ports = {ASSISTANT: served.port, ACTIONS: served.action_port}
    fuzzer = Fuzzer(SEED, all_routes(warm.settings), mark, warm.credentials)

    def send(number):
        request = fuzzer.request(number)
        return exchange(ports[request.route.server], request)

    with ThreadPoolExecutor(AT_ONCE) as threads, OrdinaryPerson(served.url) as person:
        outcomes = list(threads.map(send, range(REQUESTS // 3)))
        memory = [warm.memory()]
        outcomes += threads.map(send, range(REQUESTS // 3, REQUESTS))
        memory.append(warm.memory())
    report(outcomes, person, memory)
    assert [describe(outcome) for outcome in outcomes if is_wrong(outcome)] == []
    assert person.seconds
    assert person.wrong == []
    assert memory[1] <= MOST_GROWTH * memory[0]
    refused = [
        outcome.body.decode(errors="replace") for outcome in outcomes if kind(outcome) == "4xx"
    ]
    assert not [body for body in refused if mark in body]
    assert "Traceback" not in warm.written()
    assert "could not be handled" not in warm.written()


def test_every_route_is_tried(warm):
    """The fuzzer asks the servers for their routes; here is what they must at least say."""
    routes = all_routes(warm.settings)
    paths = {(route.server, route.method, route.path) for route in routes}
    assert paths >= {
        (ASSISTANT, "POST", "/chat/messages"),
        (ASSISTANT, "DELETE", "/chat/sessions"),
        (ASSISTANT, "POST", "/webhooks/rest/webhook"),
        (ASSISTANT, "POST", "/webhooks/twilio/webhook"),
        (ASSISTANT, "PUT", "/webhooks/matrix/_matrix/app/v1/transactions/x"),
        (ASSISTANT, "GET", "/chat/"),
        (ACTIONS, "POST", "/webhook"),
    }
    fuzzer = Fuzzer(SEED, routes, uuid4().hex, lambda *asked: [])
    assert {fuzzer.request(number).route for number in range(len(routes))} == set(routes)


def test_a_seed_and_a_number_make_the_same_request_again(warm):
    routes = all_routes(warm.settings)
    first, again, other = (
        [Fuzzer(seed, routes, "mark", lambda *asked: []).request(n) for n in range(100)]
        for seed in ("1", "1", "2")
    )
    assert first == again
    assert first != other
