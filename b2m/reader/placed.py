"""What words say of the order of the values of a message: "4.6, last time 3.9"."""

from __future__ import annotations

import re

from b2m.reader.moments import Place
from b2m.reader.tokens import Moment, Token
from b2m.reader.values import Value

_SINCE_LAST = re.compile(r"\b(?:then|new|now|today|this|next|since)\b", re.IGNORECASE)
_AGO = re.compile(
    r"\bago$|^last year$"
    r"|^(?!over|during|since).*\b(?:spring|summer|fall|autumn|winter|christmas|easter)$",
    re.IGNORECASE,
)


def _is_ago(moment: Moment) -> bool:
    return bool(moment.estimate and _AGO.search(moment.label or ""))


def _is_current(moment: Moment) -> bool:
    """Whether nothing is said, or how things are now: "on dialysis"."""
    return not (moment.date or moment.estimate or moment.place) and (
        not moment.label or moment.label.startswith("on ")
    )


def _goes_on(tokens: list[Token], values: list[Value]) -> bool:
    """ "My last one was 4.1, the new one is 3.8": the last one before this."""
    said = [t.word for t in tokens[: values[0].index] if t.kind == "date" and t.moment]
    between = " ".join(t.word for t in tokens[values[0].index + 1 : values[1].index])
    return bool(said and said[-1].split()[-1] == "last" and _SINCE_LAST.search(between))


def said_places(tokens: list[Token], values: list[Value], when: list[Moment]) -> list[Place | None]:
    """What words say about the order. "4.6, last time 3.9": the first of the two is the newest."""
    if len(values) == 1 and any(t.moment and t.moment.place == "earlier" for t in tokens):
        return ["earlier"]  # "3.9 in the winter, that's older"
    places = [v.place or moment.place for v, moment in zip(values, when, strict=True)]
    if len(values) > 1 and not places[0] and _is_current(when[0]) and all(map(_is_ago, when[1:])):
        earlier: list[Place | None] = ["earlier"] * (len(values) - 1)
        return [None, *earlier]  # "13.2 mg/L, two weeks ago 10.9"
    if places[1:2] == ["previous"] and when[0].estimate and not when[0].date:
        places[0] = "last"  # "today 5.2, last time 3.1"
    if len(values) > 1 and places[0] == "last" and _goes_on(tokens, values):
        places[0] = None
    if len(places) == 2 and places[1] == "previous" and when[0] == Moment():
        places[1] = "earlier"
    return places
