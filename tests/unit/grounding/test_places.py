"""Place names in a text: found in every case form, told apart by the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.grounding.gazetteer import Gazetteer
from selon.grounding.gazetteer_load import RawPlace, load, replacing
from selon.grounding.gazetteer_schema import create
from selon.grounding.places import find_places
from selon.lang.pack import load as pack
from selon.model import PlaceMention


def found(text: str, language: str, gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    mentions = find_places(text, pack(language), gazetteer)
    for m in mentions:
        assert text[m.span.start : m.span.end] == m.span.text
    return [(m.span.text, m.chosen.id if m.chosen else None) for m in mentions]


@pytest.mark.parametrize(
    "language, text, expected",
    [
        ("fr", "L'armée a bombardé Klichtchiïvka, près de Bakhmout, dans l'oblast de Donetsk.",
         [("Klichtchiïvka", "selon:ua-klishchiivka"), ("Bakhmout", "selon:ua-bakhmut"), ("oblast de Donetsk", "iso:UA-14")]),
        ("fr", "Des navires en mer Noire et dans le détroit d'Ormuz.",
         [("mer Noire", "selon:black-sea"), ("détroit d'Ormuz", "selon:strait-of-hormuz")]),
        ("en", "Fighting went on in Donetsk region and near Chasiv Yar, in Ukraine's east.",
         [("Donetsk region", "iso:UA-14"), ("Chasiv Yar", "selon:ua-chasiv-yar"), ("Ukraine", "iso:UA")]),
        ("de", "Bachmuts Vororte und die Region Donezk liegen unter Feuer.",
         [("Bachmuts", "selon:ua-bakhmut"), ("Donezk", "iso:UA-14")]),
        ("de", "Die Flotte verließ das Schwarze Meer, im Gazastreifen ruhte der Kampf.",
         [("Gazastreifen", "iso:PS-GZ")]),
        ("ru", "Обстреляли Клещеевку под Бахмутом в Донецкой области. В Часовом Яру идут бои.",
         [("Клещеевку", "selon:ua-klishchiivka"), ("Бахмутом", "selon:ua-bakhmut"), ("Донецкой области", "iso:UA-14"),
          ("Часовом Яру", "selon:ua-chasiv-yar")]),
        ("es", "Cayeron drones cerca de Bajmut, en Járkov y en la provincia de Zaporiyia; en el mar Negro no.",
         [("Bajmut", "selon:ua-bakhmut"), ("Járkov", "selon:ua-kharkiv"), ("Zaporiyia", "iso:UA-23"),
          ("mar Negro", "selon:black-sea")]),
        ("es", "Estados Unidos y Ucrania negociaron en Moscú; en la Franja de Gaza hubo tregua.",
         [("Estados Unidos", "iso:US"), ("Ucrania", "iso:UA"), ("Moscú", "selon:ru-moscow"), ("Franja de Gaza", "iso:PS-GZ")]),
        ("it", "Droni su Kharkiv e a Leopoli, nella regione di Zaporizhzhia e nel Mar Nero.",
         [("Kharkiv", "selon:ua-kharkiv"), ("Leopoli", "selon:ua-lviv"), ("Zaporizhzhia", "iso:UA-23"),
          ("Mar Nero", "selon:black-sea")]),
        ("it", "Gli Stati Uniti e l'Ucraina trattano a Mosca; nella Striscia di Gaza c'è tregua.",
         [("Stati Uniti", "iso:US"), ("Ucraina", "iso:UA"), ("Mosca", "selon:ru-moscow"), ("Striscia di Gaza", "iso:PS-GZ")]),
        ("uk", "У Бахмуті та Часовому Ярі бої, у Харкові й Києві тихо, з Авдіївки до Львова.",
         [("Бахмуті", "selon:ua-bakhmut"), ("Часовому Ярі", "selon:ua-chasiv-yar"), ("Харкові", "selon:ua-kharkiv"),
          ("Києві", "selon:ua-kyiv"), ("Авдіївки", "selon:ua-avdiivka"), ("Львова", "selon:ua-lviv")]),
    ],
)  # fmt: skip
def test_names_are_found_in_their_forms(
    built_in: Gazetteer, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, language, built_in) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("They flew to Georgia; in Tbilisi and Batumi people protested.", "iso:GE"),
        ("They drove through Georgia, from Atlanta and across the United States.", "iso:US-GA"),
    ],
)
def test_georgia_is_what_the_text_names_beside_it(built_in: Gazetteer, text: str, expected: str) -> None:
    chosen = dict(found(text, "en", built_in))
    assert chosen["Georgia"] == expected


def test_a_person_is_no_place(built_in: Gazetteer) -> None:
    assert found("George Washington and Virginia Woolf never met.", "en", built_in) == []


def test_abbreviations_are_told_from_words(built_in: Gazetteer) -> None:
    assert found("It told us that the US and the U.S. sent it.", "en", built_in) == [
        ("US", "iso:US"),
        ("U.S.", "iso:US"),
    ]


def twins(people: int = 9000) -> Gazetteer:
    """Two towns of one name, each in a country of its own, and what lies beside them."""
    base = create(":memory:")
    load(base, [
        RawPlace("t:1", "Brook", 50.0, 30.0, (), "AA", "1", None, "city", "", 9000),
        RawPlace("t:2", "Brook", 10.0, -60.0, (), "BB", "2", None, "city", "", people),
        RawPlace("t:3", "Stonehaven", 50.1, 30.1, (), "AA", "1", None, "city", "", 200_000),
        RawPlace("t:4", "Bethany", 5.0, -60.0, (), "BB", None, None, "country", "", 0),
    ], "test", "CC0")  # fmt: skip
    return Gazetteer([base])


def of(*rows: RawPlace) -> Gazetteer:
    """A gazetteer of a few places."""
    base = create(":memory:")
    load(base, rows, "test", "CC0")
    return Gazetteer([base])


def one(text: str, gazetteer: Gazetteer) -> PlaceMention:
    return next(m for m in find_places(text, pack("en"), gazetteer) if m.span.text == "Brook")


def test_a_tie_is_left_open_with_both_candidates() -> None:
    with twins() as gazetteer:
        mention = one("They met in Brook.", gazetteer)
        assert mention.chosen is None
        assert {c.id for c in mention.candidates} == {"t:1", "t:2"}


def test_the_place_near_another_named_place_is_meant_though_it_is_smaller() -> None:
    with twins(people=50_000) as gazetteer:
        mention = one("They went from Stonehaven and met in Brook.", gazetteer)
        assert mention.chosen is not None
        assert mention.chosen.id == "t:1"
        assert any("km from another place" in reason for reason in mention.chosen.reasons)


def test_the_country_named_after_the_name_decides() -> None:
    with twins() as gazetteer:
        mention = one("They went from Stonehaven and met in Brook, Bethany.", gazetteer)
        assert mention.chosen is not None
        assert mention.chosen.id == "t:2"


def test_people_decide_last() -> None:
    with twins(people=900_000) as gazetteer:
        mention = one("They met in Brook.", gazetteer)
        assert mention.chosen is not None
        assert mention.chosen.id == "t:2"


def test_without_names_there_is_nothing(built_in: Gazetteer) -> None:
    assert found("", "en", built_in) == []
    assert found("nothing with a capital here", "en", built_in) == []


# Anyone's atlas: Paris lies in Henry County, Tennessee; there are four other American towns of the name, most of them larger.
def test_a_county_named_beside_a_town_tells_which_town_is_meant() -> None:
    base = create(":memory:")
    load(base, [
        RawPlace("t:1", "Paris", 33.66, -95.56, (), "US", "TX", None, "city", "", 25_000),
        RawPlace("t:2", "Paris", 36.30, -88.33, (), "US", "TN", None, "city", "", 10_000),
        RawPlace("t:3", "Henry County", 36.33, -88.30, (), "US", "TN", None, "district"),
        RawPlace("t:4", "Henry County", 41.35, -90.13, (), "US", "IL", None, "district"),
    ], "test", "CC0")  # fmt: skip
    text = "A man from Henry County drove to Paris."
    with Gazetteer([base]) as gazetteer:
        assert found(text, "en", gazetteer) == [("Henry County", "t:3"), ("Paris", "t:2")]


@pytest.mark.parametrize(
    "text",
    ["The fire in New Miami was put out.", "He lives in St. Paris with his dog.", "A boat sank in Miami Lake."],
)
def test_a_longer_name_is_not_the_place_of_its_last_word(built_in: Gazetteer, text: str) -> None:
    assert found(text, "en", built_in) == []


def test_a_place_that_the_gazetteer_lacks_is_told_by_the_state_that_holds_it(built_in: Gazetteer) -> None:
    ((_, belgrade), (_, state)) = found("A house burned in Belgrade, Minn., on Monday.", "en", built_in)
    assert (belgrade, state) == ("iso:US-MN", "iso:US-MN")


def test_a_type_word_in_the_plural_holds_for_a_list(built_in: Gazetteer) -> None:
    names = found("Schools in Barrow, Jackson and Madison counties in Georgia, USA, were shut.", "en", built_in)
    counties = ["selon/fips-13013", "selon/fips-13157", "selon/fips-13195"]
    assert [identifier for _, identifier in names[:3]] == counties


def test_gaza_is_the_strip_or_the_town_and_no_province_far_away(built_in: Gazetteer) -> None:
    ((_, identifier),) = found("Rockets were fired from Gaza.", "en", built_in)
    assert identifier in {"iso:PS-GZ", "selon:ps-gaza-city", "selon:ps-gaza"}


def test_a_country_that_two_sources_give_with_another_point_is_one_country(tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    with replacing(own) as base:
        land = RawPlace("ne:1", "Russia", 66.0, 94.0, (), "RU", None, None, "country", "", 142_257_519)
        load(base, [land], "Natural Earth", "public domain")
    with Gazetteer.open(own) as gazetteer:
        assert found("Troops came from Russia.", "en", gazetteer) == [("Russia", "iso:RU")]


def test_a_town_of_two_regions_is_two_places() -> None:
    rows = [
        RawPlace("t:1", "Kansas City", 39.10, -94.58, (), "US", "MO", kind="city", people=475_378),
        RawPlace("t:2", "Kansas City", 39.11, -94.63, (), "US", "KS", kind="city", people=151_306),
        RawPlace("t:3", "Kansas", 38.5, -98.5, (), "US", "KS", kind="region", people=2_800_000),
    ]
    places = of(*rows)
    assert ("Kansas City", "t:2") in found("A fire broke out in Kansas City, Kansas.", "en", places)
    assert ("Kansas City", "t:1") in found("A fire broke out in Kansas City.", "en", places)


@pytest.mark.parametrize("people", ["man", "woman", "resident"])
def test_whose_people_are_called_by_its_name_is_no_country(people: str) -> None:
    rows = [
        RawPlace("t:1", "Lebanon", 33.8, 35.8, (), "LB", None, kind="country"),
        RawPlace("t:2", "Lebanon", 36.2, -86.3, (), "US", "TN", kind="city", people=25_000),
        RawPlace("t:3", "Philadelphia", 39.95, -75.16, (), "US", "PA", kind="city", people=1_500_000),
    ]
    places = of(*rows)
    assert ("Lebanon", "t:2") in found(f"In Philadelphia a Lebanon {people} was charged.", "en", places)
    assert ("Lebanon", "t:1") in found("In Philadelphia the army of Lebanon was named.", "en", places)


@pytest.mark.parametrize(
    ("text", "region"),
    [("A strike in Zaporiz'ka oblast.", "iso:UA-23"), ("A depot in Belgorodskaya oblast.", "iso:RU-BEL")],
)
def test_regions_under_the_letters_of_their_own_name(built_in: Gazetteer, text: str, region: str) -> None:
    assert [name[1] for name in found(text, "en", built_in)] == [region]
