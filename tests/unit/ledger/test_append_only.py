"""Entries cannot be changed, removed, replaced or slipped in, not even through a connection of somebody else's
program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.ledger import Ledger

ZEROS = "0" * 64


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection without any of Selon's settings to a ledger of three entries."""
    with Ledger.open(tmp_path / "selon.db", create=True) as ledger:
        for i in range(3):
            ledger.add(*page(url=f"https://example.org/{i}"), actor="anna")
    with closing(sqlite3.connect(tmp_path / "selon.db")) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = '{}' WHERE seq = 2",
        "UPDATE entries SET actor = actor",
        "UPDATE OR REPLACE entries SET seq = 1 WHERE seq = 2",
        "UPDATE OR IGNORE entries SET body = '{}'",
        "DELETE FROM entries WHERE seq = 3",
        "DELETE FROM entries",
        "DELETE FROM head",
        "INSERT OR REPLACE INTO entries SELECT seq, at, 'eve', kind, body, previous, hash FROM entries WHERE seq = 2",
        "REPLACE INTO entries SELECT * FROM entries WHERE seq = 3",
        "INSERT INTO entries SELECT seq, at, 'eve', kind, body, previous, hash FROM entries WHERE seq = 3 "
        "ON CONFLICT (seq) DO UPDATE SET actor = 'eve'",
        f"INSERT INTO entries VALUES (5, 'now', 'eve', 'note', '{{}}', '{ZEROS}', '{ZEROS}')",
        f"INSERT INTO entries VALUES (4, 'now', 'eve', 'note', '{{}}', '{ZEROS}', '{ZEROS}')",
        f"INSERT INTO entries VALUES (0, 'now', 'eve', 'note', '{{}}', '{ZEROS}', '{ZEROS}')",
        f"INSERT INTO entries VALUES (NULL, 'now', 'eve', 'note', '{{}}', '{ZEROS}', '{ZEROS}')",
    ],
)
def test_the_database_itself_refuses(raw: sqlite3.Connection, statement: str) -> None:
    before = raw.execute("SELECT * FROM entries ORDER BY seq").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match=r"entries are never|does not follow|head is never|NOT NULL"):
        raw.execute(statement)
    raw.rollback()
    assert raw.execute("SELECT * FROM entries ORDER BY seq").fetchall() == before
    assert raw.execute("SELECT seq, hash FROM head").fetchall() == [(3, before[-1][-1])]


def test_what_does_follow_is_accepted(raw: sqlite3.Connection) -> None:
    """The counter-test: the triggers refuse because of what is written, not because everything is refused."""
    last = raw.execute("SELECT hash FROM entries WHERE seq = 3").fetchone()[0]
    raw.execute("INSERT INTO entries VALUES (4, 'now', 'eve', 'note', '{}', ?, ?)", (last, ZEROS))
    assert raw.execute("SELECT seq, hash FROM head").fetchall() == [(4, ZEROS)]


def test_a_trigger_taken_away_is_seen(raw: sqlite3.Connection, tmp_path: Path) -> None:
    raw.execute("DROP TRIGGER entries_no_delete")
    raw.commit()
    raw.close()
    with Ledger.open(tmp_path / "selon.db") as ledger:
        failed = {c.item: c.why for c in ledger.verify() if c.answer == "failed"}
    assert failed == {"schema": "missing or changed: trigger entries_no_delete"}
