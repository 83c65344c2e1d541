"""The gazetteer: places with their names in all scripts, in SQLite, looked up by letters, by sound and by distance.

A gazetteer is a pile of files: the built-in one (built once from `selon/data` into the user's cache) and the user's
own.
Nothing is read into memory at the start; a look-up is one indexed query and is remembered; the names of a text are looked
up many at a time.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Iterable
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from selon.errors import InputError
from selon.grounding.fold import fold, plain
from selon.grounding.gazetteer_schema import PlaceRow, check

MOST = 48
"""Places kept per name: those with most people."""
REMEMBERED = 200_000
KM_PER_DEGREE = 111.2
COLUMNS = "p.id, p.name, p.lat, p.lon, p.country, p.region, p.district, p.kind, p.people, p.source"
MOST_READ = MOST * 20
"""Rows read per name and file."""
BEARERS = "FROM name n JOIN place p ON p.row = n.place WHERE"
BY_NAME = f"SELECT {COLUMNS}, n.name, n.language {BEARERS} n.{{}} = ? LIMIT {MOST_READ}"
BATCH = 100
"""Names asked for in one query."""
_MARKS = ", ".join("?" * BATCH)
ALL_BY_PLAIN = f"SELECT {COLUMNS}, n.name, n.language, n.plain {BEARERS} n.plain IN ({_MARKS})"
ALL_HEADS = f"SELECT longest, word FROM head WHERE word IN ({_MARKS})"
BY_PLAIN, BY_FOLD = BY_NAME.format("plain"), BY_NAME.format("fold")
MOST_SECONDS = 3_000
"""Names that begin with one word of which the second words are remembered."""
MAPPED = 1 << 30
"""Bytes of a file that are read through memory mapping."""


class Gazetteer:
    """Read access to one or more gazetteer files; safe to share between threads. Later files win over earlier ones."""

    def __init__(self, bases: Iterable[sqlite3.Connection]) -> None:
        self._bases = tuple(bases)
        self._lock = threading.Lock()
        self._remembered: dict[tuple[str, str], tuple[PlaceRow, ...]] = {}
        self._heads: dict[str, int] = {}
        self._seconds: dict[str, frozenset[str] | None] = {}
        self._regions: dict[tuple[str, str], PlaceRow | None] = {}

    @classmethod
    def open(cls, path: Path | None = None, built_in: bool = True) -> Gazetteer:
        """The built-in gazetteer, the world's cities if they were built, and the user's own on top.

        path: of the user's own; `SELON_GAZETTEER` when not given, if it exists.
        """
        from selon.grounding.gazetteer_default import built_in_base, user_path, world_built

        bases = [built_in_base()] if built_in else []
        world = world_built() if built_in else None
        if world is not None:
            bases.append(open_file(world))
        chosen = path or user_path()
        if path is not None and not path.exists():
            raise InputError("no gazetteer here", str(path), "gazetteer")
        if chosen.exists():
            bases.append(open_file(chosen))
        return cls(bases)

    def close(self) -> None:
        """Close all files."""
        for base in self._bases:
            base.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def find(self, name: str) -> tuple[PlaceRow, ...]:
        """The places that bear this name, letter by letter; most people first."""
        key = plain(name)
        return self._rows(BY_PLAIN, key) if key else ()

    def remember(self, names: Iterable[str]) -> None:
        """Look up many names at once, so that `find` has them at hand: several times faster than one by one."""
        keys = {key for name in names if (key := plain(name))}
        new = sorted(key for key in keys if (BY_PLAIN, key) not in self._remembered)
        for start in range(0, min(len(new), REMEMBERED - len(self._remembered)), BATCH):
            for key, values in self._ask_all(ALL_BY_PLAIN, new[start : start + BATCH]).items():
                self._remembered[BY_PLAIN, key] = _settled(values)

    def remember_heads(self, words: Iterable[str]) -> None:
        """Look up many first words at once, so that `longest` has them at hand."""
        keys = {plain(word) for word in words}
        new = sorted(key for key in keys if key not in self._heads)
        for start in range(0, min(len(new), REMEMBERED - len(self._heads)), BATCH):
            for key, values in self._ask_all(ALL_HEADS, new[start : start + BATCH]).items():
                self._heads[key] = max((v[0] for v in values), default=0)

    def sounding(self, name: str, language: str | None = None) -> tuple[PlaceRow, ...]:
        """The places whose name sounds like this one, as the language of the text reads it; most people first."""
        key = fold(name, language)
        return self._rows(BY_FOLD, key) if len(key) > 2 else ()

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this word (letter by letter); 0 when no name does."""
        key = plain(word)
        known = self._heads.get(key)
        if known is None:
            known = max((r[0] for r in self._ask("SELECT longest FROM head WHERE word = ?", key)), default=0)
            if len(self._heads) < REMEMBERED:
                self._heads[key] = known
        return known

    def seconds(self, word: str) -> frozenset[str] | None:
        """The second words (`fold.plain`) of the names that begin with this word; `None` when they are too many."""
        key = plain(word)
        if key not in self._seconds:
            sql = "SELECT DISTINCT plain, '' FROM name WHERE plain > ? AND plain < ? LIMIT ?"
            rows = self._ask(sql, f"{key} ", f"{key}!", MOST_SECONDS)
            few = len(rows) < MOST_SECONDS
            self._seconds[key] = frozenset(r[0].split(" ", 2)[1] for r in rows) if few else None
        return self._seconds[key]

    def region(self, country: str, code: str) -> PlaceRow | None:
        """The region of a country with this code (ISO 3166-2, or the code that GeoNames gives it)."""
        asked = (country, code)
        if asked not in self._regions:
            sql = f"SELECT {COLUMNS}, p.name, '' FROM place p WHERE p.kind = 'region' AND p.country = ? " \
                  "AND (p.region = ? OR p.code = ?) ORDER BY p.id DESC"  # fmt: skip
            rows = self._ask(sql, country, code, code)
            self._regions[asked] = PlaceRow(*rows[0]) if rows else None
        return self._regions[asked]

    def country(self, code: str) -> PlaceRow | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        asked = (code, "")
        if asked not in self._regions:
            rows = self._ask(f"SELECT {COLUMNS}, p.name, '' FROM place p WHERE p.id = ?", f"iso:{code}")
            self._regions[asked] = PlaceRow(*rows[0]) if rows else None
        return self._regions[asked]

    def near(self, lat: float, lon: float, km: float) -> tuple[PlaceRow, ...]:
        """The places within `km` of a point, nearest first (R*Tree, then the great circle); at most 1,000."""
        high = km / KM_PER_DEGREE
        wide = high / max(0.01, math.cos(math.radians(lat)))
        sql = (
            f"SELECT {COLUMNS}, p.name, '' FROM box b JOIN place p ON p.row = b.row "
            "WHERE b.south >= ? AND b.north <= ? AND b.west >= ? AND b.east <= ? LIMIT 20000"
        )
        rows = [PlaceRow(*r) for r in self._ask(sql, lat - high, lat + high, lon - wide, lon + wide)]
        far = partial(distance, lat, lon)
        return tuple(
            sorted((r for r in rows if far(r.lat, r.lon) <= km), key=lambda r: (far(r.lat, r.lon), r.id))[:1000]
        )

    def sources(self) -> tuple[tuple[str, str, int], ...]:
        """Where the rows come from: source, licence, number of rows."""
        sql = "SELECT source, licence, count(*) FROM place GROUP BY source, licence ORDER BY source, licence"
        return tuple((str(s), str(li), int(n)) for s, li, n in self._ask(sql))

    def _rows(self, sql: str, key: str) -> tuple[PlaceRow, ...]:
        asked = (sql, key)
        known = self._remembered.get(asked)
        if known is None:
            known = self._read(sql, key)
            if len(self._remembered) < REMEMBERED:
                self._remembered[asked] = known
        return known

    def _read(self, sql: str, key: str) -> tuple[PlaceRow, ...]:
        return _settled(self._ask(sql, key))

    def _ask_all(self, sql: str, keys: list[str]) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of each of up to `BATCH` keys; the last column of the query is the key, whose rows come together."""
        found: dict[str, list[tuple[Any, ...]]] = {key: [] for key in keys}
        filled = keys + keys[-1:] * (BATCH - len(keys))
        with self._lock:
            for base in self._bases:
                for key, rows in groupby(base.execute(sql, filled), key=itemgetter(-1)):
                    found[key] += [row[:-1] for row in islice(rows, MOST_READ)]
        return found

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            found: list[tuple[Any, ...]] = []
            for base in self._bases:
                found += base.execute(sql, values).fetchall()
            return found


def _settled(values: list[tuple[Any, ...]]) -> tuple[PlaceRow, ...]:
    """Each place once, most people first."""
    if not values:
        return ()
    if len(values) == 1:
        return (PlaceRow._make(values[0]),)
    found: dict[tuple[str, bool], PlaceRow] = {}  # an abbreviation with full stops is another name (L.A., LA)
    for v in values:
        found.setdefault((v[0], "." in v[10]), PlaceRow(*v))
    return tuple(sorted(found.values(), key=lambda r: (-r.people, r.id))[:MOST])


def open_file(path: Path) -> sqlite3.Connection:
    """A gazetteer file open for reading; `InputError` when it is none."""
    try:
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
    except sqlite3.Error as fault:
        raise InputError(str(fault), str(path), "gazetteer") from fault
    check(base, path)
    base.execute(f"PRAGMA mmap_size = {MAPPED}")
    return base


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points on the great circle (haversine, Earth radius 6,371 km)."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))
