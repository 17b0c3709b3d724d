"""The real channel with a light stand-in for Rasa's agent, so that a kill and a start are cheap.

    python -m tests.assistant.channels.matrix.stand_in PORT FOLDER

It keeps its conversations in FOLDER, as Rasa's store does: at the end of a turn. It answers each
message with that message's own text. Whenever the serving process ends, the next one is forked at
once, with the settings in FOLDER/settings; its id stands in FOLDER/pid.
"""

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path

from rasa.core.channels.channel import register
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from assistant.channels.matrix.channel import MatrixInput
from b2m.content import load_content

SLOW = "slowly"  # a message that begins so is answered after a while
BROKEN, SILENT, HUMAN, DYING = "break", "say nothing", "talk to a person", "die after this turn"


class Store:
    """Conversations, each a file that is replaced in one step."""

    def __init__(self, folder):
        self.folder = folder

    async def retrieve(self, conversation):
        try:
            turns = json.loads((self.folder / f"{conversation}.json").read_text())
        except FileNotFoundError:
            return None
        events = []
        for turn in turns:
            events.append(UserUttered(turn["text"], message_id=turn["id"]))
            events += [BotUttered(said["text"], metadata={}) for said in turn["said"]]
        return DialogueStateTracker.from_events(conversation, events)

    def erase(self, conversation):
        (self.folder / f"{conversation}.json").unlink(missing_ok=True)

    def save(self, conversation, turn):
        path = self.folder / f"{conversation}.json"
        turns = json.loads(path.read_text()) if path.exists() else []
        scratch = path.with_suffix(".new")
        scratch.write_text(json.dumps([*turns, turn]))
        os.replace(scratch, path)


class Agent:
    """Answers as Rasa's agent does: through the output channel, and saves at the end."""

    def __init__(self, folder):
        self.tracker_store = Store(folder)

    async def handle_message(self, message):
        if message.text.startswith(BROKEN):
            raise ValueError(message.text)
        if message.text.startswith(SLOW):
            await asyncio.sleep(1)
        said = [] if message.text == SILENT else [{"text": f"You said: {message.text}"}]
        if message.text == HUMAN:
            said = [{"text": "Call your care team.", "topic": "talk/human"}]
        for reply in said:
            await message.output_channel.send_response(message.sender_id, dict(reply))
        turn = {"id": message.message_id, "text": message.text, "said": said}
        if message.text == load_content().phrases.delete_yes:
            return self.tracker_store.erase(message.sender_id)
        self.tracker_store.save(message.sender_id, turn)
        if message.text == DYING:
            os.kill(os.getpid(), signal.SIGKILL)
        return None


def serve(port, folder):
    app = Sanic("stand_in", configure_logging=False)
    app.ctx.agent = Agent(folder)
    register([MatrixInput.from_credentials(None)], app, "/webhooks/")
    app.run(host="127.0.0.1", port=port, access_log=False, motd=False)


def main(port, folder):
    """Keep a serving process alive, except while FOLDER/down exists."""
    folder.mkdir(parents=True, exist_ok=True)
    load_content()
    while True:
        while (folder / "down").exists():
            time.sleep(0.02)
        child = os.fork()
        if child == 0:
            os.environ.update(json.loads((folder / "settings").read_text()))
            serve(port, folder)
            os._exit(0)
        (folder / "pid").write_text(str(child))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
