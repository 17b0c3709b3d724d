"""Writes out what people shorten when they type on a phone: "b4 that", "5.1 n 4.2", "rn"."""

from __future__ import annotations

import re

# In small letters alone, between blanks: an RN is a nurse, R-CHOP a treatment.
_LONG = {
    "n": "and", "r": "are", "rn": "right now", "b4": "before", "befor": "before",
    "befour": "before", "bfore": "before", "u": "you", "bc": "because", "cuz": "because",
    "coz": "because", "shld": "should", "shd": "should", "thn": "then", "tmrw": "tomorrow",
    "yest": "yesterday", "yday": "yesterday", "s/b": "should be", "shud": "should",
    "shuld": "should", "sry": "sorry", "srry": "sorry", "soz": "sorry",
    "frist": "first", "fisrt": "first", "secnd": "second",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![\w.'/=-])(?:{'|'.join(_LONG)})(?![\w'/=-])(?!\.\w)")
_ONES = re.compile(
    r"\b(first|second|third|(?:last|other)(?:\s(?:time|week|month|year))?|new|old|older|newer)\s1"
    r"(?=\W*$|[,;!]|\.(?!\d)|\s(?:is|was|from|should)\b)",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"\bthe 1(?=\s(?:from|in|of|before|after|at|that)\b)", re.IGNORECASE)
_BE = re.compile(r"(?:(?<=should )|(?<=will )|(?<=to )|(?<=must ))b(?=\s)")
_SHOULD_OF = re.compile(r"\b(should|could|would|must) of\b", re.IGNORECASE)


def written_out(text: str) -> str:
    """The text with its shorthand written out."""
    text = _SHORT.sub(lambda match: _LONG[match[0]], text)
    text = _ONES.sub(r"\1 one", text)
    text = _THE_ONE.sub("the one", text)
    text = _BE.sub("be", text)
    return _SHOULD_OF.sub(r"\1 have", text)
