"""Words that say when a value was measured, or in which order values stand, without a date."""

from __future__ import annotations

from typing import Literal, NamedTuple

from b2m.date_patterns import TAKEN_NAME
from b2m.reader.names import either

# "first", "last": before, behind all others. "earlier": before the value named just before it;
# "previous": so too, if that one was the newest ("now 6, last time 4").
Place = Literal["first", "last", "earlier", "previous"]


class MomentWords(NamedTuple):
    """Words that say when, where they put the value, and whether to show them back."""

    pattern: str
    place: Place | None
    shown: bool


_WHICH = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|last)\s(?:line\s)?|\d{1,2}(?:st|nd|rd|th)\s)?"
    r"(?:more\s)?"
)
_THERAPY = rf"(?:the\s|my\s)?{_WHICH}" + either(
    r"chemo(?:therapy)?",
    r"treatments?|tx",
    r"therapy",
    r"(?:stem cell\s)?transplant(?:ation)?|a?sct|stem cells?",
    r"surgery|operation|radiation|dialysis",
    r"induction|consolidation|maintenance",
    r"car[\s-]?t",
    r"relapse|remission",
    r"hospital|admission|discharge",
)
_CYCLE = r"(?:cycles?|rounds?|courses?|cyc)"
_FEW = (
    r"(?:(?<!\d)\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few"
    r"|a couple of|an?)"
)
_SINGLE = r"(?:one|result|value|reading|test|level|number|visit|draw|check)"
_NUMBER_NEXT = r"(?=\s?[:=-]?\s?[<>]?\d)"
_NO_DECIMALS = r"(?![.,]?\d)(?!\s?\ue000)"  # and no unit
_SHEET = r"(?:paper|sheet|letter|report|printout|result|test|one|reading|value|number)"
# "an older paper from January with 2.3"; U+E001 stands where a date was taken out
_SAYS_VALUE = (
    r"(?=(?:\s(?:from|of|in|with|says|said|shows|showed|it|was|is)|\s?[:=]|\s?\ue001)+"
    r"\s?[<>]?\d)"
)
_BEFORE_VALUE = r"\s?(?:[:=]|was|is)?\s?[<>]?\.?\d"
_VALUE_NEXT = r"(?=\s?(?:[:,.;)]|(?:it )?was|$|\d))"

# Longer ways to say it come first.
MOMENTS = (
    MomentWords(
        r"(?:at|from|before|since|after|around)\s"
        r"(?:the time of\s|my\s|the\s|first\s|initial\s)*diagnos[ei]s",
        "first",
        shown=True,
    ),
    MomentWords(
        rf"{_FEW}\s(?:days|weeks|months|years)\s(?:earlier|before that|prior)",
        "earlier",
        shown=True,
    ),
    MomentWords(
        r"before (?:i|he|she|they|we) (?:even )?(?:began|started)"
        r"(?: anything| (?:the )?treatment)?",
        "first",
        shown=True,
    ),
    MomentWords(
        r"before (?:i|he|she|they|we) (?:was|were|got) (?:first |even )?diagnosed",
        "first",
        shown=True,
    ),
    MomentWords(
        r"when (?:(?:i|he|she|they|we) (?:was|were|got) )?(?:first\s)?diagnosed|(?:at\s|from\s)?dx",
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
    MomentWords(
        rf"before (?:i )?(?:start(?:ing|ed)|beginning|began|going on) [a-z-]{{3,}}{_NUMBER_NEXT}",
        "first",
        shown=True,
    ),
    MomentWords(rf"post{_NUMBER_NEXT}", None, shown=True),
    MomentWords(r"before(?=\s?:?\s?\d[^\n]{0,60}\bafter\s?:?\s?\d)", "first", shown=True),
    # "20 before, 12.5 after"
    MomentWords(
        r"before(?=[,;]?\s(?:and\s|but\s)?[<>]?\s?\d[^\n]{0,40}\bafter(?:wards?)?\W*$)",
        "first",
        shown=True,
    ),
    MomentWords(r"(?<!at )after(?:wards?)?(?=\W*$)", None, shown=True),
    MomentWords(
        either(
            r"(?:at\s)?(?:the\s)?(?:baseline|outset)",
            r"at (?:the\s)?(?:very\s)?(?:start|beginning)",
            r"at first",
            r"initial(?:ly)?|originally",
            r"to (?:start|begin) with|in the beginning",
        ),
        "first",
        shown=True,
    ),
    MomentWords(
        r"(?:after|before|during|at|in|end of|following|post)?\s?(?:the\s)?"
        rf"{_CYCLE}\s?#?\d{{1,2}}{_NO_DECIMALS}\b(?:\s?(?:-|–|to)\s?\d{{1,2}}{_NO_DECIMALS}\b)?(?:\sof\s\d{{1,2}}{_NO_DECIMALS}\b)?"
        rf"|(?:after|before|during|at|following|post|pre)[\s-]c\d{{1,2}}{_NO_DECIMALS}",
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:after|during|following) (?:the\s|my\s)?(?:first\s|last\s)?{_FEW}\s(?:more\s)?"
        rf"(?:{_CYCLE}|treatments?|infusions?|doses|sessions|months?|weeks?|years?|days)"
        rf"(?: (?:of|on|in) (?!\d)[\w-]+)?"
        rf"|at {_FEW}\s(?:{_CYCLE}|days|weeks|months|years?)(?!\s(?:old|of age))"
        rf"|{_FEW}\s(?:{_CYCLE}|days|weeks?|months?|years?)\s"
        r"(?:later|after(?:wards)?"
        r"(?:\s(?:(?:the|my|his|her)\s)?(?:stem cell\s)?(?:transplant|surgery|chemo(?:therapy)?"
        r"|treatment|diagnosis|radiation)(?!\w))?"
        r"|in(?:to (?!\d)\w+)?|on (?!\d)\w+|post[\s-]\w+|out)",
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:after|before|following|during|at) (?:the\s|my\s)?"
        rf"(?:first|second|third|fourth|fifth|sixth|last|final|\d{{1,2}}(?:st|nd|rd|th))\s{_CYCLE}",
        None,
        shown=True,
    ),
    MomentWords(
        either(
            r"\bc\d{1,2}d\d{1,2}\b",
            r"d\s?\+\s?\d{1,3}\b",
            rf"day \+?\d{{1,3}}{_NO_DECIMALS}\b(?: (?:after|post)[\s-](?!\d)\w+)?",
            rf"(?:week|month|visit|year|draw) \d{{1,3}}{_NO_DECIMALS}"
            r"(?=\s?[:=,|-]|\s?\.{2,}|\s(?:was|it|\d))",
            r"(?:at |on )?(?:the |my )?(?:first|second|third|fourth|\d(?:st|nd|rd|th)) "
            r"(?:visit|appointment|check[\s-]?up|follow[\s-]?up)",
            r"(?:at (?:the |my )?)?follow[\s-]?up|half[\s-]?way(?: through)?|mid[\s-]treatment"
            r"|(?<!one )(?<!ones )(?:at|in) the (?:middle|end)(?!,?\s(?:it|that|this)\b)",
        ),
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:after|during|following|at|in|on|post|mid|since)[\s-]?{_THERAPY}"
        rf"|(?:at\s)?(?:the\s)?(?:start|beginning|middle|end) of {_THERAPY}"
        # A medicine's name, or the like: "after Revlimid 3.1", "since starting dara: 2.9".
        r"|(?:after|since|on|during) (?:starting |stopping |finishing |switching to |my |the )?"
        r"(?!that|this|then|being|having|average|paper|page|line|monday|hold|time)[a-z-]{4,}"
        rf"(?=\s?(?:[:=(]|it was|was|\d+[.,]\d))",
        None,
        shown=True,
    ),
    MomentWords(
        rf"(?:the\s|my\s)?(?:oldest|earliest|very first|first ever)(?:\s{_SINGLE})?(?!\sfirst)",
        "first",
        shown=False,
    ),
    MomentWords(
        r"(?:right\s)?(?<!what )(?<!see )(?<!i )(?<!for )now(?!\s?:?\s?[\ue000-\ue002])"
        r"(?!,?\s(?:add|put|take|remove|delete|change|please|let)\b)"
        r"|at the moment|currently|at present|these days",
        "last",
        shown=True,
    ),
    MomentWords(
        either(
            r"(?<!before )this (?:time(?: around)?|test|one|draw|check|visit|appointment)"
            r"(?!\sof\b)",
            r"most recent(?:ly)?",
            r"(?:the\s)?(?:latest|newest|current)",
            rf"(?:my\s|the\s)last(?=\s{_SINGLE}\s?(?:was|is|came|:|=))",
            r"last(?=\s?[:=])",
            rf"(?<!the )last(?=\s{TAKEN_NAME}+\s(?:(?:test|result|level|value)\s)?"
            r"(?:was|is|came|:|=))",
        ),
        "last",
        shown=False,
    ),
    MomentWords(
        r"(?:the\s|my\s)?last (?:time|visit|check|test|draw|appointment)"
        r"|(?:one|two|three) (?:tests?|visits?|draws?|checks?|times?|results?) ago",
        "previous",
        shown=True,
    ),
    MomentWords(
        r"(?:the\s)?time before|the (?:week|month|year|visit|test) before(?: that| this)?",
        "earlier",
        shown=True,
    ),
    MomentWords(
        rf"(?:the\s)?(?:next\s)?(?:{_SINGLE}\s)?after (?:that|this|it|those|these)(?: one)?"
        r"(?=\s(?:it\s)?(?:was|is|came|had|showed|says)\b|\s?[:,=]|\s[<>\d])",
        None,
        shown=False,
    ),
    MomentWords(
        r"(?:in front|ahead) of (?:them all|all of them|them|it|those|these"
        r"|(?:all )?the (?:others|rest|list))",
        "first",
        shown=False,
    ),
    MomentWords(
        either(
            rf"(?:and\s)?(?:the\s)?{_SINGLE}?\s?(?:before|prior to|(?:earlier|older) than) "
            r"(?:(?:that|this)(?: one)?|it|then|(?:those|these)(?: two)?|the (?:other )?two|both"
            r"|them|all (?:of )?(?:that|those|these|them))",
            r"beforehand|the one (?:from )?before|(?:that'?s|that was|which is|it'?s)"
            r" (?:the )?older(?: one)?",
            rf"(?:the\s|an\s|my\s)?(?:older|earlier|old) one"
            r"(?:\s(?:she|he|it|they|i)\s(?:says?|found|said|have|had))?"
            rf"(?={_BEFORE_VALUE}|,|\sin the)",
            rf"(?:the\s|an\s|my\s)?(?:older|earlier|old) {_SHEET}{_SAYS_VALUE}",
            rf"(?:an?\s)?(?:older|earlier)\s(?={TAKEN_NAME})",
            r"previous(?:ly)?|prev\b|prior\b|used to be|formerly",
            rf"(?:before|earlier){_VALUE_NEXT}",
        ),
        "earlier",
        shown=False,
    ),
    MomentWords(r"first(?=\s?[:=]?\s?\d+[.,]\d)", "first", shown=False),
    MomentWords(r"last(?=\s?[:=]?\s?\d+[.,]\d)", "last", shown=False),
    MomentWords(r"(?<!at )after(?=\s?:\s?\d|\s\d+[.,]\d)", None, shown=True),
)

_NEW = r"(?:newest|latest|most recent)"
_OLD = r"(?:oldest|earliest)"
_RESULT = (
    r"(?: (?:one|ones|number|numbers|result|results|value|values|reading|readings|test|tests))?"
)
NEWEST_FIRST = either(
    rf"(?:the )?{_NEW}{_RESULT} (?:is |are )?(?:on|at|to) the left|right to left",
    rf"(?:the\s)?(?:{_NEW}|last){_RESULT}(?: (?:is|are|was|comes?|goes|listed))?"
    r"(?: (?:listed|at the top))? first",
    rf"(?:from )?(?:the )?(?:{_NEW}|new) to (?:the )?(?:{_OLD}|old|least recent)",
    r"(?:in )?(?:reverse|backwards?)(?: chronological| date)? order",
    rf"the first (?:one |number |value |result )?(?:is|was) (?:the )?{_NEW}",
    rf"{_NEW}{_RESULT}(?: (?:is|are|was|being))? (?:at the top|on top|up top)",
    rf"(?:the )?(?:first|top|1st){_RESULT} (?:is|was|being|=) (?:the |my )?"
    rf"(?:{_NEW}|last|current|now)",
    rf"(?:the )?(?:last|bottom|final){_RESULT} (?:is|was|being|=) (?:the |my )?(?:{_OLD}|first)",
    rf"(?:the )?{_OLD}{_RESULT} (?:(?:is|are|was|being|comes?|goes|listed) )?(?:the )?"
    r"(?:last|at the (?:bottom|end)|on the bottom)",
    r"(?:going|working|counting|listed?) back(?:wards?)?(?: in time)?|from now back(?:wards?)?",
    r"(?:in )?descending(?: date)? order",
)
OLDEST_FIRST = either(
    rf"(?:the )?(?:first|top|1st){_RESULT} (?:is|was|being|=) (?:the |my )?{_OLD}",
    rf"(?:the )?{_OLD}{_RESULT} (?:is |are )?(?:on|at|to) the left|left to right",
    rf"(?:the )?(?:{_NEW}|last){_RESULT} (?:is |are )?(?:on|at|to) the right",
    rf"(?:the )?(?:last|bottom|final){_RESULT} (?:is|was|being|=) (?:the |my )?{_NEW}",
    rf"(?:the )?{_NEW}{_RESULT} (?:(?:is|are|was|being|comes?|goes|listed) )?(?:the )?"
    r"(?:last|at the (?:bottom|end)|on the bottom)",
    rf"{_OLD}{_RESULT}(?: (?:is|are|was|being))? (?:at the top|on top|up top)",
    rf"(?:the )?(?:{_OLD}|first){_RESULT}(?: (?:is|are|was|comes?))? first",
    rf"(?:from )?(?:the )?(?:{_OLD}|old) to (?:the )?(?:{_NEW}|new)",
    r"in (?:the )?(?:chronological |date |right |correct |that |this |time )?order|chronologically",
)
