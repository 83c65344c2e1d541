"""Claims that tell of one thing what cannot hold of it at one time, by the table `lang/contrasts.tsv`.

A claim has a pole where one of its members tells all the notions of one cell of the table; two claims are opposed where
each has the other pole of one row, of one thing, at one time, and nobody tells both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import TYPE_CHECKING

from selon.matching.notions import relations
from selon.matching.one_thing import one_setting, one_teller, one_thing, one_time, soon_after, things
from selon.model.assertion import Assertion

if TYPE_CHECKING:
    from selon.matching.likeness import Weighed

LEAST = 0.2
"""A notion that is no trigger must say at least so much to be told."""
MANY = 12
"""So many members of each claim are asked for one pole."""
KEYED = 0.45
"""A notion that says less makes no key."""
EVENT = "event"
"""Stands in the table for the one event of a report."""
SPANS = frozenset({"minute", "hour", "day_period", "week_period", "month_period", "year_period"})
"""Notions of lengths of time."""


@dataclass(frozen=True, slots=True)
class Row:
    """Two sets of notions that cannot hold together. about: families that both must tell of; see the head of the
    table."""

    one: frozenset[str]
    other: frozenset[str]
    about: frozenset[str]
    lasts: str
    why: str

    @property
    def name(self) -> str:
        """Under which poles are filed."""
        return f"{'+'.join(sorted(self.one))}/{'+'.join(sorted(self.other))}"


@lru_cache(maxsize=1)
def table() -> tuple[Row, ...]:
    """The rows of `lang/contrasts.tsv`, each with one cell on either side, and the opposites of `notions.tsv` of which
    neither follows on the other."""
    found = []
    for line in (resources.files("selon.lang") / "contrasts.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "one\t")) or not line.strip():
            continue
        one, other, about, lasts, why = line.split("\t")
        for a, b in product(one.split(), other.split()):
            cells = frozenset(a.split("+")), frozenset(b.split("+"))
            found.append(Row(*cells, frozenset(about.split()), lasts, why))
    return tuple(found)


@lru_cache(maxsize=1)
def _by_notion() -> dict[str, list[tuple[int, bool]]]:
    """The poles in which a notion stands: number of the row, whether it is the first cell."""
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for number, row in enumerate(table()):
        for first, cell in ((True, row.one), (False, row.other)):
            for notion in cell:
                found[notion].append((number, first))
    return dict(found)


def poles(a: Assertion) -> frozenset[tuple[int, bool]]:
    """The poles that an assertion has: numbers of rows, and whether it is the first cell."""
    asked = _by_notion()
    told = {n.key for n in a.notions if n.weight >= LEAST and n.key in asked}
    return _poles_of(frozenset(told.union(t for t in a.triggers if t in asked)))


@lru_cache(maxsize=4096)
def _poles_of(told: frozenset[str]) -> frozenset[tuple[int, bool]]:
    rows, asked = table(), _by_notion()
    met = {pole for notion in told for pole in asked[notion]}
    return frozenset(p for p in met if (rows[p[0]].one if p[1] else rows[p[0]].other) <= told)


def pole_keys(a: Assertion) -> set[str]:
    """The keys, without a window, under which an assertion is filed for the claims it may be opposed to in a thing."""
    rows = _rows_of(a)
    kin = relations()
    about = {kin.family_of(n.key) for n in a.notions if n.weight >= KEYED and n.key[:1] != "@"} if rows else set()
    return {f"{row.name}:{f}" for row in rows if EVENT not in row.about for f in (row.about or about)}


def event_keys(a: Assertion) -> set[str]:
    """The keys, without a window, under which an assertion is filed for the claims it may be opposed to in an event."""
    return {row.name for row in _rows_of(a) if EVENT in row.about}


def _rows_of(a: Assertion) -> list[Row]:
    return [table()[number] for number, _ in poles(a)] if a.polarity == "asserted" else []


def poles_apart(x: Weighed, y: Weighed) -> str | None:
    """Why two assertions are no values of one claim: each has one pole of a row and not the other one."""
    mine, theirs = poles(x.assertion), poles(y.assertion)
    for number, first in sorted(mine):
        if (number, not first) in theirs and (number, not first) not in mine and (number, first) not in theirs:
            return table()[number].why
    return None


def opposed(a: Sequence[Weighed], b: Sequence[Weighed]) -> str | None:
    """Why two claims are opposed; `None` when they are not. a, b: asserting members."""
    mine, theirs = _filed(a), _filed(b)
    for number, first in sorted(mine):
        if (number, not first) in theirs:
            row, pairs = table()[number], list(product(mine[number, first], theirs[number, not first]))
            met = [(x, y) for x, y in pairs if _met(x, y, row, first)]
            if met and not _both_known(met, EVENT in row.about):
                return row.why if first else " against ".join(reversed(row.why.split(" against ")))
    return None


def _both_known(met: Sequence[tuple[Weighed, Weighed]], event: bool) -> bool:
    """Whether somebody tells both poles: then they are of two things. event: of one event it is enough that not everybody
    does who tells one of them."""
    told = [one_teller(x, y) for x, y in met]
    return all(told) if event else any(told)


def _filed(members: Sequence[Weighed]) -> dict[tuple[int, bool], list[Weighed]]:
    found: dict[tuple[int, bool], list[Weighed]] = defaultdict(list)
    for x in members:
        for pole in poles(x.assertion):
            if len(found[pole]) < MANY:
                found[pole].append(x)
    return found


def _met(x: Weighed, y: Weighed, row: Row, first: bool) -> bool:
    """Whether two members tell of one thing at one time. first: x has the first cell."""
    early, late = (x, y) if first else (y, x)
    timed = one_time(x, y, row.lasts == "yes") or (row.lasts == "after" and soon_after(early, late))
    if not timed or not one_setting(x, y) or _tells_both(x, row) or _tells_both(y, row):
        return False
    if EVENT in row.about:
        return True
    if _counted(x) or _counted(y):
        return False
    return one_thing(x, y, row.one | row.other, row.about) or any(
        _left_out(z, row) and row.about & things(w).keys() for z, w in ((x, y), (y, x))
    )


def _tells_both(x: Weighed, row: Row) -> bool:
    """Whether one assertion has both poles by itself: closed in the morning and open again at night."""
    told = x.keys.keys() | set(x.assertion.triggers)
    return not row.one <= row.other and not row.other <= row.one and row.one <= told and row.other <= told


def _left_out(x: Weighed, row: Row) -> bool:
    """Whether an assertion names no thing, as the row alone tells which it is (`She is at anchor`, `no water`)."""
    return bool(row.about) and not things(x, row.one | row.other)


def _counted(x: Weighed) -> bool:
    """Whether an assertion counts things: three of them may be so and two otherwise."""
    return any(
        c not in SPANS and q.unit != "share" and q.low > 1
        for c, q in zip(x.assertion.counted, x.assertion.values, strict=True)
    )
