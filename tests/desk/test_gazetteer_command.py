"""`selon gazetteer` and `selon sources`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DUMP = "101\tSonnenthal\tSonnenthal\tСолнечная Долина\t48.50\t37.90\tP\tPPL\tUA\t\t05\t\t\t\t4200\t\t120\tEurope/Kyiv\t2023-01-01\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SELON_GAZETTEER", str(tmp_path / "own" / "places.db"))
    monkeypatch.setenv("SELON_ACTORS", str(tmp_path / "own" / "actors.tsv"))
    monkeypatch.setenv("SELON_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_a_place_of_ones_own_is_found_and_read_in_a_report(selon: Callable[..., Any], own: Path) -> None:
    (own / "UA.txt").write_text(DUMP, encoding="utf-8")
    added = selon("gazetteer", "add", own / "UA.txt", "--format", "json")
    assert (added.code, added.json()[0]["places"], added.json()[0]["skipped"]) == (0, 1, 0)
    found = selon("gazetteer", "find", "Солнечная Долина", "--format", "json").json()
    assert [(p["id"], p["source"]) for p in found] == [("geonames:101", "GeoNames")]
    (own / "r.txt").write_text("The mayor of Kharkiv said that a shell fell in Sonnenthal.\n", encoding="utf-8")
    (report,) = selon("read", own / "r.txt", "--format", "json", "--language", "en").json()
    assert [(p["text"], p["id"]) for p in report["places"]] == [
        ("Kharkiv", "selon:ua-kharkiv"),
        ("Sonnenthal", "geonames:101"),
    ]


def test_bad_rows_are_said_with_their_line_and_the_rest_is_there(selon: Callable[..., Any], own: Path) -> None:
    (own / "a.csv").write_text("id,name,lat,lon\n1,Here,1,2\n2,There,100,2\n", encoding="utf-8")
    ran = selon("gazetteer", "add", own / "a.csv", "--licence", "CC0")
    assert ran.code == 1
    assert "a.csv:3" in ran.err
    assert "1 places" in ran.out


@pytest.mark.parametrize(
    "arguments, says", [(("--map", "name"), "FIELD=COLUMN"), (("--map", "name=Nom"), "no column 'Nom'")]
)
def test_a_wrong_mapping_changes_nothing(
    selon: Callable[..., Any], own: Path, arguments: tuple[str, ...], says: str
) -> None:
    (own / "a.csv").write_text("id,name,lat,lon\n1,Here,1,2\n", encoding="utf-8")
    ran = selon("gazetteer", "add", own / "a.csv", *arguments)
    assert ran.code != 0
    assert says in ran.err
    assert not (own / "own" / "places.db").exists()


def test_a_folder_is_loaded_file_by_file(selon: Callable[..., Any], own: Path) -> None:
    folder = own / "files"
    folder.mkdir()
    (folder / "alternateNamesV2.txt").write_text("1\t101\tfr\tValsoleil\t\t\t\t\t\t\n", encoding="utf-8")
    (folder / "UA.txt").write_text(DUMP, encoding="utf-8")
    assert selon("gazetteer", "add", folder).code == 0
    assert selon("gazetteer", "find", "Valsoleil").code == 0


def test_nothing_is_not_found(selon: Callable[..., Any], own: Path) -> None:
    assert selon("gazetteer", "find", "Qwrtzp").code == 1
    assert selon("gazetteer", "add", own / "missing.txt").code == 1


def test_a_source_of_ones_own_resolves_a_voice(selon: Callable[..., Any], own: Path) -> None:
    (own / "mine.tsv").write_text(
        "id\tkind\tname\tside\nchannel:zorya\tchannel\tZorya Live\tUA\nbad row\n", encoding="utf-8"
    )
    ran = selon("sources", "add", own / "mine.tsv", "--format", "json")
    assert (ran.code, ran.json()[0]["added"], ran.json()[0]["faults"][0]["place"]) == (1, 1, "mine.tsv:3")
    (own / "r.txt").write_text("According to Zorya Live, the bridge fell.\n", encoding="utf-8")
    (report,) = selon("read", own / "r.txt", "--format", "json", "--language", "en").json()
    assert json.dumps(report["entities"]).count("channel:zorya") == 1
