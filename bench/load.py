"""People who talk to a server: how long each reply took."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from uuid import uuid4

import aiohttp

# What people say, one of four about their results.
MESSAGES = (
    "will the spinal tap hurt?",
    "what is beta-2 microglobulin?",
    "my b2m was 5.1 mg/L in January 2024 and 2.9 mg/L in May 2024",
    "do I have to fast before the blood test?",
    "how is the urine collected",
    "thank you",
    "b2m 3.4, before that 4.4",
    "what if my levels go up",
)


class SilentReply(Exception):
    """A message got no words back: its time says nothing."""


async def say(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> float:
    """Seconds until the reply was there. Raises SilentReply."""
    begun = time.perf_counter()
    async with session.post(url, json={"sender": sender, "message": text}) as answer:
        messages = await answer.json()
    seconds = time.perf_counter() - begun
    if not any(message.get("text") for message in messages):
        raise SilentReply(text)
    return seconds


async def one_user(url: str, turns: int, texts: Sequence[str] = MESSAGES) -> list[float]:
    """Seconds of each turn of one conversation."""
    sender = uuid4().hex
    async with aiohttp.ClientSession() as session:
        said = itertools.islice(itertools.cycle(texts), turns)
        return [await say(session, url, sender, text) for text in said]


async def many_users(url: str, users: int, turns: int) -> tuple[float, list[float]]:
    """Replies per second of `users` at once, and the seconds of each reply."""
    begun = time.perf_counter()
    all_turns = await asyncio.gather(*(one_user(url, turns) for _ in range(users)))
    seconds = time.perf_counter() - begun
    return users * turns / seconds, [turn for turns in all_turns for turn in turns]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of `values` don't exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
