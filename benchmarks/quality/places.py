"""Places: names found and told apart, in English (LGL, GeoVirus) and on the incidents of the war in Ukraine.

The gazetteer is the built-in one with what lies in `corpora/gazetteer`, loaded as a user would load it, once per
digest.
"""

from __future__ import annotations

import csv
import math
import os
import statistics
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.outcome import Outcome, corpus_digest

if TYPE_CHECKING:
    from selon.grounding.gazetteer import Gazetteer
    from selon.lang.pack import Pack
    from selon.model import PlaceMention

NEAR = 161.0
FILES = ("cities5000.zip", "data/geonames/UA.txt")
CORPORA = {"LGL": "lgl.xml", "GeoVirus": "GeoVirus.xml"}


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place name of the gold: offsets, its point (`None` when the gold has none), its GeoNames number."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonames: str | None


def read_gold(file: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """The articles of LGL, TR-News or GeoVirus with their place names."""
    for article in ET.parse(file).getroot().iter("article"):
        names = []
        for node in (*article.iter("toponym"), *article.iter("location")):
            lat = node.findtext("gaztag/lat") or node.findtext("lat")
            lon = node.findtext("gaztag/lon") or node.findtext("lon")
            tag = node.find("gaztag")
            start, end = int(node.findtext("start") or 0), int(node.findtext("end") or 0)
            number = tag.get("geonameid") if tag is not None else None
            names.append(Toponym(start, end, float(lat) if lat else None, float(lon) if lon else None, number))
        yield article.findtext("text") or "", names


def gazetteer_file(shared: Path, kept: Path | None = None) -> Path:
    """A gazetteer of the development files, built once per digest of them."""
    from selon.grounding.gazetteer_files import read_file
    from selon.grounding.gazetteer_load import load, replacing
    from selon.grounding.gazetteer_schema import VERSION

    folder = shared / "corpora" / "gazetteer"
    files = [folder / name for name in FILES]
    digest = corpus_digest(folder, files).removeprefix("sha256:")[:12]
    path = (
        kept or Path(os.environ.get("SELON_CACHE") or tempfile.gettempdir())
    ) / f"bench-places-{digest}-{VERSION}.db"
    if not path.exists():
        with replacing(path) as base:
            for file in files:
                load(base, read_file(file), "GeoNames", "CC BY 4.0")
    return path


def named_places(text: str, pack: Pack, gazetteer: Gazetteer, home: tuple[str, ...] = ()) -> tuple[PlaceMention, ...]:
    """The places of a plain text, as grounding finds them in a report."""
    from selon.grounding.names import people_and_bodies
    from selon.grounding.places import find_places

    names = people_and_bodies(text, pack, gazetteer)
    taken = [m.span for m in names.mentions if m.kind == "PER"]
    return find_places(text, pack, gazetteer, taken, names.surnames, home)


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def score(file: Path, gazetteer: Path | None) -> tuple[dict[str, float], list[str]]:
    """Span F1, accuracy within 161 km (an unresolved name is wrong), recall, mean and median error, exact numbers."""
    from selon.grounding.gazetteer import Gazetteer
    from selon.lang.pack import load

    gold_n = found_n = hits = located = exact = ids = 0
    errors: list[float] = []
    lines: list[str] = []
    with Gazetteer.open(gazetteer) as places:
        for number, (text, gold) in enumerate(read_gold(file)):
            left = list(named_places(text, load("en"), places))
            gold_n, found_n = gold_n + len(gold), found_n + len(left)
            for name in gold:
                located += name.lat is not None
                words = text[name.start : name.end]
                found = next((m for m in left if m.span.start < name.end and name.start < m.span.end), None)
                if found is None:
                    lines.append(f"- {number} {words!r}")
                    continue
                left.remove(found)
                hits += 1
                if name.lat is None or name.lon is None:
                    continue
                chosen = found.chosen
                error = math.inf if chosen is None else km(name.lat, name.lon, chosen.lat, chosen.lon)
                errors.append(error)
                if name.geonames and chosen is not None and chosen.id.startswith("geonames:"):
                    ids, exact = ids + 1, exact + (chosen.id == f"geonames:{name.geonames}")
                if error > NEAR:
                    what = f"{chosen.name} {chosen.country} {chosen.reasons}" if chosen else "abstained"
                    lines.append(f"~ {number} {words!r} ({name.lat}, {name.lon}): {what} {error:.0f} km")
            lines += [
                f"+ {number} {m.span.text!r} …{text[max(0, m.span.start - 20) : m.span.end + 20]!r}" for m in left
            ]
    near = sum(e <= NEAR for e in errors)
    finite = [e for e in errors if e < math.inf]
    return {
        "span F1": _percent(2 * hits, gold_n + found_n), "precision": _percent(hits, found_n), "recall": _percent(hits, gold_n),
        "acc@161": _percent(near, len(errors)), "acc@161 decided": _percent(near, len(finite)),
        "recall@161": _percent(near, located), "mean km": round(statistics.fmean(finite), 0) if finite else 0.0,
        "median km": round(statistics.median(finite), 0) if finite else 0.0, "exact id": _percent(exact, ids),
    }, lines  # fmt: skip


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _incident_file(shared: Path) -> Path:
    return shared / "corpora" / "eyes_on_russia.csv"


def incidents(shared: Path, gazetteer: Path | None) -> dict[str, float]:
    """Incidents of 2022–2024: the text of each, its point; within 10 and 50 km of what Selon reads, of those it
    reads a place in.
    """
    from selon.grounding.gazetteer import Gazetteer
    from selon.grounding.places_roles import innermost
    from selon.lang.pack import load

    total = placed = ten = fifty = 0
    with Gazetteer.open(gazetteer) as places, _incident_file(shared).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            try:
                lat, lon = float(row["lat"]), float(row["lon"])
            except ValueError:
                continue
            text = " ".join((row["title"].split(" ", 1)[-1], row["brief description"]))
            mention = innermost(named_places(text, load("en"), places, ("UA", "RU")))
            total += 1
            if mention is not None and mention.chosen is not None and mention.chosen.kind not in {"country", "region"}:
                error = km(lat, lon, mention.chosen.lat, mention.chosen.lon)
                placed, ten, fifty = placed + 1, ten + (error <= 10), fifty + (error <= 50)
    return {
        "incidents": total, "placed": _percent(placed, total), "within 10 km": _percent(ten, placed),
        "within 50 km": _percent(fifty, placed), "of all 10 km": _percent(ten, total), "of all 50 km": _percent(fifty, total),
    }  # fmt: skip


def measure(shared: Path) -> Outcome:
    """The figures of all three, with the gazetteer of the development files and (LGL, GeoVirus) with the built-in
    one.
    """
    folder = shared / "corpora"
    gazetteer = gazetteer_file(shared)
    rows: dict[str, dict[str, float]] = {}
    errors: list[str] = []
    for name, file in CORPORA.items():
        rows[name], lines = score(folder / "geoparse" / file, gazetteer)
        errors += [f"{name} {line}" for line in lines]
        rows[f"{name} built-in"], _ = score(folder / "geoparse" / file, None)
    rows["incidents"] = incidents(shared, gazetteer)
    files = [*(folder / "geoparse" / f for f in CORPORA.values()), folder / "eyes_on_russia.csv"]
    return Outcome(rows, corpus_digest(folder, files), ("span F1", "acc@161", "within 50 km"), errors=tuple(errors))
