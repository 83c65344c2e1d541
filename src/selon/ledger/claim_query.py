"""Questions to the tables of claims, page by page.

A page is either *walked*, along the index of its order until enough rows meet the conditions, or *led* by the rarest
condition, whose few rows are then put in order. Which one is decided by counting at most `FEW` rows of each condition.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from selon.errors import LedgerError, UsageError
from selon.ledger.claim_records import ClaimDay, ClaimFilter, ClaimPage, ClaimRow, ClaimsState, Contradiction
from selon.ledger.claim_schema import SORTS
from selon.ledger.fold import indexed, match_query, substring_query
from selon.ledger.query import find_report
from selon.model import Claim, Copy, Counts
from selon.wire_claims import claim_from_json, copy_from_json

FEW = 3000
"""A condition that no more claims meet leads."""
MOST = 1000
"""Rows of one page at most."""
SHOWN = 5
BATCH = 500

_ROW = (
    "c.id, c.frame, c.gist, c.place, c.lat, c.lon, c.time, c.independent, c.not_established, c.denying, c.reports, "
    "c.contested, c.contradicts, c.first_published, c.last_published, c.languages, c.outlets, c.days, "
    "c.single_origin, c.value_low, c.value_high, c.language, c.private"
)


@dataclass(frozen=True, slots=True)
class _Condition:
    """One condition: as a filter of a row `c`, and as a query of the numbers of all claims that meet it."""

    test: str
    numbers: str
    values: tuple[object, ...]


def page(connection: Connection, asked: ClaimFilter, sort: str, limit: int, after: str | None) -> ClaimPage:
    """One page of the claims that meet all conditions; see `Ledger.claim_rows`."""
    if sort not in SORTS:
        raise UsageError(f"{sort!r} is none of {', '.join(SORTS)}", "sort")
    limit = max(1, min(limit, MOST))
    conditions = list(_conditions(connection, asked))
    sizes = [_size(connection, c) for c in conditions]
    leading = min((n, i) for i, n in enumerate(sizes)) if sizes else (FEW + 1, 0)
    lead = leading[1] if leading[0] <= FEW else None
    where, values = _where(conditions, lead)
    if lead is None and not conditions:
        total: int | None = totals(connection)["claims"]
    elif lead is not None:
        total = int(_one(connection, f"SELECT count(*) FROM claims c WHERE {where}", values))
    else:
        total = None
    order = f"by_{sort}"
    plus = "+" if lead is not None else ""
    if after is not None:
        where = f"{where} AND ({plus}c.{order}, c.id) > (?, ?)" if where else f"(c.{order}, c.id) > (?, ?)"
        values = (*values, *_cursor(after, sort))
    query = f"SELECT {_ROW}, c.{order} FROM claims c" + (f" WHERE {where}" if where else "")
    rows = connection.exec_driver_sql(f"{query} ORDER BY {plus}c.{order}, c.id LIMIT ?", (*values, limit + 1)).all()
    kept = rows[:limit]
    following = _written(sort, kept[-1][-1], kept[-1][0]) if len(rows) > limit else None
    if total is None and following is None and after is None:
        total = len(kept)
    return ClaimPage(tuple(_row(r) for r in kept), following, total)


def _where(conditions: Sequence[_Condition], lead: int | None) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = []
    values: list[object] = []
    for i, c in enumerate(conditions):
        parts.append(f"c.number IN ({c.numbers})" if i == lead else c.test)
        values.extend(c.values)
    return " AND ".join(parts), tuple(values)


def _size(connection: Connection, c: _Condition) -> int:
    return int(_one(connection, f"SELECT count(*) FROM (SELECT 1 FROM ({c.numbers}) LIMIT {FEW + 1})", c.values))


def _one(connection: Connection, query: str, values: tuple[object, ...] = ()) -> Any:
    return connection.exec_driver_sql(query, values).scalar_one()


def _conditions(connection: Connection, asked: ClaimFilter) -> Iterator[_Condition]:
    """The conditions asked for; one that nothing can meet asks for nothing."""
    if asked.about is not None:
        match = match_query(asked.about)
        found = "SELECT rowid FROM claim_search WHERE claim_search MATCH ?" if match else "SELECT 1 WHERE ? IS NOT NULL"
        yield _Condition(f"+c.number IN ({found})", found, (match,))
    for kind, part in (("place", asked.place), ("voice", asked.voice)):
        if part is not None:
            yield _named(kind, part)
    for column, sign, value in (("day", ">=", asked.since), ("day", "<=", asked.until), ("frame", "=", asked.frame)):
        if value is not None:
            found = f"SELECT number FROM claims WHERE {column} {sign} ?"
            yield _Condition(f"+c.{column} {sign} ?", found, (value,))
    report = find_report(connection, asked.report).id if asked.report is not None else None
    for kind, mark in (("language", asked.language), ("certainty", asked.certainty), ("report", report)):
        if mark is not None:
            yield _marked(kind, mark)
    for column, wanted in (("contested", asked.contested), ("single_origin", asked.single_origin)):
        if wanted:
            yield _Condition(f"+c.{column} > ?", f"SELECT number FROM claims WHERE {column} > ?", (0,))
    if asked.bbox is not None:
        yield _inside(asked.bbox)


def _marked(kind: str, value: str) -> _Condition:
    found = f"SELECT claim FROM claim_marks WHERE kind = '{kind}' AND value = ?"
    return _Condition(f"EXISTS ({found} AND claim = c.number)", found, (value,))


def _named(kind: str, part: str) -> _Condition:
    """Claims with a name of this kind that holds `part`, folded."""
    match, folded = substring_query(part), indexed(part)
    if match:
        names, value = "SELECT rowid FROM claim_names_search WHERE claim_names_search MATCH ?", match
    else:
        names, value = "SELECT number FROM claim_names WHERE instr(folded, ?) > 0", folded or "\0"
    found = f"SELECT claim FROM claim_marks WHERE kind = '{kind}' AND value IN (SELECT CAST(n.rowid AS TEXT) FROM "
    found += f"claim_names n WHERE n.number IN ({names}))"
    return _Condition(f"+c.number IN ({found})", found, (value,))


def _inside(bbox: tuple[float, float, float, float]) -> _Condition:
    west, south, east, north = bbox
    joined = "AND" if west <= east else "OR"
    box = f"{{c}}lat BETWEEN ? AND ? AND ({{c}}lon >= ? {joined} {{c}}lon <= ?)"
    found = f"SELECT number FROM claims WHERE {box.format(c='')}"
    return _Condition(box.format(c="+c."), found, (south, north, west, east))


def _written(sort: str, key: int, claim: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, key, claim]).encode()).decode().rstrip("=")


def _cursor(after: str, sort: str) -> tuple[int, str]:
    """Where the page before ended; `UsageError` for what no page of this order gave out."""
    try:
        kind, key, claim = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError("this is no cursor that a page gave out", "after") from error
    if kind != sort or type(key) is not int or type(claim) is not str or abs(key) >= 2**63:
        raise UsageError("this cursor belongs to another list", "after")
    return key, claim


def _row(r: Sequence[Any]) -> ClaimRow:
    days = tuple((str(day), int(n)) for day, n in json.loads(r[17]))
    return ClaimRow(
        r[0], r[1], r[2], r[3], r[4], r[5], r[6], Counts(r[7], r[8], r[9], r[10]), r[11], r[12], r[13], r[14],
        tuple(json.loads(r[15])), tuple(json.loads(r[16])), days, bool(r[18]), r[19], r[20],
        r[21], bool(r[22]),
    )  # fmt: skip


def find(connection: Connection, key: str) -> Claim:
    """The claim that an identifier or its beginning means; `LedgerError` when that is not exactly one."""
    found = connection.exec_driver_sql("SELECT number, id FROM claims WHERE id = ?", (key,)).all()
    if not found and key:
        found = connection.exec_driver_sql(
            f"SELECT number, id FROM claims WHERE id >= ? AND id < ? ORDER BY id LIMIT {SHOWN + 1}", (key, key + "\x7f")
        ).all()
    if not found:
        raise LedgerError("no such claim in the ledger", key, "claim-unknown")
    if len(found) > 1:
        shown = ", ".join(str(row.id) for row in found[:SHOWN])
        raise LedgerError(f"several claims begin so: {shown}", key, "claim-ambiguous")
    body = _one(connection, "SELECT body FROM claim_bodies WHERE number = ?", (found[0].number,))
    return claim_from_json(json.loads(body))


def bodies(connection: Connection, asked: ClaimFilter, sort: str, limit: int | None) -> Iterator[Claim]:
    """The claims themselves that meet all conditions, in order, at most `limit`."""
    if sort not in SORTS:
        raise UsageError(f"{sort!r} is none of {', '.join(SORTS)}", "sort")
    where, values = _where(list(_conditions(connection, asked)), None)
    query = "SELECT b.body FROM claims c JOIN claim_bodies b ON b.number = c.number" + (
        f" WHERE {where}" if where else ""
    )
    rows = connection.exec_driver_sql(
        f"{query} ORDER BY c.by_{sort}, c.id LIMIT ?", (*values, -1 if limit is None else limit)
    )
    for row in rows:
        yield claim_from_json(json.loads(row.body))


def of_report(connection: Connection, key: str) -> tuple[ClaimRow, ...]:
    """The claims that a report carries, most independent first."""
    report = find_report(connection, key).id
    query = (
        f"SELECT {_ROW} FROM claim_marks m JOIN claims c ON c.number = m.claim WHERE m.kind = 'report' AND m.value = ? "
        "ORDER BY c.by_independent, c.id"
    )
    return tuple(_row(r) for r in connection.exec_driver_sql(query, (report,)))


def rows_of(connection: Connection, ids: Sequence[str]) -> tuple[ClaimRow, ...]:
    """The rows of these claims, in no order; one that is not there is left out."""
    found: list[ClaimRow] = []
    for i in range(0, len(ids), BATCH):
        some = tuple(ids[i : i + BATCH])
        query = f"SELECT {_ROW} FROM claims c WHERE c.id IN ({', '.join('?' * len(some))})"
        found += [_row(r) for r in connection.exec_driver_sql(query, some)]
    return tuple(found)


def days(connection: Connection, asked: ClaimFilter) -> tuple[ClaimDay, ...]:
    """How many of the claims that meet all conditions each day has, in order; claims without any day are left out."""
    where, values = _where(list(_conditions(connection, asked)), None)
    query = "SELECT c.day, count(*), sum(c.contested > 0) FROM claims c WHERE c.day IS NOT NULL"
    rows = connection.exec_driver_sql(
        f"{query}{' AND ' + where if where else ''} GROUP BY c.day ORDER BY c.day", values
    )
    return tuple(ClaimDay(str(r[0])[:10], int(r[1]), int(r[2])) for r in rows)


def languages(connection: Connection) -> dict[str, int]:
    """How many claims are told in each language."""
    query = "SELECT value, count(*) FROM claim_marks WHERE kind = 'language' GROUP BY value ORDER BY value"
    return {str(r[0]): int(r[1]) for r in connection.exec_driver_sql(query)}


def copies(connection: Connection, report: str | None) -> tuple[Copy, ...]:
    """The copies, or those from and to one report (its address), by target and source."""
    query = "SELECT body FROM claim_copies" + (" WHERE source = ? OR target = ?" if report is not None else "")
    values = (report, report) if report is not None else ()
    rows = connection.exec_driver_sql(f"{query} ORDER BY target, source", values)
    return tuple(copy_from_json(json.loads(row.body)) for row in rows)


def contradictions(connection: Connection, after: int) -> tuple[Contradiction, ...]:
    """The contradictions found since claims were computed up to entry `after`."""
    query = "SELECT claim, other, why, seq FROM claim_contradictions WHERE seq > ? ORDER BY seq, claim, other"
    return tuple(Contradiction(*row) for row in connection.exec_driver_sql(query, (after,)))


def state(connection: Connection) -> ClaimsState:
    """How far the claims are computed."""
    kept = connection.exec_driver_sql("SELECT seq, engine FROM claim_state").one_or_none()
    last = _one(connection, "SELECT seq FROM head")
    return ClaimsState(kept.seq, kept.engine, kept.seq == last) if kept else ClaimsState(0, "", False)


def totals(connection: Connection) -> dict[str, Any]:
    """How many claims there are, contested ones, those of several reports on one origin, and by frame."""
    kept = {str(row.name): int(row.n) for row in connection.exec_driver_sql("SELECT name, n FROM claim_totals")}
    frames = {k.removeprefix("frame:"): n for k, n in sorted(kept.items()) if k.startswith("frame:") and n}
    plain = {k: kept.get(k, 0) for k in ("claims", "contested", "single_origin")}
    return {**plain, "by_frame": frames}
