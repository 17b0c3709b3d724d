"""What a message asks to do with one result given before: to correct it, or to remove it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from b2m.date_patterns import MONTH_NUMBER
from b2m.numbers import DIGIT_WORDS, parse, parse_words
from b2m.reader.all_results import POLITE
from b2m.reader.names import compiled, either
from b2m.reader.ordinals import LAST_BUT_ONE, ORDINALS, ordinal
from b2m.reader.tokens import SENTENCE_ENDS, Moment, Token
from b2m.reader.words import read_words
from b2m.settings import Specimen


@dataclass(frozen=True)
class Target:
    """Which reading is meant: by place (-1 is the last), value, moment or specimen; or not said."""

    position: int | None = None
    value: float | None = None
    moment: Moment | None = None
    year_typed: bool = False  # of the moment
    specimen: Specimen | None = None


@dataclass(frozen=True)
class CorrectionCommand:
    """Which reading to correct, and where in the message its right value stands."""

    target: Target
    start: int


_NOUN = r"(?:one|value|result|reading|number|level|entry|test|bullet|line|row)"
_DIGIT = either(*DIGIT_WORDS)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|\.\d+|{_DIGIT} point {_DIGIT}(?: {_DIGIT})*)"
_UNIT = r"(?:\s?[a-zμ]+\s?/\s?\w+)?"
_ORDINAL = (
    rf"(?P<ordinal>{either(LAST_BUT_ONE, *ORDINALS)}(?:\s{_NOUN})?"
    r"(?!\s(?:time|week|month|year|spring|summer|autumn|fall|winter|\w+day)\b))"
)
_OLD = rf"(?<![\w.,])(?P<old>{_NUMBER}){_UNIT}"
_NEW = rf"(?P<new>{_NUMBER})(?!\w)"
_SHOULD = either(
    r"should(?:'ve|a| have| of)? (?:be(?:en)?|say|read|actually be)",
    r"(?:was|is) (?:actually|really|in fact|meant to be|supposed to be)",
    r"(?:needs|ought|has) to be",
    r"must be|shd be|shoud be|shold be",
)
_ITS = r"(?:(?:in fact |actually |really )?(?:it'?s|it is|it was|i meant|make (?:it|that)|that'?s))"
_WRONG = (
    r"(?:,?\s?(?:that )?(?:is|was|'?s) (?:the )?"
    r"(?:wrong|a typo|typo|a mistake|not right|incorrect|off)"
    r"(?: (?:one|number|value))?[,;.:]?\s(?:and |sorry |it |but )*"
    r"|\s(?:needs|wants) (?:correcting|changing|fixing)[,;.:]?\s)"
)
# "the 3.6 from march should be …": a few words between.
_TAIL = r"(?:\s(?!should|must|not\b|and\b|then\b|to\b)[a-z'-]+){0,5}?"
_CHANGE = (
    r"(?:change|correct|replace|fix|update|edit|make|swap|switch|set)\s"
    r"(?:the\s|my\s|that\s|value\s|result\s|number\s|reading\s)*"
)
_TO = r"(?:to|with|by|into|for|=|->|→|(?:it )?(?:should|must) be)"

_CORRECTIONS = (
    compiled(rf"{_CHANGE}{_ORDINAL}{_TAIL}\s{_TO}\s{_NEW}"),
    compiled(rf"\b(?:make|set)\s(?:the\s|my\s)?{_ORDINAL}\s{_NEW}"),
    compiled(rf"{_CHANGE}(?:from\s)?{_OLD}{_TAIL}\s{_TO}\s{_NEW}"),
    compiled(rf"\b{_ORDINAL}{_TAIL}{_WRONG}?\s?{_SHOULD}\s{_NEW}"),
    compiled(rf"{_OLD}{_TAIL}{_WRONG}?\s?{_SHOULD}\s{_NEW}"),
    compiled(rf"\b{_ORDINAL}{_TAIL}{_WRONG}(?:{_ITS}\s)?{_NEW}"),
    compiled(rf"{_OLD}{_TAIL}{_WRONG}(?:{_ITS}\s)?{_NEW}"),
    compiled(
        rf"(?<![\w.,])(?P<new>{_NUMBER}){_UNIT},?\s\(?(?:and not|not|instead of|rather than)\s"
        rf"(?:the\s)?{_OLD}(?!\w)"
    ),
    compiled(rf"(?:\bnot|n't)\s{_OLD}(?:,?\s(?:but|{_ITS}|rather)\s|,\s|\.\s(?:{_ITS}\s)?){_NEW}"),
    # "strike 3.9, it's 3.6"
    compiled(
        r"\b(?:strike|scratch|scrap|delete|remove|drop|ignore|forget)\s(?:the\s|that\s)?"
        rf"{_OLD}(?:,|;|\.| and)*\s{_ITS}\s{_NEW}"
    ),
    # "No no, March was 3.2"
    compiled(
        r"^\W*(?:(?:no|nope|nah)\b\W*)+(?:in\s|the\s|for\s)?(?:last (?:week|month|year)|today"
        rf"|yesterday|{either(*MONTH_NUMBER)}[a-z]*)(?:'?s)?\.?\s(?:one\s)?"
        rf"(?:was|is|should be)\s{_NEW}"
    ),
    # "I typed 1.8 but it's 1.9"
    compiled(
        rf"\bi (?:typed|wrote|put|said|gave|entered|sent)\s(?:you\s|in\s)?(?:the\s)?{_OLD}"
        rf"(?:,|\.)?\s(?:but|and|when)?\s?(?:in fact\s|actually\s)?{_ITS}\s"
        rf"(?:really\s|actually\s)?{_NEW}"
    ),
    # "correction: the second was 4.7", "oops, I missed the dot, the second one is 3.6"
    compiled(
        r"\b(?:correction|sorry|oops|whoops|wait|missed|forgot|mistake|typo|wrong)\b[^\d\n]{0,30}?"
        rf"\b{_ORDINAL}\s(?:was|is|=)\s{_NEW}"
    ),
    # "I misread the first. It says 3.9"
    compiled(
        rf"\b(?:misread|mistyped|mixed up|got wrong)\s(?:the\s|my\s)?{_ORDINAL}\b[^\d]{{0,40}}?"
        rf"\b(?:says|said|is|was|should be)\s{_NEW}"
    ),
    # "I typed it wrong, the 6.1 was 3.1"
    compiled(
        r"(?:wrong|typo|mistake|mistyped|misread|misspoke|wait|oops|sorry|correction)\b[^\d\n]{0,25}?"
        rf"(?:the\s|that\s|my\s)?{_OLD}\s(?:was|is|=|should|must)\s(?:be\s)?{_NEW}"
    ),
    compiled(
        r"(?:\bi meant|meant to (?:say|type|write|put)|\bcorrection|\bmake that"
        rf"|\bchange (?:it|that) to|\b{_SHOULD}"
        r"|^\W*(?:oh\s|ah\s|no,?\s|wait,?\s)*(?:oops|whoops|sorry|typo|my mistake)[^\d\n]{0,25}?"
        r"|^\W*(?:no|nope|nah)[,.]?\s(?=it'?s\b|it was\b|it is\b|that'?s\b)"
        r"|(?:missed(?: out)?|forgot|left out|misplaced) (?:the |a )?"
        r"(?:dot|point|decimal|comma|period)[^\d\n]{0,20}?)"
        rf"[,:]?\s?(?:it'?s |it is |it was |that'?s |to be |the right (?:one|number) is )*{_NEW}"
    ),
)

_REMOVE_FIRST = re.compile(
    rf"{POLITE}(?P<verb>remove|delete|drop|erase|omit|exclude|skip|undo|scratch|ignore|cancel|scrap"
    r"|cross out|get rid of|take out|leave out|throw out|forget(?: about)?"
    r"|(?:don'?t|do not) (?:count|use|include|want)|take|leave)\b",
    re.IGNORECASE,
)
_REMOVE_BEHIND = re.compile(
    r"(?:,|;|\.|\band\b|\bso\b|\bis wrong\b|\s)\s*(?:please |just |can you )*"
    r"(?:(?:remove|delete|drop|erase|ignore|skip|forget|scratch) (?:it|that|this)"
    r"|(?:take|leave) (?:it|that|this) out)\b(?: one)?(?: please)?[\s.!]*$"
    r"|(?:isn'?t|is not|wasn'?t|was not|are not|aren'?t) (?:mine|my result|my own)[\s.!]*$"
    r"|should(?:n'?t| not) be (?:there|in there|in the list|here|on the list)[\s.!]*$",
    re.IGNORECASE,
)
_WITH_OUT = ("take", "leave")
_AROUND_TARGET = read_words("around_target")

_INSTEAD = re.compile(rf"\b{_SHOULD}\b|\bnot\b|\binstead of\b|\bactually\b", re.IGNORECASE)


def tells_wrong(text: str) -> bool:
    """Whether a message says what should be instead: "March should be April"."""
    return bool(_INSTEAD.search(text))


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


def named_target(tokens: Sequence[Token]) -> Target | None:
    """Which reading tokens name: "the last blood value", "the 4.2 from March", "it".

    None if other words stand among them, or if they name no single reading.
    """
    last_but_one = re.search(LAST_BUT_ONE, " ".join(token.text.lower() for token in tokens))
    target = Target(ORDINALS["penultimate"]) if last_but_one else Target()
    for token in tokens:
        place = ordinal(token.text) if token.kind in ("word", "noise", "date") else None
        if token.kind == "number" and token.in_words and token.value == 1:
            continue  # "the march one"
        if token.kind == "number" and target.value is None:
            target = replace(target, value=token.value)
        elif place is not None and target.position is None:
            target = replace(target, position=place)
        elif token.kind == "specimen":
            target = replace(target, specimen=token.name)  # type: ignore[arg-type]
        elif token.kind == "date" and token.moment and (token.moment.date or token.moment.label):
            target = replace(target, moment=token.moment, year_typed=token.has_year)
        elif token.kind in ("word", "noise"):
            if any(word not in _AROUND_TARGET for word in token.word.split()):
                return None
        elif token.kind == "number":
            return None
    return target


def _clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens up to the first comma, bracket or end of a sentence."""
    for index, token in enumerate(tokens):
        if token.kind in SENTENCE_ENDS | {"comma", "open", "dash"}:
            return tokens[:index]
    return tokens


@dataclass(frozen=True)
class RemovalCommand:
    """Which reading to remove, and where the words that say so end."""

    target: Target
    end: int


def find_removal(text: str, tokens: Sequence[Token]) -> RemovalCommand | None:
    """ "Remove the 4.2", "delete the last one", "the 5.0 is wrong, take it out", "leave it out"."""
    first = _REMOVE_FIRST.match(text)
    if first:
        named = _clause([token for token in tokens if token.start >= first.end()])
        says_out = any(token.word == "out" for token in named)
        if first["verb"].lower() in _WITH_OUT and not says_out:
            return None
        if not named and first["verb"].lower() != "undo":
            return None
        target = named_target(named)
        if (
            target
            and first["verb"].lower() == "cancel"
            and (target.value, target.position) == (None, None)
        ):
            return None  # "cancel my blood test"
        end = named[-1].end if named else len(text)
        return RemovalCommand(target, end) if target else None
    behind = _REMOVE_BEHIND.search(text)
    if behind is None:
        return None
    target = named_target(_clause([token for token in tokens if token.end <= behind.start()]))
    return RemovalCommand(target, len(text)) if target and target != Target() else None
