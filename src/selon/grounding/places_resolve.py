"""Which of the places that bear a name is meant: what the text names beside it decides, the number of people comes
last.

Evidence for a candidate, in the order of its weight: a region or country named right after the name (*Paris, Texas*);
a type word
that fits (*Donetsk region*); the countries and regions that the text names; the distance to the other places; how
widely known the
place is. All mentions of one name in one text mean one place. Two candidates that the evidence does not tell apart
are a tie:
nothing is chosen. The kinds of evidence follow Leidner (2007), "Toponym Resolution in Text"; the weights were set on
LGL and GeoVirus.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from selon.grounding.fold import plain
from selon.grounding.gazetteer import distance
from selon.grounding.gazetteer_schema import REGION_PEOPLE, PlaceRow, Places
from selon.grounding.places_same import SAME_KM, WIDE, clusters, far, is_alias
from selon.grounding.places_setting import Named, Setting, base, cell_of

TIE = 0.05
STATED, TYPE_FITS, TYPE_FAILS = 9.0, 4.0, -3.0
COUNTRY_SHARE, COUNTRY_NAMED = 5.0, 0.8
NEARBY, NEAR_KM = 2.0, 100.0
PEOPLE = 1.0
BY_REGION, LITTLE_KNOWN = 1.0, 1.5
"""Per power of ten of its people, up to what a region that is known everywhere weighs."""
SURE, LEADING = 1.2, 0.5
"""By how much a candidate must lead to be evidence for other names."""
UNDER_REGION, UNDER_FOREIGN_REGION = -3.0, -1.5
SAME_KIND, SAME_COUNTRY = 1.5, 0.5
SAME_PLACE_KM = 1.0
HOME = 0.5
FOREIGN, ALIAS, BESIDE_NAME = -0.6, -1.2, -4.0
CURATED = 0.4
"""Places that were chosen because reports on wars name them."""
OF_ITS_SEAT = -4.0
COHERENT, MOST_COHERENT = 0.8, 2.0
COHERENT_COUNTRY, MOST_COHERENT_COUNTRY = 0.5, 1.2
COHERENT_NEAR, MOST_COHERENT_NEAR = 1.6, 4.0
LOCAL = "local"
"""The kind of a place whose people are called by its name alone (*a Lebanon woman*): no country is."""
MANY = 16
"""A name with so many places weighs half of one with one place, as a neighbour."""
KNOWN = {
    "country": 12.0,
    "continent": 12.0,
    "region": 8.0,
    "district": 3.0,
    "water": 4.2,
    "land": 4.2,
    "site": 3.6,
    "other": 2.5,
}
ROUNDS = 2
MOST_CANDIDATES = 8


class Judged(NamedTuple):
    """A candidate with its weight and the reasons, best first."""

    row: PlaceRow
    weight: float
    reasons: tuple[str, ...]


def resolve(
    names: Mapping[str, Named], countries: Counter[str], home: Iterable[str], gazetteer: Places
) -> dict[str, tuple[PlaceRow | None, tuple[Judged, ...]]]:
    """For every name the row that is meant (`None` for a tie) and all candidates judged, best first.

    countries: how often the text names a country by another word (*Ukrainian*); home: countries of the language or
    the outlet.
    """
    total = Counter(countries)
    for named in names.values():
        if named.rows and named.rows[0].kind == "country" and len(clusters(named.rows)) == 1:
            total[named.rows[0].country or ""] += named.mentions
    setting = Setting(total, frozenset(home))
    setting.support = _support(names, gazetteer)
    setting.cells = _cells(names)
    judged: dict[str, tuple[Judged, ...]] = {}
    drafts = {key: _drafts(key, named, setting, gazetteer) for key, named in names.items()}
    for left in reversed(range(ROUNDS)):
        judged = {
            key: _judge(key, named, some, setting)
            if len(some := drafts[key]) != 1 or not left
            else _unrivalled(some[0])
            for key, named in names.items()
        }
        _learn(setting, judged, names, gazetteer)
    judged = {key: _elsewhere(names[key], candidates, gazetteer) for key, candidates in judged.items()}
    return {key: (_choose(candidates), candidates) for key, candidates in judged.items()}


def _support(names: Mapping[str, Named], gazetteer: Places) -> dict[str, dict[str, float]]:
    """For every region and country, the names that have a candidate in it, each with its weight."""
    support: dict[str, dict[str, float]] = {}
    for key, named in names.items():
        if named.how == "sounds":
            continue
        regions = {r for row in named.rows if (r := region_of(row, gazetteer))}
        countries = {row.country for row in named.rows if row.country}
        for where, several in (*((r, regions) for r in regions), *((c, countries) for c in countries)):
            support.setdefault(where, {})[base(key)] = 1 / math.sqrt(len(several))
    return support


def _cells(names: Mapping[str, Named]) -> dict[tuple[int, int], dict[str, float]]:
    """For every cell of the globe, the names that have a narrow candidate in it, each with its weight."""
    cells: dict[tuple[int, int], dict[str, float]] = {}
    for key, named in names.items():
        if named.how == "sounds":
            continue
        found = {cell_of(row) for row in named.rows if row.kind not in WIDE or row.kind == "district"}
        for cell in found:
            cells.setdefault(cell, {})[base(key)] = 1 / (1 + len(found) / MANY)
    return cells


def _learn(
    setting: Setting, judged: Mapping[str, tuple[Judged, ...]], names: Mapping[str, Named], gazetteer: Places
) -> None:
    setting.forget()
    for key, candidates in judged.items():
        if not candidates:
            continue
        row, region = candidates[0].row, region_of(candidates[0].row, gazetteer)
        lead = _lead(candidates, lambda r: r.id)
        if lead >= LEADING:
            setting.tops.setdefault(base(key), row)
        if row.kind in {"continent", "country"} or _lead(candidates, lambda r: r.country) < SURE:
            continue
        one_region = _lead(candidates, lambda r: region_of(r, gazetteer)) >= SURE
        weight = 0.6 * min(3, names[key].mentions)
        setting.learn(base(key), row, weight, region if one_region else None, lead >= SURE)


def _lead(candidates: tuple[Judged, ...], of: Callable[[PlaceRow], object]) -> float:
    """By how much the first candidate leads those that differ from it in something; 3 when there are none."""
    first = of(candidates[0].row)
    other = next((j.weight for j in candidates if of(j.row) != first), None)
    return 3.0 if other is None else candidates[0].weight - other


def region_of(row: PlaceRow, gazetteer: Places) -> str | None:
    """The identifier of the region that a place lies in, the same for all sources; the region's own for a region."""
    if not row.country or not row.region:
        return None
    known = gazetteer.region(row.country, row.region)
    if known is not None:
        return known.id
    return f"iso:{row.region}" if row.region.startswith(f"{row.country}-") else f"{row.country}-{row.region}"


def contains(container: PlaceRow, row: PlaceRow, gazetteer: Places) -> bool:
    """Whether a country or a region holds a place, by their codes."""
    if container.country is None or container.country != row.country or container.id == row.id:
        return False
    if container.kind == "country":
        return True
    return container.kind == "region" and region_of(container, gazetteer) == region_of(row, gazetteer)


class _Draft(NamedTuple):
    """A candidate with what does not change from round to round: its region, its weight by itself, what type words,
    stated containers and the other names say.
    """

    row: PlaceRow
    region: str | None
    weight: float
    reason: str
    typed: tuple[float, str]
    stated: tuple[float, str]
    coherent: tuple[float, str]


def _drafts(key: str, named: Named, setting: Setting, gazetteer: Places) -> list[_Draft]:
    found = []
    key = base(key)
    exact = any(plain(row.matched) == plain(row.name) for row in named.rows)
    wide = any(row.language == named.language and row.kind in WIDE for row in named.rows)
    own = tuple(r for r in named.rows if not (wide and r.language and r.language != named.language))
    states = {r.country for r in named.rows if r.kind == "region" and plain(r.matched) == plain(r.name)}
    for rows in clusters(own):
        row = rows[0]
        weight, reason = _known(row, named, exact)
        if states and row.kind not in WIDE and row.kind != "capital":
            weight += UNDER_REGION if row.country in states else UNDER_FOREIGN_REGION
        if row.kind == "region" and _seated(row, named, gazetteer):
            weight += OF_ITS_SEAT
        region = region_of(row, gazetteer)
        typed, stated = _typed(row, named), _stated(row, named, region)
        found.append(_Draft(row, region, weight, reason, typed, stated, _coherent(key, row, setting, region)))
    return found


def _unrivalled(draft: _Draft) -> tuple[Judged, ...]:
    """The only candidate of a name, before its reasons are asked for."""
    return (Judged(draft.row, draft.weight, ()),)


def _judge(key: str, named: Named, drafts: list[_Draft], setting: Setting) -> tuple[Judged, ...]:
    found = []
    key = base(key)
    for d in drafts:
        row, weight, reasons = d.row, d.weight, [d.reason]
        for add, reason in (
            d.typed,
            d.stated,
            _country(key, row, setting),
            _region(key, row, setting, d.region),
            d.coherent,
            _near(key, row, setting),
            _listed(row, named, setting),
        ):
            if add:
                weight += add
                reasons.append(reason)
        if row.country in setting.home:
            weight += HOME
        found.append(Judged(row, weight, tuple(reasons)))
    return tuple(sorted(found, key=lambda j: (-j.weight, j.row.id))[:MOST_CANDIDATES])


def _seated(row: PlaceRow, named: Named, gazetteer: Places) -> bool:
    """Whether a region is named by its town, as *Kherson* for *Kherson Oblast*, and no word says that the region is
    meant.
    """
    if named.kinds & {"region", "district"} or plain(row.matched) == plain(row.name):
        return False
    region = region_of(row, gazetteer)
    return any(r.kind in TOWNS and region_of(r, gazetteer) == region for r in named.rows)


TOWNS = frozenset({"capital", "seat", "city"})


def _known(row: PlaceRow, named: Named, exact: bool) -> tuple[float, str]:
    weight = KNOWN.get(row.kind)
    if row.kind in {"region", "district"} and row.people:
        weight = min(KNOWN["region"], BY_REGION * math.log10(row.people + 1))
        weight -= LITTLE_KNOWN if row.people != REGION_PEOPLE and not row.id.startswith("selon:") else 0.0
    if weight is None:
        weight = PEOPLE * math.log10(row.people + 1) if row.people else 2.0
        weight += {"capital": 3.2, "seat": 0.6}.get(row.kind, 0.0)
    if row.id.startswith("selon:"):
        weight += CURATED
    if row.language and named.language and row.language != named.language:
        weight += FOREIGN
    elif is_alias(row):
        weight += ALIAS + (BESIDE_NAME if exact else 0.0)
    if named.how == "sounds":
        weight -= 1.0
    return weight, row.kind if not row.people or row.kind in WIDE else f"{row.kind} of {row.people:,}"


def _typed(row: PlaceRow, named: Named) -> tuple[float, str]:
    if not named.kinds:
        return 0.0, ""
    settled = {"city", "village", "seat", "capital", "quarter"}
    for kind in named.kinds:
        fits = (
            row.kind == kind
            or (kind in settled and row.kind in settled)
            or (kind in {"region", "county"} and row.kind == "district")
            or (kind == LOCAL and row.kind not in {"country", "continent"})
        )
        if fits:
            return TYPE_FITS, f"the text calls it a {kind}"
    return TYPE_FAILS, f"the text calls it a {sorted(named.kinds)[0]}"


def _stated(row: PlaceRow, named: Named, region: str | None) -> tuple[float, str]:
    for container in named.containers:
        if container in {f"iso:{row.country}", row.country, region}:
            return STATED, f"named together with {container.removeprefix('iso:')}"
    return 0.0, ""


def _country(key: str, row: PlaceRow, setting: Setting) -> tuple[float, str]:
    if row.kind == "continent" or not row.country:
        return 0.0, ""
    share = setting.share(row.country, key)
    if not share:
        return 0.0, ""
    return COUNTRY_NAMED + COUNTRY_SHARE * share, f"the text names {row.country} ({share:.0%})"


def _region(key: str, row: PlaceRow, setting: Setting, region: str | None) -> tuple[float, str]:
    if row.kind in {"continent", "country"}:
        return 0.0, ""
    if region is None or not (weight := setting.region_weight(region, key)):
        return 0.0, ""
    return weight, f"the text names {region.removeprefix('iso:')}"


def _coherent(key: str, row: PlaceRow, setting: Setting, where: str | None) -> tuple[float, str]:
    """The more of the other names could lie in the same region or country, the better."""
    if row.kind in {"continent", "country"}:
        return 0.0, ""
    region = min(MOST_COHERENT, COHERENT * setting.supported(where or "", key))
    country = min(MOST_COHERENT_COUNTRY, COHERENT_COUNTRY * setting.supported(row.country or "", key))
    near = 0.0
    if row.kind not in WIDE or row.kind == "district":
        near = min(MOST_COHERENT_NEAR, COHERENT_NEAR * setting.around(row, key))
    weight = region + country + near
    return (weight, "other names could lie there too") if weight > 0.2 else (0.0, "")


def _near(key: str, row: PlaceRow, setting: Setting) -> tuple[float, str]:
    if row.kind in WIDE:
        return 0.0, ""
    others = [p for k, p in setting.points.items() if k != key]
    if not others:
        return 0.0, ""
    km = min((km for p in others if (km := distance(row.lat, row.lon, *p)) > SAME_PLACE_KM), default=math.inf)
    weight = NEARBY * math.exp(-km / NEAR_KM)
    return (weight, f"{km:.0f} km from another place of the text") if weight > 0.1 else (0.0, "")


def _listed(row: PlaceRow, named: Named, setting: Setting) -> tuple[float, str]:
    """Names in a list are of one kind, and often of one country."""
    weight = 0.0
    for other in (setting.tops[name] for name in named.siblings if name in setting.tops):
        same_kind = other.kind == row.kind if row.kind in WIDE or other.kind in WIDE else True
        weight = max(weight, SAME_KIND * same_kind + SAME_COUNTRY * (other.country == row.country))
    return (weight, "in a list of such places") if weight else (0.0, "")


def _elsewhere(named: Named, candidates: tuple[Judged, ...], gazetteer: Places) -> tuple[Judged, ...]:
    """The region that the text says holds the place, before the candidates, when none of them lies in it (*Belgrade,
    Minn.*).
    """
    held = {f"iso:{j.row.country}" for j in candidates} | {region_of(j.row, gazetteer) for j in candidates}
    if not named.surely or not named.containers or held & set(named.containers):
        return candidates
    country, _, code = named.containers[0].removeprefix("iso:").partition("-")
    row = gazetteer.region(country, f"{country}-{code}") if code else None
    if row is None:
        return candidates
    reason = f"no place of the name is known in {row.name}, which the text says holds it"
    return (Judged(row, STATED, (reason,)), *(j._replace(weight=j.weight - STATED) for j in candidates))


def _choose(candidates: tuple[Judged, ...]) -> PlaceRow | None:
    if not candidates:
        return None
    first = candidates[0]
    rivals = (j for j in candidates[1:] if first.weight - j.weight < TIE)
    if any(far(first.row, j.row) > SAME_KM for j in rivals):
        return None
    return candidates[0].row
