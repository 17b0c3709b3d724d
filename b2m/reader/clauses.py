"""Tells apart what a message tells, what it asks ("is that good?") and what it only supposes ("if
it goes over 5"). Numbers that are supposed are no results; nothing that is asked changes results.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from b2m.reader.names import either

_OPENING = (
    r"(?:(?:and|but|so|ok|okay|well|oh|hi|hello|hey|hmm+|also|then|or|sorry|thanks|thank you|please"
    r"|one (?:more|last) (?:thing|question)|just|now|doctor|nurse)\b[\s,:!-]*)*"
)
_SUBJECT = (
    r"(?:i|it|that|this|they|you|u|we|he|she|these|those|there|the|my|his|her|our|their|someone"
    r"|somebody|anyone|anything|dad|mom|mum)\b"
)
_PRONOUN = r"(?:i|it|that|this|they|you|u|we|he|she|these|those|there|my|his|her)\b"
_NOT = r"(?:n'?t)?\s"
_QUESTION = either(
    rf"(?:is|are|am|do|does|can|could|should|would|will|shall|may|might){_NOT}{_SUBJECT}",
    r"(?:is|are|would|could|can|should)(?:n'?t)?\s[\d.,]*\d\s"
    r"(?!(?:no|not|and|or|in|on|at|from|now|then|instead|mg|ug|mcg|ng|nmol|please)\b)[a-z]",
    r"(?:was|were)\s(?:the|that)\s[\d.,]*\d\s(?:really|too|that|so|very|high|low|normal|bad|good|ok)\b",
    r"(?:is|are)\s(?:stage|levels?|b2m|beta|cancer|chemo|it|there)\b",
    r"does(?:n'?t)?\s|(?:would|could|can|should|will|do) (?:an?|any|all|both)\s",
    rf"(?:was|were|did|has|have|had){_NOT}{_PRONOUN}(?!\s\d|(?<=did i) (?:say|type|write|put))",
    r"(?:what|wat|wot|whats|what's)\s(?!i\b|he\b|she\b|they\b|we\b)",
    r"how(?:'s|s)?\s(?:much|many|long|far|bad|high|low|big|often|do|does|did|is|are|was|can|could"
    r"|should|would|come|about|will|serious|worried|old|soon|good)\b",
    r"why\b",
    r"(?:when|where|who|which)\s(?:do|does|did|is|are|will|should|can|could|would|one\s(?:is|are|of)"
    r"|of|number|result)\b",
    r"explain\b|(?:can|could|would|will) (?:you|u|someone|anyone) (?:please )?(?:explain|tell)\b",
    r"any idea\b|what'?s\b",
)
# "Can you take it out", "could we change the first": asked for, not asked about.
_REQUEST = re.compile(
    rf"{_OPENING}(?:can|could|would|will|may|might|shall) (?:you|u|i|we)\b(?! (?:explain|tell me wh"
    r"|tell me if|have (?:the|a|it)|get(?! rid)|eat|drink|drive|still|do the|say (?:what|if|why)))"
    r"[^?]{0,40}?\b(?:get rid|take|remove|delete|drop|erase|leave|skip|change|correct|fix|replace"
    r"|swap|switch|turn|reverse|flip|put|set|make|add|start|begin|clear|forget|ignore|use|undo|move|restart"
    r"|cancel|edit|update|without)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"{_OPENING}(?:{_QUESTION})", re.IGNORECASE)
_REMEMBERS = re.compile(rf"{_OPENING}did i (?:say|type|write|put)\b", re.IGNORECASE)
_LETTER = re.compile(r"[\w'.]")
_FEW_WORDS = 2  # "3.3?", "blood?", "the second?" are answers, and not sure
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\S)[^.!?\n]*)*[.!?\n]*")
_CLAUSE_END = re.compile(r"[;:,](?=\s)|\s[-–—]+\s|[()]")
_WHETHER = (
    r"(?<!tell )(?<!tell me )(?<!know )(?<!see )(?<!sure )(?<!wonder )(?<!wondering )(?<!ask )"
    r"(?<!asked )(?<!asking )(?<!check )(?<!say )(?<!says )(?<!idea )(?<!explain )(?<!out )"
    r"(?<!remember )(?<!understand )(?<!as )(?<!even )"
)
# Until the end of the clause nothing has happened. "If I read it right" supposes nothing.
_SUPPOSES = re.compile(
    rf"\b{_WHETHER}if\b(?!\s(?:i (?:read|remember|recall|look|see|scroll|turn|zoom|click|tap|open"
    r"|squint|hold|go|got|underst[ao]nd|understood)"
    r"|i have it|i'?m not|i am not|i may|it'?s (?:ok|okay|possible|right)|it (?:helps|matters)"
    r"|you (?:look|can|could|don'?t mind|want|need)|possible|that'?s ok|memory|not\b|so\b|any\w*))"
    r"|\b(?:what if|suppos(?:e|ing)|imagine|hypothetical(?:ly)?|let'?s say|assuming|in case"
    r"|when(?:ever)? it (?:hits|reaches"
    r"|(?:goes|gets|is) (?:over|above|under|below|up|down|back)))\b",
    re.IGNORECASE,
)
# "How much would it have to rise? 0.3?", "what is normal, under 2?"; until their own results.
_ASKS_FOR_NUMBER = re.compile(
    r"\b(?:how (?:much|big|large|high|low|far)\b[^.!\n]{0,60}?\b(?:would|counts?|ha(?:ve|s) to|must"
    r"|needs?|should|can|before|too)|(?:what|whats|what's)\b[^.!?\n]{0,20}?\b"
    r"(?:(?:is|would be|counts as|was|considered|s) ?)?(?:too |considered )?"
    r"(?:low|high|normal|good|bad|dangerous))\b"
    r"(?P<rest>(?:(?!\b(?:mine|my|i (?:got|have|had)|it (?:was|is)|his|hers?)\b)[\s\S])*)",
    re.IGNORECASE,
)
# "Would a urine result be 3?", "will it go to 5?"; but "should I worry about 5.6?".
_ASKS_WHAT_WOULD_BE = re.compile(
    rf"{_OPENING}(?:would|will|could|can|might|should)\s(?:an?|the|it|that|this|they|there|any|\d)\b",
    re.IGNORECASE,
)
# "What does it mean if my B2M was 5.1 and is now 3.8": it has happened.
_HAPPENED = re.compile(
    r"\b(?:my|his|her|mine|our)\b[^,;]{0,40}?\b(?:was|were|came|went|dropped|fell|rose|is now"
    r"|has (?:gone|risen|fallen|dropped)|jumped|climbed)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(r"^\W*(?:\w+\W+){0,2}?hypothetical(?:ly)?\b", re.IGNORECASE)
# "Is 2.0 normal? I haven't had mine done yet": no number can be theirs.
_NOT_TESTED = re.compile(
    r"\b(?:haven'?t|have not|hav'?nt|not) (?:even )?(?:had|done|got|gotten) "
    r"(?:mine|my (?:own )?(?:test|b2m|results?)|it|one|the test)\b(?: (?:done|taken|back))?"
    r"(?: myself)? yet\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:before|last|earlier|previous|old|first)\b", re.IGNORECASE)

Parts = Sequence[tuple[int, int]]  # start and end


def _sentences(text: str) -> Parts:
    return [m.span() for m in _SENTENCE.finditer(text) if m[0].strip()]


def _clauses(text: str, start: int, end: int) -> Parts:
    """The clauses of text[start:end]."""
    cuts = [m.start() for m in _CLAUSE_END.finditer(text, start, end)]
    edges = [start, *cuts, end]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip(" ,;:()-–—")]


def _lead(text: str, start: int) -> int:
    """Where the first letter or digit stands."""
    match = _LETTER.search(text, start)
    return match.start() if match else start


def supposed(text: str) -> Parts:
    """Where a message speaks of what would be: "if it goes over 5", "suppose it is 4"."""
    if _HYPOTHETICAL.search(text) or (_NOT_TESTED.search(text) and not _OWN.search(text)):
        return [(0, len(text))]
    found = [match.span("rest") for match in _ASKS_FOR_NUMBER.finditer(text)]
    for start, end in _sentences(text):
        for clause_start, clause_end in _clauses(text, start, end):
            if _ASKS_WHAT_WOULD_BE.match(text, _lead(text, clause_start)):
                found.append((clause_start, end))
            match = _SUPPOSES.search(text, clause_start, clause_end)
            if match and not _HAPPENED.search(text, match.end(), clause_end):
                found.append((match.start(), clause_end))
    return found


def asked(text: str) -> Parts:
    """Where a message asks: from the clause with which a question begins to the sentence's end."""
    found = []
    for start, end in _sentences(text):
        clauses = _clauses(text, start, end)
        ends_so = text[start:end].rstrip().endswith("?")
        for number, (clause_start, _) in enumerate(clauses):
            lead = _lead(text, clause_start)
            if _REQUEST.match(text, lead):
                continue
            doubts = ends_so and number == len(clauses) - 1 and not _REMEMBERS.match(text, lead)
            doubts = doubts and len(_WORD.findall(text, lead, end)) > _FEW_WORDS
            if _ASKS.match(text, lead) or doubts:
                found.append((clause_start, end))
                break
    return found


def without(text: str, parts: Parts) -> str:
    """The text with blanks in the place of some parts; all else stays where it was."""
    for start, end in parts:
        blank = "".join("\n" if char == "\n" else " " for char in text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def is_in(position: int, parts: Parts) -> bool:
    """Whether a position of the text lies in one of the parts."""
    return any(start <= position < end for start, end in parts)
