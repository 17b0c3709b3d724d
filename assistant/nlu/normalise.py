"""One spelling for what says nothing about the topic."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")


def normalise(text: str) -> str:
    """Lower case, every number the same: which number it is says nothing about the topic."""
    return _NUMBER.sub("0", text.lower())
