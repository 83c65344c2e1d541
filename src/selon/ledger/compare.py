"""Comparing a ledger's schema, tables and indexes with ones made anew in a scratch database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from selon.ledger.records import Check
from selon.ledger.schema import INDEXES, MIGRATIONS, PROJECTIONS

DAMAGE = (sqlite3.Error, MemoryError, OverflowError, UnicodeDecodeError)
"""What SQLite's driver raises on a damaged file."""

_OBJECTS = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite^_stat%' ESCAPE '^' ORDER BY 1, 2"
)


def make_scratch() -> sqlite3.Connection:
    """An empty ledger schema in a private database that SQLite keeps in memory, and on disk when it grows."""
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for setting in ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -64000"):
        connection.execute(f"PRAGMA {setting}")
    for migration in MIGRATIONS:
        for statement in migration.statements:
            connection.execute(statement)
    # One transaction for all that is to come: a full-text index writes its words out at every end of one.
    connection.execute("BEGIN")
    return connection


def compare_schema(connection: sqlite3.Connection) -> Check:
    """Whether tables, indexes and triggers are those of the newest schema, word for word."""
    scratch = make_scratch()
    try:
        expected = set(scratch.execute(_OBJECTS))
    finally:
        scratch.close()
    found = set(connection.execute(_OBJECTS))
    steps = [(m.version, m.name) for m in MIGRATIONS]
    if connection.execute("SELECT version, name FROM migrations ORDER BY version").fetchall() != steps:
        return Check("schema", "failed", "the list of migrations is another one than this Selon knows")
    missing = sorted(f"{row[0]} {row[1]}" for row in expected - found)
    extra = sorted(f"{row[0]} {row[1]!r}" for row in found - expected)
    why = [f"missing or changed: {', '.join(missing)}"] if missing else []
    why += [f"not ours: {', '.join(extra)}"] if extra else []
    return Check("schema", "failed" if why else "passed", "; ".join(why))


def _difference(found: sqlite3.Connection, made: sqlite3.Connection, query: str) -> str:
    """The first row in which two databases answer `query` differently; empty when they do not."""
    for left, right in zip_longest(found.execute(query), made.execute(query)):
        if left != right or [type(v) for v in left] != [type(v) for v in right]:
            return f"{_shown(left)} is kept, the entries give {_shown(right)}"
    return ""


def _shown(row: tuple[object, ...] | None) -> str:
    return "nothing" if row is None else repr(row)[:160]


def compare_tables(found: sqlite3.Connection, made: sqlite3.Connection) -> Iterator[Check]:
    """One check for each table that is computed from the entries, all columns of all rows."""
    for table in PROJECTIONS:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
        try:
            why = _difference(found, made, f"SELECT {columns} FROM {table.name} ORDER BY {keys}")
        except DAMAGE as error:
            why = f"cannot be read: {error}"
        yield Check(f"table {table.name}", "failed" if why else "passed", why)


def compare_indexes(found: sqlite3.Connection, made: sqlite3.Connection) -> Iterator[Check]:
    """One check for each full-text index: every word, row and position in it."""
    for index in INDEXES:
        try:
            for connection in (found, made):
                connection.execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_words USING fts5vocab(main, {index}, instance)"
                )
            why = _difference(found, made, f'SELECT term, doc, col, "offset" FROM temp.{index}_words')
        except DAMAGE as error:
            why = f"cannot be read: {error}"
        yield Check(f"index {index}", "failed" if why else "passed", why)
