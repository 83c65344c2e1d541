"""How a page of claims is found: decided by how many claims meet each condition, and remembered while nothing changes.

A page is either *walked*, along the index of its order until enough rows meet the conditions, or *led* by the rarest
condition, whose few rows are then put in order. Which one is decided by counting at most `FEW` rows of each condition.
On a walk, a condition on words or names is met by a list made first, of all claims that meet it; where that list would be
longer than the walk, each row is asked instead.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import isqrt
from sqlite3 import Connection
from typing import Any, TypeVar, cast

from selon.ledger.claim_conditions import Condition, among, conditions, source, where
from selon.ledger.claim_records import ClaimFilter

T = TypeVar("T")
FEW = 3000
"""A condition that no more claims meet leads."""
DEAR = 30
"""Asking a row costs as much as putting so many into a list."""
REMEMBERED = 1024
"""Plans and sizes kept at hand."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the claims of a question are found. source: what they are taken from, with its conditions. led: whether few of
    them are, to be put in order. total: how many there are, `None` where counting would cost more than a page."""

    source: str
    values: tuple[object, ...]
    led: bool
    total: int | None


@dataclass(slots=True)
class Counted:
    """What was counted lately, by the state of the claims that it was counted in. Safe between threads."""

    _kept: OrderedDict[object, Any] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: object, make: Callable[[], T]) -> T:
        """The value of a key, counted when it is not at hand. key: begins with a state."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return value

    def forget(self) -> None:
        """Forget all: claims were written."""
        with self._lock:
            self._kept.clear()


def planned(connection: Connection, asked: ClaimFilter, rows: int, state: object, counted: Counted) -> Plan:
    """How so many of the claims that meet all conditions are found. state: of the claims; the same is counted once."""
    return counted.get((state, asked, rows), lambda: _planned(connection, asked, rows, state, counted))


def _planned(connection: Connection, asked: ClaimFilter, rows: int, state: object, counted: Counted) -> Plan:
    found = list(conditions(asked))
    if not found:
        return Plan(
            "claims c WHERE 1", (), False, _number(connection, "SELECT n FROM claim_totals WHERE name = 'claims'")
        )
    last = counted.get((state,), lambda: _number(connection, "SELECT max(number) FROM claims"))
    sizes = [counted.get((state, c), lambda c=c: _size(connection, c, last)) for c in found]  # type: ignore[misc]
    size, lead = min((s.claims, i) for i, s in enumerate(sizes))
    few = size <= FEW
    leads = few and (len(found) > 1 or pays(size, found[lead].steps, rows, last))
    others = [(c, s) for i, (c, s) in enumerate(zip(found, sizes, strict=True)) if not leads or i != lead]
    tests, more = where([_tested(c, s, size, last) for c, s in others])
    rest = f" AND {tests}" if tests else ""
    known = size if len(found) == 1 and (few or found[0].counted) else None
    if not leads:
        return Plan(f"claims c WHERE 1{rest}", more, False, known)
    begin, values = source(found[lead], sizes[lead].numbers)
    if known is None:
        known = _number(connection, f"SELECT count(*) FROM {begin}{rest}", (*values, *more))
    return Plan(begin + rest, (*values, *more), True, known)


def pays(size: int, steps: int, rows: int, last: int) -> bool:
    """Whether putting `size` claims in order costs less than walking along the order until `rows` of them are found."""
    return size * size * steps <= rows * last


@dataclass(frozen=True, slots=True)
class Size:
    """How many claims meet a condition. numbers: theirs, as JSON, where few do and no index finds them."""

    claims: int
    numbers: str = ""


def _size(connection: Connection, c: Condition, last: int) -> Size:
    """How many claims meet a condition: counted up to `FEW`, above that the least there are, or a guess. last: the highest
    number of a claim."""
    if c.counted:
        return Size(_number(connection, c.counted, c.values))
    if c.bound and (most := _number(connection, c.bound, c.values)) > FEW:
        return Size(most)
    listed = "''" if c.index else "'[' || coalesce(group_concat(n), '') || ']'"
    count = f"SELECT count(*), coalesce(max(n), 1), {listed} FROM (SELECT n FROM ({c.numbers}) LIMIT {FEW + 1})"
    size, reached, numbers = connection.execute(count, c.values if c.sought is None else c.sought).fetchone()
    if size <= FEW:
        return Size(size, numbers)
    return Size(size * max(1, last // reached) if c.ordered else size)


def _tested(c: Condition, own: Size, least: int, last: int) -> Condition:
    """A condition as rows are tested by it. own: how many claims meet it; least: how many meet the rarest one."""
    if c.dear and own.claims > (DEAR * least if least <= FEW else isqrt(c.dear * last)):
        return replace(c, test=c.asks, values=c.asked)
    listed = own.numbers and c.sought is None and (c.dear or own.claims == least)
    return among(c, own.numbers) if listed else c  # a box is tested by what the index of the order holds


def _number(connection: Connection, query: str, values: Sequence[object] = ()) -> int:
    found = connection.execute(query, tuple(values)).fetchone()
    return int(found[0] or 0) if found else 0
