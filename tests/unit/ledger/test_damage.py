"""Any one byte flipped in an entry or a capture is found; a damaged file is an answer or an error, no traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.errors import LedgerError, LedgerForeign, SelonError
from selon.ledger import Ledger
from selon.ledger.captures import Captures


class Damaged:
    """A small closed ledger that is damaged at one place at a time and mended again."""

    def __init__(self, place: Path) -> None:
        self.place = place
        with Ledger.open(place, create=True) as ledger:
            ledger.add(*page(who="Олена Шевченко", url="https://example.org/1"), actor="anna")
            ledger.append("note", {"text": "long " * 2000}, actor="anna")
            ledger.add(*page(url="https://example.org/2"), actor="anna")
        self.whole = place.read_bytes()

    def mend(self, content: bytes | None = None) -> None:
        """Put the whole file back, or other bytes in its place; nothing is left beside it."""
        for beside in ("-wal", "-shm"):
            self.place.with_name(self.place.name + beside).unlink(missing_ok=True)
        self.place.write_bytes(self.whole if content is None else content)

    def found(self, damaged: bytes) -> str:
        """What is said about a ledger file with these bytes; empty when all is said to be well."""
        self.mend(damaged)
        try:
            with Ledger.open(self.place) as ledger:
                return "; ".join(f"{c.item}: {c.why}" for c in ledger.verify() if c.answer == "failed")
        except LedgerError as error:
            return str(error)

    def flipped(self, position: int, mask: int) -> bytes:
        one = bytearray(self.whole)
        one[position] ^= mask
        return bytes(one)

    def pages(self, table: str) -> list[int]:
        """The offsets of the pages of a table, from SQLite's own statistics about the mended file."""
        self.mend()
        with closing(sqlite3.connect(self.place)) as raw:
            size = raw.execute("PRAGMA page_size").fetchone()[0]
            return [(row[0] - 1) * size for row in raw.execute("SELECT pageno FROM dbstat WHERE name = ?", (table,))]

    def entry_bytes(self) -> Iterator[int]:
        """Positions of all bytes of the file that hold an entry's columns, found by searching for their text."""
        self.mend()
        with closing(sqlite3.connect(self.place)) as raw:
            rows = raw.execute("SELECT at, actor, kind, body, previous, hash FROM entries").fetchall()
        for row in rows:
            local = "".join(row[:3]).encode()
            start = self.whole.index(local)
            yield from range(start - 12, start + len(local) + 400)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return Damaged(tmp_path_factory.mktemp("damage") / "selon.db")


def test_the_whole_ledger_is_well(damaged: Damaged) -> None:
    assert damaged.found(damaged.whole) == ""


def test_a_flip_in_any_column_of_an_entry_is_found(damaged: Damaged) -> None:
    """Record header, number, time, actor, kind, beginning of the body: every seventh byte, another bit each time."""
    positions = list(damaged.entry_bytes())[::7]
    missed = [p for i, p in enumerate(positions) if not damaged.found(damaged.flipped(p, 1 << i % 8))]
    assert len(positions) > 150
    assert missed == []


def test_a_flip_in_the_pages_of_the_entries_is_found(damaged: Damaged) -> None:
    """Every used byte: rows, page headers, cell pointers, overflow pages. Zeros are unused space, nobody's bytes."""
    pages = damaged.pages("entries")
    used = [p for start in pages for p in range(start, start + 4096) if damaged.whole[p]]
    positions = used[:: max(len(used) // 120, 1)]
    missed = [p for p in positions if not damaged.found(damaged.flipped(p, 0xFF))]
    assert len(positions) >= 120
    assert missed == []


def test_a_flip_anywhere_in_the_file_never_ends_in_a_traceback(damaged: Damaged) -> None:
    """Schema, tables, indexes, free space: found or harmless. `found` lets no other exception through."""
    step = len(damaged.whole) // 200
    outcomes = [damaged.found(damaged.flipped(p, 0x55)) for p in range(0, len(damaged.whole), step)]
    assert sum(bool(outcome) for outcome in outcomes) > 10


def test_a_flip_in_a_table_is_found_and_rebuild_mends_it(damaged: Damaged) -> None:
    (start,) = damaged.pages("statements")
    position = damaged.whole.index(b"the bridge is closed", start)
    assert "table statements" in damaged.found(damaged.flipped(position, 1))
    with Ledger.open(damaged.place) as ledger:
        ledger.rebuild()
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []


def test_a_flip_at_any_position_of_a_capture_is_found(damaged: Damaged) -> None:
    damaged.found(damaged.whole)
    with Ledger.open(damaged.place) as ledger:
        digest = ledger.versions(ledger.report("1").id)[0].capture
    kept = Captures(damaged.place)
    path = kept.path(digest)
    whole = path.read_bytes()
    try:
        for position in range(len(whole)):
            one = bytearray(whole)
            one[position] ^= 1 << position % 8
            path.write_bytes(one)
            assert kept.fault(digest, len(whole)), position
        with Ledger.open(damaged.place) as ledger:
            assert [c.item for c in ledger.verify() if c.answer == "failed"] == [f"capture {digest}"]
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.8, 0.95])
def test_a_file_cut_short_is_found(damaged: Damaged, part: float) -> None:
    assert damaged.found(damaged.whole[: int(len(damaged.whole) * part)])


def test_zeros_and_rubbish_in_place_of_pages(damaged: Damaged) -> None:
    for start in range(4096, len(damaged.whole), 4096 * 3):
        for filling in (bytes(4096), b"\xff" * 4096):
            changed = damaged.whole[:start] + filling + damaged.whole[start + 4096 :]
            assert damaged.found(changed), start


def test_reading_a_damaged_ledger_raises_our_errors_alone(damaged: Damaged) -> None:
    for position in [p for start in damaged.pages("entries") for p in range(start, start + 4096, 101)]:
        damaged.place.write_bytes(damaged.flipped(position, 0x80))
        try:
            with Ledger.open(damaged.place) as ledger:
                for row in ledger.reports():
                    ledger.reading(row.id)
                list(ledger.entries())
                list(ledger.statements(text="bridge", by="olena"))
        except SelonError as error:
            assert str(error)


def test_a_damaged_beginning_is_no_ledger(damaged: Damaged) -> None:
    damaged.place.write_bytes(damaged.flipped(3, 1))
    with pytest.raises(LedgerForeign, match="not an SQLite database"):
        Ledger.open(damaged.place)
