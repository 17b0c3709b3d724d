"""Decides which numbers of a message are B2M values. A wrong value is worse than a question back.

A number counts if a unit of B2M follows it; or if words lead from a name of the test, or from words
for its result, to the number, and none of them gives the number another meaning; or if the message
holds hardly more than numbers. It doesn't count where another test is spoken of.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Literal

from b2m.reader import counted, nearby, supposed
from b2m.reader.bounds import find_bound
from b2m.reader.moments import Place
from b2m.reader.tokens import SENTENCE_ENDS, Token
from b2m.reader.values import Selection, Value, repeated
from b2m.reader.words import (
    COUNTED,
    CUES,
    EASY_WORDS,
    ELSEWHERE,
    KNOWN_WORDS,
    LEADING,
    PERSONS,
    RESULT_WORDS,
)
from b2m.units import family

_LARGEST_BARE = 100  # with decimals, without a unit and without a name of the test
_HAVING = frozenset({"have", "had", "got", "get"})
_JOINING = frozenset({"comma", "slash"})
_PERCENT = re.compile(r"%|percent|pct", re.IGNORECASE)


class Selector:
    """Walks through the tokens of one message and keeps in mind what they speak of."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.result = Selection()
        self.subject: Literal["b2m", "other", "both"] | None = None
        self.linked = False  # words lead from a result to here
        self.linked_loosely = False  # … among them words that fit whole numbers of other things
        self.in_unit = False  # a unit was named for all
        self.since_subject = 0  # words since the subject was named, or since a number
        self.other_passed = False  # the sentence about another test has ended
        self.rejected: list[int] = []
        self.apart: list[int] = []  # rejected only because no words lead to them
        self.last_tense: Literal["present", "past"] | None = None
        self.by_cue = False  # only "it was" and the like link
        words = {token.word for token in tokens if token.kind == "word"}
        self.known_only = words <= KNOWN_WORDS
        self.only_glue = words <= EASY_WORDS
        self.numbers = sum(token.kind == "number" for token in tokens)
        self.counts_others = counted.counts_others(tokens)
        self.has_noise = any(token.kind == "noise" for token in tokens)
        self.percents = any(t.kind == "noise" and _PERCENT.search(t.text) for t in tokens)
        self.has_colon = any(token.kind == "colon" for token in tokens)
        self.named = any(token.kind == "b2m" for token in tokens)
        self.dated = nearby.all_dated(tokens)
        self.daily = any(t.kind == "specimen" and t.text.startswith("24") for t in tokens)
        self.elsewhere = any(token.word in ELSEWHERE for token in tokens)
        self.converts = supposed.compares_units(text, tokens)
        self.has_urine = any(token.name == "urine" for token in tokens)

    def run(self) -> Selection:
        """The selection for the whole message."""
        for index, token in enumerate(self.tokens):
            if token.kind == "number":
                self._number(index)
            elif token.kind == "b2m":
                self._named(index, "b2m")
            elif token.kind == "analyte":
                self.result.other_analytes.append(token.name or "")
                self._named(index, "other")
            elif token.kind == "word":
                self._word(index)
            elif token.kind == "unit" and (self.subject == "b2m" or self.dated):
                self.linked = self.linked_loosely = True  # "it is in nmol/L, I have 310"
                self.in_unit = True
            elif token.kind in SENTENCE_ENDS:
                self.other_passed = self.subject == "other" and self.since_subject > 1
                if (
                    token.kind == "newline"
                    and self.subject == "other"
                    and nearby.begins_row(self.tokens, index)
                ):
                    self.subject, self.linked, self.linked_loosely = "b2m", True, True
        self._take_neighbours()
        self.result.values = [v for value in self.result.values for v in repeated(self.text, value)]
        return self.result

    def _named(self, index: int, name: Literal["b2m", "other"]) -> None:
        """A test is named. "PSA and B2M were 4.1 and 3.4" leaves open which is which."""
        joined = True
        for token in reversed(self.tokens[:index]):
            if token.kind in ("b2m", "analyte"):
                other = "b2m" if token.kind == "b2m" else "other"
                self.subject = "both" if joined and other != name else name
                break
            joined = joined and (token.kind in _JOINING or token.word in {"and", "&", "my", "the"})
        else:
            self.subject = name
        self.linked = self.linked_loosely = self.subject == "b2m"
        self.by_cue = False
        self.since_subject = 0

    def _word(self, index: int) -> None:
        word = self.tokens[index].word
        before = self.tokens[index - 1] if index else None
        if word == "like" and before and (before.word in LEADING or before.text.lower() == "it's"):
            return  # "it was like four"
        self.since_subject += 1
        if word in PERSONS and self.result.values and not nearby.quotes(self.tokens, index):
            self.subject, self.linked, self.linked_loosely = "other", False, False
            return
        cue = (before and (before.word, word) in CUES) or self.tokens[index].text.lower() == "it's"
        if cue and self.subject in (None, "b2m"):
            if word in ("from", "to") and nearby.other_subject(self.tokens, index):
                self.subject, self.linked, self.linked_loosely = "other", False, False
                return
            self.by_cue = not self.linked and self.subject is None
            self.linked = self.linked_loosely = True
        elif word in RESULT_WORDS:
            if before and before.kind == "word" and before.word not in KNOWN_WORDS:
                self.subject, self.linked, self.linked_loosely = "other", False, False
            elif self.subject in (None, "b2m") or self.other_passed:
                self.subject = "b2m" if self.subject == "b2m" else None
                self.linked = self.linked_loosely = True
                self.by_cue = False
        elif word not in KNOWN_WORDS:
            if not nearby.describes_number(self.tokens, index):
                self.linked = self.linked_loosely = False
        elif word not in EASY_WORDS and not (self.in_unit and word in _HAVING):
            self.linked = False

    def _number(self, index: int) -> None:
        token = self.tokens[index]
        self.since_subject = 0
        if token.value is None:
            others = self.subject in ("other", "both")
            if not others and (self.linked_loosely or self._bare(index)):
                unit = nearby.unit_behind(self.tokens, index)
                self.result.malformed.append(Value(index, token, math.nan, "exact", unit, None))
            return
        if not self._counts(index):
            self.rejected.append(index)
            return
        self._accept(index)
        self.linked = self.linked_loosely = True

    def _accept(self, index: int) -> None:
        token = self.tokens[index]
        has_neighbour = bool(self.result.values)
        bound, is_earlier = find_bound(self.text, self.tokens, index, has_neighbour)
        value = (
            -(token.value or 0.0)
            if nearby.is_negative(self.text, self.tokens, index)
            else token.value or 0.0
        )
        unit = nearby.unit_behind(self.tokens, index)
        if self.daily and not unit:
            unit = nearby.daily_unit(self.tokens, index)
        tense = nearby.tense(self.tokens, index)
        goes_on = has_neighbour and nearby.begins_with_was(self.tokens, index)
        back = self.last_tense == "present" or (not self.last_tense and goes_on)
        if has_neighbour:
            before = self.result.values[-1].index
            back = back and not nearby.goes_forward(self.tokens, before, index)
        is_earlier = is_earlier or (tense == "past" and back)
        self.last_tense = tense
        place: Place | None = "earlier" if is_earlier else None
        self.result.values.append(Value(index, token, value, bound, unit, place))

    def _counts(self, index: int) -> bool:
        token = self.tokens[index]
        if self.subject in ("other", "both") or self.converts:
            return False
        if counted.is_one(token) and counted.stands_for_result(self.tokens, index):
            return False
        if self.has_colon and nearby.ends_with_list(self.tokens, index):
            return True
        if supposed.is_supposed(self.text, self.tokens, index):
            return False
        unit = nearby.unit_behind(self.tokens, index)
        if unit:
            return not (
                counted.acronym_before(self.text, self.tokens, index)
                or self._looks_like_dose(index, unit)
                or counted.other_test_at(self.tokens, index + 2)
                or (self.elsewhere and nearby.is_quoted(self.tokens, index))
            )
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following and following.kind == "noise" and "/" in following.text[2:]:
            return False  # "mg/mL": a unit in which B2M is not measured
        if following and following.kind == "short unit":
            return self._short_unit_fits(index)
        unexplained = bool(
            following and following.kind == "word" and following.word not in KNOWN_WORDS
        )
        if self._is_explained(index, following, unexplained):
            return False
        others = unexplained or self.elsewhere or self.counts_others
        if not others and counted.has_lost_its_unit(token, self.result.values):
            return True
        if token.whole and not self._whole_fits(index):
            return False
        if self.linked if token.whole else self.linked_loosely:
            return True
        if unexplained:
            return False
        if self.named and not token.whole and not nearby.other_subject(self.tokens, index):
            return True
        if token.whole and not (following and following.kind in ("noise", "word", "analyte")):
            self.apart.append(index)
        return self._bare(index) or nearby.result_behind(self.tokens, index)

    def _is_explained(self, index: int, following: Token | None, unexplained: bool) -> bool:
        """Whether what stands around a number without a unit gives it another meaning."""
        token = self.tokens[index]
        if token.whole and following:
            several = following.word in COUNTED or counted.is_several(following)
            if unexplained or several or counted.counts_results(self.tokens, index):
                return True
        explained = (
            counted.leads_to_noise, counted.asks_how_many, counted.is_mentioned, counted.is_time,
        )  # fmt: skip
        if any(is_explained(self.tokens, index) for is_explained in explained):
            return True
        if self.elsewhere and nearby.is_elsewhere(self.tokens, index):
            return True
        other = following and counted.other_test_at(self.tokens, index + 1)
        return bool(other and not self.linked_loosely)

    def _short_unit_fits(self, index: int) -> bool:
        """Whether "3.2 mg" is a result: as for all values before, and not as a dose is written."""
        behind = [self.tokens[value.index + 1] for value in self.result.values]
        if counted.is_dose(self.tokens, index) or any(t.kind != "short unit" for t in behind):
            return False
        return self.linked or (self.only_glue and not self.tokens[index].whole)

    def _whole_fits(self, index: int) -> bool:
        """Whether a whole number stands where a value can; a word must not be "one" or "zero"."""
        token = self.tokens[index]
        if counted.follows_at(self.tokens, index) or (self.percents and not self.named):
            return False
        if self.by_cue and not self.known_only and not self.result.values:
            return False  # "the PET showed 3 spots, in January it was 7"
        if not token.in_words:
            return True
        if index and self.tokens[index - 1].word in ("the", "those", "these"):
            return False  # "the six was rubbed out", "between the two"
        several = self.linked or self.numbers > 1
        return several and token.value != 0 and nearby.is_number_word(self.tokens, index)

    def _bare(self, index: int) -> bool:
        """Whether the sentence or line holds nothing that could explain the number otherwise."""
        if self.tokens[index].whole:
            return self.only_glue and (self.numbers > 1 or not self.has_noise)
        if (self.tokens[index].value or 0) > _LARGEST_BARE and not self.named:
            return False  # "I was 190.5 in January" is a weight
        sentence = nearby.sentence(self.tokens, index)
        if self.dated or all(t.kind != "word" or t.word in KNOWN_WORDS for t in sentence):
            return True
        return nearby.in_own_list(self.tokens, index)

    def _looks_like_dose(self, index: int, unit: str) -> bool:
        """ "20 mg/day" is a dose, unless the words speak of urine, of B2M or of hardly anything."""
        if family(unit) != "per day" or "24" in self.tokens[index + 1].text:
            return False
        return not (self.linked or self.has_urine or self.only_glue)

    def _take_neighbours(self) -> None:
        """ "8.4, 3.2 mg/L": what stands in one list with a value is a value."""
        taken = {value.index for value in self.result.values}
        for index in self.apart:  # "around 3.5 i think, then maybe 4"
            if (
                index not in taken
                and not counted.is_one(self.tokens[index])
                and nearby.continues(self.tokens, index, taken)
            ):
                self._accept(index)
                taken.add(index)
        for index in reversed(self.rejected):
            one = counted.is_one(self.tokens[index])
            if not one and nearby.leads_list_to(self.tokens, index, taken):
                self._accept(index)
                taken.add(index)
        self.result.values.sort(key=lambda value: value.index)


def select(text: str, tokens: Sequence[Token]) -> Selection:
    """The B2M values among the numbers of a message."""
    return Selector(text, tokens).run()
