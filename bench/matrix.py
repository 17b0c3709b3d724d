"""How long a patient waits on Matrix, beside the homeserver alone: `python -m bench.matrix`.

In one run, in turn: one person writes and another sees it (Synapse's own send and sync), and a
patient writes and sees the assistant's answer. What counts is the ratio of the medians; the times
depend on the machine.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from assistant import launch, model
from deploy.matrix.client import Client
from deploy.matrix.synapse import Synapse, install
from deploy.matrix.try_it import BOT, serve

ROUNDS, WARM_UP = 40, 5
QUESTION = "will the spinal tap hurt?"
UNLIMITED = {"per_second": 10_000, "burst_count": 10_000}


async def until_somebody_else_writes(reader: Client, room: str) -> None:
    """Return when `reader` sees a message that isn't theirs."""
    async for event in reader.events(room):
        if event["type"] == "m.room.message" and event["sender"] != reader.user:
            return


async def seconds(writer: Client, reader: Client, room: str) -> float:
    """From the call that sends a question to the sync that shows `reader` what `writer` or the
    assistant wrote."""
    begun = time.perf_counter()
    await writer.send(room, QUESTION)
    await until_somebody_else_writes(reader, room)
    return time.perf_counter() - begun


async def measure(url: str, tokens: list[str]) -> tuple[list[float], list[float]]:
    """Seconds of each round: between two people, and with the assistant."""
    alone, answered = [], []
    clients = [Client(url, token) for token in tokens]
    async with clients[0] as anna, clients[1] as bert, clients[2] as patient:
        room = await anna.create_room(bert.user)
        await bert.join(room)
        chat = await patient.create_room(BOT)
        await until_somebody_else_writes(patient, chat)  # the greeting
        await bert.sync(0)
        for _ in range(WARM_UP + ROUNDS):
            alone.append(await seconds(anna, bert, room))
            answered.append(await seconds(patient, patient, chat))
    return alone[WARM_UP:], answered[WARM_UP:]


def main() -> None:
    """Start a homeserver and the assistant in a scratch folder, measure, print."""
    install()
    model.ensure()
    port = launch.free_port()
    with tempfile.TemporaryDirectory() as folder:
        assistant_url = f"http://{launch.LOOPBACK}:{port}"
        synapse = Synapse(Path(folder), launch.free_port(), assistant_url, rc_message=UNLIMITED)
        synapse.start()
        try:
            assistant = serve(synapse, port)
            try:
                launch.wait_until_answers(f"{assistant_url}/webhooks/rest/", assistant)
                tokens = [synapse.account(name) for name in ("anna", "bert", "patient")]
                alone, answered = asyncio.run(measure(synapse.url, tokens))
            finally:
                launch.end(assistant)
        finally:
            synapse.stop()
    report("one person to another", alone)
    report("patient to assistant and back", answered)
    ratio = statistics.median(answered) / statistics.median(alone)
    print(f"ratio of the medians: {ratio:.1f} (one way against there and back)")


def report(name: str, times: list[float]) -> None:
    """One line about a series."""
    fifth = statistics.quantiles(times, n=20)
    print(f"{name}: median {1000 * statistics.median(times):.0f} ms, 95% {1000 * fifth[-1]:.0f} ms")


if __name__ == "__main__":
    main()
