"""The SQLite file of a gazetteer: its tables, its kinds of place, and how one row of it looks in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from selon.errors import InputError

VERSION = 2

KINDS = (
    "continent", "country", "region", "district", "capital", "seat", "city", "village", "quarter", "water", "land",
    "site", "other",
)  # fmt: skip
"""Kinds of place, from wide to narrow: *seat* of a region or district, *city* of 5,000 and more, *village* below,
*quarter* of a city; *water*: river, lake, sea; *land*: island, mountain, peninsula, area; *site*: airfield, dam,
plant, base."""

SCHEMA = """
CREATE TABLE place(
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    country TEXT, region TEXT, district TEXT, kind TEXT NOT NULL, code TEXT, people INTEGER NOT NULL,
    source TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE name(
    plain TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL, language TEXT NOT NULL,
    PRIMARY KEY(plain, place, name)
) WITHOUT ROWID;
CREATE TABLE head(word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE box USING rtree(row, south, north, west, east);
CREATE TABLE source(name TEXT NOT NULL, licence TEXT NOT NULL, file TEXT NOT NULL, digest TEXT PRIMARY KEY, rows
INTEGER NOT NULL);
"""
INDICES = {"place_kind": "place(kind, country)", "name_fold": "name(fold)", "name_place": "name(place)"}
REGION_PEOPLE = 3_000_000
"""People given to the regions of `regions.tsv`, which are known by name far away."""
APPLICATION = 0x53454C47  # "SELG"


class PlaceRow(NamedTuple):
    """One row of a gazetteer, as found under one of its names.

    id: stable, `source:number` or an ISO 3166 code. name: how to call it. lat, lon: degrees, WGS 84. country: ISO
    3166-1 alpha-2.
    region, district: codes of the first and second level below the country, in the terms of the source. people:
    inhabitants,
    0 when not known. matched: the name under which it was found. language: of that name, empty when not said.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    region: str | None
    district: str | None
    kind: str
    people: int
    source: str
    matched: str = ""
    language: str = ""


class Places(Protocol):
    """What finding places needs of a gazetteer."""

    def find(self, name: str) -> tuple[PlaceRow, ...]:
        """The places that bear this name, letter by letter (`fold.plain`); most people first."""

    def remember(self, names: Iterable[str]) -> None:
        """Look up many names at once, so that `find` has them at hand."""

    def remember_heads(self, words: Iterable[str]) -> None:
        """Look up many first words at once, so that `longest` has them at hand."""

    def sounding(self, name: str, language: str | None = None) -> tuple[PlaceRow, ...]:
        """The places whose name sounds like this one (`fold.fold`); most people first."""

    def seconds(self, word: str) -> frozenset[str] | None:
        """The second words (`fold.plain`) of the names that begin with this word; `None` when they are too many."""

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 when no name does."""

    def region(self, country: str, code: str) -> PlaceRow | None:
        """The region of a country with this code, if the gazetteer has it."""

    def country(self, code: str) -> PlaceRow | None:
        """The country with this ISO 3166-1 alpha-2 code, if the gazetteer has it."""


def create(path: Path | str) -> sqlite3.Connection:
    """A new empty gazetteer file (or one in memory, `:memory:`), open for writing."""
    base = sqlite3.connect(path)
    base.executescript(SCHEMA)
    for index, columns in INDICES.items():
        base.execute(f"CREATE INDEX {index} ON {columns}")
    base.execute(f"PRAGMA application_id = {APPLICATION}")
    base.execute(f"PRAGMA user_version = {VERSION}")
    return base


def check(base: sqlite3.Connection, path: Path) -> None:
    """Raise `InputError` unless this is a gazetteer of our version."""
    try:
        (application,) = base.execute("PRAGMA application_id").fetchone()
        (version,) = base.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as fault:
        raise InputError(str(fault), str(path), "gazetteer") from fault
    if application != APPLICATION:
        raise InputError("this file is no gazetteer of Selon", str(path), "gazetteer")
    if version != VERSION:
        raise InputError(f"gazetteer version {version}; this Selon reads {VERSION}", str(path), "gazetteer")
