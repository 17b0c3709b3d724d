"""Serves the Twilio channel alone, with an assistant that repeats what it hears; for kills."""

import sys

from sanic import Sanic

from assistant.channels.twilio import TwilioTextInput


async def repeat(message):
    await message.output_channel.send_text_message(message.sender_id, message.text)


if __name__ == "__main__":
    app = Sanic("repeat_after_me")
    app.blueprint(TwilioTextInput.from_credentials(None).blueprint(repeat))
    app.run(port=int(sys.argv[1]), access_log=False)
