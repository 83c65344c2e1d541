"""Loading files into a gazetteer: all or nothing, the same file any number of times, faults by line.

A load writes into a copy beside the old file and puts it in place at the end: an interrupted load leaves the old
gazetteer whole.
"""

from __future__ import annotations

import contextlib
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
BATCH = 20_000
CACHE_KB = 256_000


@dataclass(frozen=True, slots=True)
class RawPlace:
    """One place as a file gives it.

    names: (name, language or empty). `lat`, `lon` in degrees, WGS 84; people 0 when not known. repeats: the file
    names its places
    more than once (postal codes); the first row is kept without a fault.
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


@dataclass(frozen=True, slots=True)
class RawNames:
    """More names for a place that is there already."""

    id: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: places written, names written, rows left out, the first faults (at most 1,000)."""

    places: int
    names: int
    skipped: int
    faults: tuple[Fault, ...]


Item = RawPlace | RawNames | Fault


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[sqlite3.Connection]:
    """A writable copy of the gazetteer at `path` (or a new one), put in its place when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    if path.exists():
        shutil.copyfile(path, draft)
        base = sqlite3.connect(draft)
        check(base, path)
    else:
        base = create(draft)
    base.execute("PRAGMA journal_mode = MEMORY")
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
    faults: list[Fault] = []
    skipped = 0
    for number, item in enumerate(items, 1):
        fault = item if isinstance(item, Fault) else writer.take(item)
        if fault is not None:
            skipped += 1
            if len(faults) < FAULTS_KEPT:
                faults.append(fault)
        if number % BATCH == 0:
            writer.flush()
            if step is not None:
                step(number)
    writer.finish()
    return Loaded(writer.places, writer.names, skipped, tuple(faults))


class _Writer:
    """Writes places and names in batches; in an empty gazetteer the indices are made at the end."""

    def __init__(self, base: sqlite3.Connection, credit: tuple[str, str]) -> None:
        self.base, self.credit = base, credit
        self.places = self.names = 0
        self.seen: set[str] = set()
        self.rows: list[tuple[object, ...]] = []
        self.boxes: list[tuple[float, ...]] = []
        self.named: list[tuple[str, int, str, str, str]] = []
        self.heads: dict[str, int] = {}
        self.empty = base.execute("SELECT count(*) FROM (SELECT 1 FROM place LIMIT 1)").fetchone()[0] == 0
        self.next = 1 + (base.execute("SELECT max(row) FROM place").fetchone()[0] or 0)
        base.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if self.empty:
            for index in INDICES:
                base.execute(f"DROP INDEX {index}")

    def take(self, item: RawPlace | RawNames) -> Fault | None:
        """Keep one item for the next batch, or say why not."""
        if isinstance(item, RawNames):
            return self._more_names(item)
        if item.id in self.seen:
            double = "this identifier stands twice in the file: the first row is kept"
            return None if item.repeats else Fault("gazetteer-double", item.id, double)
        if fault := _wrong(item):
            return fault
        self.seen.add(item.id)
        row = self._row(item.id)
        values = (
            row, item.id, item.name, item.lat, item.lon, item.country, item.region, item.district, item.kind, item.code,
            item.people, *self.credit,
        )  # fmt: skip
        self.rows.append(values)
        self.boxes.append((row, item.lat, item.lat, item.lon, item.lon))
        self.places += 1
        self._name(row, ((item.name, ""), *item.names))
        return None

    def _row(self, identifier: str) -> int:
        """The number of a place; an old one of this identifier is taken out."""
        old = None if self.empty else self.base.execute("SELECT row FROM place WHERE id = ?", (identifier,)).fetchone()
        if old is None:
            self.next += 1
            return self.next - 1
        for statement in ("name WHERE place", "box WHERE row", "place WHERE row"):
            self.base.execute(f"DELETE FROM {statement} = ?", old)
        return int(old[0])

    def _more_names(self, item: RawNames) -> Fault | None:
        self.flush()
        row = self.base.execute("SELECT row FROM place WHERE id = ?", (item.id,)).fetchone()
        if row is None:
            return Fault("gazetteer-unknown", item.id, "names of a place that the gazetteer does not have: left out")
        self._name(row[0], item.names)
        return None

    def _name(self, row: int, names: Iterable[tuple[str, str]]) -> None:
        keys = set()
        for name, language in names:
            key = plain(name)
            if not key or (key, name) in keys:
                continue
            keys.add((key, name))
            self.named.append((key, row, name, fold(name, language or None), language))
            head, _, rest = key.partition(" ")
            longest = rest.count(" ") + 2 if rest else 1
            if longest > self.heads.get(head, 0):
                self.heads[head] = longest

    def flush(self) -> None:
        """Write what was kept."""
        before = self.base.total_changes
        self.named.sort()
        self.base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", self.named)
        self.names += self.base.total_changes - before
        self.base.executemany(f"INSERT INTO place VALUES ({','.join('?' * 13)})", self.rows)
        self.base.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?)", self.boxes)
        self.rows.clear()
        self.boxes.clear()
        self.named.clear()

    def finish(self) -> None:
        """Write the rest, the first words of names, and the indices."""
        self.flush()
        self.base.executemany(
            "INSERT INTO head VALUES (?, ?) ON CONFLICT(word) DO UPDATE SET longest = max(longest, excluded.longest)",
            self.heads.items(),
        )
        if self.empty:
            for index, columns in INDICES.items():
                self.base.execute(f"CREATE INDEX {index} ON {columns}")


def _wrong(item: RawPlace) -> Fault | None:
    if not (-90 <= item.lat <= 90 and -180 <= item.lon <= 180):
        return Fault("gazetteer-range", item.id, f"coordinates {item.lat}, {item.lon} out of range: left out")
    if not plain(item.name):
        return Fault("gazetteer-name", item.id, "a place without a name: left out")
    if item.kind not in KINDS:
        return Fault("gazetteer-kind", item.id, f"{item.kind!r} is no kind of place: left out")
    return None


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note_source(base: sqlite3.Connection, source: str, licence: str, path: Path, rows: int) -> None:
    """Keep which file was loaded, with its digest."""
    values = (source, licence, path.name, digest(path), rows)
    base.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?)", values)
