"""Claims on the map, and who says who controls a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selon.desk.api.models import ClaimRow
from selon.desk.api.models_views import ControlRow, MapFeature, MapGeometry, MapProperties
from selon.desk.api.readings import Reads
from selon.desk.api.rows import point_of
from selon.model import Claim, ClaimStatement


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


def control_rows(claim: Claim, reads: Reads) -> Iterator[ControlRow]:
    """What each origin says in a claim on who controls a place: its latest statement. Nothing for other frames."""
    if claim.frame != "control" or claim.place is None:
        return
    origins = {o.id: o for o in claim.origins}
    latest: dict[tuple[str, str], tuple[ClaimStatement, str | None]] = {}
    for s in claim.statements:
        published = reads[s.edition].report.document.published if s.edition in reads else None
        kept = latest.get((s.origin, s.polarity))
        if kept is None or (published or "") >= (kept[1] or ""):
            latest[s.origin, s.polarity] = (s, published)
    for s, published in latest.values():
        origin = origins[s.origin]
        read = reads.get(s.edition)
        certainty = s.certainty
        yield ControlRow(
            place=claim.place, point=point_of(claim, reads), claim=claim.id, holder=claim.participants.get("holder"),
            change=claim.participants.get("change") or claim.participants.get("predicate", ""), since=claim.time,
            who=origin.who, party=origin.party, polarity=s.polarity, certainty=certainty,  # type: ignore[arg-type]
            report=read.row.id if read else s.report, published=published,
        )  # fmt: skip
