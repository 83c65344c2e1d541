"""Writing the tables of sources, inside one write transaction: the desk counts, this keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from selon.ledger.fold import indexed
from selon.ledger.source_records import SourceName, ToldBy
from selon.ledger.source_schema import AGAINST, ASSERTED, DATED

_NAMED = ("type", "kind", "listed", "name", "folded", "private", "side", "country", "called")
_NAME = (
    f"INSERT INTO sources (key, {', '.join(_NAMED)}) VALUES (?{', ?' * len(_NAMED)}) ON CONFLICT (key) DO UPDATE SET "
    f"{', '.join(f'{c} = excluded.{c}' for c in _NAMED if c != 'private')} "
    "WHERE (excluded.called, excluded.name) < (called, name)"
)
"""Of several names the one that `SourceName.rank` puts first, in whichever order they come."""
_AGAINST = (
    "SELECT c.number FROM claim_contradictions x JOIN claims c ON c.id = x.other WHERE x.claim = :id UNION "
    "SELECT c.number FROM claim_contradictions x JOIN claims c ON c.id = x.claim WHERE x.other = :id"
)


class SourceTables:
    """The tables of sources inside one write transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def put_all(self, counted: Sequence[tuple[int, int, ToldBy | None]]) -> None:
        """Keep who tells some claims, each with its number and the token of the change that was counted; `None` for a claim
        that is gone. A claim that was written again since stays to be counted again."""
        for number, token, told in counted:
            for table in ("source_claims", "source_flows", "source_times"):
                self._run(f"DELETE FROM {table} WHERE claim = ?", (number,))
            if told is not None:
                self._put(number, told)
            self._run("DELETE FROM claim_stale WHERE number = ? AND token = ?", (number, token))
        against = {number: self._against(number) for number, _, told in counted if told is not None}
        for number in sorted({n for one, others in against.items() if others for n in (one, *others)}):
            self._contradict(number)

    def _put(self, number: int, told: ToldBy) -> None:
        of = {name.key: self._number(name) for name in told.names}
        self._run("INSERT INTO source_times VALUES (?, ?)", (number, told.first))
        self._many(
            "INSERT INTO source_claims VALUES (?, ?, ?)", [(number, of[k], n) for k, n in sorted(told.said.items())]
        )
        self._many(
            "INSERT OR IGNORE INTO source_flows VALUES (?, ?, ?, ?)",
            [(number, of[a], of[b], how) for a, b, how in told.flows],
        )
        self._many(
            "INSERT OR IGNORE INTO source_reports VALUES (?, ?, ?)", [(of[k], *where) for k, *where in told.reports]
        )

    def _number(self, n: SourceName) -> int:
        values = (
            n.key, n.type, n.kind, int(n.kind != "unidentified"), n.name, indexed(n.name), int(n.private), n.side, n.country,
            n.rank[0],
        )  # fmt: skip
        self._run(_NAME, values)
        if n.private:
            self._run("UPDATE sources SET private = 1 WHERE key = ? AND private = 0", (n.key,))
        return int(self.connection.exec_driver_sql("SELECT number FROM sources WHERE key = ?", (n.key,)).scalar_one())

    def _against(self, number: int) -> set[int]:
        """The claims that contradict one."""
        name = self.connection.exec_driver_sql("SELECT id FROM claims WHERE number = ?", (number,)).scalar_one_or_none()
        found = self.connection.exec_driver_sql(_AGAINST, {"id": name}) if name is not None else ()
        return {int(row[0]) for row in found}

    def _contradict(self, number: int) -> None:
        """Note of whom a claim is contradicted by another that was first published later; of those who do not assert both."""
        later = [other for other in sorted(self._against(number)) if self._first(other) > self._first(number) > ""]
        for source, said in self.connection.exec_driver_sql(
            "SELECT source, said FROM source_claims WHERE claim = ?", (number,)
        ).all():
            against = said & DATED and any(not self._said(other, source) & ASSERTED for other in later)
            now = said | AGAINST if against else said & ~AGAINST
            if now != said:
                self._run("UPDATE source_claims SET said = ? WHERE claim = ? AND source = ?", (now, number, source))

    def _first(self, claim: int) -> str:
        found = self.connection.exec_driver_sql("SELECT first FROM source_times WHERE claim = ?", (claim,))
        return str(found.scalar_one_or_none() or "")

    def _said(self, claim: int, source: int) -> int:
        query = "SELECT said FROM source_claims WHERE claim = ? AND source = ?"
        return int(self.connection.exec_driver_sql(query, (claim, source)).scalar_one_or_none() or 0)

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        if some := list(rows):
            self.connection.exec_driver_sql(statement, some)

    def _run(self, statement: str, values: tuple[object, ...]) -> None:
        self.connection.exec_driver_sql(statement, values)
