"""The SQLite file behind a ledger: connections, transactions, and errors in the ledger's own words.

Write-ahead log, foreign keys, a busy timeout; a writer takes the write lock at once (`BEGIN IMMEDIATE`), so that two
processes may add at the same time and neither reads a state that it then cannot write to. `synchronous=NORMAL`: a
commit survives the death of the process, a power cut may take the last commits back but leaves a whole ledger.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from selon import settings
from selon.errors import LedgerError, LedgerForeign, LedgerFull, LedgerLocked, LedgerMissing

MAGIC = b"SQLite format 3\x00"

_BY_CODE: dict[int, tuple[type[LedgerError], str]] = {
    sqlite3.SQLITE_BUSY: (LedgerLocked, "another process holds the ledger; nothing was written"),
    sqlite3.SQLITE_LOCKED: (LedgerLocked, "another connection holds the ledger; nothing was written"),
    sqlite3.SQLITE_FULL: (LedgerFull, "the disk is full; nothing was written"),
    sqlite3.SQLITE_READONLY: (LedgerFull, "the ledger or its folder cannot be written; nothing was written"),
    sqlite3.SQLITE_IOERR: (LedgerFull, "the disk refuses to read or write (full, or failing); nothing was written"),
    sqlite3.SQLITE_NOTADB: (LedgerForeign, "this is no ledger, or its first page is damaged"),
    sqlite3.SQLITE_CORRUPT: (LedgerError, "the ledger file is damaged; `selon verify` says where"),
    sqlite3.SQLITE_CANTOPEN: (LedgerError, "the ledger, or a file beside it, cannot be opened"),
}


def ledger_error(error: BaseException, path: Path) -> LedgerError:
    """The ledger's error for one of SQLite's, named by its result code and not by its text."""
    code = getattr(error, "sqlite_errorcode", None)
    kind, reason = _BY_CODE.get((code or 0) & 0xFF, (LedgerError, "the ledger cannot be used"))
    if (code or 0) & 0xFF == sqlite3.SQLITE_CANTOPEN and not os.access(path.parent, os.W_OK):
        kind, reason = LedgerFull, "the folder cannot be written; nothing was written"
    return kind(f"{reason} (SQLite: {error})", str(path))


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what SQLite and SQLAlchemy raise inside into `LedgerError` and its kinds."""
    try:
        yield
    except DBAPIError as error:
        raise ledger_error(error.orig or error, path) from error
    except sqlite3.Error as error:
        raise ledger_error(error, path) from error
    except OverflowError as error:
        raise LedgerError(f"a number is too large to be kept: {error}", str(path)) from error
    except (UnicodeDecodeError, MemoryError) as error:
        raise LedgerError(f"the ledger file is damaged: {error or 'sizes in it are absurd'}", str(path)) from error
    except UnicodeEncodeError as error:
        raise LedgerError("half a surrogate pair cannot be kept: UTF-8 has no form for it", str(path)) from error


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in autocommit with Selon's settings. mode: SQLite's `rw`, `rwc`, or `ro&immutable=1`."""
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    timeout = max(settings.BUSY_SECONDS.number(), 0)
    connection = sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_file(path: Path, create: bool) -> bool:
    """Whether there is something at `path` that may be a ledger; raises when there is something else, or nothing and
    not `create`.
    """
    try:
        if path.is_dir():
            raise LedgerForeign("this is a folder, not a ledger", str(path))
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except FileNotFoundError as error:
        if not create:
            raise LedgerMissing("there is no ledger here", str(path)) from error
        if not path.parent.is_dir():
            raise LedgerMissing(f"the folder {path.parent} does not exist", str(path)) from error
        return False
    except (OSError, ValueError) as error:
        raise LedgerError(f"cannot be opened: {getattr(error, 'strerror', None) or error}", str(path)) from error
    if not start and not create:
        raise LedgerMissing("the file is empty, there is no ledger in it yet", str(path))
    if start and start != MAGIC:
        raise LedgerForeign("this is no ledger: the file is not an SQLite database", str(path))
    return bool(start)


class Store:
    """One SQLite file and its pool of connections; safe to share between threads."""

    def __init__(self, path: Path, mode: str) -> None:
        self.path = path
        self.mode = mode
        self.engine = _engine(path, mode)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection inside one read transaction: everything read is of one moment."""
        with guarded(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def glance(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection inside one read transaction, for what is asked again and again: SQLAlchemy takes longer to
        hand over one row than SQLite to find it."""
        with guarded(self.path):
            lent = self.engine.raw_connection()
            try:
                connection = cast(sqlite3.Connection, lent.driver_connection)
                connection.execute("BEGIN")
                yield connection
            finally:
                lent.close()  # the pool rolls back what it takes in

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection inside one write transaction, committed at the end and rolled back on any error."""
        with guarded(self.path), self.engine.connect() as connection:
            immediate = connection.execution_options(immediate=True)
            with immediate.begin():
                yield connection

    def close(self) -> None:
        """Close all connections; the last process to do so folds the write-ahead log into the file."""
        self.engine.dispose()


def _engine(path: Path, mode: str) -> Engine:
    # SQLAlchemy asks for a connection when it needs one and keeps it; BEGIN is ours, because the driver's own is
    # deferred.
    # The connection that was used last comes first: what it has read is in its cache.
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, mode), poolclass=QueuePool, max_overflow=-1, pool_use_lifo=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
