"""Questions to the tables of claims, page by page.

A page is either *walked*, along the index of its order until enough rows meet the conditions, or *led* by the rarest
condition, whose few rows are then put in order. Which one is decided by counting at most `FEW` rows of each condition.
On a walk, a condition on words or names is met by a list made first, of all claims that meet it; where that list would be
longer than the walk, each row is asked instead.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isqrt
from typing import Any

from sqlalchemy import Connection

from selon.errors import LedgerError, UsageError
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
from selon.ledger.fold import indexed, match_query, needles, substring_query
from selon.ledger.query import find_report
from selon.model import Claim, Copy
from selon.wire_claims import claim_from_json, copy_from_json

FEW = 3000
"""A condition that no more claims meet leads."""
MOST = 1000
"""Rows of one page at most."""
DEAR = 30
"""Asking a row costs as much as putting so many into a list."""
SHOWN = 5
BATCH = 500

_ROW = "s.shown, s.private"
_SHOWN = "JOIN claim_shown s ON s.number = c.number"


@dataclass(frozen=True, slots=True)
class _Condition:
    """One condition: as a filter of a row `c`, and as a query of the numbers of all claims that meet it.

    asks: another filter, for a walk on which many rows meet the condition, with its own values. dear: how dear it is
    beside the list: it pays from the square root of so many times the number of claims on. ordered: the query gives
    numbers in order, so that the first ones tell how many there are.
    """

    test: str
    numbers: str
    values: tuple[object, ...]
    asks: str = ""
    asked: tuple[object, ...] = ()
    dear: int = 0
    ordered: bool = False


def lines(connection: Connection, asked: ClaimFilter, sort: str, limit: int, after: str | None) -> ClaimLines:
    """One page of the claims that meet all conditions, each as the JSON that was made of it; see `Ledger.claim_lines`."""
    if sort not in SORTS:
        raise UsageError(f"{sort!r} is none of {', '.join(SORTS)}", "sort")
    limit = max(1, min(limit, MOST))
    conditions = list(_conditions(connection, asked))
    lead, total = _planned(connection, conditions)
    where, values = _where(conditions, lead)
    order, plus = f"by_{sort}", "+" if lead is not None else ""
    if after is not None:
        where = f"{where} AND ({plus}c.{order}, c.id) > (?, ?)" if where else f"(c.{order}, c.id) > (?, ?)"
        values = (*values, *_cursor(after, sort))
    chosen = f"SELECT c.number, c.id, c.{order} AS place FROM claims c" + (f" WHERE {where}" if where else "")
    chosen += f" ORDER BY {plus}c.{order}, c.id LIMIT ?"
    # One row with all that was found: Python gives way to other threads between two rows of an answer.
    query = "SELECT group_concat(c.place, ' '), group_concat(c.id, ' '), group_concat(s.private, ' '), "
    query += f"group_concat(s.shown, char(10)) FROM ({chosen}) c {_SHOWN}"
    found = connection.exec_driver_sql(query, (*values, limit + 1)).one()
    rows = sorted(
        zip(map(int, _parts(found[0])), _parts(found[1]), _parts(found[2]), _parts(found[3], "\n"), strict=True)
    )
    kept = rows[:limit]
    following = _written(sort, kept[-1][0], kept[-1][1]) if len(rows) > limit else None
    if total is None and following is None and after is None:
        total = len(kept)
    return ClaimLines(tuple(r[3] for r in kept), tuple(r[2] == "1" for r in kept), following, total)


def _parts(joined: str | None, sign: str = " ") -> list[str]:
    return joined.split(sign) if joined else []


def page(connection: Connection, asked: ClaimFilter, sort: str, limit: int, after: str | None) -> ClaimPage:
    """One page of the claims that meet all conditions; see `Ledger.claim_rows`."""
    found = lines(connection, asked, sort, limit, after)
    rows = tuple(row_of(text, private) for text, private in zip(found.rows, found.private, strict=True))
    return ClaimPage(rows, found.next, found.total)


def _planned(connection: Connection, conditions: list[_Condition]) -> tuple[int | None, int | None]:
    """Which condition leads, if any is met by few claims; how many claims meet all, where that is cheap to say.

    A condition that many claims meet is replaced by the one that asks each row.
    """
    if not conditions:
        return None, totals(connection)["claims"]
    last = _one(connection, "SELECT coalesce(max(number), 0) FROM claims") if any(c.dear for c in conditions) else 0
    most = [max(FEW, 0 if c.ordered else isqrt(c.dear * last)) for c in conditions]
    sizes = _sizes(connection, conditions, most, last)
    size, lead = min((n, i) for i, n in enumerate(sizes))
    for i, c in enumerate(conditions):
        if c.dear and (i != lead or size > FEW) and sizes[i] > (isqrt(c.dear * last) if size > FEW else DEAR * size):
            conditions[i] = replace(c, test=c.asks, values=c.asked)
    if size > FEW:
        return None, None
    if len(conditions) == 1:
        return lead, size
    where, values = _where(conditions, lead)
    return lead, int(_one(connection, f"SELECT count(*) FROM claims c WHERE {where}", values))


def _sizes(connection: Connection, conditions: Sequence[_Condition], most: Sequence[int], last: int) -> list[int]:
    """How many claims meet each condition: counted up to `most`, above that the least there are, or a guess."""
    counted = ", ".join(
        f"(SELECT count(*) || ' ' || coalesce(max(n), 1) FROM (SELECT n FROM ({c.numbers}) LIMIT {m + 1}))"
        for c, m in zip(conditions, most, strict=True)
    )
    found = connection.exec_driver_sql(f"SELECT {counted}", tuple(v for c in conditions for v in c.values)).one()
    sizes = []
    for text, c, m in zip(found, conditions, most, strict=True):
        size, reached = map(int, text.split())
        sizes.append(size * max(1, last // reached) if c.ordered and size > m else size)
    return sizes


def _where(conditions: Sequence[_Condition], lead: int | None) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = []
    values: list[object] = []
    for i, c in enumerate(conditions):
        parts.append(f"c.number IN ({c.numbers})" if i == lead else c.test)
        values.extend(c.values)
    return " AND ".join(parts), tuple(values)


def _one(connection: Connection, query: str, values: tuple[object, ...] = ()) -> Any:
    return connection.exec_driver_sql(query, values).scalar_one()


def _conditions(connection: Connection, asked: ClaimFilter) -> Iterator[_Condition]:
    """The conditions asked for; one that nothing can meet asks for nothing."""
    if asked.about is not None:
        yield _about(asked.about)
    for kind, part in (("place", asked.place), ("voice", asked.voice)):
        if part is not None:
            yield _named(kind, part)
    if days := [(sign, day) for sign, day in ((">=", asked.since), ("<=", asked.until)) if day is not None]:
        test = " AND ".join(f"{{c}}day {sign} ?" for sign, _ in days)
        found = f"SELECT number AS n FROM claims WHERE {test.format(c='')}"
        yield _Condition(test.format(c="+c."), found, tuple(day for _, day in days))
    if asked.frame is not None:
        yield _Condition("+c.frame = ?", "SELECT number AS n FROM claims WHERE frame = ?", (asked.frame,))
    report = find_report(connection, asked.report).id if asked.report is not None else None
    for kind, mark in (("language", asked.language), ("certainty", asked.certainty), ("report", report)):
        if mark is not None:
            yield _marked(kind, mark)
    for column, wanted in (("contested", asked.contested), ("single_origin", asked.single_origin)):
        if wanted:
            yield _Condition(f"+c.{column} > 0", f"SELECT number AS n FROM claims WHERE {column} > 0", ())
    if asked.bbox is not None:
        yield _inside(asked.bbox)


def _about(words: str) -> _Condition:
    """Claims of which the words hold all of a query."""
    match = match_query(words)
    if match is None:
        return _Condition("0", "SELECT 1 AS n WHERE 0", ())
    found = "SELECT rowid AS n FROM claim_search WHERE claim_search MATCH ?"
    held = "instr((SELECT ' ' || b.words || ' ' FROM claim_bodies b WHERE b.number = c.number), ?) > 0"
    wanted = tuple(needles(words))
    return _Condition(
        f"+c.number IN ({found})", found, (match,), " AND ".join([held] * len(wanted)), wanted, 1700, ordered=True
    )


def _marked(kind: str, value: str) -> _Condition:
    found = f"SELECT claim AS n FROM claim_marks WHERE kind = '{kind}' AND value = ?"
    return _Condition(f"EXISTS ({found} AND claim = c.number)", found, (value,))


def _named(kind: str, part: str) -> _Condition:
    """Claims with a name of this kind that holds `part`, folded."""
    match, folded = substring_query(part), indexed(part)
    if match:
        names, value = "SELECT CAST(rowid AS TEXT) FROM claim_names_search WHERE claim_names_search MATCH ?", match
    else:
        names, value = "SELECT CAST(number AS TEXT) FROM claim_names WHERE instr(folded, ?) > 0", folded or "\0"
    found = f"SELECT claim AS n FROM claim_marks WHERE kind = '{kind}' AND value IN ({names})"
    asks = f"EXISTS ({found.replace(' value IN', ' +value IN')} AND claim = c.number)"
    return _Condition(f"+c.number IN ({found})", found, (value,), asks, (value,), 340)


def _inside(bbox: tuple[float, float, float, float]) -> _Condition:
    west, south, east, north = bbox
    joined = "AND" if west <= east else "OR"
    box = f"{{c}}lat BETWEEN ? AND ? AND ({{c}}lon >= ? {joined} {{c}}lon <= ?)"
    found = f"SELECT number AS n FROM claims WHERE {box.format(c='')}"
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
    kept = connection.exec_driver_sql("SELECT seq, engine FROM claim_state").one_or_none()
    last = _one(connection, "SELECT seq FROM head")
    return ClaimsState(kept.seq, kept.engine, kept.seq == last) if kept else ClaimsState(0, "", False)


def totals(connection: Connection) -> dict[str, Any]:
    """How many claims there are, contested ones, those of several reports on one origin, and by frame."""
    kept = {str(row.name): int(row.n) for row in connection.exec_driver_sql("SELECT name, n FROM claim_totals")}
    frames = {k.removeprefix("frame:"): n for k, n in sorted(kept.items()) if k.startswith("frame:") and n}
    plain = {k: kept.get(k, 0) for k in ("claims", "contested", "single_origin")}
    return {**plain, "by_frame": frames}
