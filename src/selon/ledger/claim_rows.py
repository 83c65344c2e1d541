"""The listed claim as JSON: made once, when the claim is written, and handed on as it is by whoever lists claims."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from selon.ledger.claim_records import ClaimRow
from selon.model import Claim, ClaimStatement, Counts

OUTLETS = 8
DAYS = 400
"""Days of a sparkline that are kept, the latest ones."""


_SHIFT = 1 << 24
COLUMNS = (
    "number", "id", "frame", "day", "lat", "lon", "contested", "single_origin", "by_independent", "by_reports",
    "by_newest", "by_contested",
)  # fmt: skip
"""What a claim is chosen and sorted by, a column each."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim's row says of one version of a report: the report's identifier in the ledger, the name of its
    outlet, when it was published, in which language."""

    report: str
    outlet: str
    published: str | None
    language: str


def text_of(row: ClaimRow) -> str:
    """A row as one line of JSON, with the names that the API gives to its fields."""
    c = row.counts
    located, ranged = row.lat is not None and row.lon is not None, row.value_low is not None
    return json.dumps(
        {
            "id": row.id, "frame": row.frame, "gist": row.gist, "language": row.language, "place": row.place,
            "point": {"lat": row.lat, "lon": row.lon, "coarsened": row.private} if located else None, "time": row.time,
            "counts": {
                "independent": c.independent, "not_established": c.not_established, "denying": c.denying, "reports": c.reports,
            },
            "contested": row.contested, "contradicts": row.contradicts, "single_origin": row.single_origin,
            "first_published": row.first_published, "last_published": row.last_published, "languages": row.languages,
            "outlets": row.outlets, "days": row.days,
            "value": {"low": row.value_low, "high": row.value_high} if ranged else None,
        },
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip


def row_of(text: str, private: object) -> ClaimRow:
    """The row that `text_of` wrote. private: whether the claim concerns a private person."""
    r: dict[str, Any] = json.loads(text)
    point, value, c = r["point"] or {}, r["value"] or {}, r["counts"]
    return ClaimRow(
        r["id"], r["frame"], r["gist"], r["place"], point.get("lat"), point.get("lon"), r["time"],
        Counts(c["independent"], c["not_established"], c["denying"], c["reports"]), r["contested"], r["contradicts"],
        r["first_published"], r["last_published"], tuple(r["languages"]), tuple(r["outlets"]),
        tuple((str(day), int(n)) for day, n in r["days"]), r["single_origin"], value.get("low"), value.get("high"),
        r["language"], bool(private),
    )  # fmt: skip


def telling(claim: Claim) -> ClaimStatement:
    """The statement whose words the gist is; where the gist is the sentence around a fragment, the one with the most
    words of it."""

    def fit(s: ClaimStatement) -> int:
        return len(s.content) if s.content in claim.gist else 0

    return max(claim.statements, key=fit)


def row_for(claim: Claim, sources: Mapping[tuple[str, str], Source], private: bool) -> ClaimRow:
    """What a list shows of a claim. sources: the versions that carry it, by address and digest."""
    held = [sources[s.edition] for s in claim.statements]
    moments = sorted(s.published for s in held if s.published)
    days = sorted(Counter(s.published[:10] for s in held if s.published).items())[-DAYS:]
    lat, lon = claim.point or (None, None)
    if lat is not None and lon is not None and private:
        lat, lon = round(lat, 1), round(lon, 1)
    gist = telling(claim)
    return ClaimRow(
        claim.id, claim.frame, claim.gist, claim.place, lat, lon, claim.time, claim.counts, contested(claim),
        len(claim.contradicts), moments[0] if moments else None, moments[-1] if moments else None,
        tuple(sorted({s.language for s in held})), tuple(dict.fromkeys(s.outlet for s in held if s.outlet))[:OUTLETS],
        tuple(days), _single(claim.counts), *_range(claim), sources[gist.edition].language, private,
    )  # fmt: skip


def whole(degrees: float) -> int:
    """Degrees as `claim_points` holds them: in whole steps of a centimetre or less."""
    return round(degrees * 1e7)


def _single(c: Counts) -> bool:
    return c.reports > 1 and c.independent + c.not_established + c.denying == 1


def contested(claim: Claim) -> int:
    """How much disagreement there is: origins that deny, claims that contradict, figures that differ."""
    differ = sum(x.relation == "differs" for x in claim.comparisons)
    return 100 * claim.counts.denying + 100 * len(claim.contradicts) + min(differ, 99)


def _range(claim: Claim) -> tuple[float | None, float | None]:
    """The range of the figures of the most frequent kind that are asserted."""
    told = [s.value for s in claim.statements if s.value is not None and s.polarity == "asserted"]
    if not told:
        return None, None
    kinds = Counter((q.unit, q.period) for q in told)
    most = min(kinds, key=lambda k: (-kinds[k], str(k)))
    alike = [q for q in told if (q.unit, q.period) == most]
    return min(q.low for q in alike), max(q.high for q in alike)


def chosen_by(number: int, row: ClaimRow) -> tuple[object, ...]:
    """What a claim is chosen and sorted by."""
    c = row.counts
    day = row.time or (row.first_published[:10] if row.first_published else None)
    return (
        number, row.id, row.frame, day, row.lat, row.lon, row.contested, int(row.single_origin),
        -(c.independent * _SHIFT + c.reports), -(c.reports * _SHIFT + c.independent), -_ordinal(day),
        -(row.contested * _SHIFT + c.reports),
    )  # fmt: skip


def _ordinal(day: str | None) -> int:
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return 0
