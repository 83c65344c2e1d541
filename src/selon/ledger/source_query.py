"""Questions to the tables of sources. Each costs what it shows; see `source_schema`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from selon.errors import LedgerError
from selon.ledger.claim_conditions import STEPS
from selon.ledger.claim_plan import pays
from selon.ledger.claim_records import ClaimRow
from selon.ledger.claim_rows import row_of
from selon.ledger.fold import indexed
from selon.ledger.source_records import SourceCounts, SourceFlow, SourceRows, StaleClaim
from selon.wire_claims import claim_from_json

_COUNTS = (
    "s.key, s.type, s.kind, s.name, s.private, s.side, s.country, -s.rank, s.reports, s.asserted, s.alone, s.dated, s.confirmed, "
    "s.contradicted, s.corrected"
)


def stale(connection: Connection, limit: int) -> list[StaleClaim]:
    """Claims that were written or taken out since they were counted, at most `limit`."""
    query = (
        "SELECT s.number, s.token, b.body FROM claim_stale s LEFT JOIN claim_bodies b ON b.number = s.number "
        "ORDER BY s.number LIMIT ?"
    )
    return [
        StaleClaim(number, token, claim_from_json(json.loads(body)) if body is not None else None)
        for number, token, body in connection.execute(query, (limit,))
    ]


def waiting(connection: Connection, most: int) -> int:
    """How many claims wait to be counted; counted up to `most`."""
    query = "SELECT count(*) FROM (SELECT 1 FROM claim_stale LIMIT ?)"
    return int(connection.execute(query, (most,)).fetchone()[0])


def page(
    connection: Connection, kind: str | None, text: str, limit: int, after: tuple[int, str] | None, hidden: bool
) -> SourceRows:
    """Sources, those with the most claims first; see `Ledger.sources`."""
    where, values = ["s.listed = ?", "s.rank < 0"], [int(kind != "unidentified")]
    more: list[object] = []
    if kind in ("outlet", "voice"):
        where.append("s.type = ?")
        more.append(kind)
    if part := indexed(text):
        where.append("instr(s.folded, ?) > 0" + (" AND s.private = 0" if hidden else ""))
        more.append(part)
    tests = " AND ".join(where)
    total = connection.execute(f"SELECT count(*) FROM sources s WHERE {tests}", (*values, *more)).fetchone()[0]
    if after is not None:
        tests += " AND (s.rank, s.name, s.key) > (?, coalesce((SELECT name FROM sources WHERE key = ?), ''), ?)"
        more += [-after[0], after[1], after[1]]
    query = f"SELECT {_COUNTS} FROM sources s WHERE {tests} ORDER BY s.rank, s.name, s.key LIMIT ?"
    rows = [_counts(row) for row in connection.execute(query, (*values, *more, limit + 1))]
    return SourceRows(tuple(rows[:limit]), len(rows) > limit, total)


def one(connection: Connection, key: str) -> SourceCounts:
    """The source of a key; `LedgerError` when there is none."""
    row = connection.execute(f"SELECT {_COUNTS} FROM sources s WHERE s.key = ? AND s.rank < 0", (key,)).fetchone()
    if row is None:
        raise LedgerError("no such source in the ledger", key, "source-unknown")
    return _counts(row)


def _counts(row: Sequence[object]) -> SourceCounts:
    key, kind, sort, name, private, side, country, *counts = row
    return SourceCounts(key, kind, sort, name, bool(private), side, country, *counts)  # type: ignore[arg-type]


def claims(connection: Connection, key: str, limit: int) -> tuple[ClaimRow, ...]:
    """The claims of a source, those in the most reports first, at most `limit`."""
    number, rank = connection.execute("SELECT number, rank FROM sources WHERE key = ?", (key,)).fetchone() or (0, 0)
    last = connection.execute("SELECT coalesce(max(number), 0) FROM claims").fetchone()[0]
    if pays(-rank, STEPS, limit, last):
        chosen = (
            "source_claims x CROSS JOIN claims c ON c.number = x.claim WHERE x.source = ? ORDER BY +c.by_reports, c.id"
        )
    else:
        chosen = (
            "claims c WHERE EXISTS (SELECT 1 FROM source_claims x WHERE x.claim = c.number AND x.source = ?) "
            "ORDER BY c.by_reports, c.id"
        )
    query = (
        f"SELECT s.shown, s.private FROM (SELECT c.number, c.by_reports, c.id FROM {chosen} LIMIT ?) c "
        "JOIN claim_shown s ON s.number = c.number ORDER BY c.by_reports, c.id"
    )
    return tuple(row_of(*row) for row in connection.execute(query, (number, limit)))


def flows(connection: Connection, key: str, back: bool) -> tuple[SourceFlow, ...]:
    """Whom a source passes on, or (`back`) who passes it on, the most claims first."""
    own, other = ("whom", "who") if back else ("who", "whom")
    query = (
        f"SELECT o.key, o.name, o.private, count(DISTINCT f.claim) AS n, group_concat(DISTINCT f.how) FROM source_flows f JOIN "
        f"sources o ON o.number = f.{other} WHERE f.{own} = (SELECT number FROM sources WHERE key = ?) GROUP BY f.{other} "
        "ORDER BY n DESC, o.name, o.key"
    )
    return tuple(
        SourceFlow(name, said, bool(private), n, tuple(sorted(how.split(","))))
        for name, said, private, n, how in connection.execute(query, (key,))
    )


def corrected(connection: Connection, reports: Iterable[str], keys: Sequence[str]) -> dict[str, int]:
    """How many of some reports (identifiers) each of some sources has; none is left out."""
    query = (
        "SELECT s.key, count(DISTINCT r.address) FROM source_reports r JOIN sources s ON s.number = r.source WHERE r.report IN "
        "(SELECT value FROM json_each(?)) AND s.key IN (SELECT value FROM json_each(?)) GROUP BY s.key"
    )
    found = connection.execute(query, (json.dumps(list(reports)), json.dumps(list(keys))))
    return dict.fromkeys(keys, 0) | {str(key): int(n) for key, n in found}
