"""Questions to the tables: reports, versions, statements, faults. Every answer comes in the order of the log, page by
page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, literal_column, or_, select, text

from selon.errors import LedgerError
from selon.ledger.fold import indexed, match_query, substring_query
from selon.ledger.identity import clean, id_of, url_key
from selon.ledger.records import FaultRow, ReportRow, StatementRow, VersionRow, VoiceRow
from selon.ledger.schema import faults, names, reports, statements, versions, voices

Which = Literal["latest", "all"]

PAGE = 200
"""Rows fetched at a time."""
SHOWN = 5
"""How many candidates an ambiguous key names."""

_REPORT = (
    reports.c.number, reports.c.id, reports.c.url, reports.c.name, reports.c.outlet, reports.c.headline,
    reports.c.language,
    reports.c.published, reports.c.modified, reports.c.versions, reports.c.statements, reports.c.first_at,
    reports.c.last_at,
    reports.c.seq,
)  # fmt: skip
_LARGEST = 2**63 - 1


def report_rows(connection: Connection, limit: int | None, after: int) -> Iterator[ReportRow]:
    """Reports numbered above `after`, at most `limit`."""
    query = select(*_REPORT).where(reports.c.number > after).order_by(reports.c.number).limit(limit)
    with connection.execution_options(yield_per=PAGE).execute(query) as rows:
        for row in rows:
            yield ReportRow(**row._mapping)


def find_report(connection: Connection, key: str) -> ReportRow:
    """The one report that `key` means; see `Ledger.report`. `LedgerError` when there is none, or more than one."""
    key = clean(key.strip())
    for condition in _meanings(key):
        rows = connection.execute(select(*_REPORT).where(condition).order_by(reports.c.number).limit(SHOWN + 1)).all()
        if len(rows) == 1:
            return ReportRow(**rows[0]._mapping)
        if rows:
            shown = ", ".join(row.id for row in rows[:SHOWN]) + (" …" if len(rows) > SHOWN else "")
            raise LedgerError(f"this can mean several reports: {shown}", key, "report-ambiguous")
    raise LedgerError("no such report in the ledger", key, "report-unknown")


def _meanings(key: str) -> Iterator[ColumnElement[bool]]:
    """What a key may mean, the surest first."""
    yield or_(reports.c.id == key, reports.c.id == id_of(url_key(key)))
    if key.isascii() and key.isdigit():
        yield reports.c.number == min(int(key[:19]), _LARGEST)
    yield reports.c.id.in_(select(versions.c.report).where(versions.c.capture == key))
    yield reports.c.name == key
    prefix = key.removeprefix("r-")
    if prefix and all(c in "0123456789abcdef" for c in prefix):
        yield and_(reports.c.id >= "r-" + prefix, reports.c.id < "r-" + prefix + "g")


def version_rows(connection: Connection, report: str) -> list[VersionRow]:
    """All versions of a report, the first one first; empty for an unknown identifier."""
    query = select(versions).where(versions.c.report == report).order_by(versions.c.version)
    fields = VersionRow.__dataclass_fields__
    return [VersionRow(**{key: row._mapping[key] for key in fields}) for row in connection.execute(query)]


def fault_rows(connection: Connection, after: int, limit: int | None) -> Iterator[FaultRow]:
    """Faults of entries behind number `after`."""
    columns = [faults.c[key] for key in FaultRow.__dataclass_fields__]
    query = select(*columns).where(faults.c.seq > after).order_by(faults.c.seq, faults.c.position).limit(limit)
    with connection.execution_options(yield_per=PAGE).execute(query) as rows:
        for row in rows:
            yield FaultRow(*row)


def _said_by(by: str) -> ColumnElement[bool]:
    """Statements of which one voice's folded name holds `by`, folded."""
    part, match = indexed(by), substring_query(by)
    if match is not None:
        named: Select[Any] = select(literal_column("rowid")).select_from(text("names_search"))
        named = named.where(text("names_search MATCH :by").bindparams(by=match))
    elif part:
        named = select(names.c.number).where(func.instr(names.c.folded, part) > 0)
    else:
        return false()
    return statements.c.number.in_(select(voices.c.statement).where(voices.c.name.in_(named)))


def _holding(words: str) -> ColumnElement[bool]:
    """Statements whose content holds the words of a query."""
    match = match_query(words)
    if match is None:
        return false()
    found: Select[Any] = select(literal_column("rowid")).select_from(text("search"))
    return statements.c.number.in_(found.where(text("search MATCH :words").bindparams(words=match)))


def statement_query(
    by: str | None, certainty: str | None, words: str | None, kind: str | None, report: str | None, which: Which
) -> Select[Any]:
    """The query behind `Ledger.statements`, without order and bounds."""
    about = (reports.c.url, reports.c.name, reports.c.outlet, reports.c.headline, reports.c.published)
    query = select(statements, *about).join(reports, reports.c.id == statements.c.report)
    if which == "latest":
        query = query.where(reports.c.versions == statements.c.version)
    if by is not None:
        query = query.where(_said_by(by))
    if words is not None:
        query = query.where(_holding(words))
    for column, value in (
        (statements.c.certainty, certainty),
        (statements.c.kind, kind),
        (statements.c.report, report),
    ):
        if value is not None:
            query = query.where(column == value)
    return query


def statement_rows(connection: Connection, query: Select[Any], limit: int | None, after: int) -> Iterator[StatementRow]:
    """The statements that `query` finds, numbered above `after`, at most `limit`, each with its chain."""
    query = query.where(statements.c.number > after).order_by(statements.c.number).limit(limit)
    with connection.execution_options(yield_per=PAGE).execute(query) as result:
        for rows in result.partitions(PAGE):
            chains = _chains(connection, [row.number for row in rows])
            for row in rows:
                yield StatementRow(**row._mapping, voices=tuple(chains.get(row.number, ())))


def _chains(connection: Connection, numbers: Sequence[int]) -> dict[int, list[VoiceRow]]:
    query = select(voices).where(voices.c.statement.in_(numbers)).order_by(voices.c.statement, voices.c.position)
    chains: dict[int, list[VoiceRow]] = {}
    for row in connection.execute(query):
        chains.setdefault(row.statement, []).append(VoiceRow(row.text, row.kind, row.manner, row.cue, row.entity))
    return chains
