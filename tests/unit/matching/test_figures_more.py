"""Figures of one claim that look unlike and are not: a rate and a year's sum, a bare number and years, the dead by name."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import claimed, report

from selon.matching.figures import Figure, Setting, compare_figures
from selon.pipeline_claims import all_facts, bare_assertions, claims


def relations(*texts: str) -> list[str]:
    """The relations of all comparisons between English texts."""
    return [c.relation for claim in claimed(*(("en", t) for t in texts)).claims for c in claim.comparisons]


def test_a_rate_over_a_year_makes_the_sum_that_is_given() -> None:
    rate, total = Figure(500, 500, period="month"), Figure(6000, 6000)
    relation, why = compare_figures(rate, total, Setting())
    assert relation == "derivable"
    assert why.startswith("500 per month × 12 = 6,000 a year; 6,000 is given")
    assert compare_figures(rate, Figure(7000, 7000), Setting())[0] == "not_comparable"


@pytest.mark.parametrize(
    ("rate", "period", "total", "hours", "relation"),
    [
        (90, "day", 2700, (), "derivable"),  # thirty days
        (17, "day", 119, (), "derivable"),  # a week
        (12_000, "month", 36_000, (), "derivable"),  # a quarter
        (5, "hour", 120, (), "derivable"),  # a day
        (14, "week", 28, (), "not_comparable"),  # nobody says over which two weeks
        (14, "week", 28, (336.0,), "derivable"),  # `28 flights in two weeks`
        (300, "day", 12_600, (42 * 24.0,), "derivable"),
        (300, "day", 12_900, (42 * 24.0,), "derivable"),  # within rounding
        (300, "day", 15_000, (42 * 24.0,), "not_comparable"),
    ],
)
def test_a_rate_over_the_time_that_is_told_or_meant_makes_a_total(
    rate: float, period: str, total: float, hours: tuple[float, ...], relation: str
) -> None:
    one, other = Figure(rate, rate, period=period), Figure(total, total)
    assert compare_figures(one, other, Setting(spans=hours))[0] == relation
    assert compare_figures(other, one, Setting(spans=hours))[0] == relation


def test_flights_in_two_weeks_are_compared_with_flights_a_week() -> None:
    one = "The pilot flew 28 missions in two weeks over Stara Balka, the brigade said on Friday."
    other = "The pilot flew 14 missions a week over Stara Balka, the brigade said on Friday."
    assert relations(one, other) == ["derivable"]


def test_a_stretch_of_time_is_no_count_of_people() -> None:
    days = Figure(19710, 19710, counted="days", written="days", duration=True)
    assert compare_figures(days, Figure(1, 1, written="guard"), Setting())[0] == "not_comparable"


def test_officers_and_workers_among_the_dead_are_compared_as_dead() -> None:
    one = "Four workers were killed in the strike on the headquarters in Stara Balka on Friday."
    other = "Five staff were killed in the strike on the headquarters in Stara Balka on Friday."
    assert relations(one, other) == ["differs"]


def test_people_are_counted_as_people_and_customers_apart() -> None:
    """`18 pilots` and `20 airmen` differ; `customers` and `residents` without power cannot be compared."""
    one = "Eighteen pilots were evacuated from the airfield of Stara Balka on Friday."
    other = "Twenty passengers were evacuated from the airfield of Stara Balka on Friday."
    assert relations(one, other) == ["differs"]
    customers, residents = Figure(30000, 30000, counted="users"), Figure(70000, 70000, counted="people")
    assert compare_figures(customers, residents, Setting())[0] == "not_comparable"


def test_a_sum_over_a_year_and_a_sum_without_a_span_are_compared_a_rate_is_not() -> None:
    plain = Figure(1800, 1800)
    assert compare_figures(Figure(3000, 3000, period="year"), plain, Setting())[0] == "differs"
    assert compare_figures(Figure(3000, 3000, period="day"), plain, Setting())[0] == "not_comparable"


def test_what_became_of_things_is_told_in_many_words_of_people_in_few() -> None:
    burnt, wrecked = Figure(9, 9, outcome="destroyed"), Figure(7, 7, outcome="damaged")
    assert compare_figures(burnt, wrecked, Setting())[0] == "differs"
    dead, hurt = Figure(9, 9, outcome="killed"), Figure(7, 7, outcome="wounded")
    assert compare_figures(dead, hurt, Setting())[0] == "not_comparable"


def test_a_later_toll_somewhat_higher_is_the_toll_grown_a_far_higher_one_another_account() -> None:
    early = "Seven people were killed in the strike on the market in Stara Balka on Friday, a witness said."
    grown = "According to a doctor, the attack on the Stara Balka market on Friday killed eleven people."
    other = "According to a driver, the attack on the Stara Balka market on Friday killed forty people."
    for later, relation in ((grown, "update"), (other, "differs")):
        found = claims([report(early, host="a", day="2024-05-10"), report(later, host="b", day="2024-05-11")])
        assert [c.relation for claim in found.claims for c in claim.comparisons] == [relation]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "Seven of the dead were fitters, the union said.", (7,)),
        ("en", "Seven people, including three medics, were killed on Monday.", (3,)),
        ("fr", "Sept personnes, dont trois soignants, ont été tuées lundi.", (3,)),
        ("de", "Neun Menschen, darunter drei Kinder, starben am Montag.", (3,)),
        ("de", "Vier von ihnen seien Ärzte gewesen, sagte der Sprecher.", (4,)),
        ("ru", "Двое из них — медики, сообщил губернатор.", (2,)),
        ("uk", "Серед них 12 цивільних, повідомив штаб.", (12,)),
        ("en", "The court held eight teachers, four of them were released.", ()),
        ("ru", "Запущено 142 дрона, из них 118 сбиты.", ()),
        ("en", "The number of the dead rose to nine on Monday.", ()),
    ],
)
def test_figures_that_are_told_as_a_part_of_others(language: str, text: str, parts: tuple[float, ...]) -> None:
    (facts,) = all_facts([report(text, language)])
    assert sorted({p for a in bare_assertions(facts) for p in a.parts}) == list(parts)


def test_a_part_is_no_later_value_of_the_whole_but_may_be_one_of_the_same_part() -> None:
    """Six dead first, then `seven of the dead were fitters`: nothing rose. Three medics of the dead, four medics later: that may."""
    whole, part = Figure(6, 6), Figure(7, 7, part=True)
    later = Setting(later=True, growing=True, one_count=True)
    assert compare_figures(whole, part, later) == ("not_comparable", "a part against the whole: 7 of them against 6")
    assert compare_figures(part, whole, later)[0] == "not_comparable"
    medics, more = Figure(3, 3, written="doctor", part=True), Figure(4, 4, written="doctor")
    assert compare_figures(medics, more, later)[0] == "update"
