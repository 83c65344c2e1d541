"""Rival accounts of one event: who did it, with what, and what became of the one it befell.

Two claims are rivals when both tell of the same thing at the same time and cannot both be the whole truth: one attack
laid on either side, one ship that struck a mine or was hit by a missile, one man who was killed or only wounded.
Whoever asserts both himself knows of two events, and then nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from selon.matching.attributes import values_apart
from selon.matching.evidence import days_apart
from selon.matching.notions import relations
from selon.matching.opposed import poles_apart
from selon.matching.sides import OTHER
from selon.matching.spots import SOUNDS
from selon.model.assertion import Assertion

if TYPE_CHECKING:
    from selon.matching.likeness import Weighed

WHOLE = 0.95
"""A larger share of a place is as good as all of it."""
HEAVY = 0.9
"""What was hit must say at least so much: it is the point of both accounts."""
NAMED = 0.45
"""A notion by sound of at least this weight is a name."""
SCENE = 2
"""So many names two reports must share to tell of one event."""
STRIKING = frozenset({"hitting", "wrecking", "mining", "step_on_mine"})
MINES = frozenset({"mine_weapon", "sea_mine", "antitank_mine", "step_on_mine", "lay_mines"})
FLYING = frozenset({"missile", "drone", "bomb", "rocket", "shell_round", "air_defence"})
"""Families of what comes through the air."""
MEANS = FLYING | frozenset({"mine_weapon", "artillery", "mortar", "firearm", "weapon", "tank", "aircraft"})
"""Families of what is struck with."""
FIRING = frozenset({"launch", "shell", "open_fire", "hit", "strike"})
"""Triggers of whoever fires from a distance."""
GUNS = frozenset({"artillery", "battery", "mortar", "rocket", "tank", "troops"})
"""Families of those who fire; what is fired at is seldom one of them."""
BUILDINGS = frozenset(
    {"hospital", "school", "house", "apartment", "hotel", "kindergarten", "museum", "church", "residential"}
)
"""Families of buildings."""
STORES = frozenset({"storing", "gas", "fuel"})
"""Families of what goes off when it is struck."""
SITES = frozenset({"works", "substation", "nuclear_plant", "refinery", "unpowered"})
"""Families of works and of their parts."""
INSIDE = frozenset({"accident", "negligence", "store", "gas"})
"""Notions of an explosion that nobody aimed."""
MINE, AIR = "mine", "air"
FATES = frozenset({"killed", "wounded"})
"""Outcomes of which one man has one."""


def rival(a: Sequence[Weighed], b: Sequence[Weighed]) -> str | None:
    """Why two claims are rival accounts of one event; `None` when they are not. a, b: asserting members."""
    fate = _fate(a, b) or _fate(b, a)
    if fate:
        return fate
    pairs = list(product(a, b))
    sited = _one_target(_all_struck(a), _all_struck(b))
    rules: tuple[Callable[[Weighed, Weighed], str | None], ...] = (_event, _aside, *((_volley,) if sited else ()))
    for rule in rules:
        met = [(x, y, why) for x, y in pairs if (why := rule(x, y))]
        if met and not any(_one_teller(x, y) for x, y, _ in met):
            return met[0][2]
    return None


def _event(x: Weighed, y: Weighed) -> str | None:
    """Who did it, or with what, of one event told by both."""
    return (_blame(x, y) or _means(x, y)) if _one_event(x, y) else None


def _volley(x: Weighed, y: Weighed) -> str | None:
    """Who fired, where both tell of shots in one scene and their claims of one thing struck."""
    return _blame(x, y) if _fired(x) and _fired(y) and _one_hour(x, y) else None


def apart(x: Weighed, y: Weighed) -> str | None:
    """Why two assertions are no values of one claim: one mine and one missile, one death and one wound of one man."""
    if x.assertion.polarity != "asserted" or y.assertion.polarity != "asserted":
        return _struck_apart(x, y)
    return _struck_apart(x, y) or _share(x, y) or _share(y, x) or poles_apart(x, y) or values_apart(x, y)


def partly(x: Weighed) -> bool:
    """Whether an assertion on a place tells of a part of it, or of several."""
    return any(q.unit != "share" or q.high < WHOLE for q in x.assertion.values)


def _share(x: Weighed, y: Weighed) -> str | None:
    """A place taken whole against a share of it that somebody holds."""
    if x.main != "taking" or y.main != "holding" or partly(x):
        return None
    held = [q for q in y.assertion.values if q.unit == "share" and q.high < WHOLE]
    return f"taken against {held[0].span.text} held" if held else None


def _struck_apart(x: Weighed, y: Weighed) -> str | None:
    found = _fates(x, y) or _fates(y, x)
    if found or x.main not in STRIKING or y.main not in STRIKING:
        return found
    return _means(x, y) or _blame(x, y) or _stray(x, y) or _stray(y, x)


def may_rival(a: Assertion) -> bool:
    """Whether an assertion can be one of two rival accounts at all."""
    struck = bool(a.triggers) and relations().family_of(a.triggers[0]) in STRIKING
    return struck or a.outcome in FATES or a.triggers[:1] in (("fall_decline",), ("fail",), ("fire",))


def rival_keys(a: Assertion) -> set[str]:
    """The keys, without a window, under which an assertion is filed: who fires at a works."""
    sited = {relations().family_of(n.key) for n in a.notions} & SITES
    fired = bool(a.triggers) and relations().family_of(a.triggers[0]) == "hitting"
    return {"fired at works"} if sited and fired and a.polarity == "asserted" else set()


def _one_teller(x: Weighed, y: Weighed) -> bool:
    one, other = x.assertion, y.assertion
    return one.report == other.report and (x.speakers == y.speakers if x.speakers or y.speakers else True)


def _one_event(x: Weighed, y: Weighed) -> bool:
    """Whether two assertions tell of something struck that is the same thing, in one scene and at one time."""
    return x.main in STRIKING and y.main in STRIKING and bool(_struck(x) & _struck(y)) and _one_hour(x, y)


def _fired(x: Weighed) -> bool:
    """Whether an assertion tells who fired, be it without saying at what."""
    return x.main == "hitting" and bool(_attackers(x))


def _one_hour(x: Weighed, y: Weighed) -> bool:
    """Whether two assertions tell of shots in one scene, at one time and place."""
    one, other = x.assertion, y.assertion
    if len(one.scene & other.scene) < SCENE or one.days is None or other.days is None:
        return False
    return days_apart(one.days, other.days) <= 0 and _one_ground(x, y)


def _all_struck(members: Sequence[Weighed]) -> set[str]:
    """The families of the things that the members of a claim say were struck."""
    return {f for x in members if x.main in STRIKING for f in _struck(x)}


def _one_target(one: set[str], other: set[str]) -> bool:
    """Whether two claims tell of one thing struck; a works is called by its part or by what it is as a whole."""
    return bool(one & other or (one & SITES and other & SITES))


def _one_ground(x: Weighed, y: Weighed) -> bool:
    one, other = ({p.key.split()[0] for p in w.assertion.places if p.own and p.key} for w in (x, y))
    return not one or not other or bool(one & other)


def _struck(x: Weighed) -> set[str]:
    """The families of the things that an assertion is about, weapons and what was done to them left out."""
    return {
        x.families[k]
        for k, w in x.keys.items()
        if w >= HEAVY and k[:1] not in "~@" and x.families[k] not in x.triggers | MEANS and k not in MINES
    }


def _attackers(x: Weighed) -> set[str]:
    """The sides that are said to have struck, where their soldiers or weapons are named too, be it after the verb."""
    sides = [k[1:].split(":") for k in x.keys if k.startswith("@")]
    found = {side for side, what in sides if what == "attacker" and any(s == side and w != what for s, w in sides)}
    if found or not x.assertion.triggers or x.assertion.triggers[0] not in FIRING:
        return found
    named = {side for side, _ in sides} | (x.keys.keys() & OTHER.keys())
    return named if len(named) == 1 and bool(set(x.families.values()) & GUNS) else set()


def _aside(x: Weighed, y: Weighed) -> str | None:
    """Why what one calls a strike the other calls a mishap."""
    return _stray(x, y) or _stray(y, x) or _inside(x, y) or _inside(y, x)


def _inside(x: Weighed, y: Weighed) -> str | None:
    """One place struck by somebody, or where something of its own went off."""
    aimed = any(k.endswith(":attacker") for k in x.keys) or _means_of(x) == AIR
    if x.main not in STRIKING or not aimed or y.assertion.triggers[:1] not in (("explode",), ("fire",)):
        return None
    own = bool(y.keys.keys() & INSIDE) and not any(k.endswith(":attacker") for k in y.keys)
    if not own or not (_struck(x) & _struck(y)) - STORES or not _one_hour(x, y):
        return None
    return "struck against went off by itself"


def _stray(x: Weighed, y: Weighed) -> str | None:
    """One place hit by a missile of the enemy or by one of the defenders that went astray."""
    if x.main not in STRIKING or "debris" in y.keys or not _one_hour(x, y):
        return None
    defending = "air_defence_system" in y.keys or {"air_defence", "missile"} <= y.keys.keys()
    falling = y.main in STRIKING or y.assertion.triggers[:1] in (("fall_decline",), ("fail",))
    one = {k[1:].split(":")[0] for k in x.keys if k.startswith("@") and k.endswith(":attacker")}
    other = {k[1:].split(":")[0] for k in y.keys if k.startswith("@")} or y.keys.keys() & OTHER.keys()
    if not (defending and falling and len(one) == len(other) == 1 and OTHER.get(*one) in other):
        return None
    housed = "building" in y.keys and bool(_struck(x) & BUILDINGS)
    return f"hit by {min(one)} against hit by an air-defence missile" if housed or _struck(x) & _struck(y) else None


def _blame(x: Weighed, y: Weighed) -> str | None:
    one, other = _attackers(x), _attackers(y)
    if len(one) == len(other) == 1 and OTHER.get(*one) in other:
        return f"laid on {min(one)} against laid on {min(other)}"
    return None


def _means_of(x: Weighed) -> str:
    """What the thing was struck with: a mine, something through the air; empty for neither or both."""
    mined = bool(x.keys.keys() & MINES)
    flown = any(f in FLYING for f in x.families.values())
    return "" if mined == flown else MINE if mined else AIR


def _means(x: Weighed, y: Weighed) -> str | None:
    means = {_means_of(x), _means_of(y)}
    return "struck by a mine against struck from the air" if means == {MINE, AIR} else None


def _fate(dead: Sequence[Weighed], hurt: Sequence[Weighed]) -> str | None:
    """One named person killed against only wounded, unless the wound was told first and the death after it, or
    whoever tells of the one also tells of the other."""
    tellers = [{(x.assertion.report, x.speakers) for x in group} for group in (dead, hurt)]
    if tellers[0] <= tellers[1] or tellers[1] <= tellers[0]:
        return None
    pairs = (p for p in product(dead, hurt) if _told_at(p[1]) >= _told_at(p[0]))
    return next((why for x, y in pairs if (why := _fates(x, y))), None)


def _told_at(x: Weighed) -> str:
    return x.assertion.moment if x.assertion.published else ""


def _fates(x: Weighed, y: Weighed) -> str | None:
    """The death and the wound of one named person."""
    one, other = x.assertion, y.assertion
    if (x.main, y.main) != ("harm_dead", "harm_hurt") or one.values or other.values:
        return None
    return "killed against wounded" if _persons(x) & _persons(y) else None


def _persons(x: Weighed) -> set[str]:
    """The first sounds of the names that an assertion tells of and that are no places."""
    places = {word[:SOUNDS] for p in x.assertion.places for word in p.key.split()}
    return {k[1 : 1 + SOUNDS] for k, w in x.keys.items() if k[:1] == "~" and w >= NAMED} - places
