"""Finds the reference ranges that a laboratory prints beside a value ("0.8-2.2", "Ref: <2.4")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from b2m.reader.names import either
from b2m.reader.tokens import Token

_IS = (
    r"(?:is|are|was|of|goes|should|be|between|being|for|my|the|this|your|a|anything|everything|says"
    r"|b2m|beta|microglobulin|lab|mg/l|in|limit|about|around|[:=\-<>≤≥,([]|\s)*"
)
_LIMIT = r"(?:(?:under|below|up to|from|less than|lower than|no more than|above|over)\s*)?"
_RANGE_WORDS = either(
    r"(?:reference|ref|normal|normals|nl|standard|healthy|expected|usual|biological)[\s.]?\s?"
    rf"(?:ranges?|rng|intervals?|int|limits?|values?|levels?|numbers?)?{_IS}{_LIMIT}",
    r"(?:lab'?s?\s|upper\s|lower\s)?(?:ranges?|rng|limits?|cut[\s-]?offs?|thresholds?|uln|lln)\s?"
    rf"(?:of normal\s?)?{_IS}{_LIMIT}",
    rf"stage\s\w+\s(?:is|means|=)\s*{_LIMIT}",
    r"says?\sup to\s",
    # as laboratories of other countries print it
    r"(?:referenz|norm(?:al)?)(?:bereiche?|werte?)?\s?[:=]?\s?|norme\s?[:=]?\s?"
    r"|(?:rango|valores?|intervalo) (?:de )?(?:referencia|normal(?:es)?)\s?[:=]?\s?"
    r"|valeurs? (?:de r[ée]f[ée]rence|normales?|usuelles?)\s?[:=]?\s?",
)
_GOAL_WORDS = either(
    r"(?:goal|target|aim(?:ing)?|ideally"
    r"|wants? (?:to (?:see|get|have|keep|bring) )?(?:it|this|me|(?:my|the|his|her) \w+)(?: to be)?"
    r"|(?:get|keep|bring|have|see) (?:it|this|that))\s"
    r"(?:is|of|for|to|down|a|my|level|at|:|\s)*(?:under|below|less than|<|between|above|over)?",
    r"(?:should|supposed to|needs to|must|has to) (?:(?:it |my |the )?(?:\w+ )?)?be\s"
    r"(?:under|below|less than|<|between|above|over|at most|no more than)",
)
_AFTER_RANGE_WORDS = re.compile(
    rf"(?<![A-Za-z]){either(_RANGE_WORDS, _GOAL_WORDS)}\s*$", re.IGNORECASE
)
_LIMIT_BEHIND = re.compile(
    r"\s*(?:[^\s/]{1,12}/\S{1,12}\s)?(?:or (?:less|lower|below|under|more|higher)\s)?"
    r"(?:stage\s|(?:is|was|are|being|as)\s(?:the\s|considered\s|their\s|its\s|lab'?s?\s)*"
    r"(?:upper|lower|top|reference|cut[\s-]?off|limit|max(?:imum)?\b"
    r"|normal (?:limit|range|value|level|max|cut)|(?:a )?normal\b(?!\?)|fine\b|healthy\b|stage\b))",
    re.IGNORECASE,
)
# A pair of numbers, or one behind a limit's word, in one clause with a range's name: "the reference
# range on my report is 0.8 - 2.4", "range here is up to 2.2"; but not "out of range, 3.4 to 4.1".
_NOT_BEYOND = "".join(
    f"(?<!{way}{the})"
    for way in ("out of ", "outside ", "above ", "below ", "over ", "beyond ")
    for the in ("", "the ", "normal ", "the normal ", "the reference ")
)
_LOOSE_RANGE = (
    rf"(?<![a-z]){_NOT_BEYOND}(?:reference|ref|normal|healthy)?\s?{_NOT_BEYOND}"
    r"(?:range|interval|limits|normals|values)"
    r"(?:\s(?!result|mine|value|level|was\b|but\b)[a-z'/]+){0,8}\s?[:=]?\s"
)
_BEFORE_PAIR = re.compile(_LOOSE_RANGE + r"$", re.IGNORECASE)
_BEFORE_LIMIT = re.compile(
    _LOOSE_RANGE.replace("values", "limit")
    + r"(?:up to|under|below|less than|lower than|no more than|at most|[<≤])\s?$",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(
    r"ref|normal|standard|healthy|expected|usual|biological|\bnl\b|range|rng|interval|limit|cut|threshold|[ul]ln"
    r"|stage|says|norm|referencia|goal|target|aim|ideal|want|get|keep|bring|have|should|supposed|needs|must|has",
    re.IGNORECASE,
)
# "Under 3.5 is good": a number with a limit's word before it and "is" behind it is no reading.
_LIMIT_BEFORE = re.compile(
    r"(?:under|below|over|above|less than|lower than|more than|higher than|[<>≤≥]=?)\s?$",
    re.IGNORECASE,
)
_IS_BEHIND = re.compile(
    r"\s(?:[^\s/]{1,12}/\S{1,12}\s)?(?:is|are|means|would be|counts as)\b", re.IGNORECASE
)
# "Is 0.7 - 1.8 mg/L the usual range"
_CALLED_RANGE = re.compile(
    r"\s?(?:[^\s/]{1,12}/\S{1,12}\s)?(?:is |as |be )?(?:the|a|your|their) (?:usual|normal|reference"
    r"|typical|standard|healthy) (?:range|limits?|values?|levels?)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 12  # tokens of a value's line above the line with its range
_LONGEST_WORDS = 60  # characters before a number in which the words for a range are looked for


def _other_end(tokens: Sequence[Token], index: int) -> int | None:
    """The second number of "0.8 - 2.2", "0.8 mg/L to 2.2"; None if no pair starts at `index`."""
    position = index + 1
    if position < len(tokens) and tokens[position].kind == "unit":
        position += 1
    if position + 1 >= len(tokens) or tokens[position + 1].kind != "number":
        return None
    return (
        position + 1
        if tokens[position].kind == "dash"
        or tokens[position].word in ("to", "and", "bis", "a", "à")
        else None
    )


def _in_line_before(tokens: Sequence[Token], index: int) -> bool:
    """Whether a value or a name of the test stands before in the line."""
    for token in reversed(tokens[:index]):
        if token.kind == "newline":
            return False
        if token.kind in ("number", "unit", "b2m"):
            return True
    return False


def _is_line_below(tokens: Sequence[Token], first: int, second: int) -> bool:
    """ "5.67\\nmg/L\\n0.00 - 2.20": a pair that fills a line below a line with one value."""
    end = second + 1
    while end < len(tokens) and tokens[end].kind == "unit":
        end += 1
    fills = first > 0 and tokens[first - 1].kind == "newline"
    if not fills or (end < len(tokens) and tokens[end].kind != "newline"):
        return False
    above: list[Token] = []
    for token in reversed(tokens[: first - 1]):
        if token.kind == "newline" and any(t.kind == "number" for t in above):
            break
        if len(above) > _LONGEST_LINE:
            return False
        above.append(token)
    kinds = [token.kind for token in above]
    return kinds.count("number") == 1 and "date" not in kinds[:1]


def _is_pair(tokens: Sequence[Token], first: int, second: int) -> bool:
    """Whether two numbers with a dash between are a range; a sequence has spaces, or is longer."""
    low, high = tokens[first].value, tokens[second].value
    dash = tokens[second - 1]
    if dash.kind != "dash" or low is None or high is None or low >= high:
        return False
    if _other_end(tokens, second) or (first > 1 and tokens[first - 1].kind == "dash"):
        return False  # "3.1 - 4.2 - 5.0"
    spaced = dash.start > tokens[first].end and tokens[second].start > dash.end
    below = _is_line_below(tokens, first, second)
    return not spaced or below or _in_line_before(tokens, first)


def _is_bracketed_limit(tokens: Sequence[Token], index: int) -> bool:
    """ "3.4 mg/L (<2.4)", "3.4 (0.8 - 2.2)": a limit or a pair in brackets behind a value."""
    opening = index - 1
    if opening > 0 and tokens[opening].kind == "bound":
        opening -= 1
    elif _other_end(tokens, index) is None:
        return False
    if opening < 1 or tokens[opening].kind != "open":
        return False
    if tokens[opening - 1].kind == "word" and tokens[index - 1].text[:1] in (">", "≥"):
        return _in_line_before(tokens, opening)  # but "off the chart (>20)"
    return tokens[opening - 1].kind in ("number", "unit", "word")


def mark_ranges(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, with the numbers of reference ranges turned into tokens of the kind "range"."""
    marked = list(tokens)
    keywords = [match.start() for match in _KEYWORDS.finditer(text)]
    for index, token in enumerate(tokens):
        if token.kind != "number" or marked[index].kind == "range":
            continue
        first = max(0, token.start - _LONGEST_WORDS)
        near = bisect_left(keywords, first) < bisect_left(keywords, token.start)
        second = _other_end(tokens, index)
        before = text[first : token.start]
        loose = _BEFORE_LIMIT if second is None else _BEFORE_PAIR
        words_before = near and (_AFTER_RANGE_WORDS.search(before) or loose.search(before))
        limit_behind_unit = (
            index > 1
            and tokens[index - 1].text[:1] in ("<", "≤")
            and tokens[index - 1].kind == "bound"
            and tokens[index - 2].kind == "unit"
        )
        end = token.end if second is None else tokens[second].end
        words_behind = _LIMIT_BEHIND.match(text, end) or (
            _IS_BEHIND.match(text, end) and _LIMIT_BEFORE.search(before)
        )
        pair = second is not None and _is_pair(tokens, index, second)
        if (
            words_before
            or (second is not None and _CALLED_RANGE.match(text, end))
            or words_behind
            or pair
            or limit_behind_unit
            or _is_bracketed_limit(tokens, index)
        ):
            for position in {index, second if second is not None else index}:
                marked[position] = replace(tokens[position], kind="range")
    for index, token in enumerate(marked):  # "is normal 300 µg/L or 0.3 mg/L?"
        lead = [t for t in marked[max(0, index - 3) : index] if t.kind != "unit"]
        or_other = [t.kind for t in lead[-2:-1]] == ["range"] and lead[-1].word == "or"
        if token.kind == "number" and or_other:
            marked[index] = replace(token, kind="range")
    return marked
