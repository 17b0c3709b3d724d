"""Understands answers to the question about a date: "the 30th then", "2025 for December"."""

from __future__ import annotations

from dataclasses import replace

from b2m import answer_words as says
from b2m.date_patterns import day_in_year
from b2m.message import Message
from b2m.reader.tokens import Moment
from b2m.state import Question

MAX_WORDS_WITH_DATE = 12


def _most_exact(moments: list[Moment]) -> list[Moment]:
    """Without what a full date says more exactly: "2025, sorry, December 14, 2025"."""
    dates = [moment.date or "" for moment in moments]
    full = [date for date in dates if len(date) > len("2025-12")]
    held = [date for date in dates if date and any(o != date and o.startswith(date) for o in full)]
    return [moment for moment in moments if moment.date not in held]


def _is_turned(known: str, said: str) -> bool:
    """Whether two ISO dates differ in that day and month have changed places."""
    one, other = known.split("-"), said.split("-")
    return len(one) == len(other) == 3 and one[1:] == other[:0:-1] and one != other


def said_moment(question: Question, message: Message) -> Moment | None:
    """When it was; a year or a day alone ("the 30th") leaves the rest as it was."""
    words = [word for word in says.words(message) if not says.DAY.fullmatch(word)]
    dated = _most_exact([moment for moment in message.dates if moment.date or moment.label])
    asked = question.reading.date or ""
    turned = [moment for moment in dated if _is_turned(asked, moment.date or "")]
    if len(turned) == 1 and says.little_else(message):
        return turned[0]  # "I'm from Ireland, so that's the 12th of March"
    leads = bool(says.DATE_FIRST.match(" ".join(t.kind for t in message.tokens)))
    little = leads and says.little_else(message)
    says_day = says.TAKEN_ON.search(message.text) and says.little_else(message)
    few = len(words) <= MAX_WORDS_WITH_DATE and not says.OF_VISIT.search(message.text)
    if not (little or says_day or few):
        return None
    days = [moment for moment in dated if day_in_year(moment.label, asked[:4])]
    dated = [moment for moment in dated if moment.date] or days or dated
    if len(dated) == 1:
        (moment,) = dated
        day = day_in_year(moment.label, asked[:4])
        if day and len(asked) == len("2024-04-31"):  # "typo, 11/12"
            return Moment(day)
        year_typed = any(t.kind == "date" and t.has_year for t in message.tokens)
        if question.reason == "nonexistent" and moment.date and not year_typed:
            moment = replace(moment, date=asked[:4] + moment.date[4:])
        said = moment.date or ""
        if asked and len(said) == len("2024"):
            moment = replace(moment, date=said + asked[len("2024") :])
        elif said[:4] != asked[:4] and said[4:] and asked[4:].startswith(said[4:]):
            moment = replace(moment, date=said[:4] + asked[4:])  # "2025 for the December one"
        return moment
    alone = says.DAY_ALONE.fullmatch(message.text)
    if dated or alone is None or len(asked) != len("2024-04-31"):
        return None
    return Moment(f"{asked[:7]}-{int(alone[1]):02}")
