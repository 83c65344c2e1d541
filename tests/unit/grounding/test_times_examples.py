"""Time expressions of five languages.

Words and TIMEX3 values as a person reads them, published on Saturday 2023-09-16.
"""

from __future__ import annotations

import pytest
from tests.unit.grounding.tables import LANGUAGES, examples

from selon.grounding.times import find_times
from selon.lang import load

ALL = examples("times")


@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_example(language: str, text: str, expected: list[str]) -> None:
    times, faults = find_times(text, load(language), "2023-09-16T14:31:00+02:00")
    assert [f"{t.span.text}={t.value}" for t in times] == expected
    assert [f.code for f in faults] == ["time" for t in times if t.value == "unknown"]


@pytest.mark.parametrize("language", (*LANGUAGES, "es", "it"))
def test_there_are_enough(language: str) -> None:
    assert sum(p.values[0] == language for p in ALL) >= 60  # type: ignore[attr-defined]


def test_a_named_zone_has_the_offset_of_its_day() -> None:
    """Kyiv is two hours ahead of UTC in winter, three in summer."""
    text = "On 24 February 2022 at 05:07 Kyiv time the first missile fell, on 6 June 2023 at 02:50 Kyiv time the dam broke."
    times, _ = find_times(text, load("en"), "2023-09-16")
    assert [t.value for t in times if t.type == "TIME"] == ["2022-02-24T05:07+02:00", "2023-06-06T02:50+03:00"]
