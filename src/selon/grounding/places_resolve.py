"""Which of the places that bear a name is meant: what the text names beside it decides, the number of people comes last.

Evidence for a candidate, in the order of its weight: a region or country named right after the name (*Paris, Texas*); a type word
that fits (*Donetsk region*); the countries and regions that the text names; the distance to the other places; how widely known the
place is. All mentions of one name in one text mean one place. Two candidates that the evidence does not tell apart are a tie:
nothing is chosen. The kinds of evidence follow Leidner (2007), "Toponym Resolution in Text"; the weights were set on LGL and GeoVirus.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selon.grounding.gazetteer import distance
from selon.grounding.gazetteer_schema import PlaceRow, Places

SAME_KM = 30.0
"""Rows of one name nearer than this are one place."""
TIE = 0.25
STATED, TYPE_FITS, TYPE_FAILS = 9.0, 4.0, -3.0
COUNTRY_SHARE, COUNTRY_NAMED, REGION_NAMED = 4.0, 0.8, 2.5
NEARBY, NEAR_KM = 2.5, 120.0
HOME = 0.5
KNOWN = {
    "country": 9.0,
    "continent": 9.0,
    "region": 6.3,
    "district": 3.0,
    "water": 4.2,
    "land": 4.2,
    "site": 3.6,
    "other": 2.5,
}
ROUNDS = 2
MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a text with what its mentions say: the rows, the kinds of place that type words call it, stated containers."""

    rows: tuple[PlaceRow, ...]
    kinds: frozenset[str] = frozenset()
    containers: tuple[str, ...] = ()
    mentions: int = 1
    how: str = "exact"


@dataclass(slots=True)
class Setting:
    """What the whole text names: how often each country, which regions, and the points of the names that are clear."""

    countries: Mapping[str, float]
    home: frozenset[str]
    regions: set[str] = field(default_factory=set)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its weight and the reasons, best first."""

    row: PlaceRow
    weight: float
    reasons: tuple[str, ...]


def resolve(
    names: Mapping[str, Named], countries: Counter[str], home: Iterable[str], gazetteer: Places
) -> dict[str, tuple[PlaceRow | None, tuple[Judged, ...]]]:
    """For every name the row that is meant (`None` for a tie) and all candidates judged, best first.

    countries: how often the text names a country by another word (*Ukrainian*); home: countries of the language or the outlet.
    """
    total = Counter(countries)
    for named in names.values():
        if named.rows and named.rows[0].kind == "country" and len(_clusters(named.rows)) == 1:
            total[named.rows[0].country or ""] += named.mentions
    setting = Setting(_shares(total), frozenset(home))
    judged: dict[str, tuple[Judged, ...]] = {}
    for _ in range(ROUNDS):
        judged = {key: _judge(key, named, setting, gazetteer) for key, named in names.items()}
        _learn(setting, judged, names, total, gazetteer)
    return {key: (_choose(candidates), candidates) for key, candidates in judged.items()}


def _shares(counts: Counter[str]) -> dict[str, float]:
    whole = sum(counts.values())
    return {country: n / whole for country, n in counts.items()} if whole else {}


def _learn(
    setting: Setting,
    judged: Mapping[str, tuple[Judged, ...]],
    names: Mapping[str, Named],
    total: Counter[str],
    gazetteer: Places,
) -> None:
    """Take the names that are clear as evidence for the others."""
    counts = Counter({k: float(v) for k, v in total.items()})
    for key, candidates in judged.items():
        if not candidates:
            continue
        lead = candidates[0].weight - candidates[1].weight if len(candidates) > 1 else 3.0
        row = candidates[0].row
        if lead < 1.0:
            continue
        if row.kind not in {"continent", "country"}:
            setting.points[key] = (row.lat, row.lon)
            counts[row.country or ""] += 0.6 * min(3, names[key].mentions) * min(1.0, lead / 3)
            if region := region_of(row, gazetteer):
                setting.regions.add(region)
    counts.pop("", None)
    setting.countries = _shares(counts)  # type: ignore[arg-type]


def region_of(row: PlaceRow, gazetteer: Places) -> str | None:
    """The identifier of the region that a place lies in, the same for all sources; the region's own for a region."""
    if not row.country or not row.region:
        return None
    known = gazetteer.region(row.country, row.region)
    return known.id if known else f"{row.country}-{row.region}"


def contains(container: PlaceRow, row: PlaceRow, gazetteer: Places) -> bool:
    """Whether a country or a region holds a place, by their codes."""
    if container.country is None or container.country != row.country or container.id == row.id:
        return False
    if container.kind == "country":
        return True
    return container.kind == "region" and region_of(container, gazetteer) == region_of(row, gazetteer)


def _judge(key: str, named: Named, setting: Setting, gazetteer: Places) -> tuple[Judged, ...]:
    found = []
    for rows in _clusters(named.rows):
        row = rows[0]
        weight, reasons = _known(row, named)
        for add, reason in (
            _typed(row, named),
            _stated(row, named, gazetteer),
            _country(row, setting),
            _region(row, setting, gazetteer, named),
            _near(key, row, setting),
        ):
            if add:
                weight += add
                reasons.append(reason)
        if row.country in setting.home:
            weight += HOME
        found.append(Judged(row, weight, tuple(reasons)))
    return tuple(sorted(found, key=lambda j: (-j.weight, j.row.id))[:MOST_CANDIDATES])


def _clusters(rows: tuple[PlaceRow, ...]) -> list[list[PlaceRow]]:
    """The rows, those of one place together (the first stands for it)."""
    clusters: list[list[PlaceRow]] = []
    for row in rows:
        for cluster in clusters:
            first = cluster[0]
            alike = (first.kind in WIDE) == (row.kind in WIDE)
            if alike and first.country == row.country and distance(first.lat, first.lon, row.lat, row.lon) < SAME_KM:
                cluster.append(row)
                break
        else:
            clusters.append([row])
    return clusters


WIDE = frozenset({"continent", "country", "region", "district"})


def _known(row: PlaceRow, named: Named) -> tuple[float, list[str]]:
    weight = KNOWN.get(row.kind)
    if weight is None:
        weight = math.log10(row.people + 1) if row.people else 2.0
        weight += {"capital": 1.2, "seat": 0.5}.get(row.kind, 0.0)
    if named.how == "sounds":
        weight -= 1.0
    return weight, [row.kind if not row.people or row.kind in WIDE else f"{row.kind} of {row.people:,}"]


def _typed(row: PlaceRow, named: Named) -> tuple[float, str]:
    if not named.kinds:
        return 0.0, ""
    settled = {"city", "village", "seat", "capital", "quarter"}
    for kind in named.kinds:
        fits = (
            row.kind == kind
            or (kind in settled and row.kind in settled)
            or (kind == "region" and row.kind == "district")
        )
        if fits:
            return TYPE_FITS, f"the text calls it a {kind}"
    return TYPE_FAILS, f"the text calls it a {sorted(named.kinds)[0]}"


def _stated(row: PlaceRow, named: Named, gazetteer: Places) -> tuple[float, str]:
    for container in named.containers:
        if container in {f"iso:{row.country}", row.country, region_of(row, gazetteer)}:
            return STATED, f"named together with {container.removeprefix('iso:')}"
    return 0.0, ""


def _country(row: PlaceRow, setting: Setting) -> tuple[float, str]:
    share = setting.countries.get(row.country or "", 0.0)
    if not share or row.kind in {"country", "continent"}:
        return 0.0, ""
    return COUNTRY_NAMED + COUNTRY_SHARE * share, f"the text names {row.country} ({share:.0%})"


def _region(row: PlaceRow, setting: Setting, gazetteer: Places, named: Named) -> tuple[float, str]:
    if row.kind in WIDE or not setting.regions:
        return 0.0, ""
    region = region_of(row, gazetteer)
    if region is None or region not in setting.regions:
        return 0.0, ""
    return REGION_NAMED, f"the text names {region.removeprefix('iso:')}"


def _near(key: str, row: PlaceRow, setting: Setting) -> tuple[float, str]:
    if row.kind in WIDE:
        return 0.0, ""
    others = [p for k, p in setting.points.items() if k != key]
    if not others:
        return 0.0, ""
    km = min(distance(row.lat, row.lon, *p) for p in others)
    weight = NEARBY * math.exp(-km / NEAR_KM)
    return (weight, f"{km:.0f} km from another place of the text") if weight > 0.1 else (0.0, "")


def _choose(candidates: tuple[Judged, ...]) -> PlaceRow | None:
    if not candidates:
        return None
    if len(candidates) > 1 and candidates[0].weight - candidates[1].weight < TIE:
        return None
    return candidates[0].row
