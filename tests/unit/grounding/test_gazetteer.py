"""The gazetteer: loading files, faults by line, looking up."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from selon.errors import InputError
from selon.grounding.gazetteer import Gazetteer, open_file
from selon.grounding.gazetteer_files import read_file
from selon.grounding.gazetteer_load import Loaded, RawNames, RawPlace, load, replacing
from selon.grounding.gazetteer_schema import INDICES
from selon.intake.places import add_places, gazetteer_files

DUMP = (
    "101\tSonnenthal\tSonnenthal\tZonnental,Солнечная Долина\t48.50\t37.90\tP\tPPL\tUA\t\t05\t\t\t\t4200\t\t120\tEurope/Kyiv\t2023-01-01\n"
    "102\tHohe Burg\tHohe Burg\t\t48.60\t38.00\tA\tADM1\tUA\t\t05\t\t\t\t90000\t\t\tEurope/Kyiv\t2023-01-01\n"
)
POSTAL = "UA\t84511\tСоняшне\tDonetska\t05\tBahmutskiy\t\t\t\t48.60\t38.00\t4\nUA\t84512\tСоняшне\tDonetska\t05\tBahmutskiy\t\t\t\t48.60\t38.00\t4\n"


def add(folder: Path, name: str, text: str, mapping: dict[str, str] | None = None) -> Loaded:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    with replacing(folder / "own.db") as base:
        return load(base, read_file(file, mapping), "test", "CC0")


def opened(folder: Path) -> Gazetteer:
    return Gazetteer([open_file(folder / "own.db")])


def test_a_geonames_dump_is_found_under_all_its_names(tmp_path: Path) -> None:
    done = add(tmp_path, "UA.txt", DUMP)
    assert (done.places, done.skipped) == (2, 0)
    with opened(tmp_path) as places:
        (row,) = places.find("Солнечная долина")
        assert (row.id, row.lat, row.lon, row.country, row.kind, row.people) == (
            "geonames:101",
            48.5,
            37.9,
            "UA",
            "village",
            4200,
        )
        assert [r.id for r in places.sounding("Sonental", "en")] == ["geonames:101"]
        assert places.longest("солнечная") == 2
        assert places.find("nowhere") == ()


def test_names_looked_up_at_once_give_what_each_gives_alone(tmp_path: Path) -> None:
    add(tmp_path, "UA.txt", DUMP)
    add(tmp_path, "postal.txt", POSTAL)
    many = [f"Nirgendwo {n}" for n in range(250)]
    asked = ["Sonnenthal", "SONNENTHAL", "Hohe Burg", "", "'", "Соняшне", *many]
    with opened(tmp_path) as places:
        places.remember(asked)
        places.remember_heads(["Hohe", "Солнечная", "", *many])
        at_once = {name: places.find(name) for name in asked}
        heads = [places.longest(word) for word in ("Hohe", "Солнечная", "Sonnenthal", "Nirgendwo")]
    with opened(tmp_path) as places:
        assert at_once == {name: places.find(name) for name in asked}
    assert [row.id for row in at_once["SONNENTHAL"]] == ["geonames:101"]
    assert (at_once["Nirgendwo 7"], at_once[""]) == ((), ())
    assert heads == [2, 2, 1, 0]


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    add(tmp_path, "UA.txt", DUMP)
    with opened(tmp_path) as places:
        before = (places.sources(), places.find("Sonnenthal"))
    add(tmp_path, "UA.txt", DUMP)
    with opened(tmp_path) as places:
        assert (places.sources(), places.find("Sonnenthal")) == before
        assert places.sources() == (("test", "CC0", 2),)


def test_a_zip_is_read_as_what_is_in_it(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("UA.txt", DUMP)
    (tmp_path / "UA.zip").write_bytes(packed.getvalue())
    with replacing(tmp_path / "own.db") as base:
        assert load(base, read_file(tmp_path / "UA.zip"), "test", "CC0").places == 2


def test_postal_codes_name_a_place_once(tmp_path: Path) -> None:
    done = add(tmp_path, "postal.txt", POSTAL)
    assert (done.places, done.skipped) == (1, 0)


def test_alternate_names_are_added_to_places_that_are_there(tmp_path: Path) -> None:
    add(tmp_path, "UA.txt", DUMP)
    done = add(
        tmp_path, "alternateNamesV2.txt", "1\t101\tfr\tValsoleil\t\t\t\t\t\t\n2\t999\tfr\tAilleurs\t\t\t\t\t\t\n"
    )
    assert (done.names, done.skipped, done.faults[0].code) == (1, 1, "gazetteer-unknown")
    with opened(tmp_path) as places:
        assert [(r.id, r.language) for r in places.find("Valsoleil")] == [("geonames:101", "fr")]


def test_bad_rows_are_faults_with_their_line_and_the_rest_is_loaded(tmp_path: Path) -> None:
    wrong = (
        DUMP
        + "x\tbad id\n"
        + DUMP.splitlines()[0].replace("48.50", "948.50").replace("101", "103", 1)
        + "\n"
        + DUMP.splitlines()[1]
        + "\n"
    )
    done = add(tmp_path, "UA.txt", wrong)
    assert done.places == 2
    assert [(f.code, f.place) for f in done.faults] == [
        ("gazetteer-row", "UA.txt:3"), ("gazetteer-range", "UA.txt:4"), ("gazetteer-double", "UA.txt:5"),
    ]  # fmt: skip


def test_a_table_with_its_usual_columns_and_one_with_a_mapping(tmp_path: Path) -> None:
    add(tmp_path, "a.csv", "id,name,latitude,longitude,country,population\n7,Altstadt,50.5,30.5,UA,900\n")
    add(
        tmp_path,
        "b.tsv",
        "Nr\tOrt\tB\tL\tukr\n8\tNeustadt\t50.6\t30.6\tНове Місто\n",
        {"id": "Nr", "name": "Ort", "lat": "B", "lon": "L", "name:uk": "ukr"},
    )
    with opened(tmp_path) as places:
        assert [r.id for r in places.find("Altstadt")] == ["a:7"]
        assert [(r.id, r.language) for r in places.find("Нове місто")] == [("b:8", "uk")]


@pytest.mark.parametrize(
    "text, mapping, says",
    [
        ("id,title\n1,x\n", None, "no column for lat, lon"),
        ("id,name,lat,lon\n1,x,1,2\n", {"colour": "id"}, "'colour' is none of"),
        ("id,name,lat,lon\n1,x,1,2\n", {"name": "Name"}, "no column 'Name'"),
    ],
)
def test_wrong_columns_are_said(tmp_path: Path, text: str, mapping: dict[str, str] | None, says: str) -> None:
    with pytest.raises(InputError, match=says):
        add(tmp_path, "a.csv", text, mapping)


def test_geojson_points_and_shapes(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[30, 50], [32, 50], [32, 52], [30, 52], [30, 50]]]}
    features = [
        {
            "type": "Feature",
            "properties": {"name": "Point Noir"},
            "geometry": {"type": "Point", "coordinates": [30.5, 50.5]},
        },
        {"type": "Feature", "properties": {"name": "Carré", "name_uk": "Квадрат"}, "geometry": shape},
        {"type": "Feature", "properties": {}, "geometry": None},
    ]
    done = add(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert (done.places, [f.place for f in done.faults]) == (2, ["a.geojson:3"])
    with opened(tmp_path) as places:
        (row,) = places.find("квадрат")
        assert (row.lat, row.lon) == (51.0, 31.0)


def test_names_by_language_in_an_object_and_the_classes_of_natural_earth(tmp_path: Path) -> None:
    row = {"name": "Lowtown", "native": "Нижнє", "latitude": "50.1", "longitude": "30.1", "country_code": "UA",
           "translations": {"fr": "Villebasse", "pt-BR": "Baixa"}}  # fmt: skip
    add(tmp_path, "a.json", json.dumps([row]))
    region = {"name": "Westland", "latitude": 1, "longitude": 2, "iso_a2": "-99", "featurecla": "Admin-1 scale rank"}
    add(tmp_path, "b.json", json.dumps({"features": [{"properties": region, "geometry": None}]}))
    with opened(tmp_path) as places:
        assert [(r.id, r.language) for r in places.find("Villebasse")] == [("a:1", "fr")]
        assert [r.id for r in places.find("Нижнє")] == ["a:1"]
        assert [(r.kind, r.country) for r in places.find("Westland")] == [("region", None)]


def test_an_identifier_that_means_unknown_is_none(tmp_path: Path) -> None:
    done = add(
        tmp_path, "a.csv", "geonameid,name,lat,lon\n-1.0,Anfang,50,30\n-1.0,Mitte,51,30\n703448.0,Ende,50.45,30.52\n"
    )
    assert (done.places, done.faults) == (3, ())
    with opened(tmp_path) as places:
        assert [places.find(name)[0].id for name in ("Anfang", "Mitte", "Ende")] == ["a:2", "a:3", "geonames:703448"]


def test_a_file_without_coordinates_in_a_folder_is_a_fault_and_the_rest_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name,lat,lon\n1,Anfang,50,30\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("code;name\nUA01;Бахчисарай\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,name,lat,lon\n1,Schluss,51,31\n", encoding="utf-8")
    own = tmp_path / "own.db"
    done = list(add_places(gazetteer_files([tmp_path]), {}, ("", ""), own, lambda file: lambda rows: None))
    assert [(one.file.name, one.places) for one in done] == [("a.csv", 1), ("b.csv", 0), ("c.csv", 1)]
    assert "no column for lat, lon" in done[1].faults[0].reason
    with opened(tmp_path) as places:
        assert [len(places.find(name)) for name in ("Anfang", "Schluss", "anfang")] == [1, 1, 1]


def test_when_no_file_fits_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("code;name\nUA01;Бахчисарай\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column for lat, lon"):
        list(add_places([tmp_path / "b.csv"], {}, ("", ""), tmp_path / "own.db", lambda file: lambda rows: None))
    assert not (tmp_path / "own.db").exists()


def test_a_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    done = add(tmp_path, "a.json", '[{"name": "Hier", "lat": 1, "lon": 2}, {"name": "Da", "la')
    assert (done.places, done.faults[0].code) == (1, "gazetteer-cut")


def test_an_interrupted_load_leaves_the_old_gazetteer(tmp_path: Path) -> None:
    add(tmp_path, "UA.txt", DUMP)
    before = (tmp_path / "own.db").read_bytes()
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "own.db") as base:
        load(base, [RawPlace("x:1", "Half", 1.0, 2.0)], "test", "CC0")
        raise KeyboardInterrupt
    assert (tmp_path / "own.db").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["UA.txt", "own.db"]


def test_another_file_is_no_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "own.db").write_text("hello", encoding="utf-8")
    with pytest.raises(InputError):
        opened(tmp_path)


def test_what_lies_near_comes_nearest_first(built_in: Gazetteer) -> None:
    near = built_in.near(48.60, 38.00, 12)
    assert near[0].name == "Bakhmut"
    assert {"Klishchiivka", "Chasiv Yar", "Soledar"} <= {r.name for r in near}
    assert "Kramatorsk" not in {r.name for r in near}


def test_a_killed_load_leaves_the_old_gazetteer_and_the_next_one_clears_up(tmp_path: Path) -> None:
    add(tmp_path, "UA.txt", DUMP)
    before = (tmp_path / "own.db").read_bytes()
    code = (
        "import os, signal, sys; from pathlib import Path; from selon.grounding.gazetteer_load import *\n"
        "with replacing(Path(sys.argv[1])) as base:\n"
        "    load(base, [RawPlace('x:1', 'Neuort', 48.0, 37.0)], 'test', 'CC0')\n"
        "    base.commit(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "own.db")], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "own.db").read_bytes() == before
    assert len(list(tmp_path.glob("*.draft"))) == 1
    (tmp_path / f"own.db.{os.getppid()}.draft").write_bytes(b"of a load that runs")
    add(tmp_path, "UA.txt", DUMP)
    assert [draft.name for draft in tmp_path.glob("*.draft")] == [f"own.db.{os.getppid()}.draft"]


@pytest.mark.parametrize("many", [2, 1000])
def test_a_large_load_gives_what_a_small_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """Indices that are made anew at the end, and kept ones; new places, places written anew, doubles, more names."""
    monkeypatch.setattr("selon.grounding.gazetteer_load.MANY", many)
    monkeypatch.setattr("selon.grounding.gazetteer_load.BATCH", 2)
    first = [RawPlace(f"t:{n}", f"Ort {n}", 40.0 + n, 30.0, (("Dorf", "de"),)) for n in range(3)]
    second = [RawPlace(f"t:{n}", f"Stadt {n}", 50.0 + n, 31.0) for n in range(2, 9)]
    with replacing(tmp_path / "own.db") as base:
        load(base, first, "test", "CC0")
    with replacing(tmp_path / "own.db") as base:
        done = load(base, [*second[1:], second[0], second[3], RawNames("t:0", (("Alt", ""),))], "test", "CC0")
        indices = {
            name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql <> ''")
        }
    assert (done.places, done.skipped, done.names) == (7, 1, 8)
    assert indices == set(INDICES)
    with opened(tmp_path) as places:
        assert [r.id for r in places.find("Dorf")] == ["t:0", "t:1"]
        assert [r.id for r in places.find("Alt")] == ["t:0"]
        assert places.find("Ort 2") == ()
        assert [r.id for r in places.near(52.0, 31.0, 1)] == ["t:2"]
        assert places.near(42.0, 30.0, 1) == ()
        assert [r.id for n in range(9) for r in places.find(f"Stadt {n}")] == [f"t:{n}" for n in range(2, 9)]
