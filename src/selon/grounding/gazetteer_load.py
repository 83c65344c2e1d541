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
from selon.grounding.gazetteer_schema import KINDS, check, create

FAULTS_KEPT = 1000
BATCH = 5000


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
    counts = {"places": 0, "names": 0, "skipped": 0}
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        fault = item if isinstance(item, Fault) else _write(base, item, (source, licence), seen, counts)
        if fault is not None:
            counts["skipped"] += 1
            if len(faults) < FAULTS_KEPT:
                faults.append(fault)
        if step is not None and number % BATCH == 0:
            step(number)
    return Loaded(counts["places"], counts["names"], counts["skipped"], tuple(faults))


def _write(
    base: sqlite3.Connection, item: RawPlace | RawNames, credit: tuple[str, str], seen: set[str], counts: dict[str, int]
) -> Fault | None:
    if isinstance(item, RawNames):
        row = base.execute("SELECT row FROM place WHERE id = ?", (item.id,)).fetchone()
        if row is None:
            return Fault("gazetteer-unknown", item.id, "names of a place that the gazetteer does not have: left out")
        counts["names"] += _name(base, row[0], item.names)
        return None
    if item.id in seen:
        return (
            None
            if item.repeats
            else Fault("gazetteer-double", item.id, "this identifier stands twice in the file: the first row is kept")
        )
    if fault := _wrong(item):
        return fault
    seen.add(item.id)
    row = _place(base, item, credit)
    counts["places"] += 1
    counts["names"] += _name(base, row, ((item.name, ""), *item.names))
    return None


def _wrong(item: RawPlace) -> Fault | None:
    if not (-90 <= item.lat <= 90 and -180 <= item.lon <= 180):
        return Fault("gazetteer-range", item.id, f"coordinates {item.lat}, {item.lon} out of range: left out")
    if not plain(item.name):
        return Fault("gazetteer-name", item.id, "a place without a name: left out")
    if item.kind not in KINDS:
        return Fault("gazetteer-kind", item.id, f"{item.kind!r} is no kind of place: left out")
    return None


def _place(base: sqlite3.Connection, item: RawPlace, credit: tuple[str, str]) -> int:
    old = base.execute("SELECT row FROM place WHERE id = ?", (item.id,)).fetchone()
    if old:
        base.execute("DELETE FROM name WHERE place = ?", old)
        base.execute("DELETE FROM box WHERE row = ?", old)
        base.execute("DELETE FROM place WHERE row = ?", old)
    values = (
        old[0] if old else None, item.id, item.name, item.lat, item.lon, item.country, item.region, item.district,
        item.kind, item.code, item.people, *credit,
    )  # fmt: skip
    row = base.execute(f"INSERT INTO place VALUES ({','.join('?' * len(values))})", values).lastrowid
    assert row is not None
    base.execute("INSERT INTO box VALUES (?, ?, ?, ?, ?)", (row, item.lat, item.lat, item.lon, item.lon))
    return row


def _name(base: sqlite3.Connection, row: int, names: Iterable[tuple[str, str]]) -> int:
    written = 0
    for name, language in names:
        key = plain(name)
        if not key:
            continue
        values = (key, row, name, fold(name, language or None), language)
        written += base.execute("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", values).rowcount
        words = key.split(" ")
        base.execute(
            "INSERT INTO head VALUES (?, ?) ON CONFLICT(word) DO UPDATE SET longest = max(longest, excluded.longest)",
            (words[0], len(words)),
        )
    return written


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note_source(base: sqlite3.Connection, source: str, licence: str, path: Path, rows: int) -> None:
    """Keep which file was loaded, with its digest."""
    values = (source, licence, path.name, digest(path), rows)
    base.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?)", values)
