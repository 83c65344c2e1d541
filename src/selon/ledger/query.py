"""Questions to the tables: reports, versions, statements, faults. Every answer comes in the order of the log, page by
page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, and_, column, false, func, or_, select, table

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
# The column that has the name of its full-text index stands for the whole row in a match.
_search = table("search", column("rowid", Integer), column("search", Text))
_headlines = table("headlines", column("rowid", Integer), column("headlines", Text))
_names_search = table("names_search", column("rowid", Integer), column("names_search", Text))


def report_rows(
    connection: Connection, limit: int | None, after: int, text: str | None = None, language: str | None = None,
    since: str | None = None, outlet: str | None = None,
) -> Iterator[ReportRow]:  # fmt: skip
    """Reports numbered above `after`, at most `limit`; the conditions are those of `Ledger.reports`."""
    query = select(*_REPORT).where(reports.c.number > after).order_by(reports.c.number).limit(limit)
    if text is not None and (match := match_query(text)) is not None:
        query = query.where(reports.c.seq.in_(select(_headlines.c.rowid).where(_headlines.c.headlines.match(match))))
    if language is not None:
        query = query.where(reports.c.language == language)
    if since:
        query = query.where(reports.c.published >= since)
    if outlet is not None and (part := indexed(outlet)):
        query = query.where(reports.c.outlet.in_([name for name in _outlets(connection) if part in indexed(name)]))
    with connection.execution_options(yield_per=PAGE).execute(query) as rows:
        for row in rows:
            yield ReportRow(**row._mapping)


def _outlets(connection: Connection) -> list[str]:
    """The outlets of all reports, from one to the next along their index."""
    query = (
        "WITH RECURSIVE o (called) AS (SELECT min(outlet) FROM reports UNION ALL SELECT (SELECT min(outlet) FROM reports "
        "WHERE outlet > called) FROM o WHERE called IS NOT NULL) SELECT called FROM o WHERE called IS NOT NULL"
    )
    return [str(row.called) for row in connection.exec_driver_sql(query)]


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
    first = select(versions.c.report).where(versions.c.capture == key).order_by(versions.c.seq).limit(1)
    yield reports.c.id == first.scalar_subquery()
    yield reports.c.name == key
    prefix = key.removeprefix("r-")
    if prefix and all(c in "0123456789abcdef" for c in prefix):
        yield and_(reports.c.id >= "r-" + prefix, reports.c.id < "r-" + prefix + "g")


def report_rows_of(connection: Connection, ids: Collection[str]) -> list[ReportRow]:
    """The reports with these identifiers, in no order; unknown ones are left out."""
    rows = connection.execute(select(*_REPORT).where(reports.c.id.in_(ids))) if ids else ()
    return [ReportRow(**row._mapping) for row in rows]


def version_rows(connection: Connection, report: str) -> list[VersionRow]:
    """All versions of a report, the first one first; empty for an unknown identifier."""
    return _versions(connection, versions.c.report == report)


def last_of_form(connection: Connection, report: str, form: str) -> int | None:
    """The latest version of a report whose bytes have this form; `None` when there is none."""
    one = select(func.max(versions.c.version)).where(versions.c.report == report, versions.c.form == form)
    return connection.execute(one).scalar()


def version_rows_at(connection: Connection, numbers: Collection[int]) -> list[VersionRow]:
    """The versions that the entries with these numbers made."""
    return _versions(connection, versions.c.seq.in_(numbers))


def _versions(connection: Connection, condition: ColumnElement[bool]) -> list[VersionRow]:
    query = select(versions).where(condition).order_by(versions.c.report, versions.c.version)
    fields = VersionRow.__dataclass_fields__
    return [VersionRow(**{key: row._mapping[key] for key in fields}) for row in connection.execute(query)]


def version_rows_with(connection: Connection, digest: str) -> list[VersionRow]:
    """The versions with these bytes, of any report, in the order of the log."""
    return sorted(_versions(connection, versions.c.capture == digest), key=lambda v: v.seq)


def find_edition(connection: Connection, address: str, digest: str) -> VersionRow:
    """The first version with these bytes of the report that claims call by `address`; where the ledger files that under
    another address, the first with these bytes. `LedgerError` when there is none.
    """
    found = version_rows_with(connection, digest)
    if not found:
        raise LedgerError("no report has these bytes", digest, "report-unknown")
    own = id_of(url_key(address))
    return min(found, key=lambda v: v.report != own if address != digest else v.url is not None)


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
        named: Select[Any] = select(_names_search.c.rowid).where(_names_search.c.names_search.match(match))
    elif part:
        named = select(names.c.number).where(func.instr(names.c.folded, part) > 0)
    else:
        return false()
    return statements.c.number.in_(select(voices.c.statement).where(voices.c.name.in_(named)))


_ABOUT = (reports.c.url, reports.c.name, reports.c.outlet, reports.c.headline, reports.c.published)


def find_statement(connection: Connection, key: str) -> StatementRow:
    """The statement with this number or identifier; see `Ledger.statement`."""
    number = key.isascii() and key.isdigit()
    condition = statements.c.number == min(int(key[:19]), _LARGEST) if number else statements.c.id == key
    query = select(statements, *_ABOUT).join(reports, reports.c.id == statements.c.report).where(condition)
    found = list(statement_rows(connection, query.order_by(statements.c.number.desc()).limit(1)))
    if not found:
        raise LedgerError("no such statement in the ledger", key, "statement-unknown")
    return found[0]


def statement_query(
    by: str | None,
    certainty: str | None,
    words: str | None,
    kind: str | None,
    report: str | None,
    which: Which,
    after: int,
) -> Select[Any]:
    """The statements that `Ledger.statements` asks for, numbered above `after`, in order.

    With words, the full-text index leads, and hands out its rows in order: a page of a frequent word costs a page. With
    a voice, the voice's statements lead. Only without both do certainty, kind and report choose the index.
    """
    query = select(statements, *_ABOUT)
    number: ColumnElement[Any] = statements.c.number
    if words is None:
        query = query.select_from(statements)
    else:
        match, number = match_query(words), _search.c.rowid
        query = query.select_from(_search).join(statements, statements.c.number == number)
        query = query.where(_search.c.search.match(match) if match else false())
    query = query.join(reports, reports.c.id == statements.c.report).where(number > after).order_by(number)
    if which == "latest":
        query = query.where(reports.c.versions == statements.c.version)
    if by is not None:
        query = query.where(_said_by(by))
    led = by is not None or words is not None
    equal = ((statements.c.certainty, certainty), (statements.c.kind, kind), (statements.c.report, report))
    for field, value in equal:
        if value is not None:
            # SQLite takes an equality for rare; as an expression it is a filter and leads to no index.
            query = query.where((func.coalesce(field, "") if led else field) == value)
    return query


def statement_rows(connection: Connection, query: Select[Any]) -> Iterator[StatementRow]:
    """The statements that `query` finds, each with its chain."""
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
