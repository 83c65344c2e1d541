"""What stands in one claim and what does not, which claims contradict, and how figures compare, on short texts."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted, claimed


def together(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether some claim holds statements of both texts."""
    return any(len({s.report for s in c.statements}) == 2 for c in claimed(a, b).claims)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Overnight 96 Ukrainian drones were shot down over six regions.",
            "Overnight 96 Russian drones were shot down.",
        ),
        ("Ukraine accepted a truce at sea.", "The two sides agreed on a truce at sea."),
        ("The ferry carried sugar to the port of Kalynivsk.", "The ferry carried ammunition to the port of Kalynivsk."),
        ("Four boats lie in the village of Novi Luky.", "An old mill stands in the village of Novi Luky."),
    ],
)
def test_other_sides_other_goods_and_a_mere_place_are_kept_apart(a: str, b: str) -> None:
    assert not together(("en", a), ("en", b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("en", "Sixty-four soldiers were freed in a prisoner swap."), ("fr", "Les 64 soldats sont rentrés chez eux.")),
        (
            ("en", "A missile hit the fuel depot in Stara Balka."),
            ("en", "A missile destroyed the fuel depot in Stara Balka."),
        ),
        (
            ("en", "Russian forces captured the village of Novi Luky."),
            ("en", "The village of Novi Luky is under Russian control."),
        ),
    ],
)
def test_one_event_told_from_two_ends_is_one_claim(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert together(a, b)


def contradictions(*texts: str) -> set[str]:
    found = claimed(*(("en", t) for t in texts))
    return {why for c in found.claims for _, why in c.contradicts}


def test_taken_by_one_side_and_held_by_the_other_contradict() -> None:
    taken = "Russian forces captured the village of Novi Luky."
    held = "The village of Novi Luky remains under Ukrainian control."
    assert contradictions(taken, held) == {"taken by russia against held by ukraine"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Russian forces captured the village of Novi Luky.",
            "The village of Stari Luky remains under Ukrainian control.",
        ),
        ("Russian forces captured the village of Novi Luky.", "The village of Novi Luky is held by the Russian army."),
        ("Three miners were killed in the mine of Stara Balka.", "Five miners are alive in the mine of Stara Balka."),
        ("Families were evacuated from Stara Balka.", "Families from Novi Luky were evacuated."),
    ],
)
def test_other_villages_one_holder_and_other_people_do_not_contradict(a: str, b: str) -> None:
    assert not contradictions(a, b)


def test_open_and_closed_contradict() -> None:
    assert contradictions("The market of Stara Balka was open.", "The market of Stara Balka was closed.")


def test_a_part_with_its_own_figure_is_told_apart_from_the_whole() -> None:
    found = asserted("Russia launched 142 drones overnight, of which 118 were shot down.")
    assert {(a.triggers[0], a.values[0].low) for a in found if a.values} == {("launch", 142), ("shoot_down", 118)}


def test_the_total_that_stands_first_is_no_figure_of_the_part() -> None:
    (found,) = [a for a in asserted("Of 142 drones only 24 were shot down.") if a.frame == "loss"]
    assert [q.low for q in found.values] == [24]
    assert found.totals == (142.0,)


def test_an_article_before_those_hurt_counts_one() -> None:
    (found,) = [a for a in asserted("A worker was wounded in the bakery.") if a.frame == "casualties"]
    assert [q.low for q in found.values] == [1]


def test_the_line_that_says_where_a_report_was_written_puts_nothing_forward() -> None:
    found = asserted("KYIV (AGP) - Russia launched 142 drones overnight.")
    assert all("kyiv" not in {n.key for n in a.notions} for a in found)
