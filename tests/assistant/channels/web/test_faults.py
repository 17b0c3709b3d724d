"""When a part fails or a client leaves: an apology or a refusal in words, and nothing is lost.

The channel runs in a server of its own here, around an assistant whose parts fail as told.
"""

import asyncio
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.server import configure_cors
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Sanic

from assistant.channels.web import conversations
from assistant.channels.web.channel import WebInput
from assistant.channels.web.settings import WebSettings
from assistant.database import Unavailable
from assistant.launch import free_port
from assistant.tracker_store import ConversationStore
from tests.assistant.channels.web.visitor import Visitor

DOMAIN = Domain.load("domain.yml")
SECRET = "zebrafish"


class Processor:
    """Repeats what was said, unless it was told to fail; may be held up."""

    def __init__(self, store):
        self._store = store
        self.error = None
        self.error_at_the_end = None
        self.says_nothing = False
        self.go_on = threading.Event()
        self.go_on.set()
        self.reached = threading.Event()

    async def handle_message(self, message):
        self.reached.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)
        if self.error is not None:
            raise self.error
        tracker = await self._store.retrieve(message.sender_id)
        said = UserUttered(message.text, {"name": "ask"}, message_id=message.message_id)
        tracker.update(said, DOMAIN)
        if not self.says_nothing:
            tracker.update(BotUttered(f"You said {message.text}."), DOMAIN)
            reply = {"text": f"You said {message.text}."}
            await message.output_channel.send_response(message.sender_id, reply)
        await self._store.save(tracker)
        if self.error_at_the_end is not None:
            raise self.error_at_the_end


class Server:
    """The web channel on a port of its own."""

    def __init__(self):
        self._app = Sanic("web", configure_logging=False)
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._started = threading.Event()
        self._stop = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=[self._run()])

    @property
    def agent(self):
        return self._app.ctx.agent

    def renew(self):
        """Everything works again, and nothing was said yet."""
        store = ConversationStore(DOMAIN)
        self._app.ctx.agent = SimpleNamespace(
            domain=DOMAIN,
            tracker_store=store,
            lock_store=InMemoryLockStore(),
            processor=Processor(store),
            action_endpoint=SimpleNamespace(url=f"http://127.0.0.1:{free_port()}/webhook"),
            is_ready=lambda: True,
        )

    async def _run(self):
        configure_cors(self._app)  # as Rasa does
        channel = WebInput(WebSettings(sessions=1000, requests=1000))
        self._app.blueprint(channel.blueprint(None), url_prefix="/webhooks/web")
        server = await self._app.create_server(port=self._port, return_asyncio_server=True)
        await server.startup()
        self._stop = asyncio.Event()
        self._started.set()
        await self._stop.wait()
        server.close()
        await server.wait_closed()

    def __enter__(self):
        self._thread.start()
        assert self._started.wait(30)
        return self

    def __exit__(self, *error):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture(scope="module")
def running():
    """One server for all tests here: Sanic allows but one of them in a process."""
    with Server() as server:
        yield server


@pytest.fixture
def server(running):
    """A server whose parts a test may break."""
    running.renew()
    return running


@pytest.fixture
def visitor(server):
    """Somebody with a conversation there."""
    somebody = Visitor(server.url)
    somebody.begin()
    return somebody


def is_apology(answer):
    return answer.status == 200 and "went wrong on my side" in answer.text


def typed(visitor):
    return [message["text"] for message in visitor.said().messages if message["from"] == "person"]


async def fails(*arguments):
    raise OSError(f"the disk is gone, and {SECRET} with it")


def test_a_turn_that_fails_is_an_apology(server, visitor, caplog):
    server.agent.processor.error = ValueError(f"cannot handle {SECRET}")
    assert is_apology(visitor.say(SECRET))
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text
    server.agent.processor.error = None
    assert visitor.say("again").text == "You said again."


def test_a_turn_without_a_reply_is_an_apology(server, visitor):
    server.agent.processor.says_nothing = True
    assert is_apology(visitor.say("hi"))


def test_a_turn_that_never_ends_is_an_apology(server, visitor, monkeypatch):
    monkeypatch.setattr(conversations, "SECONDS_FOR_A_TURN", 0.05)
    server.agent.processor.go_on.clear()
    assert is_apology(visitor.say("hi"))
    server.agent.processor.go_on.set()
    assert visitor.say("again").status == 200


@pytest.mark.parametrize("part", ["exists", "retrieve", "said", "save", "delete"])
def test_a_store_that_fails_is_said_in_words(part, server, visitor, monkeypatch, caplog):
    monkeypatch.setattr(server.agent.tracker_store, part, fails)
    other = Visitor(server.url)
    answers = [
        other.send("POST", "/chat/sessions"),
        visitor.say(SECRET),
        visitor.press("What is the B2M test?"),
        visitor.said(),
        visitor.leave(),
    ]
    failed = [answer for answer in answers if answer.status == 503]
    assert failed or is_apology(answers[1])
    assert all(answer.code == "unavailable" for answer in failed)
    assert all("Traceback" not in str(answer.body) for answer in answers)
    assert {answer.status for answer in answers} <= {200, 201, 204, 503}
    assert SECRET not in caplog.text


def test_without_the_database_danger_is_still_answered(server, visitor, monkeypatch):
    async def away(*arguments):
        raise Unavailable("the server is gone")

    monkeypatch.setattr(server.agent.tracker_store, "said", away)
    assert visitor.say("will it hurt?").code == "unavailable"
    assert "911" in visitor.say("my chest hurts and I can't breathe").text


def test_before_the_model_is_loaded(server, visitor):
    server.agent.is_ready = lambda: False
    assert visitor.say("hi").code == "unavailable"
    health = visitor.send("GET", "/health")
    assert (health.status, health.data["model"]) == (503, False)


def test_a_client_that_leaves_breaks_nothing(server, visitor):
    server.agent.processor.go_on.clear()
    left = Visitor(server.url, token=visitor.token)
    with pytest.raises(TimeoutError):
        left.send("POST", "/chat/messages", json.dumps({"text": "first"}).encode(), seconds=0.2)
    assert server.agent.processor.reached.wait(10)
    server.agent.processor.go_on.set()
    assert visitor.say("second").text == "You said second."
    assert typed(visitor) == ["first", "second"]


def test_a_message_that_is_sent_again_while_it_is_answered_is_handled_once(server, visitor):
    server.agent.processor.go_on.clear()
    with ThreadPoolExecutor(2) as together:
        answers = [together.submit(visitor.say, "first", "m1") for _ in "12"]
        assert server.agent.processor.reached.wait(10)
        server.agent.processor.go_on.set()
        assert [answer.result().text for answer in answers] == ["You said first."] * 2
    assert typed(visitor) == ["first"]


def test_a_turn_that_was_kept_and_then_failed_is_no_apology(server, visitor):
    server.agent.processor.error_at_the_end = OSError("the database hung up")
    assert visitor.say("first").text == "You said first."
    assert typed(visitor) == ["first"]


def test_a_message_whose_turn_failed_is_handled_when_it_comes_again(server, visitor):
    server.agent.processor.error = OSError("the database is away")
    assert is_apology(visitor.say("first", "m1"))
    server.agent.processor.error = None
    assert visitor.say("first", "m1").text == "You said first."
    assert typed(visitor) == ["first"]


def test_a_conversation_that_expired_is_gone(running, monkeypatch):
    monkeypatch.setenv("B2M_RETENTION_HOURS", "0")
    running.renew()
    visitor = Visitor(running.url)
    visitor.begin()
    for answer in (visitor.say("hi"), visitor.said(), visitor.leave()):
        assert (answer.status, answer.code) == (401, "no_session")


def test_health_says_which_part_fails(server, visitor, monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(server.agent.tracker_store, "retrieve", fails)
    health = visitor.send("GET", "/health")
    assert health.status == 503
    assert health.data == {
        "status": "failing",
        "model": True,
        "actions": False,  # nothing listens on its port
        "tracker_store": False,
        "lock_store": True,
    }
    assert SECRET not in caplog.text
