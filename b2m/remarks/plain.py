"""Whether a message, or a clause of it, speaks of the known results and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence as Items

from b2m.message import Message
from b2m.reader.tokens import SENTENCE_ENDS, Token
from b2m.reader.words import AFTER_RESULTS, read_words
from b2m.remarks import cues
from b2m.remarks.items import Item

NOUNS = frozenset(
    {"one", "ones", "result", "results", "value", "values", "reading", "readings", "number",
     "numbers", "level", "levels", "test", "tests", "figure", "sample", "entry", "bullet", "line",
     "row", "cup", "jug", "container"}
)  # fmt: skip
AROUND = read_words("around_target") | read_words("around")
_VERBS = frozenset({"was", "is", "wasn't", "isn't", "wasnt", "isnt", "were", "weren't", "should"})
_CLAUSE_ENDS = SENTENCE_ENDS | {"comma", "colon", "open", "close", "dash"}
_ACTS = frozenset(
    {"remove", "delete", "drop", "omit", "ignore", "skip", "disregard", "keep", "swap", "switch",
     "scrap", "forget", "wipe", "without", "take"}
)  # fmt: skip
_PLAIN = (
    AFTER_RESULTS
    | AROUND
    | NOUNS
    | frozenset({"undo", "revert", "restore", "disregard", "bin", "other"})
)


def is_plain(message: Message, items: Items[Item] = ()) -> bool:
    """Whether a message holds no word that could speak of something else than results; with
    `items`, whether the clauses hold none in which they stand."""
    if not items:
        return not unknown_words(message)
    own = {token for item in items for token in message.tokens[item.at : item.end]}
    clauses = [_clause(message.tokens, item.at) for item in items]
    return not any(is_unknown(t) for clause in clauses for t in clause if t not in own)


def _clause(tokens: Items[Token], index: int) -> Items[Token]:
    """The tokens around one, up to the next comma, colon or end of a sentence to either side."""
    start, end = index, index
    while start and tokens[start - 1].kind not in _CLAUSE_ENDS:
        start -= 1
    while end < len(tokens) and tokens[end].kind not in _CLAUSE_ENDS:
        end += 1
    return tokens[start:end]


def in_one_clause(message: Message, one: int, other: int) -> bool:
    """Whether nothing parts two tokens: no comma, no end of a sentence."""
    start, end = sorted((one, other))
    between = message.tokens[start:end]
    return not any(t.kind in _CLAUSE_ENDS and t.text != "=" for t in between)


def is_unknown(token: Token) -> bool:
    """Whether a token is a word that isn't used of results."""
    return token.kind == "word" and token.word not in _PLAIN


def unknown_words(message: Message) -> list[str]:
    """The words that aren't used of results."""
    return [token.word for token in message.tokens if is_unknown(token)]


def is_grounded(message: Message, items: Items[Item]) -> bool:
    """Whether a message speaks of the known results: it names a number, a result ("the March one
    was …"), or it holds no other words."""
    if any(item.by == "value" or item.kind == "value" for item in items) or is_plain(message):
        return True
    if leading_day(items) and cues.REMOVES.search(message.text):
        return True
    changes = cues.REMOVES.search(message.text) or cues.CORRECTS.search(message.text)
    for item in items:
        behind, before = message.tokens[item.end : item.end + 2], message.tokens[: item.at][-3:]
        words = [word for token in behind for word in token.word.split()]
        if item.definite and item.places and behind and behind[0].kind == "colon":
            return True  # "June = µg/L"
        if item.definite and item.places and (NOUNS | _VERBS) & set(words[:2]):
            return True
        by_time = item.by == "place" or item.kind == "date"
        single = item.kind == "date" and len(item.places) == 1
        if by_time and changes and item.places and (item.definite or single):
            return True
        if item.kind == "date" and item.at == 0 and single and _VERBS & set(words[:1]):
            return True  # "follow-up was November 12"
        if item.places and _ACTS & {token.word for token in before}:
            return True
    return False


def leading_day(items: Items[Item]) -> Item | None:
    """The day of one result with which a message begins: "17 May was haemolysed, disregard"."""
    first = items[0] if items and items[0].at == 0 and items[0].kind == "date" else None
    date = first.moment.date if first and first.moment else None
    return (
        first if first and len(first.places) == 1 and len(date or "") == len("2024-05-17") else None
    )
