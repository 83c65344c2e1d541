"""What an event or a thing has only one of, told with two values: the place where it was filmed, the flag of a ship,
whoever takes over a post, whoever began, how long a meeting lasted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from selon.matching.notions import relations
from selon.matching.one_thing import names, one_setting, one_teller, one_thing, one_time, sides, things
from selon.matching.sides import OTHER
from selon.model.assertion import Assertion, Days, Locus

if TYPE_CHECKING:
    from selon.matching.likeness import Weighed

FILMING = frozenset({"film_video", "record_call", "take_photo"})
RECORDED = frozenset({"filming", "recorded", "photo"})
"""Families of making a recording, and of the recording itself."""
SUCCEEDING = frozenset({"appoint", "replace_swap"})
BEGINNING = frozenset({"begin", "number_first"})
"""Notions of whoever does something first."""
FIRING = frozenset({"hitting", "violate", "agreeing", "burning"})
FAR = 0.6
"""Two places so many degrees apart are two."""
LONGER = 1.5
"""A meeting that lasted so many times as long lasted otherwise."""
LASTED = {"minute": 1.0, "hour": 60.0}
ENDING = frozenset({"leave", "break_off", "long_time", "end", "interrupt"})
MANY = 12
"""So many members of each claim are asked."""


def two_values(a: Sequence[Weighed], b: Sequence[Weighed]) -> str | None:
    """Why two claims give one thing two values of what it has only one of; `None` when they do not."""
    one, other = ([x for x in group if attributed(x.assertion)][:MANY] for group in (a, b))
    for rule in RULES:
        met = [(x, y, why) for x, y in product(one, other) if (why := rule(x, y))]
        if met and not any(one_teller(x, y) for x, y, _ in met):
            return met[0][2]
    return None


def values_apart(x: Weighed, y: Weighed) -> str | None:
    """Why two assertions are no values of one claim: they give one thing two values of what it has only one of."""
    if not attributed(x.assertion) or not attributed(y.assertion):
        return None
    return next((why for rule in RULES if rule is not _successor and (why := rule(x, y))), None)


def attributed(a: Assertion) -> bool:
    """Whether an assertion can give a value at all."""
    if a.polarity != "asserted":
        return False
    keys = {n.key for n in a.notions}
    if keys & (FILMING | {"flag", "dated"} | SUCCEEDING):
        return True
    return bool(keys & BEGINNING) or (a.frame == "talks" and bool(keys & LASTED.keys()))


def attribute_keys(a: Assertion) -> set[str]:
    """The keys, without a window, under which an assertion is filed for the values it may give."""
    keys = {n.key for n in a.notions}
    groups = {
        "filmed": FILMING | {"dated"}, "flag": {"flag"}, "successor": SUCCEEDING, "first": BEGINNING, "lasted": set(LASTED),
    }  # fmt: skip
    return {f"one:{name}" for name, asked in groups.items() if keys & asked} if attributed(a) else set()


def _filmed(x: Weighed, y: Weighed) -> str | None:
    """One recording made at two places, or on two days."""
    told = [w.keys.keys() & (FILMING | {"dated"}) for w in (x, y)]
    made = [any(w.assertion.triggers[:1] == (t,) for t in FILMING | {"dated"}) for w in (x, y)]
    if not all(told) or not any(made) or not _one_recording(x, y):
        return None
    one, other = x.assertion, y.assertion
    days = one.days, other.days
    if days[0] and days[1] and days[0].own and days[1].own and not _meeting(days[0], days[1]):
        return f"recorded once: {days[0].first} against {days[1].first}"
    here, there = ([p for p in a.places if p.own] for a in (one, other))
    if all(made) and here and there and _all_apart(here, there):
        return f"recorded once: {here[0].name} against {there[0].name}"
    return None


def _meeting(one: Days, other: Days) -> bool:
    return one.first <= other.last and other.first <= one.last


def _one_recording(x: Weighed, y: Weighed) -> bool:
    """Whether two assertions are about a recording of the same kind, from reports of one event."""
    one, other = ({f for f in w.families.values() if f in RECORDED} for w in (x, y))
    return bool(one & other) and len(x.assertion.scene & y.assertion.scene) > 0


def _all_apart(here: Sequence[Locus], there: Sequence[Locus]) -> bool:
    """Whether no place of the one may be one of the other, contain it or lie near it."""
    return all(_apart(p, q) for p, q in product(here, there))


def _apart(p: Locus, q: Locus) -> bool:
    heads = {p.key.split()[0], *p.within.split()[:1]}, {q.key.split()[0], *q.within.split()[:1]}
    if heads[0] & heads[1]:
        return False
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return True
    return math.hypot(p.lat - q.lat, (p.lon - q.lon) * math.cos(math.radians(p.lat))) > FAR


def _flag(x: Weighed, y: Weighed) -> str | None:
    """One ship under two flags."""
    if "flag" not in x.keys or "flag" not in y.keys or not one_thing(x, y, {"flag"}, {"ship"}):
        return None
    if not names(x) & names(y):
        return None
    one, other = ({p.key.split()[0]: p.name for p in w.assertion.places if p.own and p.key} for w in (x, y))
    if not one or not other or one.keys() & other.keys():
        return None
    return f"under the flag of {min(one.values())} against of {min(other.values())}"


def _successor(x: Weighed, y: Weighed) -> str | None:
    """One post given to two people."""
    kin = relations()
    lead = [w.assertion.triggers[:1] for w in (x, y)]
    if any(not t or t[0] not in SUCCEEDING for t in lead) or not one_time(x, y, lasts=True) or not one_setting(x, y):
        return None
    one, other = (names(w) for w in (x, y))
    posts = {f for f in things(x).keys() & things(y).keys() if f != kin.family_of("general_rank")}
    if not posts or not one or not other or one & other:
        return None
    return "one post given to two people"


def _first(x: Weighed, y: Weighed) -> str | None:
    """Either side is said to have begun."""
    if not all(w.keys.keys() & BEGINNING for w in (x, y)) or not one_time(x, y):
        return None
    if not any(set(w.triggers) & FIRING or "ceasefire" in w.keys for w in (x, y)):
        return None
    one, other = _actors(x), _actors(y)
    if len(one) == len(other) == 1 and OTHER.get(*one) in other:
        return f"{min(one)} began against {min(other)} began"
    return None


def _actors(x: Weighed) -> set[str]:
    return sides(x) or {k for k in x.keys if k in OTHER}


def _lasted(x: Weighed, y: Weighed) -> str | None:
    """How long one meeting lasted: two lengths of time."""
    if x.main != "meeting" and y.main != "meeting":
        return None
    if not all("meeting" in w.triggers for w in (x, y)) or not one_time(x, y) or not one_setting(x, y):
        return None
    if not any(w.keys.keys() & ENDING for w in (x, y)):
        return None
    one, other = _length(x), _length(y)
    if not one or not other or max(one, other) < LONGER * min(one, other):
        return None
    return f"it lasted {one:g} minutes against {other:g}"


def _length(x: Weighed) -> float:
    """The length of time that an assertion tells, in minutes; 0 when it tells none or several."""
    found = [
        q.high * LASTED[c] for c, q in zip(x.assertion.counted, x.assertion.values, strict=True) if c in LASTED
    ]  # fmt: skip
    return found[0] if len(found) == 1 else 0.0


RULES: tuple[Callable[[Weighed, Weighed], str | None], ...] = (_filmed, _flag, _successor, _first, _lasted)
