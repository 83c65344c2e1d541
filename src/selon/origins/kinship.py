"""What is known of the voices of two statements of one claim, as numbers: do both come from one origin?

The rules of `same_actor` and `chains` settle what names, offices and credits settle. Beyond them, an actor is told by a
function in one report and by a name in another, by a pronoun in a third, in five languages; how much each sign counts is
grown from dossiers whose origins people marked (`benchmarks.claims.learn_origins`, read by `joining`). No number knows a
language, and all of them come from the reports that carry the claim.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from selon.model.assertion import Actor, Assertion
from selon.origins.actors import CAPITALS, VAGUE, office_of
from selon.origins.chains import IDENTIFIED, UNSOURCED, Found, Publisher, Trail
from selon.origins.same_actor import ALIKE, SPEAKER
from selon.origins.settle import BODIES_OF

NAMES = (
    "identified", "unsourced", "voiced", "report", "copies", "credits", "common_source",
    "name_best", "names_shared", "names_none", "entity",
    "roles", "roles_shared", "rarest", "roles_apart", "roles_none", "offices", "sides", "kinds", "persons", "bodies",
    "unnamed", "pronouns", "recorded",
    "led", "headlines", "asides", "figures", "polarity", "gap", "language", "notions", "keys", "sounds", "institutions",
    "near", "depth", "manner", "places", "denied", "witness", "members",
    "known_best", "known_least", "roles_known", "fits", "rivals", "closer", "vague", "bridge", "told_there", "told_least",
)  # fmt: skip
"""The numbers of `evidence_of`, in order."""
PRONOUN = 9
"""A voice without name or function that is no longer than this is a pronoun."""
NONE = -1.0
"""Stands where one of the two has nothing to compare."""
SPELT = 0.75
"""Names so alike are spellings of one."""
FAR = 9999
"""Stands for the distance of statements in two reports."""
LONG, MANY, CROWD = 30, 6, 12
"""Days, origins and statements above which more make no difference."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One statement with where the rules lead it.

    actor: whose word it is as far as the rules see, `None` for nobody. institution: its publisher speaks for itself.
    around: every voice of its report.
    """

    assertion: Assertion
    found: Found
    actor: Actor | None
    institution: bool
    around: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the pairs of a claim have in common.

    rare: how much a function says among the voices of the reports. keys: identified origins. copied: which report takes from
    which. voices: of all reports.
    """

    trail: Trail
    rare: Mapping[str, float]
    keys: int
    standing: tuple[Standing, ...]
    copied: frozenset[tuple[str, str]]
    voices: tuple[Actor, ...]
    _nearest: dict[Actor | None, dict[str, float]] = field(default_factory=dict, repr=False)
    _likest: dict[str, dict[str, float]] = field(default_factory=dict, repr=False)
    _close: dict[Actor, tuple[float, ...]] = field(default_factory=dict, repr=False)

    def nearest(self, x: Standing) -> dict[str, float]:
        """How near the voice of a statement is to the nearest one of each origin."""
        if x.actor not in self._nearest:
            voiced = {(s.found.key, s.actor): s for s in self.standing}
            self._nearest[x.actor] = _most((key, _nearness(x, s, self)) for (key, _), s in voiced.items())
        return self._nearest[x.actor]

    def likest(self, x: Standing) -> dict[str, float]:
        """How alike a statement is to the most alike one of each origin."""
        own = x.assertion
        if own.id not in self._likest:
            self._likest[own.id] = _most((s.found.key, _likeness(own, s.assertion)) for s in self.standing)
        return self._likest[own.id]

    def closeness(self, actor: Actor) -> tuple[float, ...]:
        """How close a voice is to each of `voices`."""
        if actor not in self._close:
            self._close[actor] = tuple(_close(actor, v, self) for v in self.voices)
        return self._close[actor]

    def weigh(self, roles: Iterable[str]) -> float:
        """How much some functions say together."""
        return sum(self.rare.get(r, 1.0) for r in sorted(roles))

    def share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much of what two sets of functions say is said by both; 0 for none."""
        all_ = self.weigh(one | other)
        return self.weigh(one & other) / all_ if all_ else 0.0


def standings(
    members: Sequence[Assertion],
    found: Sequence[Found],
    publishers: Mapping[str, Publisher],
    voices: Mapping[str, Sequence[Actor]],
) -> list[Standing]:
    """The statements of a claim as they stand after the rules. voices: every voice of each report."""
    made = []
    for a, f in zip(members, found, strict=True):
        publisher = publishers[a.report]
        speaks = not a.chain and (publisher.institution or a.witness)
        actor = publisher.actor if speaks else a.chain[-1] if a.chain else None
        made.append(Standing(a, f, actor, speaks and publisher.institution, tuple(voices.get(a.report, ()))))
    return made


def ground_of(standing: Sequence[Standing], trail: Trail, voices: Mapping[str, Sequence[Actor]]) -> Ground:
    """What is common to all pairs of a claim."""
    told: Counter[str] = Counter()
    for spoken in voices.values():
        told.update({r for v in spoken for r in v.roles})
    rare = {role: math.log((1 + len(voices)) / n) + 0.2 for role, n in told.items()}
    keys = {s.found.key for s in standing if s.found.kind == IDENTIFIED}
    copied = frozenset((r, s) for r, sources in trail.sources.items() for s in sources)
    return Ground(trail, rare, len(keys), tuple(standing), copied, tuple({v for s in voices.values() for v in s}))


def evidence_of(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    """The numbers of `NAMES` for two statements of one claim; the same whichever comes first."""
    return (
        *_sources(x, y, ground), *_named(x, y), *_functions(x, y, ground), *_told(x, y, ground), *_known(x, y, ground),
        *_beside(x, y, ground),
    )  # fmt: skip


def certainly_two(x: Standing, y: Standing, ground: Ground) -> bool:
    """Whether nothing can make two origins one: two persons known by surnames that are no spellings of one, neither of whom
    speaks for a body; or a publisher that does not say how it knows and somebody whom it does not name, in a report with which it
    has nothing in common."""
    if UNSOURCED in (x.found.kind, y.found.kind):
        return not (any(_ways(x.assertion, y.assertion, ground)) or names_it(x, y) or names_it(y, x))
    if x.actor is None or y.actor is None or SPEAKER in x.actor.roles | y.actor.roles:
        return False
    persons = all((s.actor.entity or "").startswith("person:") for s in (x, y) if s.actor)
    return persons and _alike(_names(x.actor), _names(y.actor)) < ALIKE


def names_it(silent: Standing, other: Standing) -> bool:
    """Whether a report that does not say how it knows this names elsewhere whoever says it in another one."""
    if silent.found.kind != UNSOURCED or other.actor is None:
        return False
    return _best(other.actor, silent.around) >= SPELT or _in_scene(other.actor, silent.assertion.scene) > 0


def _sources(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    a, b = x.assertion, y.assertion
    kinds = [x.found.kind, y.found.kind]
    return (
        float(kinds.count(IDENTIFIED)), float(kinds.count(UNSOURCED)), float(bool(a.chain) + bool(b.chain)),
        *map(float, _ways(a, b, ground)),
    )  # fmt: skip


def _ways(a: Assertion, b: Assertion, ground: Ground) -> tuple[bool, bool, bool, bool]:
    """Whether two statements stand in one report, one report takes from the other, credits it, or both take from a third."""
    trail = ground.trail
    pair = {(a.report, b.report), (b.report, a.report)}
    credit = b.report in trail.credited.get(a.id, ()) or a.report in trail.credited.get(b.id, ())
    common = set(trail.sources.get(a.report, ())) & set(trail.sources.get(b.report, ()))
    return (a.report == b.report, bool(pair & ground.copied), credit, bool(common))


# --- names


def _named(x: Standing, y: Standing) -> tuple[float, ...]:
    one, other = _names(x.actor), _names(y.actor)
    ones, others = x.actor and x.actor.entity, y.actor and y.actor.entity
    entity = 0.0 if not ones or not others else 1.0 if ones == others else NONE
    return (_alike(one, other), float(len(one & other)), float((not one) + (not other)), entity)


@lru_cache(maxsize=4096)
def _names(actor: Actor | None) -> frozenset[str]:
    if actor is None:
        return frozenset()
    kind, _, rest = (actor.entity or "").partition(":")
    surname = {rest.split("-")[0]} if kind == "person" else set()
    return frozenset({n for n in actor.names if len(n) > 2} | surname)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How like the most alike two names are, 0–1; below 0 where one has none."""
    return max((_spelt(min(n, m), max(n, m)) for n in one for m in other), default=NONE)


@lru_cache(maxsize=65536)
def _spelt(a: str, b: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(a, b))


# --- functions


def _functions(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    one, other = _roles(x.actor), _roles(y.actor)
    both = one & other
    offices = [office_of(s.actor) if s.actor else frozenset() for s in (x, y)]
    sides = [s.actor.side if s.actor else "" for s in (x, y)]
    kinds = [s.actor.kind if s.actor else "" for s in (x, y)]
    return (
        ground.share(one, other) if one | other else NONE,
        ground.weigh(both),
        max((ground.rare.get(r, 1.0) for r in both), default=0.0),
        float(bool(one and other and not both)),
        float((not one) + (not other)),
        0.0 if not all(offices) else 1.0 if offices[0] & offices[1] else NONE,
        0.0 if not all(sides) else 1.0 if sides[0] == sides[1] else NONE,
        float(kinds[0] == kinds[1]),
        float(sum(k in ("person", "role") for k in kinds)),
        float(sum(k in BODIES_OF for k in kinds)),
        float(sum(bool(s.actor) and not _names(s.actor) for s in (x, y))),
        float(sum(_pronoun(s.actor) for s in (x, y))),
        float(sum(bool(s.actor and s.actor.recorded) for s in (x, y))),
    )


def _roles(actor: Actor | None) -> frozenset[str]:
    return frozenset() if actor is None else actor.roles


def _pronoun(actor: Actor | None) -> bool:
    return actor is not None and not actor.names and not actor.roles and not actor.entity and len(actor.text) <= PRONOUN


def _general(roles: frozenset[str]) -> frozenset[str]:
    """Functions without things and sides, ministers as their ministries."""
    own = {r for r in roles if not r.startswith("of:")} - VAGUE - CAPITALS
    return frozenset("ministry" if r == "minister" or r.startswith("ministry") else r for r in own)


def _fits(one: Actor | None, other: Actor | None) -> float:
    """Whether a voice without a name may be another by its function: 1 yes, 0 no; below 0 where nothing is told."""
    if one is None or other is None:
        return NONE
    if one.side and other.side and one.side != other.side:
        return 0.0
    mine = _general(one.roles)
    if not mine:
        return 0.5 if one.side and one.side == other.side else NONE
    return float(mine <= _general(other.roles))


# --- what they say


def _told(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    a, b = x.assertion, y.assertion
    sounds = [s.actor.sounds if s.actor else frozenset() for s in (x, y)]
    heard = len(sounds[0] & sounds[1]) / min(map(len, sounds)) if all(sounds) else NONE
    near = abs(a.start - b.start) if a.document == b.document else FAR
    places = [s.actor.places if s.actor else frozenset() for s in (x, y)]
    return (
        float(a.led + b.led), float(a.headline + b.headline), float(a.aside + b.aside), _figures(a, b),
        float(a.polarity == b.polarity), _gap(a, b), float(a.language == b.language), _shared(a, b),
        float(min(ground.keys, MANY)), heard, float(x.institution + y.institution), float(near),
        float(max(len(a.chain), len(b.chain))),
        float(bool(a.chain and b.chain) and a.chain[-1].manner == b.chain[-1].manner),
        float(len(places[0] & places[1])), float(a.polarity == b.polarity == "denied"), float(a.witness + b.witness),
        float(min(len(ground.standing), CROWD)),
    )  # fmt: skip


def _shared(a: Assertion, b: Assertion) -> float:
    """How much of what the one that says less is about the other is about too, 0–1."""
    one, other = ({n.key: n.weight * n.rarity for n in m.notions} for m in (a, b))
    both = sum(min(w, other[k]) for k, w in one.items() if k in other)
    least = min(sum(one.values()), sum(other.values()))
    return both / least if least else 0.0


def _figures(a: Assertion, b: Assertion) -> float:
    """1 where a figure is the same, below 0 where both have some and none is."""
    one, other = {q.low for q in a.values}, {q.low for q in b.values}
    if not one or not other:
        return 0.0
    return 1.0 if one & other else NONE


def _gap(a: Assertion, b: Assertion) -> float:
    """Days between the reports, at most `LONG`; below 0 where one has no day."""
    try:
        days = [date.fromisoformat((m.published or "")[:10]).toordinal() for m in (a, b)]
    except ValueError:
        return NONE
    return float(min(LONG, abs(days[0] - days[1])))


# --- what stands around them


def _known(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    """How like the most alike voice of the other report a voice is: by name, and by function."""
    there = [_best(s.actor, o.around) for s, o in ((x, y), (y, x))]
    return (max(there), min(there), max(_role_there(s.actor, o.around, ground) for s, o in ((x, y), (y, x))))


def _best(actor: Actor | None, around: Iterable[Actor]) -> float:
    mine = _names(actor)
    return max((_alike(mine, _names(v)) for v in around), default=NONE) if mine else NONE


def _role_there(actor: Actor | None, around: Iterable[Actor], ground: Ground) -> float:
    mine = _roles(actor) - VAGUE
    return max((ground.share(mine, v.roles) for v in around), default=NONE) if mine else NONE


def _beside(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    """Whether the function of one is told by that of the other, how many other origins of the claim are as near, and what
    else in the reports joins them."""
    told = [_in_scene(s.actor, o.assertion.scene) for s, o in ((x, y), (y, x))]
    return (
        max(_fits(x.actor, y.actor), _fits(y.actor, x.actor)),
        float(min(_rivals(x, y, ground), _rivals(y, x, ground))),
        float(min(_closer(x, y, ground), _closer(y, x, ground))),
        float(sum(bool(s.actor and s.actor.roles & VAGUE) for s in (x, y))),
        _bridge(x, y, ground),
        max(told),
        min(told),
    )


def _most(told: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The greatest value of each key."""
    found: dict[str, float] = {}
    for key, value in told:
        found[key] = max(value, found.get(key, value))
    return found


def _rivals(x: Standing, y: Standing, ground: Ground) -> int:
    """Other origins of the claim to which a voice is as near by name and function."""
    mine = _nearness(x, y, ground)
    own = (x.found.key, y.found.key)
    return sum(near >= mine for key, near in ground.nearest(x).items() if key not in own)


def _nearness(x: Standing, y: Standing, ground: Ground) -> float:
    return ground.share(_roles(x.actor), _roles(y.actor)) + max(0.0, _alike(_names(x.actor), _names(y.actor)))


def _closer(x: Standing, y: Standing, ground: Ground) -> int:
    """Other origins of the claim that say something more alike."""
    mine = _likeness(x.assertion, y.assertion)
    own = (x.found.key, y.found.key)
    return sum(alike > mine for key, alike in ground.likest(x).items() if key not in own)


def _likeness(a: Assertion, b: Assertion) -> float:
    return _shared(a, b) + _figures(a, b) + 2 * (a.polarity == b.polarity)


def _bridge(x: Standing, y: Standing, ground: Ground) -> float:
    """How near the voice is to both that is nearest to the farther one: a name and its body told together."""
    if x.actor is None or y.actor is None:
        return NONE
    return max(map(min, ground.closeness(x.actor), ground.closeness(y.actor)), default=NONE)


def _close(one: Actor, other: Actor, ground: Ground) -> float:
    if one.side and other.side and one.side != other.side:
        return 0.0
    named = _alike(_names(one), _names(other))
    mine, theirs = _general(one.roles), _general(other.roles)
    least = min(ground.weigh(mine), ground.weigh(theirs))
    share = ground.weigh(mine & theirs) / least if least else 0.0
    return max(named if named >= SPELT else 0.0, share)


def _in_scene(actor: Actor | None, scene: frozenset[str]) -> float:
    """Whether a name of a voice stands anywhere in the other report; below 0 where it has none."""
    names = _names(actor)
    return float(any(_alike(frozenset({n}), scene) >= SPELT for n in names)) if names else NONE
