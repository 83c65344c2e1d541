"""Names in bylines."""

from __future__ import annotations

import pytest

from selon.reading.bylines import declared, from_byline, is_person, plain
from selon.reading.titles import flat


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("Von Max Moll (dpa)", "Max Moll"),
        ("Ann  Lee ann@x.example", "Ann Lee"),
        ("Par: Zoé&nbsp;Roux", "Zoé Roux"),
        ("von der Leyen", "von der Leyen"),
        ("@ann Ann Lee", "Ann Lee"),
        ("Автор: Нина Орлова", "Нина Орлова"),
        ("https://x.example", ""),
        ("", ""),
    ],
)
def test_plain(name: str, expected: str) -> None:
    assert plain(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ann Lee and Tom O'Dwyer", ["Ann Lee", "Tom O'Dwyer"]),
        ("Von Eva Roth, Jan Ley und Al Bo", ["Eva Roth", "Jan Ley", "Al Bo"]),
        ("Ann Lee, Chief correspondent", ["Ann Lee"]),
        ("Redaktion: Ida Kern", ["Ida Kern"]),
        ("Share this", []),
        ("3 min read", []),
        ("x" * 900, []),
    ],
)
def test_from_byline(text: str, expected: list[str]) -> None:
    assert from_byline(text) == expected


def test_declared_names_keep_organisations_whole_and_lose_doubles() -> None:
    names = [("Ann Lee", False), ("By Ann Lee", False), ("Smith, Hall and Co", True), ("dpa  ", False)]
    assert declared(names) == [("Ann Lee", False), ("Smith, Hall and Co", True), ("dpa", False)]


def test_is_person() -> None:
    assert [is_person(t) for t in ("Ann Lee", "Ludwig van Beethoven", "news.example Desk 24", "Ann", "the desk")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_flat_resolves_entities_written_twice() -> None:
    assert flat("Caf&amp;eacute;  de\u00ad \n la &quot;Gare&quot;") == 'Café de la "Gare"'
