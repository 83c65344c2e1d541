"""The end of the log, newest first, without the bodies that hold whole reports: what an inbox shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from selon.ledger.log import entry_of
from selon.ledger.query import report_rows_of, version_rows_at
from selon.ledger.records import ReportRow, VersionRow
from selon.ledger.schema import entries


@dataclass(frozen=True, slots=True)
class Recent:
    """One entry as an inbox needs it.

    body: empty for entries of kind `report`; what they say is in `version`. report: the report that the entry is about,
    as it stands now; `None` for entries about none.
    """

    seq: int
    at: str
    actor: str
    kind: str
    body: Mapping[str, object]
    version: VersionRow | None
    report: ReportRow | None


def recent(connection: Connection, kinds: Collection[str], before: int | None, limit: int) -> list[Recent]:
    """The last entries of these kinds numbered below `before`, at most `limit`, newest first."""
    numbers = _numbers(connection, kinds, before, limit)
    if not numbers:
        return []
    asked = select(entries.c.seq, entries.c.at, entries.c.actor, entries.c.kind).where(entries.c.seq.in_(numbers))
    rows = connection.execute(asked.order_by(entries.c.seq.desc())).all()
    versions = {row.seq: row for row in version_rows_at(connection, numbers)}
    bodies = _bodies(connection, [row.seq for row in rows if row.kind != "report"])
    about = {row.seq: _report_of(versions.get(row.seq), bodies.get(row.seq, {})) for row in rows}
    reports = {row.id: row for row in report_rows_of(connection, {key for key in about.values() if key})}
    return [
        Recent(
            row.seq, row.at, row.actor, row.kind, bodies.get(row.seq, {}), versions.get(row.seq),
            reports.get(about[row.seq] or ""),
        )
        for row in rows
    ]  # fmt: skip


def _numbers(connection: Connection, kinds: Collection[str], before: int | None, limit: int) -> list[int]:
    """The numbers of the entries: each kind's last ones from the index, so that a long run of others costs nothing."""
    found: list[int] = []
    for kind in set(kinds):
        query = select(entries.c.seq).where(entries.c.kind == kind).order_by(entries.c.seq.desc()).limit(limit)
        if before is not None:
            query = query.where(entries.c.seq < before)
        found += connection.execute(query).scalars()
    return sorted(found, reverse=True)[:limit]


def _bodies(connection: Connection, numbers: Sequence[int]) -> dict[int, Mapping[str, object]]:
    rows = connection.execute(select(entries).where(entries.c.seq.in_(numbers)))
    return {row.seq: entry_of(row).body for row in rows}


def _report_of(version: VersionRow | None, body: Mapping[str, object]) -> str | None:
    if version is not None:
        return version.report
    named = body.get("report")
    return named if isinstance(named, str) else None
