"""Origins of one claim that the rules leave apart and that are one all the same, joined by what is known of both.

Every pair of origins is judged by trees over `kinship.evidence_of`, grown from dossiers whose origins people marked; the mean
over the statements of two groups decides (average linkage), so that the order of reports does not matter. Each join is
written down with its signs, and nothing is judged where it could not be shown: circles stay circles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import combinations

from selon.model.assertion import Actor
from selon.origins.chains import IDENTIFIED, Found, Trail
from selon.origins.kinship import NAMES, SPELT, Ground, Standing, certainly_two, evidence_of, ground_of, names_it
from selon.trees import Forest, trees_of

BAR = 0.4
"""Two origins more probably one than this are joined."""
MOST = 24
"""Where the rules leave more origins than this, they stay as they are: a claim that hundreds repeat is no puzzle of names."""
NEVER = float("-inf")
"""Stands for two that are certainly two."""
EACH = 4
"""Statements of an origin that are looked at."""


@lru_cache(maxsize=1)
def _forest() -> Forest:
    text = resources.files("selon.origins").joinpath("kinship.json").read_text(encoding="utf-8")
    return Forest(trees_of(text, NAMES)[0])


def joined(standing: Sequence[Standing], trail: Trail, voices: Mapping[str, Sequence[Actor]]) -> list[Found]:
    """Where each statement of a claim comes from, in the same order, with origins that are one under one key."""
    found = [s.found for s in standing]
    groups: defaultdict[str, list[Standing]] = defaultdict(list)
    for s in standing:
        if not s.found.key.startswith("circle:"):
            groups[s.found.key].append(s)
    if not 1 < len(groups) <= MOST:
        return found
    ground = ground_of(standing, trail, voices)
    return _renamed(found, _clusters(groups, ground), groups, ground)


def pairs_of(groups: Mapping[str, Sequence[Standing]]) -> list[tuple[str, str, Standing, Standing]]:
    """The pairs of statements that are judged: `EACH` of every two origins."""
    return [
        (one, other, x, y)
        for one, other in combinations(sorted(groups), 2)
        for x in groups[one][:EACH]
        for y in groups[other][:EACH]
    ]


def _clusters(groups: Mapping[str, Sequence[Standing]], ground: Ground) -> list[list[str]]:
    judged = pairs_of(groups)
    said = (
        NEVER if certainly_two(x, y, ground) else _forest().probability(evidence_of(x, y, ground))
        for _, _, x, y in judged
    )
    return parts_of(sorted(groups), nearness([(one, other) for one, other, _, _ in judged], said), BAR)


def nearness(pairs: Sequence[tuple[str, str]], said: Iterable[float]) -> dict[tuple[str, str], float]:
    """How near two origins are: the mean of what is said of their statements, in the order of `pairs`."""
    told: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for pair, score in zip(pairs, said, strict=True):
        told[pair].append(score)
    return {pair: sum(scores) / len(scores) for pair, scores in told.items()}


def parts_of(keys: Sequence[str], near: Mapping[tuple[str, str], float], bar: float) -> list[list[str]]:
    """The groups of origins that are one: the nearest two are joined until no two are nearer than `bar`."""
    parts = [[key] for key in keys]
    while len(parts) > 1:
        best, i, j = max((_between(parts[i], parts[j], near), -i, -j) for i, j in combinations(range(len(parts)), 2))
        if best < bar:
            break
        parts[-i] = sorted(parts[-i] + parts[-j])
        del parts[-j]
    return parts


def _between(one: Sequence[str], other: Sequence[str], near: Mapping[tuple[str, str], float]) -> float:
    told = [near[min(a, b), max(a, b)] for a in one for b in other]
    return sum(told) / len(told)


def _renamed(
    found: Sequence[Found], parts: Sequence[Sequence[str]], groups: Mapping[str, Sequence[Standing]], ground: Ground
) -> list[Found]:
    told: dict[str, tuple[Found, tuple[str, ...]]] = {}
    for part in parts:
        if len(part) > 1:
            head = min(part, key=lambda key: (*_telling(groups[key][0]), key))
            why = tuple(_why(groups[head][0], groups[key][0], ground) for key in part if key != head)
            told |= dict.fromkeys(part, (groups[head][0].found, why))
    return [replace(told[f.key][0], path=(*f.path, *told[f.key][1])) if f.key in told else f for f in found]


def _telling(s: Standing) -> tuple[bool, bool, bool, int]:
    """Sorts the origin first by which a reader knows it best: identified, named, by a function, told at length."""
    actor = s.actor
    named = actor is not None and bool(actor.names or actor.entity)
    return (s.found.kind != IDENTIFIED, not named, actor is None or not actor.roles, -len(s.found.who))


def _why(x: Standing, y: Standing, ground: Ground) -> str:
    """The signs that two origins are one, in words."""
    told = dict(zip(NAMES, evidence_of(x, y, ground), strict=True))
    signs = {
        "a name in common": told["name_best"] >= SPELT,
        "one function": told["fits"] == 1.0 or told["offices"] == 1.0,
        "one of the two reports takes from the other": told["copies"] + told["credits"] > 0,
        "a voice that bears both names": told["bridge"] >= SPELT and told["name_best"] < SPELT,
        "the report names whoever says it elsewhere": names_it(x, y) or names_it(y, x),
        "the same figure": told["figures"] == 1.0,
        "no other voice on this fits": told["rivals"] + told["closer"] == 0,
    }
    named = [sign for sign, there in signs.items() if there] or ["what both say"]
    return f"{x.found.who} is taken for one with {y.found.who}: {', '.join(named)}"
