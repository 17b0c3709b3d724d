"""What a message points at among the known readings, and what it gives: a value, a date …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Items
from dataclasses import dataclass, replace
from typing import Literal

from b2m.message import Message, Reading
from b2m.reader.bounds import SIGNS, find_bound
from b2m.reader.nearby import is_dose, is_one, unit_behind
from b2m.reader.ordinals import LAST_BUT_ONE, MIDDLE, ORDINALS, ordinal
from b2m.reader.tokens import SENTENCE_ENDS, Moment, Token
from b2m.reader.words import AFTER_RESULTS, read_words
from b2m.remarks import cues
from b2m.sequences import Place, Sequence, measured_then
from b2m.state import State
from b2m.units import to_base

Kind = Literal["pointer", "value", "date", "unit", "specimen"]
By = Literal["value", "place", "date", "specimen", "all", "it", "other"]
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "couple": 2}
_ALL = read_words("all_of_them")
_IT = frozenset({"it", "that", "this", "it's", "its", "that's", "thats"})
_NEGATING = re.compile(
    r"(?:\bnot|n't|\binstead of|\brather than|\bnever|(?<=\d )no)(?:\s(?:a|an|the|in|on|of|from|my|really"
    r"|as))*\s*$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|that|this|my|those|these)\s"
    r"(?:(?:one|ones|result|value|number|reading|test) (?:from|of|in|on|at|dated|for)\s)?$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:an?|another|new|newer|older|later|extra|more)\s(?:\w+\s)?$", re.IGNORECASE
)
_GROUP = re.compile(
    r"(?P<which>first|last|other|latest|newest|oldest)\s(?P<count>\w+)", re.IGNORECASE
)
_COUNTED_GROUP = re.compile(
    r"(?P<count>two|three|four)\s(?P<which>first|last|latest|newest|oldest|earliest)\b",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    {"one", "ones", "result", "results", "value", "values", "reading", "readings", "number",
     "cup", "jug", "container", "numbers", "level", "levels", "test", "tests", "figure", "sample", "entry"}
)  # fmt: skip
_AROUND = read_words("around_target") | read_words("around")
_LAST_BUT_ONE = re.compile(LAST_BUT_ONE, re.IGNORECASE)
_VERBS = frozenset({"was", "is", "wasn't", "isn't", "wasnt", "isnt", "were", "weren't", "should"})
_CLAUSE_ENDS = SENTENCE_ENDS | {"comma", "colon", "open", "close", "dash"}
_EXTREMES: dict[str, Callable[..., Place]] = {
    **dict.fromkeys(("higher", "highest", "bigger", "biggest", "larger", "largest"), max),
    **dict.fromkeys(("lower", "lowest", "smaller", "smallest", "littler"), min),
}
_ACTS = frozenset(
    {"remove", "delete", "drop", "omit", "ignore", "skip", "disregard", "keep", "swap", "switch",
     "scrap", "forget", "wipe", "without", "take"}
)  # fmt: skip
_PLAIN = (
    AFTER_RESULTS
    | _AROUND
    | _NOUNS
    | frozenset({"undo", "revert", "restore", "disregard", "bin", "other"})
)
_COUNTING = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "one": 1, "two": 2, "three": 3,
             "four": 4, "five": 5, "six": 6}  # fmt: skip
_NUMBERED = re.compile(rf"(?:number|no\.?|nr\.?|#)\s?({'|'.join(_COUNTING)})$", re.IGNORECASE)
_LARGEST_COUNT = 5  # "two" counts, where nothing leads to it as to a value
_OTHER_NOUNS = frozenset(
    {"chemo", "treatment", "infusion", "appointment", "scan", "biopsy", "dose", "cycle", "surgery",
     "transplant", "doctor", "opinion", "round", "pill", "shot", "dialysis", "day", "baby"}
)  # fmt: skip
_STEM = 7  # letters that "diagnosis" and "diagnosed" share
_SPELLED = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}


@dataclass(frozen=True)
class Item:
    """A piece of a message. `places` are the known readings that a pointer means, or that have the
    date or specimen that is named."""

    kind: Kind
    at: int  # its place among the tokens
    end: int  # behind its last token
    places: tuple[Place, ...] = ()
    by: By | None = None  # how a pointer points
    reading: Reading | None = None  # a number, whether it is known or new
    moment: Moment | None = None
    name: str | None = None  # of a unit or a specimen
    negated: bool = False  # "not 4.2"
    definite: bool = False  # "the 4.2", "the March one"
    results: bool = False  # "the urine ones", not "the urine test"


def all_places(sequences: Items[Sequence]) -> list[Place]:
    """Where the readings of all sequences stand."""
    return [Place(i, j) for i, s in enumerate(sequences) for j in range(len(s.readings))]


def at(sequences: Items[Sequence], place: Place) -> Reading:
    """The reading in a place."""
    return sequences[place.sequence].readings[place.index]


def last_changed(state: State) -> tuple[Place, ...]:
    """The readings that the message before gave or changed: what "that" means now."""
    known = [reading for sequence in state.before for reading in sequence.readings]
    return tuple(p for p in all_places(state.sequences) if at(state.sequences, p) not in known)


class Finder:
    """Goes through the tokens of a message beside the readings that are known."""

    def __init__(self, state: State, message: Message, sequences: Items[Sequence]) -> None:
        self.state, self.message, self.sequences = state, message, sequences
        self.tokens = message.tokens
        self.places = all_places(sequences)
        named = [i for i, s in enumerate(sequences) if s.specimen in message.specimens]
        one = len(named) == 1  # "the last blood value"
        following = zip(self.tokens, self.tokens[1:], strict=False)
        # "my first chemo was in February and my last one in July"
        self.ordinals_of_others = any(
            ordinal(one.text) is not None and two.word in _OTHER_NOUNS for one, two in following
        )
        self.counted = [p for p in self.places if not one or p.sequence == named[0]]

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
        noun = bool(behind and behind[0].word.split()[:1] and behind[0].word.split()[0] in _NOUNS)
        noun = noun or token.text.lower().endswith(" one")
        definite = bool(_DEFINITE.search(before)) or (noun and not _INDEFINITE.search(before))
        results = noun and not (behind and behind[0].word.startswith(("test", "sample")))
        negated = bool(_NEGATING.search(before))
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
            pointer = self._pointer(index, token)
            if pointer:
                yield pointer
            elif token.kind == "date" and token.moment:
                yield from self._date(index, token, token.moment)
            elif token.kind == "word":
                yield from self._labelled(index, token)

    def _date(self, index: int, token: Token, moment: Moment) -> Iterator[Item]:
        if moment.date or moment.label:
            found = measured_then(self.sequences, self.places, moment, token.has_year)
            yield Item("date", index, index + 1, tuple(found), moment=moment)

    def _labelled(self, index: int, token: Token) -> Iterator[Item]:
        """ "C2 should have been 5.9": what stands in the words for one reading's time."""
        if len(token.word) < 2 or token.word in AFTER_RESULTS:
            return
        places = tuple(
            p
            for p in self.places
            if any(
                word == token.word or (len(word) > _STEM and word[:_STEM] == token.word[:_STEM])
                for word in (at(self.sequences, p).label or "").lower().split()
            )
        )
        if len(places) == 1:
            yield Item("date", index, index + 1, places, moment=Moment(label=token.text))

    def _number(self, index: int, token: Token) -> Iterator[Item]:
        pointer = self._pointer(index, token) if token.in_words else None
        if pointer and pointer.by == "place":
            yield pointer
            return
        if token.value is None:
            return
        if token.whole and self._is_numbered(index, token.value):
            yield Item("pointer", index, index + 1, self._run(int(token.value) - 1, 1), "place")
            return
        if is_one(token) or self._counts(index, token):
            return
        value = token.value
        bound, _ = find_bound(self.message.text, self.tokens, index, False)
        unit = unit_behind(self.tokens, index)
        reading = Reading(
            SIGNS[bound] + token.text, value, bound, unit, start=token.start, end=token.end
        )
        places = tuple(p for p in self.places if _has_value(at(self.sequences, p), value))
        if bound != "exact":  # "<2.7" after 2.7 is a new value
            places = tuple(p for p in places if at(self.sequences, p).bound == bound)
        kind: Kind = "pointer" if places else "value"
        yield Item(kind, index, index + 1, places[-1:], "value" if places else None, reading)

    def _is_numbered(self, index: int, value: float) -> bool:
        """ "Take out number three"."""
        named = bool(index) and self.tokens[index - 1].word in ("number", "no", "nr", "#")
        return named and 0 < value <= len(self.counted)

    def _counts(self, index: int, token: Token) -> bool:
        """ "Between the two", "25 mg of a medicine", "two labs": no value."""
        behind = self.tokens[index + 1 : index + 2]
        if token.in_words and token.whole and behind:
            counts = _is_unknown(behind[0]) or behind[0].word in ("are", "were")
            counts = counts or (behind[0].kind == "word" and behind[0].word.endswith("s"))
            if counts:
                return True
        if behind and behind[0].kind == "short unit" and is_dose(self.tokens, index):
            return True
        before = self.tokens[index - 1].word if index else ""
        if before == "the" and len(token.text) == 1 and cues.DIGIT_LOST.search(self.message.text):
            return True
        if token.in_words and token.whole and (token.value or 0) < _LARGEST_COUNT:
            return before not in cues.LEADS_TO_VALUE | {"at", "like", "about", "around"}
        return (
            token.in_words
            and token.whole
            and before in _ALL | {"the", "of", "last", "first", "other"}
        )

    def _pointer(self, index: int, token: Token) -> Item | None:
        """ "The first one", "the last two", "both", "that one"."""
        words = token.word.split()
        if words[:1] and words[0] in _IT and (len(words) == 1 or words[1] == "one"):
            return Item("pointer", index, index + 1, last_changed(self.state), "it")
        counted = words[:1] and words[0] in _ALL and _COUNTS.get(words[-1]) == len(self.places)
        if counted or token.word in _ALL - {"these", "each", "every"}:
            return Item("pointer", index, index + 1, tuple(self.places), "all")
        turned = _COUNTED_GROUP.match(self.message.text, token.start)
        if turned and ordinal(turned["which"]) is not None:
            end = next(
                (i for i, t in enumerate(self.tokens) if t.start >= turned.end()), len(self.tokens)
            )
            run = self._run(ordinal(turned["which"]) or 0, _COUNTS[turned["count"].lower()])
            return Item("pointer", index, end, run, "place")
        extreme = _EXTREMES.get(token.word)
        if extreme and len(self.counted) > 1 and self._is_noun(index + 1):
            amounts = {p: to_base(at(self.sequences, p).value, at(self.sequences, p).unit)
                       for p in self.counted}  # fmt: skip
            most = extreme(self.counted, key=amounts.__getitem__)
            return Item("pointer", index, index + 1, (most,), "value")
        if words[:1] in (["other"], ["others"], ["rest"]):
            return Item("pointer", index, index + 1, (), "other")
        if words[:1] == ["previous"] and cues.TAKES_BACK.search(self.message.besides_numbers):
            return Item("pointer", index, index + 1, self._run(ORDINALS["penultimate"], 1), "place")
        last_but_one = _LAST_BUT_ONE.match(self.message.text, token.start)
        if last_but_one:
            end = next(
                (i for i, t in enumerate(self.tokens) if t.start >= last_but_one.end()),
                len(self.tokens),
            )
            return Item("pointer", index, end, self._run(ORDINALS["penultimate"], 1), "place")
        numbered = _NUMBERED.search(self.message.text[max(0, token.start - 8) : token.end])
        if (
            numbered
            and token.kind == "noise"
            and len(self.counted) >= _COUNTING[numbered[1].lower()]
        ):
            places = self._run(_COUNTING[numbered[1].lower()] - 1, 1)
            return Item("pointer", index, index + 1, places, "place")
        place = None if self.ordinals_of_others else ordinal(token.text)
        said = token.moment or Moment()
        if place is None or said.date or said.label or said.estimate:
            return None  # "last week"
        return self._place(index, token, place)

    def _is_noun(self, index: int) -> bool:
        """Whether "one", "result" … stands there: "the higher one"."""
        behind = self.tokens[index : index + 1]
        return bool(behind) and (behind[0].word in _NOUNS or is_one(behind[0]))

    def _place(self, index: int, token: Token, place: int) -> Item | None:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        corrects = (
            following and following.word == "time" and cues.CORRECTS.search(self.message.text)
        )
        known = _AROUND | _NOUNS
        if following and following.kind == "word" and following.word not in known and not corrects:
            return None  # "the first time", "a second opinion"
        group = _GROUP.match(token.text)
        counted = group["count"].lower() if group else (following.word if following else "")
        count = _COUNTS.get(_SPELLED.get(counted, counted))
        if count and not (following and following.kind == "number" and not following.whole):
            end = index + 1 if group else index + 2
            return Item("pointer", index, end, self._run(place, count), "place")
        return Item("pointer", index, index + 1, self._run(place, 1), "place")

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


def _has_value(reading: Reading, value: float) -> bool:
    return value in (reading.value, to_base(reading.value, reading.unit))


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


def is_plain(message: Message, items: Items[Item] = ()) -> bool:
    """Whether a message holds no word that could speak of something else than results; with
    `items`, whether the clauses hold none in which they stand."""
    if not items:
        return not unknown_words(message)
    own = {token for item in items for token in message.tokens[item.at : item.end]}
    clauses = [_clause(message.tokens, item.at) for item in items]
    return not any(_is_unknown(t) for clause in clauses for t in clause if t not in own)


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
    return not any(token.kind in _CLAUSE_ENDS for token in message.tokens[start:end])


def _is_unknown(token: Token) -> bool:
    return token.kind == "word" and token.word not in _PLAIN


def unknown_words(message: Message) -> list[str]:
    """The words that aren't used of results."""
    return [token.word for token in message.tokens if _is_unknown(token)]


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
        if item.definite and item.places and (_NOUNS | _VERBS) & set(words[:2]):
            return True
        by_time = item.by == "place" or item.kind == "date"
        if by_time and changes and (item.definite or len(item.places) == 1) and item.places:
            return True
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


def find_items(state: State, message: Message, sequences: Items[Sequence]) -> list[Item]:
    """What a message points at and gives, in the order of the text."""
    return Finder(state, message, sequences).items()
