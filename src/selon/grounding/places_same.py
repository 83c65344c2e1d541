"""Which rows of one name are one place: near each other, or one country or region that two sources give another point."""

from __future__ import annotations

from selon.grounding.fold import plain
from selon.grounding.gazetteer import KM_PER_DEGREE, distance
from selon.grounding.gazetteer_schema import PlaceRow

SAME_KM, SAME_REGION_KM = 30.0, 500.0
"""Rows of one name nearer than this are one place, one region."""
WIDE = frozenset({"continent", "country", "region", "district"})


def clusters(rows: tuple[PlaceRow, ...]) -> list[list[PlaceRow]]:
    """The rows, those of one place together (the first stands for it)."""
    clusters: list[list[PlaceRow]] = []
    for row in rows:
        for cluster in clusters:
            if _one_place(cluster[0], row):
                cluster.append(row)
                break
        else:
            clusters.append([row])
    return [_first_of(cluster) for cluster in clusters]


def _one_place(one: PlaceRow, two: PlaceRow) -> bool:
    """Whether two rows of one name are one place: near each other, or one country or region that two sources give
    with another point.
    """
    if one.country != two.country or _across_a_border(one, two):
        return False
    if one.kind == two.kind and one.kind in {"country", "region"}:
        return one.kind == "country" or far(one, two) < SAME_REGION_KM
    if (one.kind in WIDE) != (two.kind in WIDE) or abs(one.lat - two.lat) > SAME_KM / KM_PER_DEGREE + 0.01:
        return False
    return far(one, two) < SAME_KM


def _across_a_border(one: PlaceRow, two: PlaceRow) -> bool:
    """Whether one gazetteer puts two rows into two regions (*Kansas City* in Missouri and in Kansas)."""
    same = one.id.partition(":")[0] == two.id.partition(":")[0]
    return same and one.region is not None and two.region is not None and one.region != two.region


def far(one: PlaceRow, two: PlaceRow) -> float:
    """Kilometres between two places."""
    return distance(one.lat, one.lon, two.lat, two.lon)


def _first_of(cluster: list[PlaceRow]) -> list[PlaceRow]:
    """The rows of one place, the one that stands for it first; it takes its region from another where it has none."""
    ordered = sorted(cluster, key=lambda r: (is_alias(r), not r.id.startswith(("selon:", "iso:")), -r.people))
    region = next((r.region for r in ordered if r.region), None)
    if region is not None and ordered[0].region is None:
        ordered[0] = ordered[0]._replace(region=region)
    return ordered


def is_alias(row: PlaceRow) -> bool:
    """Whether a row of somebody else's gazetteer was found under another name than its own, in the script of its
    own.
    """
    own = row.id.startswith(("selon:", "iso:")) or plain(row.matched) == plain(row.name)
    return not own and row.matched[:1].isascii() and not row.language
