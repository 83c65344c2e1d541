"""How alike two assertions are, role by role, with a reason for each agreement and each conflict.

Rules give each role its say; what they come to is one number of the `evidence`, of which `judgement` makes the probability
that both put forward the same thing. A conflict forbids that two assertions stand in one claim, whatever their score.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from selon.matching.evidence import AHEAD, days_apart, evidence
from selon.matching.judgement import probability
from selon.matching.measures import LASTING, PARTS, duration_unit
from selon.matching.notions import GOODS, relations
from selon.matching.rivals import apart
from selon.matching.surroundings import Bag, by_family
from selon.model.assertion import Assertion, Days, Locus
from selon.model.quantity import Quantity

CLASH = -0.3
"""What the rules come to at most where roles are in conflict."""
KIN = 0.6
"""A notion that only shares its family with another counts this much."""
SAME_DEED, KIN_DEED, NEAR_DEED, BESIDE_DEED, OTHER_DEED = 0.13, 0.08, 0.12, -0.06, -0.15
"""What the same predicate counts, one of its family, one that the other tells beside its own, another one."""
SAME_DAYS, WEEK_APART, GUESSED_DAYS, NEAR_DAYS, TAKEN_DAYS = 0.0, -0.1, -0.35, -0.4, -0.25
"""What days count: the same ones, a week apart, guessed from publication, told in the same clause, told before."""
OTHER_POLARITY = -0.3
"""What another polarity adds on other days."""
AHEAD_COUNT = -0.3
ONLY_PLACE = -0.5
SOUND = 4
"""So many first sounds of a name tell that it is a place named elsewhere."""
LIGHT = 0.4
"""A notion that says less than this is no matter in common."""
NO_SCENE = -0.75
SAME_PLACE, OTHER_PLACE = 0.06, -0.15
SAME_FIGURE, SAME_COUNTED, OTHER_COUNTED, PART_OF, ONE_LASTS = 0.24, 0.03, -0.17, -0.4, -0.15
"""What figures count: equal ones, of the same thing, of other things, a part against a whole, only one says how long."""
ENDS = 0.5
"""The predicates of one event told from two ends count this much."""
MOVING_GOODS = frozenset({"carrying", "giving"})
STORING = frozenset({"supply", "other"})
"""Frames that tell of goods."""
FAR = 90
"""Days beyond which a guessed or vague time says nothing against another."""
NEAR_KM = 30.0
"""Two resolved places nearer than this may be one."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: the probability, 0–1; agreed, against: reasons in words; conflict: why they cannot be one claim, `None` when they
    can."""

    score: float
    agreed: tuple[str, ...]
    against: tuple[str, ...]
    conflict: str | None = None


class Weighed:
    """An assertion with its notions ready to be compared: by key, by family, and their sum."""

    __slots__ = (
        "assertion", "families", "figures", "keys", "main", "matters", "names", "offices", "speakers", "told", "total",
        "triggers", "words",
    )  # fmt: skip

    def __init__(self, assertion: Assertion) -> None:
        kin = relations()
        self.assertion = assertion
        self.keys = {n.key: n.weight for n in assertion.notions}
        self.families = {n.key: kin.family_of(n.key) for n in assertion.notions}
        self.total = sum(self.keys.values())
        self.triggers = {kin.family_of(t) for t in assertion.triggers}
        self.main = kin.family_of(assertion.triggers[0]) if assertion.triggers else ""
        told = by_family(assertion)
        self.told = Bag.of(told)
        self.matters = Bag.of({k: v for k, v in told.items() if k[:1] not in ("~", "@")})
        self.names = Bag.of({k: v for k, v in told.items() if k[:1] == "~"})
        self.figures = frozenset(q.low for q in assertion.values)
        self.words = len(assertion.content.split())
        self.speakers = frozenset(n for actor in assertion.chain for n in actor.names)
        self.offices = frozenset(r for actor in assertion.chain for r in actor.roles)


def overlap(a: Weighed, b: Weighed) -> float:
    """Weighted share of notions in common: the sum of shared weights over the geometric mean of both sums (Ochiai)."""
    if not a.total or not b.total:
        return 0.0
    shared = sum(min(w, b.keys[k]) for k, w in a.keys.items() if k in b.keys)
    mine, theirs = _left(a, b), _left(b, a)
    shared += KIN * sum(min(w, theirs[f]) for f, w in mine.items() if f in theirs)
    if relations().nearby(a.main, b.main) and _one_holder(a, b):
        shared += ENDS * min(mine.get(a.main, 0.0), theirs.get(b.main, 0.0))
    return shared / math.sqrt(a.total * b.total)


def _left(a: Weighed, b: Weighed) -> dict[str, float]:
    """Families of the notions of `a` that `b` does not have, with their greatest weight."""
    left: dict[str, float] = {}
    for key, value in a.keys.items():
        if key not in b.keys:
            family = a.families[key]
            left[family] = max(left.get(family, 0.0), value)
    return left


def likeness(a: Weighed, b: Weighed) -> Likeness:
    """Compare two assertions."""
    alike = overlap(a, b)
    rules, agreed, against, conflict = _by_rules(a, b, alike)
    return Likeness(round(probability(evidence(a, b, alike, rules)), 6), agreed, against, conflict)


def unjudged(a: Weighed, b: Weighed) -> tuple[tuple[float, ...], bool]:
    """The evidence from which a pair is judged, in the order of `evidence.NAMES`, and whether the two are in conflict."""
    alike = overlap(a, b)
    rules, _, _, conflict = _by_rules(a, b, alike)
    return evidence(a, b, alike, rules), conflict is not None


def _by_rules(a: Weighed, b: Weighed, alike: float) -> tuple[float, tuple[str, ...], tuple[str, ...], str | None]:
    """What the roles come to, on a scale of its own (0 nothing shared, about 1 the same words), and the reasons. alike: the
    `overlap` of the two."""
    agreed: list[str] = []
    against: list[str] = []
    score = alike
    conflict = _opposed(a, b)
    for change, reason in (
        _predicate(a, b),
        *_when(a, b),
        *_where(a, b),
        _how_much(a, b),
        _scene(a, b),
        _sides(a, b),
        _cargo(a, b),
        _substance(a, b),
        _ahead(a, b),
    ):
        score += change
        if reason and change:
            (agreed if change > 0 else against).append(reason)
        if change <= -1:
            conflict = conflict or reason
    return min(score, CLASH) if conflict else score, tuple(agreed), tuple(against), conflict


def _sides(a: Weighed, b: Weighed) -> tuple[float, str]:
    """Soldiers of one state are not those of another: `64 Ukrainian soldiers` against `64 Russian soldiers`."""
    one = {k for k in a.keys if k.startswith("@")}
    other = {k for k in b.keys if k.startswith("@")}
    what = {k.split(":")[1] for k in one} & {k.split(":")[1] for k in other}
    if not what or one & other:
        return 0.0, ""
    return -1.0, f"other side: {min(one)[1:]} against {min(other)[1:]}"


def _cargo(a: Weighed, b: Weighed) -> tuple[float, str]:
    """What is carried, handed over or in store must be one thing: a ferry with sugar is no ferry with shells."""
    moved = a.main == b.main and a.main in MOVING_GOODS
    stored = {a.assertion.frame, b.assertion.frame} <= STORING and "supply" in (a.assertion.frame, b.assertion.frame)
    if not moved and not stored:
        return 0.0, ""
    one, other = a.keys.keys() & GOODS, b.keys.keys() & GOODS
    if not one or not other or one & other:
        return 0.0, ""
    return -1.0, f"other goods: {min(one)} against {min(other)}"


def _substance(a: Weighed, b: Weighed) -> tuple[float, str]:
    """A place alone is no match: something that was done, or to what, must be shared too."""
    places = {word[:SOUND] for x in (a, b) for p in x.assertion.places for word in p.key.split()}
    mine, theirs = ({(f, w >= LIGHT) for k, w in x.keys.items() for f in (k, x.families[k])} for x in (a, b))
    shared = {f for f, heavy in mine & theirs if heavy and f[:1] != "@"}
    if all(f[:1] == "~" and f[1 : 1 + SOUND] in places for f in shared):
        return ONLY_PLACE, "nothing but places in common"
    return 0.0, ""


def _opposed(a: Weighed, b: Weighed) -> str | None:
    one, other = a.assertion.triggers[:1], b.assertion.triggers[:1]
    if one and other and relations().opposed(one[0], other[0]):
        return f"{one[0]} against {other[0]}"
    return lacking(a, b) or lacking(b, a) or apart(a, b)


def lacking(a: Weighed, b: Weighed) -> str | None:
    """A state without something, for some time, against that thing told to happen at intervals."""
    if (
        "without" not in a.keys
        or "without" in b.keys
        or not b.main
        or b.main == a.main
        or b.main not in a.families.values()
    ):
        return None
    if not (_periodic(a) and _periodic(b)):
        return None
    return f"without {b.assertion.triggers[0]} against {b.assertion.content}"


def _periodic(x: Weighed) -> bool:
    return any(k.endswith("_period") for k in x.keys)


def _predicate(a: Weighed, b: Weighed) -> tuple[float, str]:
    if a.main and a.main == b.main:
        one = a.assertion.triggers[0] == b.assertion.triggers[0]
        return (SAME_DEED if one else KIN_DEED), f"same predicate: {a.assertion.triggers[0]}"
    if a.main and b.main and relations().nearby(a.main, b.main) and _one_holder(a, b):
        return NEAR_DEED, f"one event told from two ends: {a.assertion.triggers[0]}, {b.assertion.triggers[0]}"
    if a.main and b.main and not (a.main in b.triggers or b.main in a.triggers):
        return OTHER_DEED, f"other predicate: {a.assertion.triggers[0]} against {b.assertion.triggers[0]}"
    if a.main and b.main:
        return BESIDE_DEED, ""
    return 0.0, ""


def _one_holder(a: Weighed, b: Weighed) -> bool:
    """Whether two assertions about control give the same side the hold of a place, as far as they tell."""
    if "holding" not in (a.main, b.main):
        return True
    one = {k for k in a.keys if k.startswith("@") and k.endswith(":holder")}
    return bool(one & {k for k in b.keys if k.startswith("@")})


def _when(a: Weighed, b: Weighed) -> list[tuple[float, str]]:
    one, other = a.assertion.days, b.assertion.days
    mine, theirs = a.assertion.caused, b.assertion.caused
    if mine and theirs and not (mine[0] <= theirs[1] and theirs[0] <= mine[1]):
        return [(-1.0, f"other causes: of {mine[0]} against of {theirs[0]}")]
    if one is None or other is None:
        return [(0.0, "")]
    if _rate(a.assertion) or _rate(b.assertion):
        return [(0.0, "")]
    if one.first <= other.last and other.first <= one.last:
        sure = one.own and other.own
        return [(SAME_DAYS if sure else 0.0, f"same days: {one.first}")]
    reason = f"other days: {_shown(one)} against {_shown(other)}"
    if one.own and other.own:
        return [(WEEK_APART if days_apart(one, other) % 7 == 0 else -1.0, reason)]
    if one.guessed or other.guessed:
        return [(GUESSED_DAYS if 4 < days_apart(one, other) < FAR else 0.0, reason)]
    close = one.near or other.near
    if _other_figures(a, b):
        return [(-1.0, f"{reason}, with another figure")]
    extra = OTHER_POLARITY * (a.assertion.polarity != b.assertion.polarity)
    return [((NEAR_DAYS if close else TAKEN_DAYS) + extra, reason)]


def _ahead(a: Weighed, b: Weighed) -> tuple[float, str]:
    """What is still to come, in another number, is not what has happened."""
    kinds = {a.assertion.kind in AHEAD, b.assertion.kind in AHEAD}
    return (AHEAD_COUNT, "one is still to come") if len(kinds) == 2 and _other_figures(a, b) else (0.0, "")


def _other_figures(a: Weighed, b: Weighed) -> bool:
    """Whether both count the same thing and differ."""
    kin = relations()
    for what, q in _counts(a.assertion):
        for kind, r in _counts(b.assertion):
            if what and kind and kin.family_of(what) == kin.family_of(kind):
                return not (q.low <= r.high and r.low <= q.high)
    return False


def _rate(a: Assertion) -> bool:
    """Whether an assertion tells of so many per week, month or year: that holds over time."""
    return any(q.period for q in a.values)


def _shown(days: Days) -> str:
    return days.first if days.first == days.last else f"{days.first}/{days.last}"


def _scene(a: Weighed, b: Weighed) -> tuple[float, str]:
    """Two reports that name no common place, person or body hardly tell of one thing."""
    one, other = a.assertion.scene, b.assertion.scene
    if len(one) > 1 and len(other) > 1 and a.assertion.report != b.assertion.report and not one & other:
        return NO_SCENE, "no place, person or body in common"
    return 0.0, ""


def _where(a: Weighed, b: Weighed) -> list[tuple[float, str]]:
    one, other = a.assertion.places, b.assertion.places
    if not one or not other:
        return [(0.0, "")]
    same = next((p for p in one for q in other if _one_place(p, q)), None)
    sure = any(p.own for p in one) and any(q.own for q in other)
    namesakes = [p for p in one for q in other if _one_name(p, q) and not _one_place(p, q)]
    if namesakes and not same:
        return [(-1.0, f"another place of the same name: {namesakes[0].name}")]
    if same:
        return [(SAME_PLACE if sure else 0.0, f"same place: {same.name}")]
    names = f"other place: {one[0].name} against {other[0].name}"
    if not sure:
        return [(0.0, names)]
    return [(-1.0 if _far(one, other) else OTHER_PLACE, names)]


def _one_place(p: Locus, q: Locus) -> bool:
    if p.id and q.id:
        return p.id == q.id or _km(p, q) < (5 * NEAR_KM if _one_name(p, q) else NEAR_KM)
    if not _one_name(p, q) or _km(p, q) > 5 * NEAR_KM:
        return False
    both = bool(p.within and q.within) and (p.lat is None or q.lat is None)
    return not both or p.within.split()[0] == q.within.split()[0]


def _one_name(p: Locus, q: Locus) -> bool:
    """Whether one name is the other, or the first part of it."""
    one, other = p.key.split(), q.key.split()
    return bool(one and other) and one[0] == other[0]


def _far(one: tuple[Locus, ...], other: tuple[Locus, ...]) -> bool:
    """Whether all resolved places of one lie far from all of the other (and there are some on both sides)."""
    pairs = [(p, q) for p in one for q in other if p.lat is not None and q.lat is not None]
    return bool(pairs) and all(_km(p, q) > 4 * NEAR_KM for p, q in pairs)


def _km(p: Locus, q: Locus) -> float:
    """Great-circle distance on a sphere of 6371 km."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return math.nan
    lat1, lat2 = math.radians(p.lat), math.radians(q.lat)
    chord = math.sin((lat2 - lat1) / 2) ** 2
    chord += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(q.lon - p.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(chord)))


def _how_much(a: Weighed, b: Weighed) -> tuple[float, str]:
    """Figures speak for one claim when they count the same thing and are equal; two different things speak against
    it."""
    one, other = _counts(a.assertion), _counts(b.assertion)
    if not one or not other:
        alone = one or other
        lasting = bool(alone) and all(w in LASTING for w, _ in alone)
        return (ONE_LASTS, "only one says how long") if lasting else (0.0, "")
    kin = relations()
    for what, q in one:
        for kind, r in other:
            if what and kind and kin.family_of(what) == kin.family_of(kind):
                equal = q.low <= r.high and r.low <= q.high
                return (
                    (SAME_FIGURE, f"same figure: {q.span.text}")
                    if equal
                    else (SAME_COUNTED, f"same thing counted: {what}")
                )
    known = [w for w, _ in one if w], [k for k, _ in other if k]
    if (set(known[0]) & PARTS) != (set(known[1]) & PARTS):
        return PART_OF, f"a part against the whole: {(known[0] or ['?'])[0]} against {(known[1] or ['?'])[0]}"
    if known[0] and known[1] and not _shares(one) and not _shares(other):
        return OTHER_COUNTED, f"other things counted: {known[0][0]} against {known[1][0]}"
    return 0.0, ""


def _shares(counts: list[tuple[str | None, Quantity]]) -> bool:
    return any(q.unit == "share" for _, q in counts)


def _counts(a: Assertion) -> list[tuple[str | None, Quantity]]:
    return [(duration_unit(c) or c, q) for c, q in zip(a.counted, a.values, strict=True)]
