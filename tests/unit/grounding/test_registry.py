"""The registry of actors."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.errors import Fault, InputError
from selon.grounding.registry import Actor, add_actors, built_in, open_registry, read_actors


@pytest.mark.parametrize(
    "names, identifier",
    [
        (("RIA Novosti", "RIA Nowosti", "РИА Новости", "РІА Новини"), "outlet:ria-novosti"),
        (("United Nations", "ONU", "Vereinte Nationen", "ООН", "UN"), "org:un"),
        (("Минобороны РФ", "ministère russe de la Défense", "Russian Defence Ministry"), "org:RU:defence-ministry"),
        (("Rybar", "Рыбарь", "Рибар"), "channel:rybar"),
    ],
)
def test_names_in_every_language_mean_one_actor(names: tuple[str, ...], identifier: str) -> None:
    found = [built_in().find(name) for name in names]
    assert {a.id for a in found if a} == {identifier}
    assert None not in found


def test_short_names_in_capitals_are_found_only_as_such() -> None:
    registry = built_in()
    assert registry.find("un") is None
    assert registry.find("ap") is None
    assert registry.find("AP") is not None


def test_a_row_that_is_no_actor_is_a_fault_with_its_line() -> None:
    table = "# mine\nid\tkind\tcountry\tname\noutlet:x\toutlet\tFR\tMon Journal\noutlet:y\tpaper\tFR\tAutre\n\tuotlet\tFR\t\noutlet:x\toutlet\tFR\tEncore\noutlet:z\toutlet\tFRA\tTrois\n"
    read = list(read_actors(table, "mine.tsv"))
    assert read[0] == Actor("outlet:x", "outlet", "", "FR", None, (("Mon Journal", ""),))
    assert [(f.code, f.place) for f in read[1:] if isinstance(f, Fault)] == [
        ("actors-row", "mine.tsv:4"), ("actors-row", "mine.tsv:5"), ("actors-double", "mine.tsv:6"), ("actors-row", "mine.tsv:7"),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["kind\tname", "id\tname", "id\tkind\tcountry"])
def test_missing_columns_are_said(header: str) -> None:
    with pytest.raises(InputError):
        list(read_actors(header + "\na\tb\tc\n", "x.tsv"))


def test_sources_are_added_replaced_and_come_on_top(tmp_path: Path) -> None:
    own, file = tmp_path / "own" / "actors.tsv", tmp_path / "mine.csv"
    file.write_text(
        "id,kind,name,fr,aliases,side\nchannel:mine,channel,My Channel,Ma chaîne,MC|Mine,UA\n", encoding="utf-8"
    )
    assert add_actors(file, own) == (1, ())
    file.write_text("id,kind,name\nchannel:mine,channel,Renamed\nchannel:other,channel,Other\n", encoding="utf-8")
    assert add_actors(file, own)[0] == 2
    registry = open_registry(own)
    assert registry.find("My Channel") is None
    renamed = registry.find("Renamed")
    assert renamed is not None
    assert renamed.id == "channel:mine"
    assert registry.find("РИА Новости") is not None


def test_names_survive_the_way_to_the_file_and_back(tmp_path: Path) -> None:
    own, file = tmp_path / "actors.tsv", tmp_path / "mine.tsv"
    file.write_text("id\tkind\tname\tfr\tuk\taliases\nx:1\toutlet\tA\tB\tВ\tC|D\n", encoding="utf-8")
    add_actors(file, own)
    (actor,) = [a for a in read_actors(own.read_text(encoding="utf-8"), "own") if isinstance(a, Actor)]
    assert actor.names == (("A", ""), ("B", "fr"), ("В", "uk"), ("C", ""), ("D", ""))


def test_every_built_in_actor_has_a_name_in_each_language_and_a_known_prefix() -> None:
    for actor in built_in().actors.values():
        assert {code for _, code in actor.names} >= {"en", "fr", "de", "ru", "uk"}, actor.id
        assert actor.id.split(":")[0] in {"outlet", "channel", "org", "person"}
