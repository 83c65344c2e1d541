"""How probable it is that two statements of one claim have one origin: what is known of their voices, as numbers.

The rules of `same_actor` and `chains` settle what names, offices and credits settle. Beyond them, an actor is told by a
function in one report and by a name in another, by a pronoun in a third, in five languages; how much each sign counts is
grown from dossiers whose origins people marked (`benchmarks.claims.learn_origins`). No number knows a language, and all of
them come from the reports that carry the claim.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from selon.model.assertion import Actor, Assertion
from selon.origins.actors import CAPITALS as SIDES
from selon.origins.actors import VAGUE, office_of
from selon.origins.chains import IDENTIFIED, UNSOURCED, Found, Publisher, Trail

NAMES = (
    "rules", "identified", "unsourced", "voiced", "report", "copies", "credits", "common_source", "name_best",
    "names_shared", "names_none", "entity", "roles", "roles_shared", "rarest", "roles_apart", "roles_none", "offices",
    "sides", "kinds", "persons", "bodies", "unnamed", "pronouns", "recorded", "led", "headlines", "asides", "figures",
    "polarity", "gap", "language", "notions", "keys", "sounds", "institutions", "near", "depth", "manner", "places",
    "known_best", "known_least", "roles_known", "denied", "witness", "members", "fits", "rivals", "closer", "vague",
    "bridge", "told_there", "told_least",
)  # fmt: skip
"""The numbers of `evidence_of`, in order."""
BODIES = ("organisation", "state", "document", "group")
PRONOUN = 9
NONE = -1.0
SPELT = 0.75
"""Names so alike are spellings of one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One statement with where the rules lead it. actor: whose word it is as far as the rules see; `None` for nobody."""

    assertion: Assertion
    found: Found
    actor: Actor | None
    institution: bool
    around: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the pairs of a claim have in common.

    rare: how much a function says among the voices of the reports. common: names that stand in the voices of most.
    """

    trail: Trail
    rare: Mapping[str, float]
    common: frozenset[str]
    keys: int
    standing: tuple[Standing, ...]
    copied: frozenset[tuple[str, str]]
    voices: tuple[Actor, ...]


def standings(
    members: Sequence[Assertion], found: Sequence[Found], publishers: Mapping[str, Publisher],
    voices: Mapping[str, Sequence[Actor]],
) -> list[Standing]:  # fmt: skip
    """The statements of a claim as they stand after the rules. voices: every voice of each report."""
    made = []
    for a, f in zip(members, found, strict=True):
        publisher = publishers[a.report]
        own = not a.chain
        speaks = own and (publisher.institution or a.witness)
        actor = publisher.actor if speaks else a.chain[-1] if a.chain else None
        made.append(Standing(a, f, actor, speaks and publisher.institution, tuple(voices.get(a.report, ()))))
    return made


def ground_of(standing: Sequence[Standing], trail: Trail, voices: Mapping[str, Sequence[Actor]]) -> Ground:
    """What is common to all pairs of a claim."""
    reports = max(1, len(voices))
    told: Counter[str] = Counter()
    for spoken in voices.values():
        told.update({r for v in spoken for r in v.roles})
    rare = {role: math.log((1 + reports) / n) + 0.2 for role, n in told.items()}
    keys = {s.found.key for s in standing if s.found.kind == IDENTIFIED}
    copied = {(r, s) for r, sources in trail.sources.items() for s in sources}
    return Ground(trail, rare, frozenset(), len(keys), tuple(standing), frozenset(copied), tuple({v for s in voices.values() for v in s}))


def evidence_of(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    """The numbers of `NAMES` for two statements of one claim; the same whichever comes first."""
    a, b = x.assertion, y.assertion
    return (*_standing(x, y, ground), *_named(x, y), *_functions(x, y, ground), *_told(x, y, ground), *_known(x, y, ground), float(a.polarity == b.polarity == "denied"), float(a.witness + b.witness), float(min(len(ground.standing), 12)), *_beside(x, y, ground))  # fmt: skip


def _standing(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    a, b = x.assertion, y.assertion
    kinds = [x.found.kind, y.found.kind]
    pair = {(a.report, b.report), (b.report, a.report)}
    credit = b.report in ground.trail.credited.get(a.id, ()) or a.report in ground.trail.credited.get(b.id, ())
    common = set(ground.trail.sources.get(a.report, ())) & set(ground.trail.sources.get(b.report, ()))
    return (
        float(x.found.key == y.found.key), float(kinds.count(IDENTIFIED)), float(kinds.count(UNSOURCED)),
        float(bool(a.chain) + bool(b.chain)), float(a.report == b.report), float(bool(pair & ground.copied)), float(credit),
        float(bool(common)),
    )  # fmt: skip


def _named(x: Standing, y: Standing) -> tuple[float, ...]:
    one, other = _names(x.actor), _names(y.actor)
    ones, others = x.actor and x.actor.entity, y.actor and y.actor.entity
    entity = 0.0 if not ones or not others else 1.0 if ones == others else NONE
    return (_alike(one, other), float(len(one & other)), float((not one) + (not other)), entity)


def _names(actor: Actor | None) -> frozenset[str]:
    if actor is None:
        return frozenset()
    kind, _, rest = (actor.entity or "").partition(":")
    surname = {rest.split("-")[0]} if kind == "person" else set()
    return frozenset({n for n in actor.names if len(n) > 2} | surname)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How like the most alike two names are, 0–1; below 0 where one has none."""
    return max((_spelt(n, m) for n in one for m in other), default=NONE)


@lru_cache(maxsize=65536)
def _spelt(a: str, b: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(a, b))


def _functions(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    one, other = _roles(x.actor), _roles(y.actor)
    both, all_ = one & other, one | other
    weigh = lambda roles: sum(ground.rare.get(r, 1.0) for r in roles)  # noqa: E731
    offices = [office_of(s.actor) if s.actor else frozenset() for s in (x, y)]
    sides = [s.actor.side if s.actor else "" for s in (x, y)]
    kinds = [s.actor.kind if s.actor else "" for s in (x, y)]
    return (
        weigh(both) / weigh(all_) if all_ else NONE,
        weigh(both),
        max((ground.rare.get(r, 1.0) for r in both), default=0.0),
        float(bool(one and other and not both)),
        float((not one) + (not other)),
        0.0 if not all(offices) else 1.0 if offices[0] & offices[1] else NONE,
        0.0 if not all(sides) else 1.0 if sides[0] == sides[1] else NONE,
        float(kinds[0] == kinds[1]),
        float(sum(k in ("person", "role") for k in kinds)),
        float(sum(k in BODIES for k in kinds)),
        float(sum(bool(s.actor) and not _names(s.actor) for s in (x, y))),
        float(sum(_pronoun(s.actor) for s in (x, y))),
        float(sum(bool(s.actor and s.actor.recorded) for s in (x, y))),
    )  # fmt: skip


def _roles(actor: Actor | None) -> frozenset[str]:
    return frozenset() if actor is None else actor.roles


def _pronoun(actor: Actor | None) -> bool:
    return actor is not None and not actor.names and not actor.roles and not actor.entity and len(actor.text) <= PRONOUN


def _told(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    a, b = x.assertion, y.assertion
    one = {n.key: n.weight * n.rarity for n in a.notions}
    other = {n.key: n.weight * n.rarity for n in b.notions}
    both = sum(min(w, other[k]) for k, w in one.items() if k in other)
    least = min(sum(one.values()), sum(other.values()))
    sounds = [s.actor.sounds if s.actor else frozenset() for s in (x, y)]
    heard = len(sounds[0] & sounds[1]) / min(map(len, sounds)) if all(sounds) else NONE
    near = abs(a.start - b.start) if a.document == b.document else 9999
    return (
        float(a.led + b.led), float(a.headline + b.headline), float(a.aside + b.aside), _figures(a, b),
        float(a.polarity == b.polarity), _gap(a, b), float(a.language == b.language), both / least if least else 0.0,
        float(min(ground.keys, 6)), heard, float(x.institution + y.institution), float(near),
        float(max(len(a.chain), len(b.chain))),
        float(bool(a.chain and b.chain) and a.chain[-1].manner == b.chain[-1].manner),
        float(len((x.actor.places if x.actor else frozenset()) & (y.actor.places if y.actor else frozenset()))),
    )  # fmt: skip


def _figures(a: Assertion, b: Assertion) -> float:
    """1 where a figure is the same, below 0 where both have some and none is."""
    one, other = {q.low for q in a.values}, {q.low for q in b.values}
    if not one or not other:
        return 0.0
    return 1.0 if one & other else NONE


def _gap(a: Assertion, b: Assertion) -> float:
    try:
        days = [date.fromisoformat((m.published or "")[:10]).toordinal() for m in (a, b)]
    except ValueError:
        return NONE
    return float(min(30, abs(days[0] - days[1])))


def _known(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    """How like the most alike voice of the other report a voice is: by name, and by function."""
    there = [_best(s, o.around) for s, o in ((x, y), (y, x))]
    roles = max((_share(s.actor, o.around, ground) for s, o in ((x, y), (y, x))), default=NONE)
    return (max(there), min(there), roles)


def _best(s: Standing, around: Iterable[Actor]) -> float:
    mine = _names(s.actor)
    return max((_alike(mine, _names(v)) for v in around), default=NONE) if mine else NONE


def _share(actor: Actor | None, around: Iterable[Actor], ground: Ground) -> float:
    mine = _roles(actor) - VAGUE
    if not mine:
        return NONE
    weigh = lambda roles: sum(ground.rare.get(r, 1.0) for r in roles)  # noqa: E731
    return max((weigh(mine & v.roles) / weigh(mine | v.roles) for v in around), default=NONE)


def _beside(x: Standing, y: Standing, ground: Ground) -> tuple[float, ...]:
    """Whether the function of one is told by that of the other, and how many other origins of the claim are as near."""
    fits = max(_fits(x.actor, y.actor), _fits(y.actor, x.actor))
    own = {x.found.key, y.found.key}
    rivals = min(_rivals(x, y, own, ground), _rivals(y, x, own, ground))
    closer = min(_closer(x, y, own, ground), _closer(y, x, own, ground))
    vague = sum(bool(s.actor and s.actor.roles & VAGUE) for s in (x, y))
    told = [_in_scene(s.actor, o.assertion.scene) for s, o in ((x, y), (y, x))]
    return (fits, float(rivals), float(closer), float(vague), _bridge(x, y, ground), max(told), min(told))


def _in_scene(actor: Actor | None, scene: frozenset[str]) -> float:
    """Whether a name of a voice stands anywhere in the other report; below 0 where it has none."""
    names = _names(actor)
    return float(any(_alike(frozenset({n}), scene) >= SPELT for n in names)) if names else NONE


def _bridge(x: Standing, y: Standing, ground: Ground) -> float:
    """How near the voice is to both that is nearest to the farther one: a name and its body told together."""
    if x.actor is None or y.actor is None:
        return NONE
    return max((min(_close(x.actor, v, ground), _close(y.actor, v, ground)) for v in ground.voices), default=NONE)


def _close(one: Actor, other: Actor, ground: Ground) -> float:
    if one.side and other.side and one.side != other.side:
        return 0.0
    named = _alike(_names(one), _names(other))
    mine, theirs = _general(one.roles), _general(other.roles)
    weigh = lambda roles: sum(ground.rare.get(r, 1.0) for r in roles)  # noqa: E731
    share = weigh(mine & theirs) / min(weigh(mine), weigh(theirs)) if mine and theirs else 0.0
    return max(named if named >= SPELT else 0.0, share)


def _fits(one: Actor | None, other: Actor | None) -> float:
    """Whether a voice without a name may be another by its function: 1 yes, 0 no; below 0 where nothing is told."""
    if one is None or other is None:
        return NONE
    if one.side and other.side and one.side != other.side:
        return 0.0
    mine, theirs = _general(one.roles), _general(other.roles)
    if not mine:
        return 0.5 if one.side and one.side == other.side else NONE
    return float(mine <= theirs)


def _general(roles: frozenset[str]) -> frozenset[str]:
    """Functions without things and sides, ministers as their ministries."""
    own = {r for r in roles if not r.startswith("of:")} - VAGUE - SIDES
    return frozenset("ministry" if r == "minister" or r.startswith("ministry") else r for r in own)


def _nearness(x: Standing, y: Standing, ground: Ground) -> float:
    one, other = _roles(x.actor), _roles(y.actor)
    weigh = lambda roles: sum(ground.rare.get(r, 1.0) for r in roles)  # noqa: E731
    roles = weigh(one & other) / weigh(one | other) if one | other else 0.0
    return roles + max(0.0, _alike(_names(x.actor), _names(y.actor)))


def _rivals(x: Standing, y: Standing, own: set[str], ground: Ground) -> int:
    mine = _nearness(x, y, ground)
    return len({s.found.key for s in ground.standing if s.found.key not in own and _nearness(x, s, ground) >= mine})


def _likeness(a: Assertion, b: Assertion) -> float:
    one, other = {n.key: n.weight * n.rarity for n in a.notions}, {n.key: n.weight * n.rarity for n in b.notions}
    both = sum(min(w, other[k]) for k, w in one.items() if k in other)
    least = min(sum(one.values()), sum(other.values()))
    return (both / least if least else 0.0) + _figures(a, b) + 2 * (a.polarity == b.polarity)


def _closer(x: Standing, y: Standing, own: set[str], ground: Ground) -> int:
    mine = _likeness(x.assertion, y.assertion)
    others = (s for s in ground.standing if s.found.key not in own)
    return len({s.found.key for s in others if _likeness(x.assertion, s.assertion) > mine})
