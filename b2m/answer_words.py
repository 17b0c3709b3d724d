"""The words in which people answer questions, and whether a message holds many others."""

from __future__ import annotations

import re

from b2m.message import Message
from b2m.reader.names import either
from b2m.reader.words import read_words

UNKNOWN = re.compile(
    r"(?:sorry )?(?:i )?(?:really )?"
    + either(
        r"(?:don't|dont|do not|can't|cant|cannot) (?:know|remember|say|tell|find (?:it|out))",
        r"(?:am |i'm )?not sure|unsure|(?:have )?no idea|unknown",
        r"it (?:doesn't|does not) say",
    )
    + r"(?: (?:it|that|sorry))?"
)
LEAVE_OUT = re.compile(
    r"(?:please |just )?(?:leave|take|skip|drop|remove|delete|forget|ignore)"
    r"(?: (?:it|that|this|the date|the value|one))*(?: out)?(?: please)?"
    r"|no date|without (?:a )?date"
)
BEFORE_DATE = re.compile(
    r"^(?:(?:it|that|was|is|it's|i|meant|mean|from|in|on|sorry|should|be|the|oh|ah|oops|lol|haha"
    r"|no(?! idea)|wait|ok|okay|hm+|ugh)[\s,]+)+",
    re.IGNORECASE,
)
SAME_UNIT = re.compile(
    r"\b(?:same|identical)(?: units?)?(?: of measurement| too| again)?"
    r"(?: (?:as|like|for|with|in)\b|\W*$)"
    r"|\bsame units?\b",
    re.IGNORECASE,
)
ECHO = re.compile(
    r"^\W*(?:which|what|the|that|you mean|do you mean)\b[^?.!]{0,40}\?\s+(?=\S)", re.IGNORECASE
)  # "which, the second? it says mg/dL"
UNSURE = re.compile(
    r"^on\s(?:sorry\W*)?(?:i |i'm |i am )?(?:don'?t|do not|can'?t|cannot|no idea|not sure|unsure)"
    r"(?: (?:know|remember|recall|say|tell|find))?(?: exactly)?(?: then)?"
    r"(?: (?:what|which|of|about|the|exact|it|was|is))*"
    r"(?: (?:day|date))?(?: (?:it|that) (?:was|is))?[\s,;.:-]+"
    r"(?:(?:but|only|just|it|was|is|in|that|sometime|some time|the|month|around|about|maybe|put"
    r"|use|take|say)\s)+",
    re.IGNORECASE,
)
DATE_FIRST = re.compile(r"(?:word )?date (?:word )?(?:stop|comma|dash|open|newline)\b")
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
DAY_ALONE = re.compile(
    r"\W*(?:(?:on|sorry|oh|no|it|that|was|is|must|should|be|have|been|then|i|meant|the)\W+)*"
    r"(\d{1,2})(?:st|nd|rd|th)(?:\sthen)?\W*(?:[,.;(-]\D*)?",
    re.IGNORECASE,
)
# "Oh, that's the appointment. The draw was 11/04/2026."
TAKEN_ON = re.compile(
    r"\b(?:draw|drawn|taken|test|sample|blood|result|it|was|should|right|real|actually|done)\b",
    re.IGNORECASE,
)
ALL_ARE = re.compile(
    r"\b(?:all|both)(?: (?:two|three|four|of (?:them|those|these)))? (?:are|were|is|from)\b"
    r"|\b(?:those|these|they)(?: (?:two|three|four))?(?: are|'re| were) (?:both|all)\b",
    re.IGNORECASE,
)
LEAVES = re.compile(
    r"\b(?:leave|take|drop|skip|forget|ignore|remove|delete|scrap|disregard)\b", re.IGNORECASE
)
FIRST_CLAUSE = re.compile(r"([^,;!\n]*\d[^,;!\n]*?)(?:[,;!]|\.\s)\s*(?=\D+$)")
LEAVE_IT = re.compile(
    r"\b(?:ignore|skip|drop|remove|delete|forget|disregard|leave out|take out|scrap)"
    r" (?:it|that|this|that one|this one|that row|that line)\b(?: out)?\W*$"
    r"|\b(?:leave|take) (?:it|that|this|that one|this one|(?:the|that) (?:minus|negative|zero|odd"
    r"|wrong|strange|bad|impossible)(?: (?:one|value|number|result))?) (?:out|off|away)\W*$",
    re.IGNORECASE,
)
RIGHT_AFTER_ALL = re.compile(
    r"^\W*no\W+(?=(?:that'?s|that is|it'?s|it is|its|thats) (?:right|correct|true|what it says))"
)
TAG = re.compile(r"[,\s]+(?:isn'?t it|aren'?t they|innit|eh|right)\W*$", re.IGNORECASE)
WANTS = re.compile(
    r"\b(?:want|need|would like|i'd like|can|could|should|wonder|tell|show|explain|but|not|no"
    r"|wrong|don't|dont|isn't|isnt|wasn't|doesn't)\b"
)
# They speak of taking the sample, not of a result.
OF_VISIT = re.compile(r"\b(?:next|tomorrow|veins?|needles?|appointment|appt)\b", re.IGNORECASE)
YES = read_words("affirming")
MAX_WORDS_AROUND = 16  # around a unit, a specimen or a number like the one asked about
AROUND = YES | read_words("around")


def words(message: Message) -> list[str]:
    """The words of a message that aren't part of a value, unit, date or specimen."""
    return " ".join(message.plain_words).lower().split()


def is_short_statement(message: Message) -> bool:
    """Whether a message holds no question, and no words but those that may go with an answer."""
    return all(word in AROUND for word in words(message))


def little_else(message: Message) -> bool:
    """Whether a message that names what was asked for is short."""
    return len(words(message)) <= MAX_WORDS_AROUND
