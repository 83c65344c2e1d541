"""The figures of a claim: a row for each origin, with bounds, copies and comparisons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from selon.desk.api.claimpage import only_deny
from selon.desk.api.models_views import Calculation, FigureComparison, FigurePoint, FigureRow, Figures
from selon.desk.api.readings import Read, Reads
from selon.desk.api.rows import figures_range
from selon.model import Claim, ClaimStatement, Copy

FEWEST = 2
"""Origins that a calculation needs."""


def figures_of(claim: Claim, reads: Reads, copies: Sequence[Copy]) -> Figures:
    """The figures of a claim. copies: among its reports."""
    origins, denying = {o.id: o for o in claim.origins}, only_deny(claim)
    copied = copying(claim, copies)
    points: dict[str, list[FigurePoint]] = defaultdict(list)
    keys: dict[tuple[str, str], str] = {}
    for s in claim.statements:
        if s.value is not None:
            points[s.origin].append(_point(s, reads.get(s.edition), (s.report, s.origin) in copied))
            keys.setdefault((s.report, s.statement), s.key)
    rows = [
        FigureRow(
            origin=o, who=origins[o].who, kind=origins[o].kind, party=origins[o].party, denies=o in denying,
            points=sorted(found, key=lambda p: (p.published or "9", p.report, p.key)),
        )
        for o, found in points.items()
    ]  # fmt: skip
    units = Counter(s.value.unit for s in claim.statements if s.value is not None and s.value.unit)
    return Figures(
        unit=units.most_common(1)[0][0] if units else None, rows=sorted(rows, key=lambda r: (r.denies, -len(r.points), r.origin)),
        comparisons=[
            FigureComparison(relation=c.relation, why=c.why, a=keys[c.report_a, c.a], b=keys[c.report_b, c.b])
            for c in claim.comparisons
            if (c.report_a, c.a) in keys and (c.report_b, c.b) in keys
        ],
        range=figures_range(claim), calculation=calculation(rows),
    )  # fmt: skip


def copying(claim: Claim, copies: Sequence[Copy]) -> set[tuple[str, str]]:
    """Reports that have a statement of an origin from another report of the claim, as (report, origin)."""
    carried = {(s.report, s.origin) for s in claim.statements}
    return {
        (c.target, origin)
        for c in copies
        for report, origin in carried
        if report == c.target and (c.source, origin) in carried
    }


def _point(s: ClaimStatement, read: Read | None, copy: bool) -> FigurePoint:
    v, document = s.value, read.report.document if read else None
    assert v is not None
    return FigurePoint(
        key=s.key, report=read.row.id if read else s.report, outlet=(document.outlet if document else None) or "",
        published=document.published if document else None, text=v.span.text, low=v.low,
        high=None if v.bound == "at_least" else v.high, low_open=v.bound == "at_most", bound=v.bound, unit=v.unit or "",
        period=v.period, copy_=copy, denied=s.polarity == "denied",
    )  # fmt: skip


def calculation(rows: Sequence[FigureRow]) -> Calculation | None:
    """The middle of one figure per origin: the latest that it gave itself, in the scope that most origins use.

    Copies, denied figures and origins that only deny are left out, so that nobody counts twice; an origin that is not
    established counts only where no identified one gives a figure. `None` with fewer than two origins.
    """
    latest: dict[str, FigurePoint] = {}
    named = {r.origin for r in rows if r.kind == "identified" and not r.denies and any(not p.denied for p in r.points)}
    for row in rows:
        own = [p for p in row.points if not p.copy_ and not p.denied] or [p for p in row.points if not p.denied]
        if own and not row.denies and (row.origin in named or not named):
            latest[row.origin] = max(own, key=lambda p: (p.published or "", p.key))
    if len(latest) < FEWEST:
        return None
    scopes = Counter((p.unit, p.period) for p in latest.values())
    scope = min(scopes, key=lambda s: (-scopes[s], s[0], s[1] or ""))
    values = sorted(
        (p.low + (p.low if p.high is None else p.high)) / 2 for p in latest.values() if (p.unit, p.period) == scope
    )
    if len(values) < FEWEST:
        return None
    listed = ", ".join(f"{v:g}" for v in values)
    how = f"a calculation: the median of the latest figure of each of {len(values)} origins ({listed}), copies left out"
    return Calculation(value=float(median(values)), how=how)
