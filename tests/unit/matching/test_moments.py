"""What was told first, whatever the zones that reports are dated in."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import report

from selon.model.instant import by_time
from selon.pipeline_claims import claims


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2025-05-07T10:15:00+03:00", "2025-05-07T08:00:00Z"),
        ("2025-05-07T23:30:00-04:00", "2025-05-08T05:00:00+01:00"),
        ("2025-05-07", "2025-05-07T00:00:01Z"),  # a day without a time begins in UTC
        ("2025-05-08T00:10:00+02:00", "2025-05-07T22:20:00+00:00"),  # a later date, an earlier moment
        ("9999-12-31T23:00:00Z", "last spring"),
        ("2025-05-07", None),
    ],
)
def test_moments_sort_by_time(first: str, then: str | None) -> None:
    assert by_time(first) < by_time(then)


@pytest.mark.parametrize("odd", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00", "", "2025-02-30"])
def test_what_is_no_moment_stands_behind_all(odd: str) -> None:
    assert by_time(odd) > by_time("9999-12-31T00:00:00Z")


def test_a_claim_begins_with_the_report_that_came_first() -> None:
    """Kyiv's quarter past ten comes before London's half past eight in summer."""
    kyiv = report("Two missiles hit the railway depot in Halivka.", host="kyiv", day="2025-05-07T10:15:00+03:00")
    london = report(
        "Two missiles hit the railway depot in Halivka, railwaymen say.", host="london", day="2025-05-07T08:30:00+01:00"
    )
    (claim,) = [c for c in claims([london, kyiv]).claims if c.counts.reports == 2]
    assert [s.report for s in claim.statements] == ["https://kyiv.example/1", "https://london.example/1"]
    assert claim.statements == next(c for c in claims([kyiv, london]).claims if c.counts.reports == 2).statements
