"""What surrounds an assertion in its own report: how rare its notions are there, how like its neighbours it is, where it
stands.

A notion that every sentence of a report names (`drone` in a report on a night of drones) tells little about which claim
one of them belongs to; a rare one tells much (inverse document frequency inside the report, Spärck Jones 1972).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selon.matching.notions import relations
from selon.model.assertion import Assertion


def surrounded(assertions: Sequence[Assertion], length: int) -> list[Assertion]:
    """The assertions of one report with the rarity of their notions, their likeness to one another, and their place.

    length: code points of the report's text.
    """
    kin = relations()
    held = [{kin.family_of(n.key) for n in a.notions} for a in assertions]
    seen = Counter(key for keys in held for key in keys)
    made = [replace(a, notions=tuple(replace(n, rarity=rarity(seen[kin.family_of(n.key)], len(assertions))) for n in a.notions))
            for a in assertions]  # fmt: skip
    told = [Bag.of(by_family(a)) for a in made]
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


@dataclass(frozen=True, slots=True)
class Bag:
    """Notions by family, each with its weight and its rarity; total: the sum of their products."""

    held: Mapping[str, tuple[float, float]]
    total: float

    @classmethod
    def of(cls, held: Mapping[str, tuple[float, float]]) -> Bag:
        """The bag of some notions."""
        return cls(held, sum(w * r for w, r in held.values()))

    def common(self, other: Bag) -> dict[str, float]:
        """What both hold: the lesser weight times the mean rarity."""
        theirs = other.held
        return {k: min(w, theirs[k][0]) * (r + theirs[k][1]) / 2 for k, (w, r) in self.held.items() if k in theirs}

    def share(self, other: Bag, shared: float) -> float:
        """What is shared, as a share of the geometric mean of both sums (Ochiai)."""
        return shared / math.sqrt(self.total * other.total) if self.total > 0 and other.total > 0 else 0.0


def _crowd(i: int, told: Sequence[Bag]) -> float:
    """How like the most alike of its neighbours in the report an assertion is."""
    mine = told[i]
    others = (other for j, other in enumerate(told) if j != i)
    return round(max((mine.share(o, sum(mine.common(o).values())) for o in others), default=0.0), 4)
