"""Serves the Twilio channel alone, with an assistant that repeats what it hears; for kills."""

import sys
from types import SimpleNamespace

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic

from assistant.channels.twilio import TwilioTextInput


async def repeat(message):
    await message.output_channel.send_text_message(message.sender_id, message.text)


if __name__ == "__main__":
    app = Sanic("repeat_after_me")
    app.ctx.agent = SimpleNamespace(tracker_store=InMemoryTrackerStore(Domain.empty()))
    app.blueprint(TwilioTextInput.from_credentials(None).blueprint(repeat))
    app.run(port=int(sys.argv[1]), access_log=False)
