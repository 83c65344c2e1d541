"""What a text says around its place names, as evidence for each of them: countries, regions, points, neighbours."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from selon.grounding.gazetteer_schema import PlaceRow

REGION_NAMED, REGION_MEANT, REGION_SHARE = 2.5, 1.2, 1.5
SMOOTH = 0.3
"""Added to what the text names: one word does not settle a country."""
CELL = 0.5
"""Degrees: names whose places lie in one cell of this size, or in two that touch, may be named for one area."""
MOST_POINTS = 60


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a text with what its mentions say: the rows, the kinds of place that type words call it, stated
    containers.
    """

    rows: tuple[PlaceRow, ...]
    kinds: frozenset[str] = frozenset()
    containers: tuple[str, ...] = ()
    mentions: int = 1
    how: str = "exact"
    language: str = ""
    siblings: frozenset[str] = frozenset()
    surely: bool = False


@dataclass(slots=True)
class Setting:
    """What the whole text names: how often each country, which regions, and the points of the names that are clear.

    Votes, points and support are kept by name (`base`), so that a name is never evidence for itself.
    """

    named: Mapping[str, float]
    home: frozenset[str]
    votes: dict[str, tuple[str, str | None, float]] = field(default_factory=dict)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)
    support: dict[str, dict[str, float]] = field(default_factory=dict)
    sums: Counter[str] = field(default_factory=Counter)
    tops: dict[str, PlaceRow] = field(default_factory=dict)
    cells: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)

    def learn(self, name: str, row: PlaceRow, weight: float, region: str | None, clear: bool) -> None:
        """Take a name whose country is clear as evidence for the others, with its region where that is clear too.

        clear: the place itself is.
        """
        if name in self.votes:
            return
        self.votes[name] = (row.country or "", region, weight)
        self.sums[row.country or ""] += weight  # type: ignore[assignment]
        if not clear:
            return
        if row.kind == "region":
            self.regions.add(name)
        elif len(self.points) < MOST_POINTS:
            self.points[name] = (row.lat, row.lon)

    def forget(self) -> None:
        """Start the next round."""
        for kept in (self.votes, self.points, self.regions, self.sums, self.tops):
            kept.clear()

    def share(self, country: str, name: str) -> float:
        """How much of what the text names, but for this one name, belongs to a country; 0 to 1."""
        own_country, _, own = self.votes.get(name, ("", None, 0.0))
        whole = sum(self.named.values()) + sum(self.sums.values()) - own
        part = self.named.get(country, 0.0) + self.sums[country] - (own if own_country == country else 0.0)
        return part / (whole + SMOOTH) if whole > 0 else 0.0

    def region_weight(self, region: str, name: str) -> float:
        """What it weighs that other names of the text are this region, or lie in it; more, the more of them do."""
        whole = part = 0.0
        itself = False
        for key, (_, r, weight) in self.votes.items():
            if key == name or r is None:
                continue
            whole += weight
            if r == region:
                part += weight
                itself = itself or key in self.regions
        if not part:
            return 0.0
        return (REGION_NAMED if itself else REGION_MEANT) + REGION_SHARE * part / (whole + SMOOTH)

    def supported(self, where: str, name: str) -> float:
        """How many other names of the text may lie in a region or a country; a name with few places counts more."""
        others = self.support.get(where, {})
        return sum(others.values()) - others.get(name, 0.0)

    def around(self, row: PlaceRow, name: str) -> float:
        """How many other names of the text may lie near a place; a name with few places counts more."""
        south, west = cell_of(row)
        best: dict[str, float] = {}
        for x in (south - 1, south, south + 1):
            for y in (west - 1, west, west + 1):
                best |= self.cells.get((x, y), {})
        best.pop(name, None)
        return sum(best.values())


def cell_of(row: PlaceRow) -> tuple[int, int]:
    """The cell of the globe in which a place lies."""
    return math.floor(row.lat / CELL), math.floor(row.lon / CELL)


def base(key: str) -> str:
    """The name alone of a key that also says a kind or a container."""
    return key.partition("|")[0]
