"""What is counted over one claim for its pages: its range of figures, its point, its counts."""

from __future__ import annotations

from collections import Counter

from selon.desk.api.models import Counts, Point, Range
from selon.desk.api.readings import Reads
from selon.model import Claim, Voice
from selon.pipeline_persons import concerns_private


def figures_range(claim: Claim) -> Range | None:
    """The lowest and the highest figure that is asserted, of those in the unit and period that most figures have."""
    values = [s.value for s in claim.statements if s.value is not None and s.polarity == "asserted"]
    if not values:
        return None
    scopes = Counter((v.unit, v.period) for v in values)
    scope = min(scopes, key=lambda k: (-scopes[k], str(k)))
    same = [v for v in values if (v.unit, v.period) == scope]
    return Range(low=min(v.low for v in same), high=max(v.high for v in same))


def voices_of(claim: Claim, reads: Reads) -> list[Voice]:
    """All voices in the chains of a claim's statements."""
    found: list[Voice] = []
    for s in claim.statements:
        read = reads.get(s.edition)
        statement = read.by_id.get(s.statement) if read else None
        found += statement.voices if statement else ()
    return found


def point_of(claim: Claim, reads: Reads) -> Point | None:
    """Where the claim's place lies, `None` when that is not known; to 0.1 degree when it concerns a private person.

    0.1 degree leaves a point up to 8 km off: the town can be told, the street cannot.
    """
    if claim.point is None:
        return None
    lat, lon = claim.point
    if concerns_private(claim, voices_of(claim, reads)):
        return Point(lat=round(lat, 1), lon=round(lon, 1), coarsened=True)
    return Point(lat=lat, lon=lon)


def counts(claim: Claim) -> Counts:
    """The four counts."""
    c = claim.counts
    return Counts(independent=c.independent, not_established=c.not_established, denying=c.denying, reports=c.reports)
