"""What surrounds an assertion in its own report: how rare its notions are there, how like its neighbours it is, where it
stands.

A notion that every sentence of a report names (`drone` in a report on a night of drones) tells little about which claim
one of them belongs to; a rare one tells much (inverse document frequency inside the report, Spärck Jones 1972).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from selon.matching.notions import relations
from selon.model.assertion import Assertion

Weights = Mapping[str, float]


def surrounded(assertions: Sequence[Assertion], length: int) -> list[Assertion]:
    """The assertions of one report with the rarity of their notions, their likeness to one another, and their place.

    length: code points of the report's text.
    """
    kin = relations()
    held = [{kin.family_of(n.key) for n in a.notions} for a in assertions]
    seen = Counter(key for keys in held for key in keys)
    made = [replace(a, notions=tuple(replace(n, rarity=rarity(seen[kin.family_of(n.key)], len(assertions))) for n in a.notions))
            for a in assertions]  # fmt: skip
    told = [by_family(a) for a in made]
    return [replace(a, place_in=round(a.start / max(length, 1), 4), crowd=_crowd(i, told)) for i, a in enumerate(made)]


def rarity(seen: int, among: int) -> float:
    """How much a notion says that `seen` of `among` assertions of a report have."""
    return round(math.log((among + 1) / (seen + 0.5)), 4)


def by_family(a: Assertion) -> dict[str, tuple[float, float]]:
    """The families of an assertion's notions with their greatest weight and their rarity."""
    kin = relations()
    found: dict[str, tuple[float, float]] = {}
    for n in a.notions:
        family = kin.family_of(n.key)
        if n.weight > found.get(family, (0.0, 0.0))[0]:
            found[family] = (n.weight, n.rarity)
    return found


def shared(a: Mapping[str, tuple[float, float]], b: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Rarity-weighted overlap of two sets of notions: the shared weight, and its share of the geometric mean of both sums."""
    both = sum(min(w, b[k][0]) * (r + b[k][1]) / 2 for k, (w, r) in a.items() if k in b)
    one, other = sum(w * r for w, r in a.values()), sum(w * r for w, r in b.values())
    return both, both / math.sqrt(one * other) if one > 0 and other > 0 else 0.0


def _crowd(i: int, told: Sequence[Mapping[str, tuple[float, float]]]) -> float:
    """How like the most alike of its neighbours in the report an assertion is."""
    return round(max((shared(told[i], other)[1] for j, other in enumerate(told) if j != i), default=0.0), 4)
