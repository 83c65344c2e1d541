"""How a trace looks: moments that can be compared, whole figures, what does not agree first."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.console import Console

from selon.desk.cli.claims_view import show_trace
from selon.desk.cli.looks import Signs, amount
from selon.desk.cli.report_view import in_utc
from selon.model import Claim, ClaimStatement, Comparison, Copy, Counts, Origin, Quantity, Span

NAMES = {"a": ("Anzeiger", "2025-05-07T10:00:00+03:00", "de"), "b": ("Bote", "2025-05-07T09:30:00+02:00", "de")}


def quantity(low: float, high: float | None = None, unit: str | None = None) -> Quantity:
    return Quantity(Span(0, 1, "x"), low, low if high is None else high, "exact", unit)


def trace(comparisons: Sequence[Comparison] = (), copies: Sequence[Copy] = ()) -> list[str]:
    statements = tuple(
        ClaimStatement(report, "s", f"words of {report}", quantity(1_234_567), "asserted", "o1") for report in "ab"
    )
    origins = (Origin("o1", "the mayor", "identified", None, ("the mayor",)),)
    claim = Claim(
        "c-1", "other", "A thing", {}, None, None, statements, origins, Counts(1, 0, 0, 2), tuple(comparisons)
    )
    out = io.StringIO()
    show_trace(Console(file=out, width=100), claim, copies, NAMES, Signs())
    return [line.strip("│├└─ ") for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2025-05-07T10:00:00+03:00", "2025-05-07 07:00 UTC"),
        ("2025-05-07T23:30:00-02:00", "2025-05-08 01:30 UTC"),
        ("2025-05-07T10:00:00Z", "2025-05-07 10:00 UTC"),
        ("2025-05-07T10:00:00", "2025-05-07 10:00"),
        ("2025-05-07", "2025-05-07"),
        ("", ""),
        (None, ""),
    ],
)
def test_moments_of_reports_are_told_in_one_time(written: str | None, shown: str) -> None:
    assert in_utc(written) == shown


def test_reports_stand_in_the_order_of_their_moments_whatever_the_clock_said() -> None:
    lines = trace()
    assert lines.index("Anzeiger  2025-05-07 07:00 UTC  de") < lines.index("Bote  2025-05-07 07:30 UTC  de")


def test_figures_keep_all_their_digits_and_shares_are_per_cent() -> None:
    assert "› 1,234,567  words of a" in trace()
    assert amount(quantity(0.1, unit="share")) == "10%"
    assert amount(quantity(1240, 1300)) == "1,240 to 1,300"


def test_each_pair_of_figures_is_compared_once_and_what_differs_comes_first() -> None:
    told = (("update", "1 first, 2 later"), ("differs", "3 against 4"), ("differs", "4 against 3"))
    lines = trace([Comparison("s", "s", relation, why, "a", "b") for relation, why in told])  # type: ignore[arg-type]
    assert lines[-2:] == ["differs: 3 against 4 (Anzeiger / Bote)", "update: 1 first, 2 later (Anzeiger / Bote)"]


def test_what_is_left_out_is_counted() -> None:
    lines = trace([Comparison("s", "s", "differs", f"1 against {n}", "a", "b") for n in range(2, 14)])
    assert lines[-1] == "4 more comparisons: --format json"
