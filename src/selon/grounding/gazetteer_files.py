"""Reading gazetteer files: GeoNames dumps, postal codes, alternate names; GeoJSON; CSV and TSV with a mapping. All
are streamed.

Formats: GeoNames "main geoname table", "postal code" and "alternate names" as described in the readme files of
download.geonames.org;
GeoJSON after RFC 7946. Faults name file and line (for GeoJSON the number of the feature).
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

from selon.errors import Fault, InputError
from selon.grounding.gazetteer_load import Item, RawNames, RawPlace
from selon.grounding.gazetteer_schema import KINDS

FIELDS = ("id", "name", "lat", "lon", "country", "region", "district", "kind", "people", "names")
HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "geonameid", "qid", "code"),
    "name": ("name", "title", "asciiname", "city"),
    "lat": ("lat", "latitude", "y", "label_y"),
    "lon": ("lon", "lng", "long", "longitude", "x", "label_x"),
    "country": ("country", "country_code", "countrycode", "iso_a2", "iso2", "cc"),
    "region": ("region", "admin1", "admin1_code", "admin1code", "state_code", "iso_3166_2"),
    "district": ("district", "admin2", "admin2_code"),
    "kind": ("kind", "type", "featurecla", "feature_class"),
    "people": ("people", "population", "pop", "pop_max", "pop_est"),
    "names": ("names", "alternatenames", "aliases", "native", "name_local", "name_alt", "namealt", "nameascii"),
}
"""Column names that are understood without a mapping, in lower case."""
CLASS_NAMES = {
    "admin-0 country": "country", "admin-0 capital": "capital", "admin-0 capital alt": "capital", "admin-1 capital": "seat",
    "admin-1 region capital": "seat", "admin-0 region capital": "seat", "admin-1 scale rank": "region",
    "admin-1 states provinces": "region", "populated place": "city", "state": "region", "province": "region",
    "country": "country", "town": "city", "hamlet": "village", "lake": "water", "river": "water", "mountain": "land",
}  # fmt: skip
"""Kinds as Natural Earth and other tables write them, in lower case."""
UNKNOWN = frozenset({"", "0", "nan", "none", "null"})
"""What tables write for an identifier that they do not have; so do negative numbers."""
COUNTRY = re.compile(r"[A-Z]{2}$")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?$")
CHUNK = 1 << 20
OBJECT = 1 << 26
"""No single place is written in more characters than this."""
_SPACE = re.compile(r"[ \t\r\n,]*")
csv.field_size_limit(1 << 22)


def read_file(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Item]:
    """The places of one file, by its form; `InputError` when no form fits."""
    if path.suffix == ".zip":
        yield from _read_zip(path, mapping)
        return
    with path.open("rb") as file:
        yield from _read(file, path.name, path.suffix.lower(), mapping)


def geonames_table(path: Path) -> bool:
    """Whether the first row of a file (of the first file in a zip) has the columns of a GeoNames table."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            members = [m for m in sorted(archive.namelist()) if not m.lower().startswith("readme")]
            with archive.open(members[0]) as file:
                first = file.readline(1 << 16)
    else:
        with path.open("rb") as file:
            first = file.readline(1 << 16)
    return _geonames(first.decode("utf-8-sig", errors="replace").rstrip("\r\n").split("\t")) is not None


def _read_zip(path: Path, mapping: Mapping[str, str] | None) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                if not member.lower().startswith("readme") and not member.endswith("/"):
                    with archive.open(member) as file:
                        yield from _read(file, f"{path.name}/{member}", Path(member).suffix.lower(), mapping)
    except zipfile.BadZipFile as fault:
        raise InputError(str(fault), str(path), "gazetteer") from fault


def _read(file: IO[bytes], name: str, suffix: str, mapping: Mapping[str, str] | None) -> Iterator[Item]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        if suffix in {".json", ".geojson"}:
            yield from _json(text, name, mapping or {})
        elif suffix in {".txt", ".tsv", ".csv", ""}:
            yield from _lines(text, name, mapping)
        else:
            raise InputError(f"no gazetteer form ends in {suffix!r}", name, "gazetteer")
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper, name: str, mapping: Mapping[str, str] | None) -> Iterator[Item]:
    first = text.readline()
    while first.startswith("#"):
        first = text.readline()
    cells = first.rstrip("\r\n").split("\t")
    reader = None if mapping else _geonames(cells)
    if reader is None:
        yield from _table(text, first, name, mapping or {})
        return
    for number, line in enumerate(_chain(first, text), 1):
        if line.strip():
            yield _guarded(reader, line.rstrip("\r\n").split("\t"), f"{name}:{number}")


def _chain(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from rest


def _guarded(reader: Callable[[list[str], str], Item], cells: list[str], place: str) -> Item:
    try:
        item = reader(cells, place)
    except (ValueError, IndexError) as fault:
        return Fault("gazetteer-row", place, f"left out: {fault}")
    if isinstance(item, RawPlace) and not (-90 <= item.lat <= 90 and -180 <= item.lon <= 180):
        return Fault("gazetteer-range", place, f"coordinates {item.lat}, {item.lon} out of range: left out")
    return item


# --- GeoNames ---------------------------------------------------------------------------------------------------------

CLASSES = {"H": "water", "T": "land", "L": "land", "V": "land", "S": "site", "R": "site", "U": "water"}
CODES = {
    "PCLI": "country", "PCLD": "country", "PCLS": "country", "PCLF": "country", "TERR": "country", "PCLIX": "region",
    "CONT": "continent", "ADM1": "region", "PPLC": "capital", "PPLA": "seat", "PPLX": "quarter",
}  # fmt: skip
CITY = 5000


def _geonames(cells: list[str]) -> Callable[[list[str], str], Item] | None:
    """Which GeoNames table a line belongs to, by its columns."""
    if len(cells) == 19 and cells[0].isdigit():
        return _dump
    if len(cells) == 12 and len(cells[0]) == 2 and cells[0].isupper():
        return _postal
    if len(cells) in {4, 8, 10} and cells[0].isdigit() and cells[1].isdigit():
        return _alternate
    return None


def _dump(cells: list[str], at: str) -> Item:
    if len(cells) != 19:
        raise ValueError(f"{len(cells)} columns, 19 are expected")
    people = int(cells[14] or 0)
    kind = CODES.get(cells[7]) or CLASSES.get(cells[6])
    if kind is None:
        kind = "district" if cells[6] == "A" else "city" if people >= CITY else "village"
    other = tuple((n, "") for n in (cells[2], *cells[3].split(",")) if _says_something(n))
    return RawPlace(
        f"geonames:{int(cells[0])}", cells[1], float(cells[4]), float(cells[5]), other, cells[8] or None,
        cells[10] or None, cells[11] or None, kind, cells[7], people, at=at,
    )  # fmt: skip


def _says_something(name: str) -> bool:
    """Whether an alternate name is more than a code of an airport or one letter."""
    return len(name) > 2 and not (len(name) < 5 and name.isascii() and name.isupper())


def _postal(cells: list[str], at: str) -> Item:
    if len(cells) != 12:
        raise ValueError(f"{len(cells)} columns, 12 are expected")
    name = cells[2].split(" (")[0]
    if not name:
        raise ValueError("a postal code without a place")
    return RawPlace(
        f"postal:{cells[0]}-{cells[4]}-{cells[5] or '-'}-{name}", name, float(cells[9]), float(cells[10]), (), cells[0],
        cells[4] or None, cells[5] or None, "village", "PPL", 0, True, at,
    )  # fmt: skip


NOT_NAMES = frozenset({"link", "post", "iata", "icao", "faac", "unlc", "wkdt", "phon", "tcid"})


def _alternate(cells: list[str], at: str) -> Item:
    language, name = cells[2], cells[3]
    names = () if language in NOT_NAMES or not name else ((name, language.split("-")[0][:3]),)
    return RawNames(f"geonames:{int(cells[1])}", names, at)


# --- tables with a header ---------------------------------------------------------------------------------------------


def _table(text: io.TextIOWrapper, first: str, name: str, mapping: Mapping[str, str]) -> Iterator[Item]:
    mark = max("\t;,|", key=first.count)
    header = [cell.strip() for cell in next(csv.reader([first], delimiter=mark), [])]
    columns = columns_of(header, mapping, name)
    for number, cells in enumerate(csv.reader(text, delimiter=mark), 2):
        if any(cells):
            values = dict(zip(header, cells, strict=False))
            yield _guarded_values(values, columns, name, number)


def columns_of(header: list[str], mapping: Mapping[str, str], name: str) -> dict[str, str]:
    """Which column holds which field: the mapping first, then the usual names; `InputError` when one that must be is
    missing.

    A mapping may also name languages: `name:uk=native` gives the column of the Ukrainian name.
    """
    for field, column in mapping.items():
        if field.split(":")[0] not in FIELDS:
            raise InputError(f"{field!r} is none of {', '.join(FIELDS)}", name, "gazetteer-mapping")
        if column not in header:
            raise InputError(f"no column {column!r}; there are: {', '.join(header[:30])}", name, "gazetteer-mapping")
    lowered = {cell.lower(): cell for cell in reversed(header)}
    usual = {f: lowered[c] for f in FIELDS for c in reversed(HEADERS[f]) if c in lowered}
    languages = {f"name:{c[5:]}": cell for c, cell in lowered.items() if c.startswith("name_") and len(c) == 7}
    others = [c for c in HEADERS["names"] if c in lowered and lowered[c] != usual.get("names")]
    columns = languages | {f"names:{c}": lowered[c] for c in others} | usual | dict(mapping)
    if missing := [f for f in ("name", "lat", "lon") if f not in columns]:
        raise InputError(f"no column for {', '.join(missing)}: give a mapping", name, "gazetteer-mapping")
    return columns


def _guarded_values(values: Mapping[str, object], columns: Mapping[str, str], name: str, number: int) -> Item:
    place = f"{name}:{number}"
    try:
        item = _from_values(values, columns, f"{Path(name).stem}:{number}", place)
    except (ValueError, TypeError) as fault:
        return Fault("gazetteer-row", place, f"left out: {fault}")
    if not (-90 <= item.lat <= 90 and -180 <= item.lon <= 180):
        return Fault("gazetteer-range", place, f"coordinates {item.lat}, {item.lon} out of range: left out")
    return item


def _from_values(values: Mapping[str, object], columns: Mapping[str, str], fallback: str, at: str) -> RawPlace:
    def cell(field: str) -> str:
        found = values.get(columns.get(field, ""))
        return "" if found is None else str(found).strip()

    stem = fallback.split(":", maxsplit=1)[0]
    names = [(cell(f), f[5:].lower()) for f in columns if f.startswith("name:") and cell(f)]
    more = "|".join(cell(f) for f in columns if f.partition(":")[0] == "names")
    names += [(n.strip(), "") for n in more.replace("|", ",").split(",") if n.strip()]
    if not cell("name"):
        raise ValueError("no name")
    people = int(float(cell("people") or 0))
    given = cell("kind").lower()
    kind = given if given in KINDS else CLASS_NAMES.get(given, "")
    country = cell("country").upper()
    own = cell("id").removesuffix(".0")
    if columns.get("id", "").lower() == "geonameid":
        stem = "geonames"
    identifier = fallback if own.lstrip("-") in UNKNOWN or own[0] == "-" else f"{stem}:{own}"
    return RawPlace(
        identifier, cell("name"), float(cell("lat")), float(cell("lon")), tuple(names),
        country if COUNTRY.match(country) else None, cell("region") or None, cell("district") or None,
        kind or ("city" if people >= CITY else "other"), "", max(0, people), at=at,
    )  # fmt: skip


# --- JSON -------------------------------------------------------------------------------------------------------------


def _json(text: io.TextIOWrapper, name: str, mapping: Mapping[str, str]) -> Iterator[Item]:
    columns: dict[str, str] = {}
    for number, value in enumerate(_objects(text, name), 1):
        place = f"{name}:{number}"
        if isinstance(value, Fault):
            yield value
            return
        if not isinstance(value, dict):
            yield Fault("gazetteer-row", place, "left out: not an object")
            continue
        flat = _flat(value)
        try:
            columns = columns_of(list(flat), mapping, name)
        except InputError as fault:
            yield Fault("gazetteer-row", place, f"left out: {fault.fault.reason}")
            continue
        yield _guarded_values(flat, columns, name, number)


def _flat(value: dict[str, object]) -> dict[str, object]:
    """The properties of a GeoJSON feature with `lat` and `lon` of its point (or of the middle of its box); else the
    object itself.
    """
    properties, geometry = value.get("properties"), value.get("geometry")
    if not isinstance(properties, dict):
        return _plain(value)
    flat = _plain(properties)
    if {"label_x", "label_y"} <= {k.lower() for k in flat}:
        return flat
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if points:
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        flat = {k: v for k, v in flat.items() if k.lower() not in HEADERS["lat"] + HEADERS["lon"]}
        flat |= {"lat": (south + north) / 2, "lon": (west + east) / 2}
    return flat


def _plain(values: dict[str, object]) -> dict[str, object]:
    """The values that are no lists or objects; names by language (`{"translations": {"uk": …}}`) become `name_uk`."""
    flat = {k: v for k, v in values.items() if not isinstance(v, dict | list)}
    for inner in (v for v in values.values() if isinstance(v, dict)):
        if inner and all(isinstance(v, str) and LANGUAGE.match(str(k)) for k, v in inner.items()):
            flat |= {f"name_{k}": v for k, v in inner.items() if len(k) == 2}
    return flat


def _points(value: object, depth: int = 0) -> Iterator[tuple[float, float]]:
    if not isinstance(value, list) or depth > 6:
        return
    if len(value) >= 2 and all(isinstance(v, int | float) for v in value[:2]):
        yield float(value[0]), float(value[1])
        return
    for part in value:
        yield from _points(part, depth + 1)


def _objects(text: io.TextIOWrapper, name: str) -> Iterator[object]:
    """The objects of a JSON array, or of the array `features`, one at a time; a fault where the file breaks off."""
    buffer = text.read(CHUNK)
    start = buffer.find("[") if buffer.lstrip().startswith("[") else _features(buffer)
    if start < 0:
        raise InputError("neither a JSON array nor a GeoJSON FeatureCollection", name, "gazetteer")
    decoder, at = json.JSONDecoder(), start + 1
    while True:
        at = _SPACE.match(buffer, at).end()  # type: ignore[union-attr]
        if buffer.startswith("]", at):
            return
        try:
            value, at = decoder.raw_decode(buffer, at)
        except (json.JSONDecodeError, RecursionError) as fault:
            more = text.read(max(CHUNK, len(buffer))) if len(buffer) < OBJECT else ""
            if not more:
                yield Fault("gazetteer-cut", name, f"the file breaks off here or is no JSON: {str(fault)[:120]}")
                return
            buffer, at = buffer[at:] + more, 0
            continue
        yield value


def _features(buffer: str) -> int:
    at = buffer.find('"features"')
    return buffer.find("[", at) if at >= 0 else -1
