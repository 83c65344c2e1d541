"""Loading files into a gazetteer: all or nothing, the same file any number of times, faults by line.

A load writes into a copy beside the old file and puts it in place at the end: an interrupted load leaves the old
gazetteer whole.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selon.errors import Fault
from selon.grounding.fold import fold, plain
from selon.grounding.gazetteer_schema import INDICES, KINDS, check, create

FAULTS_KEPT = 1000
BATCH, ASKED = 20_000, 500
SHARED = "*"
"""In place of a language: a name that several languages write alike."""
CACHE_KB = 64_000
MANY = 100_000
"""A load of so many places, and of more than were there before, writes the indices anew."""


@dataclass(frozen=True, slots=True)
class RawPlace:
    """One place as a file gives it.

    names: (name, language or empty). `lat`, `lon` in degrees, WGS 84; people 0 when not known. repeats: the file
    names its places more than once (postal codes); the first row is kept without a fault. at: where it stands, as
    `file:line`; empty when it is of no file.
    """

    id: str
    name: str
    lat: float
    lon: float
    names: tuple[tuple[str, str], ...] = ()
    country: str | None = None
    region: str | None = None
    district: str | None = None
    kind: str = "other"
    code: str = ""
    people: int = 0
    repeats: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class RawNames:
    """More names for a place that is there already."""

    id: str
    names: tuple[tuple[str, str], ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: places written, names written, rows left out, the first faults (at most 1,000)."""

    places: int
    names: int
    skipped: int
    faults: tuple[Fault, ...]


Item = RawPlace | RawNames | Fault


def _sweep(path: Path) -> None:
    """Remove the drafts of loads that were killed: those whose process is no more."""
    for draft in path.parent.glob(f"{glob.escape(path.name)}.*.draft"):
        number = draft.name.removeprefix(f"{path.name}.").removesuffix(".draft")
        if number.isdecimal() and not _runs(int(number)):
            with contextlib.suppress(OSError):
                draft.unlink()


def _runs(process: int) -> bool:
    """Whether a process of this number runs; on Windows, where a file in use cannot be removed, that is left to it."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[sqlite3.Connection]:
    """A writable copy of the gazetteer at `path` (or a new one), put in its place when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    if path.exists():
        shutil.copyfile(path, draft)
        base = sqlite3.connect(draft)
        check(base, path)
    else:
        base = create(draft)
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    try:
        yield base
        base.commit()
        base.execute("PRAGMA optimize")
        base.close()
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    finally:
        base.close()
        draft.unlink(missing_ok=True)


def load(
    base: sqlite3.Connection,
    items: Iterable[Item],
    source: str,
    licence: str,
    step: Callable[[int], None] | None = None,
) -> Loaded:
    """Write items into an open gazetteer; a place that is there already (same id) is written anew.

    step: called with the number of items read so far, every few thousand.
    """
    writer = _Writer(base, (source, licence))
    for number, item in enumerate(items, 1):
        writer.take(item)
        if number % BATCH == 0:
            writer.flush()
            if step is not None:
                step(number)
    writer.finish()
    return Loaded(writer.places, writer.names, writer.skipped, tuple(writer.faults))


class _Writer:
    """Writes places and names in batches; in an empty gazetteer the indices are made at the end.

    Only one batch is held in memory: whether an identifier was there before is asked of the base, and whether it was
    written by this very load is told by its row number (`first` and above).
    """

    def __init__(self, base: sqlite3.Connection, credit: tuple[str, str]) -> None:
        self.base, self.credit = base, credit
        self.places = self.names = self.skipped = 0
        self.faults: list[Fault] = []
        self.queue: list[RawPlace] = []
        self.named: list[tuple[str, int, str, str, str]] = []
        self.heads: dict[str, int] = {}
        self.empty = base.execute("SELECT count(*) FROM (SELECT 1 FROM place LIMIT 1)").fetchone()[0] == 0
        self.before = base.execute("SELECT count(*) FROM place").fetchone()[0]
        self.replaced = False
        self.first = self.next = 1 + (base.execute("SELECT max(row) FROM place").fetchone()[0] or 0)
        base.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        base.execute("CREATE TEMP TABLE IF NOT EXISTS pending(plain, place, name, fold, language)")
        self.indexed = True
        if self.empty:
            self._drop_indices()

    def _drop_indices(self) -> None:
        """Large loads make the indices anew at the end: that reads and writes in order, where rows come in none."""
        self.indexed = False
        for index in INDICES:
            self.base.execute(f"DROP INDEX IF EXISTS {index}")

    def _make_indices(self) -> None:
        if not self.indexed:
            self.indexed = True
            for index, columns in INDICES.items():
                self.base.execute(f"CREATE INDEX {index} ON {columns}")

    def take(self, item: Item) -> None:
        """Keep one item for the next batch, or say why not."""
        if isinstance(item, RawNames):
            self._more_names(item)
        elif isinstance(item, Fault):
            self._leave(item)
        elif fault := _wrong(item):
            self._leave(fault)
        else:
            self.queue.append(item)

    def _leave(self, fault: Fault) -> None:
        self.skipped += 1
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(fault)

    def _more_names(self, item: RawNames) -> None:
        self._write_places()
        row = self.base.execute("SELECT row FROM place WHERE id = ?", (item.id,)).fetchone()
        if row is None:
            reason = "names of a place that the gazetteer does not have: left out"
            self._leave(Fault("gazetteer-unknown", item.at or item.id, reason))
        else:
            self._name(row[0], item.names)

    def _write_places(self) -> None:
        """Write the places of the batch; one that was there before this load is written anew."""
        there = self._there([item.id for item in self.queue]) if self.queue else {}
        rows, gone = [], []
        for item in self.queue:
            old = there.get(item.id)
            if old is not None and old >= self.first:
                if not item.repeats:
                    double = f"the identifier {item.id} stands twice in the file: the first row is kept"
                    self._leave(Fault("gazetteer-double", item.at or item.id, double))
                continue
            if old is not None:
                gone.append((old,))
            row = there[item.id] = self.next
            self.next += 1
            rows.append((
                row, item.id, item.name, item.lat, item.lon, item.country, item.region, item.district, item.kind, item.code,
                item.people, *self.credit,
            ))  # fmt: skip
            self._name(row, ((item.name, ""), *item.names))
        self.queue.clear()
        if gone:
            self._make_indices()  # names of a place are found by their index
        for where in ("name WHERE place", "box WHERE row", "place WHERE row"):
            self.base.executemany(f"DELETE FROM {where} = ?", gone)
        self.base.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", rows)
        self.replaced |= bool(gone)
        self.places += len(rows)
        if self.indexed and not self.replaced and self.places >= max(MANY, self.before):
            self._drop_indices()

    def _there(self, identifiers: list[str]) -> dict[str, int]:
        """The row numbers of those identifiers that the base has."""
        found: dict[str, int] = {}
        for at in range(0, len(identifiers), ASKED):
            some = identifiers[at : at + ASKED]
            sql = f"SELECT id, row FROM place WHERE id IN ({','.join('?' * len(some))})"
            found.update(self.base.execute(sql, some))
        return found

    def _name(self, row: int, names: Iterable[tuple[str, str]]) -> None:
        for (key, name), language in _languages(names).items():
            self.named.append((key, row, name, fold(name, language or None), language))
            head, _, rest = key.partition(" ")
            longest = rest.count(" ") + 2 if rest else 1
            if longest > self.heads.get(head, 0):
                self.heads[head] = longest

    def flush(self) -> None:
        """Write what was kept."""
        self._write_places()
        self.base.executemany("INSERT INTO pending VALUES (?, ?, ?, ?, ?)", self.named)
        self.named.clear()
        self.base.executemany(
            "INSERT INTO head VALUES (?, ?) ON CONFLICT(word) DO UPDATE SET longest = max(longest, excluded.longest)",
            self.heads.items(),
        )
        self.heads.clear()

    def finish(self) -> None:
        """Write the rest, the names and boxes in the order of their tables, and the indices."""
        self.flush()
        before = self.base.total_changes
        self.base.execute(
            "INSERT OR IGNORE INTO name SELECT * FROM pending WHERE place IN (SELECT row FROM place) "
            "ORDER BY plain, place, name"
        )
        self.names = self.base.total_changes - before
        self.base.execute("DELETE FROM pending")
        self.base.execute(
            f"INSERT INTO box SELECT row, lat, lat, lon, lon FROM place WHERE row >= {self.first} "
            "ORDER BY CAST(lat AS INTEGER), lon"
        )
        self._make_indices()


def _languages(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Every name under its plain key, with its language where only one has it."""
    found: dict[tuple[str, str], str] = {}
    for name, language in names:
        asked = (plain(name), name)
        if asked[0]:
            known = found.get(asked)
            found[asked] = language if not known or known == language else known if not language else SHARED
    return {asked: "" if language == SHARED else language for asked, language in found.items()}


def _wrong(item: RawPlace) -> Fault | None:
    if not (-90 <= item.lat <= 90 and -180 <= item.lon <= 180):
        return Fault(
            "gazetteer-range", item.at or item.id, f"coordinates {item.lat}, {item.lon} out of range: left out"
        )
    if not plain(item.name):
        return Fault("gazetteer-name", item.at or item.id, "a place without a name: left out")
    if item.kind not in KINDS:
        return Fault("gazetteer-kind", item.at or item.id, f"{item.kind!r} is no kind of place: left out")
    return None


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note_source(base: sqlite3.Connection, source: str, licence: str, path: Path, rows: int) -> None:
    """Keep which file was loaded, with its digest."""
    values = (source, licence, path.name, digest(path), rows)
    base.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?)", values)
