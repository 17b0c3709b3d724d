"""A person at a terminal, on Matrix: `python -m deploy.matrix.terminal URL BOT [--wait]`.

The account's access token stands in B2M_MATRIX_TOKEN. As a patient, it opens a chat with BOT. With
--wait, as one of the staff, it joins the chat that it is invited to. Each line that is typed is a
message.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import textwrap

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout

from deploy.matrix.client import Client, MatrixError

WIDTH = 96


class Terminal:
    """Shows one chat, and sends what is typed into it."""

    def __init__(self, client: Client, bot: str) -> None:
        self._client, self._bot, self._room = client, bot, ""

    async def open(self, wait: bool) -> None:
        """Open a chat, or wait for an invitation."""
        if not wait:
            self._room = await self._client.create_room(self._bot)
        while not self._room:
            for room in (await self._client.sync()).get("rooms", {}).get("invite", {}):
                await self._client.join(room)
                self._room = room
                print("You were invited into a chat. What was written before you came:\n")
                for event in await self._client.history(room):
                    self._show(event)

    async def show(self) -> None:
        """Print what others say and do, without end."""
        async for event in self._client.events(self._room):
            self._show(event)

    def _show(self, event: dict[str, object]) -> None:
        content, sender = event["content"], str(event["sender"])
        if not isinstance(content, dict) or sender == self._client.user:
            return
        who = sender[1:].partition(":")[0]
        if event["type"] == "m.room.message":
            said = str(content.get("body"))
            shown = f"[picture: {said}]" if content.get("msgtype") == "m.image" else said
            print(f"{who} >", "\n".join(wrapped(shown)), end="\n\n")
        elif event["type"] == "m.room.member":
            whom = str(event["state_key"])[1:].partition(":")[0]
            print(f"({whom}: {content.get('membership')})", end="\n\n")

    async def speak(self) -> None:
        """Send each line that is typed, until the end of the input."""
        session: PromptSession[str] = PromptSession()
        with contextlib.suppress(EOFError, KeyboardInterrupt):
            while True:
                text = await session.prompt_async("you > ")
                if text.strip():
                    await self._client.send(self._room, text)


def wrapped(text: str) -> list[str]:
    """`text` in lines that fit a terminal."""
    wrap = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False).wrap
    return [part for line in text.split("\n") for part in wrap(line) or [""]]


async def main(url: str, token: str, bot: str, wait: bool) -> None:
    """Hold a conversation."""
    async with Client(url, token) as client:
        terminal = Terminal(client, bot)
        with patch_stdout():
            await terminal.open(wait)
            showing = asyncio.ensure_future(terminal.show())
            await terminal.speak()
            showing.cancel()


if __name__ == "__main__":
    given = os.environ.get("B2M_MATRIX_TOKEN", "")
    if not given or len(sys.argv) < 3 or sys.argv[3:] not in ([], ["--wait"]):
        sys.exit("Usage: B2M_MATRIX_TOKEN=… python -m deploy.matrix.terminal URL BOT [--wait]")
    try:
        asyncio.run(main(sys.argv[1], given, sys.argv[2], wait=bool(sys.argv[3:])))
    except (MatrixError, OSError) as error:
        sys.exit(f"The homeserver did not answer as it should: {error}")
    except KeyboardInterrupt:
        pass
