"""Whether the assistant can do its work: for load balancers and monitoring, without secrets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable

import aiohttp
from rasa.core.agent import Agent

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 2.0
NOBODY = "health"  # a conversation that doesn't exist


async def health(agent: Agent | None) -> dict[str, bool]:
    """What works: the model, the action server, the tracker store and the lock store."""
    if agent is None or not agent.is_ready():
        return {"model": False, "actions": False, "tracker_store": False, "lock_store": False}
    actions, tracker_store, lock_store = await asyncio.gather(
        _works("action server", _ask_action_server(agent)),
        _works("tracker store", agent.tracker_store.retrieve(NOBODY)),
        _works("lock store", asyncio.to_thread(agent.lock_store.get_lock, NOBODY)),
    )
    return {
        "model": True,
        "actions": actions,
        "tracker_store": tracker_store,
        "lock_store": lock_store,
    }


async def _works(part: str, check: Awaitable[object]) -> bool:
    try:
        await asyncio.wait_for(check, SECONDS_TO_ANSWER)
    except Exception as error:  # noqa: BLE001 - whatever it is, the part doesn't work
        logger.warning("The %s does not answer (%s).", part, type(error).__name__)
        return False
    return True


async def _ask_action_server(agent: Agent) -> None:
    url = agent.action_endpoint.url.removesuffix("/webhook") + "/health"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        answer.raise_for_status()
