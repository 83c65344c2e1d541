"""What a figure counts, also where the clause before says it."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Three people were killed in the strike on the market. The toll later rose to eleven."),
        ("fr", "Trois personnes ont été tuées dans la frappe sur le marché. Le bilan est passé à onze."),
        ("de", "Drei Menschen wurden bei dem Angriff auf den Markt getötet. Die Zahl stieg später auf elf."),
        ("ru", "Три человека погибли при ударе по рынку. Позже их число выросло до одиннадцати."),
        ("uk", "Троє людей загинули через удар по ринку. Згодом їх кількість зросла до одинадцяти."),
    ],
)
def test_a_toll_that_rises_is_the_toll_told_before(language: str, body: str) -> None:
    last = asserted(body, language)[-1]
    assert (last.frame, last.outcome, [q.low for q in last.values]) == ("casualties", "killed", [11])


def test_a_number_with_a_noun_of_its_own_goes_on_with_nothing() -> None:
    found = asserted("Three people were killed in the strike. The number of shops rose to eleven.")
    assert found[-1].frame != "casualties"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Twelve were killed in the market on Friday."),
        ("fr", "La frappe a fait 30 morts à la gare."),
        ("de", "30 Tote im Bahnhof von Stara Balka."),
        ("ru", "Три человека погибли при ударе по рынку."),
        ("uk", "Троє людей загинули через удар по ринку."),
    ],
)
def test_the_dead_are_not_counted_by_the_place_where_they_died(language: str, body: str) -> None:
    found = [a for a in asserted(body, language) if a.frame == "casualties"]
    assert [a.counted for a in found] == [(None,)]


def test_what_was_captured_is_counted_behind_the_deed() -> None:
    (found,) = asserted("Overnight 24 captured tanks were shown in Stara Balka.")
    assert found.counted == ("tank",)
