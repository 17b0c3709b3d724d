"""The lexical net for danger: wordings of a present danger, beside the classifier.

The wordings themselves, and how to read them, are in `danger.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDINGS = Path(__file__).with_name("danger.yml")
EMERGENCY = "safety/emergency"
SELF_HARM = "safety/self_harm"

# A context is looked for this near to a sign, so that a long text costs no more than its length.
_NEAR = 240
# What a wording leaves open may be any word of the same sentence but a "not".
_WORD = r"(?!(?:not|isnt|never|no|without) )[^ .]+"


@dataclass(frozen=True)
class _Sign:
    """One sign: each of its parts has to be found, and none in a harmless context."""

    topic: str
    event: bool
    parts: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class _Context:
    """What makes a sign harmless, and where it has to stand for that."""

    where: str
    topics: frozenset[str]
    events_only: bool
    wording: re.Pattern[str]


@dataclass(frozen=True)
class _Net:
    """All of `danger.yml`, ready for use."""

    spellings: tuple[tuple[re.Pattern[str], str], ...]
    idioms: re.Pattern[str]
    new_thought: re.Pattern[str]
    signs: tuple[_Sign, ...]
    contexts: tuple[_Context, ...]


class _Text:
    """A message in one spelling, cut into sentences, thoughts and clauses."""

    def __init__(self, plain: str, new_thought: re.Pattern[str]) -> None:
        self.plain = plain
        sentences = [found.start() for found in re.finditer(r"\.", plain)]
        thoughts = [found.start() for found in new_thought.finditer(plain)]
        commas = [found.start() for found in re.finditer(",", plain)]
        self._thoughts = sorted(sentences + thoughts)
        self._clauses = sorted(self._thoughts + commas)

    def clause_before(self, start: int) -> str:
        """From the last comma, or new thought, to the sign."""
        return self._before(self._clauses, start)

    def thought_before(self, start: int) -> str:
        """From the beginning of the thought to the sign."""
        return self._before(self._thoughts, start)

    def thought_around(self, start: int, end: int) -> str:
        """The whole thought that the sign is in, with the sign itself."""
        following = bisect_left(self._thoughts, end)
        limit = min([*self._thoughts[following : following + 1], end + _NEAR])
        return self._before(self._thoughts, start) + self.plain[start:limit]

    def _before(self, cuts: list[int], start: int) -> str:
        past = bisect_right(cuts, start)
        return self.plain[max(cuts[past - 1] if past else 0, start - _NEAR) : start]


def danger_in(text: str) -> str | None:
    """`safety/self_harm` or `safety/emergency` where the wording shows a present danger.

    Where both show, it is an emergency: pills already swallowed cannot wait for a helpline.
    """
    found = {topic for topic, _ in signs_in(text)}
    if EMERGENCY in found:
        return EMERGENCY
    return SELF_HARM if found else None


def signs_in(text: str) -> Iterator[tuple[str, str]]:
    """Topic and words of each present danger in `text` (the words help to mend `danger.yml`)."""
    net = _net()
    message = _Text(_one_spelling(text, net), net.new_thought)
    for sign in net.signs:
        words = [_present(part, sign, message, net.contexts) for part in sign.parts]
        if all(words):
            yield sign.topic, " + ".join(filter(None, words))


def _present(
    part: re.Pattern[str], sign: _Sign, message: _Text, contexts: tuple[_Context, ...]
) -> str | None:
    """The first words of `part` in `message` that no context makes harmless."""
    for found in part.finditer(message.plain):
        if not any(_harmless(found, sign, message, context) for context in contexts):
            return found.group()
    return None


def _harmless(found: re.Match[str], sign: _Sign, message: _Text, context: _Context) -> bool:
    """Whether `context` stands where it makes the sign harmless."""
    if sign.topic not in context.topics or (context.events_only and not sign.event):
        return False
    if context.where == "just before":
        # With the first word of the sign, so that a context can tell "no pain" from "no , cant".
        scope = message.clause_before(found.start()) + found.group().split()[0]
    elif context.where == "same clause, before":
        scope = message.clause_before(found.start())
    elif context.where == "same thought, before":
        scope = message.thought_before(found.start())
    elif context.where == "same thought":
        scope = message.thought_around(found.start(), found.end())
    else:
        scope = message.plain
    return context.wording.search(scope) is not None


def _one_spelling(text: str, net: _Net) -> str:
    """Lower case, no apostrophes, `,` and `.` as words of their own, common spellings as one."""
    text = unicodedata.normalize("NFKD", text).lower()
    # "can't" and "cant" are one word; accents, which NFKD has split off, go the same way.
    text = re.sub(r"['’‘`´\u0300-\u036f\ufe0f]", "", text)
    text = re.sub(r"([a-z])\1{2,}", r"\1", text)  # "helppp"
    text = re.sub(r"(\d)[.,](\d)", r"\1_\2", text)  # a decimal point ends no sentence
    text = re.sub(r"[.!?;\n]+", " . ", text)
    text = re.sub(r"[,:()–—]+| -+ ", " , ", text)
    text = re.sub(r"&", " and ", text)
    text = f" {' '.join(re.sub(r'[^a-z0-9_.,]', ' ', text).split())} "
    for spelling, word in net.spellings:
        text = spelling.sub(word, text)
    return net.idioms.sub("_", text)


@lru_cache(maxsize=1)
def _net() -> _Net:
    """`danger.yml`, read and compiled once."""
    data: dict[str, Any] = yaml.safe_load(WORDINGS.read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    for name, wording in data["words"].items():
        words[name] = _expand(wording, words)

    def either(wordings: list[str], after: str = "") -> re.Pattern[str]:
        expanded = "|".join(_expand(wording, words) for wording in wordings)
        return re.compile(rf"(?<!\w)(?:{expanded})(?!\w){after}")

    return _Net(
        spellings=tuple((either([forms]), word) for word, forms in data["spellings"].items()),
        idioms=either(data["idioms"]),
        new_thought=either(data["new_thought"]),
        signs=tuple(
            _Sign(
                topic=topic,
                event=sign.get("event", False),
                parts=tuple(either(part) for part in sign.get("together", [sign.get("words")])),
            )
            for topic, signs in data["signs"].items()
            for sign in signs.values()
        ),
        contexts=tuple(
            _Context(
                where=context["where"],
                topics=frozenset(context["for"]),
                events_only=context.get("events_only", False),
                wording=either(
                    context["words"],
                    # A few words may stand in between: "no real trouble breathing".
                    r"(?: [^ .,]+){0,3} [^ ]+$" if context["where"] == "just before" else "",
                ),
            )
            for context in data["harmless"].values()
        ),
    )


def _expand(wording: str, words: dict[str, str]) -> str:
    """`wording` as a regular expression: `<name>` is a list of words, `...` a few words."""
    expanded = re.sub(r"<(\w+)>", lambda name: f"(?:{words[name.group(1)]})", wording)
    expanded = expanded.replace(r"(\w+ )?", rf"(?:{_WORD} )?")
    return expanded.replace(" ... ", rf"(?: {_WORD}){{0,5}}? ")
