"""What a message asks to do with results given before: correct, remove, turn round, start over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from b2m.numbers import DIGIT_WORDS, parse, parse_words
from b2m.reader.names import either

ORDINALS = {
    "first": 0, "1st": 0, "oldest": 0, "earliest": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2,
    "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "7th": 6,
    "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "last": -1, "latest": -1, "newest": -1, "final": -1,
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """Which reading is meant: by its place (-1: the last), by its value, or not said at all."""

    position: int | None = None
    value: float | None = None


@dataclass(frozen=True)
class CorrectionCommand:
    """Which reading to correct, and where in the message its right value stands."""

    target: Target
    start: int


def _compiled(*patterns: str) -> re.Pattern[str]:
    return re.compile(either(*patterns), re.IGNORECASE)


_NOUN = r"(?:one|value|result|reading|number|level|entry|test)"
_DIGIT = either(*DIGIT_WORDS)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|\.\d+|{_DIGIT} point {_DIGIT}(?: {_DIGIT})*)"
_UNIT = r"(?:\s?[a-zμ]+\s?/\s?\w+)?"
_ORDINAL = rf"(?P<ordinal>{either(*ORDINALS)}(?:\s{_NOUN})?)"
_OLD = rf"(?<![\w.,])(?P<old>{_NUMBER}){_UNIT}"
_NEW = rf"(?P<new>{_NUMBER})(?!\w)"
_SHOULD = either(
    r"should(?:'ve| have)? (?:be(?:en)?|say|read)",
    r"(?:was|is) (?:actually|really|meant to be|supposed to be)",
    r"(?:needs|ought|has) to be",
    r"must be",
)
_WRONG = (
    r"(?:,?\s?(?:that )?(?:is|was|'s) (?:wrong|a typo|a mistake|not right|incorrect)"
    r"[,;.]?\s(?:and |it )*)?"
)
_CHANGE = r"(?:change|correct|replace|fix|update|edit|make|swap)\s(?:the\s|my\s|that\s)*"

_CORRECTIONS = (
    _compiled(rf"{_CHANGE}{_ORDINAL}\s(?:to|with|by|into|for)\s{_NEW}"),
    _compiled(rf"{_CHANGE}(?:from\s)?{_OLD}\s(?:to|with|by|into|for)\s{_NEW}"),
    _compiled(rf"\b{_ORDINAL}{_WRONG}\s?{_SHOULD}\s{_NEW}"),
    _compiled(rf"{_OLD}{_WRONG}\s?{_SHOULD}\s{_NEW}"),
    _compiled(
        rf"(?<![\w.,])(?P<new>{_NUMBER}){_UNIT},?\s(?:and not|not|instead of|rather than)\s"
        rf"(?:the\s)?{_OLD}(?!\w)"
    ),
    _compiled(rf"\bnot\s{_OLD},?\s(?:but|it'?s|it is|it was|rather)\s{_NEW}"),
    _compiled(
        r"(?:\bi meant|meant to (?:say|type|write|put)|\bcorrection|\bmake that"
        rf"|\b(?:it|that) {_SHOULD}|^(?:oops|sorry|typo)[^\d\n]{{0,25}}?)"
        rf"[,:]?\s(?:it'?s |it is |it was |to be )*{_NEW}"
    ),
)

_POLITE = (
    r"(?:please|can you|could you|can we|can i|let'?s|i want to|i'?d like to|i would like to"
    r"|ok|okay|no|yes|now|[,.!]|\s)*"
)
_DONE = (
    r"(?:\s?(?:please|thanks|thank you|again|now|from (?:the|my) (?:list|results)"
    rf"|{_NOUN}|[.!?]))*\s*"
)
_REMOVE = either(
    r"remove|delete|drop|erase|omit|exclude|skip|undo|scratch|ignore",
    r"take out|leave out|forget(?: about)?",
)
_REMOVAL = _compiled(
    rf"{_POLITE}{_REMOVE}\s(?:the\s|my\s|that\s)*(?:{_ORDINAL}|{_OLD}|it|that|this)(?: one)?"
    + _DONE,
    rf"{_POLITE}(?:undo|(?:leave|take) (?:it|that) out){_DONE}",
)

_RESULTS = r"(?:results|values|numbers|readings|list|levels|everything)"
_RESET = _compiled(
    rf"{_POLITE}(?:(?:forget|clear|delete) (?:it all|everything) and )?"
    + either(
        r"start (?:all |it all )?over|begin again|new list|from scratch",
        r"start (?:again|fresh|anew|from scratch|a new list)",
        rf"reset(?: (?:it|that|all|them)| (?:all )?(?:of )?(?:my |the |these )?{_RESULTS})?",
        r"(?:clear|delete|erase|forget|remove|wipe|drop)\s"
        + either(
            r"it all|them all|them|all(?: of (?:it|them))?",
            rf"(?:all )?(?:of )?(?:my |the |these |those )?(?:b2m )?(?:test )?{_RESULTS}",
        ),
    )
    + r"\b(?=\s*(?:$|[.,:;!?]|with\b|please\b|from\b|now\b|and\b|\d))"
)

_ORDER = r"(?:the (?:order|list|results|values|numbers)|it|them|that|these|those)"
_REVERSE = _compiled(
    rf"\bturn {_ORDER}?\s?a?round",
    rf"\b(?:reverse|flip|swap) {_ORDER}",
    r"^\W*(?:reverse|backwards|flip)\W*$",
    r"\b(?:other|wrong|opposite) way(?: a?round)?",
    r"\b(?:wrong|opposite|other|reverse) order\b|order (?:is|was) wrong",
    r"\b(?:are|is|were|was|in) backwards?\b",
)


def ordinal(text: str) -> int | None:
    """The place that an ordinal word names: "the second one" is 1, "last" is -1."""
    words = re.findall(r"[a-z\d]+", text.lower())
    return next((ORDINALS[word] for word in words if word in ORDINALS), None)


def _number(typed: str) -> float | None:
    return parse_words(typed) if "point" in typed.lower() else parse(typed)


def _target(match: re.Match[str]) -> Target:
    groups = match.groupdict()
    if groups.get("ordinal"):
        return Target(position=ordinal(groups["ordinal"]))
    return Target(value=_number(groups["old"])) if groups.get("old") else Target()


def find_correction(text: str) -> CorrectionCommand | None:
    """ "The second one should be 3.5", "3.5, not 4.2", "I meant 3.5"."""
    for pattern in _CORRECTIONS:
        match = pattern.search(text)
        if match:
            return CorrectionCommand(_target(match), match.start("new"))
    return None


def find_removal(text: str) -> Target | None:
    """ "Remove the 4.2", "delete the last one", "leave it out"."""
    match = _REMOVAL.fullmatch(text.strip())
    return _target(match) if match else None


def find_reset(text: str) -> int | None:
    """Where "start over", "clear my results" ends, so that new results may follow; None without."""
    match = _RESET.match(text)
    return match.end() if match else None


def is_reverse(text: str) -> bool:
    """ "Turn the order round", "the other way round", "those are backwards"."""
    return bool(_REVERSE.search(text))
