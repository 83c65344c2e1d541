"""A claim as one row of a list: counted over its statements and the reports that carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from selon.desk.api.models import ClaimRow, Counts, Point, Range
from selon.desk.api.persons import coarse, concerns_private
from selon.desk.api.readings import Read
from selon.model import Claim


def contested(claim: Claim) -> int:
    """How much speaks against a claim: origins that deny, claims that contradict, pairs of figures that differ."""
    return claim.counts.denying + len(claim.contradicts) + sum(c.relation == "differs" for c in claim.comparisons)


def single_origin(claim: Claim) -> bool:
    """Whether at most one origin, of any kind, asserts the claim."""
    return len({s.origin for s in claim.statements if s.polarity == "asserted"}) <= 1


def figures_range(claim: Claim) -> Range | None:
    """The lowest and the highest figure that is asserted, of those in the unit and period that most figures have."""
    values = [s.value for s in claim.statements if s.value is not None and s.polarity == "asserted" and not s.distorted]
    if not values:
        return None
    scope, _ = Counter((v.unit, v.period) for v in values).most_common(1)[0]
    same = [v for v in values if (v.unit, v.period) == scope]
    return Range(low=min(v.low for v in same), high=max(v.high for v in same))


def point_of(claim: Claim, reads: Mapping[str, Read]) -> Point | None:
    """Where the claim's place lies, as the reports' readings resolved it; `None` where none did.

    The first statement's report decides among reports that resolve the name differently.
    """
    if claim.place is None:
        return None
    for digest in dict.fromkeys(s.version for s in claim.statements):
        for mention in reads[digest].report.places if digest in reads else ():
            if mention.chosen is not None and claim.place in (mention.span.text, mention.chosen.name):
                point = Point(lat=mention.chosen.lat, lon=mention.chosen.lon)
                return coarse(point) if concerns_private(claim, reads) else point
    return None


def claim_row(claim: Claim, reads: Mapping[str, Read]) -> ClaimRow:
    """The row of a claim. reads: the versions its statements stand in, by digest."""
    held = [reads[s.version] for s in claim.statements if s.version in reads]
    published = sorted(r.report.document.published or "" for r in held)
    known = [p for p in published if p]
    gist = next((s for s in claim.statements if s.content == claim.gist), claim.statements[0])
    days = Counter(p[:10] for p in known)
    return ClaimRow(
        id=claim.id, frame=claim.frame, gist=claim.gist,
        language=reads[gist.version].report.document.language if gist.version in reads else None,
        place=claim.place, point=point_of(claim, reads), time=claim.time, counts=counts(claim),
        contested=contested(claim), contradicts=len(claim.contradicts), single_origin=single_origin(claim),
        first_published=known[0] if known else None, last_published=known[-1] if known else None,
        languages=sorted({r.report.document.language for r in held}),
        outlets=sorted({r.report.document.outlet for r in held if r.report.document.outlet}),
        days=sorted(days.items()), value=figures_range(claim),
    )  # fmt: skip


def counts(claim: Claim) -> Counts:
    """The four counts."""
    c = claim.counts
    return Counts(independent=c.independent, not_established=c.not_established, denying=c.denying, reports=c.reports)


def day_of(row: ClaimRow) -> str | None:
    """The day that a claim is filed under: when it happened, else when it was first published."""
    return (row.time or row.first_published or "")[:10] or None
