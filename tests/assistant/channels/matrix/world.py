"""A homeserver, the channel behind it, and patients: what the tests of Matrix talk with."""

import asyncio
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from uuid import uuid4

from assistant.channels.matrix.homeserver import TRANSACTION
from deploy.matrix.client import Client

MESSAGES = int(os.environ.get("B2M_FAULTS_MESSAGES", "200"))  # under kills; `make faults`: 1 000
SECONDS_FOR_A_TEST = 240 + 2 * MESSAGES  # on a busy machine; nothing waits for it
BOT = "@b2m:clinic.localhost"
STAND_IN = "tests.assistant.channels.matrix.stand_in"


def asynchronous(test):
    """An `async def` as a test."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), SECONDS_FOR_A_TEST))

    return run


class Bot:
    """The channel with the stand-in for Rasa, on the port that the homeserver calls."""

    def __init__(self, synapse, port, folder):
        self.synapse, self.port, self.folder = synapse, port, folder
        self.conversations = folder / "conversations"
        self.log = folder / "output.log"
        self.keeper = None

    def start(self, **settings):
        """Serve, with these settings besides the usual."""
        usual = {
            "B2M_DATA_DIR": str(self.folder / "data"),
            "B2M_MATRIX_HOMESERVER": self.synapse.url,
            "B2M_MATRIX_REGISTRATION": str(self.synapse.registration),
            "B2M_MATRIX_STAFF": "",
        }
        self.conversations.mkdir(parents=True, exist_ok=True)
        (self.conversations / "settings").write_text(json.dumps({**usual, **settings}))
        (self.conversations / "down").unlink(missing_ok=True)
        if self.keeper is None:
            self.keeper = self._start_keeper()
        while not self.listens():
            assert self.keeper.poll() is None, self.log.read_text()
            time.sleep(0.02)

    def _start_keeper(self):
        arguments = [str(self.port), str(self.conversations)]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                # follow.py: it never outlives the tests
                [sys.executable, "-m", "assistant.follow", STAND_IN, *arguments],
                env={**os.environ, "SQLALCHEMY_SILENCE_UBER_WARNING": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        """kill -9 of the serving process, and another takes its place at once; whether it lived."""
        try:
            os.kill(int((self.conversations / "pid").read_text()), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def stop(self):
        """End the serving process as a service manager would; none takes its place."""
        (self.conversations / "down").touch()
        os.kill(int((self.conversations / "pid").read_text()), signal.SIGTERM)
        while self.listens():
            time.sleep(0.02)

    def restart(self, **settings):
        self.stop()
        self.start(**settings)

    def end(self):
        """End everything."""
        self.keeper.kill()
        self.stop()

    def bytes_kept(self):
        """Everything that the channel and the stand-in have on disk."""
        return b"".join(p.read_bytes() for p in self.folder.rglob("*") if p.is_file())


class Patient(Client):
    """Somebody with an account; `chats` are opened with the bot."""

    async def chat(self, *others, **options):
        """A room with the bot, after its greeting."""
        chat = Chat(self, await self.create_room(BOT, *others, **options))
        await chat.until(lambda: chat.said)
        return chat


class Chat:
    """A room as its owner sees it: `seen` holds all events, `said` what the bot wrote."""

    def __init__(self, client, room):
        self.client, self.room = client, room
        self.seen, self.typing, self.read_up_to = [], [], None

    @property
    def said(self):
        messages = [e for e in self.seen if e["type"] == "m.room.message" and e["sender"] == BOT]
        return [event["content"] for event in messages]

    @property
    def texts(self):
        return [content["body"] for content in self.said]

    def answers_to(self, event):
        return [c for c in self.said if c.get(TRANSACTION, "").startswith(f"{event}.")]

    async def until(self, condition):
        """Read on until something is true; the test's own time limit is the only one."""
        while not condition():
            rooms = (await self.client.sync()).get("rooms", {})
            here = rooms.get("join", {}).get(self.room) or rooms.get("leave", {}).get(self.room)
            self._take(here or {})

    def _take(self, news):
        self.seen += news.get("timeline", {}).get("events", [])
        for event in news.get("ephemeral", {}).get("events", []):
            if event["type"] == "m.typing":
                self.typing.append(event["content"]["user_ids"])
            else:
                for read, receipts in event["content"].items():
                    if BOT in receipts.get("m.read", {}):
                        self.read_up_to = read

    async def ask(self, text, count=1, **content):
        """Say something; the bodies of the first `count` messages that answer it."""
        asked = await self.client.send(self.room, text, **content)
        await self.until(lambda: len(self.answers_to(asked)) >= count)
        return [answer["body"] for answer in self.answers_to(asked)]

    async def all_answers(self):
        """Asked event -> how often it was answered, over the whole room."""
        history = await self.client.history(self.room)
        counts = {e["event_id"]: 0 for e in history if e["sender"] == self.client.user}
        for event in history:
            asked = event["content"].get(TRANSACTION, "").rpartition(".")[0]
            if asked in counts:
                counts[asked] += 1
        return counts


class World:
    """The homeserver and the bot, and new people for each test."""

    def __init__(self, synapse, bot):
        self.synapse, self.bot = synapse, bot

    def patient(self, name="patient"):
        return Patient(self.synapse.url, self.synapse.account(f"{name}-{uuid4().hex[:8]}"))
