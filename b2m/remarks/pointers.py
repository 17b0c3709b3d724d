"""Words that point at known readings: "the first one", "the last two", "both", "the higher one"."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as Items

from b2m.date_patterns import MONTH
from b2m.message import Message
from b2m.reader.counted import is_one
from b2m.reader.ordinals import LAST_BUT_ONE, MIDDLE, ORDINALS, ordinal
from b2m.reader.tokens import SENTENCE_ENDS, Moment, Token
from b2m.reader.words import read_words
from b2m.remarks import cues
from b2m.remarks.items import Item, last_changed
from b2m.remarks.plain import AROUND, NOUNS, is_unknown
from b2m.sequences import Place, Sequence, all_places, at
from b2m.state import State
from b2m.units import to_base

ALL = read_words("all_of_them")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "couple": 2}
_SPELLED = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}
_IT = frozenset({"it", "that", "this", "it's", "its", "that's", "thats"})
_OTHER = frozenset({"other", "others", "rest"})
_GROUP = re.compile(
    r"(?P<which>first|last|other|latest|newest|oldest)\s(?P<count>\w+)", re.IGNORECASE
)
_COUNTED_GROUP = re.compile(
    r"(?P<count>two|three|four)\s(?P<which>first|last|latest|newest|oldest|earliest)\b",
    re.IGNORECASE,
)
_LAST_BUT_ONE = re.compile(LAST_BUT_ONE, re.IGNORECASE)
_EXTREMES: dict[str, Callable[..., Place]] = {
    **dict.fromkeys(("higher", "highest", "bigger", "biggest", "larger", "largest"), max),
    **dict.fromkeys(("lower", "lowest", "smaller", "smallest", "littler"), min),
}
_SAID_OF_THEM = frozenset({"are", "were", "was", "is", "all", "both", "should", "come", "came"})
_MONTH_OR_DAY = re.compile(rf"{MONTH}|\w{{3,6}}day", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:number|no\.?|nr\.?|#)\s?(\d)$", re.IGNORECASE)
# "My first chemo was in February and my last one in July."
_OTHER_NOUNS = frozenset(
    {"chemo", "treatment", "infusion", "appointment", "scan", "biopsy", "dose", "cycle", "surgery",
     "transplant", "doctor", "opinion", "round", "pill", "shot", "dialysis", "day", "baby"}
)  # fmt: skip


class Pointers:
    """Finds what the words of a message point at among the readings that are known."""

    def __init__(self, state: State, message: Message, sequences: Items[Sequence]) -> None:
        self.state, self.message, self.sequences = state, message, sequences
        self.tokens = message.tokens
        self.places = all_places(sequences)
        named = [i for i, s in enumerate(sequences) if s.specimen in message.specimens]
        single = len(named) == 1  # "the last blood value"
        self.counted = [p for p in self.places if not single or p.sequence == named[0]]
        following = zip(self.tokens, self.tokens[1:], strict=False)
        self._count_others = any(
            ordinal(one.text) is not None and two.word in _OTHER_NOUNS for one, two in following
        )

    def find(self, index: int, token: Token) -> Item | None:
        """What a word or phrase points at that begins with a token."""
        ways = (
            self._it, self._all, self._counted_group, self._extreme, self._other,
            self._last_but_one, self._numbered, self._ordinal,
        )  # fmt: skip
        return next(filter(None, (way(index, token) for way in ways)), None)

    def numbered(self, index: int, place: int) -> Item:
        """ "Number three"."""
        return Item("pointer", index, index + 1, self._run(place - 1, 1), "place")

    def _it(self, index: int, token: Token) -> Item | None:
        words = token.word.split()
        if words[:2] == ["new", "one"]:
            if index and self.tokens[index - 1].word in ("a", "theres", "another"):
                return None  # "there's a new one from Thursday"
            if cues.TAKES_BACK.search(self.message.besides_numbers):
                return Item("pointer", index, index + 1, last_changed(self.state), "place")
            if not any(t.kind == "number" for t in self.tokens):  # "the new one is from Wednesday"
                return Item("pointer", index, index + 1, self._run(-1, 1), "place")
        if words[:1] and words[0] in _IT and (len(words) == 1 or words[1] == "one"):
            return Item("pointer", index, index + 1, last_changed(self.state), "it")
        return None

    def _all(self, index: int, token: Token) -> Item | None:
        words = token.word.split()
        behind = self.tokens[index + 1 : index + 2]
        if words == ["they"] and behind and behind[0].word not in _SAID_OF_THEM:
            return None  # "they took it on Tuesday"
        counted = words[:1] and words[0] in ALL and _COUNTS.get(words[-1]) == len(self.places)
        if counted or token.word in ALL - {"these", "each", "every"}:
            return Item("pointer", index, index + 1, tuple(self.places), "all")
        return None

    def _counted_group(self, index: int, token: Token) -> Item | None:
        """ "The two oldest"."""
        group = _COUNTED_GROUP.match(self.message.text, token.start)
        if group is None:
            return None
        run = self._run(ordinal(group["which"]) or 0, _COUNTS[group["count"].lower()])
        return Item("pointer", index, self._behind(group.end()), run, "place")

    def _extreme(self, index: int, token: Token) -> Item | None:
        """ "The higher one"."""
        extreme = _EXTREMES.get(token.word)
        behind = self.tokens[index + 1 : index + 2]
        noun = bool(behind) and (bool(NOUNS & set(behind[0].word.split()[:1])) or is_one(behind[0]))
        if extreme is None or not noun or len(self.counted) < 2:
            return None

        def amount(place: Place) -> float:
            reading = at(self.sequences, place)
            return to_base(reading.value, reading.unit)

        most = extreme(self.counted, key=amount)
        return Item("pointer", index, index + 1, (most,), "value")

    def _other(self, index: int, token: Token) -> Item | None:
        first = token.word.split()[:1]
        return Item("pointer", index, index + 1, (), "other") if _OTHER & set(first) else None

    def _last_but_one(self, index: int, token: Token) -> Item | None:
        penultimate = self._run(ORDINALS["penultimate"], 1)
        if token.word.split()[:1] == ["previous"]:
            takes_back = bool(cues.TAKES_BACK.search(self.message.besides_numbers))
            takes_back = takes_back or not any(t.kind == "number" for t in self.tokens)
            return Item("pointer", index, index + 1, penultimate, "place") if takes_back else None
        match = _LAST_BUT_ONE.match(self.message.text, token.start)
        if match is None:
            return None
        return Item("pointer", index, self._behind(match.end()), penultimate, "place")

    def _numbered(self, index: int, token: Token) -> Item | None:
        number = _NUMBERED.search(self.message.text[max(0, token.start - 8) : token.end])
        if number is None or token.kind != "noise" or int(number[1]) > len(self.counted):
            return None
        return self.numbered(index, int(number[1]))

    def _ordinal(self, index: int, token: Token) -> Item | None:
        place = None if self._count_others else ordinal(token.text)
        said = token.moment or Moment()
        if place is None or said.date or said.label or said.estimate:
            return None  # "last week"
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        is_last = token.text.lower() == "last"
        if is_last and following and _MONTH_OR_DAY.match(following.text):
            return None  # "last December"
        ends = following is None or following.kind in SENTENCE_ENDS
        if ends and index and is_unknown(self.tokens[index - 1]):
            return None  # "I'll look at the paper first"
        named = bool(NOUNS & set(token.word.split()))  # "the last one doesn't count"
        words = AROUND | NOUNS
        if not named and following and following.kind == "word" and following.word not in words:
            corrects = following.word == "time" and cues.CORRECTS.search(self.message.text)
            if not corrects:
                return None  # "the first time", "a second opinion"
        group = _GROUP.match(token.text)
        counted = group["count"].lower() if group else (following.word if following else "")
        count = _COUNTS.get(_SPELLED.get(counted, counted))
        if count and not (following and following.kind == "number" and not following.whole):
            end = index + 1 if group else index + 2
            return Item("pointer", index, end, self._run(place, count), "place")
        return Item("pointer", index, index + 1, self._run(place, 1), "place")

    def _behind(self, end: int) -> int:
        """The first token behind a place of the text."""
        starts = (i for i, token in enumerate(self.tokens) if token.start >= end)
        return next(starts, len(self.tokens))

    def _run(self, place: int, count: int) -> tuple[Place, ...]:
        """`count` readings from a place on, or up to it if it is counted from the end."""
        if len({p.sequence for p in self.counted}) != 1:
            return ()
        size = len(self.counted)
        if place == MIDDLE:
            return (self.counted[size // 2],) if size % 2 and count == 1 else ()
        start = place if place >= 0 else size + place - count + 1
        inside = start >= 0 and start + count <= size
        return tuple(self.counted[start : start + count]) if inside else ()
