"""When known readings were measured, said after them: "the November one was on the 17th"."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from dataclasses import replace

from b2m.date_patterns import MONTH_NAMES
from b2m.message import Message, Reading
from b2m.reader.names import compiled
from b2m.reader.tokens import Moment
from b2m.reader.years import NO_YEAR, with_years
from b2m.remarks import cues
from b2m.remarks.items import Item
from b2m.remarks.plain import is_plain, unknown_words
from b2m.remarks.statements import Statement
from b2m.remarks.values import Changes
from b2m.sequences import Place, Sequence, all_places, at, is_dated, is_from

_DAYS_FIRST = compiled(
    r"\b(?:day|days)\s(?:comes?\s|goes\s|is\s|are\s)?(?:first|before (?:the )?month)\b",
    r"\b(?:dd[/.-]?mm|day[\s/-]month|day then (?:the )?month|day and then (?:the )?month)\b",
    r"\bwrite (?:it )?(?:the )?day\b[^.]{0,20}\bmonth\b",
    r"\b(?:european|british|german|uk) (?:dates?|style|format|way)\b",
)
_DAY = re.compile(
    r"(?<!not )(?<!not on )(?<!not the )(?<!not on the )\b(?:on |was |is |for )?the "
    r"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?!\s(?:of|one|result|value|number|reading|time))",
    re.IGNORECASE,
)
_CHANGES_DATE = re.compile(r"\b(?:change|correct|fix|move|make|update|edit|replace)\b", re.I)
_TO = re.compile(r"\s(?:to|into|with|by)\s(?:the\s)?", re.IGNORECASE)
_BECOMES = re.compile(
    r"\s(?:(?:one|result|date)\s)?(?:to|into|with|by|should (?:be|say|read|have been)|must be"
    r"|is really|was really|was actually)\s(?:the\s)?",
    re.IGNORECASE,
)
_AROUND_DATE = frozenset(
    {"from", "on", "in", "the", "it", "it's", "its", "that", "that's", "thats", "was", "is", "this",
     "taken", "drawn", "done", "oh", "and", "btw", "i", "think", "sometime"}
)  # fmt: skip
_FEWER = 2
_FEW = 6  # words of other things: "the local lab one says …, before she moved in with us"
_OF_LAST = re.compile(
    r"\W*(?:and |ok |oh )*(?:the|this|that|its|it'?s|that'?s|thats)\s?"
    r"(?:paper|sheet|letter|report|printout|slip|result"
    r"|test|one|draw|sample)?\s?(?:is |was |says )?(?:dated|from|of|taken|drawn|done)\b",
    re.IGNORECASE,
)


def moment_of(dates: Items[Item], known: Reading) -> Moment | None:
    """When a reading was measured, as far as that is new: the most that is said of it."""
    moments = [
        i.moment for i in dates if i.moment and not (i.moment.date and _holds(known, i.moment))
    ]
    dated = sorted((m for m in moments if m.date), key=lambda m: len(m.date or ""))
    if dated and len(dated[-1].date or "") == len("2024") and known.date:
        return replace(dated[-1], date=(dated[-1].date or "") + known.date[4:])
    if dated:
        return _in_known_year(dated[-1], known, dates)
    return moments[-1] if moments and not known.date else None  # "3.1, is that normal now"


def _in_known_year(moment: Moment, known: Reading, dates: Items[Item]) -> Moment:
    """ "The 2024 one was in November": of the year that is known, unless that is still to come."""
    year_typed = any(item.moment == moment and item.year_typed for item in dates)
    if year_typed or not (moment.date and known.date):
        return moment
    date = known.date[:4] + moment.date[4:]
    return replace(moment, date=min(date, moment.date))


def _holds(known: Reading, moment: Moment) -> bool:
    return is_from(known, moment) and len(moment.date or "") <= len(known.date or "")


def days_first(message: Message, sequences: Items[Sequence]) -> Changes | None:
    """ "We write the day before the month": all dates were read the other way round."""
    if not _DAYS_FIRST.search(message.text):
        return None
    changes: Changes = {}
    for place in all_places(sequences):
        known = at(sequences, place)
        year, month, day = (*(known.date or "").split("-"), "", "")[:3]
        if day and int(day) <= len(MONTH_NAMES):
            changes[place] = replace(known, date=f"{year}-{day}-{month}")
    return changes or None


def redated(message: Message, sequences: Items[Sequence], items: Items[Item]) -> Changes | None:
    """ "Change 9 June to 19 June": a known date, and another one for it."""
    dates = [i for i in items if i.kind == "date" and i.moment and i.moment.date]
    others = any(i.kind != "date" and not i.is_weak for i in items)
    if len(dates) != 2 or others or len(dates[0].places) != 1:
        return None
    ends = message.tokens[dates[0].end - 1].end, message.tokens[dates[1].at].start
    moment = dates[1].moment
    joint = message.text[slice(*ends)]
    changes = _CHANGES_DATE.search(message.text[: ends[0]]) or not _TO.fullmatch(joint)
    if not (changes and _BECOMES.fullmatch(joint)) or moment is None:
        return None
    known = at(sequences, dates[0].places[0])
    return {dates[0].places[0]: known.with_time_of(_in_known_year(moment, known, dates[1:]))}


def day_of_month(
    message: Message, sequences: Items[Sequence], items: Items[Item], changed: Items[Place]
) -> Changes | None:
    """ "The November one was drawn on the 17th, not the 16th": a day of the month that is known."""
    days = list(_DAY.finditer(message.text))
    items = [i for i in items if not any(day["day"] in i.text(message) for day in days)]
    pointed = {p for i in items if i.kind == "date" or i.is_strong for p in i.places}
    if not pointed and is_plain(message):
        pointed = {p for i in items if i.is_weak for p in i.places} or set(changed)
    others = any(i.kind in ("value", "unit", "specimen") for i in items)
    if len(days) != 1 or len(pointed) != 1 or others or len(unknown_words(message)) > _FEWER:
        return None
    (place,) = pointed
    known = at(sequences, place)
    month = (known.date or "")[: len("2024-05")]
    if len(month) < len("2024-05"):
        return None
    return {place: known.with_time_of(Moment(f"{month}-{int(days[0]['day']):02}"))}


def dated_in_order(
    message: Message, sequences: Items[Sequence], items: Items[Item]
) -> Changes | None:
    """ "Dates in that order: 01/2024, 07/2024": as many dates as there are readings without one."""
    dates = [i for i in items if i.kind == "date" and i.moment and i.moment.date]
    places = [p for p in all_places(sequences) if not at(sequences, p).date]
    others = any(i.kind not in ("date", "unit") and not i.is_weak for i in items)
    if others or len(sequences) != 1 or len(dates) != len(places) or len(dates) < 2:
        return None
    if any(token.kind in ("number", "analyte") for token in message.tokens):
        return None
    if len(unknown_words(message)) > _FEW:
        return None
    changes: Changes = {}
    units = {i.name for i in items if i.kind == "unit"}
    unit = units.pop() if len(units) == 1 else None
    for place, item in zip(places, dates, strict=True):
        known = at(sequences, place)
        known = known.with_time_of(item.moment) if item.moment else known
        changes[place] = replace(known, unit=known.unit or unit)
    return changes


def dated_late(
    message: Message, sequences: Items[Sequence], items: Items[Item], changed: Items[Place]
) -> Changes | None:
    """ "May of 2025 I mean": a date alone, taken back or put right, is of what was said last."""
    dates = [i for i in items if i.kind == "date" and i.moment and i.moment.date and not i.negated]
    others = any(i.kind != "date" and not i.is_weak for i in items)
    of_last = _OF_LAST.match(message.text)
    if len(dates) != 1 or others or not (of_last or cues.CORRECTS.search(message.text)):
        return None
    if cues.REMOVES.search(message.text) or cues.SWAPS.search(message.text):
        return None
    moment = dates[0].moment
    slips = [
        p for p in all_places(sequences) if moment and _is_other_year(at(sequences, p), moment)
    ]
    if len(slips) == 1 and len(unknown_words(message)) <= _FEW:
        return {slips[0]: at(sequences, slips[0]).with_time_of(moment)} if moment else None
    if len(changed) != 1 or not is_plain(message) or moment is None:
        return None
    return {changed[0]: at(sequences, changed[0]).with_time_of(moment)}


def dated_alone(
    message: Message, sequences: Items[Sequence], items: Items[Item], changed: Items[Place]
) -> Changes | None:
    """ "From yesterday", "that was in May": when the result was that was just given."""
    dates = [i for i in items if i.kind == "date" and i.moment]
    others = any(i.kind != "date" and not i.is_weak for i in items)
    words = {word for t in message.tokens if t.kind == "word" for word in t.word.split()}
    if len(dates) != 1 or others or len(changed) != 1 or not words <= _AROUND_DATE:
        return None
    known, moment = at(sequences, changed[0]), dates[0].moment
    if is_dated(known) or moment is None or not (moment.date or moment.estimate):
        return None
    return {changed[0]: known.with_time_of(moment)}


def _is_other_year(known: Reading, moment: Moment) -> bool:
    """Whether a full date or a month differs from a known one by its year alone."""
    date, said = known.date or "", moment.date or ""
    return len(date) == len(said) > 4 and date[4:] == said[4:] and date[:4] != said[:4]


def in_known_order(
    message: Message, sequences: Items[Sequence], changes: Changes, said: Items[Statement]
) -> Changes:
    """Dates without a year for readings whose order is known: "the 2.2 is from November, the 4.7
    from February", where the 2.2 is the newer one."""
    places = sorted(changes, key=lambda place: (place.sequence, place.index))
    dates = [changes[place].date or "" for place in places]
    typed = any(i.year_typed for statement in said for i in statement.said if i.kind == "date")
    known = any(at(sequences, place).date for place in places)
    if len({p.sequence for p in places}) != 1 or typed or known or not all(dates):
        return changes
    if dates == sorted(dates) or message.today is None:
        return changes
    today = message.today.isoformat()
    latest = [with_years([NO_YEAR + date[4:]], today)[0] for date in dates]
    if latest != sorted(latest):
        return changes
    return {
        place: replace(changes[place], date=date)
        for place, date in zip(places, latest, strict=True)
    }
