"""The order in which the values of a message were measured, oldest first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise

from b2m.reader.moments import Place
from b2m.reader.years import midpoint


def day_of(date: str | None, estimate: datetime.date | None) -> datetime.date | None:
    """The day by which a reading is sorted; None if its words give none."""
    return estimate or (midpoint(date) if date else None)


def sortable(dates: Sequence[str | None], days: Sequence[datetime.date | None]) -> bool:
    """Whether every reading has a day, and no date holds another, as 2023 holds March 2023."""
    known = sorted({date for date in dates if date})
    overlapping = any(later.startswith(earlier) for earlier, later in pairwise(known))
    return all(days) and not overlapping


def _by_words(places: Sequence[Place | None], dated: Sequence[bool]) -> list[int]:
    """The order that words such as "now", "before that" and "at diagnosis" give."""
    from_known = places[:1] == ["earlier"]  # before what was given in earlier messages
    order: list[int] = []
    backwards = False  # from the newest back in time, until the words turn forward again
    for i, place in enumerate(places):
        after_newest = i > 0 and (places[i - 1] == "last" or backwards)
        if place in ("first", "last"):
            backwards = place == "last" and i == 0
        elif place == "earlier" or (place == "previous" and after_newest):
            backwards = True
        elif from_known and dated[i]:  # "before that 3.6, and in spring 3.9"
            backwards = False
        if i and backwards:
            order.insert(order.index(i - 1), i)
        else:
            order.append(i)
    for end, place in ((0, "first"), (len(order), "last")):
        marked = [i for i in order if places[i] == place]
        if len(marked) == 1:
            order.remove(marked[0])
            order.insert(end, marked[0])
    return order


def chronological(
    dates: Sequence[str | None],
    estimates: Sequence[datetime.date | None],
    places: Sequence[Place | None],
    newest_first: bool,
) -> list[int]:
    """Positions of readings, oldest first: by date where all have one, else as the words say."""
    days = [day_of(date, estimate) for date, estimate in zip(dates, estimates, strict=True)]
    order = (
        list(reversed(range(len(days))))
        if newest_first
        else _by_words(places, [day is not None for day in days])
    )
    if sortable(dates, days):
        return sorted(order, key=lambda i: days[i] or datetime.date.min)
    if newest_first:
        return order
    dated = [i for i in order if days[i]]
    in_time = iter(sorted(dated, key=lambda i: days[i] or datetime.date.min))
    return [next(in_time) if days[i] else i for i in order]
