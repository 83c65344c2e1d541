"""Totals that are told day by day are one claim, of which each day's figure is an update."""

from __future__ import annotations

import pytest

from selon.model import Capture, Report
from selon.pipeline import read_capture
from selon.pipeline_claims import claims

UKRAINIAN = (
    "Генеральний штаб повідомляє, що загальні втрати противника з 24.02.22 по {} орієнтовно склали: близько {} осіб."
)
RUSSIAN = "По данным штаба, общие потери противника с 24.02.22 по {} составили около {} человек."


@pytest.mark.parametrize(("language", "words"), [("uk", UKRAINIAN), ("ru", RUSSIAN)])
def test_each_total_is_an_update_of_one_claim(language: str, words: str) -> None:
    told = [("2022-03-10", "10.03.22", 4100), ("2022-03-11", "11.03.22", 5300), ("2022-03-12", "12.03.22", 6900)]
    reports: list[Report] = []
    for day, written, total in told:
        text = words.format(written, total).encode()
        report, _ = read_capture(Capture(text, "txt", day, f"https://staff.example/{day}", day, language))
        assert report is not None
        reports.append(report)
    (claim,) = [c for c in claims(reports).claims if len(c.statements) == 3]
    assert [s.value.low for s in claim.statements if s.value] == [4100, 5300, 6900]
    assert {x.relation for x in claim.comparisons} == {"update"}
