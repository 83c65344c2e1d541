"""Bringing a file to the newest schema: each migration and the line that records it are one transaction."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from selon import settings
from selon.errors import LedgerError, LedgerForeign, LedgerMissing, LedgerNewer
from selon.ledger import schema
from selon.ledger.captures import CAPTURES
from selon.ledger.fold import indexed
from selon.ledger.store import connect, guarded

LARGEST_PAGE = 65536
"""Bytes of SQLite's largest page; an empty database is one page."""


def newest() -> int:
    """The schema version that this Selon writes."""
    return schema.MIGRATIONS[-1].version


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an opened file, 0 for an empty database; raises for a foreign or a newer one.

    All that is looked at is of one moment; where it does not fit, it is looked at once more, as another process may just
    be making the ledger.
    """
    if connection.in_transaction:
        return _version_of(connection, path)
    try:
        return _at_one_moment(connection, path)
    except LedgerError:
        return _at_one_moment(connection, path)


def _at_one_moment(connection: sqlite3.Connection, path: Path) -> int:
    connection.execute("BEGIN")
    try:
        return _version_of(connection, path)
    finally:
        connection.rollback()


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not tables and application in (0, schema.APPLICATION_ID):
        _really_empty(connection, path)
        return 0
    if application != schema.APPLICATION_ID or "migrations" not in tables:
        raise LedgerForeign("this is an SQLite database of another program", str(path))
    version = int(connection.execute("SELECT coalesce(max(version), 0) FROM migrations").fetchone()[0])
    if version > newest():
        raise LedgerNewer(f"written by a newer Selon: schema {version}, this one knows {newest()}", str(path))
    return version


def _really_empty(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that has no tables but once had: a damaged ledger must not be taken for a new one and written
    over.
    """
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    captures = path.with_name(path.name + CAPTURES)
    if pages > 1 or path.stat().st_size > LARGEST_PAGE or captures.exists():
        reason = f"the file has no tables in it, but pages or captured bytes ({captures.name}) are there: it is damaged"
        raise LedgerError(reason, str(path))


def migrate(connection: sqlite3.Connection, path: Path) -> int:
    """Run the migrations that are missing and return how many there were; all or nothing, other writers wait."""
    if version_of(connection, path) == newest():
        return 0
    _write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        missing = [m for m in schema.MIGRATIONS if m.version > version_of(connection, path)]
        for migration in missing:
            for statement in migration.statements:
                connection.execute(statement)
            if migration.version == schema.HEADLINES:
                _index_headlines(connection)
            moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            line = (migration.version, migration.name, moment)
            connection.execute("INSERT INTO migrations (version, name, at) VALUES (?, ?, ?)", line)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return len(missing)


def _index_headlines(connection: sqlite3.Connection) -> None:
    """Index the headlines of the versions that are there: folding them is beyond SQL."""
    rows = connection.execute("SELECT seq, headline FROM versions WHERE headline IS NOT NULL ORDER BY seq").fetchall()
    folded = [(seq, indexed(headline)) for seq, headline in rows]
    connection.executemany("INSERT INTO headlines (rowid, headline) VALUES (?, ?)", folded)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; two processes that do it at once get BUSY without waiting, so wait here."""
    until = time.monotonic() + settings.BUSY_SECONDS.number()
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
            time.sleep(0.02)


def prepare(path: Path, *, create: bool, exists: bool) -> str:
    """Make the file at `path` ready for use, whatever state it is in, and return the mode to open it in.

    A ledger in a folder that cannot be written is opened as it is, when no write-ahead log waits beside it.
    """
    with guarded(path):
        try:
            _prepare(path, "rw" if exists else "rwc", create)
            return "rw"
        except sqlite3.OperationalError as error:
            unwritable = (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            log = path.with_name(path.name + "-wal")
            if not exists or not unwritable or (log.exists() and log.stat().st_size):
                raise
        _prepare(path, "ro&immutable=1", create=False)
        return "ro&immutable=1"


def _prepare(path: Path, mode: str, create: bool) -> None:
    connection = connect(path, mode)
    try:
        version = version_of(connection, path)
        if version == 0 and not create:
            raise LedgerMissing("the file is an empty database, there is no ledger in it yet", str(path))
        if version < newest():
            migrate(connection, path)
    finally:
        connection.close()
