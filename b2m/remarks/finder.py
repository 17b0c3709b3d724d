"""Finds what a message points at among the known readings, and what it gives: a value, a date …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Items
from dataclasses import replace

from b2m.message import Message, Reading
from b2m.reader.bounds import SIGNS, find_bound
from b2m.reader.counted import is_dose, is_one
from b2m.reader.nearby import unit_behind
from b2m.reader.tokens import Moment, Token
from b2m.reader.words import AFTER_RESULTS
from b2m.remarks import cues
from b2m.remarks.items import Item, Kind
from b2m.remarks.plain import NOUNS, is_unknown
from b2m.remarks.pointers import ALL, Pointers
from b2m.sequences import Place, Sequence, at, measured_then
from b2m.state import State
from b2m.units import to_base

_NEGATING = re.compile(
    r"(?:\bnot|n't|\binstead of|\brather than|\bnever|(?<=\d )no)"
    r"(?:\s(?:a|an|the|in|on|of|from|my|really|as))*\s*$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|that|this|my|those|these)\s"
    r"(?:(?:one|ones|result|value|number|reading|test) (?:from|of|in|on|at|dated|for)\s)?$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:an?|another)\s$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:before|after|since|until|till|prior to)\s$", re.IGNORECASE)
_OF_MONTH = re.compile(r"[a-z]'?s$", re.IGNORECASE)
# What stands behind is the right value, though it may be known of another reading.
_GIVES = re.compile(
    r"\b(?:should(?:'ve| have)? (?:be(?:en)?|say|read)|(?:must|has to|ought to) be"
    r"|(?:change|correct|fix)\b[^,.;]{0,30}\bto"
    r"|(?:wrong|incorrect|not right|a (?:mistake|typo|slip))\b[^.]{0,15}"
    r"\b(?:it'?s|it was|it is|says))\s$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:an?|another|new|newer|older|later|extra|more)\s(?:\w+\s)?$", re.IGNORECASE
)
_LARGEST_COUNT = 5  # "two" counts, where nothing leads to it as to a value
_LEADS_TO_COUNT = ALL | {"the", "of", "last", "first", "other"}
_LEADS_TO_VALUE = cues.LEADS_TO_VALUE | {"at", "like", "about", "around"}
_STEM = 7  # letters that "diagnosis" and "diagnosed" share


class Finder:
    """Goes through the tokens of a message beside the readings that are known."""

    def __init__(self, state: State, message: Message, sequences: Items[Sequence]) -> None:
        self.message, self.sequences = message, sequences
        self.tokens = message.tokens
        self.pointers = Pointers(state, message, sequences)
        self.places = self.pointers.places
        self._holds_decimals = any(t.kind == "number" and not t.whole for t in self.tokens)

    def items(self) -> list[Item]:
        """The items of the message, in order."""
        found: list[Item] = []
        for index, token in enumerate(self.tokens):
            if found and index < found[-1].end:
                continue
            found.extend(self._marked(item, token) for item in self._items_at(index, token))
        return _with_others(found, self.places)

    def _marked(self, item: Item, token: Token) -> Item:
        before = self.message.text[max(0, token.start - 30) : token.start]
        behind = self.tokens[item.end : item.end + 1]
        noun = bool(behind and behind[0].word.split()[:1] and behind[0].word.split()[0] in NOUNS)
        noun = noun or token.text.lower().endswith(" one")
        noun = noun or bool(behind and item.kind == "date" and behind[0].kind == "colon")
        possessive = token.kind == "date" and _OF_MONTH.search(token.text)  # "November's was …"
        begins = item.at == 0 and item.kind == "date" and behind and behind[0].word in ("was", "is")
        definite = (
            bool(possessive)
            or bool(begins and item.places)
            or bool(_DEFINITE.search(before))
            or (noun and not _INDEFINITE.search(before))
        )
        results = noun and not (behind and behind[0].word.startswith(("test", "sample")))
        negated = bool(_NEGATING.search(before))
        if item.kind in ("date", "specimen") and _ANOTHER.search(before):
            item = replace(item, places=())  # "I do have an October urine"
        return replace(item, negated=negated, definite=definite, results=results)

    def _items_at(self, index: int, token: Token) -> Iterator[Item]:
        if token.kind in ("number", "range"):
            known = {at(self.sequences, p).value for p in self.places}
            if token.kind == "number" or token.value in known:  # "2.2 is the end of the range"
                yield from self._number(index, token)
        elif token.kind == "unit" and token.name:
            if not index or self.tokens[index - 1].kind != "number":
                yield Item("unit", index, index + 1, name=token.name)
        elif token.kind == "specimen":
            places = tuple(
                p for p in self.places if self.sequences[p.sequence].specimen == token.name
            )
            yield Item("specimen", index, index + 1, places, name=token.name)
        elif token.kind in ("word", "noise", "date"):
            pointer = self.pointers.find(index, token)
            if pointer:
                yield pointer
            elif token.kind == "date" and token.moment:
                yield from self._date(index, token, token.moment)
            elif token.kind == "word":
                yield from self._labelled(index, token)

    def _date(self, index: int, token: Token, moment: Moment) -> Iterator[Item]:
        if moment.date or moment.label:
            found = measured_then(self.sequences, self.places, moment, token.has_year)
            if _RELATIVE.search(self.message.text[: token.start]):
                found = []  # "before January it was 6.0"
            yield Item(
                "date", index, index + 1, tuple(found), moment=moment, year_typed=token.has_year
            )

    def _labelled(self, index: int, token: Token) -> Iterator[Item]:
        """ "C2 should have been 5.9": what stands in the words for one reading's time."""
        if len(token.word) < 2 or token.word in AFTER_RESULTS:
            return
        places = tuple(p for p in self.places if _is_labelled(at(self.sequences, p), token.word))
        if len(places) == 1:
            yield Item("date", index, index + 1, places, moment=Moment(label=token.text))

    def _number(self, index: int, token: Token) -> Iterator[Item]:
        pointer = self.pointers.find(index, token) if token.in_words else None
        if pointer and pointer.by == "place":
            yield pointer
        elif token.value is None:
            return
        elif token.whole and self._is_numbered(index, token.value):
            yield self.pointers.numbered(index, int(token.value))
        elif not is_one(token) and not self._counts(index, token):
            yield self._value(index, token, token.value)

    def _value(self, index: int, token: Token, value: float) -> Item:
        bound, _ = find_bound(self.message.text, self.tokens, index, False)
        unit = unit_behind(self.tokens, index)
        typed = SIGNS[bound] + token.text
        reading = Reading(typed, value, bound, unit, start=token.start, end=token.end)
        places = tuple(p for p in self.places if _has_value(at(self.sequences, p), value))
        if bound != "exact":  # "<2.7" after 2.7 is a new value
            places = tuple(p for p in places if at(self.sequences, p).bound == bound)
        if _GIVES.search(self.message.text[: self.tokens[index].start].rstrip("<>=≤≥")):
            places = ()
        kind: Kind = "pointer" if places else "value"
        return Item(kind, index, index + 1, places[-1:], "value" if places else None, reading)

    def _is_numbered(self, index: int, value: float) -> bool:
        """ "Take out number three"."""
        named = bool(index) and self.tokens[index - 1].word in ("number", "no", "nr", "#")
        return named and 0 < value <= len(self.pointers.counted)

    def _counts(self, index: int, token: Token) -> bool:
        """ "Between the two", "25 mg of a medicine", "two labs": no value."""
        behind = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        before = self.tokens[index - 1].word if index else ""
        if behind and behind.kind == "short unit" and is_dose(self.tokens, index):
            return True
        if before == "the" and len(token.text) == 1 and cues.DIGIT_LOST.search(self.message.text):
            return True
        if before in ("a", "an") and len(token.text) == 1 and self._holds_decimals:
            return True  # "November is 2.9, what I took for a 3 is really a 2"
        if not (token.in_words and token.whole):
            return False
        if behind and (is_unknown(behind) or behind.word in ("are", "were")):
            return True
        if behind and behind.kind == "word" and behind.word.endswith("s"):
            return True
        if (token.value or 0) < _LARGEST_COUNT:
            return before not in _LEADS_TO_VALUE
        return before in _LEADS_TO_COUNT


def _has_value(reading: Reading, value: float) -> bool:
    return value in (reading.value, to_base(reading.value, reading.unit))


def _is_labelled(reading: Reading, word: str) -> bool:
    """Whether a word stands in what was said of a reading's time: "diagnosis" for "diagnosed"."""
    words = (reading.label or "").lower().split()
    stems = [known[:_STEM] for known in words if len(known) > _STEM]
    return word in words or word[:_STEM] in stems


def _with_others(items: list[Item], places: list[Place]) -> list[Item]:
    """With what "the other one" means: all readings that nothing else in the message points at."""
    pointed = {
        p
        for item in items
        if item.by in ("value", "place") or (item.kind == "date" and len(item.places) == 1)
        for p in item.places
    }
    rest = tuple(p for p in places if p not in pointed) if pointed else ()
    facts = [item.at for item in items if item.kind != "pointer"]
    return [
        replace(item, places=rest) if item.by == "other" else item
        for item in items
        if item.by != "other" or any(at > item.at for at in facts)  # "the other two stay"
    ]


def find_items(state: State, message: Message, sequences: Items[Sequence]) -> list[Item]:
    """What a message points at and gives, in the order of the text."""
    return Finder(state, message, sequences).items()
