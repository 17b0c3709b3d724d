"""Gives each value of a message the time at which it was measured, as far as the words say it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from b2m.reader.nearby import sentence
from b2m.reader.tables import Heading
from b2m.reader.tokens import Moment, Token
from b2m.reader.values import Value

_SPLITTING_KINDS = frozenset({"newline", "stop", "comma", "arrow", "back arrow"})
_SPLITTING_WORDS = frozenset({"and", "then", "but", "to"})
_ON = frozenset({"on", "in", "from", "at", "the"})
_EVERY = frozenset({"both", "all"})
_TAKEN = _EVERY | {"taken", "drawn", "done", "measured", "collected"}
_BETWEEN_SPECIMENS = frozenset({"specimen", "word", "unit", "b2m", "comma"})
_UNTIL = frozenset({"to", "until", "till", "through", "thru"})


def _leads_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether "now", "before that" … begins a new part: "8.2 now 2.1", but not "2.1 now, 8.2"."""
    moment = tokens[index].moment
    if moment is None or moment.place is None:
        return False
    if index + 1 < len(tokens) and tokens[index + 1].word in ("was", "were"):
        return False  # "3.4 now, was 5.1"
    rest = [t for t in tokens[index + 1 : index + 6] if not _passes(t)]
    kinds = [token.kind for token in rest[:2]]
    return kinds[:1] == ["number"] and kinds[1:] != ["date"]


def _passes(token: Token) -> bool:
    """Whether a token between a moment and its value may be passed over."""
    return token.kind in ("colon", "unit", "bound") or (
        token.kind == "word" and token.word not in _SPLITTING_WORDS
    )


def segments(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of the part of the message in which it stands."""
    numbers, current = [], 0
    for index, token in enumerate(tokens):
        splits = token.kind in _SPLITTING_KINDS or token.word in _SPLITTING_WORDS
        current += splits or _leads_on(tokens, index)
        numbers.append(current)
    return numbers


def _pairs_by_form(kinds: str, parts: Sequence[int]) -> list[tuple[int, int]] | None:
    """Pairs of (value, date) positions where the message has one clear form, else None.

    `kinds` holds "v" and "d" in the order of the message. "dddvvv" and "vvvddd" go by their order;
    "dvdv" and "vdvd" too, if each stands in a part of its own ("in January, it was 4.1").
    """
    count = kinds.count("v")
    if count != kinds.count("d") or not count:
        return None
    if kinds == "d" * count + "v" * count:
        return [(i + count, i) for i in range(count)]
    if kinds == "v" * count + "d" * count:
        return [(i, i + count) for i in range(count)]
    if len(set(parts)) < len(parts):
        return None
    if kinds == "dv" * count:
        return [(i + 1, i) for i in range(0, 2 * count, 2)]
    return [(i, i + 1) for i in range(0, 2 * count, 2)] if kinds == "vd" * count else None


def _pairs_in_parts(kinds: str, parts: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of (value, date) positions, each date with the nearest value of its part."""
    pairs: list[tuple[int, int]] = []
    for i, kind in enumerate(kinds):
        if kind != "d":
            continue
        inside = [j for j, k in enumerate(kinds) if k == "v" and parts[j] == parts[i]]
        if inside:
            starts_with_date = kinds[parts.index(parts[i])] == "d"
            order = [j for j in inside if (j > i) == starts_with_date] or inside
            pairs.append((min(order, key=lambda j: abs(j - i)), i))
    paired = {position for pair in pairs for position in pair}
    for i, kind in enumerate(kinds):  # "in January, it was 4.1": the date has a part of its own
        if kind == "d" and i not in paired:
            for j in (i + 1, i - 1):
                if 0 <= j < len(kinds) and kinds[j] == "v" and j not in paired:
                    pairs.append((j, i))
                    paired |= {i, j}
                    break
    return pairs


def _merge(first: Moment | None, second: Moment) -> Moment:
    if first is None:
        return second
    if (first.date and second.estimate) or (second.date and first.estimate):
        return Moment(first.date or second.date, first.label or second.label)  # "Thursday March 14"
    return Moment(
        first.date or second.date,
        first.label or second.label,
        first.estimate or second.estimate,
        first.place or second.place,
    )


def _shares_date(tokens: Sequence[Token], before: Value, value: Value) -> bool:
    """ "In May blood 3.1 and CSF 1.3": one date for both specimens."""
    between = tokens[before.index + 1 : value.index]
    kinds = {token.kind for token in between}
    joined = "comma" in kinds or any(token.word in ("and", "&") for token in between)
    return "specimen" in kinds and joined and kinds <= _BETWEEN_SPECIMENS


def _completed(tokens: Sequence[Token], value: Value, found: Moment | None) -> Moment:
    """The time of the only value of a message, with what else its sentence says of it: "a November
    one now: 4.1, collected on 11/16"."""
    known = found or Moment()
    timed = [t for i, t in enumerate(tokens) if t.moment and not _spans_time(tokens, i)]
    own = [token.moment for token in sentence(tokens, value.index) if token in timed]
    dated = [token.moment for token in tokens if token.moment and token.moment.date]
    pasted = any(token.kind == "newline" for token in tokens)
    if pasted and len(dated) == 1 and not known.date:  # "…: 2.3 mg/L\nFeb 5, 2025"
        own = list(dated)
    for moment in own:
        date = moment.date if moment else None
        if date and date.startswith(known.date or ""):
            known = replace(known, date=date, estimate=None)
    rough = [moment for moment in own if moment and moment.estimate and not moment.date]
    if len(rough) == 1 and not (known.date or known.label or known.estimate):
        known = replace(known, label=rough[0].label, estimate=rough[0].estimate)
    return known  # "the one before that was 2.1, last year"


def _heads_list(tokens: Sequence[Token], index: int) -> bool:
    """Whether a date is the heading of a list: "2022: 5.1, 4.2"."""
    return index + 1 < len(tokens) and tokens[index + 1].text == ":"


def _says_when_of_another(tokens: Sequence[Token], index: int, values: Container[int]) -> bool:
    """Whether "now" … leads to a number of another test: "M-spike 1.2 now 0.8, B2M 3.4"."""
    moment = tokens[index].moment
    following = index + 1 < len(tokens) and tokens[index + 1].kind == "number"
    return bool(moment and moment.place and following) and index + 1 not in values


def _spans_time(tokens: Sequence[Token], index: int) -> bool:
    """ "From January to May: 4.1, 4.0", "monthly since May": a time that dates no value."""
    before, behind = tokens[max(0, index - 2) : index], tokens[index + 1 : index + 3]
    since = bool(before) and before[-1].word in ("since", "as", "than")  # "same as July"
    to = [token.kind for token in before] == ["date", "word"] and before[-1].word in _UNTIL
    until = [token.kind for token in behind] == ["word", "date"] and behind[0].word in _UNTIL
    return since or to or until


def _covering_all(tokens: Sequence[Token]) -> Moment | None:
    """The date of "both taken 5/20/24", "all from May 2024", where it is the only date."""
    dates = [i for i, token in enumerate(tokens) if token.kind == "date"]
    if len(dates) != 1:
        return None
    said = [t.word for t in tokens[max(0, dates[0] - 5) : dates[0]] if t.kind == "word"]
    while said and said[-1] in _ON:
        said.pop()
    taken = len(said) > 1 and said[-1] in _TAKEN and said[-2] in (*_EVERY, "were", "are")
    covers = (taken and _EVERY & set(said)) or _EVERY & set(said[-1:])  # "both from October"
    return tokens[dates[0]].moment if covers else None


def _leading_dates(tokens: Sequence[Token], items: Sequence[int]) -> dict[int, Moment]:
    """The date in whose list a value stands: of all values at `items` that stand in one."""
    found: dict[int, Moment] = {}
    heading: Moment | None = None
    for i in items:
        if tokens[i].kind == "date":
            moment = tokens[i].moment
            heading = moment if moment and moment.date and _heads_list(tokens, i) else None
        elif heading:
            found[i] = heading
    return found


def _of_both_samples(tokens: Sequence[Token], values: Sequence[Value]) -> Moment | None:
    """The date in "they did his blood and a spinal tap in May: 2.9 and 0.9", where it is the only
    one."""
    dates = [i for i, token in enumerate(tokens) if token.kind == "date"]
    if len(dates) != 1 or len(values) < 2 or dates[0] > values[0].index:
        return None
    first = values[0].index
    before = {token.name for token in tokens[:first] if token.kind == "specimen"}
    behind = any(token.kind == "specimen" for token in tokens[first:])
    behind = behind and not any(token.kind == "stop" for token in tokens[dates[0] : first])
    return tokens[dates[0]].moment if len(before) > 1 and not behind else None


def moments(
    tokens: Sequence[Token], values: Sequence[Value], rows: Mapping[int, Heading]
) -> list[Moment]:
    """When each value was measured, as far as the message says it; `rows` of a table, too."""
    shared = _covering_all(tokens) or _of_both_samples(tokens, values)
    if shared:
        return [shared] * len(values)
    places = {value.index: number for number, value in enumerate(values)}
    items = [
        i
        for i, token in enumerate(tokens)
        if i in places
        or (
            token.kind == "date"
            and token.moment != Moment()  # "after that"
            and not _says_when_of_another(tokens, i, places)
            and not _spans_time(tokens, i)
        )
    ]
    kinds = "".join("d" if tokens[i].kind == "date" else "v" for i in items)
    parts = segments(tokens)
    own = [parts[i] for i in items]
    pairs = _pairs_by_form(kinds, own) or _pairs_in_parts(kinds, own)
    found: list[Moment | None] = [None] * len(values)
    for value, date in sorted(pairs, key=lambda pair: pair[1]):
        moment = tokens[items[date]].moment
        if moment and items[value] in places:
            place = places[items[value]]
            found[place] = _merge(found[place], moment)
    for number in range(1, len(values)):
        if found[number] is None and _shares_date(tokens, values[number - 1], values[number]):
            found[number] = found[number - 1]
    if len(values) == 1:
        found = [_completed(tokens, values[0], found[0])]
    for index, moment in _leading_dates(tokens, items).items():
        found[places[index]] = found[places[index]] or moment
    for index, heading in rows.items():
        if index in places:
            found[places[index]] = found[places[index]] or heading.moment
    return [moment or Moment() for moment in found]
