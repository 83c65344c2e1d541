"""Whether two assertions tell of one thing, at times that may be one, by two who tell it: what every contradiction needs.

Careful on purpose: a shared place or kind of people is no thing in common, two places are two things, and what was so in
the morning may be otherwise in the evening.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from selon.matching.sides import OTHER
from selon.matching.spots import SOUNDS
from selon.model.assertion import Assertion

if TYPE_CHECKING:
    from selon.matching.likeness import Weighed

THING = 0.5
"""A notion of less weight is no thing that both could tell of."""
NAMED = 0.45
"""A notion by sound of at least this weight is a name."""
SCENE = 2
"""So many names two reports must share to tell of one event."""
HALF = 0.5
"""So much of what the one of fewer things tells of must be told by the other too."""
WEEK = 7
"""What lasts may be told so many days later."""
PARTS = frozenset({"north", "south", "east", "west", "centre"})
"""Notions of parts of a place."""
HOURS = frozenset({"morning", "noon_afternoon", "evening", "night", "midnight"})
VAGUE = frozenset({
    "settlement", "people", "front", "troops", "state", "authorities", "government", "country", "whole", "without", "must",
    "serious_grave", "minor_light", "operational", "temporary", "permanent", "secret", "alive", "enemy", "occupier", "position",
    "commanding", "officials", "spokesperson", "press_media", "press_people", "plan", "president", "ministries", "experts",
    "evidence", "question_n", "voice_n", "information_n", "defence", "rear_zone", "sky_air", "source", "message",
    "killed_or_wounded", "access", "condition_demand",
})  # fmt: skip
"""Families that half of all reports tell of: one in common is nothing in common."""


def things(x: Weighed, but: Collection[str] = ()) -> dict[str, float]:
    """The families of the things and people that an assertion tells of, with their weight. but: families left out."""
    found: dict[str, float] = {}
    for key, weight in x.keys.items():
        family = x.families[key]
        if weight >= THING and key[:1] not in "~@" and family not in VAGUE and not {key, family} & {*but, *x.triggers}:
            found[family] = max(found.get(family, 0.0), weight)
    return found


def names(x: Weighed) -> set[str]:
    """The first sounds of the names that an assertion tells of and that are no places."""
    places = {word[:SOUNDS] for p in x.assertion.places for word in p.key.split()}
    return {k[1 : 1 + SOUNDS] for k, w in x.keys.items() if k[:1] == "~" and w >= NAMED} - places


def one_thing(x: Weighed, y: Weighed, but: Collection[str], about: Collection[str] = ()) -> bool:
    """Whether two assertions have a thing or a name in common. but: the notions that are opposed. about: the families of
    which it must be one."""
    mine, theirs = things(x, but), things(y, but)
    shared = {f: min(w, theirs[f]) for f, w in mine.items() if f in theirs}
    if about:
        return bool(shared.keys() & set(about))
    if not shared:
        return bool(names(x) & names(y) & _scene(x.assertion) & _scene(y.assertion))
    return sum(shared.values()) >= HALF * min(sum(mine.values()), sum(theirs.values()))


def one_setting(x: Weighed, y: Weighed) -> bool:
    """Whether two assertions come from reports of one event and tell of one place, one part of it and one side."""
    one, other = x.assertion, y.assertion
    known = min(len(one.scene), len(other.scene))
    return (not known or len(one.scene & other.scene) >= min(SCENE, known)) and not elsewhere(x, y)


def elsewhere(x: Weighed, y: Weighed) -> bool:
    """Whether two assertions tell of two places or parts of one, two times of a day, or two sides."""
    hours = x.keys.keys() & HOURS, y.keys.keys() & HOURS
    if all(hours) and not hours[0] & hours[1]:
        return True
    if x.keys.keys() & PARTS != y.keys.keys() & PARTS or _strangers(x, y):
        return True
    return not _one_ground(x.assertion, y.assertion) or other_side(x, y)


def _scene(a: Assertion) -> set[str]:
    return {name[:SOUNDS] for name in a.scene}


def _strangers(x: Weighed, y: Weighed) -> bool:
    """Whether each names what the other's whole report never names."""
    here, there = _scene(x.assertion), _scene(y.assertion)
    one, other = ({k[1 : 1 + SOUNDS] for k in w.keys if k[:1] == "~"} for w in (x, y))
    one, other = one & here, other & there
    return bool(one and other) and not one & there and not other & here


def _one_ground(one: Assertion, other: Assertion) -> bool:
    here, there = ({p.key.split()[0] for p in a.places if p.own and p.key} for a in (one, other))
    around = {p.within.split()[0] for a in (one, other) for p in a.places if p.within}
    return not here - around or not there - around or bool(here & there)


def other_side(x: Weighed, y: Weighed) -> bool:
    """Whether each tells of people or weapons of another side only."""
    one, other = sides(x), sides(y)
    return len(one) == len(other) == 1 and OTHER.get(*one) in other


def sides(x: Weighed) -> set[str]:
    """The sides of whoever an assertion tells of."""
    return {k[1:].split(":")[0] for k in x.keys if k.startswith("@")}


def one_time(x: Weighed, y: Weighed, lasts: bool = False) -> bool:
    """Whether the days of two assertions meet. lasts: what is told holds on other days too."""
    one, other = x.assertion.days, y.assertion.days
    if one is None or other is None:
        return _gap(x.assertion.published, y.assertion.published) <= 1
    if one.first <= other.last and other.first <= one.last:
        return True
    return lasts and (_gap(one.last, other.first) <= WEEK or _gap(other.last, one.first) <= WEEK)


def soon_after(early: Weighed, late: Weighed) -> bool:
    """Whether what the one tells came soon after what the other tells."""
    one, other = early.assertion.days, late.assertion.days
    return one is not None and other is not None and one.last <= other.first and _gap(one.last, other.first) <= WEEK


def _gap(one: str | None, other: str | None) -> int:
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return WEEK + 1


def one_teller(x: Weighed, y: Weighed) -> bool:
    """Whether one and the same tells both: one report, in its own words or by one voice."""
    same = x.assertion.report == y.assertion.report
    return same and (x.speakers == y.speakers if x.speakers or y.speakers else True)
