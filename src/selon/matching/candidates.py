"""Which pairs of assertions are worth a comparison: those that share a key of an index, never all pairs.

A key joins a family of notions (what happened, to what) or a figure with a window of days, so that a ledger of many years asks
only about the days
around, and only about what has to do with it. The index is a Protocol: a dictionary here, a table on disk in
the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from selon.matching.notions import relations
from selon.model.assertion import Assertion

WINDOW = 4
"""Days of one bucket; an assertion is filed under its bucket and asks for the neighbours too."""
STRONG = 8
"""So many of the weightiest notions make keys."""
LEAST = 0.3
"""A notion lighter than this makes no key."""
SMALL = 3
"""A figure up to this makes no key: it is found everywhere."""


class Index(Protocol):
    """Where assertions are filed by keys."""

    def put(self, name: str, keys: Iterable[str]) -> None:
        """File `name` under each key."""

    def near(self, keys: Sequence[str]) -> set[str]:
        """The names filed under any of the keys."""


class MemoryIndex:
    """An index in a dictionary."""

    def __init__(self) -> None:
        self._names: defaultdict[str, list[str]] = defaultdict(list)

    def put(self, name: str, keys: Iterable[str]) -> None:
        """File `name` under each key."""
        for key in keys:
            self._names[key].append(name)

    def near(self, keys: Sequence[str]) -> set[str]:
        """The names filed under any of the keys."""
        return {name for key in keys for name in self._names.get(key, ())}


def buckets(assertion: Assertion) -> tuple[int, ...]:
    """The windows of days in which an assertion may have happened; `(0,)` when nothing dates it."""
    days = assertion.days
    stamp = (assertion.published or "")[:10]
    try:
        day = date.fromisoformat(days.last if days and not days.guessed else stamp).toordinal()
        said = date.fromisoformat(stamp).toordinal() if stamp else day
    except ValueError:
        return (0,)
    return tuple(sorted({day // WINDOW, said // WINDOW}))


def keys_of(assertion: Assertion) -> tuple[str, ...]:
    """The keys under which an assertion is filed, without its window."""
    kin = relations()
    heavy = sorted((n for n in assertion.notions if n.weight >= LEAST), key=lambda n: (-n.weight, n.key))
    families = dict.fromkeys(kin.family_of(n.key) for n in heavy)
    deeds = dict.fromkeys(kin.family_of(t) for t in assertion.triggers[:2])
    figures = (f"#{q.low:g}" for q in assertion.values if q.low > SMALL)
    return tuple(sorted({*deeds, *list(families)[:STRONG], *figures}))


def filed(assertion: Assertion) -> tuple[str, ...]:
    """The full keys under which an assertion is filed."""
    return tuple(f"{b}|{k}" for b in buckets(assertion) for k in keys_of(assertion))


def asked(assertion: Assertion) -> tuple[str, ...]:
    """The full keys it asks for: its own windows and the ones beside them."""
    near = sorted({b + step for b in buckets(assertion) for step in (-1, 0, 1)})
    return tuple(f"{b}|{k}" for b in near for k in keys_of(assertion))
