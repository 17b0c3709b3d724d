"""What a message asks to do with the results given before: correct one, remove one, start over, turn round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from b2m.numbers import DIGIT_WORDS, parse, parse_words

ORDINALS = {
    name: position
    for position, names in enumerate(
        (
            "first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
            "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th",
        )
    )
    for name in names.split()
} | {"oldest": 0, "earliest": 0, "last": -1, "latest": -1, "newest": -1, "final": -1}  # fmt: skip

_VALUE_NOUN = r"(?:one|value|result|reading|number|level|entry|test)"
_ORDINAL = rf"(?:{'|'.join(ORDINALS)})(?:\s{_VALUE_NOUN})?"
_DIGIT_WORDS = "|".join(DIGIT_WORDS)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|\.\d+|(?:{_DIGIT_WORDS}) point (?:{_DIGIT_WORDS})(?: (?:{_DIGIT_WORDS}))*)"
_UNIT_TAIL = r"(?:\s?[a-zμ]+\s?/\s?\w+)?"
_SHOULD = (
    r"(?:should(?:'ve| have)? (?:be(?:en)?|say|read)|was (?:actually|really|meant to be|supposed to be)"
    r"|is (?:actually|really|meant to be|supposed to be)|needs to be|must be|ought to be|has to be)"
)
_WRONG = r"(?:,?\s?(?:that )?(?:is|was|'s) (?:wrong|a typo|a mistake|not right|incorrect)[,;.]?\s(?:and |it )*)"


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


_CORRECTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:change|correct|replace|fix|update|edit|make|swap)\s(?:the\s|my\s|that\s)*(?:(?P<ordinal>{_ORDINAL})"
        rf"|(?:from\s)?(?P<old>{_NUMBER}){_UNIT_TAIL})\s(?:to|with|by|into|for)\s(?P<new>{_NUMBER})(?!\w)",
        rf"\b(?P<ordinal>{_ORDINAL})(?:{_WRONG})?\s?(?:{_SHOULD})\s(?P<new>{_NUMBER})(?!\w)",
        rf"(?<![\w.,])(?P<old>{_NUMBER}){_UNIT_TAIL}(?:{_WRONG})?\s?(?:{_SHOULD})\s(?P<new>{_NUMBER})(?!\w)",
        rf"(?<![\w.,])(?P<new>{_NUMBER}){_UNIT_TAIL},?\s(?:and not|not|instead of|rather than)\s(?:the\s)?(?P<old>{_NUMBER})(?!\w)",
        rf"\bnot\s(?P<old>{_NUMBER}){_UNIT_TAIL},?\s(?:but|it'?s|it is|it was|rather)\s(?P<new>{_NUMBER})(?!\w)",
        rf"(?:\bi meant|meant to (?:say|type|write|put)|\bcorrection|\bmake that|\bit {_SHOULD}|\bthat {_SHOULD}"
        rf"|^(?:oops|sorry|typo)[^\d\n]{{0,25}}?)[,:]?\s(?:it'?s |it is |it was |to be )*(?P<new>{_NUMBER})(?!\w)",
    )
)
_POLITE = r"(?:please|can you|could you|can we|can i|let'?s|i want to|i'?d like to|i would like to|ok|okay|no|yes|now|[,.!]|\s)*"
_DONE = r"(?:\s?(?:please|thanks|thank you|again|now|from (?:the|my) (?:list|results)|value|result|reading|one|[.!?]))*\s*"
_REMOVAL = re.compile(
    rf"{_POLITE}(?:remove|delete|drop|take out|forget(?: about)?|leave out|ignore|scratch|erase|omit|exclude|skip|undo)"
    rf"\s(?:the\s|my\s|that\s)*(?:(?P<ordinal>{_ORDINAL})|(?P<old>{_NUMBER}){_UNIT_TAIL}|it|that|this)(?: one)?{_DONE}"
    rf"|{_POLITE}(?:undo|(?:leave|take) (?:it|that) out){_DONE}",
    re.IGNORECASE,
)
_RESULTS = r"(?:results?|values?|numbers?|readings?|list|levels?|everything|data|history)"
_RESET = re.compile(
    rf"{_POLITE}(?:(?:forget|clear|delete) (?:it all|everything) and )?(?:start (?:all |it all )?over|start (?:again|fresh|anew|from scratch|a new list)|begin again|new list|from scratch"
    rf"|reset(?: (?:it|that|everything|all|them)| (?:all )?(?:of )?(?:my |the |these )?{_RESULTS})?"
    rf"|(?:clear|delete|erase|forget|remove|wipe|drop)\s(?:it all|them all|everything|them|all(?: of (?:it|them))?"
    rf"|(?:all )?(?:of )?(?:my |the |these |those )?(?:b2m )?(?:test )?(?:results|values|numbers|readings|list|levels|everything)))\b"
    r"(?=\s*(?:$|[.,:;!?]|with\b|please\b|from\b|now\b|and\b|\d))",
    re.IGNORECASE,
)
_ORDER = r"(?:the (?:order|list|results|values|numbers)|it|them|that|these|those)"
_REVERSE = re.compile(
    rf"\bturn {_ORDER}?\s?(?:a?round)|\b(?:reverse|flip|swap) {_ORDER}|^\W*(?:reverse|backwards|flip)\W*$"
    r"|\b(?:other|wrong|opposite) way(?: a?round)?|\b(?:wrong|opposite|other|reverse) order\b|order (?:is|was) wrong"
    r"|\b(?:are|is|were|was|in) backwards?\b",
    re.IGNORECASE,
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
    """Where new results may follow after "start over", "clear my results"; None if nothing says so."""
    match = _RESET.match(text)
    return match.end() if match else None


def is_reverse(text: str) -> bool:
    """ "Turn the order round", "the other way round", "newest first"."""
    return bool(_REVERSE.search(text))
