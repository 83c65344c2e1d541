"""Figures of one claim that look unlike and are not: a rate and a year's sum, a bare number and years, the dead by name."""

from __future__ import annotations

from tests.unit.matching.short_texts import claimed

from selon.matching.figures import Figure, Setting, compare_figures


def relations(*texts: str) -> list[str]:
    """The relations of all comparisons between English texts."""
    return [c.relation for claim in claimed(*(("en", t) for t in texts)).claims for c in claim.comparisons]


def test_a_rate_over_a_year_makes_the_sum_that_is_given() -> None:
    rate, total = Figure(500, 500, period="month"), Figure(6000, 6000)
    relation, why = compare_figures(rate, total, Setting())
    assert relation == "derivable"
    assert why.startswith("500 per month × 12 = 6,000 a year; 6,000 is given")
    assert compare_figures(rate, Figure(7000, 7000), Setting())[0] == "not_comparable"


def test_a_stretch_of_time_is_no_count_of_people() -> None:
    days = Figure(19710, 19710, counted="days", written="days", duration=True)
    assert compare_figures(days, Figure(1, 1, written="guard"), Setting())[0] == "not_comparable"


def test_officers_and_workers_among_the_dead_are_compared_as_dead() -> None:
    one = "Four workers were killed in the strike on the headquarters in Stara Balka on Friday."
    other = "Five staff were killed in the strike on the headquarters in Stara Balka on Friday."
    assert relations(one, other) == ["differs"]
