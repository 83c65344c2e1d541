"""Claims on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.desk.api.models import ClaimRow
from selon.desk.api.models_views import MapFeature, MapGeometry, MapProperties


def features(rows: Iterable[ClaimRow]) -> Iterator[MapFeature]:
    """The claims whose place is known, as GeoJSON."""
    for row in rows:
        if row.point is None:
            continue
        c = row.counts
        yield MapFeature(
            id=row.id, geometry=MapGeometry(coordinates=(row.point.lon, row.point.lat)),
            properties=MapProperties(
                id=row.id, gist=row.gist, frame=row.frame, time=row.time, independent=c.independent,
                not_established=c.not_established, denying=c.denying, reports=c.reports, contested=row.contested,
                coarsened=row.point.coarsened,
            ),
        )  # fmt: skip
