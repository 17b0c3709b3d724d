"""Pairs what a message points at with what it says of it: "the 4.4 is from May, 3.1 is urine"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from b2m.remarks.items import Item
from b2m.sequences import Place


@dataclass(frozen=True)
class Statement:
    """Known readings, and what is said of them."""

    places: tuple[Place, ...]
    pointers: tuple[Item, ...] = ()
    said: tuple[Item, ...] = field(default=())

    def only(self, kind: str) -> Item | None:
        """What is said of this kind, if it is one thing."""
        found = [item for item in self.said if item.kind == kind]
        return found[0] if len(found) == 1 else None


def _strong(items: Sequence[Item]) -> list[Item]:
    """The items, with dates and specimens as pointers where nothing else points, and without words
    such as "it" and "all" where something else does."""
    if any(item.is_strong for item in items):
        return [_as_named(item) for item in items if not item.is_weak]
    said = _refining([item for item in items if item.kind != "pointer"])
    if any(item.kind == "pointer" for item in said):
        return said
    if any(item.by == "all" for item in items):  # "it's in mg/L, both"
        items = [item for item in items if item.by != "it"]
    definite = [i for i in said if i.kind == "date" and i.definite and i.results]
    if len(definite) == 1 and len(definite[0].places) == 1 and not definite[0].negated:
        return [_as_pointer(i) if i in definite else replace(i, places=()) for i in said]
    negated = [i for i in said if i.kind == "date" and i.negated and len(i.places) == 1]
    if len(negated) == 1:  # "October, not November"
        return [replace(_as_pointer(i), negated=False) if i in negated else i for i in said]
    for kind in ("date", "specimen"):
        pointing = [i for i in said if i.kind == kind and i.places and not i.negated]
        others = [i for i in said if i not in pointing]
        pointing = _first_of_each(pointing)
        own = {p for item in pointing for p in item.places}
        # "the blood ones are mg/L"
        groups = all(i.results for i in pointing) and {i.kind for i in others} == {"unit"}
        single = all(len(i.places) == 1 for i in pointing) or kind == "specimen"
        if (
            pointing
            and others
            and single
            and (kind == "date" or any(i.kind == "value" for i in others) or groups)
        ):
            if kind == "specimen" and not (groups or all(len(i.places) == 1 for i in pointing)):
                continue
            if len(own) == len(pointing) or groups:
                return [_as_pointer(i) if i in pointing else i for i in said]
    return list(items)


def _refining(said: list[Item]) -> list[Item]:
    """ "The July draw was on July 22": the first of two dates points at what the other is said of.
    "The October urine is 0.9": together they point."""
    dates = [i for i in said if i.kind == "date" and i.places and not i.negated]
    if len(dates) == 2 and all(len(i.places) == 1 for i in dates):
        first, second = dates
        longer = len(second.moment.date or "") if second.moment else 0
        if first.places == second.places and first.moment and longer > len(first.moment.date or ""):
            return [_as_pointer(i) if i is first else i for i in said]
    both = [i for i in said if i.kind in ("date", "specimen") and i.places and not i.negated]
    if {i.kind for i in both} == {"date", "specimen"} and len(both) == 2:
        shared = tuple(p for p in both[0].places if p in both[1].places)
        if len(shared) == 1 and any(i.kind == "value" for i in said):
            return [replace(_as_pointer(i), places=shared) if i in both else i for i in said]
    return said


def _first_of_each(items: list[Item]) -> list[Item]:
    """Items without those that mean what one before means."""
    return [i for n, i in enumerate(items) if i.places not in [o.places for o in items[:n]]]


def _as_named(item: Item) -> Item:
    """ "The post-transplant one was in October": what was said of its time points at a reading."""
    named = item.kind == "date" and item.definite and item.results and len(item.places) == 1
    return _as_pointer(item) if named and item.moment and not item.moment.date else item


def _as_pointer(item: Item) -> Item:
    return replace(item, kind="pointer", by="date" if item.kind == "date" else "specimen")


def _joined(pointers: Iterable[Item]) -> tuple[Place, ...]:
    """What pointers beside each other mean: the readings that all of them mean, or else any."""
    sets = [item.places for item in pointers if item.places]
    if not sets:
        return ()
    shared = [p for p in sets[0] if all(p in places for places in sets)]
    return tuple(shared or dict.fromkeys(p for places in sets for p in places))


def statements(items: Sequence[Item]) -> list[Statement]:
    """The statements of a message, in order. What stands before the first pointer belongs to it
    if nothing follows the last one: "blood is the 3.1, urine the 0.2"."""
    items = _strong(items)
    said = [item for item in items if item.kind == "pointer" or not item.negated]
    points = [item.kind == "pointer" for item in said]
    if not any(points):
        return [Statement((), (), tuple(said))] if said else []
    leads = points[0] or not points[-1]
    order = said if leads else said[::-1]
    groups: list[tuple[list[Item], list[Item]]] = []
    before: list[Item] = []
    for item in order:
        if item.kind == "pointer":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(item)
        elif groups:
            groups[-1][1].append(item)
        else:
            before.append(item)
    groups[0][1][:0] = before
    if not leads:
        groups = [(pointers[::-1], attributes[::-1]) for pointers, attributes in reversed(groups)]
    return [Statement(_joined(p), tuple(p), tuple(a)) for p, a in groups]
