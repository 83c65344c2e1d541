"""The places that ship with Selon."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from selon.grounding.gazetteer import Gazetteer, distance
from selon.grounding.gazetteer_default import LANGUAGES
from selon.grounding.gazetteer_schema import KINDS


def rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("selon.data") / name).read_text(encoding="utf-8")
    return list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))


def test_at_least_six_hundred_places_each_with_a_name_in_five_languages() -> None:
    places = rows("places.tsv")
    assert len(places) >= 600
    assert [r["id"] for r in places if not all(r[code] for code in LANGUAGES)] == []
    assert {r["kind"] for r in places} <= set(KINDS)
    assert len({r["id"] for r in places}) == len(places)
    assert all(len(r["lat"].split(".")[1]) <= 2 and len(r["lon"].split(".")[1]) <= 2 for r in places)


def test_every_oblast_of_ukraine_and_its_centre() -> None:
    regions = {r["code"] for r in rows("regions.tsv") if r["country"] == "UA"}
    assert len(regions) == 25  # 24 oblasts and Crimea; Kyiv and Sevastopol are cities
    seats = {r["region"] for r in rows("places.tsv") if r["country"] == "UA" and r["kind"] in {"seat", "capital"}}
    assert regions - seats == {"UA-32"}  # the centre of Kyiv oblast is Kyiv, a region of its own


# Distances that anyone can measure on a map: Kyiv–Kharkiv 410 km, Bakhmut–Klishchiivka 8 km, Gaza–Rafah 28 km,
# Goma–Bukavu 100 km.
@pytest.mark.parametrize(
    "one, other, km, within",
    [
        ("Kyiv", "Kharkiv", 410, 15),
        ("Bakhmut", "Klishchiivka", 8, 3),
        ("Gaza", "Rafah", 28, 5),
        ("Goma", "Bukavu", 100, 10),
    ],
)
def test_distances_are_those_of_the_map(built_in: Gazetteer, one: str, other: str, km: float, within: float) -> None:
    a, b = (next(r for r in built_in.find(name) if r.kind != "region") for name in (one, other))
    assert abs(distance(a.lat, a.lon, b.lat, b.lon) - km) < within


@pytest.mark.parametrize(
    "names, identifier",
    [
        (("Klichtchiïvka", "Klishchiivka", "Klischtschijiwka", "Кліщіївка", "Клещеевка"), "selon:ua-klishchiivka"),
        (("Ukraine", "Украина", "Україна"), "iso:UA"),
        (("Donetsk Oblast", "oblast de Donetsk", "Oblast Donezk", "Донецкая область", "Донецька область"), "iso:UA-14"),
        (("Strait of Hormuz", "détroit d'Ormuz", "Straße von Hormus", "Ормузский пролив"), "selon:strait-of-hormuz"),
    ],
)
def test_names_in_five_languages_mean_one_place(built_in: Gazetteer, names: tuple[str, ...], identifier: str) -> None:
    assert {built_in.find(name)[0].id for name in names} == {identifier}
