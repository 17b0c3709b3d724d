"""Words that say what a message does to known results: correct, take out, swap, put back, add."""

from __future__ import annotations

from b2m.reader.names import RELATIVES, compiled, either

_IT = r"(?:it|that|this|them|those|these|things?|everything|all of it|the (?:one|list|lot|rest))"


# Something said before was wrong.
CORRECTS = compiled(
    r"^\W*(?:(?:and|oh|ah|er+|um+|ok|okay|well|but)\W+)*(?:no|nope|nah|sorry|wait|oops|whoops"
    r"|hang on|hold on|pardon|excuse)\b",
    r"\bno wait\b|\b(?:is|was|are|were)(?:n'?t| not)\b|\bnot\b",
    r"\b(?:wrong|wrongly|typo|mistake|mistyped?|mis-?(?:read|heard|spoke|placed|printed)"
    r"|incorrect|error|slip(?:ped)?|smudged?|mixed up|muddled|swapped|telling a lie|silly me"
    r"|my bad|my fault)\b",
    r"\b(?:i|we|he|she|they) (?:meant?|ment|said)\b|\bmeant to\b|\bi should have\b",
    r"^\W*(?:i )?meant\b|^\s*\*|[,.;]\ssorry\b|\bsorry\W*$|\bupside down\b|\bbackwards\b"
    r"|\bway round\b",
    r"\bread (?:it |that )?(?:bad|badly|wrong|wrongly)\b|\bexcuse me\b|\bmisjudged\b",
    r"\b(?:real|right|true|proper|corrected) (?:figure|number|value|one|result|reading)\b",
    r"\b(?:switched|transposed|flipped|twisted) (?:the |two |my )*(?:digits|numbers|figures)\b",
    r"\bcorrect(?:ion|ed)?\b|\bdid i (?:say|type|write|put)\b|\bexact(?:ly)?\b",
    r"\bshoul?d(?:'ve|a| have| of)? (?:be(?:en)?|say|read|have)\b",
    r"\b(?:must|has to|ought to|needs to) be\b",
    r"\b(?:actually|really|in fact|instead|rather than)\b|\bscratch that\b|\bamend(?:ed|ment)?\b",
    r"\b(?:change|replace|fix|update|edit|overwrite|switch)\b",
    r"\b(?:make|set|turn) (?:the|it|that|my|them|this|those|first|second|third|last)\b",
    r"\b(?:make|set) [a-z]{3,9}\.? (?:to )?\d|\bforg[eo]t to (?:type|write|put)\b",
    r"\bneeds? (?:correcting|changing|fixing|to change)\b",
    r"\bgo with\b",
    r"\b(?:missed(?: out)?|forgot|left out|without|lost|dropped|skipped) (?:the |a )?"
    r"(?:dot|point|decimal|comma|period)\b",
    r"\b(?:dot|point|decimal|comma|sign)\b.{0,25}\b(?:wrong|missing|faint|gone)\b",
    r"\btheres a (?:dot|point)",
    r"\bno idea where\b|\brubbed out\b",
    r"\bi (?:now|can) see\b|\bi see now\b",
    r"\b(?:look(?:ed|ing)?|checked) (?:again|properly|closer)\b",
)
# A reading is to go.
REMOVES = compiled(
    r"\b(?:remove|delete|drop|erase|omit|exclude|skip|scratch|ignore|cancel|scrap|disregard|bin"
    r"|chuck|wipe|strike|discard|lose|dump|kill|cut(?! off))\b",
    r"\b(?:cross|take|leave|throw|keep|strike|rub|chuck)\b(?:[^.?!]|\.(?=\d)){0,25}?"
    r"\b(?:out|off|away|aside)\b",
    r"\bclear (?:it|that|this|those|them)\b",
    r"\bout with (?:it|that|this)\b|\bget rid\b|\bforget\b(?! to\b)|\bnever ?mind the\b",
    r"\b(?:don'?t|do not|doesn'?t|does not|shouldn'?t|should not|can'?t) (?:count|use|include"
    r"|want|belong|be (?:there|here|in|on|counted))\b",
    r"\bwithout the\b",
)
_OTHERS = either(
    rf"(?:(?:my|his|her|our|the) )?{RELATIVES}(?:[\s-]in[\s-]law)?'?s",
    r"(?:somebody|someone|some ?one) else(?:'?s)?",
    r"(?:another|a different|the wrong|other) (?:patient|person|name)",
)
# … which a message may say of other things than results.
ELSEWHERE = compiled(
    r"\b(?:chat|convers\w+|convo|log|messages?|history|thread|appointments?|all (?:of )?(?:it"
    r"|this|i said)|everything)\b"
)
# … because it is somebody else's, or another test's.
NOT_MINE = compiled(
    r"\b(?:is|was|are|were)(?:n'?t| not)(?: even| really| actually| one of)? (?:mine|hers|his"
    r"|ours|my|her|him|me)\b",
    rf"\b(?:is|was|are|were|belongs? to|from|it'?s|that'?s) (?:really |actually )?{_OTHERS}(?!\w)",
    r"\b(?:is|was|are|were) (?:really |actually )?(?:for |from )?(?:another|a different"
    r"|some other) (?:test|marker|thing|protein)\b",
    r"\b(?:is|was|are|were)(?:n'?t| not) (?:an? |the |my |any )?(?:b2m|beta|result|blood test)",
    r",?\s\bnot (?:my|mine|an?|the|any) ?(?:own )?(?:results?|b2m|values?|levels?)?\W*$",
    r"\b(?:is|was) (?:just |only |really |actually )?(?:the |a )?(?:top|bottom|upper|lower|limit"
    r"|cut-?off|reference|normal range|end of the)\b",
    r"\bbelongs? to (?:my |his |her |the )?\w+\b(?=[^.]{0,3}$)",
)
KEEPS = compiled(
    r"\b(?:only|just)\s(?:keep|use|count|want|have|take)\b",
    r"\b(?:keep|use|count|take)\s(?:only|just)\b",
    r"\b(?:all|everything|anything)\s(?:but|except|apart from)\b",
)
SWAPS = compiled(
    r"\b(?:swap|swapped|swop|switch|switched|exchange|interchange|trade|transposed?|mixed up"
    r"|muddled|mixed|reversed?|flip(?:ped)?)\b",
    r"\b(?:wrong|other) way (?:a?round|about)\b",
)
UNDOES = compiled(
    rf"\b(?:put|change|turn|set|switch|bring|move|pop|stick|add|swap|flip|make|have)\s(?:{_IT}"
    r"|the [\w.,]+|[\d.,]+)(?: one)?\sback\b(?!wards)",
    r"\bwith (?:it|that|them) (?:again|back)\b|\bback in (?:again|please|pls|now|then|where)\b",
    r"^\W*(?:(?:no|oh|ok|actually|sorry|wait)\W+)*(?:ignore|scratch|cancel|undo|forget|disregard"
    r"|strike) (?:that|this)\s?(?:[,.;:!-]|$)",
    r"\b(?:put|change|turn|bring|switch|set|add)\sback\b(?!wards)",
    r"\bundo\b|\brevert\b|\brestore\b|\breinstate\b|\bun-?delete\b",
    r"\b(?:put|leave|keep|back|want|have|again|right|fine|list)\b.{0,20}\b(?:as|like|how|the way"
    r"|what) (?:it|they|things|that) (?:was|were|had been|used to be)\b",
    r"\b(?:was|were|had it|is|it'?s)\b[^.?!]{0,15}\b(?:right|correct|fine|ok|okay"
    r"|good)(?: (?:the )?(?:first time|before(?=\W*$)|to begin with|originally|already|as (?:it"
    r"|they) (?:was|were|is|are)|all along|in the first place|after all))\b",
    r"\b(?:cancel|ignore|forget|scrap|scratch|reverse|drop|never ?mind)\s(?:about\s)?(?:(?:that"
    r"|the|my|this)\s)?(?:last|latest|previous)?\s?(?:change|correction|edit|bit|swap|switch)\b",
    r"\b(?:ignore|forget|scrap|scratch|never ?mind)\s(?:about\s)?(?:what i (?:just )?(?:said"
    r"|typed|wrote))\b",
    r"^\W*(?:(?:no|oh|ok|actually|sorry|wait)\W+)*(?:scratch|cancel|strike|reverse|undo) (?:that"
    r"|it|this)(?: (?:please|pls|again|last one))?\W*$",
    r"\bright the first time\b",
)
# A result that was left out is given now.
ADDS = compiled(
    r"\b(?:add|adding|another|extra|also|additional|one more|as well|too(?=\s*(?:$|[,.;!]))|next"
    r"|today'?s?|new(?=\s?:|\s(?:labs?|blood|b2m|today|test|\d)\b|\s(?:one|value|result|number|reading)\b"
    r"(?! (?:is|was|should)\b))|redid|repeated?|retest(?:ed)?"
    r"|redone|since then)\b|\bthen\b(?=\s(?:it\b|was\b|\d|[<>]))|^\W*(?:and )?then\b",
    r"\b(?:forgot|missed|overlooked|skipped|left out|omitted|found)\b(?!\sit\b|\s(?:the |a )?(?:dot"
    r"|point|dec|comma|period|sign|\d\b|number|digit|zero))",
)
# … which an older paper, or another one, has.
BRINGS = compiled(
    r"\b(?:an?|another|one|some|also)\s(?:even )?(?:older|earlier|newer|later|second|further"
    r"|previous|more recent)(?! (?:than|one (?:is|was) wrong))\b"
    r"|\bthere(?:'?s| is| was) also\b"
    r"|\banother (?:paper|letter|sheet|page|slip|printout|report|result|one|test)\b",
)
BETWEEN = compiled(r"\b(?:in[\s-]?)?between\b|\bin the middle\b")
# … so clearly that a bare number is meant for one given before.
TAKES_BACK = compiled(
    r"^\W*(?:(?:and|oh|ah|er+|um+|ok|okay|well)\W+)*(?:no|nope|nah|sorry|oops|whoops|wait"
    r"|hang on|hold on)\b",
    r"\b(?:wrong|wrongly|typo|mistake|mistyped?|mis-?(?:read|heard|spoke)|incorrect|lie|silly me"
    r"|my bad)\b",
    r"\b(?:i|we|he|she|they) (?:meant?|ment)\b|\bmeant to\b|\bcorrection\b|\bscratch that\b",
    r"\binstead\b",
    r"\bshoul?d(?:'ve|a| have| of)? (?:be(?:en)?|say|read)\b",
    r"\b(?:must|has to|ought to|needs to) be\b",
    r"\b(?:dot|point|decimal|comma)\b|\brubbed out\b|\bnot\b",
    r"\b(?:swapped|mixed up|muddled)\b.{0,12}\b(?:digits|numbers|figures)\b",
)
# In the middle of a message: what was said before it doesn't hold.
TAKEN_BACK = compiled(
    r"[^\w\s]\W*(?:oh |ah )?(?:no,? (?:wait|sorry|hang on|hold on)|wait|hang on|hold on"
    r"|scratch that)\b"
)
# Words about how a number is written.
DIGITS = compiled(
    r"\b(?:dot|point|decimal|comma|digit|figure|smudged?|faint|rubbed|glasses|typed|keyboard"
    r"|keys?|buttons?|fingers?|misread|row|line)\b"
)
DIGIT_LOST = compiled(
    r"\b(?:left out|missed|forg[eo]t(?: to (?:type|write|put))?|dropped|lost|swallowed|swapped"
    r"|switched|transposed|mixed up|turned round) the\b"
)
MEANT = compiled(r"\b(?:i|we|he|she|they) (?:meant?|ment)\b|\bmeant\b")
TWICE = compiled(
    r"\b(?:typed|wrote|gave|entered|sent|put|said|have|got|in there|listed"
    r"|there)\b.{0,25}\b(?:twice|double|two times)\b",
    r"\bduplicates?\b|\brepeat of\b|\bdoubled up\b",
)
OUT = compiled(
    r"(?:take|leave|throw|cross|cut|keep|strike|rub) (?:it|that|this|that one)? ?"
    r"(?:out|off|away|aside)",
    r"get rid\W*(?:of (?:it|that|this))?",
)
WANTS = compiled(r"\b(?:want|like|need)\b")
IN_TURN = compiled(r"\b(?:first|after|then|before|later|next|oldest|newest)\b")
NO_DATES = compiled(
    r"\b(?:forget|ignore|leave out|drop|without|never ?mind) (?:about )?the dates?\b"
)
LEADS_TO_VALUE = frozenset(
    {"is", "was", "be", "to", "but", "says", "say", "said", "read", "reads", "it's", "its", "been",
     "actually", "really", "with", "by", "as", "think", "exactly", "make", "mine", "not", "than",
     "are", "were", "that's"}
)  # fmt: skip
