"""Migrations: all of a step or nothing of it, once only, and the tables that queries expect."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.ledger.samples import BEFORE_9, page

from benchmarks.speed.desk_fill import fill
from selon.errors import LedgerError, LedgerNewer
from selon.ledger import ClaimFilter, Ledger, schema
from selon.ledger.schema import APPLICATION_ID, MIGRATIONS, Migration, metadata


def version(place: Path) -> list[int]:
    with closing(sqlite3.connect(place)) as raw:
        return [row[0] for row in raw.execute("SELECT version FROM migrations")]


def test_a_new_ledger_has_the_newest_schema_and_its_mark(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True):
        pass
    # Bytes 68 to 71 of an SQLite file are the application's mark.
    assert (tmp_path / "a.db").read_bytes()[68:72] == b"SELN" == APPLICATION_ID.to_bytes(4, "big")
    assert version(tmp_path / "a.db") == [m.version for m in MIGRATIONS]
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_tables_of_the_queries_are_those_of_the_file(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True):
        pass
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        for table in metadata.tables.values():
            found = [row[1] for row in raw.execute(f"PRAGMA table_info({table.name})")]
            assert found == [column.name for column in table.columns], table.name


def later(*statements: str) -> tuple[Migration, ...]:
    return (*MIGRATIONS, Migration(MIGRATIONS[-1].version + 1, "later", statements))


def test_an_older_ledger_is_brought_up_and_keeps_its_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.db"
    with Ledger.open(place, create=True) as ledger:
        ledger.add(*page(), actor="anna")
    monkeypatch.setattr(schema, "MIGRATIONS", later("CREATE TABLE more (x)", "INSERT INTO more VALUES (1)"))
    for _ in range(2):
        with Ledger.open(place) as ledger:
            assert [r.number for r in ledger.reports()] == [1]
        assert version(place) == [*(m.version for m in MIGRATIONS), MIGRATIONS[-1].version + 1]
    with closing(sqlite3.connect(place)) as raw:
        assert raw.execute("SELECT x FROM more").fetchall() == [(1,)]
    monkeypatch.undo()
    with pytest.raises(LedgerNewer):
        Ledger.open(place)


def test_a_step_that_fails_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.db"
    with Ledger.open(place, create=True) as ledger:
        ledger.add(*page(), actor="anna")
    monkeypatch.setattr(schema, "MIGRATIONS", later("CREATE TABLE more (x)", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(LedgerError, match="nowhere"):
        Ledger.open(place)
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []
    assert version(place) == [m.version for m in MIGRATIONS]


def test_claims_that_are_there_get_their_places_and_their_voices_are_counted(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    fill(place, 300)
    tables = ("claims", "claim_names", "claim_marks", "sqlite_master WHERE name LIKE 'claim%' AND type <> 'table'")

    def told(raw: sqlite3.Connection) -> list[list[object]]:
        named = ", ".join(("type", "name", "sql"))
        return [
            sorted(raw.execute(f"SELECT {named if t.startswith('sqlite') else '*'} FROM {t}"), key=str) for t in tables
        ]

    with closing(sqlite3.connect(place)) as raw:
        new = told(raw)
        raw.executescript(BEFORE_9)
        assert told(raw) != new
    with Ledger.open(place) as ledger:
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []
        assert ledger.claim_rows(ClaimFilter(place="a")).total
    with closing(sqlite3.connect(place)) as raw:
        assert told(raw) == new


def test_released_migrations_are_never_edited() -> None:
    """The first schema is pinned: a ledger made by it has to be made the same way for ever."""
    import hashlib

    text = "\n".join(MIGRATIONS[0].statements)
    assert (MIGRATIONS[0].version, hashlib.sha256(text.encode()).hexdigest()[:16]) == (1, PINNED)


PINNED = "e88dd826c7bb6ce2"
