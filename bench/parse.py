"""Let a trained model read texts: `python -m bench.parse MODEL`, JSON in, JSON out.

Reads a list of texts from standard input and writes the file that is named second: what Rasa's NLU
made of each. It runs in the environment of the model's pipeline, and needs nothing but Rasa.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent


async def parse(model: str, texts: list[str]) -> list[dict[str, Any]]:
    """Rasa's result for each text, read one by one and without a conversation."""
    agent = Agent.load(model)
    return [await agent.parse_message(text) for text in texts]


if __name__ == "__main__":
    results = asyncio.run(parse(sys.argv[1], json.load(sys.stdin)))
    Path(sys.argv[2]).write_text(json.dumps(results), encoding="utf-8")
