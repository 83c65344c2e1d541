"""What a ledger meets outside: full disks, folders that cannot be written, locks, files of others. A clear error, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.errors import LedgerError, LedgerForeign, LedgerFull, LedgerLocked, LedgerMissing, LedgerNewer
from selon.ledger import Ledger
from selon.ledger import captures as captures_module


def fill(place: Path, count: int = 3) -> Path:
    with Ledger.open(place, create=True) as ledger:
        for i in range(count):
            ledger.add(*page(url=f"https://example.org/{i}"), actor="anna")
    return place


def failed(place: Path) -> list[str]:
    with Ledger.open(place) as ledger:
        return [f"{c.item}: {c.why}" for c in ledger.verify() if c.answer == "failed"]


# --- what is not a ledger -----------------------------------------------------------------------------------------------


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissing, match="there is no ledger here") as error:
        Ledger.open(tmp_path / "none.db")
    assert error.value.fault.place == str(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerMissing, match="does not exist"):
        Ledger.open(tmp_path / "no" / "folder.db", create=True)


def test_an_empty_file_is_nothing_until_a_ledger_is_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "empty.db"
    place.touch()
    with pytest.raises(LedgerMissing, match="empty"):
        Ledger.open(place)
    assert place.read_bytes() == b""
    fill(place)
    assert failed(place) == []


@pytest.mark.parametrize(
    "content", [b"a text of mine\n", b"S", b"SQLite format 3", b"\x00" * 5000, b"SQLite format 3\x00rest"]
)
def test_a_foreign_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "mine.txt"
    place.write_bytes(content)
    for create in (False, True):
        with pytest.raises(LedgerForeign):
            Ledger.open(place, create=create)
    assert place.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    with closing(sqlite3.connect(place)) as raw:
        raw.execute("CREATE TABLE entries (seq INTEGER)")
        raw.commit()
    before = place.read_bytes()
    for create in (False, True):
        with pytest.raises(LedgerForeign, match="another program"):
            Ledger.open(place, create=create)
    assert place.read_bytes() == before


def test_a_folder_and_a_path_below_a_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerForeign, match="a folder"):
        Ledger.open(tmp_path, create=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "file" / "selon.db", create=True)
    with pytest.raises(LedgerError, match=r"null byte|null character"):
        Ledger.open(Path("a\0b"), create=True)


def test_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    place = fill(tmp_path / "selon.db")
    with closing(sqlite3.connect(place)) as raw:
        raw.execute("INSERT INTO migrations VALUES (999, 'later', 'later')")
        raw.commit()
    before = place.read_bytes()
    with pytest.raises(LedgerNewer, match="schema 999"):
        Ledger.open(place, create=True)
    assert place.read_bytes() == before


def test_a_ledger_that_lost_its_tables_is_not_written_over(tmp_path: Path) -> None:
    """The first page is wiped to that of an empty database: it must not be taken for a new one."""
    place = fill(tmp_path / "selon.db")
    with closing(sqlite3.connect(tmp_path / "empty.db")) as raw:
        raw.execute("PRAGMA user_version = 1")
        raw.commit()
    first = (tmp_path / "empty.db").read_bytes()[:4096]
    for damaged in (first + place.read_bytes()[4096:], first):
        place.write_bytes(damaged)
        with pytest.raises(LedgerError, match="damaged"):
            Ledger.open(place, create=True)
        assert place.read_bytes() == damaged


@pytest.mark.parametrize("name", ["with space.db", "100%.db", "a?b=c&mode=ro#.db", "Звіт.db", "x'y.db", ":memory:"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    fill(tmp_path / name)
    assert failed(tmp_path / name) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, name + ".captures"])


def test_names_from_outside_never_become_file_names(tmp_path: Path) -> None:
    place = tmp_path / "in" / "selon.db"
    place.parent.mkdir()
    with Ledger.open(place, create=True) as ledger:
        for i, name in enumerate(("../../evil", "/etc/evil", "..", "a\0b", "C:\\evil", "con")):
            ledger.add(*page(url=None, name=name, note=str(i)), actor="../evil")
        for digest in ("../selon.db", "sha256:" + "../" * 21 + "x", "sha256:" + "A" * 64, ""):
            with pytest.raises(LedgerError, match="no digest"):
                ledger.capture(digest)
    files = [p.relative_to(tmp_path / "in").as_posix() for p in tmp_path.rglob("*") if p.is_file()]
    assert {f.split("/")[0] for f in files} == {"selon.db", "selon.db.captures"}
    assert failed(place) == []


# --- locks ---------------------------------------------------------------------------------------------------------------


def test_a_ledger_that_another_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = fill(tmp_path / "selon.db")
    monkeypatch.setenv("SELON_BUSY_SECONDS", "0")
    with closing(sqlite3.connect(place, isolation_level=None)) as other, Ledger.open(place) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLocked, match="another process holds"):
            ledger.add(*page(url="https://example.org/new"), actor="anna")
        assert len(list(ledger.reports())) == 3
        other.execute("ROLLBACK")
        assert ledger.add(*page(url="https://example.org/new"), actor="anna").status == "added"
    assert failed(place) == []


def test_a_ledger_that_another_holds_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = fill(tmp_path / "selon.db")
    monkeypatch.setenv("SELON_BUSY_SECONDS", "0")
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerLocked):
            Ledger.open(place)
    assert failed(place) == []


# --- disks ---------------------------------------------------------------------------------------------------------------


def mounted(where: Path, *options: str) -> None:
    """Mount a small file system of its own at `where`; skips the test where that is not allowed."""
    where.mkdir(exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a file system needs Linux and root")
    done = subprocess.run(["mount", *options, str(where)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    where = tmp_path / "disk"
    mounted(where, "-t", "tmpfs", "-o", "size=2m", "tmpfs")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


def test_a_full_disk(disk: Path) -> None:
    place = fill(disk / "selon.db")
    added = 3
    with Ledger.open(place) as ledger:
        with pytest.raises(LedgerFull, match=r"full|No space|refuses"):
            while added < 2000:
                ledger.add(*page(url=f"https://example.org/{added}", note="x" * 3000), actor="anna")
                added += 1
        # Still full: the next ones are refused as well, what is there can be read.
        with pytest.raises(LedgerFull):
            ledger.add(*page(url="https://example.org/large", note="x" * 2_000_000), actor="anna")
        assert len(list(ledger.reports())) == added
    assert added > 10
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
    assert failed(place) == []
    with Ledger.open(place) as ledger:
        assert ledger.add(*page(url="https://example.org/after"), actor="anna").status == "added"
    assert failed(place) == []


def test_no_room_for_a_new_ledger(disk: Path) -> None:
    (disk / "full").write_bytes(b"x" * (2 * 1024 * 1024 - 4096 * 6))
    with pytest.raises(LedgerFull):
        Ledger.open(disk / "selon.db", create=True)
    (disk / "full").unlink()
    fill(disk / "selon.db")
    assert failed(disk / "selon.db") == []


def test_a_disk_that_cannot_be_written(disk: Path) -> None:
    place = fill(disk / "selon.db")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(LedgerFull, match="cannot be written"):
        Ledger.open(disk / "new.db", create=True)
    with Ledger.open(place) as ledger:
        assert [r.url for r in ledger.reports()] == [f"https://example.org/{i}" for i in range(3)]
        assert [c.item for c in ledger.verify() if c.answer == "failed"] == []
        with pytest.raises(LedgerFull):
            ledger.add(*page(url="https://example.org/new"), actor="anna")
        with pytest.raises(LedgerFull, match="cannot be written"):
            ledger.append("note", {}, actor="anna")
        with pytest.raises(LedgerFull):
            ledger.rebuild()


def limited(place: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Add reports in a process whose files may not grow beyond `size` bytes."""
    script = f"""
import resource, sys
from pathlib import Path
from selon.errors import LedgerFull
from selon.ledger import Ledger
from tests.unit.ledger.samples import page
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
try:
    with Ledger.open(Path({str(place)!r})) as ledger:
        for i in range(1000):
            ledger.add(*page(url=f"https://example.org/more/{{i}}"), actor="anna")
except LedgerFull as error:
    sys.exit(f"LedgerFull: {{error}}")
"""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False, timeout=240)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a matter of POSIX")
def test_a_quota(tmp_path: Path) -> None:
    place = fill(tmp_path / "selon.db")
    done = limited(place, 300_000)
    assert (done.returncode, done.stderr.split(":")[0]) == (1, "LedgerFull"), done.stderr
    assert failed(place) == []


def test_bytes_that_cannot_be_written_leave_no_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = fill(tmp_path / "selon.db")
    refused = page(url="https://example.org/refused")

    def refuse(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    with Ledger.open(place) as ledger:
        monkeypatch.setattr(captures_module.os, "fsync", refuse)
        with pytest.raises(LedgerFull, match="No space"):
            ledger.add(*refused, actor="anna")
        monkeypatch.undo()
        assert len(list(ledger.entries())) == 3
        assert list((tmp_path / "selon.db.captures" / "tmp").iterdir()) == []
        assert ledger.add(*refused, actor="anna").status == "added"
    assert failed(place) == []


def test_temporary_files_of_the_dead_are_swept(tmp_path: Path) -> None:
    place = fill(tmp_path / "selon.db")
    folder = tmp_path / "selon.db.captures" / "tmp"
    for name, age in (("1-old", 2 * captures_module.STALE_SECONDS), ("2-young", 5)):
        (folder / name).write_bytes(b"half")
        moment = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (moment, moment))
    fill(place, 4)
    assert [p.name for p in folder.iterdir()] == ["2-young"]


@pytest.mark.parametrize(("flush", "calls"), [("1", True), ("0", False)])
def test_flushing_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flush: str, calls: bool) -> None:
    flushed: list[int] = []
    monkeypatch.setenv("SELON_FLUSH", flush)
    monkeypatch.setattr(captures_module.os, "fsync", flushed.append)
    fill(tmp_path / "selon.db")
    assert bool(flushed) is calls
