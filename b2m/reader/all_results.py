"""What a message asks to do with all results given before: to start over, to turn them round."""

from __future__ import annotations

import re

from b2m.reader.names import compiled, either

LONGEST_COMMAND = 300  # characters; more is a story, or a report
POLITE = (
    r"(?:please|pls|plz|let me|nvm|never ?mind|then|so|can you|could you|would you|can we|can i"
    r"|let'?s|i want to|i'?d like to"
    r"|i would like to|i need to|you can|just|omg|ugh|uh|um|erm|well|ah|wow|shoot|damn|lol|hey"
    r"|haha|oh|sorry|oops|actually|wait|hmm|ok|okay|no|yes|now|[,.!]|\s)*"
)
_RESULTS = r"(?:results|values|numbers|readings|list|levels|everything)"
_RESET = compiled(
    r"\W*(?:clear|reset|clear all)\W*$",
    rf"{POLITE}(?:(?:forget|clear|delete|scrap|bin|scratch|ignore|drop|wipe|never ?mind)"
    r" (?:it all|all that|all of (?:it|that)|that|this|it|those|them|everything|the lot)"
    r"(?:\s?[,.;:-]+\s?|\s)(?:(?:and|n|&|let'?s|please|then|i want to|just) )*)?"
    + either(
        r"start (?:all |it all )?over|begin again|new list|from scratch",
        r"start (?:again|fresh|anew|from scratch|a new list|from the beginning)",
        rf"reset(?: (?:it|that|all|them)| (?:all )?(?:of )?(?:my |the |these )?{_RESULTS})?",
        r"(?:clear|delete|erase|forget|remove|wipe|drop|scrap|bin|throw away|get rid of)\s"
        + either(
            r"it all|them all|them|those|these|(?:the|that) (?:whole )?lot",
            r"all(?: of)?(?: (?:it|them|those|these|that|this))?",
            rf"(?:all )?(?:of )?(?:my |the |these |those )?(?:b2m )?(?:test )?{_RESULTS}",
        ),
    )
    + r"\b(?=\s*(?:$|[.,:;!?]|\d|(?:with|ple?a?se?|plz|thanks|from"
    r"|now|and|again|i (?:want|need|will|have to)|i'?m|i'?ll|because|cos|pls"
    r"|wrong (?:chart|person|sheet|paper|patient|page|file|column|name)"
    r"|(?:they|those|it|that)(?:'s| was| were| are|'re))\b))",
    # "forget the numbers I gave you"; "delete everything I typed" means the conversation
    rf"{POLITE}(?:clear|delete|erase|forget|remove|wipe|drop|scrap|bin|throw away|get rid of)\s"
    r"(?:all )?(?:of )?(?:my |the |these |those )?(?:b2m )?(?:test )?"
    r"(?:results|values|numbers|readings|list|levels)"
    r"(?=\s(?:that )?i (?:gave|typed|sent|told|put|entered|wrote|said)\b)",
    rf"{POLITE}(?:throw|take|leave) (?:all of (?:it|them|that)|it all|them all|everything"
    r"|the (?:lot|whole (?:lot|thing))) (?:out|away|off)\b",
    # "forget those, these are right: 4.3 …"
    rf"{POLITE}(?:forget|ignore|scrap|delete|scratch|disregard)(?: about)?(?: all)?(?: of)?"
    r" (?:those|them|these|that lot|the lot)(?=\s*[,.;:-][^\n]*\d[.,]\d)",
)

_CONVERSATION = re.compile(r"\b(?:chats?|conversations?|messages?)\b", re.IGNORECASE)
_CLAUSE_STARTS = re.compile(r"[.!?;:,\n]\s+(?=\S)")
_CLEARS = re.compile(
    r"\b(?:clear|reset|start|begin|fresh|scratch|wipe|erase|delete|forget|anew|over|remove|empty"
    r"|blank|clean|bin|redo|scrap|restart|drop|ignore)\w*\b",
    re.IGNORECASE,
)
_ORDER = r"(?:the (?:order|list|results|values|numbers)|it|them|that|these|those)"
_TURN = (
    rf"(?:turn {_ORDER}?\s?(?:a?round|back)"
    rf"|(?:reverse|flip|swap|switch|invert) (?:{_ORDER}|around|round))"
)
_REVERSE = compiled(
    rf"\b{_TURN}",
    r"^\W*(?:reverse|backwards|flip)\W*$",
    r"\b(?:other|wrong|opposite) way (?:a?round|about)\b",
    rf"\b(?:have|has|had|got|read|put|typed|gave|list(?:ed)?) {_ORDER} (?:all )?(?:in )?the"
    r" (?:other|wrong|opposite) way\b",
    r"^\W*(?:(?:no|it'?s|it is|that'?s|sorry|please|oh|order)\W+)*(?:the )?(?:other|opposite|wrong)"
    r" way\W*$",
    r"\b(?:wrong|opposite|other|reverse) order\b|order (?:is|was) (?:wrong|backwards?|reversed)",
    r"\b(?:are|is|were|was|in|it'?s|(?:got|have|read|put) (?:it|them|these|those)) (?:all )?"
    r"backwards?\b|upside down",
)


def find_reset(text: str) -> int | None:
    """Where "start over", "clear my results" ends, so that new results may follow; None without."""
    if _CONVERSATION.search(text[:LONGEST_COMMAND]):
        return None  # "get rid of the lot, all my messages"
    starts = [match.end() for match in _CLAUSE_STARTS.finditer(text[:LONGEST_COMMAND])]
    for start in [0, *starts]:
        match = _RESET.match(text, start)
        asks = start > 0 and text[match.end() :].lstrip().startswith("?") if match else False
        if match and not asks:  # "I dropped the jug, start over?"
            return match.end()
    return None


def may_reset(text: str) -> bool:
    """Whether words of a message can mean that all results are to go. What a classifier takes for
    it is not enough to lose them: "no more results, that's all of them"."""
    return bool(_CLEARS.search(text))


def find_reverse(text: str) -> tuple[int, int] | None:
    """Where a message says "turn the order round", "the other way round", "those are backwards"."""
    match = _REVERSE.search(text)
    return match.span() if match else None
