"""Counts that grow: a later, higher toll updates an earlier one; a higher figure at no later time differs."""

from __future__ import annotations

from selon.matching.figures import Figure, Setting, compare_figures

DEAD = Figure(4, 4, counted="people", outcome="killed")


def dead(n: float, bound: str = "exact") -> Figure:
    return Figure(n, n, bound=bound, counted="people", outcome="killed")  # type: ignore[arg-type]


def test_a_toll_that_another_identified_origin_gives_later_and_higher_is_an_update() -> None:
    assert compare_figures(dead(4), dead(6), Setting(later=True, growing=True, one_count=True))[0] == "update"


def test_a_toll_that_falls_differs() -> None:
    assert compare_figures(dead(6), dead(4), Setting(later=True, growing=True, one_count=True))[0] == "differs"


def test_two_origins_of_which_one_is_unknown_differ() -> None:
    assert compare_figures(dead(7), dead(30), Setting(later=True, growing=True))[0] == "differs"


def test_at_least_three_and_five_later_by_the_same_origin_is_an_update() -> None:
    setting = Setting(same_origin=True, later=True, growing=True)
    assert compare_figures(dead(3, "at_least"), dead(5), setting)[0] == "update"
    assert compare_figures(dead(1200, "at_least"), dead(1240), setting)[0] == "same"
