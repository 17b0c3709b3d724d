"""Words that say when a value was measured, or in which order values stand, without a date."""

from __future__ import annotations

from typing import Literal, NamedTuple

from b2m.reader.names import either

# "first", "last": before, behind all others. "earlier": before the value named just before it;
# "previous": so too, if that one was the newest ("now 6, last time 4").
Place = Literal["first", "last", "earlier", "previous"]


class MomentWords(NamedTuple):
    """Words that say when, where they put the value, and whether to show them back."""

    pattern: str
    place: Place | None
    shown: bool


_WHICH = r"(?:first\s|second\s|third\s|last\s|\d{1,2}(?:st|nd|rd|th)\s)?"
_THERAPY = rf"(?:the\s|my\s)?{_WHICH}" + either(
    r"chemo(?:therapy)?",
    r"treatments?",
    r"therapy",
    r"(?:stem cell\s)?transplant(?:ation)?|a?sct",
    r"surgery|operation|radiation|dialysis",
    r"induction|consolidation|maintenance",
    r"car[\s-]?t",
    r"relapse|remission",
)
_CYCLE = r"(?:cycles?|rounds?|courses?|cyc)"
_FEW = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|a few)"
_SINGLE = r"(?:one|result|value|reading|test|level|number)"
_NUMBER_NEXT = r"(?=\s?[:=-]?\s?[<>]?\d)"
_VALUE_NEXT = r"(?=\s?(?:[:,.;)]|it was|$|\d))"

# Longer ways to say it come first.
MOMENTS = (
    MomentWords(
        r"(?:at|from|before|since|after|around)\s"
        r"(?:the time of\s|my\s|the\s|first\s|initial\s)*diagnos[ei]s",
        "first",
        shown=True,
    ),
    MomentWords(
        r"when (?:(?:i|he|she|they|we) (?:was|were|got) )?(?:first\s)?diagnosed|\bdx\b",
        "first",
        shown=True,
    ),
    MomentWords(
        rf"before (?:starting |beginning |i started |i began )?{_THERAPY}(?: started| began)?"
        rf"|pre[\s-]?{_THERAPY}",
        "first",
        shown=True,
    ),
    MomentWords(rf"(?:diagnosis|pre){_NUMBER_NEXT}", "first", shown=True),
    MomentWords(rf"post{_NUMBER_NEXT}", None, shown=True),
    MomentWords(
        either(
            r"(?:at\s)?(?:the\s)?(?:baseline|outset)",
            r"at (?:the\s)?(?:start|beginning)",
            r"at first",
            r"initial(?:ly)?|originally",
            r"to (?:start|begin) with|in the beginning",
        ),
        "first",
        shown=True,
    ),
    MomentWords(
        r"(?:after|before|during|at|in|end of|following|post)?\s?(?:the\s)?"
        rf"{_CYCLE}\s?#?\d{{1,2}}\b(?:\sof\s\d{{1,2}}\b)?",
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:after|during|following) (?:the\s)?{_FEW}\s(?:more\s)?"
        rf"(?:{_CYCLE}|treatments?|infusions?|months|weeks)"
        r"(?: of (?:chemo(?:therapy)?|treatment|therapy))?",
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:after|following) (?:the\s)?(?:first|second|third|fourth|last) {_CYCLE}",
        None,
        shown=True,
    ),
    MomentWords(
        either(
            r"\bc\d{1,2}d\d{1,2}\b",
            r"day \+?\d{1,3}\b",
            r"(?:week|month|visit) \d{1,3}(?=\s?[:=,-]|\s(?:was|it|\d))",
        ),
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:after|during|following|at|in|post|since)[\s-]?{_THERAPY}"
        rf"|(?:at\s)?(?:the\s)?end of {_THERAPY}",
        None,
        shown=True,
    ),
    MomentWords(
        r"(?:right\s)?(?<!what )now(?!\s?:?\s?\ue000)|at the moment|currently|at present"
        r"|these days",
        "last",
        shown=True,
    ),
    MomentWords(
        either(
            r"this time(?: around)?",
            r"most recent(?:ly)?",
            r"(?:the\s)?(?:latest|newest|current)",
            rf"(?:my\s|the\s)last(?=\s{_SINGLE}\s?(?:was|is|came|:|=))",
            r"last(?=\s?[:=])",
        ),
        "last",
        shown=False,
    ),
    MomentWords(
        r"(?:the\s)?last (?:time|visit|check|test|draw)|(?:the\s)?time before",
        "previous",
        shown=True,
    ),
    MomentWords(
        either(
            rf"(?:and\s)?(?:the\s)?{_SINGLE}?\s?(?:before|prior to) (?:that|this|it|then)",
            r"beforehand|the one before",
            r"previous(?:ly)?|prev\b|prior\b|used to be|formerly",
            rf"(?:before|earlier){_VALUE_NEXT}",
        ),
        "earlier",
        shown=False,
    ),
)

_NEW = r"(?:newest|latest|most recent)"
_OLD = r"(?:oldest|earliest)"
_RESULT = r"(?: (?:one|ones|result|results|value|reading))?"
NEWEST_FIRST = either(
    rf"(?:the\s)?(?:{_NEW}|last){_RESULT}(?: (?:is|are|was|comes?|goes|listed))?"
    r"(?: (?:listed|at the top))? first",
    rf"(?:from )?(?:the )?(?:{_NEW}|new) to (?:the )?(?:{_OLD}|old|least recent)",
    r"(?:in )?(?:reverse|backwards?)(?: chronological| date)? order",
    rf"the first (?:one |number |value |result )?(?:is|was) (?:the )?{_NEW}",
    rf"{_NEW} (?:at the top|on top)",
)
OLDEST_FIRST = either(
    rf"(?:the )?(?:{_OLD}|first){_RESULT}(?: (?:is|are|was|comes?))? first",
    rf"(?:from )?(?:the )?(?:{_OLD}|old) to (?:the )?(?:{_NEW}|new)",
    r"(?:in )?(?:chronological |date )?order",
)
