"""What is said of known readings besides their values: when, from what, in which unit."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from dataclasses import replace

from b2m.message import Message, Reading
from b2m.remarks import cues
from b2m.remarks.days import in_known_order, moment_of
from b2m.remarks.items import LINK, Item
from b2m.remarks.plain import NOUNS, in_one_clause, is_plain
from b2m.remarks.statements import Statement
from b2m.remarks.values import Changes
from b2m.sequences import Sequence, all_places, at

_TOOK = re.compile(
    r"\b(?:took|drew|did|had|done|tested|measured|taken|drawn)\s(?:both (?:of )?|all (?:of )?)?$",
    re.I,
)
_ARE = re.compile(r"\s(?:(?:ones|results|values|numbers)\s)?(?:are|were)\b", re.IGNORECASE)
_ONE = frozenset({"it", "its", "it's", "that", "this", "that's", "thats"})
_SO_WAS = re.compile(
    r"\bso (?:was|is|were|are) (?:the|my) (?:others?|rest|first|second|last|new|old|latest)\b"
    r"|\bone (?:too|as well|also)\W*$"
    r"|\bsame (?:for|with|goes for) (?:the|my) (?:others?|rest|first|second|last)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s?(?:\S+/\S+)?,?\s(?:(?:one|result|value|reading|number)\s)?"
    r"(?:is|was|came|from|were|are|should(?:'ve| have)? be(?:en)?|must be)\b",
    re.I,
)


def _speaks_of(message: Message, pointers: Items[Item]) -> bool:
    """Whether known readings are mentioned, not given again: "the 3.8 …", "3.8 was …"."""
    return any(
        item.by != "value"
        or item.definite
        or _VERB.match(message.text[message.tokens[item.end - 1].end :])
        for item in pointers
    )


def _is_said_of(message: Message, statement: Statement) -> bool:
    """Whether words such as "it" lead to what is said: "both are from", but not "it has been"."""
    fact = statement.said[0]
    for pointer in statement.pointers:
        start, end = message.tokens[pointer.at].start, message.tokens[fact.at].start
        link = LINK.fullmatch(message.text[start:end])
        if fact.kind == "date" and _TOOK.search(message.text[:start]):
            return message.text[start:end].count(" ") <= 1  # "they took it on Tuesday"
        if link and (fact.kind != "date" or link["dated"] or "from" in link[0].lower()):
            return True
    return False


def _in_one_clause(message: Message, statement: Statement) -> bool:
    """Whether nothing parts what is said from what it is said of: not "… in May, after the 4.2"."""
    pairs = [(pointer.at, fact.at) for pointer in statement.pointers for fact in statement.said]
    return in_one_clause(message, *min(pairs, key=lambda pair: abs(pair[0] - pair[1])))


def _of_clause(message: Message, pointers: Items[Item], dates: list[Item]) -> list[Item]:
    """The dates in the clause of what is pointed at, if there are any: not "… was in May, I had
    covid in April"."""
    near = [i for i in dates if any(in_one_clause(message, i.at, p.at) for p in pointers)]
    return near if any(i.moment and i.moment.date for i in near) else dates


def _without_narrowing(message: Message, statement: Statement) -> Statement:
    """Without the specimen of "my last blood test", which says only which one is meant."""
    ends = {pointer.end for pointer in statement.pointers if pointer.by == "place"}
    if len(statement.said) == 1 and ends and not _is_noun(message, statement.said[0].end):
        return statement  # "first two blood, last two urine"
    kept = tuple(i for i in statement.said if not (i.kind == "specimen" and i.at in ends))
    return replace(statement, said=kept)


def _is_noun(message: Message, index: int) -> bool:
    behind = message.tokens[index : index + 1]
    return bool(behind) and bool(NOUNS & set(behind[0].word.split()))


def _denies(message: Message, sequences: Items[Sequence], statement: Statement) -> bool:
    """Whether what was said before may be replaced: it was not said, or it is taken back."""
    kinds = {item.kind for item in statement.said}
    readings = [at(sequences, place) for place in statement.places]
    said = any(
        (reading.specimen and "specimen" in kinds) or (reading.date and "date" in kinds)
        for reading in readings
    )
    return not said or bool(cues.CORRECTS.search(message.text))


def told(message: Message, sequences: Items[Sequence], said: Items[Statement]) -> Changes | None:
    """The readings with the dates, specimens and units that a message gives them; none if it says
    what is known already."""
    if any(item.kind == "value" for statement in said for item in statement.said):
        return None
    changes: Changes = {}
    told_any = False
    for statement in said:
        pointers, places = statement.pointers, statement.places
        if not places or not statement.said:
            continue
        if not pointers or not (changes or _speaks_of(message, pointers)):
            return None
        weak = all(p.is_weak for p in pointers)
        if weak and {i.kind for i in statement.said} == {"unit"} and _several_lack_unit(sequences):
            return None  # "he says it's mg/L": all of them
        if weak and not _denies(message, sequences, statement):
            return None
        if not _tells(message, statement, weak):
            return None
        statement = _without_narrowing(message, statement)
        if not statement.said:
            continue
        told_any = True
        when = [i for i in statement.said if i.kind == "date" and not i.negated]
        dates = _of_clause(message, pointers, when)
        single = all(p.by == "it" and p.text(message).lower() in _ONE for p in pointers)
        if dates and len(places) > 1 and (single or not (weak or _of_several(message, pointers))):
            return None
        for place in places:
            known = at(sequences, place)
            new = _with_facts(known, statement, dates)
            if new != known:
                changes[place] = new
    if changes and len(said) == 1 and _SO_WAS.search(message.text):
        others = [p for p in all_places(sequences) if p not in changes]
        changes |= {p: _with_facts(at(sequences, p), said[0], []) for p in others}
    return in_known_order(message, sequences, changes, said) if told_any else None


def _of_several(message: Message, pointers: Items[Item]) -> bool:
    """ "The last two are from this year"."""
    text = message.text
    return len(pointers) == 1 and bool(_ARE.match(text, message.tokens[pointers[0].end - 1].end))


def _several_lack_unit(sequences: Items[Sequence]) -> bool:
    return sum(not at(sequences, place).unit for place in all_places(sequences)) > 1


def _tells(message: Message, statement: Statement, weak: bool) -> bool:
    """Whether the words around a statement leave no doubt that it is one; `weak`: only words such
    as "it" and "all" point."""
    pointers = statement.pointers
    plain = is_plain(message, [*pointers, *statement.said])
    if weak:
        linked = is_plain(message, statement.said) and _is_said_of(message, statement)
        return linked and (plain or _in_one_clause(message, statement) or _takes_back(message))
    if not plain and not all(p.definite or p.by == "value" for p in pointers):
        return False
    return plain or _in_one_clause(message, statement) or _takes_back(message)


def _takes_back(message: Message) -> bool:
    return bool(cues.CORRECTS.search(message.text))


def _with_facts(known: Reading, statement: Statement, dates: Items[Item]) -> Reading:
    moment, specimen, unit = (
        moment_of(dates, known),
        statement.only("specimen"),
        statement.only("unit"),
    )
    if moment:
        known = known.with_time_of(moment)
    if specimen and specimen.name != known.specimen:
        known = replace(known, specimen=specimen.name)  # type: ignore[arg-type]
    if unit and unit.name != known.unit:
        known = replace(known, unit=unit.name, confirmed=False)
    return known
