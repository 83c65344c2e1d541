"""Which claims contradict one another: both cannot hold.

Each rule is careful, because a contradiction that is none costs trust: opposite predicates of the same thing; an event
that happens once told of two times; one group taken to two places; a state `without X` against X told to go on; a place
taken by one side and held by the other, or taken whole and held in part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from selon.matching.attributes import attribute_keys, attributed, two_values
from selon.matching.likeness import Weighed, lacking, overlap
from selon.matching.notions import relations
from selon.matching.one_thing import PARTS, elsewhere
from selon.matching.opposed import event_keys, opposed, pole_keys, poles
from selon.matching.rivals import MEANS, WHOLE, may_rival, partly, rival, rival_keys
from selon.matching.sides import OTHER, WEAPONS
from selon.matching.spots import SOUNDS
from selon.model.assertion import Assertion

CARRYING = frozenset({"convoy_carry", "transfer_body", "deploy"})
"""Movements that are told by where they go."""
NAMED = 0.45
"""A notion by sound of at least this weight is a name."""
ALIKE = 0.34
"""Two claims must share so much to be about the same thing."""


def contradiction(a: Sequence[Weighed], b: Sequence[Weighed]) -> str | None:
    """Why two claims (their asserting members) cannot both hold; `None` when they can."""
    pairs = [(x, y) for x in a for y in b if x.assertion.polarity == y.assertion.polarity == "asserted"]
    if not pairs:
        return None
    best = max(pairs, key=lambda p: (overlap(*p), p[0].assertion.id, p[1].assertion.id))
    alike = overlap(*best)
    one, other = (
        sorted((x for x in group if x.assertion.polarity == "asserted"), key=lambda x: x.assertion.id)
        for group in (a, b)
    )
    by_best = _once(best, alike) or _opposite(pairs, alike) or _destination(best, alike) or _without(pairs)
    return (
        opposed(one, other)
        or (by_best if _one_scene(*best) else None)
        or _holders(a, b)
        or two_values(one, other)
        or rival(one, other)
    )


def may_contradict(a: Assertion) -> bool:
    """Whether one of the rules can speak of an assertion at all; where it says no, `contradiction` finds none."""
    told = a.once or a.frame in ("movement", "control") or any(t in _clashing() for t in a.triggers[:2])
    told = told or may_rival(a) or any(n.key == "without" or n.key.endswith("_period") for n in a.notions)
    return told or bool(poles(a)) or attributed(a)


def contrast_keys(a: Assertion) -> set[str]:
    """The keys, without a window, under which an assertion is filed beside its heavy notions: what its rules ask for, with
    a name of its report where a rule asks for no thing in common."""
    named = [name for name in a.scene if name[:1] == "~"] or sorted(a.scene)
    loose = attribute_keys(a) | rival_keys(a) | event_keys(a)
    return pole_keys(a) | {f"{key}:{name}" for key in loose for name in named}


@lru_cache(maxsize=1)
def _clashing() -> frozenset[str]:
    """The notions that cannot hold together with some other one."""
    kin = relations()
    return frozenset(x for p in kin.opposites if kin.clash(*p) for x in p)


def _one_scene(x: Weighed, y: Weighed) -> bool:
    one, other = x.assertion.scene, y.assertion.scene
    return not one or not other or bool(one & other)


def _once(pair: tuple[Weighed, Weighed], alike: float) -> str | None:
    x, y = pair[0].assertion, pair[1].assertion
    if not (x.once and y.once and x.triggers[:1] == y.triggers[:1] and alike >= ALIKE and x.days and y.days):
        return None
    if not (x.days.own and y.days.own) or (x.days.first <= y.days.last and y.days.first <= x.days.last):
        return None
    return f"it happens only once: {x.days.first} against {y.days.first}"


def _opposite(pairs: Sequence[tuple[Weighed, Weighed]], alike: float) -> str | None:
    if alike < ALIKE:
        return None
    kin = relations()
    for x, y in pairs:
        for p in x.assertion.triggers[:2]:
            for q in y.assertion.triggers[:2]:
                if kin.clash(p, q) and _same_time(x, y) and not _other_people(x, y) and not elsewhere(x, y):
                    return f"{p} against {q}"
    return None


def _other_people(x: Weighed, y: Weighed) -> bool:
    """Whether two assertions on who died and who lives count others: three dead and five alive are no contradiction."""
    one, other = x.assertion, y.assertion
    return "casualties" in (one.frame, other.frame) and bool(one.values or other.values)


def _holders(a: Sequence[Weighed], b: Sequence[Weighed]) -> str | None:
    """A place taken by one side and held by the other, or taken whole by a side that holds a part of it."""
    for one, other in ((a, b), (b, a)):
        took = [x for x in one if x.main == "taking" and x.assertion.polarity == "asserted" and not _lost_arms(x)]
        has = [y for y in other if y.main == "holding" and y.assertion.polarity == "asserted"]
        if not _same_ground(took, has) or not any(_same_time(x, y) for x in took for y in has):
            continue
        winner, holder = _holder(took), _holder(has)
        if winner in OTHER and holder == OTHER[winner]:
            return f"taken by {winner} against held by {holder}"
        shares = [q for y in has for q in y.assertion.values if q.unit == "share" and q.high < WHOLE]
        if winner in ("", holder) and shares and not any(partly(x) for x in took):
            return f"taken against {shares[0].span.text} held"
    return None


def _lost_arms(x: Weighed) -> bool:
    """Whether tanks or other arms are lost, not ground (`lost twelve tanks at the village`)."""
    return x.assertion.triggers[:1] == ("lose_control",) and bool(set(x.families.values()) & (WEAPONS | MEANS))


def _holder(members: Sequence[Weighed]) -> str:
    """The one side that holds a place by a claim; empty when none or several are told."""
    found = {k[1:].split(":")[0] for x in members for k in x.keys if k.startswith("@") and k.endswith(":holder")}
    return found.pop() if len(found) == 1 else ""


def _same_ground(a: Sequence[Weighed], b: Sequence[Weighed]) -> bool:
    """Whether two groups of assertions tell of one place, by name, and of no different parts of it."""
    around = {p.within.split()[0] for x in (*a, *b) for p in x.assertion.places if p.own and p.within}
    heads = {p.key.split()[0] for x in (*a, *b) for p in x.assertion.places if p.key} - around
    parts = [any(x.keys.keys() & PARTS for x in group) for group in (a, b)]
    return bool(_grounds(a) & _grounds(b) & heads) and parts[0] == parts[1]


def _grounds(members: Sequence[Weighed]) -> set[str]:
    """The first sounds of the places and other names that assertions tell of."""
    named = {k[1 : 1 + SOUNDS] for x in members for k, w in x.keys.items() if k.startswith("~") and w >= NAMED}
    return named | {p.key.split()[0] for x in members for p in x.assertion.places if p.key}


def _same_time(x: Weighed, y: Weighed) -> bool:
    one, other = x.assertion.days, y.assertion.days
    if one is None or other is None or not (one.own and other.own):
        return True
    return one.first <= other.last and other.first <= one.last


def _destination(pair: tuple[Weighed, Weighed], alike: float) -> str | None:
    x, y = pair[0].assertion, pair[1].assertion
    if not {*x.triggers[:1], *y.triggers[:1]} <= CARRYING:
        return None
    if x.frame != "movement" or y.frame != "movement" or x.triggers[:1] != y.triggers[:1] or alike < ALIKE:
        return None
    one, other = {p.key for p in x.places if p.own}, {p.key for p in y.places if p.own}
    if not one or not other or one & other:
        return None
    names = next(p.name for p in x.places if p.own), next(p.name for p in y.places if p.own)
    return f"the same people cannot be taken both to {names[0]} and to {names[1]}"


def _without(pairs: Sequence[tuple[Weighed, Weighed]]) -> str | None:
    """A state without something, for some time, against that thing told to happen at intervals."""
    return next((why for x, y in pairs if (why := lacking(x, y) or lacking(y, x))), None)
