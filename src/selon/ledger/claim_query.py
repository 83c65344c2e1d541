"""Questions to the tables of claims, page by page; how a page is found says `claim_plan`."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from selon.errors import LedgerError, UsageError
from selon.ledger import log
from selon.ledger.claim_conditions import conditions, where
from selon.ledger.claim_plan import Counted, Plan, planned
from selon.ledger.claim_records import (
    ClaimDay,
    ClaimFilter,
    ClaimLines,
    ClaimPage,
    ClaimRow,
    ClaimsState,
    Contradiction,
)
from selon.ledger.claim_rows import row_of
from selon.ledger.claim_schema import SORTS
from selon.ledger.query import find_report
from selon.ledger.records import Head
from selon.model import Claim, Copy
from selon.wire_claims import claim_from_json, copy_from_json

MOST = 1000
"""Rows of one page at most."""
SHOWN = 5
BATCH = 500

_STANDING = "SELECT h.seq, h.hash, s.seq, s.engine FROM head h LEFT JOIN claim_state s"
_ROW = "s.shown, s.private"
_SHOWN = "JOIN claim_shown s ON s.number = c.number"


def lines(
    connection: sqlite3.Connection, asked: ClaimFilter, sort: str, limit: int, after: str | None, counted: Counted
) -> ClaimLines:
    """One page of the claims that meet all conditions, each as the JSON that was made of it; see `Ledger.claim_lines`."""
    if sort not in SORTS:
        raise UsageError(f"{sort!r} is none of {', '.join(SORTS)}", "sort")
    limit = max(1, min(limit, MOST))
    kept = standing(connection)[1]
    plan = planned(connection, asked, limit + 1, _state_of(kept), counted)
    # One row with all that was found: Python gives way to other threads between two rows of an answer.
    query = "SELECT group_concat(c.place, ' '), group_concat(c.id, ' '), group_concat(s.private, ' '), "
    query += f"group_concat(s.shown, char(10)) FROM ({_chosen(plan, f'by_{sort}', after is not None)}) c {_SHOWN}"
    behind = _cursor(after, sort) if after is not None else ()
    found = connection.execute(query, (*plan.values, *behind, limit + 1)).fetchone()
    rows = sorted(
        zip(map(int, _parts(found[0])), _parts(found[1]), _parts(found[2]), _parts(found[3], "\n"), strict=True)
    )
    page = rows[:limit]
    following = _written(sort, page[-1][0], page[-1][1]) if len(rows) > limit else None
    total = len(page) if plan.total is None and following is None and after is None else plan.total
    return ClaimLines(tuple(r[3] for r in page), tuple(r[2] == "1" for r in page), following, total, kept)


def _chosen(plan: Plan, order: str, further: bool) -> str:
    """The query of a page's claims in their order. further: those behind a cursor."""
    plus = "+" if plan.led else ""
    behind = f" AND ({plus}c.{order}, c.id) > (?, ?)" if further else ""
    return (
        f"SELECT c.number, c.id, c.{order} AS place FROM {plan.source}{behind} ORDER BY {plus}c.{order}, c.id LIMIT ?"
    )


def _parts(joined: str | None, sign: str = " ") -> list[str]:
    return joined.split(sign) if joined else []


def page(
    connection: sqlite3.Connection, asked: ClaimFilter, sort: str, limit: int, after: str | None, counted: Counted
) -> ClaimPage:
    """One page of the claims that meet all conditions; see `Ledger.claim_rows`."""
    found = lines(connection, asked, sort, limit, after, counted)
    rows = tuple(row_of(text, private) for text, private in zip(found.rows, found.private, strict=True))
    return ClaimPage(rows, found.next, found.total)


def _one(connection: Connection, query: str, values: tuple[object, ...] = ()) -> Any:
    return connection.exec_driver_sql(query, values).scalar_one()


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
    tests, values = where(list(conditions(asked)))
    query = "SELECT b.body FROM claims c JOIN claim_bodies b ON b.number = c.number" + (
        f" WHERE {tests}" if tests else ""
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
        f"SELECT {_ROW} FROM claim_marks m JOIN claims c ON c.number = m.claim {_SHOWN} WHERE m.kind = 'report' AND "
        "m.value = ? ORDER BY c.by_independent, c.id"
    )
    return tuple(row_of(*r) for r in connection.exec_driver_sql(query, (report,)))


def rows_of(connection: Connection, ids: Sequence[str]) -> tuple[ClaimRow, ...]:
    """The rows of these claims, in no order; one that is not there is left out."""
    found: list[ClaimRow] = []
    for i in range(0, len(ids), BATCH):
        some = tuple(ids[i : i + BATCH])
        query = f"SELECT {_ROW} FROM claims c {_SHOWN} WHERE c.id IN ({', '.join('?' * len(some))})"
        found += [row_of(*r) for r in connection.exec_driver_sql(query, some)]
    return tuple(found)


def days(connection: sqlite3.Connection, asked: ClaimFilter, counted: Counted) -> tuple[ClaimDay, ...]:
    """How many of the claims that meet all conditions each day has, in order; claims without any day are left out."""
    state = _state_of(standing(connection)[1])
    if asked == ClaimFilter():
        return counted.get((state, "days"), lambda: _days(connection, "claims c WHERE 1", ()))
    plan = planned(connection, asked, MOST, state, counted)
    if plan.led:
        return _days(connection, plan.source, plan.values)
    tests, values = where(list(conditions(asked)))
    return _days(connection, f"claims c INDEXED BY claims_by_newest WHERE {tests}", values)


def _days(connection: sqlite3.Connection, source: str, values: tuple[object, ...]) -> tuple[ClaimDay, ...]:
    query = f"SELECT c.day, count(*), sum(c.contested > 0) FROM {source} AND c.day IS NOT NULL GROUP BY c.day ORDER BY c.day"
    return tuple(
        ClaimDay(str(day)[:10], claims, contested) for day, claims, contested in connection.execute(query, values)
    )


def languages(connection: sqlite3.Connection, counted: Counted) -> dict[str, int]:
    """How many claims are told in each language."""
    query = "SELECT value, count(*) FROM claim_marks WHERE kind = 'language' GROUP BY value ORDER BY value"
    state = _state_of(standing(connection)[1])
    return dict(counted.get((state, "languages"), lambda: tuple(connection.execute(query).fetchall())))


def copies(connection: Connection, report: str | None) -> tuple[Copy, ...]:
    """The copies, or those from and to one report (its address), by target and source."""
    query = "SELECT body FROM claim_copies" + (" WHERE source = ? OR target = ?" if report is not None else "")
    values = (report, report) if report is not None else ()
    rows = connection.exec_driver_sql(f"{query} ORDER BY target, source", values)
    return tuple(copy_from_json(json.loads(row.body)) for row in rows)


def contradictions(connection: Connection, after: int) -> tuple[Contradiction, ...]:
    """The contradictions found since claims were computed up to entry `after`."""
    query = (
        "SELECT c.claim, c.other, c.why, c.seq, e.at, e.actor FROM claim_contradictions c JOIN entries e ON e.seq = c.seq "
        "WHERE c.seq > ? ORDER BY c.seq, c.claim, c.other"
    )
    return tuple(Contradiction(*row) for row in connection.exec_driver_sql(query, (after,)))


def new_contradictions(
    connection: Connection, before: int | None, limit: int, skipped: int
) -> tuple[Contradiction, ...]:
    """The contradictions found up to entries before one, the newest first."""
    query = (
        "SELECT c.claim, c.other, c.why, c.seq, e.at, e.actor FROM claim_contradictions c JOIN entries e ON e.seq = c.seq "
        "WHERE c.seq < ? ORDER BY c.seq DESC, c.claim, c.other LIMIT ? OFFSET ?"
    )
    end = before if before is not None else 2**62
    return tuple(Contradiction(*row) for row in connection.exec_driver_sql(query, (end, limit, skipped)))


def state(connection: Connection) -> ClaimsState:
    """How far the claims are computed."""
    return _standing(connection.exec_driver_sql(_STANDING).one_or_none())[1]


def standing(connection: sqlite3.Connection) -> tuple[Head, ClaimsState]:
    """Where the log ends and how far the claims are computed, at one moment."""
    return _standing(connection.execute(_STANDING).fetchone())


def _state_of(kept: ClaimsState) -> tuple[int, str]:
    """What tells one state of the claims from another."""
    return kept.seq, kept.engine


def _standing(found: Sequence[Any] | None) -> tuple[Head, ClaimsState]:
    if found is None:
        raise log.headless()
    seq, hashed, upto, engine = found
    kept = ClaimsState(upto, engine, upto == seq) if upto is not None else ClaimsState(0, "", False)
    return Head(seq, hashed), kept


def totals(connection: Connection) -> dict[str, Any]:
    """How many claims there are, contested ones, those of several reports on one origin, and by frame."""
    kept = {str(row.name): int(row.n) for row in connection.exec_driver_sql("SELECT name, n FROM claim_totals")}
    frames = {k.removeprefix("frame:"): n for k, n in sorted(kept.items()) if k.startswith("frame:") and n}
    plain = {k: kept.get(k, 0) for k in ("claims", "contested", "single_origin")}
    return {**plain, "by_frame": frames}
