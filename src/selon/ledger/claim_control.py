"""Who says who controls a place: written beside each claim on that, in the order in which it is listed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from sqlite3 import Connection
from typing import Any

from selon.ledger.claim_conditions import names_with
from selon.ledger.claim_records import ControlRows
from selon.ledger.claim_rows import Source
from selon.model import Claim, ClaimStatement
from selon.model.instant import by_time

Row = tuple[str, str, str, str, str]
"""Place, since when, when published, who, and the whole as JSON."""
_PLACES = "SELECT place, n FROM claim_control_places WHERE n > 0"
_AT = (
    "SELECT shown FROM claim_control WHERE place = ? ORDER BY since DESC, published DESC, who DESC, claim DESC, position DESC "
    "LIMIT ?"
)


def rows_for(claim: Claim, sources: Mapping[tuple[str, str], Source], private: bool) -> Iterator[Row]:
    """What each origin says in a claim on who controls a place: its latest statement. Nothing for other frames.

    sources: the versions that carry it, by address and digest. private: it concerns a private person, so its point is to
    0.1 degree only.
    """
    if claim.frame != "control" or claim.place is None:
        return
    origins = {o.id: o for o in claim.origins}
    for s in _latest(claim, sources):
        source, origin = sources[s.edition], origins[s.origin]
        told = {
            "place": claim.place, "point": _point(claim, private), "claim": claim.id,
            "holder": claim.participants.get("holder"),
            "change": claim.participants.get("change") or claim.participants.get("predicate", ""), "since": claim.time,
            "who": origin.who, "party": origin.party, "polarity": s.polarity, "certainty": s.certainty,
            "report": source.report, "published": source.published,
        }  # fmt: skip
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        yield claim.place, claim.time or "", source.published or "", origin.who, text


def _latest(claim: Claim, sources: Mapping[tuple[str, str], Source]) -> Iterator[ClaimStatement]:
    """Of each origin the statement published last that asserts, and the one that denies."""
    found: dict[tuple[str, str], ClaimStatement] = {}
    for s in claim.statements:
        kept = found.setdefault((s.origin, s.polarity), s)
        if _when(sources[s.edition]) >= _when(sources[kept.edition]):
            found[s.origin, s.polarity] = s
    yield from found.values()


def _when(source: Source) -> str:
    return by_time(source.published) if source.published else ""


def _point(claim: Claim, private: bool) -> dict[str, Any] | None:
    if claim.point is None:
        return None
    lat, lon = claim.point
    return {"lat": round(lat, 1) if private else lat, "lon": round(lon, 1) if private else lon, "coarsened": private}


def page(connection: Connection, place: str | None, limit: int) -> ControlRows:
    """The first rows, at most `limit`, the last place and the latest first. place: a part of its name."""
    if place is None:
        (total,) = connection.execute("SELECT coalesce(max(n), 0) FROM claim_totals WHERE name = 'control'").fetchone()
        places = connection.execute(f"{_PLACES} ORDER BY place DESC LIMIT ?", (limit,)).fetchall()
    else:
        names, part = names_with(place, "{}")
        places = connection.execute(f"{_PLACES} AND name IN ({names}) ORDER BY place DESC", (part,)).fetchall()
        total = sum(n for _, n in places)
    rows: list[str] = []
    for name, _ in places:
        if len(rows) == limit:
            break
        rows += (row[0] for row in connection.execute(_AT, (name, limit - len(rows))))
    return ControlRows(tuple(rows), total)
